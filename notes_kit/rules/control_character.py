"""A character in a note that no person typed."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = b"---\ntype: contact\n---\nMet in \x00Leeds\n"
_GOOD = """\
---
type: contact
---
Met in Leeds
"""

RULE = Rule(
    code="NK904",
    name="control-character",
    title="A note holds a NUL character",
    why="It comes from a broken save or a paste from a program. Search, Git and many editors take a file that holds one for a picture and "
    "stop showing it.",
    how_to_fix="Delete the character at the place shown.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:8",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
