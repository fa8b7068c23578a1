"""Properties that do not begin on the first line."""

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
---
"""
_GOOD = """\
---
type: contact
role: Data engineer
---
"""

RULE = Rule(
    code="NK912",
    name="late-front-matter",
    title="The properties of a note do not begin on its first line",
    why="Obsidian and other programs look for them on the first line only, and show these as text. notes-kit reads them all the same.",
    how_to_fix="Remove what stands before the first line of three dashes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:2:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
