"""The duties: the day each falls due and is late, who owes nothing; and those before and on the day of a talk."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import ADA, BEN, TALK, contact, findings, flags, held, only, talk, vault

from notes_kit.model.finding import Severity
from notes_kit.rules.driver import run


def test_thresholds_and_severity_come_from_the_settings() -> None:
    files = {ADA: contact("outreach: 2026-03-02 email"), "notes-kit.yaml": "rules:\n  outreach-unanswered: {due: 3, late: 5}\n"}
    assert findings(files, date(2026, 3, 4), "NK101") == []
    assert only(findings(files, date(2026, 3, 5), "NK101")).severity is Severity.WARNING
    assert only(findings(files, date(2026, 3, 7), "NK101")).severity is Severity.ERROR
    files["notes-kit.yaml"] = "rules:\n  outreach-unanswered: {severity: info}\n  not-reconfirmed: {due: 1}\n"
    assert only(findings(files, date(2026, 5, 1), "NK101")).severity is Severity.INFO
    files[TALK] = talk("2026-03-20")
    assert findings(files, date(2026, 3, 18), "not-reconfirmed") == []
    assert only(findings(files, date(2026, 3, 19), "not-reconfirmed")).due == date(2026, 3, 19)


class TestOutreachUnanswered:
    NAME, DAY = "outreach-unanswered", date(2026, 3, 20)

    def test_says_who_why_and_what_to_do(self) -> None:
        finding = only(
            findings({ADA: contact("outreach:", "  - 2026-03-02 linkedin short", "linkedin: https://linkedin.example/ada")}, self.DAY, self.NAME)
        )
        assert finding.message == (
            "Ada Okafor has not answered your LinkedIn message of 2026-03-02 (18 days ago): one short second message; 11 days overdue"
        )
        assert flags([finding]) == [f"{ADA}:4:5"]
        assert (finding.contact, finding.about) == ("Ada Okafor", ADA)
        assert finding.close == 'notes-kit log "Ada Okafor" outreach --channel linkedin'

    @pytest.mark.parametrize(
        ("lines", "channel"),
        [
            (["outreach: 2026-03-02 in-person", "email: a@b.example"], "email"),
            (["outreach: 2026-03-02 intro", "linkedin: https://linkedin.example/ada"], "linkedin"),
            (["outreach: 2026-03-02 email", "channel: phone"], "phone"),
            (["outreach: 2026-03-02"], "email"),
        ],
    )
    def test_suggests_a_channel_that_can_be_used(self, lines: list[str], channel: str) -> None:
        assert only(findings({ADA: contact(*lines)}, self.DAY, self.NAME)).close.endswith(f"--channel {channel}")

    @pytest.mark.parametrize(
        "lines",
        [
            ["outreach: [2026-03-01 email, 2026-03-02 linkedin]"],
            ["outreach: [2026-01-01 email, 2026-02-01 email, 2026-03-02 linkedin]"],
            ["outreach: 2026-03-02 email", "replied: 2026-03-02"],
            ["outreach: 2026-03-02 email", "replied: 2026-03-20"],
            ["outreach: 2026-03-02 email", "declined: 2026-03-04"],
            ["outreach: 2026-03-02 email", "closed: 2026-03-04 moved away"],
            ["outreach: 2026-03-02 email", "paused: 2026-03-21"],
            ["outreach: 2026-03-02 email", "touches: 2026-03-10 phone she rang"],
            ["outreach: 2026-03-21 email"],
            [],
        ],
    )
    def test_is_silent(self, lines: list[str]) -> None:
        assert findings({ADA: contact(*lines)}, self.DAY, self.NAME, horizon=3650) == []

    @pytest.mark.parametrize(
        "lines",
        [
            ["outreach: 2026-03-02 email", "replied: 2026-03-21"],
            ["outreach: 2026-03-02 email", "declined: 2026-03-21"],
            ["outreach: 2026-03-02 email", "closed: 2026-03-21"],
            ["outreach: 2026-03-02 email", "paused: 2026-03-20"],
            ["outreach: [2026-03-02 email, 2026-03-21 email]"],
            ["outreach: [2026-02-02 email, 2026-03-02 email]", "replied: 2026-02-05"],
            ["outreach: 2026-03-02 linkedin", "touches: 2026-03-02 linkedin asked to connect"],
        ],
    )
    def test_a_fact_of_tomorrow_has_not_happened_and_one_before_the_attempt_is_no_answer(self, lines: list[str]) -> None:
        assert len(findings({ADA: contact(*lines)}, self.DAY, self.NAME)) == 1

    @pytest.mark.parametrize("day", ["2026-03-02", "2026-03-10", "2026-05-01", ""])
    @pytest.mark.parametrize("outcome", ["", "held", "cancelled"])
    def test_a_talk_after_the_attempt_answers_it(self, day: str, outcome: str) -> None:
        files = {ADA: contact("outreach: 2026-03-02 email"), TALK: talk(day, f"outcome: {outcome}")}
        assert findings(files, self.DAY, self.NAME, horizon=3650) == []

    def test_a_talk_before_the_attempt_does_not(self) -> None:
        assert len(findings({ADA: contact("outreach: 2026-03-02 email"), TALK: held("2026-03-01")}, self.DAY, self.NAME)) == 1


class TestNotReconfirmed:
    NAME, DAY = "not-reconfirmed", date(2026, 3, 1)

    def test_says_when_and_with_whom(self) -> None:
        finding = only(findings({ADA: contact(), TALK: talk("2026-03-02T15:00", who="['[[Ada Okafor]]', Chloe Marsh]")}, self.DAY, self.NAME))
        assert (
            finding.message == "the talk with Ada Okafor and Chloe Marsh is tomorrow (2026-03-02 at 15:00): reconfirm time and place; 1 day overdue"
        )
        assert flags([finding]) == [f"{TALK}:4:7"]
        assert finding.close == 'notes-kit log "Ada Okafor" confirmed'

    def test_on_the_day_it_is_late(self) -> None:
        finding = only(findings({ADA: contact(), TALK: talk("2026-03-02")}, date(2026, 3, 2), self.NAME))
        assert finding.severity is Severity.ERROR
        assert "is today (2026-03-02)" in finding.message

    @pytest.mark.parametrize("line", ["confirmed: 2026-03-01", "outcome: cancelled", "outcome: moved"])
    def test_is_silent(self, line: str) -> None:
        assert findings({ADA: contact(), TALK: talk("2026-03-02", line)}, self.DAY, self.NAME) == []

    def test_confirmed_tomorrow_is_not_confirmed(self) -> None:
        assert len(findings({ADA: contact(), TALK: talk("2026-03-02", "confirmed: 2026-03-02")}, self.DAY, self.NAME)) == 1

    def test_a_talk_held_this_morning_needs_no_confirmation(self) -> None:
        assert findings({ADA: contact(), TALK: talk("2026-03-02", body="## Notes\n- Teams merge\n")}, date(2026, 3, 2), self.NAME) == []

    def test_nobody_who_declined_is_asked_to_confirm(self) -> None:
        files = {ADA: contact("declined: 2026-02-27"), BEN: contact(), TALK: talk("2026-03-02")}
        assert findings(files, self.DAY, self.NAME) == []
        files[TALK] = talk("2026-03-02", who='["[[Ada Okafor]]", "[[Ben Li]]"]')
        assert only(findings(files, self.DAY, self.NAME)).contact == "Ben Li"

    def test_somebody_without_a_note_gets_a_line_to_write(self) -> None:
        assert only(findings({TALK: talk("2026-03-02")}, self.DAY, self.NAME)).close == "confirmed: 2026-03-01"
        finding = only(findings({TALK: talk("2026-03-02", who="")}, self.DAY, self.NAME))
        assert (finding.contact, finding.about, finding.close) == (None, "", "confirmed: 2026-03-01")


class TestPastUnsettled:
    NAME, DAY = "past-unsettled", date(2026, 3, 9)

    def test_says_what_to_write(self) -> None:
        finding = only(findings({ADA: contact(), TALK: talk("2026-03-02T15:00")}, self.DAY, self.NAME))
        assert finding.message == (
            "the talk with Ada Okafor was to be on 2026-03-02 (7 days ago), and nothing says what became of it: held, cancelled, no-show or moved; "
            "6 days overdue"
        )
        assert finding.close == 'notes-kit log "Ada Okafor" held'

    @pytest.mark.parametrize("line", ["outcome: held", "outcome: cancelled", "outcome: no-show", "outcome: moved"])
    def test_an_outcome_settles_it(self, line: str) -> None:
        assert findings({ADA: contact(), TALK: talk("2026-03-02", line)}, self.DAY, self.NAME) == []

    def test_notes_settle_it_and_preparation_does_not(self) -> None:
        assert findings({ADA: contact(), TALK: talk("2026-03-02", body="## Notes\n- Teams merge\n")}, self.DAY, self.NAME) == []
        files = {ADA: contact(), TALK: talk("2026-03-02", body="## Prep\n- [ ] Why? #q/advice\n## Next steps\n- [ ] Write\n")}
        assert len(findings(files, self.DAY, self.NAME)) == 1

    def test_a_closed_contact_owes_no_record(self) -> None:
        assert findings({ADA: contact("closed: 2026-03-03"), TALK: talk("2026-03-02")}, self.DAY, self.NAME) == []


class TestCalm:
    """Who has not begun owes nothing, and a meeting of a work vault is no talk."""

    def test_a_freshly_imported_contact_owes_nothing(self) -> None:
        lines = ["email: ada@northwind.example", "linkedin: https://linkedin.example/ada", "met: 2020-01-01", "last_contact: 2021-01-01", "tags: [x]"]
        assert run(vault({ADA: contact(*lines), BEN: contact()}), date(2026, 3, 2), select=("duties",), horizon=3650) == []

    def test_a_meeting_owes_nothing(self) -> None:
        body = "## Notes\n- Teams merge\n## Next steps\n- [ ] Send it 📅 2026-03-05\n- [ ] Read it\n"
        for day in ("2026-03-02", "2026-03-21", "2026-01-01"):
            text = "\n".join(["---", "type: meeting", 'attendees: "[[Ada Okafor]]"', f"date: {day}", "referrals: Chloe Marsh", "---", body])
            assert run(vault({ADA: contact(), TALK: text}), date(2026, 3, 20), select=("duties",), horizon=3650) == []

    def test_a_plain_note_is_asked_nothing(self) -> None:
        text = "---\noutreach: 2026-01-01 email\ndate: 2026-01-02\nkeep_in_touch: 7d\n---\n- [ ] Read it\n"
        assert run(vault({"Plain.md": text}), date(2026, 3, 20), select=("duties",)) == []


def test_two_people_of_one_name_are_addressed_by_path() -> None:
    files = {"contacts/a/Ada Okafor.md": contact("outreach: 2026-03-02 email"), "contacts/b/Ada Okafor.md": contact("outreach: 2026-03-02 email")}
    closes = [finding.close for finding in findings(files, date(2026, 3, 20), "outreach-unanswered")]
    assert [close.split('"')[1] for close in closes] == ["contacts/a/Ada Okafor.md", "contacts/b/Ada Okafor.md"]


@pytest.mark.parametrize(
    "lines",
    [
        ["keep_in_touch: 9999y", "touches: 2026-01-01 email"],
        ["keep_in_touch: 7d", "touches: 9999-12-31 email"],
        ["outreach: 0001-01-01 email"],
        ["outreach: 9999-12-31 email", "paused: 9999-12-31"],
    ],
)
def test_the_ends_of_the_calendar_break_nothing(lines: list[str]) -> None:
    files = {
        ADA: contact(*lines, body="- [ ] Read\n- [ ] Send 📅 9999-12-31"),
        TALK: held("9999-12-30", "referrals: X"),
        "interviews/2.md": talk("0001-01-01"),
    }
    for today in (date.min, date(2026, 3, 2), date.max):
        found = run(vault(files), today, horizon=10**12)
        assert "crashed-rule" not in {finding.rule for finding in found}
        assert found
