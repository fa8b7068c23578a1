"""Somebody is about to be written to, or met, and the note does not say how to address them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Relation
from notes_kit.model.text import TOP, Place
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import still_remembered

_WEEK = 7
"""Days before a talk from which it matters where no message was written down, and after the second message until which it does."""


def check(context: Context) -> Iterable[Finding]:
    """One hint for each contact between the first message and the first talk: once met, one knows how they are called.

    A week after a second message without an answer they are written to no more (P10), and it does not matter any longer.
    """
    for person, relation in context.contacts():
        if relation.contact.salutation or relation.held or _let_go(relation, context.today):
            continue
        day, place = _begun(relation)
        if day is None or not (relation.upcoming or (relation.last_touch and still_remembered(relation.last_touch, context.today))):
            continue
        yield context.duty(
            f"{person.name}'s note does not say how to address them: look up how they spell their name, and the salutation",
            relation.contact.path, place, start=day, person=person, close="salutation: …",
        )  # fmt: skip


def _let_go(relation: Relation, today: date) -> bool:
    return relation.exhausted and today >= shift(relation.unanswered[-1].date, _WEEK)


def _begun(relation: Relation) -> tuple[date | None, Place]:
    """The day of the first message and its place, else a week before the next talk."""
    if relation.attempts:
        return relation.attempts[0].date, relation.attempts[0].place
    days = [talk.when.date for talk in relation.upcoming if talk.when is not None and not talk.note.meeting]
    return (shift(min(days), -_WEEK) if days else None), TOP


_NOTE = """\
---
type: contact
name: Ada Okafor
outreach: 2026-02-10 email
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK105",
    name="salutation-missing",
    title="The note does not say how to address somebody you write to",
    why="A name misspelled or a wrong title in the first line is read before anything else, and some read no further. Looking it up once takes a minute.",
    how_to_fix="Write `salutation:` as they use it themselves: Dr., Ms, Mx, or the first name where everybody goes by that.",
    practice="P4",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=0),
    bad=Example(date(2026, 2, 10), {_PATH: _NOTE}, (f"{_PATH}:4:11",)),
    good=Example(date(2026, 2, 10), {_PATH: _NOTE.replace("Okafor\n", "Okafor\nsalutation: Dr.\n")}),
)
