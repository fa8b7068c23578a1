"""Derived state: what the facts in the notes amount to on a given day (vault-format, law 1).

Nothing here is ever written to a note. A fact dated after `today` has not happened yet, so the
same notes give the state of any past day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from notes_kit.model.acts import reaches
from notes_kit.model.days import shift
from notes_kit.model.names import plain_name
from notes_kit.model.people import Contact, Event, Interview, Ref
from notes_kit.model.text import TOP, Place
from notes_kit.model.vault import Person, Vault

ENOUGH = 2
"""Messages without an answer after which no other is sent (P9: one second message; P10: then another way, or none)."""

_LINK = re.compile(r"\[\[([^\[\]|#]+)")


class Stage(StrEnum):
    """Where a conversation stands (P47), from lead to kept contact."""

    LEAD = "lead"
    ASKED = "asked"
    REPLIED = "replied"
    SCHEDULED = "scheduled"
    MET = "met"
    THANKED = "thanked"
    KEPT = "kept"
    DECLINED = "declined"
    CLOSED = "closed"


class Sign(StrEnum):
    """What shows that there was contact, in either direction."""

    TALK = "talk"
    THANKS = "thanks"
    TOUCH = "touch"
    LOG = "log"
    REPLY = "reply"
    OUTREACH = "outreach"
    ACTION = "action"
    LINKEDIN = "linkedin"
    MET = "met"


class Fact(NamedTuple):
    """A day of contact, where it is written, and what shows it."""

    date: date
    path: str
    place: Place
    sign: Sign


@dataclass(frozen=True, slots=True)
class Relation:
    """One contact on one day. `keep_in_touch` is in days, None = never.

    `unanswered` are the attempts after which nothing came back: no reply, no talk, no touch.
    `latest` is the fact behind the last of `touches`. `rhythm` is the median number of days between the
    occasions on which the two talked or wrote, where there were four and nobody has set an interval.
    """

    contact: Contact
    stage: Stage
    attempts: tuple[Event, ...]
    replied: date | None
    held: tuple[Interview, ...]
    upcoming: tuple[Interview, ...]
    unsettled: tuple[Interview, ...]
    touches: tuple[date, ...]
    keep_in_touch: int | None
    paused: bool
    ended: bool
    unanswered: tuple[Event, ...] = ()
    latest: Fact | None = None
    rhythm: int | None = None

    @property
    def last_touch(self) -> date | None:
        """The last day there was any contact, in either direction."""
        return self.touches[-1] if self.touches else None

    @property
    def next_touch(self) -> date | None:
        """The day by which to be in touch again (P43), for someone already met or asked to be kept.

        A `follow_up` that nothing has happened since goes before the interval. Where nobody has set an interval
        for this contact, twice the pair's own rhythm may come before the vault's, but never within 30 days.
        Meetings of a work vault are no talks to follow up, and whom two messages did not reach is not to be written a third (P10).
        """
        wanted = self.contact.keep_in_touch is not None or any(not talk.note.meeting for talk in self.held)
        if not wanted or self.ended or self.exhausted or not self.touches:
            return None
        chosen = self.contact.follow_up
        if chosen is not None and chosen.date > self.touches[-1]:
            return chosen.date
        if self.keep_in_touch is None:
            return None
        every = self.keep_in_touch if self.rhythm is None else min(self.keep_in_touch, max(2 * self.rhythm, _SOONEST))
        return shift(self.touches[-1], every)

    @property
    def exhausted(self) -> bool:
        """Two messages had no answer: no third is sent, for whatever reason (P9, P10)."""
        return len(self.unanswered) >= ENOUGH

    @property
    def quiet(self) -> bool:
        """Nothing is owed now: closed, declined or paused."""
        return self.ended or self.paused


def is_held(interview: Interview, today: date) -> bool:
    """Whether the talk has taken place by `today`.

    The outcome says so; without one, a talk whose day has come and whose note holds points has
    taken place: writing the note closes the duty (law 1).
    """
    if interview.when is not None and interview.when.date > today:
        return False
    if interview.outcome:
        return interview.outcome == "held"
    return interview.when is not None and interview.note.told


def is_upcoming(interview: Interview, today: date) -> bool:
    """Whether the talk is still ahead (today included) and not called off."""
    if interview.when is None or interview.when.date < today or is_held(interview, today):
        return False
    return interview.outcome in ("", "held")


def is_unsettled(interview: Interview, today: date) -> bool:
    """Whether the day has passed and nothing says what became of it."""
    return interview.when is not None and interview.when.date < today and not interview.outcome and not is_held(interview, today)


def thanks(vault: Vault, interview: Interview, person: Person, today: date) -> date | None:
    """The day on which `person` was thanked for the talk, by `today` (P29: one thank-you per person met).

    A date alone thanks everyone; `DATE [[Person]]` thanks that one.
    """
    found = _thanks(vault, interview, person, today)
    return found.date if found else None


def _thanks(vault: Vault, interview: Interview, person: Person, today: date) -> Event | None:
    for event in interview.thanked:
        if event.date <= today and person.key in (_named(vault, interview, event.words) or {person.key}):
            return event
    return None


def _named(vault: Vault, interview: Interview, words: str) -> set[str]:
    """Keys of the people of the talk whom the words name: by link, else by full name or alias."""
    people = {person.key: person for ref in interview.people for person in (vault.person(ref, interview.path),)} if words else {}
    if len(people) <= 1:
        return set()
    linked = {vault.person(Ref(target, target.strip(), TOP), interview.path).key for target in _LINK.findall(words)}
    if linked & people.keys():
        return linked & people.keys()
    text = f" {plain_name(words)} "
    named = set()
    for key, person in people.items():
        spellings = (person.name, *(person.contact.aliases if person.contact else ()))
        if any(f" {spelling} " in text for spelling in map(plain_name, spellings) if spelling):
            named.add(key)
    return named


def relation(vault: Vault, contact: Contact, today: date) -> Relation:
    """The derived state of one contact on `today`."""
    me = Person(contact.path, contact.name, contact)
    talks = vault.interviews_of.get(contact.path, ())
    held = tuple(talk for talk in talks if is_held(talk, today))
    attempts = tuple(sorted((event for event in contact.outreach if event.date <= today), key=lambda event: event.date))
    replied = contact.replied.date if contact.replied and contact.replied.date <= today else None
    thanked = [thanks(vault, talk, me, today) for talk in held if not talk.note.meeting]
    facts = [fact for fact in _facts(vault, me, contact, held, today) if fact.date <= today]
    last_talk = max((talk.when.date for talk in held if talk.when), default=None)
    declined = contact.declined is not None and contact.declined.date <= today
    closed = contact.closed is not None and contact.closed.date <= today
    upcoming = tuple(talk for talk in talks if is_upcoming(talk, today))
    tier = next((found.keep_in_touch for found in vault.settings.tiers_of(contact.tags) if found.keep_in_touch is not None), None)
    every = contact.keep_in_touch or (vault.settings.keep_in_touch if tier is None else tier) or None
    stage = Stage.LEAD
    if closed:
        stage = Stage.CLOSED
    elif declined:
        stage = Stage.DECLINED
    elif upcoming and not held:
        stage = Stage.SCHEDULED
    elif last_talk and all(thanked) and any(fact.date > last_talk for fact in facts if fact.sign in _KEPT and fact.path == contact.path):
        stage = Stage.KEPT
    elif held:
        stage = Stage.THANKED if thanked and all(thanked) else Stage.MET
    elif replied:
        stage = Stage.REPLIED
    elif attempts:
        stage = Stage.ASKED
    return Relation(
        contact=contact,
        stage=stage,
        attempts=attempts,
        replied=replied,
        held=held,
        upcoming=upcoming,
        unsettled=tuple(talk for talk in talks if is_unsettled(talk, today)),
        touches=tuple(sorted({fact.date for fact in facts})),
        keep_in_touch=None if contact.keep_in_touch_never else every,
        paused=contact.paused is not None and contact.paused.date > today,
        ended=declined or closed,
        unanswered=tuple(event for event in attempts if not _answered(event, replied, talks, facts)),
        latest=max(facts, key=lambda fact: fact.date, default=None),
        rhythm=_rhythm(facts) if contact.keep_in_touch is None and tier is None else None,
    )


def _rhythm(facts: list[Fact]) -> int | None:
    """Median days between occasions; what happens within a week (a talk, its thanks, the answer) is one occasion."""
    if len(facts) < _FEWEST:
        return None
    days = sorted({fact.date for fact in facts if fact.sign in _OCCASIONS})
    gaps: list[int] = []
    last = begun = days[0] if days else date.min
    for day in days:
        if (day - last).days > _ONE_OCCASION:
            gaps.append((day - begun).days)
            begun = day
        last = day
    gaps.sort()
    middle = len(gaps) // 2
    if len(gaps) < _FEWEST - 1:
        return None
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) // 2


def _answered(attempt: Event, replied: date | None, talks: tuple[Interview, ...], facts: list[Fact]) -> bool:
    """Whether anything came of an attempt: a reply, a talk (arranged, held or called off), or a touch after it."""
    if replied is not None and replied >= attempt.date:
        return True
    if any(talk.when is None or talk.when.date >= attempt.date for talk in talks):
        return True
    return any(fact.date > attempt.date for fact in facts if fact.sign in (Sign.TOUCH, Sign.LOG))


def relations(vault: Vault, today: date) -> dict[str, Relation]:
    """The derived state of every contact on `today`, by path."""
    return {contact.path: relation(vault, contact, today) for contact in sorted(vault.contacts, key=lambda item: item.path)}


_OCCASIONS = (Sign.TALK, Sign.TOUCH, Sign.LOG)
_FEWEST, _ONE_OCCASION, _SOONEST = 4, 7, 30
"""Occasions that make a rhythm, days within which they are one, and days before which no rhythm calls anybody cold (ours)."""

_KEPT = (Sign.TOUCH, Sign.LOG, Sign.ACTION, Sign.LINKEDIN, Sign.MET)
"""Signs in the contact's own note that keep a relation going once the talk is over."""


