"""A cache in a SQLite file of ours: opened with suspicion, made anew where it is missing, foreign, older, damaged or planted."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

APPLICATION_ID = 0x6E6B6974
"""`nkit` in ASCII: SQLite's own mark for whose file this is."""

BUSY_SECONDS = 10
_MANY = 900
"""Values in one question: every SQLite takes 999."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a file of one kind is like: `version` of its tables and of what fills them, their SQL, and the remarks of a new one."""

    version: str
    ddl: Callable[[], str]
    metas: Mapping[str, str] = field(default_factory=dict)


class DamagedError(Exception):
    """The index is not what was written; it must be built anew."""


def guarded(method: F) -> F:
    """A method whose database may be damaged: whatever that makes SQLite say becomes `DamagedError`."""

    @wraps(method)
    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the method's
        try:
            return method(*args, **kwargs)
        except (sqlite3.DatabaseError, UnicodeError) as problem:
            if "locked" in str(problem) or "readonly" in str(problem):
                raise
            raise DamagedError(str(problem)) from problem

    return cast("F", guarded)


def crc(*columns: object) -> int:
    """The checksum of a row's columns but its stat: SQLite itself notices about half of all flipped bits."""
    return zlib.crc32("\0".join(map(str, columns)).encode("utf-8", "surrogatepass"))


def make_folder(folder: str) -> None:
    """`.notes-kit`, readable by its owner alone and invisible to Git; never the vault itself, which may only be away for a while."""
    if os.path.isdir(folder):
        return
    os.mkdir(folder, mode=0o700)
    handle = os.open(os.path.join(folder, ".gitignore"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, b"*\n")
    finally:
        os.close(handle)


def remove_files(path: str) -> None:
    """Delete an index with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        try:
            os.unlink(path + ending)
        except FileNotFoundError:
            continue


def open_file(path: str, shape: Shape) -> sqlite3.Connection:
    """The database in that file; what is there and is not ours, or not of this shape, is replaced by an empty one.

    Raises:
        sqlite3.Error: it cannot be used now.
        OSError: it cannot be put there.
    """
    before = os.umask(0o077)  # SQLite makes its files readable to everybody otherwise
    try:
        try:
            db = _connect(path)
            if _is_ours(db, shape):
                return db
            db.close()
        except (sqlite3.DatabaseError, UnicodeError) as problem:
            if "locked" in str(problem) or "readonly" in str(problem) or "unable to open" in str(problem):
                raise
        remove_files(path)
        return create(_connect(path), shape)
    finally:
        os.umask(before)


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA synchronous = OFF")  # a cache: after a power cut its rows' checksums tell
    db.execute("PRAGMA cache_size = -4096")
    return db


def _is_ours(db: sqlite3.Connection, shape: Shape) -> bool:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return False
    found = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('version', 'shape')"))
    return found == {"version": shape.version, "shape": _digest(db)}


def _digest(db: sqlite3.Connection) -> str:
    """A digest of the schema as it stands in the file, so that nothing planted there is ever run."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def create(db: sqlite3.Connection, shape: Shape) -> sqlite3.Connection:
    """The tables of a shape in an empty database."""
    db.execute("PRAGMA page_size = 8192")
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript("BEGIN IMMEDIATE;\n" + shape.ddl() + "\nCOMMIT;")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.executemany("INSERT INTO meta VALUES (?, ?)", {"version": shape.version, "shape": _digest(db), **shape.metas}.items())
    return db


def in_parts(
    db: sqlite3.Connection, query: str, values: Iterable[str] | Iterable[int], end: str = "", first: tuple[str, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """The answers to a question that ends with a column, for all of these values of it; `first` are the values of marks before it."""
    left = list(values)
    for at in range(0, len(left), _MANY):
        some = left[at : at + _MANY]
        yield from db.execute(f"{query} IN ({', '.join('?' * len(some))}) {end}", (*first, *some)).fetchall()  # so that none is left open
