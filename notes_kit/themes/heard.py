"""Who was heard, in which talks, and what they said: the one reading of the notes that all of the synthesis shares."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from notes_kit.model.names import fold
from notes_kit.model.note import Heading, Note, Point, Section
from notes_kit.model.people import Contact, Interview, Ref
from notes_kit.model.sources import in_period
from notes_kit.model.state import is_held
from notes_kit.model.vault import Person, Vault
from notes_kit.themes.codebook import Codebook, read_codebook, theme_names
from notes_kit.themes.report import LeftOut
from notes_kit.themes.voices import Because, Said, Voice

OWN_WORDS = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS)
"""Sections of a talk that hold what I made of it: no person's voice (P31)."""


@dataclass(frozen=True)
class Talk:
    """A held talk with the people met, what they said, and the themes that its property names, with their lines."""

    interview: Interview
    people: tuple[Voice, ...]
    points: tuple[Said, ...]
    themes: tuple[tuple[str, int], ...]

    @property
    def path(self) -> str:
        """The note's path."""
        return self.interview.path

    @property
    def said(self) -> tuple[Said, ...]:
        """What the people met said, without what I made of it."""
        return tuple(said for said in self.points if not said.own)

    @property
    def date(self) -> date | None:
        """The day of the talk."""
        return self.interview.when.date if self.interview.when else None


@dataclass(frozen=True)
class Heard:
    """The talks of a period in the order in which they were held, undated ones last."""

    vault: Vault
    today: date
    talks: tuple[Talk, ...]
    voices: Mapping[str, Voice]
    codebook: Codebook
    left_out: tuple[LeftOut, ...]
    chosen: Callable[[Interview], bool]

    @property
    def people(self) -> tuple[Voice, ...]:
        """Everybody heard, by name."""
        keys = {voice.key for talk in self.talks for voice in talk.people}
        return in_order(self.voices[key] for key in keys)

    @property
    def points(self) -> list[Said]:
        """Everything said, in order."""
        return [said for talk in self.talks for said in talk.points]