def _facts(vault: Vault, me: Person, contact: Contact, held: tuple[Interview, ...], today: date) -> Iterator[Fact]:
    """Every day of contact that the notes tell of; of the same day, what says most comes first.

    An action that I did is contact where doing it was a word to them (`model/acts.py`): otherwise they cannot know of it,
    and are still to be told (P44). What they had promised and did is contact in any case.
    """
    path = contact.path
    for talk in held:
        if talk.when is not None:
            yield Fact(talk.when.date, talk.path, talk.when.place, Sign.TALK)
    for talk in held:
        sent = _thanks(vault, talk, me, today)
        if sent is not None:
            yield Fact(sent.date, talk.path, sent.place, Sign.THANKS)
    yield from (Fact(event.date, path, event.place, Sign.TOUCH) for event in contact.touches)
    yield from (Fact(line.date, path, line.place, Sign.LOG) for line in contact.note.log)
    if contact.replied is not None:
        yield Fact(contact.replied.date, path, contact.replied.place, Sign.REPLY)
    yield from (Fact(event.date, path, event.place, Sign.OUTREACH) for event in contact.outreach)
    names = (contact.name, contact.note.stem, *contact.aliases)
    for note in (contact.note, *(talk.note for talk in held)):
        for task in note.tasks:
            if task.done and task.done_on is not None and (task.promised or reaches(task.text, names)):
                yield Fact(task.done_on, note.path, task.place, Sign.ACTION)
    for sign, fact in ((Sign.LINKEDIN, contact.linkedin_connected), (Sign.MET, contact.met)):
        if fact is not None:
            yield Fact(fact.date, path, fact.place, sign)
