"""The copies that synchronising programs put beside a note: found, compared with it, and brought together with it."""

from __future__ import annotations

from dataclasses import dataclass

from notes_kit.app.merging import MergedNote, merge_notes, without_base
from notes_kit.app.session import Session
from notes_kit.io.clock import now
from notes_kit.io.diff import diff
from notes_kit.io.files import read_bytes
from notes_kit.io.writer import Change, Written, write_notes
from notes_kit.rules.sync_conflict import pairs


class NoCopyError(Exception):
    """What was named is no copy, or the note that it is a copy of is gone."""


class StillOpenError(Exception):
    """The two versions contradict one another; the message shows where."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A note and the copy beside it, with what both would make together."""

    path: str
    copy: str
    merged: MergedNote
    ours: bytes
    theirs: bytes

    @property
    def diff(self) -> str:
        """What merging would change in the note."""
        return diff(self.path, self.ours, self.merged.data)


def copies(session: Session) -> list[tuple[str, str]]:
    """Every note with a copy beside it, and the copy; the note's path is empty where it is gone."""
    vault = session.vault(points=False)
    there = set(vault.notes)
    return [(path if path in there else "", copy) for path, copy in pairs(vault.notes)]


def look(session: Session, name: str) -> Copy:
    """A copy, by its own path or its note's, and what it would add.

    What both versions have in common stands for the one that they came from, so nothing that either says is lost; what one
    of them had deleted comes back.

    Raises:
        NoCopyError: there is none, or several.
        notes_kit.io.git_run.GitError: Git, which merges the text, cannot be run.
    """
    wanted = session.relative(name)
    found = [pair for pair in copies(session) if wanted in pair]
    if len(found) != 1:
        many = ", ".join(copy for _, copy in found)
        raise NoCopyError(
            f"{name} has several copies: {many}; name one" if found else f"{name} is no copy and has none beside it; `notes-kit copies` lists them"
        )
    path, copy = found[0]
    if not path:
        raise NoCopyError(f"the note that {copy} is a copy of is gone; rename the copy, and it is the note")
    ours, theirs = read_bytes(session.root, path), read_bytes(session.root, copy)
    return Copy(path, copy, merge_notes(without_base(ours, theirs), ours, theirs), ours, theirs)


def bring_together(session: Session, one: Copy, *, dry_run: bool = False) -> Written:
    """Write what both say into the note and delete the copy, as one operation that `undo` takes back.

    Raises:
        StillOpenError: they contradict one another; nothing was written.
        notes_kit.io.writer.WriteError: one of them changed meanwhile, or cannot be written.
    """
    if one.merged.conflicts:
        raise StillOpenError(
            f"{one.path} and its copy contradict one another in {one.merged.conflicts} place{'s' if one.merged.conflicts > 1 else ''}; "
            f"`notes-kit copies show '{one.copy}'` shows where: decide in the note, delete the same lines in the copy, then try again"
        )
    changes = [Change(one.path, one.ours, one.merged.data), Change(one.copy, one.theirs, None)]
    return write_notes(session.root, changes, now=now(), title=f"bring {one.copy} together with {one.path}", dry_run=dry_run)
