"""Themes under other names: what becomes of every spelling of a theme when themes are renamed, made one, or dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from notes_kit.model.names import fold
from notes_kit.model.note import Field, Note
from notes_kit.model.vault import Vault
from notes_kit.parse import inline
from notes_kit.parse.marks import THEME
from notes_kit.parse.values import clean, tag
from notes_kit.themes.codebook import Codebook, Entry, read_codebook, theme_key, theme_names


def themes_of(vault: Vault) -> tuple[Codebook, dict[str, str]]:
    """The codebook, and every theme that any note names or defines: what it is called, by its key."""
    names: list[str] = []
    for note in vault.notes.values():
        names += [name for name, _ in theme_names(note)]
        names += [one.name[len(THEME) :] for one in note.tags if is_theme(one.name)]
        names += [name[len(THEME) :] for name in _texts(note) if is_theme(name)]
    book = read_codebook(vault, names)
    keys = {book.key(name) for name in (*names, *(entry.name for entry in book.entries))} - {""}
    return book, {key: book.name(key) for key in sorted(keys)}


def is_theme(name: str) -> bool:
    """Whether a tag, without its `#`, names a theme."""
    return name[: len(THEME)].lower() == THEME and len(name) > len(THEME)


def _texts(note: Note) -> Iterable[str]:
    """The tags that a note's properties hold."""
    for field in note.fields:
        for value in field.values:
            yield from [tag(value.raw)] if field.known and field.name == "tags" else [name for name, _, _ in inline.tags(value.raw)]


@dataclass(frozen=True)
class Respelling:
    """Themes by key and the names that they get, empty for one that is dropped.

    `wider` are the spellings whose narrower themes (`work/hours`) follow; `kept` the keys of themes whose own
    note lives on under the new name.
    """

    book: Codebook
    names: Mapping[str, str]
    wider: Mapping[str, str]
    kept: frozenset[str]

    def key(self, key: str) -> str:
        """The key of a theme afterwards; empty if it is dropped."""
        return theme_key(self.names[key]) if key in self.names else key

    def tag(self, name: str) -> str | None:
        """The new spelling of a theme's name, empty if it goes, None if it stays: an alias stands for the theme as before."""
        spelled, key = theme_key(name), self.book.key(name)
        if key in self.names:
            new = self.names[key]
            if not new or spelled == key:
                return new if new != name else None
            entry = self.book.entry(name)
            if entry is not None and entry.parent and spelled == theme_key(f"{entry.parent}/{entry.name}"):
                return self._below_its_parent(name, key, new)
            return None
        for outer, new in self.wider.items():
            if spelled.startswith(outer + "/") and not new:  # `work/hours` for a note Hours, whose parent goes
                return self.book.name(key) if key != spelled else None
            if spelled.startswith(outer + "/"):
                return new + "/" + "/".join(tag(name).split("/")[outer.count("/") + 1 :])
        return None

    def _below_its_parent(self, name: str, key: str, new: str) -> str:
        """`work/hours` for a note Hours whose parent is Work: it stays below it where it stays a note of its own."""
        if key not in self.kept or "/" in new:
            return new
        outer = tag(name).rpartition("/")[0]
        return f"{self.tag(outer) or outer}/{new}"

    def value(self, field: Field, raw: str) -> str | None:
        """The new text of a property's value, empty if it goes, None if it stays; links are left as they are."""
        if field.known and field.name in ("themes", "tags"):
            return _in_list(raw, self.tag, tags=field.name == "tags") if "[[" not in raw else None
        if field.known and field.name == "parent" and "[" not in raw:
            return self.tag(clean(raw))
        first, last = inline.words_span(raw)
        out, at = [], 0
        for name, start, end in inline.tags(raw):
            new = self.tag(name[len(THEME) :]) if is_theme(name) else None
            if new is None:
                continue
            if new:
                out += [raw[at:start], f"#{name[: len(THEME)]}{new}"]
            elif start >= last:
                out.append(raw[at:start].rstrip())
            else:
                out += [raw[at:start], "" if end <= first else name.rpartition("/")[2]]
            at = end
        return "".join([*out, raw[at:]]).strip() if out else None

    @cached_property
    def _needles(self) -> tuple[str, ...]:
        """What stands in every note that names one of the themes, ignoring case."""
        found: set[str] = set()
        entries = [entry for key in self.names if (entry := self.book.entry(key))]
        for name in (*self.names, *(name for entry in entries for name in (entry.name, stem(entry), *entry.aliases))):
            last = fold(name.rpartition("/")[2])
            found |= {last, last.replace("-", " "), last.replace(" ", "-"), last.replace(" ", "%20")}
        return tuple(sorted(found - {""}))

    def may_stand_in(self, text: str) -> bool:
        """Whether a note of that text can name one of the themes at all."""
        folded = fold(text)
        return any(needle in folded for needle in self._needles) or "\\u" in text or "\\x" in text


