"""A fact dated after today: it cannot have happened yet, so it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note
from notes_kit.model.people import Contact, Interview
from notes_kit.model.text import Place
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope

_AFTER = ("held", "no-show")


class _Fact(NamedTuple):
    what: str
    day: date
    place: Place


def check(context: Context) -> Iterable[Finding]:
    """One fault for each such fact of a contact or a talk. What is meant for later (`paused`, `follow_up`, a talk's day) is none."""
    for contact in sorted(context.vault.contacts, key=lambda item: item.path):
        yield from _said(context, contact.path, [*_of_contact(contact), *_ticked(contact.note)])
    for interview, when in context.interviews():
        facts = [*_of_interview(interview), *_ticked(interview.note)]
        if interview.outcome in _AFTER:
            facts.append(_Fact(f"`outcome: {interview.outcome}` of a talk", when.date, interview.outcome_place))
        yield from _said(context, interview.path, facts)


def _said(context: Context, path: str, facts: list[_Fact]) -> Iterator[Finding]:
    for fact in facts:
        if fact.day > context.today:
            message = f"{fact.what} on {fact.day}, which is still to come ({context.today} is today); it counts for nothing until then"
            yield context.fault(message, path, fact.place)


def _of_contact(contact: Contact) -> Iterator[_Fact]:
    for name, fact in (
        ("replied", contact.replied), ("declined", contact.declined), ("closed", contact.closed), ("met", contact.met),
        ("linkedin_connected", contact.linkedin_connected),
    ):  # fmt: skip
        if fact is not None:
            yield _Fact(f"`{name}`", fact.date, fact.place)
    yield from (_Fact("`outreach`", event.date, event.place) for event in contact.outreach)
    yield from (_Fact("a touch", event.date, event.place) for event in contact.touches)
    yield from (_Fact("a line in the log", line.date, line.place) for line in contact.note.log)


def _of_interview(interview: Interview) -> Iterator[_Fact]:
    if interview.confirmed is not None:
        yield _Fact("`confirmed`", interview.confirmed.date, interview.confirmed.place)
    yield from (_Fact("`thanked`", event.date, event.place) for event in interview.thanked)


def _ticked(note: Note) -> Iterator[_Fact]:
    yield from (_Fact("an action done", task.done_on, task.place) for task in note.tasks if task.done and task.done_on is not None)


_CONTACT = """\
---
type: contact
outreach: 2026-03-02 email
replied: 2026-12-03
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK932",
    name="future-fact",
    title="A fact is dated after today",
    why="What has not happened yet counts for nothing, so a mistyped month leaves open what you have done, and reminds you of it again.",
    how_to_fix="Correct the date. What you only plan belongs into a task with a date, or into `follow_up`.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.NOTE,
    dated=True,
    bad=Example(date(2026, 3, 13), {_PATH: _CONTACT}, (f"{_PATH}:4:10",)),
    good=Example(date(2026, 3, 13), {_PATH: _CONTACT.replace("12-03", "03-12")}),
)
