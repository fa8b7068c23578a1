"""A word that its property does not know."""

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
date: 2026-03-01
outcome: cancled
---
"""
_GOOD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-01
outcome: cancelled
---
"""

RULE = Rule(
    code="NK923",
    name="unknown-value",
    title="A value is none of those that its property knows",
    why="The value counts as not given: a talk with an outcome that is not understood is still unsettled.",
    how_to_fix="Write one of the values that the message names.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:5:10",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
