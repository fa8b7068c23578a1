"""Notes to people and talks: each property read by its kind. What cannot be read is left out, having been reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from notes_kit.model.names import plain_name
from notes_kit.model.note import Field, Note, Value, own_spelling_first
from notes_kit.model.people import Contact, Dated, Event, Interview, OwnDays, Ref, Waiver
from notes_kit.model.schema import CONTACT, INTERVIEW
from notes_kit.model.settings import Settings
from notes_kit.model.text import TOP
from notes_kit.model.vault import Vault
from notes_kit.parse import values as read

_CHOICES = {prop.name: prop.choices for prop in (*CONTACT, *INTERVIEW) if prop.choices}
NAMES = ("name", "first_name", "last_name", "aliases")
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_DIGITS = re.compile(r"((?:19|20)\d{6}|\d{6})(?=[ _-]|\Z)")
_SHORT = 6  # digits of a day without its century
NONE_WORDS = ("none", "nobody", "no one", "asked, none", "-", "no")


class _Values:
    """The values of a note's properties by schema name."""

    def __init__(self, note: Note) -> None:
        self.table: dict[str, list[Field]] = {}
        for field in note.fields:
            if field.known and field.values:
                self.table.setdefault(field.name, []).append(field)
        self.table = {name: own_spelling_first(fields) if len(fields) > 1 else fields for name, fields in self.table.items()}

    def all(self, name: str) -> list[Value]:
        return [value for field in self.table.get(name, ()) for value in field.values]

    def first(self, name: str) -> Value | None:
        fields = self.table.get(name)
        return fields[0].values[0] if fields else None

    def text(self, name: str) -> str:
        value = self.first(name)
        return read.clean(value.raw) if value else ""

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(read.clean(value.raw) for value in self.all(name))) if name in self.table else ()

    def ref(self, name: str) -> Ref | None:
        value = self.first(name)
        return read.ref(value.raw, value.place) if value else None

    def dated(self, name: str) -> Dated | None:
        value = self.first(name)
        return read.dated(value.raw, value.place) if value else None

    def choice(self, name: str) -> str:
        value = self.first(name)
        if value is None:
            return ""
        return read.read_channel(value.raw) if name == "channel" else read.read_choice(value.raw, _CHOICES[name])

    def events(self, name: str) -> tuple[Event, ...]:
        return tuple(_events(self.all(name))) if name in self.table else ()

    def minutes(self, name: str) -> int | None:
        value = self.first(name)
        try:
            return read.read_minutes(value.raw) if value else None
        except ValueError:
            return None

    def waivers(self) -> tuple[Waiver, ...]:
        return tuple(read.read_waiver(value.raw, value.place) for value in self.all("waive")) if "waive" in self.table else ()

    def thresholds(self) -> tuple[OwnDays, ...]:
        return tuple(_thresholds(self.all("thresholds"))) if "thresholds" in self.table else ()


def _thresholds(values: Iterable[Value]) -> Iterable[OwnDays]:
    for value in values:
        try:
            yield read.read_threshold(value.raw, value.place)
        except ValueError:
            continue


def _events(values: Iterable[Value]) -> Iterable[Event]:
    for value in values:
        try:
            yield read.read_event(value.raw, value.place)
        except read.DateProblem:
            continue


def contact_of(note: Note) -> Contact:
    """The person that a contact's note is about."""
    have = _Values(note)
    name = have.text("name") or " ".join(part for part in (have.text("first_name"), have.text("last_name")) if part) or note.stem
    touches = have.events("touches")
    last = have.dated("last_contact")
    if last is not None:
        touches = (*touches, Event(last.date, last.place))
    every, never = None, False
    interval = have.first("keep_in_touch")
    if interval is not None:
        try:
            every = read.read_interval(interval.raw)
            never = every is None
        except ValueError:
            every = None
    return Contact(
        note=note, name=name, aliases=have.texts("aliases"), salutation=have.text("salutation"), role=have.text("role"),
        organization=have.ref("organization"), industry=have.text("industry"), seniority=have.choice("seniority"),
        location=have.text("location"), email=have.texts("email"), phone=have.texts("phone"), linkedin=have.text("linkedin"),
        source=have.ref("source"), met=have.dated("met"), outreach=have.events("outreach"), replied=have.dated("replied"),
        declined=have.dated("declined"), channel=have.choice("channel"), touches=tuple(sorted(touches, key=lambda event: event.date)),
        linkedin_connected=have.dated("linkedin_connected"), follow_up=have.dated("follow_up"), keep_in_touch=every,
        keep_in_touch_never=never, thresholds=have.thresholds(), paused=have.dated("paused"), closed=next(iter(have.events("closed")), None),
        tags=_tags(note, have), waivers=have.waivers(),
    )  # fmt: skip


