"""What Git's plumbing prints, as values: commits, the files of a tree, and what happened to them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from notes_kit.io.git_run import GitError

FORMAT = "%x01%H %T %cd %P%x1f%an%x1f%s"
"""How a commit is asked for, on a line of its own; the dates raw. Names and subjects come last, for they may hold anything."""

_HEAD = re.compile(r"([0-9a-f]+) ([0-9a-f]+) (?:(-?\d+) )?(?:([+-]\d\d)(\d\d)(?: |$))?([0-9a-f ]*)")
_RAW = re.compile(rb"(:+)((?:[0-7]{6} )+)([0-9a-f ]+) ([A-Z]+)\d*")


class Commit(NamedTuple):
    """A commit. `when` is when it was made (the committer's date), in the zone of whoever made it."""

    id: str
    tree: str
    parents: tuple[str, ...]
    when: datetime
    author: str
    subject: str

    @property
    def day(self) -> date:
        """The civil day on which it was made, where it was made."""
        return self.when.date()

    @property
    def short(self) -> str:
        """Enough of its id to find it by."""
        return self.id[:8]


class Entry(NamedTuple):
    """A file in a tree: path from the vault's root, mode (`100644`, `120000` a link, `160000` a submodule), id, size in bytes."""

    path: str
    mode: str
    id: str
    size: int


class Change(NamedTuple):
    """What happened to one path of the vault, or of what stands beside it in the repository.

    `olds` are the ids that it had before, one for each parent of a merge; empty where it was not there. `new` is
    empty where it is gone. `was` is the path that it had before a rename.
    """

    path: str
    olds: tuple[str, ...]
    new: str
    was: str = ""


def read_entry(line: bytes) -> Entry:
    """The file in a line of `ls-tree -l -z`."""
    head, _, path = line.partition(b"\t")
    mode, _, name, size = head.decode("ascii").split()
    return Entry(os.fsdecode(path), mode, name, int(size) if size.isdigit() else 0)


def read_changes(parts: Iterator[bytes]) -> Iterator[tuple[Commit | None, Change | None]]:
    """Commits and changes in the order in which `diff-tree -z` tells them."""
    for part in parts:
        text = part.lstrip(b"\n")
        if text.startswith(b"\x01"):
            yield read_commit(text), None
        elif match := _RAW.match(text):
            files = [mode.startswith("100") for mode in match[2].decode("ascii").split()]
            ids = [one if is_file else "" for one, is_file in zip(match[3].decode("ascii").split(), files, strict=True)]
            letters = match[4]
            path = os.fsdecode(next(parts))
            was, path = (path, os.fsdecode(next(parts))) if letters in {b"R", b"C"} else ("", path)
            olds = tuple(one for one in ids[:-1] if one)
            if letters != b"U" and (olds or ids[-1]):
                yield None, Change(path, olds, ids[-1], was if letters == b"R" else "")


def read_commit(line: bytes) -> Commit:
    """The commit in a line of `FORMAT`; what it says of itself is shown, never trusted."""
    head, _, rest = line[1:].partition(b"\x1f")
    author, _, subject = rest.decode("utf-8", "replace").partition("\x1f")
    found = _HEAD.match(head.decode("ascii", "replace"))
    if found is None:
        raise GitError(f"a commit of this repository cannot be read: {head[:60]!r}")
    name, tree, seconds, hours, minutes, parents = found.groups()
    return Commit(name, tree, tuple(parents.split()), _moment(int(seconds or 0), int(hours or 0), int(minutes or 0)), author, subject)


def _moment(seconds: int, hours: int, minutes: int) -> datetime:
    """A moment in the zone in which it was written down; one that no calendar holds becomes the calendar's beginning or end."""
    away = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    zone = timezone(away) if abs(away) < timedelta(days=1) else UTC
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC) if seconds > 0 else datetime.min.replace(tzinfo=UTC)
