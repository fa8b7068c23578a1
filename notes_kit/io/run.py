"""A command of the person's own, started beside a watch: never through a shell unless asked, and never waited for."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress


class CommandError(Exception):
    """The command cannot be started."""


class Runner:
    """Runs one command again and again, one run at a time; what happens meanwhile is for the run after it."""

    def __init__(self, command: str, *, shell: bool = False) -> None:
        """Take a command as it would be typed: split into words as a shell splits them, or given to the shell whole.

        Raises:
            CommandError: a quotation mark is never closed, or there is no word in it.
        """
        try:
            self._words = [command] if shell else shlex.split(command)
        except ValueError as problem:
            raise CommandError(f"--exec {command}: {problem}") from problem
        if not self._words:
            raise CommandError("--exec needs a command")
        self._shell = shell
        self._process: subprocess.Popen[bytes] | None = None
        self._span = (0, 0)

    @property
    def running(self) -> bool:
        """Whether the last run goes on."""
        return self._process is not None and self._process.poll() is None

    def during(self, moment: int) -> bool:
        """Whether a moment (Unix time in nanoseconds) lies within the last run, or the run goes on and has begun by then."""
        begin, end = self._span
        return begin <= moment and (self.running or moment <= end)

    def _see_off(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        self._span = (self._span[0], time.time_ns())

    def failed(self) -> int:
        """The exit status of a run that has ended and failed, told once; else 0."""
        if self._process is None or self._process.poll() in (None, 0):
            return 0
        status, self._process = self._process.returncode, None
        return status

    def start(self, folder: str, variables: Mapping[str, str]) -> None:
        """Start it in a folder, with these variables added to the environment; its output goes to stderr.

        Raises:
            CommandError: there is no such program, or it may not be run.
        """
        self._span = (time.time_ns(), 0)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the words are the person's own, typed for this
                self._words[0] if self._shell else self._words,
                shell=self._shell, cwd=folder, env=os.environ | dict(variables), stdin=subprocess.DEVNULL, stdout=2, start_new_session=True,
            )  # fmt: skip
        except OSError as problem:
            raise CommandError(f"{self._words[0]}: {problem.strerror}") from problem
        threading.Thread(target=self._see_off, args=(self._process,), daemon=True).start()

    def end(self, patience: float = 2.0) -> None:
        """Ask a run that goes on to end; after `patience` seconds it is made to, with all that it started."""
        if self._process is None or not self.running:
            return
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            with suppress(OSError):
                if hasattr(os, "killpg"):
                    os.killpg(self._process.pid, number)
                else:
                    self._process.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
                return
