"""Themes under other names in every note of a vault: tags, properties, theme notes, and the links to them; then a second look."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field

from notes_kit.app.desk import Desk
from notes_kit.app.themes_notes import keep_notes
from notes_kit.model.finding import Edit
from notes_kit.model.names import fold
from notes_kit.model.note import Field, Link, Note
from notes_kit.model.settings import Settings
from notes_kit.model.text import TOP, Source
from notes_kit.model.vault import Vault
from notes_kit.parse import inline
from notes_kit.parse.edit import revise, verify
from notes_kit.parse.edit_marks import relinked, respelled_link, retagged, revalued
from notes_kit.parse.marks import spots, spots_of
from notes_kit.parse.note import read_note, read_source
from notes_kit.parse.records import build_vault
from notes_kit.parse.values import ref
from notes_kit.themes.codebook import theme_key
from notes_kit.themes.respelling import Respelling

_COUNTED = ("themes", "goals", "assumptions")
"""Properties in which a link to a theme without a note counts for the theme."""


@dataclass
class Applied:
    """What was done on the desk: where theme notes are afterwards (None: gone), and lines that only an editor can change."""

    paths: dict[str, str | None] = field(default_factory=dict)
    left: list[tuple[str, int]] = field(default_factory=list)


def apply(desk: Desk, vault: Vault, plan: Respelling, known: dict[str, str]) -> Applied:
    """Put a respelling on the desk.

    Raises:
        AskedWrongError: see `keep_notes`.
        notes_kit.parse.edit.EditRefusedError: a note that names a theme cannot be changed with care; nothing is written then.
    """
    done = Applied()
    named = {path: note for path, one in vault.notes.items() if path.lower().endswith(".md") and (note := _as_it_is(desk, one, plan))}
    headings: dict[str, dict[str, str]] = {}
    for path, note in named.items():
        before = desk.source(path)
        after, left = revalued(before, note.fields, desk.settings, plan.value)
        done.left += [(path, line) for line in left]
        edits = retagged(after, (spots_of(note, after) if after is before else None) or spots(after, desk.settings), plan.tag)
        desk.now[path] = _edited(after, edits)
        if {after.line_of(after.span(one.place).start) for one in edits} & {heading.place.line for heading in note.headings} or after is not before:
            headings[path] = _renamed_headings(note, before, read_source(desk.now[path], [], desk.settings), desk.now[path])
    done.paths = keep_notes(desk, vault, plan, known)
    links = _Links(vault, _with_theme_notes(desk, vault, done.paths), plan, done.paths, {path: table for path, table in headings.items() if table})
    for path, note in named.items():
        goal = done.paths.get(path, path)
        if goal in desk.now and goal is not None and (goal != path or links.may_change(note, desk.now[goal])):
            source, left = links.led_anew(desk.source(goal), path, desk.settings)
            done.left += [(goal, line) for line in left]
            desk.now[goal] = source
    return done


def _with_theme_notes(desk: Desk, vault: Vault, paths: dict[str, str | None]) -> Vault:
    """The vault with the theme notes where they will be: all that what links lead to depends on."""
    table = {path: note for path, note in vault.notes.items() if path not in paths}
    table |= {path: read_source(desk.source(path), [], desk.settings) for path in paths.values() if path}
    return build_vault(table.values(), vault.settings) if paths else vault


def _as_it_is(desk: Desk, note: Note, plan: Respelling) -> Note | None:
    """The note as it is on disk, if it may name one of the themes; what is too large or cannot be read is passed over, as it is everywhere."""
    if note.size > desk.settings.max_note_size:
        return None
    try:
        data = desk.read(note.path)
    except OSError:
        return None
    if not plan.may_stand_in(data.decode("utf-8", "replace")):
        return None
    return note if note.hash == hashlib.sha256(data).hexdigest() else read_note(note.path, data, desk.settings)


def _edited(source: Source, edits: Iterable[Edit]) -> Source:
    """The note after edits of its body, looked at once more; what a point is under is judged over the whole vault."""
    edits = tuple(edits)
    after = revise(source, edits)
    if edits:
        verify(source, after, edits, {}, points=False)
    return after


def _renamed_headings(was: Note, before: Source, note: Note, after: Source) -> dict[str, str]:
    """The headings that links may name, as compared, and how they are to be named: a tag is a part of them."""
    table = {}
    for old, new in zip(was.headings, note.headings, strict=False):
        one, two = _anchor(before.line_text(old.place.line)), _anchor(after.line_text(new.place.line))
        if one != two:
            table[fold(one)] = two
    return table


def _anchor(line: str) -> str:
    """A heading as Obsidian's links spell it: without hashes, spaces made one."""
    return " ".join(line.replace("#", " ").split())


