"""Forget somebody who asks for it, or of whom nothing should be kept (P35): find every trace, take away what is ours, name the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.app.desk import Desk, desk_of
from notes_kit.app.exported import EXPORTS
from notes_kit.app.session import Session, find_contact
from notes_kit.io.files import OWN_FOLDER, read_bytes
from notes_kit.io.own import erase_caches
from notes_kit.io.writer import write_notes
from notes_kit.parse.inline import FoundLink, links

if TYPE_CHECKING:
    from notes_kit.model.note import Note
    from notes_kit.model.people import Contact
    from notes_kit.model.text import Source
    from notes_kit.model.vault import Vault
    from notes_kit.themes.pseudonyms import Names

SOMEBODY = "somebody"
"""What stands where a name stood."""

A_TALK = "a talk"

_KIND = {".ics": "ics", ".vcf": "vcard", ".csv": "csv", ".json": "json", ".canvas": "canvas"}
_ANEW = "is deleted; make it anew when you need it"
_MOST = 20_000_000
_REPORT = re.compile(rb"\ntype: report\r?\n|content=\"notes-kit report\"|\"totals\"")


class Trace(NamedTuple):
    """Something that tells of the person: its kind, where it stands, and what becomes of it."""

    kind: str
    path: str
    line: int
    fate: str


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Every trace, the notes as they will be, other files of ours to delete, and what only the person at the keyboard can do."""

    name: str
    traces: tuple[Trace, ...]
    desk: Desk
    files: tuple[tuple[str, bytes], ...]
    steps: tuple[str, ...]


def plan(session: Session, name: str, *, now: datetime) -> Forgetting:
    """Look everywhere; nothing is written.

    Raises:
        notes_kit.app.session.NobodyError: no contact goes by that name, or several.
        notes_kit.parse.edit.EditRefusedError: a note that names them is damaged, or not UTF-8; mend it first.
    """
    from notes_kit.themes.redact import names_in  # noqa: PLC0415

    vault = session.vault(points=True)
    contact = find_contact(vault, name)
    search = _Search(session, vault, contact, names_in(vault), desk_of(session, now))
    traces = list(search.notes())
    files: list[tuple[str, bytes]] = []
    for path, data in _others(session):
        if search.told_of(data.decode("utf-8", "replace")):
            ours = _is_ours(path, data)
            traces.append(Trace("file", path, 1, _ANEW if ours else "is not ours: look at it yourself"))
            if ours:
                files.append((path, data))
    if os.path.isdir(os.path.join(session.root, OWN_FOLDER)):
        fate = "index, earlier states and backups are deleted: nothing written before can be undone"
        traces.append(Trace("cache", OWN_FOLDER, 1, fate))
    return Forgetting(contact.name, tuple(traces), search.desk, tuple(files), tuple(_steps(session, contact.path, search.gone)))


def carry_out(session: Session, one: Forgetting, *, now: datetime) -> None:
    """Write the notes, delete the files, and empty our own folder of what it kept.

    Raises:
        notes_kit.io.writer.WriteError: a note changed meanwhile, or cannot be written; nothing was deleted.
    """
    from notes_kit.io.writer import Change  # noqa: PLC0415

    session.close()
    write_notes(session.root, [*one.desk.changes(), *(Change(path, data, None) for path, data in one.files)], now=now, title="forget somebody")
    erase_caches(session.root)


