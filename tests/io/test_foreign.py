"""Files that came from somewhere: read up to a size, from an archive only the one asked for, and nothing unpacked onto the disk."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from notes_kit.io import foreign
from notes_kit.io.foreign import ForeignError, read_foreign


def archive(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", how) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return str(path)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfName\r\n")
    assert read_foreign(str(tmp_path / "a.csv")) == ("a.csv", b"\xef\xbb\xbfName\r\n")


def test_the_one_file_of_an_archive_wherever_it_lies(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"Basic_Export/Connections.csv": b"one", "Basic_Export/Invitations.csv": b"two"})
    assert read_foreign(path, "Connections.csv") == ("Connections.csv", b"one")
    path = archive(tmp_path / "y.zip", {"CONNECTIONS.CSV": b"three"}, zipfile.ZIP_STORED)
    assert read_foreign(path, "Connections.csv") == ("Connections.csv", b"three")


def test_paths_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = archive(inside / "x.zip", {"../../Connections.csv": b"one", "/etc/passwd": b"two", "..\\Invitations.csv": b"three"})
    before = sorted(str(found) for found in tmp_path.rglob("*"))
    assert read_foreign(path, "Connections.csv") == ("Connections.csv", b"one")
    assert sorted(str(found) for found in tmp_path.rglob("*")) == before, "nothing is unpacked"


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "LARGEST", 1_000_000)
    path = archive(tmp_path / "x.zip", {"Connections.csv": b"0" * 3_000_000})
    with pytest.raises(ForeignError, match="says that it is larger than 1 MB"):
        read_foreign(path, "Connections.csv")
    lying = bytearray(Path(path).read_bytes())
    small, large = (100).to_bytes(4, "little"), (3_000_000).to_bytes(4, "little")
    while large in lying:
        at = lying.index(large)
        lying[at : at + 4] = small
    Path(path).write_bytes(lying)
    with pytest.raises(ForeignError, match=r"unpacks to more than|damaged"):
        read_foreign(path, "Connections.csv")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"Profile.csv": b"x", "Skills.csv": b"x", "x.txt": b""}, r"holds no Connections\.csv \(it holds profile\.csv, skills\.csv\)"),
        ({"x.txt": b""}, "and no table at all"),
        ({"a/Connections.csv": b"x", "b/connections.csv": b"y"}, "2 files called Connections.csv"),
    ],
)
def test_an_archive_without_the_one_file(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    with pytest.raises(ForeignError, match=said):
        read_foreign(archive(tmp_path / "x.zip", members), "Connections.csv")


def test_what_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path(archive(tmp_path / "x.zip", {"Connections.csv": b"Name\n" * 1000})).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bad.zip").write_bytes(whole[:60] + b"\xff\xff\xff\xff" + whole[64:])
    (tmp_path / "book.xlsx").write_bytes(whole)
    os.mkfifo(tmp_path / "pipe")
    for name, said in {
        "none.csv": "cannot be read: No such file", ".": "is a folder", "pipe": "is not a regular file", "cut.zip": "damaged ZIP archive",
        "bad.zip": "damaged ZIP archive", "book.xlsx": "workbook of a spreadsheet program",
    }.items():  # fmt: skip
        with pytest.raises(ForeignError, match=said):
            read_foreign(str(tmp_path / name), "Connections.csv")
    with pytest.raises(ForeignError, match="is a ZIP archive; unpack it"):
        read_foreign(str(tmp_path / "x.zip"))
    monkeypatch.setattr(foreign, "LARGEST", 10)
    with pytest.raises(ForeignError, match="larger than"):
        read_foreign(str(tmp_path / "x.zip"), "Connections.csv")


def test_an_encrypted_archive_is_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("Connections.csv", b"Name\n")
    data = bytearray(made.getvalue())
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ForeignError, match=r"is encrypted; unpack Connections\.csv first"):
        read_foreign(str(tmp_path / "x.zip"), "Connections.csv")
