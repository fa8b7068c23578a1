"""What to sort out first in a vault that just grew: whom notes name, where links lead, how often people are heard of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from notes_kit.app.importing import known_people
from notes_kit.app.match import People, name_words
from notes_kit.app.session import Session
from notes_kit.model.card import Card
from notes_kit.model.names import fold, plain_name
from notes_kit.model.note import Link, Note
from notes_kit.model.people import Contact, Ref
from notes_kit.model.state import Relation, Stage, relations
from notes_kit.model.text import Place
from notes_kit.model.vault import Vault
from notes_kit.render.triaged import Loose, Rhythm, Spoken, Triage, Unnoted
from notes_kit.rules.words import shell
from notes_kit.themes.heard import giver_of

INTERVALS = ((14, "2w"), (30, "30d"), (42, "6w"), (60, "60d"), (91, "3m"), (182, "6m"), (365, "1y"))
"""Intervals that people keep, in days and as a note says them; a rhythm gets the next longer one (P43: every few months)."""

_FEWEST = 3
"""Touches that make it worth an interval where two people never met."""
_GIVERS = 3


@dataclass
class _Named:
    """Somebody without a note, while they are counted."""

    name: str
    notes: dict[str, Place] = field(default_factory=dict)
    by: dict[str, None] = field(default_factory=dict)


def triage(session: Session) -> Triage:
    """The whole vault looked through, most named first."""
    finder = _Finder(session.vault(points=True), session)
    return Triage(finder.people(), finder.links(), finder.rhythms(), finder.spoken(), len(finder.leads))


@dataclass
class _Finder:
    """Looks through one vault; what several questions need is found once."""

    vault: Vault
    session: Session

    @cached_property
    def relations(self) -> dict[str, Relation]:
        return relations(self.vault, self.session.today)

    @cached_property
    def leads(self) -> dict[str, Contact]:
        """Who was imported and with whom nothing has happened yet, by path."""
        return {
            contact.path: contact
            for contact in self.vault.contacts
            if contact.note.get("imported") and self.relations[contact.path].stage is Stage.LEAD and not contact.touches and not contact.note.log
        }

    @cached_property
    def unnoted(self) -> dict[str, _Named]:
        """People without a note whom talks and contacts name, by the key of their name."""
        found: dict[str, _Named] = {}
        for talk in self.vault.interviews:
            met = [self.vault.person(ref, talk.path) for ref in talk.people]
            for ref in (*talk.people, *talk.referrals):
                giver = next((one.name for one in met if ref in talk.referrals), "")
                self._name(found, ref, talk.path, giver)
        for contact in self.vault.contacts:
            if contact.source is not None and giver_of(self.vault, contact) is not None:
                self._name(found, contact.source, contact.path, "")
        for note, link in self._loose_links():
            person = found.get(_key(link.target))
            if person is not None:
                person.notes.setdefault(note.path, link.place)
        return found

    def _name(self, found: dict[str, _Named], ref: Ref, path: str, giver: str) -> None:
        person = self.vault.person(ref, path)
        if person.contact is not None or self.vault.resolve(ref.name, path) is not None or not plain_name(person.name):
            return
        named = found.setdefault(_key(person.name), _Named(person.name))
        named.notes.setdefault(path, ref.place)
        if giver:
            named.by.setdefault(giver)

    def people(self) -> tuple[Unnoted, ...]:
        """Whom the most notes name, without a note of their own."""
        out = []
        for one in self.unnoted.values():
            path, place = min(one.notes.items())
            by = tuple(one.by)
            source = f" --source {shell(by[0])}" if by else ""
            out.append(Unnoted(one.name, len(one.notes), by[:_GIVERS], path, place.line, f"notes-kit new contact {shell(one.name)}{source}"))
        return tuple(sorted(out, key=lambda one: (-one.notes, fold(one.name))))

    def _loose_links(self) -> Iterator[tuple[Note, Link]]:
        """Links of typed notes to nothing; a file that is no note may be anywhere."""
        for path in sorted(self.vault.notes):
            note = self.vault.notes[path]
            for link in note.links if note.type else ():
                name = link.target.rsplit("/", 1)[-1]
                ending = name.rpartition(".")[2] if "." in name[1:] else ""
                other_file = bool(ending) and ending.casefold() != "md" and len(ending) <= 5 and " " not in ending  # noqa: PLR2004 - as file endings are
                if link.target.strip() and not link.embed and not other_file and not self.vault.targets(link.target, path):
                    yield note, link

    def links(self) -> tuple[Loose, ...]:
        """Links to nothing that are no people, with the notes that may be meant."""
        found: dict[str, tuple[str, dict[str, Place]]] = {}
        for note, link in self._loose_links():
            key = _key(link.target)
            if key not in self.unnoted:
                shown = f"[[{link.target}]]" if link.wiki else link.target
                found.setdefault(key, (shown, {}))[1].setdefault(note.path, link.place)
        people = known_people(self.vault) if found else People()
        out = []
        for shown, notes in found.values():
            path, place = min(notes.items())
            name = shown.strip("[]").rsplit("/", 1)[-1]
            near = people.look(Card(name), ()).known if len(name_words(name)) > 1 else ()
            out.append(
                Loose(shown, len(notes), path, place.line, tuple(f"[[{one.path.rsplit('/', 1)[-1].removesuffix('.md')}]]" for one in near[:2]))
            )
        return tuple(sorted(out, key=lambda one: (-one.notes, fold(one.target))))

    def rhythms(self) -> tuple[Rhythm, ...]:
        """People with a rhythm and no interval, and people who were often written to and never met: nobody else minds them."""
        out = []
        for path, relation in self.relations.items():
            contact = relation.contact
            if relation.quiet or contact.keep_in_touch is not None or contact.keep_in_touch_never:
                continue
            days = sorted(
                {event.date for event in contact.touches}
                | {line.date for line in contact.note.log}
                | {one.when.date for one in relation.held if one.when}
            )
            days = [day for day in days if day <= self.session.today]
            gap = relation.rhythm
            if gap is None and not relation.held and len(days) >= _FEWEST:
                gaps = sorted((later - day).days for day, later in pairwise(days))
                gap = gaps[len(gaps) // 2]
            every = next((words for most, words in INTERVALS if gap is not None and gap <= most), "")
            if gap is not None and every and not (relation.held and gap >= self.vault.settings.keep_in_touch):
                out.append(Rhythm(contact.name, path, gap, len(days), every))
        return tuple(sorted(out, key=lambda one: (one.days, fold(one.name))))

    def _refs(self) -> Iterator[tuple[str, Ref]]:
        """Everybody whom a property names, and the note that it stands in."""
        for talk in self.vault.interviews:
            yield from ((talk.path, ref) for ref in (*talk.people, *talk.referrals))
        yield from ((contact.path, contact.source) for contact in self.vault.contacts if contact.source is not None)

    def spoken(self) -> tuple[Spoken, ...]:
        """Imported people of whom notes speak: named in a property, by a link, or by their full name in what somebody said."""
        mentions: dict[str, dict[str, int]] = {}
        by_name: dict[tuple[str, ...], str] = {}
        for path, contact in self.leads.items():
            words = tuple(plain_name(contact.name).split())
            if len(words) > 1:
                by_name.setdefault(words, path)
        longest = max(map(len, by_name), default=0)
        for path, ref in self._refs():
            person = self.vault.person(ref, path)
            if person.contact is not None and person.contact.path in self.leads and person.contact.path != path:
                mentions.setdefault(person.contact.path, {}).setdefault(path, ref.place.line)
        for path, note in self.vault.notes.items():
            for link in note.links:
                for target in self.vault.targets(link.target, path)[:1]:
                    if target in self.leads and target != path:
                        mentions.setdefault(target, {}).setdefault(path, link.place.line)
            for text, line in _said(note) if by_name else ():
                words = tuple(plain_name(text).split())
                for at in range(len(words)):
                    for size in range(2, longest + 1):
                        who = by_name.get(words[at : at + size])
                        if who is not None and who != path:
                            mentions.setdefault(who, {}).setdefault(path, line)
        out = [Spoken(self.leads[who].name, len(notes), who, *min(notes.items())) for who, notes in mentions.items()]
        return tuple(sorted(out, key=lambda one: (-one.notes, fold(one.name))))


def _said(note: Note) -> Iterator[tuple[str, int]]:
    """What stands in a note as words, with its lines."""
    for point in note.points:
        yield point.text, point.place.line
        yield from ((reason.text, reason.place.line) for reason in point.reasons)
    yield from ((task.text, task.place.line) for task in note.tasks)
    yield from ((line.words, line.place.line) for line in note.log)


def _key(target: str) -> str:
    """A person as links to them are compared, whatever the order of the names."""
    return " ".join(sorted(plain_name(target.rsplit("/", 1)[-1].removesuffix(".md")).split()))
