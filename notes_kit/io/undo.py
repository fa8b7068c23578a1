"""The journal of what was written: one file per operation, so that a killed one is mended and the last one taken back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from notes_kit.io.exchange import sync, sync_folder, there
from notes_kit.io.lock import own_folder
from notes_kit.io.target import WriteError

KEPT = 50
"""Operations that can be taken back; older ones and their backups are deleted."""

LONGEST = 64_000_000
"""Characters of an operation's file, some 200,000 notes; a longer one is neither written nor believed."""

STATES = ("preparing", "ready", "committed", "done")
_PENDING = "pending.json"
_NAME = re.compile(r"(\d{6})\.json\Z")
_HASH = re.compile(r"(?:[0-9a-f]{64})?\Z")
_TOKEN = re.compile(r"(?:[0-9a-f]{8})\Z")


class JournalError(WriteError):
    """The journal of a killed operation cannot be read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an operation. `before` and `after` are SHA-256 of its bytes, empty where there is no file.

    `token` names the temporary file, `mode` is the file's before it was deleted, `folders` were made for it.
    """

    path: str
    before: str
    after: str
    token: str
    mode: int = 0
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """What one command wrote. `time` is ISO 8601; `undoes` the number of the operation that it took back, 0 for none.

    preparing: temporary files may be there, whole or not. ready: they are whole, and some may have been
    exchanged with the notes. committed: all have. done: what they displaced is in the backup.
    `checked` says that the backup was looked at once more (see `recover`).
    """

    number: int
    time: str
    title: str
    pieces: tuple[Piece, ...]
    state: str = STATES[0]
    undoes: int = 0
    checked: bool = False


class Journal:
    """The folders `.notes-kit/undo` and `.notes-kit/backup` of a vault. Hold the lock to write in them."""

    def __init__(self, root: str, *, make: bool = True) -> None:
        self.root = root
        own = own_folder(root) if make else os.path.join(root, ".notes-kit")
        self.folder, self.backups = os.path.join(own, "undo"), os.path.join(own, "backup")
        for folder in (self.folder, self.backups):
            if make and not there(folder):
                os.mkdir(folder, 0o700)
            if os.path.islink(folder) or (make and not os.path.isdir(folder)):
                raise WriteError(f"{os.path.relpath(folder, root)} is not a folder of this vault; move it away, then try again")

    def pending(self) -> Operation | None:
        """The operation that was killed before it was done, if one was.

        Raises:
            JournalError: there is one, and its file says nothing that can be relied on.
        """
        return self._load(_PENDING)

    def save(self, operation: Operation, *, durable: bool = True) -> None:
        """Keep the state of the operation that runs, on the disk before anything later if `durable`."""
        self._write(_PENDING, operation, durable=durable)

    def close(self, operation: Operation) -> None:
        """Make the operation that runs a thing of the past, and forget what is too long ago."""
        self._write(_PENDING, replace(operation, state="done"), durable=False)
        os.replace(os.path.join(self.folder, _PENDING), os.path.join(self.folder, f"{operation.number:06}.json"))
        for number in self.numbers()[:-KEPT]:
            self._forget(number)

    def _forget(self, number: int) -> None:
        folder = os.path.join(self.backups, f"{number:06}")
        with suppress(FileNotFoundError):
            for name in os.listdir(folder):
                os.unlink(os.path.join(folder, name))
            os.rmdir(folder)
        os.unlink(os.path.join(self.folder, f"{number:06}.json"))

    def drop(self) -> None:
        """Forget the operation that ran; nothing of it stands."""
        if there(os.path.join(self.folder, _PENDING)):
            os.unlink(os.path.join(self.folder, _PENDING))

    def left(self) -> list[str]:
        """Files that a killed run left in the journal's folder."""
        try:
            return [name for name in os.listdir(self.folder) if name == _PENDING or name.endswith(".new")]
        except OSError:
            return []

    def sweep(self) -> None:
        """Delete what is left of journal files that were being written."""
        for name in self.left():
            if name.endswith(".new"):
                os.unlink(os.path.join(self.folder, name))

    def set_aside(self) -> str:
        """Rename a pending operation that cannot be read; returns its new name."""
        name = "unreadable.json"
        os.replace(os.path.join(self.folder, _PENDING), os.path.join(self.folder, name))
        return os.path.relpath(os.path.join(self.folder, name), self.root)

    def mark(self, operation: Operation) -> None:
        """Keep that a past operation's backup was checked."""
        self._write(f"{operation.number:06}.json", replace(operation, checked=True), durable=False)

    def numbers(self) -> list[int]:
        """The numbers of the past operations, oldest first."""
        try:
            names = os.listdir(self.folder)
        except OSError:
            return []
        return sorted(int(match[1]) for name in names if (match := _NAME.match(name)))

    def past(self) -> Iterator[Operation]:
        """The past operations, newest first; one whose file cannot be read is passed over."""
        for number in reversed(self.numbers()):
            try:
                found = self._load(f"{number:06}.json")
            except JournalError:
                continue
            if found is not None and found.number == number:
                yield found

    def last(self) -> Operation | None:
        """The newest operation that has not been taken back."""
        taken: set[int] = set()
        for operation in self.past():
            if operation.undoes:
                taken.add(operation.undoes)
            elif operation.number not in taken:
                return operation
        return None

    def backup(self, operation: Operation, index: int, *, make: bool = False) -> str:
        """Where the earlier version of an operation's file is kept."""
        folder = os.path.join(self.backups, f"{operation.number:06}")
        if make:
            os.makedirs(folder, 0o700, exist_ok=True)
        return os.path.join(folder, f"{index + 1}{os.path.splitext(operation.pieces[index].path)[1]}")

    def _write(self, name: str, operation: Operation, *, durable: bool) -> None:
        path = os.path.join(self.folder, name)
        handle = os.open(path + ".new", os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with open(handle, "w", encoding="ascii") as stream:
            stream.write(_text(operation))
            stream.flush()
            if durable:
                sync(stream.fileno())
        os.replace(path + ".new", path)
        if durable:
            sync_folder(self.folder)

    def _load(self, name: str) -> Operation | None:
        path = os.path.join(self.folder, name)
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with open(handle, encoding="ascii") as stream:
                return _operation(json.loads(stream.read(LONGEST)))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, RecursionError) as problem:
            raise JournalError(f"{os.path.relpath(path, self.root)} cannot be read") from problem


