"""A value that YAML reads as something else than it says."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = """\
---
type: contact
role: Lead: data platform
---
"""
_GOOD = """\
---
type: contact
role: "Lead: data platform"
---
"""

RULE = Rule(
    code="NK915",
    name="yaml-trap",
    title="YAML reads a value otherwise than it was meant",
    why="A sign at its beginning, or a colon or `#` inside it, has a meaning in YAML that nobody has in mind when writing a note. Other "
    "programs lose the value, or all properties of the note.",
    how_to_fix="Put the value in quotes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:3:7",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
