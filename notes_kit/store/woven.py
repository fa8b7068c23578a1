"""How notes hang together, and what they add up to, kept in the index in the form in which the rules ask for it."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from notes_kit.rules.tally import Row, Source
from notes_kit.rules.ties import Tie, Tied, tie
from notes_kit.store.database import DamagedError, crc, guarded, in_parts


class Woven:
    """The part of an index that holds ties and counts: a `Web` and `Rows` of `notes_kit.rules`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read and write through this connection."""
        self.db = db

    @guarded
    def tied(self, paths: Iterable[str]) -> dict[str, Tied]:
        """The ties of these notes, of those that had any when they were judged."""
        found = {}
        for path, day, check, ties in in_parts(self.db, "SELECT path, day, crc, ties FROM tied WHERE path", paths):
            if crc(path, day, ties) != check:
                raise DamagedError(path)
            found[path] = Tied(frozenset(_numbers(ties)), day)
        return found

    @guarded
    def tie(self, table: Mapping[str, Tied | None]) -> None:
        """Give these notes these ties instead of those that they had; a note that is no more keeps its number until `Judged.settle`."""
        rows = list(in_parts(self.db, "SELECT path, id, ties FROM tied WHERE path", table))
        numbers, old = {path: number for path, number, _ in rows}, {path: set(_numbers(ties)) for path, _, ties in rows}
        for path, tied in table.items():
            new = tied or Tied(frozenset())
            ties = array("q", sorted(new.ties)).tobytes()
            said = (new.day, crc(path, new.day, ties), ties, path)
            if path in numbers:
                self.db.execute("UPDATE tied SET day = ?, crc = ?, ties = ? WHERE path = ?", said)
            else:
                numbers[path] = self.db.execute("INSERT INTO tied (day, crc, ties, path) VALUES (?, ?, ?, ?)", said).lastrowid
        pairs = {(one, numbers[path]) for path, tied in table.items() if tied for one in tied.ties}
        before = {(one, numbers[path]) for path, ties in old.items() for one in ties}
        self.db.executemany("DELETE FROM ties WHERE tie = ? AND note = ?", before - pairs)
        self.db.executemany("INSERT INTO ties VALUES (?, ?)", sorted(pairs - before))

    @guarded
    def holders(self, kinds: Iterable[Tie], keys: AbstractSet[int]) -> set[str]:
        """See `notes_kit.rules.reach.Web`."""
        ties = [tie(kind, key) for kind in kinds for key in keys]
        return {path for (path,) in in_parts(self.db, "SELECT t.path FROM ties AS s JOIN tied AS t ON t.id = s.note WHERE s.tie", ties)}

    @guarded
    def said(self, kinds: Iterable[Tie], paths: AbstractSet[str]) -> set[int]:
        """See `notes_kit.rules.reach.Web`."""
        kinds = list(kinds)
        return {key for one in self.tied(paths).values() for kind in kinds for key in one.said(kind)}

    @guarded
    def ahead(self, day: date) -> set[str]:
        """See `notes_kit.rules.reach.Web`."""
        return {path for (path,) in self.db.execute("SELECT path FROM tied WHERE day >= ? AND day <> ''", (day.isoformat(),))}

    @guarded
    def count(self, source: Source, paths: Collection[str], rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Let these be what the notes at these paths add; returns the rows that went, and those that came."""
        numbers = self._numbers_of(paths)
        old: dict[str, list[Row]] = {}
        # `+` bids SQLite to go by the notes: left to itself it goes by the source, through all rows of it, for three notes
        for key, word, path, said in in_parts(
            self.db, "SELECT c.key, c.word, t.path, c.said FROM tallies AS c JOIN tied AS t ON t.id = c.note WHERE +c.source = ? AND c.note",
            numbers.values(), "ORDER BY c.note, c.place", (source.name,),
        ):  # fmt: skip
            old.setdefault(path, []).append(Row(key, word, path, _read(said)))
        new: dict[str, list[Row]] = {}
        for row in rows:
            new.setdefault(row.path, []).append(row)
        gone: list[Row] = []
        came: list[Row] = []
        for path in {path for path in (*old, *new) if old.get(path) != new.get(path)}:
            before, after = old.get(path, []), new.get(path, [])
            gone += [row for row in before if row not in after]
            came += [row for row in after if row not in before]
            self.db.execute("DELETE FROM tallies WHERE source = ? AND note = ?", (source.name, numbers[path]))
            self._add(source, after, numbers)
        return gone, came

    @guarded
    def count_all(self, source: Source, rows: Iterable[Row]) -> None:
        """Let these be all rows of a source of which there were none."""
        self._add(source, rows, self._numbers_of(None))

    def _numbers_of(self, paths: Collection[str] | None) -> dict[str, int]:
        return dict(
            self.db.execute("SELECT path, id FROM tied") if paths is None else in_parts(self.db, "SELECT path, id FROM tied WHERE path", paths)
        )

    def _add(self, source: Source, rows: Iterable[Row], numbers: Mapping[str, int]) -> None:
        self.db.executemany(
            "INSERT INTO tallies (source, key, note, place, word, said) VALUES (?, ?, ?, ?, ?, ?)",
            sorted(
                (source.name, row.key, numbers[row.path], place, row.word, _dumps(row.said) if row.said else "") for place, row in enumerate(rows)
            ),
        )

    @guarded
    def keys(self, source: Source) -> list[str]:
        """See `notes_kit.rules.tally.Rows`."""
        step = "SELECT min(key) FROM tallies WHERE source = ?1"
        steps = f"WITH RECURSIVE k (key) AS ({step} UNION ALL SELECT ({step} AND key > k.key) FROM k WHERE k.key IS NOT NULL)"  # noqa: S608
        return [key for (key,) in self.db.execute(f"{steps} SELECT key FROM k WHERE key IS NOT NULL", (source.name,))]  # noqa: S608 - constants

    @guarded
    def words(self, source: Source, key: str) -> list[str]:
        """See `notes_kit.rules.tally.Rows`."""
        return [word for (word,) in self.db.execute("SELECT DISTINCT word FROM tallies WHERE source = ? AND key = ?", (source.name, key))]

    @guarded
    def rows(self, source: Source, key: str) -> list[Row]:
        """See `notes_kit.rules.tally.Rows`."""
        query = "SELECT c.word, t.path, c.said FROM tallies AS c JOIN tied AS t ON t.id = c.note WHERE c.source = ? AND c.key = ? ORDER BY t.path, c.place"
        return [Row(key, word, path, _read(said)) for word, path, said in self.db.execute(query, (source.name, key))]


def _numbers(ties: bytes) -> array[int]:
    found = array("q")
    found.frombytes(ties)
    return found


def _read(said: str) -> tuple[object, ...]:
    return tuple(json.loads(said)) if said else ()


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
