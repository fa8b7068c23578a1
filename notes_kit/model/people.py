"""The people and the talks: what the notes state about them, typed, each fact with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from notes_kit.model.note import Note
from notes_kit.model.settings import Threshold
from notes_kit.model.text import TOP, Place


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, with the time if one was given, and where it stands."""

    date: date
    place: Place
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a list of events: DATE CHANNEL [words].

    `nature` is `give`, `ask` or `update` where that is the first word (P44, P45), else empty.
    """

    date: date
    place: Place
    channel: str = ""
    nature: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A link, or plain words where a link could stand. `target` is empty for plain words."""

    shown: str
    target: str
    place: Place

    @property
    def name(self) -> str:
        """What to look up: the link's target, else the words."""
        return self.target or self.shown


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding set aside, with its reason, until a day or for good."""

    rule: str
    until: date | None
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The days that hold for one contact: of which rule, by the word in the note, and where that stands."""

    rule: str
    days: Threshold
    place: Place


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with a note of their own. Facts only: state is derived (`model/state.py`)."""

    note: Note
    name: str
    aliases: tuple[str, ...] = ()
    salutation: str = ""
    role: str = ""
    organization: Ref | None = None
    industry: str = ""
    seniority: str = ""
    location: str = ""
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    linkedin: str = ""
    source: Ref | None = None
    met: Dated | None = None
    outreach: tuple[Event, ...] = ()
    replied: Dated | None = None
    declined: Dated | None = None
    channel: str = ""
    touches: tuple[Event, ...] = ()
    linkedin_connected: Dated | None = None
    follow_up: Dated | None = None
    keep_in_touch: int | None = None
    keep_in_touch_never: bool = False
    thresholds: tuple[OwnDays, ...] = ()
    paused: Dated | None = None
    closed: Event | None = None
    tags: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def path(self) -> str:
        """The note's path."""
        return self.note.path


@dataclass(frozen=True, slots=True)
class Interview:
    """A talk with one or more people. `when` is None where the note has no readable date.

    `asked_none` is `referrals: none`: asked who else to talk to, nobody named (P26).
    """

    note: Note
    people: tuple[Ref, ...] = ()
    when: Dated | None = None
    duration: int | None = None
    actual_duration: int | None = None
    format: str = ""
    location: str = ""
    confirmed: Dated | None = None
    outcome: str = ""
    outcome_place: Place = TOP
    thanked: tuple[Event, ...] = ()
    referrals: tuple[Ref, ...] = ()
    asked_none: bool = False
    themes: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def path(self) -> str:
        """The note's path."""
        return self.note.path
