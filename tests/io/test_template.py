"""The shipped vault is found, the vault's own templates go before it, and nothing is put where something is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notes_kit.io.template import (
    LONGEST,
    TemplateError,
    make_folder,
    obsidian_formats,
    obsidian_templates,
    plant,
    read_template,
    shipped,
    shipped_bytes,
    shipped_files,
    spelled,
)


def test_the_shipped_vault_is_whole() -> None:
    paths = list(shipped_files())
    assert {"notes-kit.yaml", "Profile.md", ".obsidian/types.json", ".gitignore", "templates/Contact.md", "templates/email/outreach.md"} <= set(paths)
    assert not [path for path in paths if path.startswith((".notes-kit/", ".git/"))]
    assert all(shipped_bytes(path) == (Path(shipped()) / path).read_bytes() for path in paths)


def test_the_vaults_own_template_goes_before_the_shipped_one(tmp_path: Path) -> None:
    assert read_template(str(tmp_path), "templates", "Contact") == shipped_bytes("templates/Contact.md").decode()
    own = tmp_path / "Meta" / "Templates" / "contact.md"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"\xef\xbb\xbfmine\r\n")
    assert read_template(str(tmp_path), "meta/templates", "Contact") == "mine\r\n"


@pytest.mark.parametrize(("data", "match"), [(b"x" * (LONGEST + 1), "longer than a template"), (b"\xff", "not UTF-8"), (None, "cannot be read")])
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, data: bytes | None, match: str) -> None:
    own = tmp_path / "templates" / "Contact.md"
    own.parent.mkdir()
    own.mkdir() if data is None else own.write_bytes(data)
    with pytest.raises(TemplateError, match=f"templates/Contact.md .*{match}"):
        read_template(str(tmp_path), "templates", "Contact")


def test_a_template_inside_the_vault_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "mine.md").write_text("mine\n")
    (tmp_path / "templates/Contact.md").symlink_to(tmp_path / "mine.md")
    assert read_template(str(tmp_path), "templates", "Contact") == "mine\n"


def test_a_path_is_spelled_as_on_disk(tmp_path: Path) -> None:
    (tmp_path / "Cafe\u0301").mkdir()
    (tmp_path / "Cafe\u0301" / "A.md").write_text("")
    assert spelled(str(tmp_path), "caf\u00e9/a.MD") == "Cafe\u0301/A.md"
    assert spelled(str(tmp_path), "caf\u00e9/b.md") is None
    (tmp_path / "a").mkdir()
    assert spelled(str(tmp_path), "a") == "a"


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        (None, ("YYYY-MM-DD", "HH:mm")),
        ('{"dateFormat": "DD.MM.YYYY"}', ("DD.MM.YYYY", "HH:mm")),
        ('{"dateFormat": "", "timeFormat": "h a"}', ("YYYY-MM-DD", "h a")),
        ('{"dateFormat": 3}', ("YYYY-MM-DD", "HH:mm")),
        ("[1]", ("YYYY-MM-DD", "HH:mm")),
        ("not json", ("YYYY-MM-DD", "HH:mm")),
        ("[" * 100_000, ("YYYY-MM-DD", "HH:mm")),
    ],
    ids=str,
)
def test_obsidians_formats_are_read_as_data(tmp_path: Path, text: str | None, formats: tuple[str, str]) -> None:
    (tmp_path / ".obsidian").mkdir()
    if text is not None:
        (tmp_path / ".obsidian/templates.json").write_text(text)
    assert obsidian_formats(str(tmp_path)) == formats


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    os.mkfifo(tmp_path / ".obsidian/templates.json")
    assert obsidian_templates(str(tmp_path)) == {}


def test_a_file_is_put_where_there_is_none(tmp_path: Path) -> None:
    assert plant(str(tmp_path), "a/b/c.md", b"one")
    assert not plant(str(tmp_path), "a/b/c.md", b"two")
    assert (tmp_path / "a/b/c.md").read_bytes() == b"one"
    assert make_folder(str(tmp_path), "x/y")
    assert not make_folder(str(tmp_path), "x/y")


def test_nothing_is_put_outside(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault/out").symlink_to(tmp_path / "other")
    for make in (lambda: plant(str(tmp_path / "vault"), "out/a/b.md", b""), lambda: make_folder(str(tmp_path / "vault"), "out/a")):
        with pytest.raises(OSError, match="leads out of the vault"):
            make()
    assert not (tmp_path / "other").exists()
