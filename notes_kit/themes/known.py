"""Everybody and every place that notes name, with what to call them instead: what a redacted output must not hold (P35)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from notes_kit.model.names import plain_name
from notes_kit.model.note import Note
from notes_kit.model.people import Contact, Interview, Ref
from notes_kit.model.sources import hidden_paths
from notes_kit.model.vault import Vault
from notes_kit.parse.values import clean, ref

OWNER = "the author"
"""What a redacted output calls whoever keeps the notes."""

_LAST = date.max


class Sort(StrEnum):
    """What kind of thing is known, as a message says it."""

    PERSON = "a person's name"
    ORGANIZATION = "an organisation's name"
    OTHER = "a name that a link tells"
    EMAIL = "an e-mail address"
    PHONE = "a phone number"
    ADDRESS = "a web address"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody or something that notes name: `label` is what stands in its place, `names` are all spellings.

    `emails`, `phones` and `addresses` are as written. `key` is the person's (`Vault.person`), or the organisation's path or plain name.
    """

    key: str
    label: str
    sort: Sort
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass
class _Entry:
    """One of them while the notes are read; `first` is the day on which they first tell of it."""

    names: dict[str, None] = field(default_factory=dict)
    emails: dict[str, None] = field(default_factory=dict)
    phones: dict[str, None] = field(default_factory=dict)
    addresses: dict[str, None] = field(default_factory=dict)
    first: date = _LAST
    hidden: bool = True

    def tell(self, names: Iterable[str], day: date | None, *, hidden: bool) -> None:
        """Add spellings, and the day of the note that has them."""
        self.names.update(dict.fromkeys(name for name in names if name.strip()))
        if not hidden:
            self.hidden = False
            self.first = min(self.first, day or _LAST)


def known_names(vault: Vault) -> tuple[Known, ...]:
    """All that a vault names, confidential notes included. A label stays the same while nobody new comes in between.

    People and organisations are counted in the order in which the public notes first tell of them, by day, so
    that nothing about a name (its place in the alphabet) shows; what only confidential notes name comes last.
    """
    away = hidden_paths(vault)
    people = _people(vault, away)
    places = _organizations(vault, away)
    owner = _owner(vault)
    taken = {plain_name(name) for entry in (*people.values(), *places.values(), owner) for name in entry.names}
    found = [_known(key, f"Person {letters(at)}", Sort.PERSON, entry) for at, (key, entry) in enumerate(_in_turn(people))]
    found += [_known(key, f"Organisation {at}", Sort.ORGANIZATION, entry) for at, (key, entry) in enumerate(_in_turn(places), 1)]
    if owner.names or owner.emails:
        found.append(_known("", OWNER, Sort.PERSON, owner))
    others = _linked_only(vault, away, taken)
    found += [Known(f"?{name}", f"Name {at}", Sort.OTHER, (name,)) for at, name in enumerate(others, 1)]
    return tuple(found)


def letters(number: int) -> str:
    """A, B … Z, AA, AB …, from 0."""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word


def _in_turn(table: Mapping[str, _Entry]) -> list[tuple[str, _Entry]]:
    return sorted(table.items(), key=lambda item: (item[1].hidden, item[1].first, item[0]))


def _known(key: str, label: str, sort: Sort, entry: _Entry) -> Known:
    return Known(key, label, sort, tuple(entry.names), tuple(entry.emails), tuple(entry.phones), tuple(entry.addresses))


def _people(vault: Vault, away: frozenset[str]) -> dict[str, _Entry]:
    """Contacts, and whoever is met, named as a referral or as a source without a note of their own."""
    table: dict[str, _Entry] = {}
    for contact in vault.contacts:
        entry = table.setdefault(contact.path, _Entry())
        entry.tell(_spellings(contact), _first(contact), hidden=contact.path in away)
        entry.emails.update(dict.fromkeys(contact.email))
        entry.phones.update(dict.fromkeys(contact.phone))
        entry.addresses.update(dict.fromkeys(_urls(contact.note)))
    for who, path, day in _named(vault):
        note = vault.resolve(who.name, path)
        person = vault.person(who, path)
        if person.key.strip("?") and not (note is not None and note.type in ("profile", "organization")):
            names = (person.name, who.shown, who.target.rsplit("/", 1)[-1])
            table.setdefault(person.key, _Entry()).tell(names, day, hidden=path in away or person.key in away)
    return table


