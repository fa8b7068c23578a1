"""A message on the desktop, where there is one that takes messages."""

from __future__ import annotations

import shutil
import subprocess
import sys

SECONDS = 5
"""After which a desktop that does not answer is given up."""

_APPLE = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"


def notifier() -> list[str] | None:
    """The command that shows a message, to which title and text are added as words of their own; None where there is none."""
    if sys.platform == "darwin" and (tool := shutil.which("osascript")):
        return [tool, "-e", _APPLE]
    tool = shutil.which("notify-send")
    return [tool, "--app-name=notes-kit", "--"] if tool else None


def notify(command: list[str], title: str, text: str) -> bool:
    """Show a message; whether the desktop took it."""
    try:
        done = subprocess.run([*command, title, text], check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
