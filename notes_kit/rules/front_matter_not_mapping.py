"""Front matter that lists things instead of naming them."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = """\
---
- contact
- Data engineer
---
"""
_GOOD = """\
---
type: contact
role: Data engineer
---
"""

RULE = Rule(
    code="NK913",
    name="front-matter-not-mapping",
    title="The front matter is no list of properties",
    why="Between the dashes stands something other than `property: value` lines, so no program can tell what any of it is.",
    how_to_fix="Write each as `property: value`, or move it below the dashes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:2:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
