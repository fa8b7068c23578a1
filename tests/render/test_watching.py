"""A line a change: whose it is, what went, what came and when that is due; never more than a screen takes, and safe for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from notes_kit.app.indexing import Changes
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.render.watching import MOST, message, round_lines, status_line, variables
from notes_kit.render.words import columns

TODAY = date(2026, 5, 18)
NOW = datetime.fromisoformat("2026-05-18 15:04")


def duty(rule: str, contact: str, due: str = "", severity: Severity = Severity.WARNING) -> Finding:
    day = date.fromisoformat(due) if due else None
    return Finding("NK301", rule, severity, Kind.DUTY, "words", "interviews/a talk.md", contact=contact, due=day)


@dataclass
class Look:
    """A round as `watch` gives it."""

    changes: Changes = field(default_factory=Changes)
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    open: int = 0
    duties: int = 0
    late: int = 0
    next: Finding | None = None
    first: bool = False
    new_day: bool = False
    new_settings: bool = False


def lines(one: Look) -> list[str]:
    return round_lines(one, NOW, TODAY, lambda text, _: text)


def test_what_went_and_what_came_of_one_person_is_one_line() -> None:
    came = (duty("thank-you-missing", "Ada Okafor", "2026-05-19"), duty("notes-empty", "Ada Okafor", "2026-05-19"), duty("gone-cold", "Ben Li"))
    assert lines(Look(new=came, gone=(duty("past-unsettled", "Ada Okafor"),))) == [
        "15:04 Ada Okafor · − past-unsettled · + thank-you-missing, notes-empty due tomorrow",
        "15:04 Ben Li · + gone-cold",
    ]


@pytest.mark.parametrize(
    ("due", "words"),
    [("2026-05-16", "2 days overdue"), ("2026-05-17", "1 day overdue"), ("2026-05-18", "due today"), ("2026-05-20", "due 2026-05-20")],
)
def test_when_it_is_due_is_said_as_a_person_would(due: str, words: str) -> None:
    assert lines(Look(new=(duty("gone-cold", "Ada Okafor", due),))) == [f"15:04 Ada Okafor · + gone-cold {words}"]


def test_a_save_that_changes_no_finding_names_the_notes_and_not_all_of_very_many() -> None:
    paths = tuple(f"contacts/{number}.md" for number in range(7))
    assert lines(Look(Changes(changed=paths[:1]))) == ["15:04 contacts/0.md"]
    assert lines(Look(Changes(added=paths)))[-2:] == ["15:04 contacts/4.md", "15:04 … and 2 more notes"]


def test_a_new_day_and_new_settings_are_told() -> None:
    assert lines(Look(new_day=True, new_settings=True)) == ["15:04 it is Monday 2026-05-18", "15:04 the settings changed"]


def test_what_stands_in_notes_steers_no_terminal() -> None:
    one = Look(Changes(changed=("contacts/\x1b[2Ja.md",)), new=(duty("gone-cold", "Ada\x1b]0;x\x07"),))
    one.next = one.new[0]
    for text in (*lines(one), *lines(Look(one.changes)), status_line(one, TODAY, 100)):
        assert text.isprintable()


def test_the_status_is_one_line_however_narrow() -> None:
    one = Look(Changes(total=52), duties=14, late=12, next=duty("not-reconfirmed", "Matteo Ferraris", "2026-05-18"))
    assert status_line(one, TODAY, 100) == "52 notes · 14 duties, 12 late · next: Matteo Ferraris · not-reconfirmed due today"
    assert status_line(one, TODAY, 20) == "52 notes · 14 duti…"
    assert columns(status_line(Look(next=duty("gone-cold", "山田太郎" * 9)), TODAY, 40)) < 40
    assert status_line(Look(Changes(total=1), duties=1), TODAY, 100) == "1 note · 1 duty"


def test_a_message_names_three_and_no_hints() -> None:
    came = [duty("gone-cold", f"Person {number}", "2026-05-18") for number in range(5)]
    title, text = message(Look(new=(*came, duty("channel-unknown", "Ben Li", severity=Severity.INFO))), TODAY) or ("", "")
    assert title == "notes-kit: 5 duties"
    assert text.splitlines() == [f"Person {number}: gone-cold due today" for number in range(3)] + ["and 2 more"]
    assert message(Look(new=tuple(came), first=True), TODAY) is None


def test_the_environment_of_a_command_stays_within_what_systems_take() -> None:
    paths = tuple(f"contacts/{number}.md" for number in range(9000))
    told = variables(Look(Changes(added=paths), new=tuple(duty("gone-cold", "é" * 50) for _ in range(900))), TODAY)
    assert all(len(value) <= MOST for value in told.values())
    assert set(told["NOTES_KIT_ADDED"].splitlines()) < set(paths)
