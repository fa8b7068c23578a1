"""A save in the very moment of writing is never lost: it is in the note or in a conflict copy, whichever way it was made."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from writer_torture import SAVES

from notes_kit.io import commit, exchange, transaction
from notes_kit.io.writer import Change, ExternallyChangedError, create_note, operations, recover, undo, write_note, write_notes

NOW = datetime(2026, 3, 2, 15, 0, 5, tzinfo=UTC)
CONFLICT = "Ada (notes-kit conflict 2026-03-02 150005).md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    return tmp_path


def state(vault: Path) -> dict[str, bytes]:
    return {
        path.relative_to(vault).as_posix(): path.read_bytes()
        for path in sorted(vault.rglob("*"))
        if path.is_file() and ".notes-kit" not in path.parts
    }


def meddle(monkeypatch: pytest.MonkeyPatch, name: str, acts: list[Callable[[], object] | None], *, after: bool = False) -> None:
    """Let somebody act right before (or after) the first calls of `commit.name`, one act for each."""
    real = getattr(commit, name)

    def call(one: str, other: str) -> bool:
        act = acts.pop(0) if acts else None
        if act and not after:
            act()
        result = real(one, other)
        if act and after:
            act()
        return bool(result)

    monkeypatch.setattr(commit, name, call)


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_a_save_between_the_last_look_and_the_exchange_keeps_its_place(
    vault: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[str, bytes], None]
) -> None:
    meddle(monkeypatch, "exchange", [lambda: save(str(vault / "Ada.md"), b"theirs\n")])
    with pytest.raises(ExternallyChangedError, match="Both versions are kept") as caught:
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
    assert caught.value.conflict == CONFLICT
    assert state(vault) == {"Ada.md": b"theirs\n", CONFLICT: b"ours\n"}
    assert operations(str(vault)) == []


def test_a_save_while_the_new_version_is_made_leaves_no_copy_to_look_at(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = transaction.make_temp

    def slow(*given: object, **more: object) -> tuple[str, ...]:
        SAVES["truncate"](str(vault / "Ada.md"), b"theirs\n")
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(transaction, "make_temp", slow)
    with pytest.raises(ExternallyChangedError, match="run the command again") as caught:
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
    assert caught.value.conflict == ""
    assert state(vault) == {"Ada.md": b"theirs\n"}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_a_second_save_while_the_first_is_put_back_is_kept_as_well(
    vault: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[str, bytes], None]
) -> None:
    note = str(vault / "Ada.md")
    meddle(monkeypatch, "exchange", [lambda: save(note, b"first\n"), lambda: save(note, b"second\n")])
    with pytest.raises(ExternallyChangedError):
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
    assert state(vault) == {"Ada.md": b"second\n", CONFLICT: b"first\n"}


def test_three_saves_in_three_moments(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note, save = str(vault / "Ada.md"), SAVES["rename"]
    meddle(monkeypatch, "exchange", [lambda: save(note, b"first\n"), lambda: save(note, b"second\n"), lambda: save(note, b"third\n")])
    with pytest.raises(ExternallyChangedError):
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
    assert sorted(state(vault).values()) == [b"second\n", b"third\n"], "the third was saved over the first, by its author"


def test_without_an_exchange_in_one_step_a_truncating_save_is_still_found(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_names: object) -> None:
        raise exchange.NoExchangeError

    monkeypatch.setattr(exchange, "rename", unsupported)
    real = os.replace

    def replace(one: str, other: str) -> None:
        if other.endswith("Ada.md") and not (vault / CONFLICT).exists():
            monkeypatch.setattr(os, "replace", real)
            SAVES["truncate"](other, b"theirs\n")
        real(one, other)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(ExternallyChangedError):
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
    assert state(vault) == {"Ada.md": b"theirs\n", CONFLICT: b"ours\n"}


def test_a_save_in_one_note_takes_the_whole_operation_back(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "Ben.md").write_bytes(b"one\n")
    (vault / "Old.md").write_bytes(b"old\n")
    meddle(monkeypatch, "exchange", [None, lambda: SAVES["rename"](str(vault / "Ben.md"), b"theirs\n")])
    changes = [
        Change("Ada.md", b"one\n", b"two\n"),
        Change("new/Cy.md", None, b"c"),
        Change("Old.md", b"old\n", None),
        Change("Ben.md", b"one\n", b"two\n"),
    ]
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), changes, now=NOW)
    assert state(vault) == {"Ada.md": b"one\n", "Ben.md": b"theirs\n", "Old.md": b"old\n", CONFLICT.replace("Ada", "Ben"): b"two\n"}
    assert not (vault / "new").exists()


def test_a_save_onto_the_new_version_of_one_note_stays_when_the_operation_is_taken_back(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "Ben.md").write_bytes(b"one\n")

    def both() -> None:
        SAVES["rename"](str(vault / "Ada.md"), b"mine, on yours\n")
        SAVES["rename"](str(vault / "Ben.md"), b"theirs\n")

    meddle(monkeypatch, "exchange", [None, both])
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), [Change("Ada.md", b"one\n", b"two\n"), Change("Ben.md", b"one\n", b"two\n")], now=NOW)
    assert state(vault) == {"Ada.md": b"mine, on yours\n", "Ben.md": b"theirs\n", CONFLICT.replace("Ada", "Ben"): b"two\n"}


def test_a_note_that_is_saved_while_it_is_deleted_is_not_deleted(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meddle(monkeypatch, "move_new", [lambda: SAVES["truncate"](str(vault / "Ada.md"), b"theirs\n")])
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), [Change("Ada.md", b"one\n", None)], now=NOW)
    assert state(vault) == {"Ada.md": b"theirs\n"}


def test_a_deleted_note_that_was_saved_and_made_again_is_kept_twice(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def again() -> None:
        (vault / "Ada.md").write_bytes(b"made again\n")

    meddle(monkeypatch, "move_new", [lambda: SAVES["truncate"](str(vault / "Ada.md"), b"theirs\n"), again])
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), [Change("Ada.md", b"one\n", None)], now=NOW)
    assert state(vault) == {"Ada.md": b"made again\n", CONFLICT: b"theirs\n"}


def test_a_new_note_that_is_written_in_while_it_is_taken_back_stays(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_note(str(vault), "Ben.md", b"new\n", now=NOW)
    meddle(monkeypatch, "move_new", [lambda: SAVES["truncate"](str(vault / "Ben.md"), b"new\nand more\n")])
    with pytest.raises(ExternallyChangedError):
        undo(str(vault), now=NOW)
    assert state(vault) == {"Ada.md": b"one\n", "Ben.md": b"new\nand more\n"}


@pytest.mark.parametrize("made_again", [False, True])
def test_what_somebody_wrote_into_a_new_note_survives_even_a_failure_while_it_is_taken_back(
    vault: Path, monkeypatch: pytest.MonkeyPatch, made_again: bool
) -> None:
    def fails() -> None:
        if made_again:
            (vault / "Ben.md").write_bytes(b"made again\n")
        raise OSError(5, "Input/output error")

    meddle(monkeypatch, "exchange", [lambda: SAVES["rename"](str(vault / "Ada.md"), b"theirs\n")])
    meddle(monkeypatch, "move_new", [None, None, lambda: SAVES["truncate"](str(vault / "Ben.md"), b"mine\n"), fails])
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), [Change("Ben.md", None, b"new\n"), Change("Ada.md", b"one\n", b"two\n")], now=NOW)
    recover(str(vault))
    found = {"Ada.md": b"theirs\n", CONFLICT: b"two\n", "Ben.md": b"mine\n"}
    if made_again:
        found |= {"Ben.md": b"made again\n", CONFLICT.replace("Ada", "Ben"): b"mine\n"}
    assert state(vault) == found


def test_a_late_save_into_the_displaced_file_is_found_by_the_next_start(vault: Path) -> None:
    """An editor that opened the note before the write, and writes into it after: its bytes go to what was displaced."""
    with (vault / "Ada.md").open("r+b") as editor:
        write_note(str(vault), "Ada.md", b"one\n", b"ours\n", now=NOW)
        editor.write(b"late\n")
    assert recover(str(vault)).conflicts == (CONFLICT,)
    assert state(vault) == {"Ada.md": b"ours\n", CONFLICT: b"late\n"}
    assert recover(str(vault)).conflicts == ()


def test_conflict_copies_never_replace_one_another(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        theirs = f"theirs {number}\n".encode()
        meddle(monkeypatch, "exchange", [lambda theirs=theirs: SAVES["rename"](str(vault / "Ada.md"), theirs)])
        with pytest.raises(ExternallyChangedError):
            write_note(str(vault), "Ada.md", (vault / "Ada.md").read_bytes(), f"ours {number}\n".encode(), now=NOW)
    copies = [CONFLICT, CONFLICT.replace(").md", " 2).md"), CONFLICT.replace(").md", " 3).md")]
    assert state(vault) == {"Ada.md": b"theirs 2\n"} | {name: f"ours {number}\n".encode() for number, name in enumerate(copies)}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_waits_until_the_note_is_written(vault: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def interrupted(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    number = getattr(signal, name)
    before = signal.signal(number, interrupted)
    try:
        meddle(monkeypatch, "exchange", [lambda: signal.raise_signal(number)])
        with pytest.raises(KeyboardInterrupt):
            write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW)
        assert signal.getsignal(number) is interrupted
    finally:
        signal.signal(number, before)
    assert state(vault) == {"Ada.md": b"two\n"} or state(vault) == {"Ada.md": b"one\n"}
    assert recover(str(vault)).problem == ""
    assert len(state(vault)) == 1
