"""Somebody was named to me, and I have not been in touch with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Interview, Ref
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held
from notes_kit.model.vault import Person
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import names, shell


class _Naming(NamedTuple):
    """One time that somebody was named."""

    day: date
    interview: Interview
    ref: Ref
    person: Person


def check(context: Context) -> Iterable[Finding]:
    """One duty for each person named, at the place where they were named first."""
    named: dict[str, list[_Naming]] = {}
    for interview, when in context.interviews():
        if is_held(interview, context.today):
            for ref in interview.referrals:
                person = context.vault.person(ref, interview.path)
                named.setdefault(person.key, []).append(_Naming(when.date, interview, ref, person))
    for key in sorted(named):
        namings = sorted(named[key], key=lambda naming: (naming.day, naming.interview.path, naming.ref.place))
        if not _pursued(context, namings[0]):
            yield _duty(context, namings)


def _pursued(context: Context, naming: _Naming) -> bool:
    """Whether there was ever any contact, whether none is wanted, or whether it is no person at all."""
    contact = naming.person.contact
    if context.vault.interviews_of.get(naming.person.key):
        return True
    if contact is not None:
        relation = context.relations[contact.path]
        return relation.quiet or bool(relation.touches)
    note = context.vault.resolve(naming.ref.name, naming.interview.path)
    return note is not None and note.type != ""


def _duty(context: Context, namings: list[_Naming]) -> Finding:
    first = namings[0]
    person = first.person
    by = dict.fromkeys((who(context, naming.interview), naming.day) for naming in namings)
    lacks = "has no note yet: write to them, and begin their note" if person.contact is None else "has not been written to"
    command = f"notes-kit new contact {shell(person.name)} --source {shell(who(context, first.interview))}"
    if person.contact is not None:
        linkedin = person.contact.linkedin and not person.contact.email
        command = context.log(person, f"outreach --channel {person.contact.channel or ('linkedin' if linkedin else 'email')}", "")
    message = f"{person.name}, named by {names([f'{name} on {day}' for name, day in by])}, {lacks}"
    return context.duty(message, first.interview.path, first.ref.place, start=first.day, person=person, close=command)


def who(context: Context, interview: Interview) -> str:
    """Who named somebody in a talk: the first of the people met, or the talk's note where it names nobody."""
    people = context.people(interview)
    return people[0].name if people else interview.note.stem


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
referrals: ["[[Ben Li]]", "Chloe Marsh"]
---
"""
_BEN = """\
---
type: contact
source: "[[Ada Okafor]]"
outreach: 2026-03-06 email
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK306",
    name="referral-not-pursued",
    title="Somebody was named to you and has not been approached",
    why="A name given in a conversation is the warmest way to the next one, and it cools: the person who named them is asked whether you wrote, "
    "and has to say no.",
    how_to_fix="Write to them, mention who named them, and record the message in their note. If they are not for you, give them a note that is "
    "closed with a reason.",
    practice="P26 P30",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=7, late=21),
    bad=Example(date(2026, 3, 9), {_PATH: _NOTE, "contacts/Ben Li.md": _BEN}, (f"{_PATH}:6:27",)),
    good=Example(
        date(2026, 3, 9), {_PATH: _NOTE, "contacts/Ben Li.md": _BEN, "contacts/Chloe Marsh.md": _BEN.replace("03-06 email", "03-08 linkedin")}
    ),
)
