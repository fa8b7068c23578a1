"""A file of another program, as it came from somewhere: read whole up to a size, from an archive only what was asked for."""

from __future__ import annotations

import os
import stat
import sys

LARGEST = 100_000_000
"""Bytes of such a file; 30,000 connections of LinkedIn are 4 MB, 10,000 vCards with pictures 60."""

_ZIP = b"PK\x03\x04"
_MANY = 100_000


class ForeignError(Exception):
    """The file cannot be read; the message says why."""


def read_foreign(path: str, member: str = "") -> tuple[str, bytes]:
    """The file's name and its bytes; `-` is standard input. Of a ZIP archive, the file in it called `member`, in whatever folder.

    Nothing of an archive is ever unpacked onto the disk, so that its paths can lead nowhere.

    Raises:
        ForeignError: it is not there, no regular file, too large, no archive as it should be, or has no such member.
    """
    if path == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        name = "standard input"
    else:
        name, data = os.path.basename(path), _bytes(path)
    if len(data) > LARGEST:
        raise ForeignError(f"{path} is larger than {LARGEST // 1_000_000} MB, which no such file is; nothing was read")
    if data.startswith(_ZIP):
        if name.casefold().endswith((".xlsx", ".ods", ".numbers")):
            raise ForeignError(f"{path} is a workbook of a spreadsheet program; save it there as CSV (UTF-8), and import that")
        if not member:
            raise ForeignError(f"{path} is a ZIP archive; unpack it, and name the file in it")
        return _member(path, data, member)
    return name, data


def _bytes(path: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb", buffering=0) as stream:
            info = os.fstat(handle)
            if stat.S_ISDIR(info.st_mode):
                raise ForeignError(f"{path} is a folder; name the file in it")
            if not stat.S_ISREG(info.st_mode):
                raise ForeignError(f"{path} is not a regular file; `-` reads standard input")
            return stream.read(LARGEST + 1)
    except IsADirectoryError:
        raise ForeignError(f"{path} is a folder; name the file in it") from None
    except OSError as problem:
        raise ForeignError(f"{path} cannot be read: {problem.strerror}") from problem


def _member(path: str, data: bytes, member: str) -> tuple[str, bytes]:
    import io  # noqa: PLC0415 - with `zipfile`, 10 ms that only an archive needs
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            found = [entry for entry in entries[:_MANY] if _base(entry.filename) == member.casefold()]
            if len(found) != 1:
                there = ", ".join(sorted({_base(entry.filename) for entry in entries if entry.filename[-4:].lower() == ".csv"})[:8])
                what = f"{len(found)} files called {member}; unpack the right one" if found else f"no {member}"
                raise ForeignError(f"{path} holds {what} ({f'it holds {there}' if there else 'and no table at all'})")
            entry = found[0]
            if entry.flag_bits & 1:
                raise ForeignError(f"{path} is encrypted; unpack {member} first")
            if entry.file_size > LARGEST:
                raise ForeignError(
                    f"{member} in {path} says that it is larger than {LARGEST // 1_000_000} MB, which no such file is; it was not unpacked"
                )
            with archive.open(entry) as stream:
                out = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as problem:
        raise ForeignError(f"{path} is a damaged ZIP archive ({problem}); download it again") from problem
    if len(out) > LARGEST:
        raise ForeignError(f"{member} in {path} unpacks to more than {LARGEST // 1_000_000} MB; it was not read")
    return member, out


def _base(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
