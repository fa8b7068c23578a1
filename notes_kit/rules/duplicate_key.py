"""A property that stands twice in one note."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = """\
---
type: contact
role: Analyst
role: Data engineer
---
"""
_GOOD = """\
---
type: contact
role: Data engineer
---
"""

RULE = Rule(
    code="NK917",
    name="duplicate-key",
    title="A property stands twice",
    why="Programs keep one of the two and drop the other without a word, and not all keep the same one. Obsidian refuses to show any "
    "property of the note.",
    how_to_fix="Make it one: keep the value that is right, or make a list of both.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
