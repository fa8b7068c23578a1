"""The one way into a person's notes: a new version that is whole before it takes the place of the one that was read.

A write is prepared beside the note, exchanged with it, and what it displaced is compared with what was read:
a save by somebody else in that very moment is found, and both versions are kept. At every instant a note is
the old or the new version. What was displaced is kept, so that `undo` takes the last operation back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from notes_kit.io.lock import VaultLockedError, lock
from notes_kit.io.target import AlreadyThereError, ExternallyChangedError, NotWritableError, WriteError
from notes_kit.io.transaction import Change, ChangedSinceError, Progress, Recovered, mend, perform, remove_folders, reverse
from notes_kit.io.undo import Journal, Operation

__all__ = [
    "AlreadyThereError", "Change", "ChangedSinceError", "ExternallyChangedError", "NotWritableError", "NothingToUndoError", "Recovered",
    "VaultLockedError", "WriteError", "Written", "create_note", "operations", "recover", "undo", "write_note", "write_notes",
]  # fmt: skip


class NothingToUndoError(WriteError):
    """The journal holds no operation that has not been taken back."""

    def __init__(self) -> None:
        super().__init__("there is nothing to take back in this vault")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `number` is the operation's in the journal, 0 where nothing was written.

    `title` is the operation's; `diff` the unified diff of a dry run; `weaker` says in sentences what was
    less certain than usual.
    """

    paths: tuple[str, ...] = ()
    number: int = 0
    title: str = ""
    diff: str = ""
    weaker: tuple[str, ...] = ()


def write_note(root: str, path: str, before: bytes, after: bytes, *, now: datetime, title: str = "", dry_run: bool = False) -> Written:
    """Write one note; see `write_notes`."""
    return write_notes(root, [Change(path, before, after)], now=now, title=title, dry_run=dry_run)


def create_note(root: str, path: str, data: bytes, *, now: datetime, title: str = "", dry_run: bool = False) -> Written:
    """Make a note, with the folders it needs; what is there is never replaced. See `write_notes`."""
    return write_notes(root, [Change(path, None, data)], now=now, title=title, dry_run=dry_run)


def write_notes(
    root: str, changes: Iterable[Change], *, now: datetime, title: str = "", dry_run: bool = False, progress: Progress | None = None
) -> Written:
    """Write several files as one operation: all of them, or none.

    `now` names conflict copies and the operation in the journal, `title` is what `undo` will say it takes
    back. A change from a version to itself is none. A dry run writes nothing and returns the diff. `progress`
    is told how many files are prepared, of how many.

    Raises:
        ExternallyChangedError: a file is not what was read; nothing was written.
        NotWritableError, AlreadyThereError: a file may not be written, or made; nothing was written.
        VaultLockedError: another notes-kit is writing in the vault.
        WriteError: the disk is full or fails; the message says whether anything was changed.
    """
    changes = [change for change in changes if change.before != change.after]
    if dry_run or not changes:
        return _shown(changes, title)
    root = os.path.realpath(root)
    with lock(root):
        journal = _prepared(root)
        return _performed(root, journal, changes, _operation(journal, now, title), progress=progress)


def undo(root: str, *, now: datetime, dry_run: bool = False, skip: bool = False) -> Written:
    """Take the last operation back, byte for byte; `title` of the result says what it was.

    `skip` only counts it as taken back, so that the one before it can be: for a note that was changed since.

    Raises:
        NothingToUndoError: there is none.
        ChangedSinceError: a note was changed since; it stays as it is, and so does the backup.
        WriteError: see `write_notes`; or the backup is not what was put there.
    """
    root = os.path.realpath(root)
    if not os.path.isdir(os.path.join(root, ".notes-kit", "undo")):
        raise NothingToUndoError
    with lock(root):
        journal = _prepared(root)
        last = journal.last()
        if last is None:
            raise NothingToUndoError
        found = [] if skip else [reverse(root, journal, last, index) for index in range(len(last.pieces))]
        changes = [change for change in found if change is not None]
        if dry_run:
            return _shown(changes, last.title)
        done = _performed(
            root, journal, changes, _operation(journal, now, last.title, last.number), {piece.path: piece.mode for piece in last.pieces}
        )
        if not skip:
            remove_folders(root, last.pieces)
        return done


def operations(root: str) -> list[Operation]:
    """The operations in the journal, newest first; takes no lock and makes nothing.

    Raises:
        WriteError: the journal's folder is none of this vault.
    """
    return list(Journal(root, make=False).past())


def recover(root: str) -> Recovered:
    """Put right what a killed run left: finish its last operation or take it back, and remove its temporary files.

    Also looks for a save that reached the displaced version of the last operation after it was displaced (by
    an editor that had it open), and keeps that as a conflict copy. Makes nothing where nothing has to be put
    right, and leaves it to another notes-kit that is at work. Never raises: `problem` tells what could not be done.
    """
    root = os.path.realpath(root)
    try:
        journal = Journal(root, make=False)
        last = next(journal.past(), None)
        if not journal.left() and (last is None or last.checked) and not os.path.lexists(os.path.join(root, ".notes-kit", "lock")):
            return Recovered()
        with lock(root):
            return mend(root, Journal(root))
    except VaultLockedError:
        return Recovered()
    except WriteError as problem:
        return Recovered(problem=str(problem))
    except OSError as problem:
        return Recovered(problem=f"what a killed run left could not be put right: {problem.strerror} ({problem.filename})")


def _prepared(root: str) -> Journal:
    """The journal, once what a killed run left is put right."""
    try:
        journal = Journal(root)
        left = mend(root, journal)
    except OSError as problem:
        raise WriteError(f"nothing can be written in this vault: {problem.strerror} ({problem.filename})") from problem
    if left.problem:
        raise WriteError(left.problem)
    return journal


def _operation(journal: Journal, now: datetime, title: str, undoes: int = 0) -> Operation:
    return Operation((journal.numbers() or [0])[-1] + 1, now.isoformat(timespec="seconds"), title, (), undoes=undoes)


def _performed(
    root: str,
    journal: Journal,
    changes: Sequence[Change],
    operation: Operation,
    modes: dict[str, int] | None = None,
    progress: Progress | None = None,
) -> Written:
    weaker = perform(root, journal, changes, operation, modes or {}, progress)
    return Written(tuple(change.path for change in changes), operation.number, operation.title, "", weaker)


def _shown(changes: Sequence[Change], title: str) -> Written:
    if not changes:
        return Written(title=title)
    from notes_kit.io.diff import diff  # noqa: PLC0415 - difflib takes 7 ms, and only looking first needs it

    shown = "".join(diff(change.path, change.before, change.after) for change in changes)
    return Written(tuple(change.path for change in changes), title=title, diff=shown)
