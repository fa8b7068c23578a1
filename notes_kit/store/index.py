"""The index on disk: notes as they were read last, and the words in them. Always safe to delete."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from notes_kit import __version__
from notes_kit.store.database import DamagedError, Shape, crc, create, guarded, in_parts, make_folder, open_file, remove_files

if TYPE_CHECKING:
    from notes_kit.model.note import Note
    from notes_kit.store.codec import Packed
    from notes_kit.store.judged import Judged

FILE = "index.db"
VERSION = f"4 {__version__}"
"""Of the tables and of what fills them: another version of notes-kit may read notes differently, so it builds its own.

The number is raised whenever a table or an array of codec.py changes between releases.
"""

_STAT_COLUMNS = "path, size, mtime, ctime, inode, hash"
_ROW_COLUMNS = "path, type, meeting, typed_by, confidential, told, hash, size, mtime, ctime, inode, crc, facts, body, faults"


class BusyError(Exception):
    """Another notes-kit is writing this vault's index and did not finish in time."""


class Row(NamedTuple):
    """What the index holds of one note: its stat when it was read, the note packed, and its words."""

    path: str
    type: str
    meeting: bool
    typed_by: str
    confidential: bool
    told: bool
    hash: str
    size: int
    mtime: int
    ctime: int
    inode: int
    packed: Packed
    words: str


class Known(NamedTuple):
    """What the index knows of a file without looking at it."""

    size: int
    mtime: int
    ctime: int
    inode: int
    hash: str


