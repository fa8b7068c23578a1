"""A file that the disk will not give up."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "contacts/Ada Okafor.md"
_GOOD = """\
---
type: contact
role: Data engineer
---
"""

RULE = Rule(
    code="NK901",
    name="unreadable",
    title="A note cannot be read from the disk",
    why="What stands in it is missing from every answer, and an answer that leaves somebody out without saying so is worse than none.",
    how_to_fix="The message says what the system answered. Mostly it is a right to read that is missing, a link that leads nowhere, or a file "
    "that a cloud service has not brought to this machine yet.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: None}, (f"{_PATH}:1:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
