"""What I do with what I heard, and how I keep the people: the days of each duty, who is left alone, and days as offices count them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.clocks import PROFILE, profile, silent, skilled
from rules.vaults import ADA, BEN, TALK, contact, days, findings, flags, held, only, talk, vault

from notes_kit.model.calm import calm
from notes_kit.model.days import business_shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.state import relations
from notes_kit.rules.driver import run


class TestAdviceNotReported:
    NAME, DAY = "advice-not-reported", date(2026, 6, 1)
    DONE = "## Next steps\n- [x] Put tests on the report ✅ 2026-04-08\n- [x] Read the book ✅ 2026-04-20\n"

    def said(self, *lines: str, body: str = DONE, thanked: str = "2026-03-03") -> list[Finding]:
        return findings({ADA: contact(*lines), TALK: held("2026-03-02", f"thanked: {thanked}", body=body)}, self.DAY, self.NAME)

    def test_says_what_and_how_many_more(self) -> None:
        finding = only(self.said())
        assert finding.message == (
            "you finished “Put tests on the report” on 2026-04-08 (and 1 more), which came of your talk with Ada Okafor, "
            "and have not told them how it went; 40 days overdue"
        )
        assert (flags([finding]), finding.about) == ([f"{TALK}:9:3"], ADA)
        assert finding.close == 'notes-kit log "Ada Okafor" touch update'

    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            (["touches: 2026-04-07 email"], 9),
            (["touches: 2026-04-08 email update it works"], 10),
            (["touches: 2026-04-20 email"], None),
            (["touches: 2026-06-02 email"], 9),
            (["linkedin_connected: 2026-05-01"], 9),
            (["replied: 2026-05-01"], 9),
            (["outreach: 2026-05-01 email"], None),
            (["paused: 2026-07-01"], None),
            (["closed: 2026-05-01"], None),
            (["outreach: [2026-03-04 email, 2026-03-20 email]"], None),
        ],
    )
    def test_what_they_could_hear_it_in_counts_and_a_tick_does_not(self, lines: list[str], line: int | None) -> None:
        assert [finding.place.line for finding in self.said(*lines)] == ([line] if line else [])

    @pytest.mark.parametrize(
        "task",
        [
            "Send the paper", "**Send** the paper", "Write to Ben", "E-mail her the form", "Introduce her to Ben", "thank Ben",
        ],
    )  # fmt: skip
    def test_a_message_is_no_advice(self, task: str) -> None:
        assert self.said(body=f"- [x] {task} ✅ 2026-04-08\n") == []

    @pytest.mark.parametrize("task", ["Write one page", "Sender names: sort them", "Ask Eastmere about the fee", "Read it"])
    def test_other_verbs_are(self, task: str) -> None:
        assert len(self.said(body=f"- [x] {task} ✅ 2026-04-08\n")) == 1

    @pytest.mark.parametrize("line", ["- [x] Read it", "- [ ] Read it", "- [x] Reads mine #promised ✅ 2026-04-08", "- [x] Read it ✅ 2026-06-02"])
    def test_undated_open_theirs_or_of_tomorrow_is_nothing_done(self, line: str) -> None:
        assert self.said(body=line + "\n") == []

    def test_a_talk_since_or_ahead_is_the_place_to_tell(self) -> None:
        files = {ADA: contact(), TALK: held("2026-03-02", body=self.DONE)}
        assert len(findings(files, self.DAY, self.NAME)) == 1
        for other in (held("2026-05-02"), talk("2026-06-20")):
            assert findings({**files, "interviews/2.md": other}, self.DAY, self.NAME) == []

    def test_private_words_stay_where_they_are(self) -> None:
        secret = held("2026-03-02", "confidential: true", body=self.DONE)
        finding = only(findings({ADA: contact(), TALK: secret}, self.DAY, self.NAME))
        assert "“" not in finding.message
        assert "an action in a private passage" in finding.message


class TestSkillGap:
    NAME, DAY = "skill-gap-unplanned", date(2026, 6, 1)
    FILES: ClassVar = skilled(date(2026, 3, 2), date(2026, 4, 1))

    def test_says_who_named_it(self) -> None:
        finding = only(findings(self.FILES, self.DAY, self.NAME))
        assert finding.message.startswith("Ada Okafor and Ben Li named the skill “data-modelling”; your profile does not list it")
        assert flags([finding]) == [f"{PROFILE}:3:1"]
        assert finding.close == "- [ ] Practise data modelling #skill/data-modelling 📅 …"
        without = {path: text for path, text in self.FILES.items() if path != PROFILE}
        assert flags(findings(without, self.DAY, self.NAME)) == ["interviews/a.md:8:19"]

    @pytest.mark.parametrize(
        "change",
        [
            {PROFILE: profile("skills: [sql, Data Modelling]")},
            {PROFILE: profile("skills: [sql; data modelling with pencils]")},
            {"Plan.md": "- [ ] Draw the board #skill/data-modelling\n"},
            {"Plan.md": "- [x] Finish the course on data modelling\n"},
            {"interviews/b.md": held("2026-04-01", body="- Draw #skill/data-modelling\n")},
            {"interviews/b.md": talk("2026-04-01", who="Ben Li")},
            {"interviews/b.md": held("2026-04-01", "confidential: true", who="Ben Li", body="- Draw #skill/data-modelling\n")},
            {"interviews/b.md": held("2026-04-01", who="Ben Li", body="> [!private]\n> - Draw #skill/data-modelling\n")},
        ],
    )
    def test_mine_planned_or_named_by_one_is_no_gap(self, change: dict[str, str]) -> None:
        assert findings({**self.FILES, **change}, self.DAY, self.NAME) == []

    @pytest.mark.parametrize("line", ["- [-] Data modelling #skill/data-modelling", "- [ ] Data model", "- Data modelling"])
    def test_a_cancelled_action_or_a_bullet_is_no_plan(self, line: str) -> None:
        assert len(findings({**self.FILES, "Plan.md": line + "\n"}, self.DAY, self.NAME)) == 1

    def test_its_own_close_ends_it(self) -> None:
        finding = only(findings(self.FILES, self.DAY, self.NAME))
        assert findings({**self.FILES, PROFILE: self.FILES[PROFILE] + finding.close + "\n"}, self.DAY, self.NAME) == []


class TestGoalWithoutEvidence:
    NAME, DAY = "goal-without-evidence", date(2026, 6, 1)

    def with_last(self, text: str, **more: str) -> list[Finding]:
        return findings({**silent(date(2026, 5, 1)), "interviews/0.md": text, **more}, self.DAY, self.NAME)

    def test_says_which_goal(self) -> None:
        finding = only(findings(silent(date(2026, 5, 1)), self.DAY, self.NAME))
        assert finding.message.startswith("in 5 talks nobody has spoken of #theme/mentors, which your goal “Find a mentor” rests on")
        assert flags([finding]) == [f"{PROFILE}:3:9"]

    @pytest.mark.parametrize(
        "said",
        [
            "- She had one #theme/mentors",
            "- She had one #theme/Mentors/early",
            "### Mentors #theme/mentors",
            "> [!private]\n> - She had one #theme/mentors",
        ],
    )
    def test_whoever_spoke_of_it_ends_it(self, said: str) -> None:
        assert self.with_last(held("2026-05-01", body=f"## Notes\n{said}\n")) == []

    def test_an_alias_and_the_property_count(self) -> None:
        assert self.with_last(held("2026-05-01", "themes: [mentors]")) == []
        note = {"themes/mentors.md": "---\ntype: theme\naliases: [guides]\n---\n"}
        assert self.with_last(held("2026-05-01", body="- One #theme/guides\n"), **note) == []
        assert len(self.with_last(held("2026-05-01", body="- One #theme/guides\n"))) == 1

    def test_four_talks_are_too_few_and_one_ahead_does_not_count(self) -> None:
        assert self.with_last(talk("2026-07-01")) == []

    def test_a_goal_without_a_theme_is_tested_by_reading(self) -> None:
        files = {**silent(date(2026, 5, 1)), PROFILE: profile("goals: [Find a mentor]")}
        assert findings(files, self.DAY, self.NAME) == []


class TestOnlyEverAsked:
    NAME, DAY = "only-ever-asked", date(2026, 6, 1)
    ASKS = "touches: [2026-03-20 email ask a, 2026-04-15 email ask b, 2026-05-01 phone ask c]"

    def said(self, *lines: str, body: str = "") -> list[Finding]:
        return findings({ADA: contact(*lines), TALK: held("2026-03-02", body=body)}, self.DAY, self.NAME)

    def test_three_asks_and_nothing_given(self) -> None:
        finding = only(self.said(self.ASKS))
        assert finding.message.startswith("since your first talk you have asked 3 things of Ada Okafor")
        assert finding.due == date(2026, 5, 1)
        assert finding.close == 'notes-kit log "Ada Okafor" touch give'

    @pytest.mark.parametrize(
        "lines",
        [
            ["touches: [2026-03-20 email ask a, 2026-04-15 email ask b]"],
            [ASKS, "touch: 2026-03-10 email give the paper"],
            [ASKS, "touch: 2026-05-20 email update it worked"],
            ["outreach: [2026-01-01 email, 2026-01-09 email, 2026-01-20 email]", "replied: 2026-01-21"],
            [ASKS, "declined: 2026-05-02"],
            [ASKS, "paused: 2026-07-02"],
            ["touches: [2026-03-20 email a, 2026-04-15 email b, 2026-05-01 phone c]"],
            ["outreach: [2026-04-01 email, 2026-04-09 email]", "touches: 2026-03-20 email ask a"],
        ],
    )
    def test_is_silent(self, lines: list[str]) -> None:
        assert self.said(*lines) == []

    @pytest.mark.parametrize("body", ["- [x] Send her the form ✅ 2026-03-09\n", "## Log\n- 2026-03-09 gave it\n"])
    def test_what_i_owed_and_sent_was_given(self, body: str) -> None:
        files = {ADA: contact(self.ASKS, body=body), TALK: held("2026-03-02")}
        assert findings(files, self.DAY, self.NAME) == []

    def test_a_gift_of_tomorrow_is_none_yet(self) -> None:
        assert len(self.said(self.ASKS, "touch: 2026-06-02 email give the paper")) == 1


class TestPauseOver:
    NAME, DAY = "pause-over", date(2026, 6, 1)

    @pytest.mark.parametrize(
        "lines",
        [
            ["paused: 2026-06-02"],
            ["paused: 2026-06-01", "touches: 2026-06-01 email"],
            ["paused: 2026-05-01", "declined: 2026-05-02"],
            ["paused: 2026-05-01", "outreach: 2026-03-01 email"],
        ],
    )
    def test_is_silent(self, lines: list[str]) -> None:
        assert findings({ADA: contact(*lines)}, self.DAY, self.NAME) == []

    def test_a_talk_ahead_is_contact_enough(self) -> None:
        files = {ADA: contact("paused: 2026-05-01")}
        assert len(findings(files, self.DAY, self.NAME)) == 1
        assert findings({**files, TALK: talk("2026-06-09")}, self.DAY, self.NAME) == []

    def test_after_a_pause_nobody_is_called_cold_for_it(self) -> None:
        files = {ADA: contact("paused: 2026-05-31"), TALK: held("2025-03-02", "thanked: 2025-03-03")}
        assert [finding.rule for finding in findings(files, self.DAY, "keep")] == [self.NAME]
        files[ADA] = contact("paused: 2026-05-31", "touches: 2026-06-01 email")
        assert findings(files, self.DAY, "keep") == []
        assert [finding.rule for finding in findings(files, date(2026, 8, 30), "keep")] == ["gone-cold"]


class TestRhythm:
    NAME = "gone-cold"
    MONTHLY = "touches: [2026-01-05 email, 2026-02-04 email, 2026-03-06 email, 2026-04-05 email]"

    def due(self, *lines: str) -> date | None:
        return relations(vault({ADA: contact(*lines), TALK: held("2025-12-06", "thanked: 2025-12-07")}), date(2026, 5, 1))[ADA].next_touch

    def test_twice_their_own_rhythm_is_long(self) -> None:
        assert self.due(self.MONTHLY) == date(2026, 6, 4)
        files = {ADA: contact(self.MONTHLY), TALK: held("2025-12-06", "thanked: 2025-12-07")}
        assert findings(files, date(2026, 6, 3), self.NAME) == []
        assert ", where it used to be every 30 days;" in only(findings(files, date(2026, 6, 4), self.NAME)).message

    @pytest.mark.parametrize(
        ("lines", "day"),
        [
            ([MONTHLY, "keep_in_touch: 80d"], date(2026, 6, 24)),
            ([MONTHLY, "keep_in_touch: never"], None),
            ([MONTHLY, "follow_up: 2026-07-01"], date(2026, 7, 1)),
            (["touches: [2026-03-06 email, 2026-04-05 email]"], date(2026, 7, 4)),
            (["touches: [2026-04-02 email, 2026-04-03 email, 2026-04-04 email, 2026-04-05 email]"], date(2026, 7, 4)),
            (["touches: [2026-03-01 email, 2026-03-10 email, 2026-03-19 email, 2026-03-28 email, 2026-04-05 email]"], date(2026, 5, 5)),
            (["touches: [2026-02-01 email, 2026-03-01 email, 2026-04-01 email, 2026-05-02 email]"], date(2026, 6, 2)),
        ],
    )
    def test_what_somebody_set_goes_before_it_and_few_or_dense_days_are_no_rhythm(self, lines: list[str], day: date | None) -> None:
        assert self.due(*lines) == day

    def test_a_slow_pair_is_not_left_longer_than_the_vault_says(self) -> None:
        slow = "touches: [2024-01-05 email, 2024-09-04 email, 2025-06-06 email, 2026-04-05 email]"
        assert self.due(slow) == date(2026, 7, 4)

    def test_whom_two_messages_did_not_reach_is_not_to_be_written_a_third(self) -> None:
        lines = ["keep_in_touch: 30d", "outreach: [2026-01-01 email, 2026-01-20 linkedin]"]
        assert findings({ADA: contact(*lines)}, date(2026, 6, 1), self.NAME) == []
        assert len(findings({ADA: contact(lines[0], "outreach: 2026-01-01 email")}, date(2026, 6, 1), self.NAME)) == 1


class TestDays:
    """2026-03-06 is a Friday."""

    FILES: ClassVar = {ADA: contact("tags: [Mentor]"), BEN: contact(), TALK: held("2026-03-06", who='["[[Ada Okafor]]", "[[Ben Li]]"]')}
    NAME = "thank-you-missing"

    def due(self, settings: str, name: str = NAME, **more: str) -> list[tuple[str | None, date | None]]:
        found = findings({**self.FILES, **more, "notes-kit.yaml": settings}, date(2026, 3, 6), name, horizon=60)
        return [(finding.contact, finding.due) for finding in found]

    def test_business_days_leave_out_weekends_and_holidays(self) -> None:
        both = ["Ada Okafor", "Ben Li"]
        assert self.due("") == [(name, date(2026, 3, 7)) for name in both]
        assert self.due("business_days: true\n") == [(name, date(2026, 3, 9)) for name in both]
        assert self.due("business_days: true\nholidays: [2026-03-09]\n") == [(name, date(2026, 3, 10)) for name in both]
        assert self.due("holidays: [2026-03-07]\n") == [(name, date(2026, 3, 7)) for name in both]

    def test_late_is_counted_the_same_way(self) -> None:
        files = {**self.FILES, "notes-kit.yaml": "business_days: true\n"}
        for day, severity in ((9, Severity.WARNING), (10, Severity.ERROR)):
            assert {finding.severity for finding in findings(files, date(2026, 3, day), self.NAME)} == {severity}

    def test_they_count_back_from_a_talk(self) -> None:
        files = {ADA: contact(), "interviews/2.md": talk("2026-03-10"), "notes-kit.yaml": "business_days: true\n"}
        assert findings(files, date(2026, 3, 5), "not-reconfirmed") == []
        assert only(findings(files, date(2026, 3, 6), "not-reconfirmed")).due == date(2026, 3, 6)

    def test_a_tier_has_days_of_its_own(self) -> None:
        settings = "tiers: {mentor: {thank-you-missing: {due: 4}}, alumni: {thank-you-missing: {due: 9}}}\n"
        assert self.due(settings) == [("Ada Okafor", date(2026, 3, 10)), ("Ben Li", date(2026, 3, 7))]
        both = {ADA: contact("tags: [alumni, mentor]")}
        assert self.due(settings, **both)[0] == ("Ada Okafor", date(2026, 3, 10))

    def test_a_tier_is_kept_in_touch_with_more_often(self) -> None:
        settings = "tiers: {mentor: {keep_in_touch: 30d}, '#family': {keep_in_touch: never}}\n"
        assert self.due(settings, "gone-cold") == [("Ada Okafor", date(2026, 4, 5))]
        own = {ADA: contact("tags: [mentor]", "keep_in_touch: 14d")}
        assert self.due(settings, "gone-cold", **own) == [("Ada Okafor", date(2026, 3, 20))]
        assert self.due("keep_in_touch: 30d\n" + settings, "gone-cold", **{ADA: contact("tags: [family]")}) == [("Ben Li", date(2026, 4, 5))]

    def test_a_tier_alone_begins_nothing(self) -> None:
        files = {ADA: contact("tags: [mentor]", "met: 2026-01-01"), "notes-kit.yaml": "tiers: {mentor: {keep_in_touch: 7d}}\n"}
        assert run(vault(files), date(2026, 6, 1), select=("duties",), horizon=3650) == []

    def test_a_rule_that_there_is_not_is_said(self) -> None:
        found = findings({"notes-kit.yaml": "tiers: {mentor: {gone-could: {late: 3}}}\n"}, date(2026, 3, 6), "bad-setting")
        assert "did you mean `gone-cold`" in only(found).message

    @given(
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(-60, 60),
        st.lists(st.integers(-60, 60), max_size=8),
    )
    def test_business_days_are_counted_one_by_one(self, day: date, number: int, near: list[int]) -> None:
        holidays = [day + days(offset) for offset in near]
        slow, left = day, number
        while left:
            slow += timedelta(days=1 if number > 0 else -1)
            if slow.weekday() < 5 and slow not in holidays:
                left -= 1 if number > 0 else -1
        assert business_shift(day, number, holidays) == slow

    @pytest.mark.parametrize("number", [-(10**14), 10**14])
    def test_they_stop_at_the_ends_of_the_calendar(self, number: int) -> None:
        assert business_shift(date(2026, 3, 6), number) == (date.max if number > 0 else date.min)


class TestCalm:
    DUTY = Finding("NK301", "thank-you-missing", Severity.WARNING, Kind.DUTY, "m", "a.md", contact="Ada", due=date(2026, 3, 2), about="a.md")

    def test_of_each_person_the_three_gravest_and_soonest_stay_in_their_order(self) -> None:
        late = replace(self.DUTY, due=date(2026, 4, 1))
        grave = replace(self.DUTY, severity=Severity.ERROR, due=date(2026, 5, 1))
        undated = replace(self.DUTY, due=None)
        other = replace(self.DUTY, about="b.md", contact="Ben")
        kept, left = calm([undated, late, other, self.DUTY, grave, replace(self.DUTY, due=date(2026, 3, 9))])
        assert kept == [other, self.DUTY, grave, replace(self.DUTY, due=date(2026, 3, 9))]
        assert left == 2
        assert calm(kept) == (kept, 0)
        assert calm(kept, most=1)[0] == [other, grave]

    def test_faults_and_what_concerns_nobody_all_stay(self) -> None:
        many = [replace(self.DUTY, kind=Kind.FAULT)] * 5 + [replace(self.DUTY, contact=None, about="")] * 5
        assert calm(many) == (many, 0)

    def test_somebody_without_a_note_is_known_by_name(self) -> None:
        same = [replace(self.DUTY, about="", contact=name) for name in ("Chloé Marsh", "Chloe Marsh", "chloe marsh", "Chloe  Marsh")]
        assert calm(same) == (same[:3], 1)
