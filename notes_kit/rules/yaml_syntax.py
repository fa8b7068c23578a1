"""A line between the dashes that is no property."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = """\
---
type: contact
role: Data engineer
[[Ben Li]]
---
"""
_GOOD = """\
---
type: contact
role: Data engineer
source: "[[Ben Li]]"
---
"""

RULE = Rule(
    code="NK914",
    name="yaml-syntax",
    title="A line of the front matter cannot be read",
    why="One such line makes other programs drop all properties of the note. notes-kit reads the other lines one by one.",
    how_to_fix="Write it as `property: value`, with the value in quotes if it holds signs, or move it below the dashes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