@dataclass(frozen=True)
class _Links:
    """Where links lead before and after."""

    old: Vault
    new_vault: Vault
    plan: Respelling
    paths: dict[str, str | None]
    headings: dict[str, dict[str, str]]

    def may_change(self, note: Note, source: Source) -> bool:
        """Whether a link of the note may have to be led anew; in a hidden passage any may."""
        if not (self.paths or self.headings) and not any(link.target and theme_key(_last(link.target)) in self.plan.names for link in note.links):
            return False
        hidden = "%%" in source.text or "<!--" in source.text
        return hidden or any(
            self.new(note.path, note.path, link, counts=True) is not None or theme_key(_last(link.target)) in self.plan.names for link in note.links
        )

    def led_anew(self, source: Source, path: str, settings: Settings) -> tuple[Source, tuple[int, ...]]:
        """The note that was at `path` with its links led to where things are now, and the lines that only an editor can change."""
        goal = source.path
        source, left = revalued(source, read_source(source, [], settings).fields, settings, lambda item, raw: self.value(path, goal, item, raw))
        return _edited(source, relinked(source, spots(source, settings), lambda link: self.new(path, goal, link))), left

    def new(self, path: str, goal: str, link: Link, *, counts: bool = False) -> tuple[str, str] | None:
        """The new target and heading of a link in the note `path`, which is `goal` afterwards; None if it can stay."""
        there = self.old.targets(link.target, path)[:1] if link.target else [path]
        where = there[0] if there else ""
        heading = self._heading(where, link.heading)
        if link.target and counts and where not in self.paths and theme_key(_last(link.target)) in self.plan.names:
            return self._unwritten(link, heading)
        if not link.target or where not in self.paths:
            return (link.target, heading) if heading != link.heading else None
        to = self.paths[where]
        if to is None:
            return "", ""
        stem = where.rpartition("/")[2].removesuffix(".md")
        leads = self.new_vault.targets(link.target, goal)[:1] == [to]
        if leads and (to == where or fold(_last(link.target)) != fold(stem)):
            return (link.target, heading) if heading != link.heading else None
        return self._spelled(link, goal, to), heading

    def _unwritten(self, link: Link, heading: str) -> tuple[str, str] | None:
        """A link that names a theme without a note."""
        new = self.plan.tag(_last(link.target))
        if new is None:
            return None
        return (link.target[: len(link.target) - len(_last(link.target))] + new, heading) if new else ("", "")

    def _heading(self, where: str, heading: str) -> str:
        table = self.headings.get(where)
        if not table or not heading or heading.startswith("^"):
            return heading
        return table.get(fold(_anchor(heading)), heading)

    def _spelled(self, link: Link, source: str, path: str) -> str:
        """The shortest target in the manner of the old one that leads to the note."""
        ending = ".md" if link.target.lower().endswith(".md") else ""
        bare = path.removesuffix(".md")
        stem = bare.rpartition("/")[2]
        folder, slash, _ = link.target.rpartition("/")
        ways = [folder + slash + stem, stem, bare]
        if not link.wiki:
            ways.insert(1, posixpath.relpath(bare, posixpath.dirname(source) or "."))
        return next((way + ending for way in ways if self.new_vault.targets(way + ending, source)[:1] == [path]), bare + ending)

    def value(self, path: str, goal: str, item: Field, raw: str) -> str | None:
        """A property's value with its links led anew; one of `themes` and `parent` goes with what it links to."""
        if "[" not in raw:
            return None
        counts, listed = item.known and item.name in _COUNTED, item.known and item.name in ("themes", "parent")
        out, at = [], 0
        for link in inline.links(raw):
            text = raw[link.start : link.end]
            found = Link(link.target, link.shown, TOP, link.heading, link.wiki, link.embed)
            new = self._theme(goal, found) if listed and item.name == "themes" else None
            new = new or self.new(path, goal, found, counts=counts)
            if new == ("", "") and listed:
                return ""
            if new is not None:
                out += [raw[at : link.start], respelled_link(text, *new)]
                at = link.end
        return "".join([*out, raw[at:]]) if out else None

    def _theme(self, goal: str, link: Link) -> tuple[str, str] | None:
        """A link among a talk's themes: it counts by the name of its target, whatever note is there."""
        name = ref(f"[[{link.target}]]").name.rpartition("/")[2]
        new = self.plan.tag(name)
        if new is None:
            return None
        entry = self.plan.book.entry(name)
        to = self.paths.get(entry.note) if entry else None
        if not new:
            return "", ""
        return (self._spelled(link, goal, to) if to else new, link.heading)


def _last(target: str) -> str:
    return target.rpartition("/")[2].removesuffix(".md")
