"""A talk of which the note does not say with whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One fault for each talk with a day and nobody in it. A note without a day is taken for no talk yet: a plan, an index page."""
    for interview, when in context.interviews():
        if not interview.people:
            message = "this talk names nobody: what was said is nobody's, and nobody is thanked; write `contact:` with a link to whom you met"
            yield context.fault(message, interview.path, when.place)


_NOTE = """\
---
type: interview
date: 2026-03-02
outcome: held
---
"""
_PATH = "interviews/2026-03-02 Talk.md"

RULE = Rule(
    code="NK952",
    name="orphan-interview",
    title="A talk names nobody",
    why="Without a person the talk stands in nobody's story: it is not counted, not thanked for, and what was said in it is attributed to no one.",
    how_to_fix="Write `contact:` with a link to the person, or with several; a name without a note is enough.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:3:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("date:", 'contact: "[[Ada Okafor]]"\ndate:')}),
)
