"""One file of an operation brought into its place, or taken back from it, with every version that others saved kept."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from notes_kit.io.exchange import digest, exchange, mend, move_new, sync, sync_folder, there
from notes_kit.io.target import ExternallyChangedError, Target
from notes_kit.io.undo import Piece

WEAKER = "this file system cannot exchange two names in one step; a save in the same instant might not have been noticed"
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A piece with the file it is about. `moment` names conflict copies."""

    piece: Piece
    target: Target
    moment: str

    @property
    def temp(self) -> str:
        """The new version before the commit, the displaced one after it."""
        return self.target.temp(self.piece.token)

    def commit(self) -> bool:
        """Bring the new version into place; returns False if it could not be done in one step.

        What is displaced stays under the temporary name.

        Raises:
            ExternallyChangedError: the file is not what was read. It is as others saved it.
            OSError: it went wrong.
        """
        piece, file = self.piece, self.target.file
        if not piece.before:
            try:
                return move_new(self.temp, file)
            except FileExistsError:
                raise ExternallyChangedError(self.target.path) from None
        if digest(file) != piece.before:
            raise ExternallyChangedError(self.target.path)
        one_step = move_new(file, self.temp) if not piece.after else exchange(self.temp, file)
        if digest(self.temp) != piece.before:
            raise ExternallyChangedError(self.target.path, self.withdraw(keep=True))
        return one_step

    def withdraw(self, *, keep: bool = False) -> str:
        """Undo what `commit` did, as far as it came, and remove the temporary file; for every state a kill may leave.

        A version that others saved stays in its place, and is never deleted: where two of them want it, one
        becomes a conflict copy, whose path from the vault's root is returned. `keep` keeps ours as one, too.

        Raises:
            OSError: it went wrong.
        """
        piece, file, temp = self.piece, self.target.file, self.temp
        mend(temp)
        if not piece.before:
            return self._unmake()
        if not there(temp):
            return ""
        if not piece.after:
            if there(file) and os.path.samefile(file, temp):
                os.unlink(temp)  # stopped between its two names
                return ""
            with suppress(FileExistsError):
                move_new(temp, file)
                return ""
            return self._conflict()  # somebody made the file again meanwhile
        if digest(temp) == piece.after:
            return self._discard(piece.after)
        for _ in range(_TRIES):
            if digest(file) != piece.after:
                break
            exchange(temp, file)
            if digest(temp) == piece.after:
                return self._conflict() if keep else self._discard(piece.after)
            exchange(temp, file)
        return self._discard(piece.before)

    def _unmake(self) -> str:
        """Take back a new file, unless somebody changed it since."""
        file, temp = self.target.file, self.temp
        if there(temp) and there(file) and os.path.samefile(file, temp):
            os.unlink(temp)  # stopped between its two names
        if not there(temp):
            if digest(file) != self.piece.after:
                return ""
            move_new(file, temp)
        if digest(temp) == self.piece.after:
            os.unlink(temp)
            return ""
        with suppress(FileExistsError):
            move_new(temp, file)
            return ""
        return self._conflict()

    def _discard(self, known: str) -> str:
        """Delete the temporary file if it is the version `known`, else keep it as a conflict copy."""
        if digest(self.temp) != known:
            return self._conflict()
        os.unlink(self.temp)
        return ""

    def _conflict(self) -> str:
        return keep_copy(self.temp, self.target, self.moment)

    def put_away(self, backup: str) -> None:
        """Move what was displaced to its backup; a late save into it is found there by the next start.

        Raises:
            OSError: it went wrong; it is still under its temporary name.
        """
        try:
            os.rename(self.temp, backup)
        except FileNotFoundError:
            return  # done before a kill
        except OSError as problem:
            if problem.errno != errno.EXDEV:
                raise
            copy(self.temp, backup)
            os.unlink(self.temp)
        os.chmod(backup, 0o600)


def keep_copy(file: str, target: Target, moment: str) -> str:
    """Move a version that would else be lost beside its note; returns its path from the vault's root."""
    while True:
        name = target.conflict(moment)
        try:
            move_new(file, name)
        except FileExistsError:
            continue
        sync_folder(target.folder)
        return os.path.join(os.path.dirname(target.path), os.path.basename(name)).replace(os.sep, "/")


def copy(one: str, other: str) -> None:
    """Copy a file's bytes to a name that only its owner can read, down to the disk."""
    flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(one, "rb") as source, open(os.open(other, flags, 0o600), "wb") as sink:
        sink.write(source.read())
        sink.flush()
        sync(sink.fileno())


@contextmanager
def held_signals() -> Iterator[None]:
    """Let Ctrl-C, hang-up and termination wait until what is within is done."""
    import signal  # noqa: PLC0415 - 1 ms that only writing needs
    import threading  # noqa: PLC0415 - as above

    if threading.current_thread() is not threading.main_thread():
        yield  # Python hands signals to the main thread
        return
    caught: list[int] = []
    before = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not None:
            before[number] = signal.signal(number, lambda which, _frame: caught.append(which))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in dict.fromkeys(caught):
            signal.raise_signal(number)
