"""Read notes out of Git's objects, each once, in two processes or more where that pays; what `indexing` does for files on a disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.app.indexing import HEAD, PARALLEL_FROM, Progress, read_head, row_of
from notes_kit.io.files import OWN_FOLDER, read_bytes
from notes_kit.io.git_objects import opened
from notes_kit.io.git_run import Git
from notes_kit.store.database import DamagedError
from notes_kit.store.index import FILE, Row, open_index
from notes_kit.store.past import Past, open_past, start_anew

if TYPE_CHECKING:
    from notes_kit.model.note import Note
    from notes_kit.model.settings import Settings

_CHUNK = 250
_SHA_1 = 40


class Wanted(NamedTuple):
    """A note to read: its path, which is a part of what it means, and the id of its contents."""

    path: str
    id: str


@dataclass(slots=True)
class Reader:
    """Notes out of a repository, each read once: what was read before comes from the cache of the past.

    `unread` gathers, by path, why a note could not be read.
    """

    root: str
    git: Git
    settings: Settings
    memory: bool = False
    say: Callable[[str], None] = lambda _: None
    progress: Progress | None = None
    unread: dict[str, str] = field(default_factory=dict)
    _past: Past | None = None

    @property
    def past(self) -> Past:
        """The cache."""
        if self._past is None:
            self._past = open_past(self._folder)
        return self._past

    @property
    def _folder(self) -> str | None:
        return None if self.memory else os.path.join(self.root, OWN_FOLDER)

    def start_anew(self) -> None:
        """Throw the damaged cache away; the notes are read from Git again."""
        self.say("what was kept of the past was damaged; reading it anew")
        self._past = start_anew(self.past, self._folder)

    def kept(self, key: str) -> str | None:
        """An answer worked out before, or None."""
        try:
            return self.past.kept(key)
        except DamagedError:
            self.start_anew()
            return None

    def load(self, wanted: Sequence[tuple[str, str]], *, points: bool) -> dict[tuple[str, str], Note]:
        """The wanted notes by path and id; one that cannot be read is in `unread` instead.

        Raises:
            notes_kit.io.git_run.GitError: Git could not give one.
        """
        from notes_kit.store.codec import unpack  # noqa: PLC0415 - what a kept answer does not need

        reading = hashlib.sha256(self.settings.reading().encode()).hexdigest()[:16]
        try:
            found = self.past.load(wanted, reading, points=points)
        except DamagedError:
            self.start_anew()
            found = {}
        missing = [Wanted(*one) for one in dict.fromkeys(wanted) if one not in found]
        if missing:
            rows = list(self._read(missing))
            self.past.keep(rows, reading)
            found |= {(row.path, name): unpack((*row[:8], *row.packed), points=points) for name, row in rows}
        return found

    def _read(self, missing: Sequence[Wanted]) -> Iterator[tuple[str, Row]]:
        lent = list(borrow(self.root, missing, self.settings))
        yield from lent
        there = {Wanted(row.path, name) for name, row in lent}
        for told in read_blobs(self.git, [one for one in missing if one not in there], self.settings, self.progress):
            if told.row is None:
                self.unread[told.path] = told.problem
            else:
                yield told.id, told.row


class Told(NamedTuple):
    """What became of a wanted note: its row, or why it cannot be read."""

    id: str
    path: str
    row: Row | None
    problem: str = ""


def read_blobs(git: Git, wanted: Sequence[Wanted], settings: Settings, progress: Progress | None = None) -> Iterator[Told]:
    """The notes in these blobs, in order.

    Raises:
        notes_kit.io.git_run.GitError: Git could not give one.
    """
    jobs = [(git, list(wanted[at : at + _CHUNK]), settings) for at in range(0, len(wanted), _CHUNK)]
    done = 0
    for chunk in _spread(read_chunk, jobs, parallel=len(wanted) >= PARALLEL_FROM):
        yield from chunk
        done += len(chunk)
        if progress is not None:
            progress(done, len(wanted))


def borrow(root: str, wanted: Sequence[Wanted], settings: Settings) -> Iterator[tuple[str, Row]]:
    """Rows of the index for those notes that stand on the disk as Git holds them: they need not be read again."""
    folder = os.path.join(root, OWN_FOLDER)
    if not os.path.exists(os.path.join(folder, FILE)):
        return
    index = open_index(folder)
    try:
        if index.meta("reading") != settings.reading():
            return
        known = {row.path: row for row in index.rows()}
        for path, name in wanted:
            row = known.get(path)
            if row is not None and row.size <= settings.max_note_size and _stands(root, path, name, row.hash):
                yield name, row
    except DamagedError:
        return
    finally:
        index.close()


def _stands(root: str, path: str, name: str, digest: str) -> bool:
    """Whether the file holds the bytes that Git and the index know by these two names."""
    try:
        data = read_bytes(root, path)
    except OSError:
        return False
    own = hashlib.sha1(usedforsecurity=False) if len(name) == _SHA_1 else hashlib.sha256()
    own.update(b"blob %d\0" % len(data))
    own.update(data)
    return own.hexdigest() == name and hashlib.sha256(data).hexdigest() == digest


Job = tuple[Git, list[Wanted], "Settings"]


def read_chunk(job: Job) -> list[Told]:
    """Read some notes: what a worker does with one job."""
    from notes_kit.io.git_tree import not_a_text  # noqa: PLC0415 - as below
    from notes_kit.parse.note import read_note  # noqa: PLC0415 - YAML and Markdown, needed only for what was not read before

    git, wanted, settings = job
    found = []
    with opened(git) as objects:
        for (path, name), blob in zip(wanted, objects.read([one.id for one in wanted], max(settings.max_note_size, HEAD)), strict=True):
            if problem := not_a_text(blob.data):
                found.append(Told(name, path, None, problem))
            elif blob.size > settings.max_note_size:
                found.append(Told(name, path, row_of(read_head(path, blob.data[:HEAD], blob.size, settings))))
            else:
                found.append(Told(name, path, row_of(read_note(path, blob.data, settings))))
    return found


def _spread(function: Callable[[Job], list[Told]], jobs: list[Job], *, parallel: bool) -> Iterator[list[Told]]:
    if not parallel:
        return map(function, jobs)
    from notes_kit.io.workers import cores, spread  # noqa: PLC0415 - 20 ms that only many notes need

    return spread(function, jobs, cores())
