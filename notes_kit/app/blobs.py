"""Read notes out of Git's objects, in two processes or more where that pays; what `indexing` does for files on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.app.indexing import HEAD, PARALLEL_FROM, Progress, read_head, row_of
from notes_kit.io.git_objects import opened
from notes_kit.io.git_run import Git
from notes_kit.io.git_tree import not_a_text
from notes_kit.parse.note import read_note
from notes_kit.store.index import Row

if TYPE_CHECKING:
    from notes_kit.model.settings import Settings

_CHUNK = 250


class Wanted(NamedTuple):
    """A note to read: its path, which is a part of what it means, and the id of its contents."""

    path: str
    id: str


class Told(NamedTuple):
    """What became of a wanted note: its row, or why it cannot be read."""

    id: str
    path: str
    row: Row | None
    problem: str = ""


def read_blobs(git: Git, wanted: Sequence[Wanted], settings: Settings, progress: Progress | None = None) -> Iterator[Told]:
    """The notes in these blobs, in order.

    Raises:
        notes_kit.io.git_run.GitError: Git could not give one.
    """
    jobs = [(git, list(wanted[at : at + _CHUNK]), settings) for at in range(0, len(wanted), _CHUNK)]
    done = 0
    for chunk in _spread(read_chunk, jobs, parallel=len(wanted) >= PARALLEL_FROM):
        yield from chunk
        done += len(chunk)
        if progress is not None:
            progress(done, len(wanted))


Job = tuple[Git, list[Wanted], "Settings"]


def read_chunk(job: Job) -> list[Told]:
    """Read some notes: what a worker does with one job."""
    git, wanted, settings = job
    found = []
    with opened(git) as objects:
        for (path, name), blob in zip(wanted, objects.read([one.id for one in wanted], max(settings.max_note_size, HEAD)), strict=True):
            if problem := not_a_text(blob.data):
                found.append(Told(name, path, None, problem))
            elif blob.size > settings.max_note_size:
                found.append(Told(name, path, row_of(read_head(path, blob.data[:HEAD], blob.size, settings))))
            else:
                found.append(Told(name, path, row_of(read_note(path, blob.data, settings))))
    return found


def _spread(function: Callable[[Job], list[Told]], jobs: list[Job], *, parallel: bool) -> Iterator[list[Told]]:
    if not parallel:
        return map(function, jobs)
    from notes_kit.io.workers import cores, spread  # noqa: PLC0415 - 20 ms that only many notes need

    return spread(function, jobs, cores())
