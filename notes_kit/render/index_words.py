"""What `index` says it did, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from notes_kit.render.words import term_safe

FEW = 10


class Changed(Protocol):
    """What an update of the index found; paths from the vault's root."""

    @property
    def added(self) -> tuple[str, ...]:
        """Notes that were not there before."""

    @property
    def changed(self) -> tuple[str, ...]:
        """Notes whose bytes are different."""

    @property
    def removed(self) -> tuple[str, ...]:
        """Notes that are gone."""

    @property
    def total(self) -> int:
        """Notes now."""


def index_text(changes: Changed, skipped: Sequence[tuple[str, str]], unread: Mapping[str, str], *, list_skipped: bool, verbose: bool) -> str:
    """What changed (by name where it is little), what could not be read, what was passed over."""
    lines: list[str] = []
    for mark, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        if verbose or len(paths) <= FEW:
            lines += [f"{mark} {term_safe(path)}" for path in paths]
    lines += [f"! {term_safe(path)}: {term_safe(why)}" for path, why in sorted(unread.items())]
    if list_skipped:
        lines += [f"  {term_safe(path)}: passed over ({rule})" for path, rule in sorted(skipped)]
    counts = f"{len(changes.added)} new, {len(changes.changed)} changed, {len(changes.removed)} gone"
    words = f"{changes.total} notes: {counts}" if changes.added or changes.changed or changes.removed else f"{changes.total} notes: nothing changed"
    if unread:
        words += f", {len(unread)} unreadable"
    if skipped and not list_skipped:
        rules = Counter(rule for _, rule in skipped)
        words += "; passed over: " + ", ".join(f"{count} by {rule}" for rule, count in sorted(rules.items()))
    return "\n".join([*lines, words])


def index_document(today: date, changes: Changed, skipped: Sequence[tuple[str, str]], unread: Mapping[str, str]) -> dict[str, object]:
    """`index --json` (version 1)."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "notes": changes.total,
        "added": list(changes.added),
        "changed": list(changes.changed),
        "removed": list(changes.removed),
        "skipped": [{"path": path, "rule": rule} for path, rule in sorted(skipped)],
        "unread": [{"path": path, "message": why} for path, why in sorted(unread.items())],
    }
