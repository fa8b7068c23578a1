"""One opened vault: its settings, its notes as of the last scan, and the day on which it is asked."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from notes_kit.app.indexing import Changes, Progress, signature, update
from notes_kit.io import files
from notes_kit.store.database import DamagedError
from notes_kit.store.index import Index, open_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from notes_kit.model.finding import Fault
    from notes_kit.model.note import Note
    from notes_kit.model.people import Contact
    from notes_kit.model.settings import Settings
    from notes_kit.model.text import Source
    from notes_kit.model.vault import Vault
    from notes_kit.store.judged import Wanted


@dataclass(frozen=True, slots=True)
class Hinted:
    """What is known before looking: an earlier walk, the index's signature after it, and the paths at which the disk may differ now."""

    scan: files.Scan
    signature: str
    paths: frozenset[str]


@dataclass
class Session:
    """A vault that is open. `root` is absolute; nothing is read before it is asked for.

    `past` says that `today` is an earlier day than the clock's: what happened since is no mistake.
    `say` takes a sentence for the person (stderr); `progress` is told of notes that are read, `count` of other long work.
    """

    root: str
    today: date
    say: Callable[[str], None] = lambda _: None
    progress: Progress | None = None
    count: Callable[[str, int, int], None] = lambda _what, _done, _all: None
    clock_ns: Callable[[], int] = lambda: 0
    rebuild: bool = False
    memory: bool = False
    past: bool = False
    hinted: Hinted | None = None
    overlays: dict[str, bytes] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)

    @cached_property
    def settings_text(self) -> str:
        """The text of `notes-kit.yaml`, empty if there is none."""
        return files.read_settings_text(self.root)

    @cached_property
    def _read_settings(self) -> tuple[Settings, list[Fault]]:
        from notes_kit.model.settings import Settings  # noqa: PLC0415

        text = self.settings_text
        if not text.strip():
            return Settings(), []
        from notes_kit.parse.settings import read_settings  # noqa: PLC0415 - YAML, needed only where there are settings

        return read_settings(text)

    @property
    def settings(self) -> Settings:
        """The vault's settings; what cannot be read keeps its default."""
        return self._read_settings[0]

    @property
    def settings_faults(self) -> list[Fault]:
        """What is wrong with `notes-kit.yaml`; where it was sound the last time, and is the same, it is not read again."""
        if "_read_settings" not in self.__dict__ and self._sound(self.stamp().partition(" ")[2]):
            return []
        return self._read_settings[1]

    def _sound(self, digest: str) -> bool:
        """Whether nothing is wrong with the settings, as the index remembers it for this digest of them."""
        if self._opened.meta("sound") != digest:
            if self._read_settings[1]:
                return False
            self._opened.note_down("sound", digest)
        return True

    @cached_property
    def scan(self) -> files.Scan:
        """One walk over the disk, made once a session; only a look at some paths where that is all that can have changed."""
        self._started = self.clock_ns()
        if self.hinted is not None and not self.hinted.paths.isdisjoint(problem.path for problem in self.hinted.scan.problems):
            self.hinted = None
        if self.hinted is not None and (seen := files.look_at(self.root, self.hinted.paths, self._walk)) is not None:
            return self.hinted.scan.with_seen(seen)
        self.hinted = None
        return files.scan(self.root, self._walk)

    @cached_property
    def _walk(self) -> files.Walk:
        """What of the settings a walk needs; told by the index where it has seen these settings before, to save reading YAML."""
        digest = hashlib.sha256(self.settings_text.encode()).hexdigest()
        remark = self._opened.meta("walk").split("\n")
        if remark[0] != digest:
            settings = self.settings
            remark = [digest, settings.reading(), settings.templates, *settings.exclude]
            self._opened.note_down("walk", "\n".join(remark))
        return files.Walk(remark[2], tuple(remark[3:]), remark[1])

    @cached_property
    def _opened(self) -> Index:
        folder = None if self.memory else os.path.join(self.root, files.OWN_FOLDER)
        rebuild, self.rebuild = self.rebuild, False  # once is enough, though the index may be closed and opened again
        index = open_index(folder, rebuild=rebuild)
        if index.on_disk and index.worn():
            index.close()
            index = open_index(folder, rebuild=True)
        if not index.on_disk and not self.memory:
            self.say(f"the index in {files.OWN_FOLDER}/ cannot be used ({index.why_not}); reading every note instead")
        return index

    @cached_property
    def index(self) -> Index:
        """The index, up to date with the disk; one in memory where the one on disk cannot be used."""
        self.changes  # noqa: B018 - brings it up to date
        return self._opened

    @cached_property
    def changes(self) -> Changes:
        """What the last look at the disk found different from the index.

        Raises:
            notes_kit.store.index.BusyError: another process is writing the index.
        """
        try:
            return self._update()
        except DamagedError:
            self.start_anew()
            return self._update()

    def _update(self) -> Changes:
        scan, signed, same_reading = self.scan, self._opened.signature(), self._opened.meta("reading") == self._walk.reading
        only = self.hinted.paths if self.hinted is not None and same_reading and signed and signed == self.hinted.signature else None
        if only is not None and self.hinted is not None:
            same = all(scan.files.get(path) == self.hinted.scan.files.get(path) for path in only)
        else:
            same = same_reading and signed == signature(scan)
        if same:
            return Changes(total=len(scan.files))
        changes, self.unread = update(self._opened, self.root, scan, self.settings, self._started, only=only, progress=self.progress)
        return changes

    def close(self) -> None:
        """Let go of the index; it is opened again when it is asked."""
        if "_opened" in self.__dict__:
            self._opened.close()
            self.__dict__.pop("_opened")
            self.__dict__.pop("index", None)

    def start_anew(self) -> None:
        """Throw the damaged index away; the next question builds it again."""
        self.say("the index was damaged; building it anew")
        self._opened.close()
        self.rebuild = True
        for name in ("_opened", "_walk", "index", "changes", "scan"):
            self.__dict__.pop(name, None)

    def stamp(self) -> str:
        """What findings rest on besides the notes: the day, the settings, and the rules themselves."""
        digest = hashlib.sha256(f"{self.settings_text}\0{files.code_stamp()}".encode()).hexdigest()
        return f"{self.today} {digest}"

    def kept(self, wanted: Wanted) -> list[tuple[str, str | None]] | None:
        """What the rules find, kept from the last time as far as nothing touched it; None where it is to be worked out.

        See `app/judging.py`.
        """
        from notes_kit.app.judging import answer  # noqa: PLC0415

        return answer(self, wanted, self.unsaved())

    def ready(self) -> bool:
        """Whether the index holds how the notes of now hang together, so that few of them need to be loaded (`app/circle.py`)."""
        from notes_kit.app.judging import ready  # noqa: PLC0415

        return not self.overlays and ready(self)

    def answer(self, _question: str, work_out: Callable[[], str]) -> str:
        """The answer to a question about these notes, settings and day. What is kept of it is kept elsewhere (`app/judging.py`)."""
        return work_out()

    def loaded(self, *, points: bool) -> list[Note]:
        """The notes that could be read, by path."""
        try:
            return self.index.load(points=points)
        except DamagedError:
            self.start_anew()
            return self.index.load(points=points)

    def search(self, tokens: Sequence[str]) -> list[str]:
        """Paths of the notes that may hold every one of these words, or words that begin with them."""
        try:
            return self.index.search(tokens)
        except DamagedError:
            self.start_anew()
            return self.index.search(tokens)

    def notes(self, *, points: bool) -> list[Note]:
        """Every note, and a bare one for each file that could not be read, so that none is missing from any answer."""
        notes = self.loaded(points=points)  # first, for it tells what cannot be read
        others = {note.path: note for note in (*self.stand_ins(), *self.unsaved())}
        return [*(note for note in notes if note.path not in others), *others.values()]

    def stand_ins(self) -> list[Note]:
        """What stands for the files that could not be read, and for the settings where something is wrong with them."""
        from notes_kit.model.finding import Fault  # noqa: PLC0415
        from notes_kit.model.note import Note  # noqa: PLC0415

        notes = [Note(path=path, faults=(Fault("unreadable", f"this note cannot be read: {why}"),)) for path, why in self.unread.items()]
        notes += [Note(path=problem.path, faults=(Fault("unreadable", problem.message),)) for problem in self.scan.problems]
        return notes + ([Note(path=files.MARKER, faults=tuple(self.settings_faults))] if self.settings_faults else [])

    def unsaved(self) -> list[Note]:
        """The notes that are to be taken as if they were saved; see `overlay`."""
        if not self.overlays:
            return []
        from notes_kit.parse.note import read_note  # noqa: PLC0415

        return [read_note(path, data, self.settings) for path, data in self.overlays.items()]

    def vault(self, *, points: bool) -> Vault:
        """The vault; without `points` it holds what duties need and is quicker to load."""
        from notes_kit.parse.records import build_vault  # noqa: PLC0415

        return build_vault(self.notes(points=points), self.settings)

    def source(self, path: str) -> Source:
        """The text of a note as it stands on disk.

        Raises:
            OSError: it cannot be read.
        """
        from notes_kit.parse.note import decode  # noqa: PLC0415

        return decode(path, files.read_bytes(self.root, path))[0]

    def overlay(self, path: str, data: bytes) -> None:
        """Answer as if these bytes were saved as the note at `path`; nothing is written, and no answer is kept."""
        self.overlays[self.relative(path)] = data

    def unfit(self, path: str) -> str:
        """Why nothing that was saved at a path that a person typed would be a note, in words that follow it; empty if it would be."""
        return files.unfit(self.root, self.relative(path) if path else "", self._walk)

    def relative(self, path: str) -> str:
        """A path that a person typed, from the vault's root and with `/`."""
        full = os.path.normpath(os.path.join(os.getcwd(), path))
        inside = os.path.relpath(os.path.realpath(full), os.path.realpath(self.root))
        if inside.startswith(".."):
            inside = path
        return posixpath.normpath(inside.replace(os.sep, "/"))


