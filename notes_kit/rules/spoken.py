"""Themes, skills and tags as notes use them, counted: which name, in which note, and what the codebook calls it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.state import is_held
from notes_kit.model.text import Place
from notes_kit.parse.values import ref, tag
from notes_kit.rules.base import Shared
from notes_kit.rules.tally import Row, Rows, Source

THEME = "theme/"
_BETWEEN = re.compile(r"(?<!\d)[-_ ]+|[-_ ]+(?!\d)")


class Tag(NamedTuple):
    """A tag where it stands, without its `#`; a theme as `theme/NAME`, also where a property names it."""

    name: str
    place: Place
    private: bool = False


class Use(NamedTuple):
    """One name in one note: how often, where first, and if that is a talk that took place, its day, as ISO writes it.

    Uses in private passages are apart. `talk` leaves out the meetings of a work vault; `who` is the contact whose note it is.
    """

    name: str
    path: str
    times: int
    place: Place
    private: bool
    talk: bool
    day: str
    who: str


@lru_cache(maxsize=8192)
def squashed(name: str) -> str:
    """A tag as a hurried hand spells it: ignoring case, spaces, `-` and `_`, except where they part digits."""
    return _BETWEEN.sub("", fold(name))


@lru_cache(maxsize=8192)
def theme_key(name: str) -> str:
    """A theme's name as the codebook compares it: ignoring case, with a hyphen for a space, which no tag can hold."""
    return fold("-".join(tag(name).split())).removeprefix(THEME).strip("/")


def key_of(name: str) -> str:
    """What the spellings of a tag have in common that are taken for one another."""
    return squashed(THEME + theme_key(name)) if is_theme(name) else squashed(name)


def tags_of(note: Note) -> Iterator[Tag]:
    """Every tag of a note, those of its properties first."""
    for item in note.fields:
        if item.known and item.name in ("tags", "themes"):
            for value in item.values:
                if item.name == "tags":
                    yield Tag(tag(value.raw), value.place, note.confidential)
                else:
                    name = ref(value.raw).name.rsplit("/", 1)[-1] if "[[" in value.raw else tag(value.raw).removeprefix(THEME)
                    yield Tag(THEME + "-".join(name.split()), value.place, note.confidential)
    for one in note.tags:
        yield Tag(one.name, one.place, one.private or note.confidential)


def is_theme(name: str) -> bool:
    """Whether a tag names a theme."""
    return name[: len(THEME)].casefold() == THEME


def _uses(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        if not note.type:  # a plain note is asked nothing
            continue
        found: dict[tuple[str, bool], list[Place]] = {}
        for one in tags_of(note):
            found.setdefault((one.name, one.private), []).append(one.place)
        talk, contact = shared.talks.get(path), shared.vault.contact_at(path)
        is_talk = talk is not None and not note.meeting
        day = talk.when.date.isoformat() if talk is not None and is_talk and talk.when is not None and is_held(talk, date.max) else ""
        for (name, private), places in found.items():
            said = (len(places), *min(places), private, is_talk, day, contact.name if contact else "")
            yield Row(key_of(name), name, path, said)


USES = Source("uses", _uses)
"""Every tag in notes that have a type, under what its spellings have in common; the word is the tag."""


def read_use(row: Row) -> Use:
    """A row of `USES`."""
    times, line, column, end_line, end_column, private, talk, day, who = row.said
    return Use(row.word, row.path, times, Place(line, column, end_line, end_column), private, talk, day, who)


def _defined(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        if note.type == "theme":
            for rank, name in enumerate(_spellings(note)):
                yield Row(key_of(THEME + theme_key(name)), theme_key(name), path, (min(rank, 1),))


def _spellings(note: Note) -> Iterator[str]:
    """Every spelling under which a note defines its theme: name, aliases, file, `parent/name`."""
    named, parent = note.get("name"), note.get("parent")
    name = tag(named.values[0].raw).removeprefix(THEME) if named else note.stem
    yield name
    yield from (value.raw for value in note.values("aliases"))
    yield note.stem
    if parent:
        yield f"{ref(parent.values[0].raw).name.rsplit('/', 1)[-1]}/{name}"


CODEBOOK = Source("codebook", _defined)
"""Every spelling under which a theme is defined, as it is compared, as `USES` has it; whether it is the name (0) or another (1)."""


def codebook(rows: Rows, keys: Iterable[str]) -> dict[str, str]:
    """The spellings under these keys, as compared, to the path of the theme's note; a name goes before what else a theme is called."""
    found = sorted((row.said[0], row.path, row.word) for key in keys for row in rows.rows(CODEBOOK, key))
    table: dict[str, str] = {}
    for _, path, name in found:
        table.setdefault(name, path)
    return table
