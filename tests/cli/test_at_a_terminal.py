"""What a terminal gets that a pipe does not: places to click on, and how far long work is."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from cli.terminals import screen

NOTE = "contacts/Zoë; “Quist” 100% #1.md"
LINK = re.compile(r"\033\]8;;([^\033]*)\033\\(.*?)\033\]8;;\033\\")
EAGER = "import notes_kit.cli.session as session; session.SHOW_AFTER = 0; from notes_kit.cli.main import main; main()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my näme & vault"
    (folder / "contacts").mkdir(parents=True)
    (folder / "notes-kit.yaml").write_text("", encoding="utf-8")
    (folder / NOTE).write_text("---\ntype: contact\nreplied: 2026-02-30\n---\n", encoding="utf-8")
    return folder


def links(folder: Path, *arguments: str, **more: str) -> list[tuple[str, str]]:
    """Where the places of a finding lead, and what is shown of them."""
    _, said, _ = screen(folder, ["lint", *arguments], **more)
    return LINK.findall(said)


def test_a_place_leads_to_the_file(folder: Path) -> None:
    ((target, shown),) = links(folder)
    parts = urlsplit(target)
    assert (parts.scheme, parts.netloc, unquote(parts.path), parts.query, parts.fragment) == (
        "file",
        socket.gethostname(),
        str(folder / NOTE),
        "",
        "",
    )
    assert target.isascii()
    assert NOTE in re.sub("\033\\[[0-9;]*m", "", shown)


def test_a_place_leads_into_obsidian_where_the_vault_is_one(folder: Path) -> None:
    (folder / ".obsidian").mkdir()
    ((target, _),) = links(folder)
    head, _, path = target.partition("=")
    assert head == "obsidian://open?path"
    assert re.fullmatch(r"[A-Za-z0-9%._~-]+", path), "nothing that would end the value"
    assert unquote(path) == str(folder / NOTE)


@pytest.mark.parametrize(("arguments", "more"), [((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}), (("--color", "never"), {})])
def test_who_wants_no_colours_gets_no_links(folder: Path, arguments: tuple[str, ...], more: dict[str, str]) -> None:
    status, said, _ = screen(folder, ["lint", *arguments], **more)
    assert (status, "\033" in said, NOTE in said) == (1, False, True)


def test_json_on_a_terminal_is_json(folder: Path) -> None:
    assert "\033" not in screen(folder, ["lint", "--json"])[1]


def test_long_work_is_counted_on_stderr_and_wiped_away(folder: Path) -> None:
    for number in range(30):
        shutil.copy(folder / NOTE, folder / "contacts" / f"{number}.md")
    status, said, told = screen(folder, ["lint"], EAGER)
    assert status == 1
    assert re.search(r"\r\033\[Kreading notes \d+/31", told)
    assert told.endswith("\r\033[K")
    assert "reading" not in said
    assert screen(folder, ["lint"], EAGER)[2] == "", "nothing was long"
    told = screen(folder, ["lint", "--today", "2026-05-20"], EAGER)[2]
    assert re.match(r"\r\033\[Kasking the rules 1/\d+", told)
    assert told.endswith("\r\033[K")
    assert screen(folder, ["--quiet", "lint", "--today", "2026-05-19"], EAGER)[2] == ""


def test_short_work_is_not_counted(folder: Path) -> None:
    assert screen(folder, ["lint"])[2] == ""
