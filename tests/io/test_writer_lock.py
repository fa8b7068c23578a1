"""One writer at a time; a dead one's lock is no obstacle, and no update of two writers is lost."""

from __future__ import annotations

import os
import platform
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notes_kit.io.lock import lock
from notes_kit.io.writer import ExternallyChangedError, VaultLockedError, recover, write_note

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "Ada.md").write_bytes(b"0")
    return tmp_path


def held_by_child(vault: Path) -> int:
    """A process that holds the lock; returns its number once it does."""
    ready = os.pipe()
    child = os.fork()
    if child == 0:
        with lock(str(vault)):
            os.write(ready[1], b"x")
            signal.pause()
        os._exit(0)
    os.read(ready[0], 1)
    return child


def test_a_second_writer_is_told_at_once_who_the_first_is(vault: Path) -> None:
    child = held_by_child(vault)
    try:
        with pytest.raises(VaultLockedError, match=rf"process {child} on {platform.node()}.*\.notes-kit/lock"):
            write_note(str(vault), "Ada.md", b"0", b"1", now=NOW)
        assert recover(str(vault)).problem == ""
        assert (vault / "Ada.md").read_bytes() == b"0"
    finally:
        os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    write_note(str(vault), "Ada.md", b"0", b"1", now=NOW)  # the child is dead, and its parent has not taken notice yet
    os.waitpid(child, 0)
    assert not (vault / ".notes-kit" / "lock").exists()


def test_the_lock_of_a_dead_process_is_swept_by_the_next_start(vault: Path) -> None:
    child = held_by_child(vault)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert (vault / ".notes-kit" / "lock").exists()
    recover(str(vault))
    assert not (vault / ".notes-kit" / "lock").exists()


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", True),
        (f"{{own}} {platform.node()} 1\n", True),
        (f"99999999999 {platform.node()} 1\n", False),
        (f"4194304 {platform.node()} 1\n", True),
        (f"1 {platform.node()} \n", False),
        ("4194304 another-machine 1\n", False),
        ("somebody\n", False),
    ],
)
def test_only_a_lock_that_is_dead_for_certain_is_taken_over(vault: Path, text: str, taken: bool) -> None:
    (vault / ".notes-kit").mkdir()
    (vault / ".notes-kit" / "lock").write_text(text.replace("{own}", str(os.getpid())), encoding="ascii")
    if taken:
        write_note(str(vault), "Ada.md", b"0", b"1", now=NOW)
        assert not (vault / ".notes-kit" / "lock").exists()
    else:
        with pytest.raises(VaultLockedError):
            write_note(str(vault), "Ada.md", b"0", b"1", now=NOW)
        assert (vault / ".notes-kit" / "lock").read_text(encoding="ascii") == text


def test_a_thread_that_is_refused_does_not_open_the_lock_of_another(vault: Path) -> None:
    said: list[str] = []

    def second() -> None:
        try:
            write_note(str(vault), "Ada.md", b"0", b"1", now=NOW)
        except VaultLockedError as problem:
            said.append(str(problem))

    with lock(str(vault)):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
        assert (vault / ".notes-kit" / "lock").exists()
    assert [f"process {os.getpid()}" in line for line in said] == [True]
    assert not (vault / ".notes-kit" / "lock").exists()


def test_a_thread_writes_as_the_main_thread_does(vault: Path) -> None:
    thread = threading.Thread(target=write_note, args=(str(vault), "Ada.md", b"0", b"1"), kwargs={"now": NOW})
    thread.start()
    thread.join()
    assert (vault / "Ada.md").read_bytes() == b"1"


def test_no_update_of_several_writers_is_lost(vault: Path) -> None:
    writers, each = 4, 25
    children = []
    for _ in range(writers):
        child = os.fork()
        if child == 0:
            done = 0
            while done < each:
                data = (vault / "Ada.md").read_bytes()
                try:
                    write_note(str(vault), "Ada.md", data, str(int(data) + 1).encode(), now=NOW)
                except (VaultLockedError, ExternallyChangedError):
                    continue
                done += 1
            os._exit(0)
        children.append(child)
    for child in children:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (vault / "Ada.md").read_bytes() == str(writers * each).encode()
    assert sorted(path.name for path in vault.iterdir()) == [".notes-kit", "Ada.md"]
