"""Write a change of themes as one operation, and say what it touches without showing what is private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from notes_kit.app import desk as desks
from notes_kit.app.desk import Desk
from notes_kit.app.session import Session
from notes_kit.io.diff import diff
from notes_kit.io.writer import Change
from notes_kit.model.text import Source
from notes_kit.model.vault import Vault
from notes_kit.parse.marks import private_lines

HIDDEN, HIDDEN_CHANGED = "(private)", "(private, changed)"
"""What stands for a private line where a change is shown."""


class Touched(NamedTuple):
    """A note that changes: where it is afterwards (empty: it is taken away), where it was (empty: it is new), and how many lines of it change."""

    path: str
    was: str
    lines: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a change of themes wrote, or would write: then `diff` shows it, private lines as `HIDDEN`.

    `left` are lines that name the old theme and that only an editor can change; `lines` the lines written, where they are few and public.
    """

    title: str
    touched: tuple[Touched, ...]
    left: tuple[tuple[str, int], ...] = ()
    lines: tuple[desks.Line, ...] = ()
    diff: str = ""


def carry_out(
    session: Session,
    desk: Desk,
    vault: Vault,
    now: datetime,
    title: str,
    *,
    dry_run: bool,
    moved: dict[str, str | None] | None = None,
    left: tuple[tuple[str, int], ...] = (),
    lines: tuple[desks.Line, ...] = (),
) -> Rewritten:
    """Write what is on the desk, as one operation that `undo` takes back; or show it. `moved` tells where notes went.

    Raises:
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    changes = {change.path: change for change in desk.changes()}
    came = {  # of several notes that are one now, the first is the one that stayed
        new: old
        for old, new in reversed((moved or {}).items())
        if new and new != old and new in changes and changes[new].before is None and old in changes
    }
    gone = set(came.values())
    shown = "".join(_shown(desk, vault, change, changes.get(came.get(path, ""))) for path, change in changes.items() if path not in gone)
    if not dry_run:
        desks.carry_out(session, desk, now, title, dry_run=False)
    touched = [_touched(change, changes.get(came.get(path, ""))) for path, change in changes.items() if path not in gone]
    return Rewritten(title, tuple(sorted(touched, key=lambda one: one.path or one.was)), left, lines, shown if dry_run else "")


def _touched(change: Change, was: Change | None) -> Touched:
    before = was.before if was else change.before
    if change.after is None:
        return Touched("", change.path, 0)
    return Touched(change.path, was.path if was else "" if before is None else change.path, _different(before, change.after))


def _different(before: bytes | None, after: bytes) -> int:
    old, new = (before or b"").splitlines(), after.splitlines()
    return sum(one not in old for one in new) or abs(len(old) - len(new))


def _shown(desk: Desk, vault: Vault, change: Change, was: Change | None) -> str:
    """The diff of one note, which may have had another path; a private line is told and not shown."""
    before, path = (was.before, was.path) if was else (change.before, change.path)
    note = vault.notes.get(path)
    confidential = note is not None and note.confidential
    old, new = (None if data is None else Source(path, data.decode("utf-8-sig")) for data in (before, change.after))
    hidden = [private_lines(text, desk.settings, confidential=confidential) if text else frozenset[int]() for text in (old, new)]
    if before is None or not any(hidden):  # what a template says is nobody's secret
        return diff(path, before, change.after, goal=change.path)
    known = {old.line_text(line) for line in hidden[0]} if old else set[str]()
    masked = [None if text is None else _masked(text, lines, known) for text, lines in zip((old, new), hidden, strict=True)]
    return diff(path, *masked, goal=change.path)


def _masked(source: Source, private: frozenset[int], known: set[str]) -> bytes:
    """The note with its private lines masked: those that were not there before as changed."""
    lines = [source.line_text(number) for number in range(1, len(source.line_starts) + 1)]
    for number in private:
        row = lines[number - 1]
        lines[number - 1] = (HIDDEN if row in known else HIDDEN_CHANGED) if row.strip() else row
    return source.newline.join(lines).encode()
