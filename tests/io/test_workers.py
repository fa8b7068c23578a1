"""Work spread over processes gives what one process gives, in order, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from notes_kit.app.indexing import read_chunk
from notes_kit.io import workers
from notes_kit.model.settings import Settings


@pytest.fixture
def jobs(tmp_path: Path) -> list[tuple[str, list[str], Settings]]:
    for number in range(30):
        (tmp_path / f"{number:02}.md").write_text(f"---\ntype: contact\nname: Person {number}\n---\n")
    return [(str(tmp_path), [f"{number:02}.md", f"{number + 1:02}.md"], Settings()) for number in range(0, 30, 2)]


def test_results_come_in_order(jobs: list[tuple[str, list[str], Settings]]) -> None:
    assert list(workers.spread(read_chunk, jobs, 3)) == [read_chunk(job) for job in jobs]


def test_a_worker_that_dies_costs_nothing(jobs: list[tuple[str, list[str], Settings]], monkeypatch: pytest.MonkeyPatch) -> None:
    start = workers._start
    born = []

    def doomed(*args: object) -> object:
        child = start(*args)
        born.append(child)
        if len(born) == 1:
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
        return child

    monkeypatch.setattr(workers, "_start", doomed)
    assert list(workers.spread(read_chunk, jobs, 2)) == [read_chunk(job) for job in jobs]
    assert len(born) == 2


def test_no_process_is_left_when_the_reader_stops_early(jobs: list[tuple[str, list[str], Settings]], monkeypatch: pytest.MonkeyPatch) -> None:
    start = workers._start
    born = []
    monkeypatch.setattr(workers, "_start", lambda *args: born.append(start(*args)) or born[-1])
    results = workers.spread(read_chunk, jobs, 2)
    next(results)
    results.close()
    assert [child.poll() is not None for child in born] == [True, True]
