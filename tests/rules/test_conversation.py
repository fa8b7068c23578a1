"""The soft rungs of a conversation, from the request to what comes of it: when each speaks, how loudly, and when it is silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rules.clocks import CLOCKS, NOTES, SECOND
from rules.vaults import ADA, BEN, TALK, Files, contact, days, findings, held, only, talk, vault

from notes_kit.model.finding import Severity
from notes_kit.parse.settings import read_settings
from notes_kit.rules import RULES
from notes_kit.rules.driver import run

DAY = date(2026, 3, 2)
BY_NAME = {rule.name: rule for rule in RULES}


def test_a_hint_becomes_a_warning_and_never_an_error() -> None:
    for name, clock in CLOCKS.items():
        if BY_NAME[name].severity is Severity.INFO:
            for after in (-2, 0, 22, 45, 90):
                assert all(finding.severity is not Severity.ERROR for finding in findings(clock.files(DAY), DAY + days(after), name)), name


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
    assert set(CLOCKS) <= set(settings.rules)


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
    files = CLOCKS[name].files(DAY)
    assert len(findings(files, LATER, name)) == 1
    ticked = files | {ADA: files[ADA] + "\n" + TELLS_NOBODY}
    assert len(findings(ticked, LATER, name)) == 1
    written = files | {ADA: files[ADA] + "\n" + TELLS_NOBODY.replace("Read the book", "Send her the book")}
    assert findings(written, LATER, name) == []


@pytest.mark.parametrize("name", ["overlap", "buffer-short", "duration-long", "place-missing", "prep-empty", "questions-missing"])
def test_who_declined_is_prepared_for_no_more(name: str) -> None:
    no = contact("declined: 2026-02-01")
    files = CLOCKS[name].files(DAY) | {ADA: no, BEN: no}
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
    for number, clock in enumerate(CLOCKS.values()):
        for day in (date(1, 3, 20), date(9999, 12, 20)):
            files |= {f"contacts/{number}-{day}/{path}": text for path, text in clock.files(day).items()}
    files |= {"interviews/1.md": talk("0001-01-01T00:00"), "interviews/2.md": talk("9999-12-31T23:59"), ADA: contact("replied: 9999-12-31")}
    assert "crashed-rule" not in {finding.rule for finding in run(vault(files), today, horizon=10**9)}
