"""A note is written whole, keeps what its file had, and is left alone where it should be."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notes_kit.io import exchange
from notes_kit.io.writer import (
    AlreadyThereError,
    Change,
    ExternallyChangedError,
    NotWritableError,
    WriteError,
    create_note,
    operations,
    recover,
    write_note,
    write_notes,
)

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def unsupported(*_names: object) -> None:
    raise exchange.NoExchangeError("told so by the test")


@pytest.fixture(params=["one step", "two steps", "two steps without hard links"])
def vault(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with one note, on a file system that can exchange names, or on one that cannot."""
    if request.param != "one step":
        monkeypatch.setattr(exchange, "rename", unsupported)
    if request.param == "two steps without hard links":
        monkeypatch.setattr(os, "link", lambda *_names: (_ for _ in ()).throw(PermissionError(1, "Operation not permitted")))
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    return tmp_path


def others(vault: Path) -> list[str]:
    """Everything in the vault but the folder of our own."""
    return sorted(path.relative_to(vault).as_posix() for path in vault.rglob("*") if ".notes-kit" not in path.parts)


def test_a_note_becomes_its_new_version_and_nothing_is_left_beside_it(vault: Path) -> None:
    written = write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW, title="log thanked")
    assert (vault / "Ada.md").read_bytes() == b"two\n"
    assert others(vault) == ["Ada.md"]
    assert (written.paths, written.number, written.title) == (("Ada.md",), 1, "log thanked")
    assert [(op.number, op.time, op.title, op.state) for op in operations(str(vault))] == [(1, "2026-03-02T15:00:00+00:00", "log thanked", "done")]


def test_a_weaker_file_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    assert write_note(str(tmp_path), "Ada.md", b"one\n", b"two\n", now=NOW).weaker == ()
    monkeypatch.setattr(exchange, "rename", unsupported)
    (weaker,) = write_note(str(tmp_path), "Ada.md", b"two\n", b"three\n", now=NOW).weaker
    assert "cannot exchange" in weaker


def test_no_change_is_no_write(vault: Path) -> None:
    before = (vault / "Ada.md").stat()
    assert write_note(str(vault), "Ada.md", b"one\n", b"one\n", now=NOW).number == 0
    assert (vault / "Ada.md").stat() == before
    assert not (vault / ".notes-kit").exists()


def test_a_dry_run_shows_the_diff_and_touches_nothing(vault: Path) -> None:
    changes = [Change("Ada.md", b"one\r\ntwo\r\nthree", b"one\r\n2\r\nthree"), Change("New.md", None, b"x\n"), Change("Old.md", b"gone", None)]
    shown = write_notes(str(vault), changes, now=NOW, dry_run=True)
    assert shown.diff == (
        "--- a/Ada.md\n+++ b/Ada.md\n@@ -1,3 +1,3 @@\n one\r\n-two\r\n+2\r\n three\n\\ No newline at end of file\n"
        "--- /dev/null\n+++ b/New.md\n@@ -0,0 +1 @@\n+x\n"
        "--- a/Old.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n\\ No newline at end of file\n"
    )
    assert shown.number == 0
    assert others(vault) == ["Ada.md"]
    assert not (vault / ".notes-kit").exists()


def test_a_file_that_is_not_what_was_read_is_left_as_it_is(vault: Path) -> None:
    with pytest.raises(ExternallyChangedError, match="run the command again"):
        write_note(str(vault), "Ada.md", b"something else\n", b"two\n", now=NOW)
    assert (vault / "Ada.md").read_bytes() == b"one\n"
    assert others(vault) == ["Ada.md"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_and_attributes_stay(vault: Path, mode: int) -> None:
    note = vault / "Ada.md"
    note.chmod(mode)
    wanted = {"user.origin": b"phone"}
    try:
        os.setxattr(note, "user.origin", b"phone")
    except OSError:
        wanted = {}  # this file system keeps none
    assert write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW).weaker in ((), (write_weaker(),))
    assert stat.S_IMODE(note.stat().st_mode) == mode
    assert {name: os.getxattr(note, name) for name in os.listxattr(note) if name.startswith("user.")} == wanted


def write_weaker() -> str:
    from notes_kit.io.commit import WEAKER

    return WEAKER


def test_what_cannot_be_kept_is_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "listxattr", lambda *_a, **_k: ["user.odd", "security.selinux"])
    weaker = write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW).weaker
    assert [line for line in weaker if "attribute" in line] == ["its attribute user.odd could not be kept"]


