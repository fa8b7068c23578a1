"""The file that is to be written: whether it may be, and its new version beside it, complete and checked."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import dataclass
from typing import NamedTuple

from notes_kit.io.exchange import sync, there
from notes_kit.io.files import OWN_FOLDER, read_bytes

_TOKEN = re.compile(r"[0-9a-f]{8}\Z")
_LONGEST = 180  # bytes of a name that is to get more bytes; 255 is what file systems take
_DATALESS = 0x40000000  # macOS SF_DATALESS: the file's bytes are in the cloud


class WriteError(Exception):
    """A note could not be written; the message says what stands as it was, and what to do."""


class NotWritableError(WriteError):
    """The file is none that notes-kit writes to, or none that it may."""


class AlreadyThereError(WriteError):
    """A note was to be made where something is."""


class ExternallyChangedError(WriteError):
    """The file is not what was read. `conflict` is the copy that keeps the other version, if one was needed."""

    def __init__(self, path: str, conflict: str = "") -> None:
        message = f"{path} was changed while notes-kit worked on it, so it was left as it is now; run the command again"
        if conflict:
            message = f"{path} was saved in the very moment of writing. Both versions are kept: the other is “{conflict}”. Compare them, delete one"
        super().__init__(message)
        self.path, self.conflict = path, conflict


@dataclass(frozen=True, slots=True)
class Target:
    """Where a note really is: `path` from the vault's root with links resolved, `file` from the file system's."""

    path: str
    file: str

    @property
    def folder(self) -> str:
        """The folder that the file is in."""
        return os.path.dirname(self.file)

    def temp(self, token: str) -> str:
        """The name of the new version while it is made; hidden from Obsidian and from the index by its dot.

        Raises:
            ValueError: the token is none of ours.
        """
        if not _TOKEN.match(token):
            raise ValueError(token)
        return os.path.join(self.folder, f".{_short(os.path.basename(self.file))}.notes-kit-{token}.tmp")

    def conflict(self, moment: str) -> str:
        """A name beside the note that nothing has, for a version that would else be lost; `moment` as 2026-03-02T15:00:00."""
        stem, ending = os.path.splitext(os.path.basename(self.file))
        when = moment[:19].replace("T", " ").replace(":", "")
        for number in range(1, 1000):
            more = f" {number}" if number > 1 else ""
            name = os.path.join(self.folder, f"{_short(stem)} (notes-kit conflict {when}{more}){ending}")
            if not there(name):
                return name
        raise WriteError(f"{self.path} has a thousand conflict copies; look at them first")


def _short(name: str) -> str:
    """A name cut to what leaves room for more, at a character's end."""
    data = os.fsencode(name)
    if len(data) <= _LONGEST:
        return name
    return os.fsdecode(data[:_LONGEST].decode("utf-8", "ignore").encode())


def find(root: str, path: str) -> Target:
    """The existing file that a path of the vault means; a link inside the vault is followed.

    Raises:
        NotWritableError: it is missing, outside, not a regular file, read-only, or has a second hard link.
    """
    name = _inside(path)
    root = os.path.realpath(root)
    file = os.path.realpath(os.path.join(root, name))
    target = _target(root, path, file)
    try:
        info = os.lstat(file)
    except OSError as problem:
        raise NotWritableError(f"{path} cannot be written: {problem.strerror}") from problem
    if not stat.S_ISREG(info.st_mode):
        raise NotWritableError(f"{path} is not a regular file, so notes-kit does not write to it")
    if info.st_nlink > 1:
        raise NotWritableError(
            f"{path} has {info.st_nlink} names on this disk (hard links), and a careful write would part them; copy the note, delete the extra name"
        )
    if not info.st_mode & 0o222 or not os.access(file, os.W_OK):
        raise NotWritableError(f"{path} is read-only; allow writing to it first")
    if getattr(info, "st_flags", 0) & _DATALESS:
        raise NotWritableError(f"{path} is not on this machine (its bytes are in the cloud); open it once, then try again")
    return target


class Folder(NamedTuple):
    """Where the vault and a folder of it really are, and what of the folder has to be made, outermost first."""

    root: str
    place: str
    missing: tuple[str, ...]


