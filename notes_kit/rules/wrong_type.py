"""A value that is not of its property's kind."""

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
date: 2026-03-02
duration: half an hour
---
"""
_GOOD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
duration: 30
---
"""

RULE = Rule(
    code="NK922",
    name="wrong-type",
    title="A value is not of the kind that its property takes",
    why="It is kept and can be searched, and it counts for nothing: a date in words that cannot be read starts no clock.",
    how_to_fix="Write it as the message shows; `notes-kit schema` lists what each property takes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:5:11",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