def test_a_link_inside_the_vault_stays_a_link(vault: Path) -> None:
    (vault / "people").mkdir()
    (vault / "Ada.md").rename(vault / "people" / "Ada.md")
    (vault / "Ada.md").symlink_to("people/Ada.md")
    write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW)
    assert (vault / "Ada.md").is_symlink()
    assert (vault / "people" / "Ada.md").read_bytes() == b"two\n"
    assert others(vault) == ["Ada.md", "people", "people/Ada.md"]


def test_the_vault_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "Ada.md").write_bytes(b"one\n")
    (tmp_path / "shown").symlink_to("real")
    write_note(str(tmp_path / "shown"), "Ada.md", b"one\n", b"two\n", now=NOW)
    assert (tmp_path / "real" / "Ada.md").read_bytes() == b"two\n"


def make_outside(vault: Path) -> None:
    (vault.parent / "secret.md").write_bytes(b"one\n")
    (vault / "Ada.md").unlink()
    (vault / "Ada.md").symlink_to(vault.parent / "secret.md")


def make_pipe(vault: Path) -> None:
    (vault / "Ada.md").unlink()
    os.mkfifo(vault / "Ada.md")


def make_folder(vault: Path) -> None:
    (vault / "Ada.md").unlink()
    (vault / "Ada.md").mkdir()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda vault: (vault / "Ada.md").chmod(0o444), "read-only"),
        (lambda vault: os.link(vault / "Ada.md", vault / "Same.md"), "hard links"),
        (make_outside, "out of the vault"),
        (make_pipe, "not a regular file"),
        (make_folder, "not a regular file"),
        (lambda vault: (vault / "Ada.md").unlink(), "No such file"),
    ],
)
def test_a_file_that_should_be_left_alone_is(tmp_path: Path, prepare: object, words: str) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Ada.md").write_bytes(b"one\n")
    prepare(vault)  # type: ignore[operator]
    before = others(tmp_path)
    with pytest.raises(NotWritableError, match=words):
        write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW)
    assert others(tmp_path) == before


@pytest.mark.parametrize(
    "path", ["../out.md", "/etc/x.md", "a/../../x.md", "a//b.md", "./a.md", "", "a\0b.md", ".git/x.md", "sub/.git/config", ".notes-kit/x.md"]
)
@pytest.mark.parametrize("before", [None, b"one\n"])
def test_no_path_leads_out_of_the_notes(tmp_path: Path, path: str, before: bytes | None) -> None:
    vault = tmp_path / "vault"
    (vault / ".git").mkdir(parents=True)
    with pytest.raises(NotWritableError):
        write_notes(str(vault), [Change(path, before, b"two\n")], now=NOW)
    assert others(tmp_path) == ["vault", "vault/.git"]


def test_a_folder_behind_a_link_out_of_the_vault_gets_no_note(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "vault" / "people").symlink_to(tmp_path / "out")
    with pytest.raises(NotWritableError, match="out of the vault"):
        create_note(str(tmp_path / "vault"), "people/Ada.md", b"x", now=NOW)
    assert others(tmp_path / "out") == []


def test_a_new_note_gets_its_folders_and_the_usual_mode(vault: Path) -> None:
    old = os.umask(0o027)
    try:
        written = create_note(str(vault), "people/new/Ben.md", b"new\n", now=NOW)
    finally:
        os.umask(old)
    assert written.paths == ("people/new/Ben.md",)
    note = vault / "people" / "new" / "Ben.md"
    assert note.read_bytes() == b"new\n"
    assert stat.S_IMODE(note.stat().st_mode) == 0o640
    assert note.stat().st_nlink == 1
    assert others(vault) == ["Ada.md", "people", "people/new", "people/new/Ben.md"]


def test_a_new_note_never_replaces_anything(vault: Path) -> None:
    (vault / "dangling.md").symlink_to("nowhere.md")
    for path in ("Ada.md", "dangling.md"):
        with pytest.raises(AlreadyThereError, match="never replaces"):
            create_note(str(vault), path, b"new\n", now=NOW)
    with pytest.raises(NotWritableError, match="a file where its folder"):
        create_note(str(vault), "Ada.md/Ben.md", b"new\n", now=NOW)
    assert (vault / "Ada.md").read_bytes() == b"one\n"
    assert others(vault) == ["Ada.md", "dangling.md"]


