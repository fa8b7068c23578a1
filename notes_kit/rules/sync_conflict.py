"""A second copy of a note that a synchronising program put beside it, because both ends had changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.people import Contact
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope

_COPY = re.compile(
    r"""(?P<own>.+?)(?:
        \.sync-conflict-\d{8}-\d{6}-[A-Z0-9]{7}             # Syncthing
      | \ \([^()]*\bconflicted\ copy\b[^()]*\)(?:\ ?\(\d+\))?   # Obsidian Sync, Dropbox, Nextcloud, OwnCloud
      | _conflict-\d{8}-\d{6}                               # older Nextcloud and ownCloud
      | \ \(notes-kit\ conflict\ [^()]*\)                   # ours
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<own>.+) \d\Z")
_IDENTITY = {"contact": ("name",), "interview": ("contact", "date")}


def original(path: str) -> str:
    """The path of the note of which this is a conflict copy, going by its name; empty if it is none."""
    folder, slash, name = path.rpartition("/")
    match = _COPY.match(name[: -len(".md")]) if name.lower().endswith(".md") else None
    return f"{folder}{slash}{match['own']}.md" if match else ""


def pairs(table: Mapping[str, Note]) -> list[tuple[str, str]]:
    """Each copy among these notes with the path of its own: that of a note, or of one that is gone."""
    notes = {fold(path): note for path, note in table.items()}
    found = []
    for path in sorted(table):
        own = original(path) or _same(table[path], notes)
        if own:
            found.append((notes[fold(own)].path if fold(own) in notes else own, path))
    return found


def check(context: Context) -> Iterable[Finding]:
    """One fault for each copy. iCloud only adds a number, so such a name needs a note beside it that states the same."""
    for own, path in pairs(context.vault.notes):
        shown = own.rpartition("/")[2]
        beside = f"{shown} beside it" if own in context.vault.notes else f"{shown}, which is gone"
        message = f"this is a copy that a synchronising program made of {beside}: bring over what is missing there, then delete it"
        yield context.fault(message, path)


def kin(note: Note, _: Contact | None) -> Iterator[str]:
    """The path of a note, and those of which it may be a copy, going by its name."""
    yield from map(fold, filter(None, (note.path, original(note.path), _unnumbered(note))))


def _unnumbered(note: Note) -> str:
    folder, slash, _ = note.path.rpartition("/")
    match = _NUMBERED.match(note.stem)
    return f"{folder}{slash}{match['own']}.md" if match else ""


def _same(note: Note, notes: dict[str, Note]) -> str:
    own = notes.get(fold(_unnumbered(note)))
    if own is None:
        return ""
    if note.hash and note.hash == own.hash:
        return own.path
    mine, theirs = ([_raw(one, name) for name in _IDENTITY.get(one.type, ())] for one in (note, own))
    return own.path if note.type == own.type and mine and mine == theirs and all(mine) else ""


def _raw(note: Note, name: str) -> tuple[str, ...]:
    return tuple(value.raw for value in note.values(name))


_NOTE = """\
---
type: contact
role: Data engineer
---
"""
_PATH = "contacts/Ada Okafor.md"
_OTHER = "contacts/Ada Okafor.sync-conflict-20260301-101500-ABCDEFG.md"

RULE = Rule(
    code="NK906",
    name="sync-conflict",
    title="A note is a conflict copy made by a synchronising program",
    why="Two machines changed the note at once, and one version was put aside under another name. What you wrote there is in neither the note nor "
    "your head, and the copy counts as a second person or a second talk.",
    how_to_fix="Compare the two, bring over what is missing, and delete the copy: `notes-kit copies merge` does both where the two do not contradict one another.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.KIN,
    kin=kin,
    bad=Example(date(2026, 3, 2), {_PATH: _NOTE, _OTHER: _NOTE.replace("Data", "Staff data")}, (f"{_OTHER}:1:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _NOTE.replace("Data", "Staff data")}),
)
