"""Files that notes-kit makes outside its index and outside the person's notes: reports."""

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
