"""Notes as Git holds them, read once: a cache by the id of their contents, which can never be stale. Always safe to delete."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notes_kit.store.database import DamagedError, Shape, crc, create, guarded, make_folder, open_file, remove_files
from notes_kit.store.index import VERSION, Row

if TYPE_CHECKING:
    from notes_kit.model.note import Note

FILE = "past.db"
LARGEST = 400_000_000
"""Bytes beyond which it is begun anew: some hundred thousand versions of notes."""

_DDL = """
-- Notes of the past by the id that Git gives their contents: a cache. Delete the file at any time.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Answers worked out from a state of the notes that their key names.
CREATE TABLE answers (key TEXT PRIMARY KEY, crc INTEGER NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;

-- One row a version of a note. A note is read by its path and by the settings, too, so these are a part of its name.
CREATE TABLE notes (
  id TEXT NOT NULL,
  path TEXT NOT NULL,
  reading TEXT NOT NULL,
  type TEXT NOT NULL,
  meeting INTEGER NOT NULL,
  typed_by TEXT NOT NULL,
  confidential INTEGER NOT NULL,
  told INTEGER NOT NULL,
  hash TEXT NOT NULL,
  size INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  facts TEXT NOT NULL,
  body TEXT NOT NULL,
  faults TEXT NOT NULL
);
CREATE UNIQUE INDEX by_name ON notes (id, path, reading);
"""
_COLUMNS = "path, type, meeting, typed_by, confidential, told, hash, size, facts, body, faults"
_INSERT = f"INSERT OR REPLACE INTO notes (id, reading, crc, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constant
_SHAPE = Shape(VERSION, lambda: _DDL)


@dataclass(slots=True)
class Past:
    """An open cache of the past; one in memory where the one on disk cannot be used."""

    db: sqlite3.Connection

    def close(self) -> None:
        """Close it."""
        self.db.close()

    def load(self, wanted: Sequence[tuple[str, str]], reading: str, *, points: bool) -> dict[tuple[str, str], Note]:
        """The notes that are known of the wanted (path, id); without `points` only what duties need of them.

        Raises:
            DamagedError: a row is not what was written.
        """
        from notes_kit.store import codec  # noqa: PLC0415 - as in the index

        found: dict[tuple[str, str], Note] = {}
        try:
            self.db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (path TEXT, id TEXT)")
            self.db.execute("BEGIN")
            self.db.execute("DELETE FROM temp.wanted")
            self.db.executemany("INSERT INTO temp.wanted VALUES (?, ?)", wanted)
            query = f"SELECT n.crc, n.id, {', '.join('n.' + name.strip() for name in _COLUMNS.split(','))} FROM temp.wanted AS w "  # noqa: S608 - constant
            for check, name, *row in self.db.execute(query + "JOIN notes AS n ON n.id = w.id AND n.path = w.path AND n.reading = ?", (reading,)):
                if crc(name, reading, *row) != check:
                    raise DamagedError(row[0])
                found[row[0], name] = codec.unpack(row, points=points)
            self.db.execute("COMMIT")
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as problem:
            raise DamagedError(str(problem)) from problem
        return found

    def keep(self, rows: Iterable[tuple[str, Row]], reading: str) -> None:
        """Keep notes that were read, each with the id of its contents. A busy or read-only cache keeps nothing, and that is all right."""
        try:
            with suppress(sqlite3.Error):
                self.db.execute("BEGIN IMMEDIATE")
                for name, row in rows:
                    said = (row.path, row.type, int(row.meeting), row.typed_by, int(row.confidential), int(row.told), row.hash, row.size, *row.packed)
                    self.db.execute(_INSERT, (name, reading, crc(name, reading, *said), *said))
                self.db.execute("COMMIT")
        finally:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    @guarded
    def kept(self, key: str) -> str | None:
        """An answer worked out before, or None."""
        row = self.db.execute("SELECT crc, value FROM answers WHERE key = ?", (key,)).fetchone()
        return str(row[1]) if row and row[0] == crc(key, row[1]) else None

    def note_down(self, key: str, value: str) -> None:
        """Keep an answer; `key` names everything that it follows from."""
        with suppress(sqlite3.OperationalError):
            self.db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, crc(key, value), value))


def open_past(folder: str | None) -> Past:
    """The cache kept in `folder` (`.notes-kit`); one in memory where that cannot be. A missing, foreign, damaged or older one is made anew."""
    path = os.path.join(folder or "", FILE)
    if folder is None or os.path.islink(path) or os.path.islink(folder):
        return _in_memory()
    try:
        make_folder(folder)
        if os.path.exists(path) and os.path.getsize(path) > LARGEST:
            remove_files(path)
        return Past(open_file(path, _SHAPE))
    except (OSError, sqlite3.Error):
        return _in_memory()


def _in_memory() -> Past:
    return Past(create(sqlite3.connect(":memory:", isolation_level=None), _SHAPE))


def start_anew(past: Past, folder: str | None) -> Past:
    """Throw a damaged cache away and begin another."""
    past.close()
    if folder is not None and not os.path.islink(folder):
        with suppress(OSError):
            remove_files(os.path.join(folder, FILE))
    return open_past(folder)
