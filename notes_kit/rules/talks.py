"""Talks as the rules see them: those ahead, with their hours, and those held that a person still remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from notes_kit.model.finding import Finding
from notes_kit.model.note import Section
from notes_kit.model.people import Dated, Interview
from notes_kit.model.state import Relation, is_held, is_upcoming
from notes_kit.model.text import Place
from notes_kit.model.vault import Person
from notes_kit.rules.base import Context
from notes_kit.rules.words import names

DURATION = 30
"""Minutes that a talk takes whose note does not say (P7, P24)."""

BUFFER = 10
"""Minutes to leave between two talks (P13)."""

ANOTHER_DAY = "date: …"
"""What gives a talk another day or hour, once both have agreed on one."""

REMEMBERED = 90
"""Days for which hints ask about what happened: later nobody remembers it well, and old notes are left in peace."""


def still_remembered(day: date, today: date) -> bool:
    """Whether a day lies no further back than hints go."""
    return (today - day).days <= REMEMBERED


class Talk(NamedTuple):
    """A talk with its day, everybody who is met, and the one of them whom a duty is about: the first who is owed anything."""

    interview: Interview
    when: Dated
    people: list[Person]
    person: Person | None

    @property
    def who(self) -> str:
        """Everybody who is met, in one phrase."""
        return names([one.name for one in self.people])

    @property
    def day(self) -> str:
        """The day, with the time if it is known: `2026-03-02 at 15:00`."""
        return f"{self.when.date}{f' at {self.when.time:%H:%M}' if self.when.time else ''}"

    @property
    def minutes(self) -> int:
        """How long it is planned to take."""
        return self.interview.duration or DURATION

    @property
    def begin(self) -> datetime:
        """When it begins: midnight where no time is known."""
        return datetime.combine(self.when.date, self.when.time or time.min)

    @property
    def end(self) -> datetime:
        """When it is planned to end."""
        return later(self.begin, self.minutes)


def later(moment: datetime, minutes: int) -> datetime:
    """The moment so many minutes later; at the end of the calendar it stops there."""
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError:
        return datetime.max  # noqa: DTZ901 - hours in notes have no zone


def ahead(context: Context) -> Iterator[Talk]:
    """The talks still to come, in the order of paths, without those with nobody left but who declined or closed."""
    for interview, when in context.interviews():
        if when.date >= context.today and is_upcoming(interview, context.today):
            talk = _talk(context, interview, when, context.awaited)
            if talk is not None:
                yield talk


def remembered(context: Context) -> Iterator[Talk]:
    """The talks held within `REMEMBERED` days, in the order of paths, without those with nobody left but who declined, closed or is paused."""
    for interview, when in context.interviews():
        if still_remembered(when.date, context.today) and is_held(interview, context.today):
            talk = _talk(context, interview, when, context.owed)
            if talk is not None:
                yield talk


def _talk(context: Context, interview: Interview, when: Dated, left: Callable[[list[Person]], list[Person]]) -> Talk | None:
    people = context.people(interview)
    those = left(people)
    return None if people and not those else Talk(interview, when, people, those[0] if those else None)


def told_without(context: Context, section: Section) -> Iterator[Talk]:
    """Those of `remembered` with notes of what was said and nothing in a section; where there are no notes, `notes-empty` says so."""
    for talk in remembered(context):
        if talk.interview.note.told and section not in talk.interview.note.filled:
            yield talk


class Met(NamedTuple):
    """A contact who was talked with: the days of the first talk and of the last, and the first itself."""

    person: Person
    relation: Relation
    first: date
    last: date
    talk: Interview


def met(context: Context) -> Iterator[Met]:
    """The contacts whose last talk is remembered, in the order of paths, without those who are owed nothing."""
    for path, relation in context.relations.items():
        held = [(talk.when.date, talk) for talk in relation.held if talk.when is not None and not talk.note.meeting]
        if held and not relation.quiet and still_remembered(held[-1][0], context.today):
            yield Met(Person(path, relation.contact.name, relation.contact), relation, held[0][0], held[-1][0], held[0][1])


def by_hour(talks: Iterable[Talk]) -> list[Talk]:
    """Those whose time is known, in the order in which they begin."""
    return sorted((talk for talk in talks if talk.when.time is not None), key=lambda talk: (talk.begin, talk.interview.path))


def in_turn(talks: list[Talk]) -> Iterator[tuple[Talk, Talk]]:
    """Each talk but the first with that talk begun before it which ends last; `talks` are in the order of `by_hour`."""
    last: Talk | None = None
    for talk in talks:
        if last is not None:
            yield last, talk
        if last is None or talk.end > last.end:
            last = talk


def free(talks: list[Talk], talk: Talk, after: datetime, gap: int) -> datetime:
    """The first moment from `after` on with room for a talk, and `gap` minutes around it, between the others."""
    for other in talks:
        if other is not talk and later(other.end, gap) > after and other.begin < later(after, talk.minutes + gap):
            after = later(other.end, gap)
    return after


def too_close(context: Context, talks: list[Talk], talk: Talk, first: Talk, gap: int, message: str) -> Finding:
    """The duty to ask for another hour for a talk that is too close to one begun before it, with the hour from which there is room.

    Which hour it will be is for them to say: what ends the duty is the `date` that both agree on.
    """
    moment = free(talks, talk, first.end, gap)
    room = f"{moment:%H:%M}" if moment.date() == talk.when.date else f"{moment:%Y-%m-%d %H:%M}"
    return duty_before(context, talk, f"{message} (there is room from {room} on)", ANOTHER_DAY)


def duty_before(context: Context, talk: Talk, message: str, close: str, *, start: date | None = None, place: Place | None = None) -> Finding:
    """A duty of a talk ahead: its days count back from the talk's day, or from `start`."""
    start = start or talk.when.date
    days = context.days(talk.person)
    return context.duty(
        message, talk.interview.path, place or talk.when.place, start=start, person=talk.person, close=close,
        due=context.shift(start, -(days.due or 0)), late=None if days.late is None else context.shift(start, -days.late),
    )  # fmt: skip
