"""Hints that something in a vault was saved. Events are never believed: who gets a hint looks at the disk."""

from __future__ import annotations

import errno
import logging
import os
import threading
import time
import warnings
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from notes_kit.io.files import MARKER, NEVER

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_BACKSLASHED = os.sep != "/"

QUIET = 0.15
"""Seconds without a further event after which a save counts as finished."""

LONGEST = 1.0
"""Seconds after which to look even though events keep coming."""

BETWEEN = 2.0
"""Seconds between two listings where they are compared: each is a stat of every file, over a network perhaps."""

_KINDS = [DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""Opened and closed events are left out: they are most of the flood, and reading a note raises them too."""


MANY = 200
"""Paths from which a look at everything is as quick as a look at each."""


class Hint(NamedTuple):
    """Where something may have changed: notes by their paths from the vault's root, or anywhere."""

    paths: frozenset[str] = frozenset()
    anywhere: bool = False


class _Alarm(logging.Handler):
    """watchdog tells of a queue that overflowed only in its log: events are lost, so the change may be anywhere."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - whatever the trouble is
        self._hints.alarm()


class Hints(FileSystemEventHandler):
    """The file system's events below a vault, boiled down to “look again there”."""

    def __init__(self, root: str, *, poll: bool = False, quiet: float = QUIET) -> None:
        """Watch `root`; `poll` compares listings instead of asking the kernel (network drives); `quiet` in seconds."""
        self._root = root
        self._quiet = quiet
        self._bell: SimpleQueue[None] = SimpleQueue()  # no Event: a signal's handler that meets one being set waits for ever
        self._lock = threading.Lock()
        self._paths: set[str] = set()
        self._anywhere = False
        self._stopped = False
        self._alarm = _Alarm(self)
        log = logging.getLogger("watchdog")
        log.addHandler(self._alarm)
        log.propagate = False
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")  # kilobytes about a folder that came back
        self.native = True
        self._here = _identity(root)
        self._observer = self._start(poll=poll)

    def _start(self, *, poll: bool) -> BaseObserver:
        from watchdog.observers import Observer  # noqa: PLC0415
        from watchdog.observers.polling import PollingObserver  # noqa: PLC0415

        observer: BaseObserver = PollingObserver(timeout=BETWEEN) if poll else Observer()
        try:
            observer.schedule(self, self._root, recursive=True, event_filter=list(_KINDS))
            observer.start()
            if not poll and self._used_up():
                observer.stop()
                observer.join()
                return self._start(poll=True)
        except OSError:
            if poll:
                raise
            return self._start(poll=True)  # there are no watches left, or this file system has none
        self.native = not poll
        return observer

    def _used_up(self) -> bool:
        """Whether the system gives no more watches, so that some folder may have got none: watchdog passes over those without a word."""
        from watchdog.observers import Observer  # noqa: PLC0415

        probe = Observer()
        try:
            probe.schedule(FileSystemEventHandler(), os.path.dirname(self._root))
            probe.start()
        except OSError as problem:
            return problem.errno in (errno.ENOSPC, errno.EMFILE)
        probe.stop()
        probe.join()
        return False

    def dispatch(self, event: FileSystemEvent) -> None:
        """Note an event, unless it is about something that no answer depends on."""
        for path in (event.src_path, event.dest_path):
            text = path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
            if text:
                self._take(text[len(self._root) + 1 :].replace("\\", "/") if _BACKSLASHED else text[len(self._root) + 1 :], folder=event.is_directory)

    def _take(self, path: str, *, folder: bool) -> None:
        if any(part in NEVER for part in path.split("/")):
            return
        name = path.rsplit("/", 1)[-1]
        with self._lock:
            if folder or name in (MARKER, ".gitignore"):
                self._anywhere = True
            elif name.lower().endswith(".md"):
                self._paths.add(path)
                self._anywhere = self._anywhere or len(self._paths) > MANY
            else:
                return
        self._ring()

    def alarm(self) -> None:
        """Events were lost, or watching is in trouble: the next hint means everything."""
        with self._lock:
            self._anywhere = True
        self._ring()

    def wait(self, seconds: float) -> Hint | None:
        """Wait for a hint and then for quiet; None after `seconds` without one, or once stopped."""
        if self._stopped or not self._rings(max(seconds, 0)) or self._stopped:
            return None
        until = time.monotonic() + LONGEST
        while not self._stopped and time.monotonic() < until and self._rings(self._quiet):
            pass
        with self._lock:
            hint = Hint(frozenset(self._paths), self._anywhere)
            self._paths, self._anywhere = set(), False
        return None if self._stopped else hint

    def _rings(self, seconds: float) -> bool:
        """Whether the bell rings within so many seconds; all that it rang until then is heard."""
        try:
            self._bell.get(timeout=seconds)
        except Empty:
            return False
        with suppress(Empty):
            while True:
                self._bell.get_nowait()
        return True

    def _ring(self) -> None:
        if self._bell.empty():  # once is enough, however many events a storm has
            self._bell.put(None)

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to end."""
        return self._stopped

    def stop(self) -> None:
        """Make `wait` return at once, now and from now on; safe from a signal handler."""
        self._stopped = True
        self._bell.put(None)

    def renew(self) -> bool:
        """Watch the folder that stands at the vault's path now, if it is another one than before (mounted again, moved back)."""
        here = _identity(self._root)
        if here is None or here == self._here:
            return False
        self._observer.stop()
        self._observer.join()
        self._observer = self._start(poll=not self.native)
        self._here = here
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._observer.stop()
        self._observer.join()
        logging.getLogger("watchdog").removeHandler(self._alarm)


def _identity(folder: str) -> tuple[int, int] | None:
    """Which folder stands at a path: its device and inode; None where there is none."""
    try:
        info = os.stat(folder)
    except OSError:
        return None
    return info.st_dev, info.st_ino
