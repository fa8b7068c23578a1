"""Thanks that are about to be sent and want something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.letters import Kind as Message
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.drafts import unsent
from notes_kit.rules.letter import favour_remarks
from notes_kit.rules.scope import Scope

INSTEAD = "There is nothing you need to do with this."
"""What to write instead."""


def check(context: Context) -> Iterable[Finding]:
    """One duty for each sentence of a thank-you that asks for a favour; an introduction to somebody they named is none (P30)."""
    for one in unsent(context):
        if one.kind is Message.THANK_YOU:
            for remark in favour_remarks(one.letter, one.phrases, one.about):
                yield context.duty(
                    f"the thanks to {one.person.name} ask for a favour", one.note.path, one.at(remark), start=None, person=one.person, close=INSTEAD
                )


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Notes
- Nobody has thrown out a join yet
## Draft
Dear Ada,

Thank you for the half hour. That nobody has thrown out a join yet has stayed with me.
Could you have a look at my CV?
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK311",
    name="favour-in-thank-you",
    title="A draft of a thank-you asks for a favour",
    why="Thanks that end in a wish are read as the wish alone, and the next message from you is opened with a sigh. Whom they named themselves is "
    "another matter: they offered it.",
    how_to_fix="Take the sentence out and send the thanks. What you want of them can wait for another day, after you have something to tell.",
    practice="P2 P30",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:13:1",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("Could you have a look at my CV?", INSTEAD)}),
)