def in_order(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Each person once, by name."""
    return tuple(sorted(set(voices), key=lambda voice: (voice.name.casefold(), voice.name, voice.key)))


def one_line(text: str) -> str:
    """A text with every run of white space as one space: a hidden passage leaves no gap that could be measured."""
    return " ".join(text.split())


def listen(
    vault: Vault, today: date, since: date | None = None, until: date | None = None, where: Callable[[Interview], bool] | None = None
) -> Heard:
    """Read the held talks of a public vault between `since` and `until` (both included) that `where` accepts."""

    def chosen(talk: Interview) -> bool:
        return in_period(talk.when.date if talk.when else None, since, until) and (where is None or where(talk))

    selected = [talk for talk in vault.interviews if chosen(talk)]
    held = sorted((talk for talk in selected if is_held(talk, today)), key=_when)
    met = {talk.path: people_of(vault, talk) for talk in held}
    voices = _voices(vault, [person for people in met.values() for person in people])
    spelled = [name for talk in held for name, _ in theme_names(talk.note)]
    spelled += [name for talk in held for point in talk.note.points for name in point.themes]
    codebook = read_codebook(vault, spelled)
    talks = tuple(_talk(talk, tuple(voices[person.key] for person in met[talk.path]), codebook) for talk in held)
    left = tuple(
        LeftOut(talk.path, _why(talk, today), len(talk.note.points)) for talk in sorted(selected, key=_when)
        if talk.note.points and not is_held(talk, today)
    )  # fmt: skip
    return Heard(vault, today, talks, voices, codebook, left, chosen)


def organization_of(vault: Vault, where: Ref | None, source: str) -> str:
    """What to call an organisation: its note's name, else the words used."""
    if where is None:
        return ""
    note = vault.resolve(where.name, source)
    if note is None or note.type not in ("organization", ""):
        return where.shown
    name = note.get("name")
    return one_line(name.values[0].raw) if name and note.type == "organization" else note.stem if where.target else where.shown


def giver_of(vault: Vault, contact: Contact) -> Person | None:
    """The person who led to a contact; None where it was no person, or nobody is named."""
    if contact.source is None:
        return None
    person = vault.person(contact.source, contact.path)
    if person.contact is not None:
        return person if person.key != contact.path else None
    known = vault.resolve(contact.source.name, contact.path)
    return person if contact.source.target and known is None else None


def _when(talk: Interview) -> tuple[bool, str, str]:
    when = talk.when
    return (when is None, f"{when.date.isoformat()} {when.time or ''}" if when else "", talk.path)


def _why(talk: Interview, today: date) -> str:
    if talk.when is None:
        return "the note has no date"
    if talk.when.date > today:
        return f"the talk is on {talk.when.date.isoformat()}"
    return f"the outcome is {talk.outcome}"


def people_of(vault: Vault, talk: Interview) -> tuple[Person, ...]:
    """The people met, each once; the vault's owner, who may be listed as present, is not one of them."""
    found: dict[str, Person] = {}
    for who in talk.people:
        note = vault.resolve(who.name, talk.path)
        person = vault.person(who, talk.path)
        if person.key.strip("?") and not (note and note.type == "profile"):
            found.setdefault(person.key, person)
    return tuple(found.values())


def _voices(vault: Vault, people: Iterable[Person]) -> dict[str, Voice]:
    """The people by key; those who share a name are told apart by their note's."""
    spelled: dict[str, list[Person]] = {}
    for person in sorted(people, key=lambda person: (person.key, person.name)):
        spelled.setdefault(person.key, []).append(person)
    voices = {key: _voice(vault, same[0]) for key, same in spelled.items()}
    shared = Counter(fold(voice.name) for voice in voices.values())
    for key, voice in voices.items():
        if shared[fold(voice.name)] > 1 and voice.path:
            voices[key] = replace(voice, name=f"{voice.name} ({voice.path.removesuffix('.md')})")
    return voices


def _voice(vault: Vault, person: Person) -> Voice:
    contact = person.contact
    if contact is None:
        return Voice(person.key, one_line(person.name))
    giver = giver_of(vault, contact)
    source = ""
    if giver is not None:
        source = giver.name
    elif contact.source is not None:
        source = contact.source.shown
    return Voice(
        key=person.key, name=one_line(contact.name), path=contact.path, role=one_line(contact.role), seniority=contact.seniority,
        organization=one_line(organization_of(vault, contact.organization, contact.path)), industry=one_line(contact.industry),
        source=one_line(source), referred=giver is not None,
    )  # fmt: skip


def _talk(talk: Interview, people: tuple[Voice, ...], codebook: Codebook) -> Talk:
    note = talk.note
    day = talk.when.date if talk.when else None
    lines = [heading.place.line for heading in note.headings]
    points = tuple(_said(point, note, lines, people, day, codebook) for point in sorted(note.points, key=lambda point: point.place))
    return Talk(talk, people, points, tuple(theme_names(note)))


def _said(point: Point, note: Note, lines: list[int], people: tuple[Voice, ...], day: date | None, codebook: Codebook) -> Said:
    themes = tuple(dict.fromkeys(codebook.name(codebook.key(name)) for name in point.themes if codebook.key(name)))
    anchor = ""
    if point.headings:
        above = note.headings[: bisect_right(lines, point.place.line)]
        anchor = next((_anchor(heading, note) for heading in reversed(above) if heading.text == point.headings[-1]), "")
    own = point.section in OWN_WORDS
    return Said(
        people=() if own else people, date=day, path=note.path, line=point.place.line, text=one_line(point.text), section=point.section,
        headings=tuple(one_line(text) for text in point.headings), anchor=anchor, block=point.block, quote=point.quote,
        quotes=tuple(one_line(words) for words in point.quotes), stance=point.stance,
        reasons=tuple(Because(one_line(reason.text), reason.place.line, reason.depth) for reason in point.reasons),
        themes=themes, skills=point.skills, own=own,
    )  # fmt: skip


def _anchor(heading: Heading, note: Note) -> str:
    """A heading as it stands in the note, with the tags that reading it takes off at both ends."""
    tags = sorted((tag.place.column, tag.name) for tag in note.tags if tag.place.line == heading.place.line and f"#{tag.name}" not in heading.text)
    before = [name for column, name in tags if column == heading.place.column]
    after = [name for column, name in tags if column != heading.place.column]
    return one_line(" ".join([*before, heading.text, *after]))
