"""Kills at random moments and saves in the same instant: nothing is lost, at any size asked for (NOTES_KIT_FULL=1: the full one)."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import writer_torture
from edit_fuzz import Figures
from writer_torture import FULL, kill_writers, race_editors

from notes_kit.io import commit, exchange

SMALL = {"kills": 300, "rename": 150, "truncate": 150}
COUNTS = FULL if os.environ.get("NOTES_KIT_FULL") else SMALL
MEMORY = "/dev/shm" if COUNTS is SMALL and os.access("/dev/shm", os.W_OK) else None
"""Where the small runs write: a kill or a race does not ask whether the bytes reached a disk, and disks are slow to say so."""


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str]) -> Callable[[Figures], None]:
    def show(figures: Figures) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figures}\n")

    return show


def unsupported(*_names: object) -> None:
    raise exchange.NoExchangeError


@pytest.mark.parametrize("one_step", [True, False], ids=["in one step", "in two steps"])
def test_no_note_is_empty_torn_or_lost_by_a_kill(monkeypatch: pytest.MonkeyPatch, show: Callable[[Figures], None], one_step: bool) -> None:
    if not one_step:
        monkeypatch.setattr(exchange, "rename", unsupported)
    figures = kill_writers(COUNTS["kills"], folder=MEMORY)
    show(figures)
    assert figures.bad == []
    assert figures.count == COUNTS["kills"]
    assert figures.counted["taken back"] > 0
    assert figures.counted["operations"] > 0


@pytest.mark.parametrize("style", ["rename", "truncate"])
def test_no_save_of_an_editor_is_lost(show: Callable[[Figures], None], style: str) -> None:
    figures = race_editors(COUNTS[style], style, folder=MEMORY)
    show(figures)
    assert figures.bad == []
    assert figures.count == COUNTS[style]
    assert figures.counted["refused"] > 0
    assert figures.counted["written before the save"] + figures.counted["written onto the save"] > 0


def test_the_judges_see_a_writer_that_is_not_careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures for a writer that replaces without looking, and for one that writes in place: they must not be clean."""

    def careless(root: str, path: str, before: bytes, after: bytes, **_more: object) -> None:
        note = Path(root) / path
        while b"EDITOR" not in before and note.read_bytes() == before:
            pass  # until the editor has saved
        note.write_bytes(after)

    monkeypatch.setattr(writer_torture, "write_note", careless)
    assert race_editors(40, "rename", folder=MEMORY).bad
    monkeypatch.undo()
    own = os.getpid()

    def in_place(one: str, other: str) -> bool:
        if os.getpid() == own:
            return exchange.exchange(one, other)
        data = Path(one).read_bytes()
        Path(other).write_bytes(data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)
        return True

    monkeypatch.setattr(commit, "exchange", in_place)
    assert kill_writers(40, folder=MEMORY).bad
