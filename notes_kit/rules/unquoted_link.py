"""A link in a property without the quotes it needs."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "interviews/2026-03-02 Ada Okafor.md"
_BAD = """\
---
type: interview
contact: [[Ada Okafor]]
date: 2026-03-02
---
"""
_GOOD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
---
"""

RULE = Rule(
    code="NK916",
    name="unquoted-link",
    title="A link in a property has no quotes",
    why="YAML reads `[[Ada Okafor]]` as a list in a list. notes-kit understands what you mean; Obsidian's properties and most other programs do not.",
    how_to_fix="Put the link in quotes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:3:10",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