def find_place(root: str, path: str, seen: dict[str, Folder] | None = None) -> tuple[Target, tuple[str, ...]]:
    """Where a new file is to be, and the folders that have to be made for it, outermost first.

    `seen` keeps what is found out about folders, for several files of one operation.

    Raises:
        NotWritableError: the place is outside the vault.
        AlreadyThereError: something is there.
    """
    name = _inside(path)
    above, base = os.path.split(name)
    seen = {} if seen is None else seen
    if above not in seen:
        seen[above] = _folder(os.path.realpath(root), above, path)
    folder = seen[above]
    file = os.path.join(folder.place, base)
    if there(file):
        raise AlreadyThereError(f"{path} is there already; notes-kit never replaces a note by a new one")
    return _target(folder.root, path, file), folder.missing


def _folder(root: str, above: str, path: str) -> Folder:
    folder, missing = os.path.join(root, above).rstrip(os.sep), []
    while not there(folder):
        missing.append(os.path.basename(folder))
        folder = os.path.dirname(folder)
    folder = os.path.realpath(folder)
    if not os.path.isdir(folder):
        raise NotWritableError(f"{path} cannot be made: there is a file where its folder should be")
    made, at = [], os.path.relpath(folder, root)
    for part in reversed(missing):
        at = os.path.normpath(os.path.join(at, part))
        made.append(at.replace(os.sep, "/"))
    return Folder(root, os.path.join(folder, *reversed(missing)), tuple(made))


def known(root: str, path: str) -> Target:
    """The target that a journal names; its file may be there or not.

    Raises:
        NotWritableError: the path leads through a link, or out of the vault.
    """
    root = os.path.realpath(root)
    file = os.path.join(root, _inside(path))
    if os.path.realpath(os.path.dirname(file)) != os.path.dirname(file):
        raise NotWritableError(f"{path} leads through a link")
    return _target(root, path, file)


def _inside(path: str) -> str:
    """A path of the vault as a relative file name.

    Raises:
        NotWritableError: it is none, or a tool's own.
    """
    parts = path.split("/")
    if os.path.isabs(path) or "\0" in path or any(part in ("", ".", "..") or os.sep in part for part in parts):
        raise NotWritableError(f"{path!r} is no path inside the vault")
    if ".git" in parts or parts[0] == OWN_FOLDER:
        raise NotWritableError(f"{path} belongs to a tool; notes-kit writes no notes there")
    return os.path.join(*parts)


def _target(root: str, path: str, file: str) -> Target:
    if not file.startswith(os.path.join(root, "")):
        raise NotWritableError(f"{path} leads out of the vault; notes-kit writes only inside it")
    real = os.path.relpath(file, root).replace(os.sep, "/")
    _inside(real)
    return Target(real, file)


def read(root: str, target: Target) -> bytes:
    """The bytes of a target, never those of a link or pipe that took its place.

    Raises:
        NotWritableError: it cannot be read.
    """
    try:
        return read_bytes(os.path.realpath(root), target.path)
    except OSError as problem:
        raise NotWritableError(f"{target.path} cannot be read: {problem.strerror}") from problem


def make_temp(target: Target, token: str, data: bytes, mode: int = 0, *, durable: bool = True) -> tuple[str, ...]:
    """Write the new version beside the target, with its mode, owner and extended attributes, down to the disk.

    `mode` is that of a file without a predecessor, 0 for the usual one; not `durable` leaves it to the caller to have the
    bytes on the disk. Returns what could not be kept.

    Raises:
        OSError: the disk is full, or anything else went wrong; the temporary file may be there.
    """
    temp = target.temp(token)
    like = os.lstat(target.file) if there(target.file) else None
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(temp, flags, 0o600 if like or mode else 0o666)
    lost: tuple[str, ...] = ()
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if like is not None:
            lost = _resemble(handle, target.file, like)
        elif mode:
            os.chmod(temp, mode)
        if durable:
            sync(handle)
    finally:
        os.close(handle)
    with open(temp, "rb", buffering=0) as stream:
        if stream.read() != data:
            raise OSError(5, "what was written does not read back", temp)
    return lost


def _resemble(handle: int, file: str, like: os.stat_result) -> tuple[str, ...]:
    """Give an open file the owner, attributes and mode of another; returns what it could not be given."""
    lost = []
    own = os.fstat(handle)
    if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        try:
            os.fchown(handle, like.st_uid, like.st_gid)
        except OSError:
            lost.append("its owner or group could not be kept")
    if sys.platform == "linux":
        for name in os.listxattr(file, follow_symlinks=False):
            try:
                os.setxattr(handle, name, os.getxattr(file, name, follow_symlinks=False))
            except OSError:
                if not name.startswith("security."):
                    lost.append(f"its attribute {name} could not be kept")
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(like.st_mode))
    return tuple(lost)
