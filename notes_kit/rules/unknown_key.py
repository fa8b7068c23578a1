"""A property whose name is almost one that notes-kit understands."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_NOTE = """\
---
type: contact
favourite_tea: oolong
chanel: email
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK924",
    name="unknown-key",
    title="A property is probably misspelled",
    why="A property with one letter wrong is kept and searchable, and means nothing: what it states is not counted. Properties of your own are no fault.",
    how_to_fix="Correct the spelling. If it is a property of your own after all, waive this in the note, or give it a name less like the other.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _NOTE}, (f"{_PATH}:4:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _NOTE.replace("chanel", "channel")}),
)
