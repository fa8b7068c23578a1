"""Front matter made to be expanded, or nested beyond reading."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = """\
---
type: contact
tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[alumni]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
---
"""
_GOOD = """\
---
type: contact
tags: [alumni]
---
"""

RULE = Rule(
    code="NK918",
    name="too-complex",
    title="The front matter is too large or too deeply nested",
    why="No person writes properties like these, and reading them as YAML could take the memory of the whole machine. Their lines are "
    "read one by one instead.",
    how_to_fix="Keep properties to single values and plain lists; move the rest below the dashes.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:2:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
