"""A talk that did not take place, and nothing that says what comes instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Dated, Interview
from notes_kit.model.settings import Threshold
from notes_kit.model.vault import Person
from notes_kit.rules.actions import UNDATED, open_actions
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.outreach_unanswered import next_channel
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import names

_OFF = {"cancelled": "was called off", "no-show": "did not take place: they did not come", "moved": "was put off"}


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk called off with nothing planned: no later talk, no new request, no open action."""
    busy: set[str] | None = None
    for interview, when in context.interviews():
        if interview.outcome not in _OFF:
            continue
        people = context.people(interview)
        owed = context.owed(people)
        if (people and not owed) or any(_goes_on(context, person, interview, when) for person in owed):
            continue
        if busy is None:
            busy = {action.note.path for action in open_actions(context)}
        if interview.path in busy or any(person.contact is not None and person.contact.path in busy for person in owed):
            continue
        person = owed[0] if owed else None
        yield context.duty(
            f"the talk with {names([one.name for one in people])} on {when.date} {_OFF[interview.outcome]}, and nothing says what comes instead: "
            "offer another day, or close the contact",
            interview.path, interview.outcome_place, start=when.date, person=person,
            close=_close(context, person, when.date),
        )  # fmt: skip


def _close(context: Context, person: Person | None, day: date) -> str:
    """That I offered another day; before the day of the talk that message could not be told from those that led to it, so it is noted as an action."""
    contact = person.contact if person is not None and context.today >= day else None
    if contact is None:
        return f"- [ ] Offer another day {UNDATED}"
    attempts = context.relations[contact.path].attempts
    return context.log(person, f"outreach --channel {next_channel(contact, attempts[-1] if attempts else None)}", "")


def _goes_on(context: Context, person: Person, off: Interview, when: Dated) -> bool:
    """Whether there is a later talk with somebody, or I have written to them since: on its day, or after it was reconfirmed."""
    for talk in context.vault.interviews_of.get(person.key, ()):
        if talk.path != off.path and (talk.when is None or _order(talk, talk.when) > _order(off, when)):
            return True
    since = min(when.date, shift(off.confirmed.date, 1)) if off.confirmed is not None else when.date
    return person.contact is not None and any(event.date >= since for event in context.relations[person.contact.path].attempts)


def _order(talk: Interview, when: Dated) -> tuple[date, bool, time, str]:
    """When a talk was to be; of one day, what took place comes after what did not."""
    return when.date, talk.outcome not in _OFF, when.time or time.min, talk.path


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
outcome: cancelled
---
"""
_NEW = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-16T15:00
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK210",
    name="cancelled-without-next-step",
    title="A talk did not take place and nothing is planned instead",
    why="Most talks that fall through could be had a week later. Nobody asks, each waits for the other, and after a month it would be awkward.",
    how_to_fix="Offer another day and record that you wrote, or the day that is agreed; or write what you will do as a task with a date. If it is over, close the contact with "
    "a reason.",
    practice="P10 P12",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=2, late=7),
    bad=Example(date(2026, 3, 4), {_PATH: _NOTE}, (f"{_PATH}:5:10",)),
    good=Example(date(2026, 3, 4), {_PATH: _NOTE, "interviews/2026-03-16 Ada Okafor.md": _NEW}),
)