class _Search:
    """Goes through the notes, and rewrites each that names the person."""

    def __init__(self, session: Session, vault: Vault, contact: Contact, names: Names, desk: Desk) -> None:
        self.session, self.vault, self.contact, self.names, self.desk = session, vault, contact, names, desk
        own = next(one for one in names.known if one.key == contact.path)
        words = [*contact.email, contact.linkedin, contact.linkedin.partition("://")[2], *own.addresses]
        self.literal = re.compile("|".join(re.escape(word) for word in sorted({*words} - {""}, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)
        alone = [
            talk.path for talk in vault.interviews if talk.people and {vault.person(ref, talk.path).key for ref in talk.people} == {contact.path}
        ]
        copies = [path for path in vault.notes if path not in (contact.path, *alone) and self.is_copy(path, (contact.path, *alone))]
        self.gone = (contact.path, *alone, *copies)
        self.numbers = frozenset(at for at, one in enumerate(names.known) if one.key in self.gone)  # a copy counts as a person of that name

    def is_copy(self, path: str, gone: Sequence[str]) -> bool:
        from notes_kit.rules.sync_conflict import original  # noqa: PLC0415

        return original(path) in gone

    def notes(self) -> Iterator[Trace]:
        """The traces in notes."""
        for path in self.gone:
            kind = "note" if path == self.contact.path else "talk" if self.vault.notes[path].type == "interview" else "copy"
            self.desk.remove(path)
            yield Trace(kind, path, 1, "is deleted")
        for path in sorted(set(self.vault.notes) - set(self.gone)):
            if os.path.exists(os.path.join(self.session.root, path)):
                yield from self.mentions(path)

    def mentions(self, path: str) -> Iterator[Trace]:
        note, data = self.vault.notes[path], read_bytes(self.session.root, path)
        if not (self.told_of(data.decode("utf-8", "replace")) or self.leads_here(note)):
            return
        if _REPORT.search(data[:4096]):
            self.desk.remove(path)
            yield Trace("file", path, 1, _ANEW)
            return
        for key, raw, line in list(self.values(note)):
            from notes_kit.parse.edit import remove_from_property  # noqa: PLC0415

            self.desk.edit(path, remove_from_property(self.desk.source(path), key, raw, self.session.settings))
            yield Trace("property", path, line, f"`{key}` loses this value")
        source = self.desk.source(path)
        from notes_kit.parse.edit_text import edit  # noqa: PLC0415

        edits, unsure = [], []
        for start, end, word in self.spans(source, path):
            if word:
                edits.append(edit(source, start, end, word))
            else:
                unsure.append(source.line_col(start)[0])
        found = {source.line_col(source.span(one.place).start)[0] for one in edits}
        if edits:
            self.desk.edit(path, edits)
        yield from (Trace("mention", path, line, f"becomes “{SOMEBODY}”") for line in sorted(found))
        yield from (Trace("mention", path, line, "may mean somebody else of that name: look at it yourself") for line in sorted({*unsure}))

    def values(self, note: Note) -> Iterator[tuple[str, str, int]]:
        """Values of properties that are nothing but a link to the person, or to a talk that goes: key, value, line."""
        for field in note.fields:
            for value in field.values:
                here = links(value.raw)
                whole = len(here) == 1 and value.raw.strip() == value.raw[here[0].start : here[0].end]
                plain = field.known and field.name in ("contact", "referrals", "source") and self.is_them(value.raw, note.path)
                if (whole and self.lost(here[0], note.path)) or plain:
                    yield field.key, value.raw, value.place.line

    def is_them(self, words: str, path: str) -> bool:
        from notes_kit.parse.values import ref  # noqa: PLC0415

        return self.vault.person(ref(words), path).key == self.contact.path

    def lost(self, link: FoundLink, path: str) -> bool:
        """Whether a link leads to a note that goes."""
        note = self.vault.resolve(link.target, path) if link.target else None
        return note is not None and note.path in self.gone

    def leads_here(self, note: Note) -> bool:
        return any(
            link.target and (found := self.vault.resolve(link.target, note.path)) is not None and found.path in self.gone for link in note.links
        )

    def spans(self, source: Source, path: str) -> Iterator[tuple[int, int, str]]:
        """Where a text tells of the person: start, end, and what to write instead; nothing where it may mean somebody else."""
        text = source.text
        taken: list[tuple[int, int]] = []
        for link in links(text):
            if self.lost(link, path):
                note = self.vault.resolve(link.target, path)
                taken.append((link.start, link.end))
                yield link.start, link.end, SOMEBODY if note is not None and note.path == self.contact.path else A_TALK
        for match in self.literal.finditer(text):
            if not _within(match.span(), taken):
                taken.append(match.span())
                yield *match.span(), f"({SOMEBODY})"
        for hit in self.names.find(text):
            if self.numbers.intersection(hit.known) and not _within((hit.start, hit.end), taken):
                taken.append((hit.start, hit.end))
                yield hit.start, hit.end, SOMEBODY if self.numbers.issuperset(hit.known) else ""

    def told_of(self, text: str) -> bool:
        """Whether a text names the person, or may."""
        return self.literal.search(text) is not None or any(self.numbers.intersection(hit.known) for hit in self.names.find(text))


def _within(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _is_ours(path: str, data: bytes) -> bool:
    """Whether a file is a report or an export that notes-kit made."""
    if _REPORT.search(data[:4096]) or data.startswith(b"notes-kit report"):
        return True
    kind = _KIND.get(os.path.splitext(path)[1].lower(), "")
    return bool(kind) and EXPORTS[kind](data.decode("utf-8", "replace"))


def _others(session: Session) -> Iterator[tuple[str, bytes]]:
    """Files of the vault's folder that are no notes and may hold words, those in Obsidian's own bin and in templates included."""
    from notes_kit.io.own import other_files  # noqa: PLC0415

    for path in other_files(session.root, known=frozenset(session.scan.files)):
        try:
            data = read_bytes(session.root, path, _MOST)
        except OSError:
            continue
        if b"\0" not in data[:4096]:
            yield path, data


def _steps(session: Session, path: str, gone: Sequence[str]) -> Iterator[str]:
    """What notes-kit cannot reach, with the commands that do."""
    from notes_kit.io.git import repository_above  # noqa: PLC0415

    top = repository_above(session.root)
    if top is not None:
        prefix = os.path.relpath(os.path.realpath(session.root), top).replace(os.sep, "/")
        full = [one if prefix == "." else f"{prefix}/{one}" for one in gone]
        words = " ".join(f"--path {_quoted(one)}" for one in full)
        yield (
            "Git keeps every committed version. notes-kit never rewrites a history; git-filter-repo does (make a copy of the repository first):\n"
            f"    git -C {_quoted(top)} filter-repo --invert-paths {words}\n"
            "    names inside other notes: list each spelling in a file, a line each, then git filter-repo --replace-text FILE\n"
            f"    git -C {_quoted(top)} reflog expire --expire=now --all && git -C {_quoted(top)} gc --prune=now"
        )
        yield "every clone and every remote has the history too: push with --force there, and ask whoever else has a clone to clone anew"
    if os.path.isdir(os.path.join(session.root, ".stfolder")) or os.path.isdir(os.path.join(session.root, ".stversions")):
        yield "Syncthing keeps old versions in .stversions, on every machine: delete the person's there"
    if os.path.isdir(os.path.join(session.root, ".obsidian")):
        yield "Obsidian Sync and the core plugin File recovery keep versions: Settings → Sync → View history, and Settings → File recovery → Clear"
    yield f"backups of this machine (Time Machine, File History, a cloud drive's version history) keep {path} until you delete it there"
    yield "messages, calendars and address books that you exported to, or wrote in, are not in this vault"


def _quoted(text: str) -> str:
    from shlex import quote  # noqa: PLC0415

    return quote(text)
