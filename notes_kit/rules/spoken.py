"""Themes, skills and tags as notes use them: which name, in which note, and what the codebook calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.text import Place
from notes_kit.model.vault import Vault
from notes_kit.parse.values import ref, tag
from notes_kit.rules.base import Context

THEME = "theme/"
_BETWEEN = re.compile(r"(?<!\d)[-_ ]+|[-_ ]+(?!\d)")


class Use(NamedTuple):
    """A tag where it stands, without its `#`; a theme as `theme/NAME`, also where a property names it."""

    name: str
    path: str
    place: Place
    private: bool = False


@lru_cache(maxsize=8192)
def squashed(name: str) -> str:
    """A tag as a hurried hand spells it: ignoring case, spaces, `-` and `_`, except where they part digits."""
    return _BETWEEN.sub("", fold(name))


@lru_cache(maxsize=8192)
def theme_key(name: str) -> str:
    """A theme's name as the codebook compares it: ignoring case, with a hyphen for a space, which no tag can hold."""
    return fold("-".join(tag(name).split())).removeprefix(THEME).strip("/")


def uses(note: Note) -> Iterator[Use]:
    """Every tag of a note, those of its properties first."""
    yield from named_in(note)
    for one in note.tags:
        yield Use(one.name, note.path, one.place, one.private or note.confidential)


def named_in(note: Note) -> Iterator[Use]:
    """The tags that a note's properties name."""
    for item in note.fields:
        if item.known and item.name in ("tags", "themes"):
            for value in item.values:
                if item.name == "tags":
                    yield Use(tag(value.raw), note.path, value.place, note.confidential)
                else:
                    name = ref(value.raw).name.rsplit("/", 1)[-1] if "[[" in value.raw else tag(value.raw).removeprefix(THEME)
                    yield Use(THEME + "-".join(name.split()), note.path, value.place, note.confidential)


def is_theme(name: str) -> bool:
    """Whether a tag names a theme."""
    return name[: len(THEME)].casefold() == THEME


def codebook(vault: Vault) -> dict[str, str]:
    """Every spelling under which a theme is defined (name, file, alias, `parent/name`), as compared, to its note's path."""
    table: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    for note in vault.of_type("theme"):
        named, parent = note.get("name"), note.get("parent")
        name = tag(named.values[0].raw).removeprefix(THEME) if named else note.stem
        table.setdefault(theme_key(name), note.path)
        others += [(value.raw, note.path) for value in note.values("aliases")]
        others.append((note.stem, note.path))
        if parent:
            others.append((f"{ref(parent.values[0].raw).name.rsplit('/', 1)[-1]}/{name}", note.path))
    for spelling, path in others:
        table.setdefault(theme_key(spelling), path)
    return table


def heard(context: Context) -> set[str]:
    """The themes that somebody spoke of by the day, each with those it lies within, as the codebook compares them."""
    table = codebook(context.vault)
    found: set[str] = set()
    for talk, _ in context.held():
        for use in uses(talk.note):
            if is_theme(use.name):
                parts = theme_key(use.name).split("/")
                for depth in range(1, len(parts) + 1):
                    key = "/".join(parts[:depth])
                    found.add(table.get(key, key))
    return found
