"""Take the last write back, byte for byte, and list what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from notes_kit.app.session import Session


class Past(NamedTuple):
    """An operation of the journal; `taken_back` if an undo has undone it."""

    number: int
    time: str
    title: str
    paths: Sequence[str]
    taken_back: bool


class Undone(NamedTuple):
    """What was taken back (or would be: then `diff` shows it)."""

    title: str
    paths: Sequence[str]
    diff: str = ""


def undo(session: Session, *, now: datetime, dry_run: bool = False, skip: bool = False) -> Undone:
    """Take the last operation back; with `skip`, leave what it wrote and go on to the one before it.

    Raises:
        notes_kit.io.writer.WriteError: there is none, or a note was changed since; nothing was written then.
    """
    from notes_kit.io import writer  # noqa: PLC0415

    written = writer.undo(session.root, now=now, dry_run=dry_run, skip=skip)
    for sentence in written.weaker:
        session.say(sentence)
    return Undone(written.title, written.paths, written.diff)


def past(session: Session) -> list[Past]:
    """The operations in the journal, newest first, without the undoing ones."""
    from notes_kit.io import writer  # noqa: PLC0415

    operations = writer.operations(session.root)
    gone = {operation.undoes for operation in operations}
    return [
        Past(operation.number, operation.time, operation.title, tuple(piece.path for piece in operation.pieces), operation.number in gone)
        for operation in operations
        if not operation.undoes
    ]
