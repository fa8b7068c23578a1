"""All notes of a vault together: who is who, and what a link leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from notes_kit.model.names import fold, plain_name
from notes_kit.model.note import Note
from notes_kit.model.people import Contact, Interview, Ref
from notes_kit.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody that notes speak of; `contact` is None for a person without a note of their own.

    `key` is the same for the same person within one vault.
    """

    key: str
    name: str
    contact: Contact | None = None


@dataclass(frozen=True)
class Vault:
    """The notes by path, with contacts and interviews typed. Build one with `parse.records.build_vault`."""

    notes: Mapping[str, Note]
    contacts: tuple[Contact, ...]
    interviews: tuple[Interview, ...]
    settings: Settings

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {_bare(path): path for path in sorted(self.notes, reverse=True)}

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for path, note in self.notes.items():
            table.setdefault(fold(note.stem), []).append(path)
        return table

    @cached_property
    def _aliases(self) -> dict[str, list[str]]:
        table: dict[str, list[str]] = {}
        for path, note in self.notes.items():
            for value in note.values("aliases"):
                table.setdefault(fold(value.raw.strip()), []).append(path)
        for contact in self.contacts:
            paths = table.setdefault(fold(contact.name), [])
            if contact.path not in paths:
                paths.append(contact.path)
        return table

    @cached_property
    def _contacts(self) -> dict[str, Contact]:
        return {contact.path: contact for contact in self.contacts}

    def targets(self, target: str, source: str = "") -> list[str]:
        """Paths of the notes that a link target may mean, the one Obsidian would open first.

        By path from the root or from the linking note, else by file name or the end of a path,
        else by alias (a contact's `name` counts as one); ignoring case and Unicode normal form. Of
        several, one beside the linking note goes before one below it, and that before the others, the
        shortest path first.
        """
        want = _bare(target.strip().strip("/"))
        if not want:
            return [source] if source else []
        if "/" in want:
            here = _bare(posixpath.normpath(posixpath.join(posixpath.dirname(source), target.strip())))
            for key in (want, here):
                if key in self._paths:
                    return [self._paths[key]]
            ends = [path for path in self._stems.get(want.rsplit("/", 1)[-1], ()) if _bare(path).endswith("/" + want)]
            return self._nearest(ends, source)
        return self._nearest(self._stems.get(want) or self._aliases.get(want) or [], source)

    def _nearest(self, paths: list[str], source: str) -> list[str]:
        if len(paths) < 2:  # noqa: PLR2004 - nothing to choose
            return list(paths)
        folder = posixpath.dirname(source)
        below = folder + "/" if folder else ""
        return sorted(paths, key=lambda path: (posixpath.dirname(path) != folder, not path.startswith(below), path.count("/"), len(path), path))

    def resolve(self, target: str, source: str = "") -> Note | None:
        """The note that a link target leads to, or None."""
        found = self.targets(target, source)
        return self.notes[found[0]] if found else None

    def contact_at(self, path: str) -> Contact | None:
        """The contact whose note has that path."""
        return self._contacts.get(path)

    def person(self, ref: Ref, source: str = "") -> Person:
        """The person that a reference in the note `source` means, with or without a note."""
        for path in self.targets(ref.name, source):
            if path in self._contacts:
                contact = self._contacts[path]
                return Person(path, contact.name, contact)
        name = ref.target.rsplit("/", 1)[-1] if ref.target else ref.shown
        alike = self._plain_names.get(plain_name(name), ())
        if len(alike) == 1:
            return Person(alike[0].path, alike[0].name, alike[0])
        return Person("?" + plain_name(name), name)

    @cached_property
    def _plain_names(self) -> dict[str, tuple[Contact, ...]]:
        """Contacts by name without accents and punctuation: `Jose Ruiz` and José Ruiz are one person."""
        table: dict[str, tuple[Contact, ...]] = {}
        for contact in self.contacts:
            for name in {plain_name(contact.name), plain_name(contact.note.stem)} - {""}:
                table[name] = (*table.get(name, ()), contact)
        return table

    @cached_property
    def interviews_of(self) -> Mapping[str, tuple[Interview, ...]]:
        """Person key to their interviews, by date (undated ones last)."""
        table: dict[str, list[Interview]] = {}
        for interview in self.interviews:
            for key in dict.fromkeys(self.person(ref, interview.path).key for ref in interview.people):
                table.setdefault(key, []).append(interview)
        return {key: tuple(sorted(items, key=_by_date)) for key, items in table.items()}

    def of_type(self, note_type: str) -> Iterable[Note]:
        """The notes of one type, by path."""
        return (self.notes[path] for path in sorted(self.notes) if self.notes[path].type == note_type)

    def display(self, path: str) -> str:
        """How to call the note at `path` in a sentence: a contact's name, else the file's."""
        contact = self._contacts.get(path)
        return contact.name if contact else self.notes[path].stem if path in self.notes else path


def _bare(path: str) -> str:
    """A path as links compare it, without a note's ending."""
    return fold(path).removesuffix(".md")


def _by_date(interview: Interview) -> tuple[bool, str, str]:
    when = interview.when
    return (when is None, when.date.isoformat() + str(when.time or "") if when else "", interview.path)
