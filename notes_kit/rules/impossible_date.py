"""A day that the calendar does not have."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "interviews/2026-03-02 Ada Okafor.md"
_BAD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-02-30
---
"""
_GOOD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-02-28
outcome: held
thanked: 2026-03-01
---
"""

RULE = Rule(
    code="NK921",
    name="impossible-date",
    title="A date does not exist",
    why="The fact cannot be placed in time, so whatever hangs on it is neither due nor done.",
    how_to_fix="Write the day you mean, as 2026-02-28.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
