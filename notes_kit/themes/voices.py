"""Who said what, and on what: people, points and themes as frozen values, each claim with the line that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from notes_kit.model.note import Section, Stance

ASPECTS = ("role", "seniority", "organization", "industry", "source")
"""What people are told apart by, wherever a report says who holds a view (P37)."""


class Origin(StrEnum):
    """Where a theme comes from: somebody's tag, a tag that the codebook defines, or likeness found by machine."""

    TAG = "tag"
    CODEBOOK = "codebook"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Voice:
    """One person heard. `name` is theirs alone within a report; `path` is empty without a note.

    `source` is who or what led to them, as shown; `referred` says that it was a person.
    """

    key: str
    name: str
    path: str = ""
    role: str = ""
    seniority: str = ""
    organization: str = ""
    industry: str = ""
    source: str = ""
    referred: bool = False

    def aspect(self, name: str) -> str:
        """The value of one of `ASPECTS`; empty where the notes do not say."""
        return str(getattr(self, name))


class Spot(NamedTuple):
    """A line of a note that a claim rests on; lines count from 1."""

    path: str
    line: int


class Because(NamedTuple):
    """A reason below a point (P25); `depth` counts from 1."""

    text: str
    line: int
    depth: int


@dataclass(frozen=True, slots=True)
class Said:
    """A point as the report shows it: who said it, when, and on which line of which interview.

    `people` is empty where it is `own`: a takeaway or an open question is what the notes' owner made of the talk, and nobody's
    voice. `text` is the person's own on one line. `themes` are the names that the report calls them by;
    `anchor` is the heading above as Obsidian's links spell it, `block` the block id.
    """

    people: tuple[Voice, ...]
    date: date | None
    path: str
    line: int
    text: str
    section: Section = Section.OTHER
    headings: tuple[str, ...] = ()
    anchor: str = ""
    block: str = ""
    quote: bool = False
    quotes: tuple[str, ...] = ()
    stance: Stance | None = None
    reasons: tuple[Because, ...] = ()
    themes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    own: bool = False

    @property
    def person(self) -> str:
        """Who said it; several names where several were met at once and the note does not tell them apart."""
        return ", ".join(voice.name for voice in self.people)

    @property
    def organization(self) -> str:
        """Where those who said it work."""
        return ", ".join(dict.fromkeys(voice.organization for voice in self.people if voice.organization))

    @property
    def order(self) -> tuple[bool, str, str, int]:
        """Sort key: by day, undated last, then by place."""
        return (self.date is None, self.date.isoformat() if self.date else "", self.path, self.line)


@dataclass(frozen=True, slots=True)
class Mark:
    """A whole talk put under a theme by its `themes:` property."""

    people: tuple[Voice, ...]
    date: date | None
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Sides:
    """The people of a theme by where they stand; everyone stands in exactly one of the four.

    Who has points on both sides, or one that is marked as both, stands under `both`.
    """

    favour: tuple[Voice, ...] = ()
    against: tuple[Voice, ...] = ()
    both: tuple[Voice, ...] = ()
    unmarked: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """What several people, or one, spoke of. `note` is the codebook's note, `parent` the wider theme."""

    name: str
    origin: Origin
    people: tuple[Voice, ...]
    talks: tuple[str, ...]
    first: date | None
    last: date | None
    sides: Sides
    points: tuple[Said, ...]
    marks: tuple[Mark, ...]
    by: Mapping[str, Mapping[str, int]]
    note: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Marked themes that a point under no theme resembles, the likest first: a guess, for a person to judge.

    `near` says that the likeness is plain enough to be told unasked.
    """

    said: Said
    themes: tuple[str, ...]
    near: bool = False

    @property
    def path(self) -> str:
        """The note's path."""
        return self.said.path

    @property
    def line(self) -> int:
        """The point's line."""
        return self.said.line


@dataclass(frozen=True, slots=True)
class Unheard:
    """A theme of the codebook that nobody has spoken of."""

    name: str
    note: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""

    @property
    def theme(self) -> Theme:
        """The same as a theme with no people."""
        return Theme(
            self.name, Origin.CODEBOOK, (), (), None, None, Sides(), (), (), {aspect: {} for aspect in ASPECTS}, note=self.note,
            parent=self.parent, aliases=self.aliases, definition=self.definition,
        )  # fmt: skip


class Count(NamedTuple):
    """How many people of one kind stand where."""

    favour: int = 0
    against: int = 0
    both: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """People of one kind who all say one thing where people of another all say the other.

    Each kind named here has at least two people; on one person nothing is claimed. Together they are at least half of those
    who take a side: among many kinds a few small ones agree by chance.
    """

    aspect: str
    favour: tuple[tuple[str, int], ...]
    against: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A theme on which different people take different sides (P37)."""

    theme: str
    sides: Sides
    by: Mapping[str, Mapping[str, Count]]
    claims: tuple[Claim, ...]