def _named(vault: Vault) -> Iterator[tuple[Ref, str, date | None]]:
    for talk in vault.interviews:
        for who in (*talk.people, *talk.referrals):
            yield who, talk.path, _day(talk)
    for contact in vault.contacts:
        if contact.source is not None and contact.source.target:
            yield contact.source, contact.path, _first(contact)


def _spellings(contact: Contact) -> Iterator[str]:
    yield contact.name
    yield contact.note.stem
    yield from contact.aliases
    parts = [clean(item.values[0].raw) for item in (contact.note.get("first_name"), contact.note.get("last_name")) if item]
    if len(parts) > 1:
        yield " ".join(parts)
    else:
        yield from parts


def _first(contact: Contact) -> date | None:
    facts = [contact.met, contact.replied, *contact.outreach, *contact.touches]
    return min((fact.date for fact in facts if fact is not None), default=None)


def _day(talk: Interview) -> date | None:
    return talk.when.date if talk.when else None


def _urls(note: Note) -> Iterator[str]:
    for name in ("linkedin", "website"):
        item = note.get(name)
        yield from (clean(value.raw) for value in (item.values if item else ()))


def _organizations(vault: Vault, away: frozenset[str]) -> dict[str, _Entry]:
    """Organisations with a note, and those that a contact's property names."""
    table: dict[str, _Entry] = {}
    for note in vault.of_type("organization"):
        names = [note.stem]
        for name in ("name", "aliases"):
            item = note.get(name)
            names += [clean(value.raw) for value in (item.values if item else ())]
        entry = table.setdefault(note.path, _Entry())
        entry.tell(names, None, hidden=note.path in away)
        entry.addresses.update(dict.fromkeys(_urls(note)))
    for contact in vault.contacts:
        if contact.organization is not None:
            _employer(table, vault, contact.organization, contact.path, _first(contact), hidden=contact.path in away)
    for note in vault.of_type("profile"):
        item = note.get("organization")
        for value in item.values if item else ():
            _employer(table, vault, ref(value.raw), note.path, None, hidden=note.path in away)
    return table


def _employer(table: dict[str, _Entry], vault: Vault, where: Ref, source: str, day: date | None, *, hidden: bool) -> None:
    note = vault.resolve(where.name, source)
    key = note.path if note is not None and note.type in ("organization", "") else f"?{plain_name(where.name)}"
    if key != "?":
        names = (where.shown, where.target.rsplit("/", 1)[-1], note.stem if note is not None and note.type in ("organization", "") else "")
        table.setdefault(key, _Entry()).tell(names, day, hidden=hidden)


def _owner(vault: Vault) -> _Entry:
    """Whoever keeps the notes: the profile's name and addresses."""
    entry = _Entry()
    for note in vault.of_type("profile"):
        for name, table in (("name", entry.names), ("aliases", entry.names), ("email", entry.emails), ("phone", entry.phones)):
            item = note.get(name)
            table.update(dict.fromkeys(clean(value.raw) for value in (item.values if item else ()) if value.raw.strip()))
        entry.addresses.update(dict.fromkeys(_urls(note)))
    return entry


def _linked_only(vault: Vault, away: frozenset[str], taken: set[str]) -> list[str]:
    """What links in talks and contacts spell as a name is spelled and lead to no note, such as `[[Chloe Marsh]]`."""
    found: dict[str, str] = {}
    for path in sorted(vault.notes):
        note = vault.notes[path]
        if path in away or note.type not in ("contact", "interview", "profile", "organization"):
            continue
        for link in note.links:
            target = link.target.rsplit("/", 1)[-1].strip()
            words = target.split()
            named = len(words) > 1 and all(word[:1].isupper() for word in words if len(word) > 3)  # noqa: PLR2004 - of, van, der
            if named and link.wiki and not link.private and plain_name(target) not in taken and vault.resolve(link.target, path) is None:
                found.setdefault(plain_name(target), target)
    return [found[key] for key in sorted(found)]
