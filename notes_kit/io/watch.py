"""Hints that something in a vault was saved. Events are never believed: who gets a hint looks at the disk."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

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

QUIET = 0.15
"""Seconds without a further event after which a save counts as finished."""

LONGEST = 1.0
"""Seconds after which to look even though events keep coming."""

_KINDS = [DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
"""Opened and closed events are left out: they are most of the flood, and reading a note raises them too."""


class Waiter(Protocol):
    """What a watch waits on."""

    def wait(self, seconds: float) -> bool:
        """Wait until something may have changed (True), or for so many seconds (False)."""


class Hints(FileSystemEventHandler):
    """The file system's events below a vault, boiled down to “look again”."""

    def __init__(self, root: str, *, poll: bool = False) -> None:
        """Watch `root`; `poll` compares listings instead of asking the kernel (network drives)."""
        self._root = root
        self._changed = threading.Event()
        self._stopped = False
        self.native = not poll
        self._observer = self._start(poll=poll)

    def _start(self, *, poll: bool) -> BaseObserver:
        from watchdog.observers import Observer  # noqa: PLC0415
        from watchdog.observers.polling import PollingObserver  # noqa: PLC0415

        observer: BaseObserver = PollingObserver() if poll else Observer()
        try:
            observer.schedule(self, self._root, recursive=True, event_filter=list(_KINDS))
            observer.start()
        except OSError:
            if poll:
                raise
            self.native = False  # the limit on watches is reached, or this file system has none
            return self._start(poll=True)
        return observer

    def dispatch(self, event: FileSystemEvent) -> None:
        """Note an event, unless it is about something that no answer depends on."""
        for path in (event.src_path, event.dest_path):
            text = path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path
            if text and self._matters(text[len(self._root) + 1 :], folder=event.is_directory):
                self._changed.set()

    @staticmethod
    def _matters(path: str, *, folder: bool) -> bool:
        if any(part in NEVER for part in path.split("/")):
            return False
        return folder or path.lower().endswith(".md") or path.rsplit("/", 1)[-1] in (MARKER, ".gitignore")

    def wait(self, seconds: float) -> bool:
        """Wait for a hint and then for quiet; False after `seconds` without one, or once stopped."""
        if not self._changed.wait(seconds) or self._stopped:
            return False
        until = time.monotonic() + LONGEST
        while self._changed.is_set() and time.monotonic() < until:
            self._changed.clear()
            self._changed.wait(QUIET)
        self._changed.clear()
        return not self._stopped

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to end."""
        return self._stopped

    def stop(self) -> None:
        """Make `wait` return at once, now and from now on; safe from a signal handler."""
        self._stopped = True
        self._changed.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._observer.stop()
        self._observer.join()
