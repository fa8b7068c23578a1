"""A talk a day or two away that nobody has reconfirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import ahead, duty_before
from notes_kit.rules.words import distance


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk ahead; its days count back from the talk."""
    for talk in ahead(context):
        confirmed = talk.interview.confirmed
        if confirmed is not None and confirmed.date <= context.today:
            continue
        yield duty_before(
            context, talk,
            f"the talk with {talk.who} is {distance(talk.when.date, context.today)} ({talk.day}): reconfirm time and place",
            context.log(talk.person, "confirmed", f"confirmed: {context.today}", talk.interview),
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
