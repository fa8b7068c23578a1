"""Many files as one operation: brought to the disk together, all of them or none, and taken back as one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from io_faults import stopped

from notes_kit.io import transaction, undo
from notes_kit.io.writer import Change, NothingToUndoError, WriteError, operations, recover, write_notes
from notes_kit.io.writer import undo as take_back

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
MANY = transaction.TOGETHER + 36
CHANGES = [Change(f"contacts/{number:03} Ada.md", None, b"---\nname: Ada\n---\n" * (number % 5)) for number in range(MANY)]
WHOLE = {change.path: change.after for change in CHANGES}


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".notes-kit" not in path.parts}


def test_one_undo_takes_all_of_them_back_and_their_folder(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_notes(str(tmp_path), CHANGES, now=NOW, title="import", progress=lambda done, total: seen.append((done, total)))
    assert state(tmp_path) == WHOLE
    assert (seen[0], seen[-1], len(seen)) == ((1, MANY), (MANY, MANY), MANY)
    assert [(one.title, len(one.pieces)) for one in operations(str(tmp_path))] == [("import", MANY)]
    assert take_back(str(tmp_path), now=NOW).title == "import"
    assert state(tmp_path) == {}
    assert not (tmp_path / "contacts").exists()
    with pytest.raises(NothingToUndoError):
        take_back(str(tmp_path), now=NOW)


def test_one_that_is_there_stops_all(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts" / "099 Ada.md").write_bytes(b"mine\n")
    with pytest.raises(WriteError, match=r"099 Ada\.md is there already"):
        write_notes(str(tmp_path), CHANGES, now=NOW)
    assert state(tmp_path) == {"contacts/099 Ada.md": b"mine\n"}


def test_a_disk_that_does_not_keep_them_stops_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_folders: Iterable[str]) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(transaction, "sync_file_systems", broken)
    with pytest.raises(WriteError, match=r"could not be written: .*; nothing was changed"):
        write_notes(str(tmp_path), CHANGES, now=NOW)
    assert state(tmp_path) == {}


def test_where_no_call_brings_all_each_is_brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[str] = []
    monkeypatch.setattr(transaction, "sync_file_systems", lambda _: False)
    monkeypatch.setattr(transaction, "sync_file", lambda path: brought.append(Path(path).name))
    write_notes(str(tmp_path), CHANGES, now=NOW)
    assert len(brought) == len(set(brought)) == MANY
    assert all(name.startswith(".") and name.endswith(".tmp") for name in brought)
    assert state(tmp_path) == WHOLE


@pytest.mark.parametrize("at", [5, 150, 400, 620, 700, 760, 830, 900, 960, 1100])
def test_a_kill_leaves_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    stopped(monkeypatch, at, lambda: write_notes(str(tmp_path), CHANGES, now=NOW))
    assert recover(str(tmp_path)).problem == ""
    assert state(tmp_path) in ({}, WHOLE)
    assert not (tmp_path / ".notes-kit" / "undo" / "pending.json").exists()


def test_more_than_a_journal_can_hold_is_refused_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "LONGEST", 10_000)
    with pytest.raises(WriteError, match="100 files are more than can be written"):
        write_notes(str(tmp_path), CHANGES, now=NOW)
    assert state(tmp_path) == {}
    write_notes(str(tmp_path), CHANGES[:9], now=NOW)
