"""Calls to the system that fail, or before which the process ends, for tests of what writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from notes_kit.io import commit, exchange, target

CALLS = ["open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "chmod", "fchmod", "lstat", "close"]


class Faults:
    """Counts calls to the system, and fails the Nth: once, or from then on."""

    def __init__(self, at: int, number: int, *, persistent: bool, killed: bool = False) -> None:
        self.left, self.number, self.persistent, self.killed = at, number, persistent, killed
        self.hit = ""

    def check(self, name: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.persistent and self.left < 0):
            self.hit = self.hit or name
            if self.killed:
                raise Killed
            raise OSError(self.number, os.strerror(self.number), name)


class Killed(BaseException):
    """As if the process had been killed here: nothing more of it runs (see `faulty`)."""


@contextmanager
def faulty(monkeypatch: pytest.MonkeyPatch, faults: Faults) -> Iterator[None]:
    with monkeypatch.context() as patch:

        def wrap(module: object, name: str) -> None:
            real: Callable[..., object] = getattr(module, name)

            def call(*args: object, **more: object) -> object:
                if name == "close":
                    real(*args, **more)  # a failing close closes all the same
                    faults.check(name)
                    return None
                faults.check(name)
                return real(*args, **more)

            patch.setattr(module, name, call)

        for name in CALLS:
            wrap(os, name)
        wrap(exchange, "rename")
        if faults.killed:
            for module, name in ((commit, "digest"), (target, "sync")):
                wrap(module, name)
        yield


def stopped(monkeypatch: pytest.MonkeyPatch, at: int, call: Callable[[], object]) -> bool:
    """Run a call in a child process that ends without a word before its Nth call to the system; whether it did."""
    child = os.fork()
    if child == 0:
        with faulty(monkeypatch, _Gone(at, 0, persistent=False, killed=True)):
            call()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


class _Gone(Faults):
    """Ends the process where it would fail."""

    def check(self, name: str) -> None:
        try:
            super().check(name)
        except Killed:
            os._exit(9)
