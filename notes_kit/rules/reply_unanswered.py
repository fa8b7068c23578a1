"""They answered, and nothing was agreed: the next word is mine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Relation
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.outreach_unanswered import next_channel
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact whose reply has led to no talk and no further word; a `follow_up` that they were given sets the day."""
    for person, relation in context.contacts():
        replied = relation.contact.replied
        if replied is None or relation.replied is None or _answered(context, relation, replied.date):
            continue
        later = relation.contact.follow_up
        start = later.date if later is not None and later.date > replied.date else replied.date
        yield context.duty(
            f"{person.name} replied on {replied.date} and no talk is arranged: write back and agree on a day",
            relation.contact.path, replied.place, start=start, person=person,
            close=context.log(person, _written_back(context, relation, replied.date), ""),
        )  # fmt: skip


def _written_back(context: Context, relation: Relation, replied: date) -> str:
    """That I wrote back: a new message, which waits for their answer as the first did; on the day of the reply it could not be told from that."""
    last = relation.attempts[-1] if relation.attempts else None
    return "touch" if context.today <= replied else f"outreach --channel {next_channel(relation.contact, last)}"


def _answered(context: Context, relation: Relation, replied: date) -> bool:
    """Whether a talk stands in the notes for then or later, or I wrote again or was in touch since."""
    contact = relation.contact
    if any(talk.when is None or talk.when.date >= replied for talk in context.vault.interviews_of.get(contact.path, ())):
        return True
    if any(event.date > replied for event in relation.attempts):
        return True
    since = [*(event.date for event in contact.touches), *(line.date for line in contact.note.log)]
    return any(replied <= day <= context.today for day in since)


_NOTE = """\
---
type: contact
name: Ada Okafor
outreach: 2026-02-10 email
replied: 2026-02-12
---
"""
_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK107",
    name="reply-unanswered",
    title="Somebody replied, and no talk has been arranged",
    why="A yes is at its warmest on the day it comes. Somebody who offered their time and hears nothing for days takes it that you found something better.",
    how_to_fix="Thank them, offer two or three days and let them choose; record that you wrote, or the day that is agreed. If they said no, record `declined`; if they "
    "asked for a later month, `paused`.",
    practice="P11 P12",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=1, late=3),
    bad=Example(date(2026, 2, 13), {_PATH: _NOTE}, (f"{_PATH}:5:10",)),
    good=Example(date(2026, 2, 13), {_PATH: _NOTE, "interviews/2026-03-02 Ada Okafor.md": _TALK}),
)
