"""Whichever call to the system fails, and whenever: a note is its old or its new version, and what is said is true."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from io_faults import Faults, faulty, stopped

from notes_kit.io import transaction
from notes_kit.io.writer import Change, WriteError, recover, undo, write_notes

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
OLD = {"Ada.md": b"one\n", "Ben.md": b"one\n", "Old.md": b"old\n"}
NEW = {"Ada.md": b"two\n", "Ben.md": b"two\n", "new/Cy.md": b"c\n"}
CHANGES = [Change(path, OLD.get(path), NEW.get(path)) for path in sorted({*OLD, *NEW})]
STEP = 1 if os.environ.get("NOTES_KIT_FULL") else 17
"""Of the second stops, every one, or every seventeenth: another one after each first stop."""
KINDS = [(errno.ENOSPC, False), (errno.EACCES, True)]
if STEP == 1:
    KINDS = [(number, persistent) for number in (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS) for persistent in (False, True)]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: some thousand operations follow, each waiting for its disk."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def make(root: Path) -> Path:
    root.mkdir()
    for path, data in OLD.items():
        (root / path).write_bytes(data)
    return root


def state(vault: Path) -> dict[str, bytes]:
    return {
        path.relative_to(vault).as_posix(): path.read_bytes()
        for path in sorted(vault.rglob("*"))
        if path.is_file() and ".notes-kit" not in path.parts
    }


@pytest.mark.parametrize(
    ("number", "persistent"), KINDS, ids=lambda value: errno.errorcode[value] if value > 1 else "from then on" if value else "once"
)
@pytest.mark.parametrize("together", [64, 0], ids=["one by one", "together"])
def test_every_call_that_fails_in_turn(memory: Path, monkeypatch: pytest.MonkeyPatch, number: int, persistent: bool, together: int) -> None:
    monkeypatch.setattr(transaction, "TOGETHER", together)
    at, failed = 0, 0
    while True:
        at += 1
        vault = make(memory / str(at))
        faults = Faults(at, number, persistent=persistent)
        said = ""
        with faulty(monkeypatch, faults):
            try:
                write_notes(str(vault), CHANGES, now=NOW)
            except WriteError as problem:
                said = str(problem)
        now = state(vault)
        if not faults.hit:
            assert now == NEW
            break
        failed += 1
        where = f"call {at}, {faults.hit}: {said}"
        if not said:
            assert {name: data for name, data in now.items() if not name.endswith(".tmp")} == NEW, where
        elif "next start" not in said:
            assert now == OLD, where
        left = recover(str(vault))
        assert left.problem == "", where
        assert left.conflicts == (), where
        assert state(vault) in (OLD, NEW), where
        assert not (vault / ".notes-kit" / "lock").exists(), where
        if state(vault) == NEW:
            undo(str(vault), now=NOW)
        assert state(vault) == OLD, where
    assert failed > 40, "the faults did not reach the writer"


def test_a_stop_before_every_call_and_another_while_it_is_put_right(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What kill -9 does at random moments, here at each one: no handler of ours runs, and neither does one after the second stop."""
    at = 0
    while True:
        at += 1
        again = at % STEP - STEP + 1
        while True:
            again += STEP
            vault = make(memory / f"{at}-{again}")
            hit = stopped(monkeypatch, at, lambda vault=vault: write_notes(str(vault), CHANGES, now=NOW))
            second = stopped(monkeypatch, again, lambda vault=vault: recover(str(vault)))
            left = recover(str(vault))
            where = f"stopped before call {at}, then before call {again} of putting right"
            assert left.problem == "", where
            assert left.conflicts == (), where
            assert state(vault) in (OLD, NEW), where
            own = vault / ".notes-kit"
            assert not [path for path in own.rglob("*") if path.name in ("lock", "pending.json") or path.suffix == ".new"], where
            if not second:
                break
        if not hit:
            assert state(vault) == NEW
            break
    assert at > 40, "the stops did not reach the writer"