def interview_of(note: Note) -> Interview:
    """The talk that an interview's note is about. Without a `date`, the day at the beginning of the file's name counts."""
    have = _Values(note)
    when = have.dated("date")
    if when is None and have.first("date") is None:
        when = _named_day(note.stem)
    named = have.all("referrals")
    asked_none = any(value.raw.strip().casefold() in NONE_WORDS for value in named)
    outcome = have.first("outcome")
    return Interview(
        note=note, people=tuple(read.ref(value.raw, value.place) for value in have.all("contact")), when=when,
        duration=have.minutes("duration"), actual_duration=have.minutes("actual_duration"), format=have.choice("format"),
        location=have.text("place"), confirmed=have.dated("confirmed"), outcome=have.choice("outcome"),
        outcome_place=outcome.place if outcome else TOP,
        thanked=have.events("thanked"),
        referrals=tuple(read.ref(value.raw, value.place) for value in named if value.raw.strip().casefold() not in NONE_WORDS),
        asked_none=asked_none, themes=_themes(have), waivers=have.waivers(),
    )  # fmt: skip


def _named_day(stem: str) -> Dated | None:
    """The day in a file's name: `2026-03-02` anywhere, `20260302` or `260302` at its beginning."""
    match = _DAY.search(stem)
    if match:
        return read.dated(match.group(), TOP)
    match = _DIGITS.match(stem)
    return read.dated(match[1] if len(match[1]) > _SHORT else "20" + match[1], TOP) if match else None


def _theme(raw: str) -> str:
    return read.tag(read.ref(raw).name.rsplit("/", 1)[-1] if "[[" in raw else raw).removeprefix("theme/")


def _themes(have: _Values) -> tuple[str, ...]:
    """The themes of the whole conversation: its own property, and tags of the note that name one."""
    tags = [read.tag(value.raw) for value in have.all("tags")]
    tagged = [tag.partition("/")[2] for tag in tags if tag.casefold().startswith(("theme/", "topic/"))]
    return tuple(dict.fromkeys([*(_theme(value.raw) for value in have.all("themes")), *tagged]))


def _tags(note: Note, have: _Values) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(read.tag(value.raw) for value in have.all("tags")), *(tag.name for tag in note.tags)]))


def build_vault(notes: Iterable[Note], settings: Settings, names: Iterable[Note] = ()) -> Vault:
    """The vault that the notes make, whatever order they come in.

    Of those in `names` no more is taken than what links to them need: they lead to the right note, and are no talks.
    """
    whole = {note.path: note for note in notes}
    table: Mapping[str, Note] = {note.path: note for note in sorted([*whole.values(), *map(_bare, names)], key=lambda note: note.path)}
    contacts = tuple(contact_of(note) for note in table.values() if note.type == "contact")
    me = _own_names(table.values())
    talks = (interview_of(note) for path, note in table.items() if note.type == "interview" and path in whole)
    return Vault(table, contacts, tuple(_without(me, talk) for talk in talks), settings)


def _bare(note: Note) -> Note:
    """What of a note others need who only name it."""
    fields = tuple(item for item in note.fields if item.known and item.name in NAMES)
    return Note(path=note.path, type=note.type, meeting=note.meeting, fields=fields, confidential=note.confidential, secrets=note.secrets)


def _own_names(notes: Iterable[Note]) -> frozenset[str]:
    """How the notes call whoever keeps them, as names are compared: an invitation lists me among those who come."""
    names = {"me", "myself"}
    for note in notes:
        if note.type == "profile":
            names |= {plain_name(read.clean(value.raw)) for key in ("name", "aliases") for value in note.values(key)} | {plain_name(note.stem)}
    return frozenset(names - {""})


def _without(me: frozenset[str], talk: Interview) -> Interview:
    """The talk with everybody but me: nobody thanks themselves, or is somebody else's voice in the report."""
    people = tuple(ref for ref in talk.people if plain_name(ref.name.rsplit("/", 1)[-1].removesuffix(".md")) not in me)
    return talk if len(people) == len(talk.people) else replace(talk, people=people)
