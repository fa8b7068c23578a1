"""A link to a note that is not there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import fold, plain_name
from notes_kit.model.note import Link, Note
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.links import people_named, personal, shown
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One fault for each link that was meant for a note and misses it.

    That is a link with a path or to a `.md` file, a theme's `parent`, and a bare `[[Name]]` where a note's
    name differs only by accents, punctuation or the order of words (also where a person is named). Any other bare link to nothing is how
    one notes down what is yet to be written, and in a property that names people, a person without a note.
    """
    missing = [(note, link) for note, link, found in context.shared.odd_links if not found]
    people, near = (people_named(context), _near(context)) if missing else (set(), {})
    for note, link in missing:
        other = near.get(_loose(link.target))
        if other is not None and not _elsewhere(context, note, link):
            hint = "" if link.private else f"; did you mean [[{other}]]?"
            yield context.fault(f"{shown(link)} leads to no note{hint}", note.path, link.place)
        elif (link.target.lower().endswith(".md") if not link.wiki else "/" in link.target or _parent(note, link)) and not (
            plain_name(link.target.rsplit("/", 1)[-1]) in people or _elsewhere(context, note, link) or personal(note, link)
        ):
            yield context.fault(f"{shown(link)} leads to no note: it was moved, renamed or deleted", note.path, link.place)


def _near(context: Context) -> dict[str, str]:
    """Every note's name, loosely, to the name."""
    return {_loose(path): note.stem for path, note in sorted(context.vault.notes.items(), reverse=True)}


def _loose(target: str) -> str:
    return " ".join(sorted(plain_name(target.rsplit("/", 1)[-1].removesuffix(".md")).split()))


def _parent(note: Note, link: Link) -> bool:
    item = note.get("parent") if note.type == "theme" else None
    return item is not None and any(value.place.line <= link.place.line <= value.place.end_line for value in item.values)


def _elsewhere(context: Context, note: Note, link: Link) -> bool:
    """Whether a link leads out of the vault, to a folder, or to where notes-kit does not look."""
    settings = context.vault.settings
    here = posixpath.normpath(posixpath.join(posixpath.dirname(note.path), link.target))
    away = [fold(folder.strip("/*")) for folder in (settings.templates, *settings.exclude)]
    return (
        here.startswith("..")
        or link.target.endswith("/")
        or any(fold(path).startswith(folder + "/") for path in (here, link.target.lstrip("/")) for folder in away if folder)
        or any(part.startswith(".") for part in link.target.lstrip("./").split("/"))
    )


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
referrals: "[[Chloe Marsh]]"
---
## Takeaways
- See [her talk](../organizations/Northwind.md) and [[organisations/Northwind]]
- Same as [[Okafor, Ada]] said of [[Lineage]]
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"
_FILES = {"contacts/Ada Okafor.md": "", "organizations/Northwind.md": ""}

RULE = Rule(
    code="NK941",
    name="broken-link",
    title="A link leads to no note",
    why="A note was renamed or moved outside the program that would have mended its links, and the thread between two notes is cut without a sound.",
    how_to_fix="Link to the note's present name. A bare `[[Name]]` of something yet to be written, or of a person without a note, is no fault.",
    practice="P39",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.LINKS,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE, **_FILES}, (f"{_PATH}:8:53", f"{_PATH}:9:11")),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("organisations", "organizations").replace("Okafor, Ada", "Ada Okafor"), **_FILES}),
)