def _text(operation: Operation) -> str:
    """An operation as its file has it; `asdict` would take a second for the 30,000 pieces of a large import.

    Raises:
        WriteError: it is too long.
    """
    pieces = [{name: getattr(piece, name) for name in Piece.__slots__} for piece in operation.pieces]
    rest = {name: getattr(operation, name) for name in Operation.__slots__ if name != "pieces"}
    text = json.dumps({"version": 1, **rest, "pieces": pieces})
    if len(text) > LONGEST:
        raise WriteError(f"{len(pieces)} files are more than can be written, and taken back, in one operation; write fewer at once")
    return text


def _operation(data: dict[str, object]) -> Operation:
    """An operation from what its file says, believed only where it has the right shape.

    Raises:
        ValueError, TypeError, KeyError: it has another.
    """
    pieces = data["pieces"]
    number, undoes, state = data["number"], data["undoes"], data["state"]
    if data["version"] != 1 or not isinstance(pieces, list) or state not in STATES or not isinstance(number, int) or not isinstance(undoes, int):
        raise ValueError(state)
    found = []
    for item in pieces:
        path, before, after, token, mode, folders = (item[name] for name in ("path", "before", "after", "token", "mode", "folders"))
        if not all(isinstance(text, str) for text in (path, before, after, token, *folders)) or not isinstance(mode, int):
            raise TypeError(item)
        if not (_HASH.match(before) and _HASH.match(after) and _TOKEN.match(token)):
            raise ValueError(item)
        found.append(Piece(path, before, after, token, mode, tuple(folders)))
    return Operation(number, str(data["time"]), str(data["title"]), tuple(found), str(state), undoes, bool(data["checked"]))
