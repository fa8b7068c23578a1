"""A file that notes-kit makes is put in place whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes_kit.io.output import read_existing, write_output


def test_a_new_file_is_private_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "Report.md"
    assert read_existing(str(file)) is None
    write_output(str(file), b"one")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    write_output(str(file), b"two")
    assert (read_existing(str(file)), file.stat().st_mode & 0o777) == (b"two", 0o640)
    assert [one.name for one in tmp_path.iterdir()] == ["Report.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"one")
    (tmp_path / "link.md").symlink_to("real.md")
    write_output(str(tmp_path / "link.md"), b"two")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"two"


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_output(str(tmp_path / "folder"), b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
