"""A note so large that it is no note."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "interviews/2026-03-02 Ada Okafor.md"
_BAD = """\
---
type: interview
date: 2026-03-02
---
- She began on the warehouse floor and moved to the reports
- One year of evening classes
"""
_GOOD = """\
---
type: interview
date: 2026-03-02
---
- She began on the warehouse floor
"""

RULE = Rule(
    code="NK902",
    name="too-large",
    title="A note is too large to be read",
    why="A file of this size is an export or a paste gone wrong; reading it each time would slow down everything else. Its name and "
    "properties are known, its text is not searched.",
    how_to_fix="Split it, move it out of the vault, name it under `exclude:`, or raise `max_note_size` in notes-kit.yaml.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD, "notes-kit.yaml": "max_note_size: 100\n"}, (f"{_PATH}:1:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD, "notes-kit.yaml": "max_note_size: 100\n"}),
)
