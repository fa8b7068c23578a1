"""A talk a day or two away that nobody has reconfirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_upcoming
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import distance, names


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk ahead; its days count back from the talk."""
    for interview, when in context.interviews():
        people = context.people(interview)
        owed = context.owed(people)
        if not is_upcoming(interview, context.today) or (people and not owed):
            continue
        if interview.confirmed is not None and interview.confirmed.date <= context.today:
            continue
        person = owed[0] if owed else None
        days = context.days(person)
        clock = f" at {when.time:%H:%M}" if when.time else ""
        yield context.duty(
            f"the talk with {names([one.name for one in people])} is {distance(when.date, context.today)} ({when.date}{clock}): "
            "reconfirm time and place",
            interview.path, when.place, start=when.date, person=person,
            due=context.shift(when.date, -(days.due or 0)), late=context.shift(when.date, -(days.late or 0)),
            close=context.log(person, "confirmed", f"confirmed: {context.today}", interview),
        )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
format: video
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK201",
    name="not-reconfirmed",
    title="A talk is about to take place and has not been reconfirmed",
    why="A line one or two days before saves the hour of both when a calendar slipped, and shows that you respect the other's time.",
    how_to_fix="Write one line with day, time and place or link, and record the day on which you did.",
    practice="P15",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=2, late=0),
    bad=Example(date(2026, 2, 28), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 28), {_PATH: _NOTE.replace("format: video", "format: video\nconfirmed: 2026-02-28")}),
)
