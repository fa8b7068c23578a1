"""Stay with a vault: after each save, and when the day turns, tell what appeared and what went."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from notes_kit.app.indexing import Changes
from notes_kit.app.lint import lint
from notes_kit.app.session import Hinted, Session
from notes_kit.io.files import Scan, Stat
from notes_kit.model.finding import Finding, Kind, Severity

SWEEP = 30.0
"""Seconds after which the disk is looked at though nothing was announced: events get lost."""

AGAIN = 0.25
"""Seconds after which a note that vanished or shrank is looked at once more: many editors and tools empty a file, or move it away, before they write it."""

AHEAD = 1
"""Days ahead from which duties are told: what is due tomorrow can still be done in time."""


class Hint(Protocol):
    """Where something may have changed."""

    @property
    def paths(self) -> frozenset[str]:
        """Notes, by their paths from the vault's root."""

    @property
    def anywhere(self) -> bool:
        """Whether it may be anywhere."""


class Hints(Protocol):
    """Where hints come from; see `io.watch`."""

    def wait(self, seconds: float) -> Hint | None:
        """Wait until something may have changed; None after so many seconds without a hint."""

    def renew(self) -> bool:
        """Whether the vault's folder is another one than before (mounted again): it is watched from now on."""

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
    found: Mapping[object, Finding] = field(repr=False)
    first: bool = False
    new_day: bool = False

    @property
    def silent(self) -> bool:
        """Nothing to tell."""
        return not (self.first or self.new_day or self.changes.any or self.new or self.gone)

    @property
    def touched(self) -> tuple[str, ...]:
        """The notes that are new, different or gone."""
        return (*self.changes.added, *self.changes.changed, *self.changes.removed)

    @property
    def open(self) -> int:
        """How many findings there are now."""
        return len(self.found)

    @property
    def duties(self) -> int:
        """How many of them are duties."""
        return sum(item.kind is Kind.DUTY for item in self.found.values())

    @property
    def late(self) -> int:
        """How many duties should have been done before today."""
        return sum(item.kind is Kind.DUTY and item.days_late > 0 for item in self.found.values())

    @property
    def next(self) -> Finding | None:
        """The duty that falls due next, today or later; hints are none."""
        coming = [item for item in self.found.values() if item.due is not None and not item.days_late and item.severity is not Severity.INFO]
        return min(coming, key=lambda item: (item.due, item.contact or "", item.order), default=None)


def watch(
    open_session: Callable[[Hinted | None], Session],
    hints: Hints,
    *,
    once: bool = False,
    sweep: float = SWEEP,
    idle: Callable[[], float] = lambda: SWEEP,
) -> Iterator[Round]:
    """Look at once and then after every hint, sweep and midnight, until the hints are stopped; silent rounds are left out.

    `idle` is called before every wait, and says after how many seconds it wants to be called again.
    """
    yield from _Watch(open_session, hints, sweep, idle).run(once=once)


@dataclass(slots=True)
class _Watch:
    """What a watch remembers from one look to the next."""

    open_session: Callable[[Hinted | None], Session]
    hints: Hints
    sweep: float
    idle: Callable[[], float]
    known: dict[object, Finding] = field(default_factory=dict)
    scan: Scan | None = None
    signature: str = ""
    settings: str = ""
    day: date | None = None
    lost: bool = False

    def run(self, *, once: bool) -> Iterator[Round]:
        hint: Hint | None = None
        while not self.hints.stopped:
            one = self.look(hint)
            if one is not None and not one.silent:
                yield one
            if once:
                return
            hint = self.hints.wait(min(self.sweep, self.idle()))
            if hint is None and self.hints.renew():
                self.scan = None

    def look(self, hint: Hint | None) -> Round | None:
        """One look at the disk; None where it cannot be believed yet."""
        session = self.session(hint)
        if not os.path.isdir(session.root):
            self.wait_for(session)
            return None
        if self.scan is not None and _doubtful(self.scan.files, session.scan.files):
            session.close()
            more = self.hints.wait(AGAIN)
            session = self.session(_both(hint, more))
        if any(problem.path == "." for problem in session.scan.problems):
            self.wait_for(session)
            return None
        self.lost = False
        first, new_day = self.day is None, self.day is not None and session.today != self.day
        changes = session.changes
        if not (first or new_day or changes.any or session.settings_text != self.settings):
            self.keep(session)
            return None
        found: dict[object, Finding] = {item.identity: item for item in lint(session, horizon=AHEAD).findings}
        new = tuple(item for name, item in found.items() if name not in self.known)
        gone = tuple(item for name, item in self.known.items() if name not in found)
        self.known = found
        self.keep(session)
        return Round(session, changes, new, gone, found, first, new_day)

    def wait_for(self, session: Session) -> None:
        """The vault is out of reach (a disk unplugged, a share gone): what is not there was not deleted."""
        if not self.lost:
            session.say("the vault's folder cannot be read; waiting until it can")
        session.close()
        self.lost, self.scan = True, None

    def session(self, hint: Hint | None) -> Session:
        if hint is None or hint.anywhere or self.scan is None:
            return self.open_session(None)
        return self.open_session(Hinted(self.scan, self.signature, hint.paths))

    def keep(self, session: Session) -> None:
        """Remember what was seen, and let go of the index: whoever else wants it need not wait."""
        self.scan, self.signature, self.settings, self.day = session.scan, session.index.signature(), session.settings_text, session.today
        session.close()


def _doubtful(before: Mapping[str, Stat], after: Mapping[str, Stat]) -> bool:
    """Whether a note vanished, or lost more than half of its bytes: it may be half written."""
    if before is after:
        return False
    for path, old in before.items():
        now = after.get(path)
        if now is None or (now is not old and now.size * 2 < old.size):
            return True
    return False


def _both(hint: Hint | None, more: Hint | None) -> Hint | None:
    """Two hints as one; None means anywhere."""
    if hint is None or more is None:
        return hint
    return None if more.anywhere or hint.anywhere else _Paths(hint.paths | more.paths)


@dataclass(frozen=True, slots=True)
class _Paths:
    paths: frozenset[str]
    anywhere: bool = False