def stem(entry: Entry) -> str:
    """The name of a theme note's file without its ending."""
    return entry.note.rpartition("/")[2].removesuffix(".md")


def respelling(book: Codebook, known: Mapping[str, str], moves: Mapping[str, str]) -> Respelling:
    """What follows from giving the themes of `moves` (by key) other names: those within them go with them.

    A theme that gets a name inside its own (`work` as `work/life`) leaves the themes within it where they are.
    """
    names = dict(moves)
    wider: dict[str, str] = {}
    for key, new in moves.items():
        if theme_key(new).startswith(key + "/"):
            continue
        wider[key] = new
        for other, name in known.items():
            if new and other.startswith(key + "/") and other not in names:
                names[other] = "/".join([new, *name.split("/")[key.count("/") + 1 :]])
    kept = frozenset(survivors(book, known, names).values())
    return Respelling(book, names, wider, kept)


def survivors(book: Codebook, known: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """By the key of each new name the key of the theme whose note stays: the one that has the name already, else the first."""
    found: dict[str, str] = {}
    for key, new in names.items():
        if not new:
            continue
        goal = book.key(new)
        there = goal if goal in known and goal not in names else ""
        for one in (there, key):
            if one and book.entry(one):
                found.setdefault(theme_key(new), one)
    return found


def collision(book: Codebook, known: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, str] | None:
    """The key of a theme that would get another's name, and the name of that other; None if each name is free."""
    taken: dict[str, str] = {}
    for key, new in names.items():
        goal = book.key(new)
        if goal in known and goal not in names:
            return key, known[goal]
        if theme_key(new) in taken:
            return key, known[taken[theme_key(new)]]
        taken[theme_key(new)] = key
    return None


_SEPARATORS = re.compile(r"([,\s]+)")
_COMMAS = re.compile(r"(,)")


def _in_list(raw: str, respell: Callable[[str], str | None], *, tags: bool) -> str | None:
    """The names in one value of `themes` or `tags`, which may hold several with commas between them."""
    several = "," in raw or ("#" in raw and " " in raw.strip())
    parts = (_SEPARATORS if "#" in raw else _COMMAS).split(raw) if several else [raw]
    new = [_one(part, respell, tags=tags) for part in parts[::2]]
    if all(part is None for part in new):
        return None
    kept: dict[str, str] = {}
    for at, part in enumerate(new):
        text = parts[2 * at] if part is None else part
        if text.strip():
            kept.setdefault(fold(tag(text)), text if not kept else (parts[2 * at - 1] if at else "") + text)
    return "".join(kept.values()).strip() if len(parts) > 1 else next(iter(kept.values()), "")


def _one(part: str, respell: Callable[[str], str | None], *, tags: bool) -> str | None:
    bare = tag(part)
    if tags and not is_theme(bare):
        return None
    name = bare[len(THEME) :] if is_theme(bare) else bare
    new = respell(name)
    if not new:
        return new
    at = part.rfind(name)
    return part[:at] + new + part[at + len(name) :] if at >= 0 else new
