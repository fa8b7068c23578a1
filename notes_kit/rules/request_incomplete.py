"""A request that is about to be sent and lacks a part that its reader needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.drafts import unsent
from notes_kit.rules.letter_parts import parts_of
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import names


def check(context: Context) -> Iterable[Finding]:
    """One duty for each draft of a request, at its first line, with a sentence for the first part that it lacks."""
    for one in unsent(context):
        lacking = [part for part in parts_of(one.letter, one.kind, one.form, one.phrases) if part.place is None] if one.kind.asks else []
        if lacking:
            begin = one.letter.place(one.letter.body)
            place = begin._replace(line=begin.line + one.draft.place.line - 1, end_line=begin.end_line + one.draft.place.line - 1)
            yield context.duty(
                f"the draft to {one.person.name} leaves out {names([part.what for part in lacking])}",
                one.note.path, place, start=None, person=one.person, close=lacking[0].add,
            )  # fmt: skip


_NOTE = """\
---
type: contact
name: Ada Okafor
---
## Draft
Dear Ms Okafor,

I make the stock reports at a small bakery chain. Your article on counting pallets twice made me laugh.
Could I ask you how you came to engineering, by phone, on any day that suits you?

Kind regards,
Leo Marchetti
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK103",
    name="request-incomplete",
    title="A draft of a request lacks something that its reader needs",
    why="Who reads a request asks themselves who this is, why me, what for and how long. What the message does not say, they would have to ask, "
    "and most people put it aside instead.",
    how_to_fix="Add a sentence for each part that is named, or delete the section if you will not send it. Recording the message as sent ends it as well.",
    practice="P6",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    bad=Example(date(2026, 2, 9), {_PATH: _NOTE}, (f"{_PATH}:6:1",)),
    good=Example(date(2026, 2, 9), {_PATH: _NOTE.replace("Could I ask you", "Could I ask you for twenty minutes,")}),
)
