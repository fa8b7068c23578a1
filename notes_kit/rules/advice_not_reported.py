"""I did what somebody advised, and they do not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.acts import delivers
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.giving import done_by
from notes_kit.model.note import Task
from notes_kit.model.people import Interview
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Relation, thanks
from notes_kit.model.vault import Person
from notes_kit.rules.actions import hidden
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import quoted


class Done(NamedTuple):
    """Something that I did, the day, and the talk that it came of."""

    day: date
    talk: Interview
    task: Task


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact, at the first thing done since they last heard of me; a talk ahead is the place to tell them."""
    for person, relation in context.contacts():
        if relation.upcoming or relation.exhausted:
            continue
        news = untold(context, relation)
        if news:
            first = news[0]
            what = "an action in a private passage" if hidden(first.talk.note, first.task) else quoted(first.task.text)
            more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
            yield context.duty(
                f"you finished {what} on {first.day}{more}, which came of your talk with {person.name}, and have not told them how it went",
                first.talk.path, first.task.place, start=first.day, person=person, close=context.log(person, "touch update", ""),
            )  # fmt: skip


def untold(context: Context, relation: Relation) -> list[Done]:
    """What I did that came of their talks and that they have not heard of, the earliest first."""
    done = list(_done(relation, context.today))
    if not done:
        return []
    person = Person(relation.contact.path, relation.contact.name, relation.contact)
    told = max(_told(context, relation, person), default=date.min)
    return sorted((item for item in done if item.day > told), key=lambda item: (item.day, item.talk.path, item.task.place))


def _done(relation: Relation, today: date) -> Iterator[Done]:
    """What I did that came of their talks. A message is none: doing it was telling somebody."""
    for talk in relation.held:
        if not talk.note.meeting:
            for task in talk.note.tasks:
                day = done_by(task, today)
                if day is not None and task.text and not delivers(task.text):
                    yield Done(day, talk, task)


def _told(context: Context, relation: Relation, person: Person) -> Iterator[date]:
    """The days on which they could hear of it. That a task was ticked says nothing to them."""
    contact, today = relation.contact, context.today
    days = [event.date for event in (*contact.touches, *contact.outreach)] + [line.date for line in contact.note.log]
    yield from (day for day in days if day <= today)
    for talk in relation.held:
        if talk.when is not None:
            yield talk.when.date
        sent = thanks(context.vault, talk, person, today)
        if sent is not None:
            yield sent


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
thanked: 2026-03-03
---
## Next steps
- [x] Put tests on the ward report ✅ 2026-04-08
- [x] Send her the lineage paper ✅ 2026-03-20
"""
_CONTACT = """\
---
type: contact
touches:
  - 2026-03-20 email give the paper on lineage
---
"""
_PATH, _ADA = "interviews/2026-03-02 Ada Okafor.md", "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK403",
    name="advice-not-reported",
    title="You did what somebody advised, and have not told them",
    why="Hearing what became of their advice is the thanks that people remember, and the best reason to write that there is. Who never hears it "
    "stops advising.",
    how_to_fix="Write a few lines about what you did and how it went, and record the message as a touch that begins with `update`.",
    practice="P44",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=14, late=45),
    bad=Example(date(2026, 4, 22), {_PATH: _NOTE, _ADA: _CONTACT}, (f"{_PATH}:9:3",)),
    good=Example(
        date(2026, 4, 22), {_PATH: _NOTE, _ADA: _CONTACT.replace("lineage\n", "lineage\n  - 2026-04-08 email update the tests found two faults\n")}
    ),
)
