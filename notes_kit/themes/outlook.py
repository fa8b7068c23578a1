"""What lies ahead and what lately came, as values: whom to ask what, who gave without getting, what is new, what may be worth a mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notes_kit.model.state import Stage
from notes_kit.themes.voices import Said, Voice


@dataclass(frozen=True, slots=True)
class Gave:
    """Somebody met who gave (P45): `talks` held, `names` told, promises `kept`; `back` counts what went the other way."""

    name: str
    path: str
    talks: int
    names: int
    kept: int
    back: int


class Asked(NamedTuple):
    """A contact whom a question could be put to: where the two of you stand, and the day of a talk that is arranged."""

    name: str
    path: str
    stage: Stage
    day: date | None


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of the bank that nobody has answered, where it stands, and who could."""

    text: str
    category: str
    topic: str
    people: tuple[Asked, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two people's unmarked points that may contradict each other: a guess, worth a look and no more."""

    one: Said
    other: Said


class Grown(NamedTuple):
    """A theme that more people have spoken of than before."""

    name: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class News:
    """What the talks since a day added: people and themes first heard, themes that grew, themes newly divided."""

    since: date
    talks: int
    people: tuple[Voice, ...]
    themes: tuple[str, ...]
    grown: tuple[Grown, ...]
    divided: tuple[str, ...]
