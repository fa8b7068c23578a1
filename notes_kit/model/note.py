"""A note as the reader understood it: every value, heading, point, task, tag and link with its place.

The parts are named tuples, not dataclasses: a vault has hundreds of thousands of them, and they
are made anew from the index at every start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from notes_kit.model.finding import Fault
from notes_kit.model.schema import squash
from notes_kit.model.text import Place

_FOREVER = 1 << 60


class Value(NamedTuple):
    """One scalar of a property, as the person typed it (YAML quoting undone)."""

    raw: str
    place: Place


class Field(NamedTuple):
    """One property: `key` as spelled, `name` as the schema calls it (or the key itself, unknown)."""

    key: str
    name: str
    place: Place
    values: tuple[Value, ...]
    known: bool = True


def own_spelling_first(fields: list[Field]) -> list[Field]:
    """The properties of one name in the order in which they count: the schema's own spelling, then synonyms as they stand in the note."""
    return sorted(fields, key=lambda item: squash(item.key) != squash(item.name))


class Link(NamedTuple):
    """A wikilink or a relative Markdown link; `target` is as written, without heading or block."""

    target: str
    shown: str
    place: Place
    heading: str = ""
    wiki: bool = True
    embed: bool = False
    private: bool = False


class Tag(NamedTuple):
    """A `#tag` in the body, without its `#`."""

    name: str
    place: Place
    private: bool = False


class Section(StrEnum):
    """What a heading means, however it is spelled (`parse/headings.py`)."""

    OTHER = ""
    PREP = "prep"
    NOTES = "notes"
    ADVICE = "advice"
    RESOURCES = "resources"
    TAKEAWAYS = "takeaways"
    OPEN_QUESTIONS = "open questions"
    NEXT_STEPS = "next steps"
    LOG = "log"
    PITCH = "pitch"
    PRIVATE = "private"
    DRAFT = "draft"


class Heading(NamedTuple):
    """A heading; `section` is what it means for what stands below it."""

    level: int
    text: str
    section: Section
    place: Place
    private: bool = False


class Stance(StrEnum):
    """How a point stands to what its theme states."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"


class Reason(NamedTuple):
    """A bullet nested below a point: why it is so (P25); `depth` counts from 1."""

    text: str
    place: Place
    depth: int = 1


class Point(NamedTuple):
    """Something said: a bullet or paragraph with the reasons below it, or a verbatim quote.

    `text` has its tags, stance mark and block id removed; `place` covers the first line.
    `themes` are its own and its headings'; `headings` the headings it stands under, outermost first.
    """

    text: str
    place: Place
    section: Section
    headings: tuple[str, ...] = ()
    quote: bool = False
    quotes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    stance: Stance | None = None
    reasons: tuple[Reason, ...] = ()
    block: str = ""
    private: bool = False


class Task(NamedTuple):
    """A task item: `status` is the character in its box; dates as Obsidian Tasks or Dataview write them."""

    text: str
    status: str
    place: Place
    section: Section = Section.OTHER
    promised: bool = False
    due: date | None = None
    done_on: date | None = None
    scheduled: date | None = None
    start: date | None = None
    created: date | None = None
    recurrence: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()
    private: bool = False

    @property
    def done(self) -> bool:
        """Ticked: `x` or `X`."""
        return self.status in ("x", "X")

    @property
    def open(self) -> bool:
        """Neither ticked nor cancelled (`-`)."""
        return not self.done and self.status != "-"


class Question(NamedTuple):
    """A question of the bank or of a Prep section: `category` is TIARA's (P18), `topic` P19's."""

    text: str
    category: str
    topic: str
    asked: bool
    place: Place


class LogLine(NamedTuple):
    """A dated bullet under a Log heading: a touch."""

    date: date
    words: str
    place: Place


class Draft(NamedTuple):
    """A message kept under a Draft heading: its text as typed, where that begins, and the heading, which may say what it is."""

    text: str
    place: Place
    heading: str


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `type` is a schema type or empty for a plain note; `meeting` marks a foreign meeting.

    `hash` is the SHA-256 of the bytes on disk (hex), `size` their number. `told` says that the note
    holds points: it stays true where the points themselves were not loaded. `filled` are the
    sections with anything in them, in the order of `Section`.
    `digest` stands for what the note says in public: it stays the same while only lines move or private passages change.
    `echoes` are its longer public sentences, two numbers each: that of `parse.sentences.sentence_marks`, and the line (from 1);
    `secrets` the numbers of its private ones, of private headings and of private blocks.
    """

    path: str
    type: str = ""
    meeting: bool = False
    typed_by: str = ""
    hash: str = ""
    size: int = 0
    fields: tuple[Field, ...] = ()
    headings: tuple[Heading, ...] = ()
    points: tuple[Point, ...] = ()
    tasks: tuple[Task, ...] = ()
    questions: tuple[Question, ...] = ()
    log: tuple[LogLine, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    faults: tuple[Fault, ...] = ()
    confidential: bool = False
    told: bool = False
    filled: tuple[Section, ...] = ()
    digest: str = ""
    drafts: tuple[Draft, ...] = ()
    echoes: tuple[int, ...] = ()
    secrets: frozenset[int] = frozenset()

    @property
    def stem(self) -> str:
        """The file's name without folder and ending: what a link says."""
        name = self.path.rsplit("/", 1)[-1]
        return name[: -len(".md")] if name.lower().endswith(".md") else name

    def get(self, name: str) -> Field | None:
        """The property of that schema name that has a value, if any; where two spellings have one, see `own_spelling_first`."""
        found = self._all(name)
        return found[0] if found else None

    def values(self, name: str) -> tuple[Value, ...]:
        """Every value of the property of that schema name, of all its spellings."""
        found = self._all(name)
        return found[0].values if len(found) == 1 else tuple(value for item in found for value in item.values)

    def _all(self, name: str) -> list[Field]:
        found = [item for item in self.fields if item.name == name and item.values]
        return own_spelling_first(found) if len(found) > 1 else found


def private_sections(headings: Iterable[Heading]) -> list[tuple[int, int]]:
    """Lines from a private heading to the next that is not; the end is exclusive."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for heading in headings:
        if heading.private and heading.section is Section.PRIVATE and not start:
            start = heading.place.line
        elif start and not heading.private:
            ranges.append((start, heading.place.line))
            start = 0
    if start:
        ranges.append((start, _FOREVER))
    return ranges


def within(line: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a line stands in one of several ranges, of which the end is exclusive."""
    return any(first <= line < end for first, end in ranges)
