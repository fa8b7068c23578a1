"""Stay with a vault: after each save, and when the day turns, tell what appeared and what went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from notes_kit.app.indexing import Changes
from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.model.finding import Finding

SWEEP = 30.0
"""Seconds after which the disk is looked at though nothing was announced: events get lost."""

AHEAD = 1
"""Days ahead from which duties are told: what is due tomorrow can still be done in time."""


class Hints(Protocol):
    """Where hints come from; see `io.watch`."""

    def wait(self, seconds: float) -> bool:
        """Wait until something may have changed, or for so many seconds."""

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to end."""


@dataclass(frozen=True, slots=True)
class Round:
    """One look at the vault: what changed on disk, and the findings that are new or gone since the last."""

    session: Session
    changes: Changes
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    open: int
    first: bool = False
    new_day: bool = False

    @property
    def silent(self) -> bool:
        """Nothing to tell."""
        return not (self.first or self.new_day or self.changes.any or self.new or self.gone)


def watch(open_session: Callable[[], Session], hints: Hints, *, once: bool = False, sweep: float = SWEEP) -> Iterator[Round]:
    """Look at once and then after every hint, sweep and midnight, until the hints are stopped; silent rounds are left out."""
    known: dict[tuple[str, str, str, str, str], Finding] = {}
    day: date | None = None
    first = True
    while not hints.stopped:
        session = open_session()
        found = {item.identity: item for item in lint(session, horizon=AHEAD).findings}
        new = tuple(item for name, item in found.items() if name not in known)
        gone = tuple(item for name, item in known.items() if name not in found)
        this = Round(session, session.changes, new, gone, len(found), first, day is not None and session.today != day)
        session.index.close()
        known, day, first = found, session.today, False
        if not this.silent:
            yield this
        if once:
            return
        hints.wait(sweep)
