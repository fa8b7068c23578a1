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


def edit_text(command: list[str], text: str, name: str) -> str:
    """The text as the person leaves it in their editor. The file lies outside any vault and is readable by its owner alone.

    Raises:
        NoEditorError: the editor could not be started, or failed, or left what is no text; the file stays, and the message says where.
    """
    import tempfile  # noqa: PLC0415 - only `--edit` needs it

    folder = tempfile.mkdtemp(prefix="notes-kit-")
    file = os.path.join(folder, name)
    with open(file, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
    kept = f"the text is in {file}"
    open_editor(command, file, kept)
    try:
        with open(file, encoding="utf-8-sig", newline="") as stream:
            changed = stream.read()
    except (OSError, UnicodeDecodeError) as problem:
        raise NoEditorError(f"{kept}, but it cannot be read as UTF-8: {problem}") from problem
    for left in os.listdir(folder):
        os.unlink(os.path.join(folder, left))
    os.rmdir(folder)
    return changed


def open_editor(command: list[str], file: str, kept: str = "the note is there") -> None:
    """Open a file and wait until the editor ends; where it fails, the message begins with what is not lost.

    Raises:
        NoEditorError: it could not be started, or says that it failed.
    """
    import subprocess  # noqa: PLC0415 - only `--edit` needs it

    try:
        status = subprocess.run([*command, file], check=False).returncode  # noqa: S603 - the person's own editor, without a shell
    except OSError as problem:
        raise NoEditorError(f"{kept}, but {command[0]} could not be started: {problem.strerror}") from problem
    if status:
        raise NoEditorError(f"{kept}, but {command[0]} ended with status {status}")
