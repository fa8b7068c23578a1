"""The ties of a whole vault in memory, for tests of how far rules look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from notes_kit.model.vault import Vault
from notes_kit.rules import RULES
from notes_kit.rules.reach import ties_of
from notes_kit.rules.ties import Tie, Tied, tie


class MemoryWeb:
    """See `notes_kit.rules.reach.Web`."""

    def __init__(self, table: Mapping[str, Tied]) -> None:
        self.table = table
        self.having: dict[int, set[str]] = {}
        for path, tied in table.items():
            for one in tied.ties:
                self.having.setdefault(one, set()).add(path)

    def holders(self, kinds: Iterable[Tie], keys: AbstractSet[int]) -> set[str]:
        return {path for kind in kinds for key in keys for path in self.having.get(tie(kind, key), ())}

    def said(self, kinds: Iterable[Tie], paths: AbstractSet[str]) -> set[int]:
        kinds = list(kinds)
        return {key for path in paths if path in self.table for kind in kinds for key in self.table[path].said(kind)}

    def ahead(self, day: date) -> set[str]:
        return {path for path, tied in self.table.items() if tied.day >= day.isoformat()}


def web_of(vault: Vault) -> MemoryWeb:
    return MemoryWeb(ties_of(vault, RULES))
