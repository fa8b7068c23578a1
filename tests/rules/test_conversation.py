"""The soft rungs of a conversation, from the request to what comes of it: when each speaks, how loudly, and when it is silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rules.vaults import ADA, BEN, TALK, Files, contact, days, findings, held, only, talk, vault

from notes_kit.model.finding import Severity
from notes_kit.parse.settings import read_settings
from notes_kit.rules import RULES
from notes_kit.rules.driver import run

STARTS = [date(2026, 3, 2), date(2026, 1, 31), date(2025, 12, 31), date(2024, 2, 28), date(2024, 2, 29), date(2023, 2, 28)]
"""An ordinary day; ends of a month and a year; a leap day, the day before one, and a 28 February without one."""

DAY = date(2026, 3, 2)
SECOND = "interviews/Second.md"
BEN_TOO = '"[[Ben Li]]"'
NOTES = "## Notes\n- It took two years\n"
SEVERITIES = list(Severity)
BY_NAME = {rule.name: rule for rule in RULES}

Setting = Callable[[date], dict[str, str]]
CLOCKS: dict[str, tuple[Setting, int, int | None]] = {
    "outreach-exhausted": (lambda day: {ADA: contact(f"outreach: [{day - days(3)} email, {day} linkedin]")}, 7, 21),
    "salutation-missing": (lambda day: {ADA: contact(f"outreach: {day} email")}, 0, None),
    "source-missing": (lambda day: {ADA: contact(f"outreach: {day} email")}, 0, None),
    "reply-unanswered": (lambda day: {ADA: contact(f"replied: {day}")}, 1, 3),
    "overlap": (lambda day: {TALK: talk(f"{day}T15:00"), SECOND: talk(f"{day}T15:29", who=BEN_TOO)}, -30, -2),
    "buffer-short": (lambda day: {TALK: talk(f"{day}T15:00"), SECOND: talk(f"{day}T15:39", who=BEN_TOO)}, -7, -1),
    "duration-long": (lambda day: {TALK: talk(day, "duration: 31")}, -7, None),
    "place-missing": (lambda day: {TALK: talk(day)}, -2, 0),
    "prep-empty": (lambda day: {TALK: talk(day)}, -2, 0),
    "questions-missing": (lambda day: {TALK: talk(day, body="## Prep\n- [ ] Why?\n")}, -2, None),
    "cancelled-without-next-step": (lambda day: {ADA: contact(), TALK: talk(day, "outcome: cancelled")}, 2, 7),
    "notes-empty": (lambda day: {TALK: held(day)}, 1, 3),
    "takeaways-missing": (lambda day: {TALK: held(day, body=NOTES)}, 1, 7),
    "next-steps-missing": (lambda day: {TALK: held(day, body=NOTES)}, 1, 7),
    "referrals-not-asked": (lambda day: {TALK: held(day)}, 1, 7),
    "referrer-not-told": (
        lambda day: {ADA: contact(), BEN: contact(), TALK: held(day - days(9), "referrals: [Ben Li]"), SECOND: held(day, who=BEN_TOO)}, 7, 21,
    ),
    "linkedin-not-connected": (lambda day: {ADA: contact(), TALK: held(day)}, 7, 30),
    "channel-unknown": (lambda day: {ADA: contact(), TALK: held(day)}, 1, None),
    "promise-overdue": (lambda day: {ADA: contact(body=f"- [ ] Sends the list #promised 📅 {day}")}, 1, None),
}  # fmt: skip
"""Rule to a vault whose clock starts on a day, and the days after it on which the duty is due and late."""


@pytest.mark.parametrize("start", STARTS, ids=str)
@pytest.mark.parametrize("name", CLOCKS)
def test_the_day_before_the_day_and_the_day_after(name: str, start: date) -> None:
    setting, due_after, late_after = CLOCKS[name]
    files, due = setting(start), start + days(due_after)
    assert findings(files, due - days(1), name) == []
    assert findings(files, start - days(400), name) == []
    plain = BY_NAME[name].severity
    raised = SEVERITIES[plain.rank + 1]
    late = None if late_after is None else start + days(late_after)
    assert raised is not Severity.ERROR or plain is Severity.WARNING
    for today in sorted({due, due + days(1), *(() if late is None else (late - days(1), late, late + days(1)))}):
        if today > start and due_after < 0:  # a talk that has taken place, or not, is prepared for no more
            assert findings(files, today, name) == []
            continue
        finding = only(findings(files, today, name))
        expected = plain if late is None or today < late else raised
        assert (finding.due, finding.days_late, finding.severity) == (due, (today - due).days, expected), today


@pytest.mark.parametrize("name", CLOCKS)
def test_a_horizon_shows_what_will_be_due(name: str) -> None:
    setting, due_after, _ = CLOCKS[name]
    due = DAY + days(due_after)
    before = due - days(1)
    shown = findings(setting(DAY), before, name, horizon=1)
    if before < DAY and due_after >= 0 and name not in ("cancelled-without-next-step", "promise-overdue"):
        assert shown == []  # the clock has not started
    else:
        assert (only(shown).due, only(shown).severity) == (due, Severity.INFO)


def test_a_hint_becomes_a_warning_and_never_an_error() -> None:
    for name, (setting, _, _) in CLOCKS.items():
        if BY_NAME[name].severity is Severity.INFO:
            for after in (-2, 0, 22, 45, 90):
                assert all(finding.severity is not Severity.ERROR for finding in findings(setting(DAY), DAY + days(after), name)), name


def test_a_severity_in_the_settings_stays() -> None:
    files = {TALK: held(DAY, body=NOTES), "notes-kit.yaml": "rules: {takeaways-missing: {severity: info}, notes-empty: {severity: error}}\n"}
    assert only(findings(files, DAY + days(30), "takeaways-missing")).severity is Severity.INFO
    assert only(findings({**files, TALK: held(DAY)}, DAY + days(1), "notes-empty")).severity is Severity.ERROR


def test_the_limits_in_the_shipped_settings_are_the_defaults() -> None:
    text = (Path(__file__).resolve().parents[2] / "vault-template" / "notes-kit.yaml").read_text(encoding="utf-8")
    settings, faults = read_settings(text)
    assert faults == []
    limits = {rule.name: rule.default.limit for rule in RULES if rule.default.limit is not None}
    assert {name: own.limit for name, own in settings.rules.items() if own.limit is not None} == limits
    assert limits.items() >= {"buffer-short": 10, "too-many-in-a-week": 4, "duration-long": 30, "questions-missing": 5}.items()
    assert set(CLOCKS) | {"too-many-in-a-week"} <= set(settings.rules)


HINTS = (
    "salutation-missing", "source-missing", "notes-empty", "takeaways-missing", "next-steps-missing", "referrals-not-asked", "referrer-not-told",
    "linkedin-not-connected", "channel-unknown", "promise-overdue",
)  # fmt: skip


@pytest.mark.parametrize("name", HINTS)
def test_what_nobody_remembers_is_not_asked_for(name: str) -> None:
    files = CLOCKS[name][0](DAY)
    assert len(findings(files, DAY + days(90), name)) == 1
    assert findings(files, DAY + days(91), name) == []


LATER = DAY + days(20)
SILENT: list[tuple[str, dict[str, str]]] = [
    ("outreach-exhausted", {ADA: contact("outreach: 2026-03-02 email")}),
    ("outreach-exhausted", {ADA: contact("outreach: [2026-02-02 email, 2026-03-02 email]", "replied: 2026-03-03")}),
    ("outreach-exhausted", {ADA: contact("outreach: [2026-02-02 email, 2026-03-02 email]", "closed: 2026-03-03 let it go")}),
    ("outreach-exhausted", {ADA: contact("outreach: [2026-02-02 email, 2026-03-02 email]", "paused: 2026-06-01")}),
    ("outreach-exhausted", {ADA: contact("outreach: [2026-02-02 email, 2026-03-02 email]"), TALK: talk("2026-04-01")}),
    ("salutation-missing", {ADA: contact("email: ada@northwind.example")}),
    ("salutation-missing", {ADA: contact("outreach: 2026-03-02 email", "salutation: Dr.")}),
    ("salutation-missing", {ADA: contact("outreach: 2026-03-02 email", "declined: 2026-03-03")}),
    ("salutation-missing", {ADA: contact("outreach: 2026-03-02 email"), TALK: held("2026-03-03")}),
    ("source-missing", {ADA: contact("email: ada@northwind.example")}),
    ("source-missing", {ADA: contact("outreach: 2026-03-02 email", "source: alumni list")}),
    ("source-missing", {ADA: contact("outreach: 2026-03-02 email"), TALK: held("2026-02-03", "referrals: [Ada Okafor]", who="Dana Reyes")}),
    ("source-missing", {ADA: contact("outreach: 2026-03-02 email", "closed: 2026-03-03 x")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02"), TALK: talk("2026-04-02")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02"), TALK: talk("")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02"), TALK: held("2026-03-02")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02"), TALK: talk("2026-03-04", "outcome: cancelled")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", "touches: 2026-03-02 email two days to choose from")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", "outreach: 2026-03-03 email")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", body="## Log\n- 2026-03-04 wrote back\n")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", "declined: 2026-03-02")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", "follow_up: 2026-03-22")}),
    ("duration-long", {TALK: talk("2026-03-23", "duration: 30")}),
    ("duration-long", {TALK: talk("2026-03-23", "duration: 60", "confirmed: 2026-03-22")}),
    ("duration-long", {TALK: talk("2026-03-23", "duration: 60", "outcome: cancelled")}),
    ("duration-long", {TALK: talk("2026-03-23")}),
    ("place-missing", {TALK: talk("2026-03-23", "place: https://meet.example/ada")}),
    ("place-missing", {ADA: contact("phone: 1"), TALK: talk("2026-03-23", "format: phone")}),
    ("place-missing", {ADA: contact("closed: 2026-03-03 x"), TALK: talk("2026-03-23")}),
    ("prep-empty", {TALK: talk("2026-03-23", body="## Preparation\nHer paper\n")}),
    ("prep-empty", {TALK: talk("2026-03-23", body="## Ask\n- Why? #q/advice\n")}),
    ("questions-missing", {TALK: talk("2026-03-23")}),
    ("questions-missing", {TALK: talk("2026-03-23", body="## Prep\n" + "- [ ] Why?\n" * 5)}),
    ("cancelled-without-next-step", {ADA: contact(), TALK: talk("2026-03-02", "outcome: moved"), SECOND: talk("2026-03-02T18:00")}),
    ("cancelled-without-next-step", {ADA: contact(), TALK: talk("2026-03-02", "outcome: moved"), SECOND: talk("")}),
    ("cancelled-without-next-step", {ADA: contact(), TALK: talk("2026-03-02T18:00", "outcome: moved"), SECOND: held("2026-03-02T09:00")}),
    ("cancelled-without-next-step", {ADA: contact("outreach: 2026-03-03 email another day?"), TALK: talk("2026-03-02", "outcome: no-show")}),
    ("cancelled-without-next-step", {ADA: contact("declined: 2026-03-03"), TALK: talk("2026-03-02", "outcome: cancelled")}),
    ("cancelled-without-next-step", {ADA: contact(body="- [ ] Offer another day 📅 2026-04-01"), TALK: talk("2026-03-02", "outcome: cancelled")}),
    ("cancelled-without-next-step", {ADA: contact(), TALK: talk("2026-03-02", "outcome: cancelled", body="## Next steps\n- [ ] Write in May\n")}),
    ("notes-empty", {TALK: held("2026-03-02", body=NOTES)}),
    ("notes-empty", {TALK: talk("2026-03-02")}),
    ("takeaways-missing", {TALK: held("2026-03-02", body=NOTES + "## Summary\n- Begin\n")}),
    ("takeaways-missing", {TALK: held("2026-03-02")}),
    ("next-steps-missing", {TALK: held("2026-03-02", body=NOTES + "## Next steps\nnone\n")}),
    ("next-steps-missing", {TALK: held("2026-03-02", body=NOTES + "- [x] Sent the paper ✅ 2026-03-03\n")}),
    ("next-steps-missing", {TALK: held("2026-03-02")}),
    ("referrals-not-asked", {TALK: held("2026-03-02", "referrals: none")}),
    ("referrals-not-asked", {TALK: held("2026-03-02", "referrals: Chloe Marsh")}),
    ("referrals-not-asked", {ADA: contact("closed: 2026-03-03 x"), TALK: held("2026-03-02")}),
    ("linkedin-not-connected", {ADA: contact("linkedin_connected: 2026-01-04"), TALK: held("2026-03-02")}),
    ("linkedin-not-connected", {ADA: contact(), TALK: talk("2026-04-02")}),
    ("linkedin-not-connected", {TALK: held("2026-03-02")}),
    ("channel-unknown", {ADA: contact("channel: pigeon"), TALK: held("2026-03-02")}),
    ("channel-unknown", {ADA: contact("paused: 2026-06-01"), TALK: held("2026-03-02")}),
    ("promise-overdue", {ADA: contact(body="- [x] Sends it #promised 📅 2026-03-02")}),
    ("promise-overdue", {ADA: contact(body="- [-] Sends it #promised 📅 2026-03-02")}),
    ("promise-overdue", {ADA: contact(body="- [ ] Sends it #promised")}),
    ("promise-overdue", {ADA: contact(body="- [ ] Send it 📅 2026-03-02")}),
    ("promise-overdue", {ADA: contact("touches: 2026-03-03 email", body="- [ ] Sends it #promised 📅 2026-03-02")}),
    ("promise-overdue", {ADA: contact("declined: 2026-03-03", body="- [ ] Sends it #promised 📅 2026-03-02")}),
    ("promise-overdue", {ADA: contact("paused: 2026-06-01"), TALK: held("2026-02-27", body="- [ ] Sends it #promised 📅 2026-03-02\n")}),
]


@pytest.mark.parametrize(("name", "files"), SILENT, ids=lambda value: value if isinstance(value, str) else "")
def test_is_silent(name: str, files: Files) -> None:
    assert findings(files, LATER, name) == []


TOMORROW = LATER + days(1)
NOT_YET: list[tuple[str, dict[str, str]]] = [
    ("outreach-exhausted", {ADA: contact("outreach: [2026-02-02 email, 2026-03-02 email]", f"replied: {TOMORROW}")}),
    ("reply-unanswered", {ADA: contact("replied: 2026-03-02", f"touches: {TOMORROW} email", f"outreach: {TOMORROW} email")}),
    ("duration-long", {TALK: talk(TOMORROW, "duration: 60", f"confirmed: {TOMORROW}")}),
    ("linkedin-not-connected", {ADA: contact(f"linkedin_connected: {TOMORROW}"), TALK: held("2026-03-02")}),
    ("promise-overdue", {ADA: contact(f"touches: {TOMORROW} email", body=f"- [x] Sends it #promised 📅 2026-03-02 ✅ {TOMORROW}")}),
    ("promise-overdue", {ADA: contact("touches: 2026-03-02 email", body="- [ ] Sends it #promised 📅 2026-03-02")}),
    (
        "referrer-not-told",
        {ADA: contact(f"touches: {TOMORROW} email"), TALK: held("2026-03-02", "referrals: B"), SECOND: held("2026-03-05", who="B")},
    ),
]


@pytest.mark.parametrize(("name", "files"), NOT_YET, ids=lambda value: value if isinstance(value, str) else "")
def test_a_fact_of_tomorrow_has_not_happened_and_a_word_on_the_day_is_no_reminder(name: str, files: Files) -> None:
    assert len(findings(files, LATER, name)) == 1


TELLS_NOBODY = "- [x] Read the book ✅ 2026-03-20"
"""Done between the day on which something fell due and `LATER`, and no word to anybody."""


@pytest.mark.parametrize("name", ["referrer-not-told", "promise-overdue"])
def test_what_i_did_by_myself_tells_them_nothing(name: str) -> None:
    files = CLOCKS[name][0](DAY)
    assert len(findings(files, LATER, name)) == 1
    ticked = files | {ADA: files[ADA] + "\n" + TELLS_NOBODY}
    assert len(findings(ticked, LATER, name)) == 1
    written = files | {ADA: files[ADA] + "\n" + TELLS_NOBODY.replace("Read the book", "Send her the book")}
    assert findings(written, LATER, name) == []


@pytest.mark.parametrize("name", ["overlap", "buffer-short", "duration-long", "place-missing", "prep-empty", "questions-missing"])
def test_who_declined_is_prepared_for_no_more(name: str) -> None:
    no = contact("declined: 2026-02-01")
    files = CLOCKS[name][0](DAY) | {ADA: no, BEN: no}
    assert findings(files, DAY - days(1), name) == []


def test_a_meeting_of_a_work_vault_is_asked_nothing() -> None:
    head = ["---", "type: meeting", 'attendees: "[[Ada Okafor]]"', "date: 2026-03-02T15:00", "duration: 90"]
    for line in ("outcome: held", "outcome: cancelled", ""):
        text = "\n".join([*head, line, "---", "- [ ] Sends it #promised 📅 2026-03-03"])
        for today in (date(2026, 3, 1), LATER):
            assert run(vault({ADA: contact(), TALK: text, SECOND: text}), today, select=("duties",), horizon=60) == []


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_break_nothing(today: date) -> None:
    files = {}
    for number, (name, (setting, _, _)) in enumerate(CLOCKS.items()):
        for day in (date(1, 1, 20), date(9999, 12, 20)):
            files |= {f"contacts/{number}-{day}/{path}": text for path, text in setting(day).items() if name}
    files |= {"interviews/1.md": talk("0001-01-01T00:00"), "interviews/2.md": talk("9999-12-31T23:59"), ADA: contact("replied: 9999-12-31")}
    assert "crashed-rule" not in {finding.rule for finding in run(vault(files), today, horizon=10**9)}