@dataclass(slots=True)
class Index:
    """An open index. `on_disk` is False for one in memory, made because the one on disk cannot be used."""

    db: sqlite3.Connection
    on_disk: bool
    why_not: str = ""

    def close(self) -> None:
        """Close it; unfinished writes are rolled back."""
        self.db.close()

    @guarded
    def signature(self) -> str:
        """The signature of the scan that it is up to date with; empty if that is not certain."""
        return self.meta("signature")

    @guarded
    def known(self, only: Iterable[str] | None = None) -> dict[str, Known]:
        """Every note's stat and hash, by path; or of these paths alone."""
        if only is None:
            return {row[0]: Known(*row[1:]) for row in self.db.execute(f"SELECT {_STAT_COLUMNS} FROM notes")}  # noqa: S608 - constant
        query = f"SELECT {_STAT_COLUMNS} FROM notes WHERE path = ?"  # noqa: S608 - constant
        rows = [row for path in only for row in self.db.execute(query, (path,))]
        return {row[0]: Known(*row[1:]) for row in rows}

    @guarded
    def seen(self) -> tuple[str, bytes]:
        """The paths that the last update saw, with a NUL between two, and the stats of each as bytes."""
        row = self.db.execute("SELECT paths, stats FROM seen").fetchone()
        return (str(row[0]), bytes(row[1])) if row else ("", b"")

    @guarded
    def saw(self, paths: str, stats: bytes) -> None:
        """Keep what an update saw; see `seen`."""
        self.db.execute("INSERT OR REPLACE INTO seen VALUES (1, ?, ?)", (paths, stats))

    @guarded
    def meta(self, key: str) -> str:
        """A remark kept beside the notes; empty if there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note_down(self, key: str, value: str) -> None:
        """Keep a remark beside the notes; within `begin` and `finish` it is kept with them."""
        with suppress(sqlite3.OperationalError):
            self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @guarded
    def clear(self) -> None:
        """Forget every note: they were read under other settings. Call `begin` first."""
        self.judged.forget()
        self.db.execute("DELETE FROM meta WHERE key = 'judged'")
        self.db.execute("DELETE FROM seen")
        self.db.execute("DELETE FROM notes")
        self.db.execute("INSERT INTO search (search) VALUES ('delete-all')")
        self.note_down("stale", "0")

    @guarded
    def begin(self) -> None:
        """Become the one writer.

        Raises:
            BusyError: another process is writing.
        """
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            if "locked" in str(problem) or "busy" in str(problem):
                raise BusyError from problem
            raise

    @guarded
    def write(self, rows: Iterable[Row]) -> int:
        """Put notes in, replacing what was known of them; returns how many. Call `begin` first."""
        count = stale = 0
        for row in rows:
            self.db.execute("INSERT OR IGNORE INTO pending VALUES (?)", (row.path,))
            stale += self.db.execute("DELETE FROM notes WHERE path = ?", (row.path,)).rowcount
            said = (row.path, row.type, int(row.meeting), row.typed_by, int(row.confidential), int(row.told), row.hash, row.size)
            cursor = self.db.execute(
                f"INSERT INTO notes ({_ROW_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
                (*said, row.mtime, row.ctime, row.inode, crc(*said, *row.packed), *row.packed),
            )
            self.db.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (cursor.lastrowid, row.words))
            count += 1
        self._note_stale(stale)
        return count

    @guarded
    def touch(self, stats: Iterable[tuple[str, int, int, int, int]]) -> None:
        """Record new stats of notes whose bytes are the same: (path, size, mtime, ctime, inode)."""
        for path, size, *times in stats:
            row = self.db.execute(f"SELECT {_ROW_COLUMNS} FROM notes WHERE path = ?", (path,)).fetchone()  # noqa: S608 - constant
            if row is not None and _whole(row):  # the size is among what the checksum guards: a note may grow between a walk and its reading
                check = crc(*row[:7], size, *row[12:])
                self.db.execute(
                    "UPDATE notes SET size = ?2, mtime = ?3, ctime = ?4, inode = ?5, crc = ?6 WHERE path = ?1", (path, size, *times, check)
                )

    @guarded
    def remove(self, paths: Iterable[str]) -> None:
        """Forget notes."""
        paths = list(paths)
        self.db.executemany("INSERT OR IGNORE INTO pending VALUES (?)", ((path,) for path in paths))
        self.db.executemany("DELETE FROM notes WHERE path = ?", ((path,) for path in paths))
        self._note_stale(len(paths))

    def _note_stale(self, count: int) -> None:
        if count:
            self.db.execute("UPDATE meta SET value = CAST(value AS INTEGER) + ? WHERE key = 'stale'", (count,))

    @guarded
    def finish(self, signature: str) -> None:
        """End the write; from here on the index answers for the scan of that signature."""
        self.db.execute("INSERT OR REPLACE INTO meta SELECT 'count', count(*) FROM notes")
        self.note_down("signature", signature)
        self.commit()

    @guarded
    def commit(self) -> None:
        """End a write."""
        self.db.execute("COMMIT")

    @property
    def judged(self) -> Judged:
        """What the rules found."""
        from notes_kit.store.judged import Judged  # noqa: PLC0415 - needed where findings are, only

        return Judged(self.db)

    def give_up(self) -> None:
        """Take back an unfinished write."""
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")

    def load(self, *, points: bool, paths: Collection[str] | None = None) -> list[Note]:
        """All notes by path, or those at some paths.

        Without `points` only what duties need: no headings, no points, no property that is not understood.

        Raises:
            DamagedError: a row is not what was written.
        """
        from notes_kit.store import codec  # noqa: PLC0415 - not needed where a kept answer serves

        query = f"SELECT {_ROW_COLUMNS} FROM notes"  # noqa: S608 - constant
        try:
            rows = in_parts(self.db, f"{query} WHERE path", paths) if paths is not None else self.db.execute(f"{query} ORDER BY path")
            notes = [codec.unpack((*row[:8], *row[12:]), points=points) for row in rows if _whole(row)]
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as problem:
            raise DamagedError(str(problem)) from problem
        if paths is None and str(len(notes)) != self.meta("count"):
            raise DamagedError("notes are missing")
        return notes

    def rows(self) -> Iterator[Row]:
        """All notes as they are kept, but for the words in them.

        Raises:
            DamagedError: a row is not what was written.
        """
        from notes_kit.store.codec import Packed  # noqa: PLC0415 - as in `load`

        try:
            for row in self.db.execute(f"SELECT {_ROW_COLUMNS} FROM notes"):  # noqa: S608 - constant
                if crc(*row[:8], *row[12:]) != row[11]:
                    raise DamagedError(row[0])
                yield Row._make((*row[:11], Packed._make(row[12:]), ""))
        except sqlite3.DatabaseError as problem:
            raise DamagedError(str(problem)) from problem

    @guarded
    def search(self, words: Iterable[str]) -> list[str]:
        """Paths of the notes that hold every word, as a word or the beginning of one; what stands between letters parts words."""
        parts = "".join(ch if ch.isalnum() else " " for ch in " ".join(words)).split()
        query = " AND ".join(f'"{part}"*' for part in parts)
        if not query:
            return []
        found = self.db.execute("SELECT n.path FROM search AS s JOIN notes AS n ON n.id = s.rowid WHERE search MATCH ? ORDER BY n.path", (query,))
        return [row[0] for row in found]

    def worn(self) -> bool:
        """Whether so many words of notes long gone have gathered that building anew is cheaper to search."""
        return int(self.meta("stale") or 0) > 1000 + int(self.meta("count") or 0)


def _whole(row: tuple[Any, ...]) -> bool:
    """True.

    Raises:
        DamagedError: the row is not what was written.
    """
    if crc(*row[:8], *row[12:]) != row[11]:
        raise DamagedError(str(row[0]))
    return True


def library_version() -> str:
    """The version of SQLite in use."""
    return sqlite3.sqlite_version


def open_index(folder: str | None, *, rebuild: bool = False, why_not: str = "") -> Index:
    """The index kept in `folder` (`.notes-kit`); one in memory where that cannot be.

    A missing, foreign, damaged or older one is replaced by an empty one. `folder` None asks for memory.
    """
    if folder is None:
        return Index(create(sqlite3.connect(":memory:", isolation_level=None), _SHAPE), on_disk=False, why_not=why_not)
    path = os.path.join(folder, FILE)
    if os.path.islink(path) or os.path.islink(folder):
        return open_index(None, why_not="it is a symbolic link")
    try:
        make_folder(folder)
        if rebuild:
            remove_files(path)
        return Index(open_file(path, _SHAPE), on_disk=True)
    except (OSError, sqlite3.Error) as problem:
        return open_index(None, why_not=str(problem))


def _ddl() -> str:
    from notes_kit.store.schema import ddl  # noqa: PLC0415 - only for a new index

    return ddl()


_SHAPE = Shape(VERSION, _ddl, {"stale": "0", "count": "0"})
