"""What the soft rungs of a conversation say, whom they name, and what they offer."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.vaults import ADA, BEN, TALK, contact, days, findings, flags, held, only, talk, vault

from notes_kit.rules.driver import run

DAY, LATER = date(2026, 3, 2), date(2026, 3, 22)
SECOND = "interviews/Second.md"
BEN_TOO = '"[[Ben Li]]"'
NOTES = "## Notes\n- It took two years\n"


class TestOutreachExhausted:
    NAME = "outreach-exhausted"
    TWICE = "outreach: [2026-02-02 email, 2026-03-02 email]"

    def message(self, *lines: str, **others: str) -> str:
        files = {ADA: contact(*(lines or (self.TWICE,)))} | {f"contacts/{name}.md": text for name, text in others.items()}
        return only([one for one in findings(files, LATER, self.NAME) if one.about == ADA]).message.removesuffix("; 13 days overdue")

    def test_without_anybody_else_it_says_let_it_go(self) -> None:
        assert self.message() == (
            "Ada Okafor has not answered two messages, the last of 2026-03-02: send no other; try somebody else there, or let it go and close the contact"
        )
        finding = only(findings({ADA: contact(self.TWICE)}, LATER, self.NAME))
        assert finding.close == 'notes-kit log "Ada Okafor" closed no answer to two messages'
        assert flags([finding]) == [f"{ADA}:3:30"]

    def test_colleagues_come_by_name_those_known_first_and_three_at_the_most(self) -> None:
        said = self.message(
            self.TWICE, 'organization: "[[Northwind]]"',
            Ben=contact("organization: northwind"), Chloe=contact("organization: Northwind", "replied: 2026-01-05"),
            Dana=contact("organization: Northwind", "declined: 2026-01-05"), Eno=contact("organization: Northwind", self.TWICE),
            Faro=contact("organization: Southwind"), Gil=contact('organization: "[[Northwind]]"'), Hal=contact("organization: Northwind"),
        )  # fmt: skip
        assert said.endswith("send no other; turn to Chloe, Ben and Gil instead, or let it go and close the contact")

    def test_who_led_there_can_introduce_and_others_of_the_field_whom_they_named_are_a_way(self) -> None:
        led = 'source: "[[Ben]]"'
        said = self.message(
            self.TWICE, led, "industry: water",
            Ben=contact("replied: 2026-01-05"), Chloe=contact(led, "industry: Water"), Dana=contact(led, "industry: rail"),
        )  # fmt: skip
        assert said.endswith("; ask Ben, who led you to them, for an introduction, turn to Chloe instead, or let it go and close the contact")

    def test_words_as_a_source_are_nobody(self) -> None:
        said = self.message(self.TWICE, "source: alumni list", "industry: water", Ben=contact("source: alumni list", "industry: water"))
        assert "Ben" not in said

    def test_a_call_is_the_last_try_and_only_after_two(self) -> None:
        assert "ring them once" in self.message(self.TWICE, "phone: 1")
        assert "ring them" not in self.message("outreach: [2026-02-02 phone, 2026-03-02 email]", "phone: 1")
        three = self.message("outreach: [2026-01-02 email, 2026-02-02 email, 2026-03-02 email]", "phone: 1")
        assert three.startswith("Ada Okafor has not answered 3 messages")
        assert "ring them" not in three

    def test_nothing_advises_a_third_message(self) -> None:
        for number in (2, 3, 5):
            lines = [f"  - 2026-02-{day:02} email" for day in range(1, number + 1)]
            found = run(
                vault({ADA: contact("outreach:", *lines, "phone: 1", "linkedin: https://linkedin.example/a")}), LATER, select=("reach",), horizon=90
            )
            assert {finding.rule for finding in found} == {"outreach-exhausted", "source-missing"}
            assert not any(" outreach" in finding.close or "touch" in finding.close for finding in found)


def test_how_to_address_somebody_matters_until_the_second_message_has_waited_a_week() -> None:
    files = {ADA: contact("outreach: [2026-03-02 email, 2026-03-10 email]")}
    assert len(findings(files, date(2026, 3, 16), "salutation-missing")) == 1
    assert findings(files, date(2026, 3, 17), "salutation-missing") == []
    files = {ADA: contact("outreach: [2026-03-02 email, 2026-03-10 email]", "replied: 2026-03-20")}
    assert len(findings(files, date(2026, 3, 20), "salutation-missing")) == 1


def test_a_talk_without_a_request_asks_for_the_salutation_a_week_before() -> None:
    files = {ADA: contact(), TALK: talk("2026-03-16")}
    assert findings(files, date(2026, 3, 8), "salutation-missing") == []
    assert flags(findings(files, date(2026, 3, 9), "salutation-missing")) == [f"{ADA}:1:1"]


def test_a_reply_that_names_a_later_day_waits_for_it() -> None:
    files = {ADA: contact("replied: 2026-03-02", "follow_up: 2026-04-01")}
    assert findings(files, date(2026, 4, 1), "reply-unanswered") == []
    finding = only(findings(files, date(2026, 4, 2), "reply-unanswered"))
    assert (finding.due, finding.close) == (date(2026, 4, 2), 'notes-kit log "Ada Okafor" outreach --channel email')
    assert only(findings(files, date(2026, 4, 1), "reply-unanswered", horizon=1)).close == 'notes-kit log "Ada Okafor" outreach --channel email'
    assert (
        only(findings({ADA: contact("replied: 2026-03-02")}, date(2026, 3, 2), "reply-unanswered", horizon=1)).close
        == 'notes-kit log "Ada Okafor" touch'
    )


class TestPlan:
    def test_an_overlap_offers_an_hour_that_is_free(self) -> None:
        files = {
            ADA: contact(), BEN: contact(),
            TALK: talk("2026-03-02T15:00", "duration: 45"), SECOND: talk("2026-03-02T15:30", who=BEN_TOO), "interviews/3.md": talk("2026-03-02T16:10", who="X"),
        }  # fmt: skip
        finding = only(findings(files, date(2026, 2, 20), "overlap"))
        assert finding.message == (
            "the talk with Ben Li on 2026-03-02 at 15:30 begins before the one with Ada Okafor ends (15:00 to 15:45): ask one of them for another hour "
            "(there is room from 16:50 on); 20 days overdue"
        )
        assert finding.close == "date: …"
        assert findings(files, date(2026, 2, 27), "buffer-short") == []

    @pytest.mark.parametrize(
        ("first", "second", "rules"),
        [
            ("15:00", "15:29", ["overlap"]),
            ("15:00", "15:00", ["overlap"]),
            ("15:00", "15:30", ["buffer-short"]),
            ("15:00", "15:39", ["buffer-short"]),
            ("15:00", "15:40", []),
            ("", "15:00", []),
        ],
    )
    def test_to_the_minute(self, first: str, second: str, rules: list[str]) -> None:
        files = {TALK: talk(f"2026-03-02T{first}" if first else "2026-03-02"), SECOND: talk(f"2026-03-02T{second}", who=BEN_TOO)}
        found = run(vault(files), date(2026, 3, 1), select=("overlap", "buffer-short"))
        assert [finding.rule for finding in found] == rules

    def test_over_midnight_and_at_the_end_of_the_calendar(self) -> None:
        files = {TALK: talk("2026-03-02T23:45"), SECOND: talk("2026-03-03T00:10", who=BEN_TOO)}
        assert "(there is room from 00:25 on)" in only(findings(files, date(2026, 3, 1), "overlap")).message
        files = {TALK: talk("2026-03-02T23:20"), SECOND: talk("2026-03-02T23:45", who=BEN_TOO)}
        assert "(there is room from 2026-03-03 00:00 on)" in only(findings(files, date(2026, 3, 1), "overlap")).message
        files = {TALK: talk("9999-12-31T23:45", "duration: 999999999999"), SECOND: talk("9999-12-31T23:50", who=BEN_TOO)}
        assert len(findings(files, date(9999, 12, 30), "overlap")) == 1

    @pytest.mark.parametrize("line", ["outcome: cancelled", "outcome: moved"])
    def test_what_was_called_off_is_in_nobodys_way(self, line: str) -> None:
        files = {TALK: talk("2026-03-02T15:00", line), SECOND: talk("2026-03-02T15:10", who=BEN_TOO)}
        assert run(vault(files), date(2026, 3, 1), select=("overlap", "buffer-short")) == []

    def test_limits_are_set_in_the_settings(self) -> None:
        files = {TALK: talk("2026-03-02T15:00", "duration: 40"), SECOND: talk("2026-03-02T15:45", who=BEN_TOO)}
        one = {**files, "notes-kit.yaml": "rules: {buffer-short: {limit: 5}, duration-long: {limit: 45}}\n"}
        assert [finding.rule for finding in run(vault(files), date(2026, 3, 1), select=("buffer-short", "duration-long"))] == [
            "buffer-short",
            "duration-long",
        ]
        assert run(vault(one), date(2026, 3, 1), select=("buffer-short", "duration-long")) == []

    def week(self, *items: str, settings: str = "") -> dict[str, str]:
        return {f"interviews/{number}.md": text for number, text in enumerate(items)} | ({"notes-kit.yaml": settings} if settings else {})

    def test_the_fifth_talk_of_a_week_is_too_many(self) -> None:
        name, monday = "too-many-in-a-week", date(2025, 12, 29)  # a week of two years
        four = [talk(monday + days(after), who=f"P{after}") for after in (0, 1, 2, 3)]
        five = [*four, talk("2026-01-04T10:00", who="Eno Bassey")]
        assert findings(self.week(*five), monday - days(15), name) == []
        finding = only(findings(self.week(*five), monday - days(14), name))
        assert flags([finding]) == ["interviews/4.md:4:7"]
        assert (
            finding.message
            == "5 talks in the week of 2025-12-29, and 4 are enough: ask Eno Bassey for a day in another week, say in that of 2026-01-05; due today"
        )
        assert finding.close == "date: …"
        assert findings(self.week(*four, talk("2026-01-05", who="E")), monday - days(1), name) == []
        assert findings(self.week(*four, talk("2026-01-04", "outcome: moved", who="E")), monday - days(1), name) == []
        assert findings(self.week(*five, settings="rules: {too-many-in-a-week: {limit: 5}}"), monday, name) == []
        assert [finding.severity for finding in (only(findings(self.week(*five), monday - days(back), name)) for back in (4, 3))] == [
            "info",
            "warning",
        ]

    def test_what_was_held_counts_and_the_next_full_week_offers_no_room(self) -> None:
        done = [held(DAY + days(after), body=NOTES) for after in (0, 0, 1, 1)]
        full = [talk(DAY + days(7 + after), who=f"Q{after}") for after in (0, 1, 2, 3)]
        finding = only(findings(self.week(*done, talk(DAY + days(3), who="Eno"), *full), DAY + days(2), "too-many-in-a-week"))
        assert f"say in that of {DAY + days(14)};" in finding.message

    def test_each_talk_beyond_the_limit_is_one_to_move(self) -> None:
        six = [talk(DAY + days(after), who=f"P{after}") for after in range(6)]
        found = findings(self.week(*six), DAY, "too-many-in-a-week")
        assert [finding.contact for finding in found] == ["P4", "P5"]
        moved = self.week(*six[:4], six[5], talk(DAY + days(11), who="P4"))
        assert [finding.contact for finding in findings(moved, DAY, "too-many-in-a-week")] == ["P5"]

    def test_a_limit_of_none_at_all_breaks_nothing(self) -> None:
        files = self.week(talk(DAY, who="Eno"), settings="rules: {too-many-in-a-week: {limit: 0}}")
        assert len(findings(files, DAY, "too-many-in-a-week")) == 1

    def test_untagged_questions_count_and_none_says_how_to_write_one(self) -> None:
        files = {TALK: talk(DAY, body="## Prep\n- her paper\n")}
        assert "holds no question that could be ticked: have 5 or more" in only(findings(files, DAY, "questions-missing")).message
        files = {TALK: talk(DAY, body="## Prep\n- [ ] Why?\n- [ ] How? #q/advice\n")}
        assert "holds 2 questions:" in only(findings(files, DAY, "questions-missing")).message

    @pytest.mark.parametrize(
        ("way", "what"), [("video", "the link of the call"), ("in-person", "the address"), ("", "the address, or the link of the call")]
    )
    def test_a_place_is_asked_for_by_its_kind(self, way: str, what: str) -> None:
        assert only(findings({TALK: talk(DAY, f"format: {way}")}, DAY, "place-missing")).message.split("; ")[0].endswith(f"ask for {what}")


@given(st.lists(st.tuples(st.integers(0, 240), st.sampled_from([5, 20, 30, 60])), min_size=2, max_size=6))
@hypothesis_settings(max_examples=60, deadline=None)
def test_the_hour_that_is_offered_ends_the_clash_and_makes_no_other(hours: list[tuple[int, int]]) -> None:
    noon = datetime.combine(DAY, datetime.min.time()) + timedelta(hours=12)
    files = {
        f"interviews/{number}.md": talk(f"{noon + timedelta(minutes=at):%Y-%m-%dT%H:%M}", f"duration: {minutes}", who=f"P{number}")
        for number, (at, minutes) in enumerate(hours)
    }
    for name in ("overlap", "buffer-short"):
        before = findings(files, DAY, name)
        for finding in before:
            room = re.search(r"there is room from (?:(\S+) )?(\d\d:\d\d) on", finding.message)
            assert room is not None
            agreed = finding.close.replace("…", f"{room[1] or DAY}T{room[2]}")
            after = {**files, finding.path: re.sub(r"^date: .*$", agreed, files[finding.path], flags=re.MULTILINE)}
            assert {one.path for one in findings(after, DAY, name)} <= {one.path for one in before} - {finding.path}


class TestAfter:
    def test_a_cancelled_talk_says_what_happened_and_offers_a_day(self) -> None:
        files = {ADA: contact(), TALK: talk("2026-03-02", "outcome: no-show")}
        finding = only(findings(files, date(2026, 3, 4), "cancelled-without-next-step"))
        assert finding.message == (
            "the talk with Ada Okafor on 2026-03-02 did not take place: they did not come, and nothing says what comes instead: "
            "offer another day, or close the contact; due today"
        )
        assert flags([finding]) == [f"{TALK}:5:10"]
        assert finding.close == 'notes-kit log "Ada Okafor" outreach --channel email'

    @pytest.mark.parametrize(
        ("lines", "outreach", "gone_on"),
        [
            ([], "2026-03-10", True),
            ([], "2026-03-09", True),
            ([], "2026-03-08", False),
            (["confirmed: 2026-03-06"], "2026-03-07", True),
            (["confirmed: 2026-03-06"], "2026-03-06", False),
        ],
    )
    def test_a_message_on_the_day_or_after_it_was_reconfirmed_is_about_another_day(self, lines: list[str], outreach: str, gone_on: bool) -> None:
        files = {ADA: contact(f"outreach: {outreach} email"), TALK: talk("2026-03-09", "outcome: cancelled", *lines)}
        assert (findings(files, LATER, "cancelled-without-next-step") == []) is gone_on

    def test_before_the_day_of_a_talk_called_off_the_offer_is_noted_as_an_action(self) -> None:
        files = {ADA: contact(), TALK: talk("2026-03-09", "outcome: cancelled")}
        finding = only(findings(files, date(2026, 3, 8), "cancelled-without-next-step", horizon=3))
        assert finding.close == "- [ ] Offer another day 📅 …"

    def test_of_a_chain_of_cancelled_talks_only_the_last_is_open(self) -> None:
        files = {ADA: contact(), TALK: talk("2026-03-02", "outcome: moved"), SECOND: talk("2026-03-09", "outcome: cancelled")}
        assert flags(findings(files, LATER, "cancelled-without-next-step")) == [f"{SECOND}:5:10"]
        files[SECOND] = talk("2026-03-02", "outcome: cancelled")
        assert flags(findings(files, LATER, "cancelled-without-next-step")) == [f"{TALK}:5:10"]

    def test_an_empty_note_is_one_finding_and_not_three(self) -> None:
        wanted = ("notes-empty", "takeaways-missing", "next-steps-missing")
        assert [finding.rule for finding in run(vault({TALK: held(DAY)}), LATER, select=wanted)] == ["notes-empty"]
        assert [finding.rule for finding in run(vault({TALK: held(DAY, body=NOTES)}), LATER, select=wanted)] == list(wanted[1:])

    def test_news_for_a_referrer_are_one_finding_since_the_last_word(self) -> None:
        files = {
            ADA: contact("touches: 2026-03-06 email"), BEN: contact(),
            TALK: held("2026-03-01", "referrals: [Chloe Marsh, '[[Ben Li]]', Dana Reyes]"),
            "interviews/1.md": held("2026-03-05", who="Chloe Marsh"), "interviews/2.md": held("2026-03-09", who="Dana Reyes"),
            "interviews/3.md": held("2026-03-08", who=BEN_TOO),
        }  # fmt: skip
        finding = only(findings(files, LATER, "referrer-not-told"))
        assert finding.message == (
            "Ada Okafor named Ben Li (met on 2026-03-08) and Dana Reyes (met on 2026-03-09) and has not heard from you since: tell them how it went; "
            "7 days overdue"
        )
        assert (finding.contact, finding.due, finding.close) == ("Ada Okafor", date(2026, 3, 15), 'notes-kit log "Ada Okafor" touch update')
        assert flags([finding]) == [f"{TALK}:6:26"]

    @pytest.mark.parametrize(
        ("ada", "ben"),
        [
            (["touches: 2026-03-05 email"], "2026-03-05"),
            (["closed: 2026-03-06 x"], "2026-03-05"),
            (["paused: 2026-06-06"], "2026-03-05"),
            ([], "2026-02-01"),
            ([], "2026-03-01"),
        ],
    )
    def test_a_referrer_who_knows_or_is_left_in_peace_or_named_somebody_known(self, ada: list[str], ben: str) -> None:
        files = {ADA: contact(*ada), BEN: contact(), TALK: held("2026-03-01", "referrals: [Ben Li]"), SECOND: held(ben, who=BEN_TOO)}
        assert findings(files, LATER, "referrer-not-told") == []

    def test_a_second_talk_with_whom_they_named_is_no_news(self) -> None:
        files = {
            ADA: contact("touches: 2026-03-06 email"), BEN: contact(), TALK: held("2026-03-01", "referrals: [Ben Li]"),
            SECOND: held("2026-03-05", who=BEN_TOO), "interviews/3.md": held("2026-03-09", who=BEN_TOO),
        }  # fmt: skip
        assert findings(files, LATER, "referrer-not-told") == []

    def test_the_channel_that_was_answered_is_likely_the_one(self) -> None:
        for line, channel in (("outreach: 2026-02-02 linkedin", "linkedin"), ("outreach: 2026-02-02 intro by Ben", "email"), ("tags: []", "email")):
            assert only(findings({ADA: contact(line), TALK: held(DAY)}, LATER, "channel-unknown")).close == f"channel: {channel}   (in {ADA})"

    def test_a_promise_is_quoted_and_a_private_one_is_not(self) -> None:
        task = "- [ ] Sends his list #promised 📅 2026-03-10\n"
        finding = only(findings({ADA: contact(), TALK: held(DAY, body=task)}, LATER, "promise-overdue"))
        assert finding.message == "Ada Okafor promised “Sends his list” by 2026-03-10: one friendly reminder, and no second; 11 days overdue"
        assert finding.close == 'notes-kit log "Ada Okafor" touch'
        hidden = only(findings({ADA: contact(), TALK: held(DAY, "confidential: true", body=task)}, LATER, "promise-overdue"))
        assert "list" not in hidden.message + hidden.close
