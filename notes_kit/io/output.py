"""Files that notes-kit makes outside its index and outside the person's notes: reports and drafts."""

from __future__ import annotations

import os
import tempfile


def read_existing(path: str) -> bytes | None:
    """The bytes of a file, or None if there is none."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None


class ThereError(Exception):
    """A file of that name is there, and what somebody wrote is never replaced."""


def write_new(path: str, data: bytes) -> None:
    """Write a file where there is none, readable by its owner alone.

    Raises:
        ThereError: there is one.
        OSError: it cannot be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError:
        raise ThereError(f"{path} is there already, and may be what you made of an earlier draft; name another file") from None
    with open(handle, "wb") as stream:
        stream.write(data)


def write_output(path: str, data: bytes) -> None:
    """Put a file in place whole: a reader sees the old one or the new one, never a part. An existing file keeps its mode.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    path = os.path.realpath(path)
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=os.path.dirname(path))
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            mode = os.stat(path).st_mode & 0o7777
        except FileNotFoundError:
            mode = 0o600
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
