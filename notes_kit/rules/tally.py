"""Rules about the vault as a whole, by counting: what each note adds, kept under keys, and a verdict on each key alone.

What a note adds depends on that note, and on who the people in it are; it holds on any day. So a change of one note takes
away the rows of one note and adds others, and only the verdicts that these rows have to do with are given anew. Where the
rows are kept is nobody's business here: in memory, or in an index.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from notes_kit.model.finding import Finding
    from notes_kit.rules.base import Context, Shared


class Row(NamedTuple):
    """What one note adds under a key: a word, and values that JSON can hold."""

    key: str
    word: str
    path: str
    said: tuple[Any, ...] = ()


class Source(NamedTuple):
    """One thing that is counted. `gather` gives the rows that the notes at these paths add, each note's in a fixed order."""

    name: str
    gather: Callable[[Shared, Iterable[str]], Iterable[Row]]


class Rows(Protocol):
    """The rows of a vault."""

    def keys(self, source: Source) -> Collection[str]:
        """Every key under which there is a row."""

    def words(self, source: Source, key: str) -> Collection[str]:
        """The different words under a key."""

    def rows(self, source: Source, key: str) -> Sequence[Row]:
        """The rows under a key, by path, those of one note in the order in which it gave them."""


@dataclass(frozen=True)
class Tally:
    """How a rule judges by counting.

    `units` are the keys on which there can be a finding, `judge` finds. `stirred` are those on which the verdict may
    be another, given the rows that went and those that came; the `Rows` are those afterwards.
    """

    sources: tuple[Source, ...]
    units: Callable[[Rows], Iterable[str]]
    judge: Callable[[Context, Rows, str], Iterable[Finding]]
    stirred: Callable[[Rows, Changed, Changed], Iterable[str]]

    def check(self, context: Context) -> Iterator[Finding]:
        """The check of a rule that counts: every unit."""
        rows = context.shared.rows
        for unit in self.units(rows):
            yield from self.judge(context, rows, unit)


Changed = dict[str, list[Row]]
"""Rows that came or went, by the name of their source."""


def same_keys(_: Rows, gone: Changed, came: Changed) -> set[str]:
    """What is stirred where a verdict on a key needs nothing but the rows under it."""
    return {row.key for side in (gone, came) for found in side.values() for row in found}


class Counted:
    """The rows of a vault in memory, gathered when first asked for."""

    def __init__(self, shared: Shared) -> None:
        """Count in the vault of `shared`."""
        self.shared = shared
        self.tables: dict[str, dict[str, list[Row]]] = {}
        self.lists: dict[str, list[Row]] = {}

    def all(self, source: Source) -> list[Row]:
        """All rows of a source, note by note."""
        if source.name not in self.lists:
            self.lists[source.name] = list(source.gather(self.shared, sorted(self.shared.vault.notes)))
        return self.lists[source.name]

    def table(self, source: Source) -> dict[str, list[Row]]:
        """All rows of a source by key."""
        if source.name not in self.tables:
            table = self.tables[source.name] = {}
            for row in self.all(source):
                table.setdefault(row.key, []).append(row)
        return self.tables[source.name]

    def keys(self, source: Source) -> Collection[str]:
        """See `Rows`."""
        return self.table(source).keys()

    def words(self, source: Source, key: str) -> Collection[str]:
        """See `Rows`."""
        return {row.word for row in self.table(source).get(key, ())}

    def rows(self, source: Source, key: str) -> Sequence[Row]:
        """See `Rows`."""
        return self.table(source).get(key, [])
