"""Several files written as one operation: prepared, committed, put away; and after a kill, finished or taken back."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from notes_kit.io.commit import WEAKER, Place, held_signals, keep_copy
from notes_kit.io.exchange import digest, sync_file, sync_file_systems, sync_folder, there
from notes_kit.io.target import (
    AlreadyThereError,
    ExternallyChangedError,
    Folder,
    NotWritableError,
    WriteError,
    find,
    find_place,
    known,
    make_temp,
    read,
)
from notes_kit.io.undo import Journal, JournalError, Operation, Piece

TOGETHER = 64
"""Files of one operation from which all are brought to the disk at once, not one by one."""

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the vault: the bytes that were read and those that shall be; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the start of a run put right after one that was killed: paths of notes, and of conflict copies.

    `problem` says what could not be put right, and why.
    """

    finished: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    problem: str = ""


def sha(data: bytes | None) -> str:
    """The hash that the journal knows a version by; empty for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def perform(
    root: str, journal: Journal, changes: Sequence[Change], operation: Operation, modes: Mapping[str, int], progress: Progress | None = None
) -> tuple[str, ...]:
    """Do all changes, or none; returns what was less certain than usual. The lock must be held.

    `modes` are those of files that are made again. `progress` is told how many files are prepared, of how many.

    Raises:
        WriteError: see `writer.write_notes`.
    """
    try:
        seen: dict[str, Folder] = {}
        places = [_place(root, change, operation.time, seen) for change in changes]
    except OSError as problem:
        raise WriteError(f"{problem.filename} cannot be looked at: {problem.strerror}; nothing was changed") from problem
    if len({place.target.file for place in places}) < len(places):
        raise WriteError("two of the changes are for one file; nothing was changed")
    operation = replace(operation, pieces=tuple(place.piece for place in places))
    weaker: list[str] = []
    committing = False
    try:
        journal.save(operation, durable=False)
        for folder in dict.fromkeys(folder for place in places for folder in place.piece.folders):
            os.makedirs(known(root, folder).file, exist_ok=True)
        weaker += _prepare(places, changes, modes, progress)
        journal.save(replace(operation, state="ready"))
        with held_signals():
            committing = True
            weaker += _commit(journal, operation, places)
    except BaseException as problem:
        with held_signals():
            whole = take_back(root, journal, places, ready=committing)[1]
        if not isinstance(problem, OSError):
            raise
        names = ", ".join(place.target.path for place in places[:3])
        outcome = "nothing was changed" if whole else "the next start of notes-kit puts it right"
        raise WriteError(f"{names} could not be written: {problem.strerror or problem}; {outcome}") from problem
    return tuple(dict.fromkeys(weaker))


def _prepare(places: Sequence[Place], changes: Sequence[Change], modes: Mapping[str, int], progress: Progress | None) -> list[str]:
    """The new versions, whole and on the disk under their temporary names; many are brought there together."""
    weaker: list[str] = []
    together = len(places) > TOGETHER
    for number, (place, change) in enumerate(zip(places, changes, strict=True), 1):
        if change.after is not None:
            weaker += make_temp(place.target, place.piece.token, change.after, modes.get(place.piece.path, 0), durable=not together)
        if progress is not None:
            progress(number, len(places))
    if together and not sync_file_systems({place.target.folder for place in places}):
        for place in places:
            sync_file(place.temp)
    return weaker


def _place(root: str, change: Change, moment: str, seen: dict[str, Folder]) -> Place:
    token = os.urandom(4).hex()
    if change.before is None:
        target, folders = find_place(root, change.path, seen)
        return Place(Piece(target.path, "", sha(change.after), token, folders=folders), target, moment)
    target = find(root, change.path)
    if read(root, target) != change.before:
        raise ExternallyChangedError(change.path)
    mode = stat.S_IMODE(os.lstat(target.file).st_mode) if change.after is None else 0
    return Place(Piece(target.path, sha(change.before), sha(change.after), token, mode), target, moment)


def _commit(journal: Journal, operation: Operation, places: Sequence[Place]) -> list[str]:
    """The part that no signal interrupts. Once `committed` is on the disk, the operation stands."""
    weaker = [WEAKER for place in places if not place.commit()]
    for folder in dict.fromkeys(place.target.folder for place in places):
        sync_folder(folder)
    committed = replace(operation, state="committed")
    journal.save(committed)
    try:
        put_away(journal, committed, places)
    except OSError as problem:
        weaker.append(f"the earlier version could not be put away yet ({problem.strerror}); the next start of notes-kit does it")
    return weaker


def put_away(journal: Journal, operation: Operation, places: Sequence[Place]) -> None:
    """Keep what was displaced as the operation's backup, and end the operation.

    Raises:
        OSError: it went wrong; the operation stays committed.
    """
    for index, place in enumerate(places):
        if place.piece.before:
            place.put_away(journal.backup(operation, index, make=True))
    journal.close(operation)


def take_back(root: str, journal: Journal, places: Sequence[Place], *, ready: bool) -> tuple[tuple[str, ...], bool]:
    """Undo what an operation did so far; returns the conflict copies, and whether all of it could be undone.

    `ready` says that all temporary files were whole, so that what stands under their names may be a version
    that somebody saved.
    """
    conflicts: list[str] = []
    try:
        for place in reversed(places):
            if ready:
                conflicts.append(place.withdraw())
            elif there(place.temp):
                os.unlink(place.temp)
            sync_folder(place.target.folder)
        remove_folders(root, [place.piece for place in places])
        journal.drop()
    except OSError:
        return tuple(filter(None, conflicts)), False
    return tuple(filter(None, conflicts)), True


def remove_folders(root: str, pieces: Sequence[Piece]) -> None:
    """Remove the folders that were made for files, where they are empty."""
    for folder in sorted({folder for piece in pieces for folder in piece.folders}, key=len, reverse=True):
        with suppress(OSError, NotWritableError):
            os.rmdir(known(root, folder).file)


def mend(root: str, journal: Journal) -> Recovered:
    """Put right what a killed run left; see `writer.recover`. The lock must be held.

    Raises:
        OSError: it went wrong; the next start tries again.
    """
    journal.sweep()
    try:
        operation = journal.pending()
        places = [Place(piece, known(root, piece.path), operation.time) for piece in operation.pieces] if operation else []
    except (JournalError, NotWritableError) as problem:
        return Recovered(problem=f"{problem}; it is now {journal.set_aside()}. Look for hidden files that end in `.tmp` beside your notes")
    late = _late(root, journal)
    if operation is None:
        return Recovered(conflicts=late)
    paths = tuple(place.target.path for place in places)
    if operation.state in ("committed", "done"):
        put_away(journal, operation, places)
        return Recovered(finished=paths, conflicts=late)
    conflicts, whole = take_back(root, journal, places, ready=operation.state == "ready")
    unsettled = "" if whole else f"what was left of writing {', '.join(paths[:3])} could not be put right; the next start tries again"
    return Recovered(taken_back=paths, conflicts=(*late, *conflicts), problem=unsettled)


def _late(root: str, journal: Journal) -> tuple[str, ...]:
    """Keep a save that reached the displaced version of the last operation, by an editor that had it open, as a conflict copy."""
    last = next(journal.past(), None)
    if last is None or last.checked:
        return ()
    found = []
    for index, piece in enumerate(last.pieces):
        backup = journal.backup(last, index)
        if piece.before and there(backup) and digest(backup) != piece.before:
            with suppress(OSError, NotWritableError):
                found.append(keep_copy(backup, known(root, piece.path), last.time))
    journal.mark(last)
    return tuple(found)


def reverse(root: str, journal: Journal, operation: Operation, index: int) -> Change | None:
    """The change that takes a piece of a past operation back; None if it is gone anyway.

    Raises:
        ChangedSinceError: the note is not as the operation left it.
        WriteError: the backup is not there, or not what was put there.
    """
    piece, backup = operation.pieces[index], journal.backup(operation, index)
    target = known(root, piece.path)
    kept = f"; its earlier version is {os.path.relpath(backup, root)}" if piece.before else ""
    if piece.after == "":
        if there(target.file):
            raise AlreadyThereError(f"{piece.path} is there again, so it is left as it is{kept}; `notes-kit undo --skip` passes over it")
        current = None
    elif not piece.before and not there(target.file):
        return None
    else:
        current = read(root, find(root, piece.path))
        if sha(current) != piece.after:
            raise ChangedSinceError(f"{piece.path} was changed since, so it is left as it is{kept}; `notes-kit undo --skip` passes over it")
    if not piece.before:
        return Change(piece.path, current, None)
    try:
        with open(backup, "rb") as stream:
            earlier = stream.read()
    except OSError:
        earlier = None
    if sha(earlier) != piece.before:
        raise WriteError(f"the backup of {piece.path} ({os.path.relpath(backup, root)}) is missing or damaged, so nothing was changed")
    return Change(piece.path, current, earlier)


class ChangedSinceError(WriteError):
    """A note is not as the operation that is to be taken back left it."""
