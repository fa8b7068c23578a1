"""One person's story, gathered from their note, from the talks with them, and from what others said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from notes_kit.app.circle import around
from notes_kit.app.lint import duties
from notes_kit.app.rows import DERIVED, contact_row, duties_of, met
from notes_kit.app.session import NobodyError, Session, find_contact
from notes_kit.model.names import plain_name
from notes_kit.model.note import Section, Task
from notes_kit.model.people import Contact, Event, Interview
from notes_kit.model.state import Relation, Sign, is_held, is_upcoming, relation, thanks
from notes_kit.model.text import Source
from notes_kit.model.vault import Person, Vault
from notes_kit.parse.front_matter import find_fences
from notes_kit.parse.private import blank_private
from notes_kit.render.person import Deed, Moment, Naming, Passage, Story
from notes_kit.render.words import listing, plural
from notes_kit.themes.heard import giver_of, listen

AHEAD = 7
"""Days ahead from which duties are told, as in `due`."""

_MINE = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS)
_SHOWN = frozenset(
    ("name", "first_name", "last_name", "type", "role", "organization", "source", "channel", "email", "phone", "linkedin", "salutation", "aliases",
     "seniority", "industry", "location", "tags", "outreach", "replied", "declined", "touches", "last_contact", "linkedin_connected", "met", "follow_up",
     "note.paused", "closed", "confidential")
)  # fmt: skip
"""Properties that the page says in its own way; all others are listed by name."""

_OF = {
    Sign.TALK: "a talk", Sign.THANKS: "your thanks", Sign.TOUCH: "a touch", Sign.LOG: "your log", Sign.REPLY: "their reply",
    Sign.OUTREACH: "your message", Sign.ACTION: "an action", Sign.LINKEDIN: "LinkedIn", Sign.MET: "you met",
}  # fmt: skip


def story(session: Session, name: str) -> Story:
    """The story of the person that `name` means: a contact, or somebody whom the notes only name.

    Raises:
        notes_kit.app.session.NobodyError: nobody goes by that name, or several do.
    """
    vault = around(session, session.relative(name) if name.endswith(".md") else name, points=True)
    teller = Teller(vault, session.today, who_is(session, vault, name))
    me = teller.me
    owed = [item for item in duties(session, AHEAD) if teller.concerns(item.about, item.contact or "")]
    groups, mine = teller.said()
    told = Story(
        today=session.today, name=me.name, moments=tuple(teller.moments()), duties=tuple(owed), groups=groups, mine=mine,
        deeds=tuple(teller.deeds()), named_by=tuple(teller.named_by), led_to=tuple(teller.led_to()),
    )  # fmt: skip
    if me.contact is None:
        return told
    row = contact_row(vault, session.today, me.contact, duties_of(session), private=True)
    state = teller.state
    return replace(
        told,
        path=me.contact.path,
        row=row,
        about=about_text(session, me.contact.path),
        latest=_OF[state.latest.sign] if state and state.latest else "",
        closed=_closed(me.contact, session.today),
        more=tuple(key for key, value in row.items() if key not in _SHOWN and key not in DERIVED["contacts"] and value not in (None, ())),
    )


def who_is(session: Session, vault: Vault, name: str) -> Person:
    """The contact that a name means, else the one person without a note whom it fits."""
    try:
        contact = find_contact(vault, session.relative(name) if name.endswith(".md") else name)
    except NobodyError:
        found = _without_note(vault, name)
        if found is None:
            raise
        return found
    return Person(contact.path, contact.name, contact)


def _without_note(vault: Vault, name: str) -> Person | None:
    people: dict[str, Person] = {}
    for talk in vault.interviews:
        for ref in (*talk.people, *talk.referrals):
            person = vault.person(ref, talk.path)
            people.setdefault(person.key, person)
    for contact in vault.contacts:
        giver = giver_of(vault, contact)
        if giver is not None:
            people.setdefault(giver.key, giver)
    want = plain_name(name)
    bare = [person for person in people.values() if person.contact is None and want]
    exact = [person for person in bare if plain_name(person.name) == want]
    part = [person for person in bare if set(want.split()) <= set(plain_name(person.name).split())]
    return next((found[0] for found in (exact, part) if len(found) == 1), None)


def about_text(session: Session, path: str) -> str:
    """What stands in the note between its properties and its first heading."""
    try:
        source: Source = session.source(path)
    except OSError:
        return ""
    fences = find_fences(source.text)
    words: list[str] = []
    for line in blank_private(source.text[fences.body if fences else 0 :]).splitlines():
        if line.startswith(("#", ">")):
            break
        words += line.replace("\u00a0", " ").split()
    return " ".join(words)


def _closed(contact: Contact, today: date) -> str:
    event = contact.closed
    if event is not None and event.date <= today:
        return f"{event.words or 'no reason given'} ({event.date})"
    return ""


@dataclass(frozen=True)
class Teller:
    """Gathers what is told of one person."""

    vault: Vault
    today: date
    me: Person

    @cached_property
    def talks(self) -> tuple[Interview, ...]:
        """The talks with them, by date."""
        return self.vault.interviews_of.get(self.me.key, ())

    @cached_property
    def state(self) -> Relation | None:
        """Where the relation stands; None for somebody without a note."""
        return relation(self.vault, self.me.contact, self.today) if self.me.contact else None

    def concerns(self, about: str, name: str) -> bool:
        """Whether a finding about the note `about`, or about somebody of that name without one, is about this person."""
        return about == self.me.key if about else self.me.contact is None and plain_name(name) == plain_name(self.me.name)

    def begun(self, talk: Interview) -> bool:
        """Whether a talk does not lie ahead, so that somebody can have been named in it."""
        return talk.when is None or talk.when.date <= self.today

    def moments(self) -> list[Moment]:
        """Every dated fact in order; talks without a date last."""
        found = [*self._from_note(), *self._from_talks()]
        found += [Moment("named", f"by {one.name}", one.path, one.line, one.on) for one in self.named_by if one.on]
        return sorted(found, key=lambda one: (one.date or date.max, one.date is None, ORDER.get(one.what, 9), one.path, one.line))

    def _from_note(self) -> Iterator[Moment]:
        contact = self.me.contact
        if contact is None:
            return
        path = contact.path
        for what, events in (("asked", contact.outreach), ("touch", contact.touches), ("closed", (contact.closed,) if contact.closed else ())):
            yield from (Moment(what, _event(event), path, event.place.line, event.date) for event in events)
        for what, day in (("met", contact.met), ("replied", contact.replied), ("declined", contact.declined), ("LinkedIn", contact.linkedin_connected),
                          ("follow up", contact.follow_up), ("pause ends", contact.paused)):  # fmt: skip
            if day is not None:
                yield Moment(what, "", path, day.place.line, day.date, day.time)
        yield from (Moment("log", line.words, path, line.place.line, line.date) for line in contact.note.log)
        yield from self._done(contact.note.tasks, path)

    def _from_talks(self) -> Iterator[Moment]:
        for talk in self.talks:
            when = talk.when
            line = when.place.line if when else 1
            yield Moment(self._what(talk), self._talk(talk), talk.path, line, when.date if when else None, when.time if when else None)
            if talk.confirmed is not None:
                yield Moment("confirmed", "", talk.path, talk.confirmed.place.line, talk.confirmed.date)
            sent = thanks(self.vault, talk, self.me, date.max)
            if sent is not None:
                place = next(event.place for event in talk.thanked if event.date == sent)
                yield Moment("thanked", "", talk.path, place.line, sent)
            yield from self._done(talk.note.tasks, talk.path)

    def _done(self, tasks: Iterable[Task], path: str) -> Iterator[Moment]:
        for task in tasks:
            if task.done and task.done_on is not None:
                yield Moment("they did" if task.promised else "you did", task.text, path, task.place.line, task.done_on)

    def _what(self, talk: Interview) -> str:
        if is_held(talk, self.today) or is_upcoming(talk, self.today) or talk.when is None:
            return "talk"
        return talk.outcome if talk.outcome not in ("", "held") else "unsettled"

    def _talk(self, talk: Interview) -> str:
        """What a talk was: how, how long, with whom else, whom they named."""
        length = talk.actual_duration or talk.duration
        parts = [talk.format, f"{length} min" if length else ""]
        others = [person.name for person in met(self.vault, talk) if person.key != self.me.key]
        if others:
            parts.append(f"with {listing(others)}")
        if is_upcoming(talk, self.today) and talk.location:
            parts.append(talk.location)
        if talk.referrals:
            parts.append(f"named {listing(self.vault.person(ref, talk.path).name for ref in talk.referrals)}")
        elif talk.asked_none:
            parts.append("asked, named nobody")
        if talk.note.points:
            parts.append(plural(len(talk.note.points), "point"))
        return ", ".join(part for part in parts if part)

    def said(self) -> tuple[tuple[tuple[str, tuple[Passage, ...]], ...], tuple[Passage, ...]]:
        """What they said, by theme and, where a point has none, by heading, each point once; and what I made of it."""
        mine_too = {talk.path for talk in self.talks}
        heard = listen(self.vault, self.today, where=lambda talk: talk.path in mine_too)
        hidden = {(talk.path, point.place.line) for talk in self.talks for point in talk.note.points if point.private or talk.note.confidential}
        themed: dict[str, list[Passage]] = {}
        other: dict[str, list[Passage]] = {}
        mine: list[Passage] = []
        for said in heard.points:
            passage = Passage(said, (said.path, said.line) in hidden)
            if said.section in _MINE:
                mine.append(passage)
            elif said.themes:
                themed.setdefault(said.themes[0], []).append(passage)
            else:
                other.setdefault(said.headings[-1] if said.headings else "without a heading", []).append(passage)
        groups = [*sorted(themed.items(), key=lambda item: -len(item[1])), *other.items()]
        return tuple((name, tuple(group)) for name, group in groups), tuple(mine)

    def deeds(self) -> list[Deed]:
        """What is still to be done, by me or by them: the earliest first, undated ones last."""
        notes = [talk.note for talk in self.talks] + ([self.me.contact.note] if self.me.contact else [])
        found = []
        for note in notes:
            for task in note.tasks:
                undone = task.open or (task.done and task.done_on is not None and task.done_on > self.today)
                if undone and task.text:
                    hidden = task.private or note.confidential
                    found.append(Deed(task.text, note.path, task.place.line, task.due or task.scheduled, task.promised, hidden))
        return sorted(found, key=lambda one: (one.due or date.max, one.path, one.line))

    @cached_property
    def named_by(self) -> list[Naming]:
        """Who named them, and where; and who their note says led to them, where no talk does."""
        found: list[Naming] = []
        for talk in filter(self.begun, self.vault.interviews):
            for ref in talk.referrals:
                if self.vault.person(ref, talk.path).key == self.me.key:
                    givers = [giver for giver in met(self.vault, talk) if giver.key != self.me.key]
                    found += [self._naming(giver, talk, talk.path, ref.place.line) for giver in givers]
        contact = self.me.contact
        source = giver_of(self.vault, contact) if contact else None
        if source is not None and contact and contact.source and source.name not in {one.name for one in found}:
            found.append(self._naming(source, None, contact.path, contact.source.place.line))
        return sorted(found, key=lambda one: (one.on or date.max, one.path, one.line))

    def led_to(self) -> list[Naming]:
        """Whom they named, and whose note says that they led there."""
        found: dict[str, Naming] = {}
        for talk in filter(self.begun, self.talks):
            for ref in talk.referrals:
                person = self.vault.person(ref, talk.path)
                if person.key not in (self.me.key, "?"):
                    found.setdefault(person.key, self._naming(person, talk, talk.path, ref.place.line))
        for contact in self.vault.contacts:
            giver = giver_of(self.vault, contact)
            if giver is not None and giver.key == self.me.key and contact.source is not None:
                person = Person(contact.path, contact.name, contact)
                found.setdefault(person.key, self._naming(person, None, contact.path, contact.source.place.line))
        return sorted(found.values(), key=lambda one: (one.on or date.max, one.path, one.line))

    def _naming(self, person: Person, talk: Interview | None, path: str, line: int) -> Naming:
        day = talk.when.date if talk is not None and talk.when else None
        contact = person.contact
        stage = relation(self.vault, contact, self.today).stage.value if contact else ""
        return Naming(person.name, day, path, line, contact.path if contact else "", stage)


ORDER = {what: at for at, what in enumerate(("named", "met", "asked", "replied", "declined", "confirmed", "talk", "thanked"))}
"""What comes first on one day."""


def _event(event: Event) -> str:
    return " ".join(part for part in (event.channel, event.nature, event.words) if part)
