"""The editor of the person, as VISUAL or EDITOR names it; never as a vault does."""

from __future__ import annotations

import os


class NoEditorError(Exception):
    """There is no editor to open, or it could not be opened."""


def editor() -> list[str]:
    """The editor's command line, without the file.

    Raises:
        NoEditorError: neither VISUAL nor EDITOR says one.
    """
    import shlex  # noqa: PLC0415 - only `--edit` needs it

    words = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        found = shlex.split(words, posix=os.name != "nt")
    except ValueError:
        found = []
    if not found:
        raise NoEditorError("--edit opens the editor that VISUAL or EDITOR names, and neither does; nothing was written")
    return found


def open_editor(command: list[str], file: str) -> None:
    """Open a file and wait until the editor ends.

    Raises:
        NoEditorError: it could not be started, or says that it failed.
    """
    import subprocess  # noqa: PLC0415 - only `--edit` needs it

    try:
        status = subprocess.run([*command, file], check=False).returncode  # noqa: S603 - the person's own editor, without a shell
    except OSError as problem:
        raise NoEditorError(f"the note is there, but {command[0]} could not be started: {problem.strerror}") from problem
    if status:
        raise NoEditorError(f"the note is there, but {command[0]} ended with status {status}")
