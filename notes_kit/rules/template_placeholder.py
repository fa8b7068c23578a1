"""A placeholder of a template that nothing was put into."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "interviews/2026-03-02 Ada Okafor.md"
_BAD = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: "{{date}}"
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
    code="NK919",
    name="template-placeholder",
    title="A placeholder of a template was never filled in",
    why="The note was copied and not inserted through a template, so its date or title is the placeholder: it sorts nowhere and reminds of nothing.",
    how_to_fix="Type the value, or empty the property.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
