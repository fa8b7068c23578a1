"""What the rules found, kept in the index, so that a change has only little judged anew.

It is as of one day and one set of settings and code, and behind the notes by those that `pending` names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from notes_kit.store.database import DamagedError, crc, guarded, in_parts

_COLUMNS = "unit, rule, path, person, due, off, finding, crc"


NEVER = 2
"""Of a finding that is not told even where its rule is asked for."""


class Kept(NamedTuple):
    """A finding of a unit: what it is asked for by, and the whole of it as text.

    `person` is whom it concerns, as a unit; `due` a day as ISO writes it, or empty; `off` 1 if the settings switch its rule off, `NEVER` if
    they leave it out where it stands.
    """

    unit: str
    rule: str
    path: str
    person: str
    due: str
    off: int
    finding: str


class Wanted(NamedTuple):
    """Which findings are asked for: with `last`, the last day that they may fall due, as ISO writes it.

    `rules` None are those that the settings leave on, without those in `but`; `waived` takes in what is set aside. `paths` are notes
    and folders, `person` a person as a unit; None does not choose.
    """

    last: str
    rules: Collection[str] | None = None
    but: Collection[str] = ()
    waived: bool = False
    paths: Collection[str] | None = None
    person: str | None = None


Mark = tuple[int, int]
"""The number of a kept finding and its checksum: where both are the same, so is the finding, even if a number is given a second time."""


class News(NamedTuple):
    """How the findings that are asked for differ from those that were known: the marks of those that are gone, and the texts of those that came."""

    gone: Collection[Mark]
    came: Mapping[Mark, str]


class Judged:
    """The part of an index that holds what was judged. What is written between `Index.begin` and a rollback was never there."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read and write through this connection."""
        self.db = db

    @guarded
    def pending(self) -> set[str]:
        """The paths of the notes that came, went or were saved since."""
        return {path for (path,) in self.db.execute("SELECT path FROM pending")}

    @guarded
    def forget(self) -> None:
        """Nothing is judged."""
        for table in ("pending", "ties", "tied", "tallies", "findings"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants

    @guarded
    def settle(self) -> None:
        """Nothing is pending any more."""
        self.db.execute("DELETE FROM pending")
        self.db.execute("DELETE FROM tied WHERE ties = x''")

    @guarded
    def put(self, units: Iterable[str], found: Iterable[Kept]) -> None:
        """Let these be the findings of these units; none of them belongs to another."""
        self.db.executemany("DELETE FROM findings WHERE unit = ?", ((unit,) for unit in units))
        self.db.executemany(
            f"INSERT INTO findings ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant
            ((*one, crc(*one)) for one in found),
        )

    @guarded
    def put_all(self, rules: Collection[str], found: Iterable[Kept]) -> None:
        """Let these be all findings of these rules."""
        self.db.execute(f"DELETE FROM findings WHERE rule IN ({_marks(rules)})", list(rules))  # noqa: S608 - only question marks
        self.put((), found)

    @guarded
    def speaking(self, units: Iterable[str]) -> set[str]:
        """Those of these units that have a finding."""
        return {unit for (unit,) in in_parts(self.db, "SELECT DISTINCT unit FROM findings WHERE unit", units)}

    @guarded
    def of(self, rule: str, path: str) -> list[tuple[int, str]]:
        """What a rule found in a note or about the person whose note it is: the number of each finding, and its text."""
        query = f"SELECT id, {_COLUMNS} FROM findings WHERE (path = ?1 OR person = ?1) AND rule = ?2"  # noqa: S608 - constant
        return [(number, _whole(row)) for number, *row in self.db.execute(query, (path, rule))]

    @guarded
    def waive(self, reasons: Mapping[int, str]) -> None:
        """Let the findings of these numbers, and no others, be set aside, each with its reason."""
        self.db.execute("UPDATE findings SET waived = NULL WHERE waived IS NOT NULL")
        self.db.executemany("UPDATE findings SET waived = ? WHERE id = ?", ((reason, number) for number, reason in reasons.items()))

    @guarded
    def answer(self, wanted: Wanted) -> list[tuple[str, str | None]]:
        """The findings that were asked for, as texts, each once, with the reason of those that are set aside."""
        where, values = _where(wanted)
        rows = self.db.execute(f"SELECT waived, {_COLUMNS} FROM findings WHERE {where}", values)  # noqa: S608 - only question marks
        return list(dict.fromkeys((_whole(row), waived) for waived, *row in rows))

    @guarded
    def news(self, wanted: Wanted, known: AbstractSet[Mark]) -> News:
        """How the findings that are asked for differ from `known`. All are of one moment, whoever else writes meanwhile."""
        where, values = _where(wanted)
        self.db.execute("BEGIN")
        try:
            now = set(self.db.execute(f"SELECT id, crc FROM findings WHERE {where}", values))  # noqa: S608 - only question marks
            numbers = [number for number, _ in now - known]
            query = f"SELECT id, {_COLUMNS} FROM findings WHERE id"  # noqa: S608 - constant
            came = {(number, row[-1]): _whole(row) for number, *row in in_parts(self.db, query, numbers)}
        finally:
            self.db.execute("ROLLBACK")
        return News(known - now, came)


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    """A condition that chooses the findings that are asked for, and the values of its question marks."""
    where, values = ["due <= ?"], [wanted.last]
    if wanted.rules is not None:
        where.append(f"off < {NEVER} AND rule IN ({_marks(wanted.rules)})")
        values += wanted.rules
    else:
        where.append(f"off = 0 AND rule NOT IN ({_marks(wanted.but)})")
        values += wanted.but
    if wanted.person is not None:
        where.append("person = ?")
        values.append(wanted.person)
    if not wanted.waived:
        where.append("waived IS NULL")
    if wanted.paths is not None:
        where.append(f"({' OR '.join(['path = ? OR (path >= ? AND path < ?)'] * len(wanted.paths)) or '0'})")
        values += [value for path in wanted.paths for value in (path, f"{path}/", f"{path}0")]  # `0` comes after `/`
    return " AND ".join(where), values


def _whole(row: Sequence[Any]) -> str:
    """The finding in a row, if the row is what was written.

    Raises:
        DamagedError: it is not.
    """
    if crc(*row[:-1]) != row[-1]:
        raise DamagedError(str(row[0]))
    return str(row[-2])


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
