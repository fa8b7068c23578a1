"""A note whose bytes are not UTF-8."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_BAD = b"---\ntype: contact\n---\nMet in the caf\xe9\n"
_GOOD = """\
---
type: contact
---
Met in the café
"""

RULE = Rule(
    code="NK903",
    name="not-utf8",
    title="A note is not UTF-8 text",
    why="Other programs show broken letters in it, or refuse it. notes-kit reads it as well as can be and never writes to it, since a "
    "save could lose what it cannot read.",
    how_to_fix="Open it in an editor that lets you choose, and save it as UTF-8.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:15",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
