"""Stay with a vault: after each save, and when the day turns, tell what appeared and what went."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Protocol

from notes_kit.app.indexing import Changes, Progress
from notes_kit.app.session import Hinted, Session
from notes_kit.app.standing import Name, Standing, stand
from notes_kit.io.files import Scan, Stat
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.store.index import BusyError

SWEEP = 30.0
"""Seconds after which the disk is looked at though nothing was announced: events get lost."""

AGAIN = 0.25
"""Seconds after which a note that vanished or shrank is looked at once more: many editors and tools empty a file, or move it away, before they write it."""

PATIENCE = 1.0
"""Seconds after which to look again where another notes-kit was still writing the index."""

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
    found: Mapping[Name, Finding] = field(repr=False)
    first: bool = False
    new_day: bool = False
    new_settings: bool = False

    @property
    def silent(self) -> bool:
        """Nothing to tell."""
        return not (self.first or self.new_day or self.new_settings or self.changes.any or self.new or self.gone)

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
    made: Collection[str] = (),
    clock: Callable[[], float] = monotonic,
) -> Iterator[Round]:
    """Look at once and then after every hint, sweep and midnight, until the hints are stopped; silent rounds are left out.

    `idle` is called before every wait, and says after how many seconds it wants to be called again. `made` are notes that are
    made of what a round tells, such as a report: what is wrong with them until then is not told. `clock` gives seconds that
    only go forward.
    """
    yield from _Watch(open_session, hints, sweep, idle, frozenset(made), clock).run(once=once)


@dataclass(slots=True)
class _Watch:
    """What a watch remembers from one look to the next."""

    open_session: Callable[[Hinted | None], Session]
    hints: Hints
    sweep: float
    idle: Callable[[], float]
    made: frozenset[str]
    clock: Callable[[], float]
    swept: float = 0.0
    known: Standing = field(default_factory=Standing)
    hashes: dict[str, str] = field(default_factory=dict)
    scan: Scan | None = None
    signature: str = ""
    settings: str = ""
    day: date | None = None
    lost: bool = False
    busy: bool = False

    def run(self, *, once: bool) -> Iterator[Round]:
        hint: Hint | None = None
        while not self.hints.stopped:
            one = self.look(hint, once=once)
            if one is not None and not one.silent:
                yield one
            if once:
                return
            if one is not None and one.first:
                _get_ready()
            hint = self.hints.wait(min(PATIENCE if self.busy else self.sweep, self.idle()))
            if hint is None and self.hints.renew():
                self.scan = None
            if self.clock() - self.swept >= self.sweep:
                hint = None  # one who saves all the time would put off the sweep for ever

    def look(self, hint: Hint | None, *, once: bool) -> Round | None:
        """One look at the disk; None where it cannot be believed yet, or shows nothing new.

        Raises:
            notes_kit.store.index.BusyError: another process is writing the index, and there is no other look.
        """
        session = self.session(hint)
        try:
            return self.compare(hint, session)
        except _EndedError:
            session.close()
            return None
        except BusyError:
            if once:
                raise
            if not self.busy:
                session.say("another notes-kit is writing the index; waiting until it is done")
            session.close()
            self.busy, self.scan = True, None
            return None

    def compare(self, hint: Hint | None, session: Session) -> Round | None:
        if not os.path.isdir(session.root):
            self.wait_for(session)
            return None
        shrunk = len(session.settings_text) * 2 < len(self.settings)
        if self.scan is not None and (shrunk or _doubtful(self.scan.files, session.scan.files, _looked_at(session))):
            session.close()
            more = self.hints.wait(AGAIN)
            session = self.session(_both(hint, more))
        if any(problem.path == "." for problem in session.scan.problems):
            self.wait_for(session)
            return None
        self.lost = False
        first, new_day = self.day is None, self.day is not None and session.today != self.day
        new_settings = not first and session.settings_text != self.settings
        changes = session.changes if first else self.changed(session)
        if not (first or new_day or new_settings or changes.any or session.changes.any or session.index.signature() != (self.signature or None)):
            self.keep(session)
            return None
        now = stand(session, self.known, horizon=AHEAD)
        new, gone = (tuple(item for item in items if item.path not in self.made) for items in (now.new, now.gone))
        if first:
            self.hashes = {path: known.hash for path, known in session.index.known().items()}
        self.known = now
        self.keep(session)
        found = {name: item for name, item in now.found.items() if item.path not in self.made} if self.made else now.found
        return Round(session, changes, new, gone, found, first, new_day, new_settings)

    def changed(self, session: Session) -> Changes:
        """What is different from the last look, whoever brought the index up to date in between."""
        own = session.changes
        after = session.scan.files
        paths = {*own.added, *own.changed, *own.removed}
        paths.update(_differing(self.scan.files, after, _looked_at(session)) if self.scan is not None else self.hashes.keys() | after.keys())
        known = session.index.known(paths)
        added: list[str] = []
        changed: list[str] = []
        removed: list[str] = []
        for path in sorted(paths):
            old = self.hashes.get(path)
            new = known[path].hash if path in known else "" if path in after else None
            if new is None:
                self.hashes.pop(path, None)
            else:
                self.hashes[path] = new
            if old != new:
                (added if old is None else removed if new is None else changed).append(path)
        return Changes(tuple(added), tuple(changed), tuple(removed), own.total)

    def wait_for(self, session: Session) -> None:
        """The vault is out of reach (a disk unplugged, a share gone): what is not there was not deleted."""
        if not self.lost:
            session.say("the vault's folder cannot be read; waiting until it can")
        session.close()
        self.lost, self.scan = True, None

    def session(self, hint: Hint | None) -> Session:
        if hint is None:
            self.swept = self.clock()
        hinted = None if hint is None or hint.anywhere or self.scan is None else Hinted(self.scan, self.signature, hint.paths)
        session = self.open_session(hinted)
        session.progress = self.unless_stopped(session.progress)
        return session

    def unless_stopped(self, progress: Progress | None) -> Progress:
        """Progress that ends the reading of many notes as soon as somebody asks to: the first look at a large vault takes a while."""

        def tell(done: int, total: int) -> None:
            if self.hints.stopped:
                raise _EndedError
            if progress is not None:
                progress(done, total)

        return tell

    def keep(self, session: Session) -> None:
        """Remember what was seen, and let go of the index: whoever else wants it need not wait."""
        self.scan, self.signature, self.settings, self.day = session.scan, session.index.signature(), session.settings_text, session.today
        self.busy = False
        session.close()


class _EndedError(Exception):
    """Somebody asked to end in the middle of a look; what was begun is taken back."""


def _get_ready() -> None:
    """Load what the first save will need, while nobody waits."""
    import notes_kit.app.verdicts  # noqa: PLC0415
    import notes_kit.parse.note  # noqa: PLC0415
    import notes_kit.store.codec  # noqa: F401, PLC0415


def _looked_at(session: Session) -> Collection[str] | None:
    """The paths at which the disk was looked at; None for all."""
    session.scan  # noqa: B018 - a hint that does not suffice is dropped while looking
    return session.hinted.paths if session.hinted is not None else None


def _doubtful(before: Mapping[str, Stat], after: Mapping[str, Stat], looked_at: Collection[str] | None) -> bool:
    """Whether a note vanished, or lost more than half of its bytes: it may be half written."""
    for path in _differing(before, after, looked_at):
        old, now = before.get(path), after.get(path)
        if old is not None and (now is None or now.size * 2 < old.size):
            return True
    return False


def _differing(before: Mapping[str, Stat], after: Mapping[str, Stat], looked_at: Collection[str] | None) -> Iterable[str]:
    """The paths whose stats differ, among those that were looked at."""
    return (path for path in (looked_at if looked_at is not None else {**before, **after}) if before.get(path) != after.get(path))


def _both(hint: Hint | None, more: Hint | None) -> Hint | None:
    """Two hints as one; None means anywhere."""
    if hint is None or more is None:
        return hint
    return None if more.anywhere or hint.anywhere else _Paths(hint.paths | more.paths)


@dataclass(frozen=True, slots=True)
class _Paths:
    paths: frozenset[str]
    anywhere: bool = False
