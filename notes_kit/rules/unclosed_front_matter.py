"""Properties that never end."""

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

Met at the open evening.
"""
_GOOD = """\
---
type: contact
role: Data engineer
---

Met at the open evening.
"""

RULE = Rule(
    code="NK911",
    name="unclosed-front-matter",
    title="The properties of a note are never closed",
    why="Obsidian and every other program take the whole note for text, so none of its properties exist for them.",
    how_to_fix="Put a line of three dashes after the last property.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:1:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