class NobodyError(Exception):
    """No contact, or more than one, goes by the name that was typed."""


def find_contact(vault: Vault, name: str) -> Contact:
    """The contact that a person means: a path, a full name, an alias, or enough of a name to be alone with it.

    Raises:
        NobodyError: nobody, with the nearest names; or several, listed.
    """
    from notes_kit.model.names import plain_name  # noqa: PLC0415

    found = candidates(vault, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise NobodyError(f"“{name}” can be {_list(found)}; say which")
    raise NobodyError(f"there is no contact “{name}”{_nearest(vault, plain_name(name))}")


def candidates(vault: Vault, name: str) -> list[Contact]:
    """The contacts that a person may mean, by the first of these that holds for any: path, full name, alias, words of the name, their beginnings."""
    from notes_kit.model.names import plain_name  # noqa: PLC0415

    want = plain_name(name)
    words = set(want.split())
    names = [(contact, plain_name(contact.name)) for contact in vault.contacts]
    ways: tuple[Callable[[Contact, str], bool], ...] = (
        lambda contact, _: name in (contact.path, contact.path.removesuffix(".md")),
        lambda contact, plain: want in (plain, plain_name(contact.note.stem)),
        lambda contact, _: any(plain_name(other) == want for other in contact.aliases),
        lambda _, plain: words <= set(plain.split()),
        lambda _, plain: any(word.startswith(want) for word in plain.split()),
        lambda _, plain: _begins(words, plain.split()),
    )
    tried = ([contact for contact, plain in names if fits(contact, plain)] for fits in (ways if want else ways[:1]))
    return next(filter(None, tried), [])


def _begins(typed: set[str], names: list[str]) -> bool:
    """Whether every word that was typed begins a name of its own: `jonas w` is Jonas Weber."""
    left = list(names)
    for word in sorted(typed, key=len, reverse=True):
        match = next((name for name in left if name.startswith(word)), None)
        if match is None:
            return False
        left.remove(match)
    return True


_LISTED = 6
"""People whom a message lists; of more, it says how many there are."""


def _list(contacts: Iterable[Contact]) -> str:
    found = [f"{contact.name} ({contact.path})" for contact in sorted(contacts, key=lambda item: item.path)]
    shown = found if len(found) <= _LISTED else [*found[: _LISTED - 1], f"{len(found) - _LISTED + 1} others"]
    return " or ".join(shown)


def _nearest(vault: Vault, want: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415

    from notes_kit.model.names import plain_name  # noqa: PLC0415

    names: dict[str, str] = {}
    for contact in vault.contacts:
        full = plain_name(contact.name)
        for spelling in (full, *full.split()):
            names.setdefault(spelling, contact.name)
    near = list(dict.fromkeys(names[match] for match in get_close_matches(want, names, 3, 0.7)))
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return "; `notes-kit list contacts` shows everybody" if vault.contacts else "; there are no contacts yet: `notes-kit new contact NAME`"
