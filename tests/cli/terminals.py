"""A person at a terminal: `notes-kit` on a pseudo-terminal, answered when its question stands there."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

SECONDS = 60
"""Seconds that a question may take to come before the test fails; nothing is waited for beyond that."""


class Gone(AssertionError):
    """The question never came."""


def talk(folder: Path, arguments: Sequence[str], answers: Sequence[tuple[str, str]], today: str = "2026-05-18") -> tuple[int, str, str]:
    """Run a command and type each answer once its question (part of it) has appeared; `answers` end in Enter or are a control character.

    Returns:
        The exit status, what stood on the terminal, and stdout, which is a pipe.
    """
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NOTES_KIT_TODAY": today, "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with subprocess.Popen(
        [sys.executable, "-m", "notes_kit", *arguments], cwd=folder, env=environment, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
        preexec_fn=_own_terminal,  # noqa: PLW1509 - no thread runs here
    ) as running:  # fmt: skip
        os.close(theirs)
        shown = ""
        try:
            for question, answer in answers:
                seen = len(shown)
                while question not in shown[seen:]:
                    shown += _more(ours, shown)
                os.write(ours, answer.encode() if answer in ("\x03", "\x04") else f"{answer}\n".encode())
            with contextlib.suppress(Gone):
                while True:
                    shown += _more(ours, shown)
            said = running.communicate(timeout=SECONDS)[0]
        finally:
            running.kill()
            os.close(ours)
    return running.returncode, shown.replace("\r\n", "\n"), said.decode()


def screen(folder: Path, arguments: Sequence[str], program: str = "", **more: str) -> tuple[int, str, str]:
    """Run a command, or a program of Python with these arguments, with stdout on one terminal and stderr on another.

    Returns:
        The exit status, and what was written to either, as a terminal gets it.
    """
    terminals = [pty.openpty() for _ in range(2)]
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    environment |= {"NOTES_KIT_TODAY": "2026-05-18", "TERM": "xterm", "LC_ALL": "C.UTF-8", "TZ": "UTC"} | more
    command = [sys.executable, *(["-c", program] if program else ["-m", "notes_kit"]), *arguments]
    shown = ["", ""]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=terminals[0][1], stderr=terminals[1][1]) as running:
        for _, theirs in terminals:
            os.close(theirs)
        open_ones = {ours: at for at, (ours, _) in enumerate(terminals)}
        while open_ones:
            for ours in select.select(list(open_ones), [], [], SECONDS)[0] or list(open_ones):
                try:
                    data = os.read(ours, 65536)
                except OSError:
                    data = b""
                shown[open_ones[ours]] += data.decode("utf-8", "replace")
                if not data:
                    os.close(ours)
                    del open_ones[ours]
    return running.returncode, shown[0].replace("\r\n", "\n"), shown[1].replace("\r\n", "\n")


def _more(terminal: int, shown: str) -> str:
    """What comes next on the terminal; it is an error where nothing does."""
    if not select.select([terminal], [], [], SECONDS)[0]:
        raise Gone(f"nothing more came after:\n{shown}")
    try:
        data = os.read(terminal, 65536)
    except OSError:  # Linux says so once the other side is closed
        data = b""
    if not data:
        raise Gone(f"it ended after:\n{shown}")
    return data.decode("utf-8", "replace")


def _own_terminal() -> None:
    """Make the terminal the one that Ctrl-C of it interrupts."""
    import fcntl
    import termios

    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