def test_a_note_that_appears_meanwhile_is_not_replaced_either(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from notes_kit.io import commit

    real = commit.move_new

    def somebody_is_faster(one: str, other: str) -> bool:
        if other.endswith("Ben.md"):
            Path(other).write_bytes(b"theirs\n")
        return real(one, other)

    monkeypatch.setattr(commit, "move_new", somebody_is_faster)
    with pytest.raises(ExternallyChangedError):
        create_note(str(vault), "new/Ben.md", b"ours\n", now=NOW)
    assert (vault / "new" / "Ben.md").read_bytes() == b"theirs\n"
    assert others(vault) == ["Ada.md", "new", "new/Ben.md"]


def test_several_files_are_written_together_or_not_at_all(vault: Path) -> None:
    (vault / "Ben.md").write_bytes(b"one\n")
    changes = [Change("Ada.md", b"one\n", b"two\n"), Change("new/Cy.md", None, b"new\n"), Change("Ben.md", b"one\n", None)]
    with pytest.raises(ExternallyChangedError):
        write_notes(str(vault), [*changes[:2], Change("Ben.md", b"other\n", None)], now=NOW)
    with pytest.raises(NotWritableError):
        write_notes(str(vault), [*changes, Change("missing.md", b"x", b"y")], now=NOW)
    with pytest.raises(WriteError, match="for one file"):
        write_notes(str(vault), [changes[0], changes[0]], now=NOW)
    assert others(vault) == ["Ada.md", "Ben.md"]
    assert write_notes(str(vault), changes, now=NOW).paths == ("Ada.md", "new/Cy.md", "Ben.md")
    assert others(vault) == ["Ada.md", "new", "new/Cy.md"]
    assert (vault / "Ada.md").read_bytes() == b"two\n"


def test_names_of_any_length_and_alphabet(vault: Path) -> None:
    for name in ("é" * 120 + ".md", "日本語のノート.md", "a b'c\"d.md", "-rf.md", "x" * 252 + ".md", "e\u0301.md"):
        create_note(str(vault), name, b"one\n", now=NOW)
        write_note(str(vault), name, b"one\n", b"two\n", now=NOW)
        assert (vault / name).read_bytes() == b"two\n"
    assert len(others(vault)) == 7


def test_our_own_folder_is_private_and_hidden_from_git(vault: Path) -> None:
    old = os.umask(0)
    try:
        write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW)
    finally:
        os.umask(old)
    own = vault / ".notes-kit"
    assert (own / ".gitignore").read_text(encoding="utf-8") == "*\n"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [own, *own.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in own.rglob("*") if path.is_file()} == {0o600}


@pytest.mark.parametrize("place", [".notes-kit", ".notes-kit/undo", ".notes-kit/backup"])
def test_a_link_in_the_place_of_our_own_folder_is_not_followed(tmp_path: Path, place: str) -> None:
    vault, out = tmp_path / "vault", tmp_path / "out"
    for folder in (vault, out):
        folder.mkdir()
    (vault / "Ada.md").write_bytes(b"one\n")
    (vault / place).parent.mkdir(exist_ok=True)
    (vault / place).symlink_to(out)
    with pytest.raises(WriteError, match="not a folder of this vault"):
        write_note(str(vault), "Ada.md", b"one\n", b"two\n", now=NOW)
    assert others(out) == []
    assert (vault / "Ada.md").read_bytes() == b"one\n"


def test_a_file_in_the_place_of_our_own_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    (tmp_path / ".notes-kit").write_bytes(b"")
    with pytest.raises(WriteError, match="not a folder"):
        write_note(str(tmp_path), "Ada.md", b"one\n", b"two\n", now=NOW)


FULL = """
import resource, sys
from datetime import UTC, datetime
from notes_kit.io.writer import WriteError, write_note
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    write_note(sys.argv[1], "Ada.md", b"one\\n", b"x" * 20000, now=datetime(2026, 3, 2, tzinfo=UTC))
except WriteError as problem:
    print(problem)
"""


def test_a_disk_that_is_full_leaves_the_note_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], check=True, capture_output=True, text=True)
    assert done.stdout == "Ada.md could not be written: File too large; nothing was changed\n"
    assert (tmp_path / "Ada.md").read_bytes() == b"one\n"
    assert others(tmp_path) == ["Ada.md"]


def test_a_start_in_a_quiet_vault_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_bytes(b"one\n")
    left = recover(str(tmp_path))
    assert (left.finished, left.taken_back, left.conflicts, left.problem) == ((), (), (), "")
    assert operations(str(tmp_path)) == []
    assert others(tmp_path.parent / tmp_path.name) == ["Ada.md"]
    assert not (tmp_path / ".notes-kit").exists()
