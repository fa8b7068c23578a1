"""The last operation is taken back byte for byte, the one before it next, and never over somebody's later change."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notes_kit.io.undo import KEPT
from notes_kit.io.writer import (
    AlreadyThereError,
    Change,
    ChangedSinceError,
    NothingToUndoError,
    WriteError,
    create_note,
    operations,
    recover,
    undo,
    write_note,
    write_notes,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
OLD, NEW = b"\xef\xbb\xbfone\r\ntwo\rthree", b"\xef\xbb\xbfone\r\n2\rthree"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "Ada.md").write_bytes(OLD)
    return tmp_path


def state(vault: Path) -> dict[str, bytes]:
    return {p.relative_to(vault).as_posix(): p.read_bytes() if p.is_file() else b"" for p in sorted(vault.rglob("*")) if ".notes-kit" not in p.parts}


def test_every_operation_is_taken_back_in_turn(vault: Path) -> None:
    (vault / "Ada.md").chmod(0o640)
    states = [state(vault)]
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW, title="first")
    states.append(state(vault))
    create_note(str(vault), "people/new/Ben.md", b"new", now=NOW, title="second")
    states.append(state(vault))
    write_notes(
        str(vault), [Change("people/new/Ben.md", b"new", b"newer"), Change("Ada.md", NEW, None), Change("Cy.md", None, b"c")], now=NOW, title="third"
    )
    for expected, title in zip(reversed(states), ["third", "second", "first"], strict=True):
        done = undo(str(vault), now=NOW)
        assert done.title == title
        assert state(vault) == expected
    assert stat.S_IMODE((vault / "Ada.md").stat().st_mode) == 0o640
    with pytest.raises(NothingToUndoError):
        undo(str(vault), now=NOW)
    write_note(str(vault), "Ada.md", OLD, b"again", now=NOW, title="fourth")
    assert undo(str(vault), now=NOW).title == "fourth"
    assert state(vault) == states[0]
    assert [op.undoes for op in operations(str(vault))] == [7, 0, 1, 2, 3, 0, 0, 0]


def test_nothing_is_taken_back_where_nothing_was_written(vault: Path) -> None:
    for _ in range(2):
        with pytest.raises(NothingToUndoError, match="nothing to take back"):
            undo(str(vault), now=NOW)
    assert not (vault / ".notes-kit").exists()


def test_a_note_that_was_changed_since_stays_and_so_does_its_earlier_version(vault: Path) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    (vault / "Ada.md").write_bytes(b"mine")
    with pytest.raises(ChangedSinceError, match=r"changed since.*\.notes-kit/backup/000001/1\.md") as caught:
        undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": b"mine"}
    assert (vault / ".notes-kit/backup/000001/1.md").read_bytes() == OLD
    assert "--skip" in str(caught.value)
    (vault / "Ada.md").write_bytes(NEW)
    undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": OLD}


def test_a_new_note_that_somebody_wrote_in_is_not_removed(vault: Path) -> None:
    create_note(str(vault), "Ben.md", b"new", now=NOW)
    (vault / "Ben.md").write_bytes(b"new and more")
    with pytest.raises(ChangedSinceError):
        undo(str(vault), now=NOW)
    assert state(vault)["Ben.md"] == b"new and more"


def test_a_new_note_that_somebody_deleted_is_no_obstacle(vault: Path) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    create_note(str(vault), "Ben.md", b"new", now=NOW)
    (vault / "Ben.md").unlink()
    assert undo(str(vault), now=NOW).paths == ()
    assert undo(str(vault), now=NOW).paths == ("Ada.md",)
    assert state(vault) == {"Ada.md": OLD}


def test_a_deleted_note_comes_back_as_it_was_unless_its_place_is_taken(vault: Path) -> None:
    (vault / "Ada.md").chmod(0o644)
    write_notes(str(vault), [Change("Ada.md", OLD, None)], now=NOW)
    (vault / "Ada.md").write_bytes(b"another")
    with pytest.raises(AlreadyThereError, match="there again"):
        undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": b"another"}
    (vault / "Ada.md").unlink()
    undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": OLD}
    assert stat.S_IMODE((vault / "Ada.md").stat().st_mode) == 0o644


def test_folders_that_hold_something_by_now_stay(vault: Path) -> None:
    create_note(str(vault), "people/new/Ben.md", b"new", now=NOW)
    (vault / "people" / "mine.md").write_bytes(b"mine")
    undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": OLD, "people": b"", "people/mine.md": b"mine"}


def test_a_dry_run_shows_what_would_be_taken_back(vault: Path) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW, title="first")
    shown = undo(str(vault), now=NOW, dry_run=True)
    assert (shown.title, shown.number) == ("first", 0)
    assert "-2\r" in shown.diff
    assert "+two\r" in shown.diff
    assert state(vault) == {"Ada.md": NEW}


def test_a_damaged_or_missing_backup_is_not_written_into_a_note(vault: Path) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    recover(str(vault))
    backup = vault / ".notes-kit" / "backup" / "000001" / "1.md"
    backup.write_bytes(OLD[:-1])
    with pytest.raises(WriteError, match="missing or damaged"):
        undo(str(vault), now=NOW)
    backup.unlink()
    with pytest.raises(WriteError, match="missing or damaged"):
        undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": NEW}


def test_the_journal_keeps_the_last_operations_only(vault: Path) -> None:
    (vault / "Ada.md").write_bytes(b"0")
    for number in range(KEPT + 5):
        write_note(str(vault), "Ada.md", str(number).encode(), str(number + 1).encode(), now=NOW)
    own = vault / ".notes-kit"
    assert len(list((own / "undo").iterdir())) == len(list((own / "backup").iterdir())) == KEPT
    for number in range(KEPT + 4, KEPT + 4 - KEPT // 2, -1):
        undo(str(vault), now=NOW)
        assert state(vault) == {"Ada.md": str(number).encode()}


@pytest.mark.parametrize(
    "change",
    [
        {"path": "../out.md"},
        {"path": ".git/config"},
        {"path": "/etc/hosts"},
        {"token": "../../x"},
        {"token": 5},
        {"before": "zz"},
        {"folders": [1]},
        {"mode": "x"},
        {"path": None},
    ],
)
@pytest.mark.parametrize("name", ["000001.json", "pending.json"])
def test_a_journal_that_somebody_made_up_does_no_harm(tmp_path: Path, change: dict[str, object], name: str) -> None:
    """A vault may come from anybody, its `.notes-kit` included."""
    vault = tmp_path / "vault"
    vault.mkdir()
    (tmp_path / "out.md").write_bytes(NEW)
    (vault / "Ada.md").write_bytes(OLD)
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    journal = vault / ".notes-kit" / "undo" / "000001.json"
    data = json.loads(journal.read_bytes())
    data["pieces"][0].update(change)
    data["state"] = "ready" if name.startswith("pending") else "done"
    journal.unlink()
    (journal.parent / name).write_text(json.dumps(data), encoding="ascii")
    before = (state(vault), (tmp_path / "out.md").read_bytes())
    if name.startswith("pending"):
        assert recover(str(vault)).problem
        assert (journal.parent / "unreadable.json").exists()
        assert recover(str(vault)).problem == ""
    else:
        with pytest.raises(WriteError):
            undo(str(vault), now=NOW)
    assert (state(vault), (tmp_path / "out.md").read_bytes()) == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2}', "\xff", "null"])
def test_a_journal_file_that_cannot_be_read_is_passed_over(vault: Path, text: str) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    journal = vault / ".notes-kit" / "undo"
    (journal / "000002.json").write_text(text, encoding="latin-1")
    (journal / "pending.json").write_text(text, encoding="latin-1")
    with pytest.raises(WriteError, match="cannot be read"):
        undo(str(vault), now=NOW)
    undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": OLD}


def test_a_read_only_vault_can_be_started_in(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the refusal is the system's in name only."""
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW)
    real = os.open

    def refused(path: str, flags: int, *rest: int) -> int:
        if flags & (os.O_WRONLY | os.O_CREAT):
            raise PermissionError(30, "Read-only file system", path)
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refused)
    assert "Read-only file system" in recover(str(vault)).problem
    with pytest.raises(WriteError, match="Read-only file system"):
        write_note(str(vault), "Ada.md", NEW, OLD, now=NOW)
    assert len(operations(str(vault))) == 1


def test_what_cannot_be_taken_back_is_passed_over_and_the_one_before_it_can(vault: Path) -> None:
    write_note(str(vault), "Ada.md", OLD, NEW, now=NOW, title="first")
    create_note(str(vault), "Ben.md", b"his", now=NOW, title="second")
    (vault / "Ben.md").write_bytes(b"mine")
    with pytest.raises(ChangedSinceError):
        undo(str(vault), now=NOW)
    assert undo(str(vault), now=NOW, skip=True).title == "second"
    assert state(vault) == {"Ada.md": NEW, "Ben.md": b"mine"}
    assert undo(str(vault), now=NOW).title == "first"
    assert state(vault) == {"Ada.md": OLD, "Ben.md": b"mine"}
