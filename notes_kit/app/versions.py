"""The versions of a note that Git holds, oldest first, whatever the note was called at the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from notes_kit.app.blobs import Reader
from notes_kit.io.git_repo import Repository
from notes_kit.io.git_values import Change, Commit
from notes_kit.model.note import Note

_MOST_NAMES = 50
"""Names that one note is followed through."""

_MOST_GONE = 200
"""Notes that vanished in one commit among which an earlier name is looked for by e-mail and LinkedIn."""


class Step(NamedTuple):
    """What one commit did to a note: the ids of its contents before (one for each parent of a merge) and after, where it stood and stands."""

    commit: Commit
    path: str
    olds: tuple[str, ...]
    new: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A note as a commit left it: None where it was deleted. `before` are the notes that it was made from; `was` is its earlier path."""

    commit: Commit
    path: str
    note: Note | None
    before: tuple[Note, ...] = ()
    was: str = ""


def versions(repository: Repository, reader: Reader, paths: Sequence[str], *, whole: bool = False) -> dict[str, list[Version]]:
    """By the path that it has now, the versions of each note, oldest first. What was never committed has none.

    Unless `whole`, the notes hold the properties alone that the schema knows, and no points.

    Raises:
        notes_kit.io.git_run.GitError: the history cannot be read.
    """
    if repository.head is None or not paths:
        return {}
    trails = {path: trail(repository, reader, path) for path in paths}
    steps = [step for found in trails.values() for step in found]
    wanted = [(step.path, step.new) for step in steps if step.new]
    wanted += [(step.was or step.path, old) for step in steps for old in step.olds]
    notes = reader.load(wanted, points=whole)
    return {path: [_version(step, notes) for step in reversed(found)] for path, found in trails.items() if found}


def _version(step: Step, notes: dict[tuple[str, str], Note]) -> Version:
    before = (notes.get((step.was or step.path, old)) for old in step.olds)
    return Version(step.commit, step.path, notes.get((step.path, step.new)), tuple(note for note in before if note is not None), step.was)


def trail(repository: Repository, reader: Reader, path: str) -> list[Step]:
    """What every commit did to the note that now stands at a path, newest first; under its earlier names, too."""
    found: list[Step] = []
    tip, here = repository.latest().id, path
    for _ in range(_MOST_NAMES):
        commits = [commit.id for commit in repository.commits(tip, paths=[here])]
        origin = None
        for commit, changes in repository.changes(commits, paths=[here]):
            change = next((one for one in changes if one.path == here), None)
            if change is None:
                continue
            came = _came_from(repository, reader, commit, change) if change.new and not change.olds else None
            if came is None:
                found.append(Step(commit, here, change.olds, change.new))
                continue
            found.append(Step(commit, here, came.olds, came.new, came.was))
            origin = (commit.parents[0], came.was)
            break
        if origin is None:
            break
        tip, here = origin
    return found


def _came_from(repository: Repository, reader: Reader, commit: Commit, new: Change) -> Change | None:
    """How a note that seems new was called before: one that vanished in the same commit and was alike by half (`git diff -M`), or the same person's."""
    gone = []
    for _, changes in repository.changes([commit.id]):
        for change in changes:
            if change.path == new.path and change.was and not change.was.startswith("../"):
                return change
            if change.olds and not change.new and change.path.endswith(".md") and not change.path.startswith("../"):
                gone.append(change)
    if not gone or len(gone) > _MOST_GONE:
        return None
    notes = reader.load([(new.path, new.new), *((one.path, one.olds[0]) for one in gone)], points=False)
    me = notes.get((new.path, new.new))
    same = [one for one in gone if me and (other := notes.get((one.path, one.olds[0]))) and _addresses(me) & _addresses(other)]
    return Change(new.path, same[0].olds, new.new, same[0].path) if len(same) == 1 else None


def _addresses(note: Note) -> set[str]:
    """The addresses of a note that are one person's alone."""
    fields = (note.get(name) for name in ("email", "linkedin"))
    return {value.raw.strip().casefold() for field in fields if field for value in field.values if value.raw.strip()}
