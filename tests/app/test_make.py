"""`init` on disk: all of a vault where there is nothing, what is missing where there is something, and never a change."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.lint import lint
from notes_kit.app.make import EXAMPLES, Made, make
from notes_kit.app.session import Session
from notes_kit.io.template import shipped

NOW = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
Tree = dict[str, bytes]


def made(folder: Path, *, examples: bool = False, with_git: bool = False, home: str = "/nowhere/else") -> Made:
    return make(str(folder), examples=examples, with_git=with_git, now=NOW, home=home)


def tree(folder: Path) -> Tree:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shipped_tree() -> Tree:
    return {path: data for path, data in tree(Path(shipped())).items() if not path.startswith(".notes-kit/")}


def obsidian_vault(folder: Path) -> Tree:
    for path, text in {
        ".obsidian/app.json": "{}",
        ".obsidian/templates.json": '{"folder": "Meta/Patterns", "dateFormat": "DD.MM.YYYY"}',
        "Meta/Patterns/contact.md": "---\ntype: contact\n---\nmine\n",
        "Contacts/Ben Li.md": "---\ntype: contact\n---\r\n",
        ".gitignore": "secret/\n",
        "Profile.md": "me\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return tree(folder)


def test_with_examples_it_is_the_shipped_vault_byte_for_byte(tmp_path: Path) -> None:
    done = made(tmp_path / "new", examples=True)
    assert tree(tmp_path / "new") == shipped_tree()
    assert sorted(done.added) == sorted(shipped_tree())
    assert (done.kept, done.existing, done.git) == ((), False, "left")


def test_without_examples_the_four_folders_are_empty_and_the_profile_is_blank(tmp_path: Path) -> None:
    done = made(tmp_path)
    have, whole = tree(tmp_path), shipped_tree()
    assert set(have) == {path for path in whole if path.split("/")[0] not in EXAMPLES}
    assert {path for path in have if have[path] != whole[path]} == {"Profile.md"}
    assert have["Profile.md"] == whole["templates/Profile.md"]
    assert [(tmp_path / name).is_dir() and not list((tmp_path / name).iterdir()) for name in EXAMPLES] == [True] * 4
    assert {f"{name}/" for name in EXAMPLES} <= set(done.added)
    assert lint(Session(str(tmp_path), date(2026, 3, 6))).findings == ()


def test_a_second_time_there_is_nothing_to_add(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "Questions.md").write_text("mine\n")
    (tmp_path / "views/People.base").unlink()
    before = tree(tmp_path)
    done = made(tmp_path)
    assert done.added == ("views/People.base",)
    assert tree(tmp_path) == {**before, "views/People.base": shipped_tree()["views/People.base"]}
    assert made(tmp_path).added == ()


def test_the_examples_can_be_added_later(tmp_path: Path) -> None:
    made(tmp_path)
    done = made(tmp_path, examples=True)
    assert {path.split("/")[0] for path in done.added} == set(EXAMPLES)
    assert "Profile.md" in done.kept


def test_an_obsidian_vault_keeps_all_it_has(tmp_path: Path) -> None:
    before = obsidian_vault(tmp_path)
    done = made(tmp_path, with_git=True)
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert set(done.added) == set(after) - set(before)
    assert done.existing
    assert done.git == "left"
    assert not (tmp_path / ".git").exists()
    assert {".obsidian/types.json", "notes-kit.yaml", "Meta/Patterns/Interview.md", "Meta/Patterns/email/outreach.md"} <= set(done.added)
    assert not {"Meta/Patterns/Contact.md", ".obsidian/core-plugins.json", ".gitattributes", "contacts/", "interviews/"} & set(done.added)
    assert {"Meta/Patterns/contact.md", "Profile.md", ".gitignore"} <= set(done.kept)
    session = Session(str(tmp_path), date(2026, 3, 6))
    assert session.settings.templates == "Meta/Patterns"
    assert session.settings_faults == []
    assert not any(path.startswith("Meta/") for path in session.scan.files)


def test_a_folder_is_joined_as_it_is_spelled(tmp_path: Path) -> None:
    obsidian_vault(tmp_path)
    done = made(tmp_path, examples=True)
    assert "Contacts/Ada Okafor.md" in done.added
    assert not (tmp_path / "contacts").exists() or os.path.samefile(tmp_path / "contacts", tmp_path / "Contacts")


@pytest.mark.parametrize("folder", ["../outside", "C:/x", "nowhere", 'a"b', 3, None])
def test_a_template_folder_that_is_none_is_not_believed(tmp_path: Path, folder: object) -> None:
    import json

    (tmp_path / "vault/.obsidian").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "vault/.obsidian/templates.json").write_text(json.dumps({"folder": folder}))
    assert "templates/Contact.md" in made(tmp_path / "vault").added
    assert not list((tmp_path / "outside").iterdir())


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "vault/templates").symlink_to(tmp_path / "outside")
    with pytest.raises(OSError, match="leads out of the vault"):
        made(tmp_path / "vault")
    assert not list((tmp_path / "outside").iterdir())


def test_a_file_that_is_a_dangling_link_is_left(tmp_path: Path) -> None:
    (tmp_path / "Questions.md").symlink_to(tmp_path / "nowhere.md")
    assert "Questions.md" in made(tmp_path).kept
    assert not (tmp_path / "nowhere.md").exists()


def test_places_that_are_no_vault(tmp_path: Path) -> None:
    home = tmp_path / "homes/me"
    home.mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    for folder, match in (
        (home, "is your home"),
        (home.parent, "is a folder above your home"),
        (Path("/"), "is the whole disk"),
        (tmp_path / "link", "your home"),
    ):
        with pytest.raises(AskedWrongError, match=match):
            made(folder, home=str(home))
    made(home / "network", home=str(home))
    with pytest.raises(AskedWrongError, match="lies in the vault"):
        made(home / "network/contacts", home=str(home))
    (tmp_path / "file").write_text("")
    with pytest.raises(AskedWrongError, match="is a file"):
        made(tmp_path / "file")
    assert tree(tmp_path / "homes").keys() == {f"me/network/{path}" for path in tree(home / "network")}


@pytest.fixture
def git() -> str:
    found = shutil.which("git")
    assert found, "these tests need Git"
    return found


def test_git_begins_a_repository_without_commit_hook_or_template(tmp_path: Path, git: str, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "template/hooks"
    template.mkdir(parents=True)
    hook = template / "post-checkout"
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    config = tmp_path / "config"
    config.write_text(f"[init]\n\ttemplateDir = {template.parent}\n\tdefaultBranch = other\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert made(tmp_path / "new", with_git=True).git == "begun"
    monkeypatch.delenv("GIT_DIR")
    folder = tmp_path / "new/.git"
    assert (folder / "HEAD").read_text() == "ref: refs/heads/main\n"
    assert not (folder / "hooks").exists()
    assert not (tmp_path / "elsewhere").exists()
    said = subprocess.run([git, "-C", str(tmp_path / "new"), "log"], check=False, capture_output=True, text=True)
    assert "does not have any commits" in said.stderr


def test_a_folder_in_a_repository_gets_none_of_its_own(tmp_path: Path, git: str) -> None:
    subprocess.run([git, "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "README.md").write_text("# Notes\n")
    done = made(tmp_path, with_git=True)
    assert (done.git, done.existing) == ("there", False)
    assert made(tmp_path, with_git=True).git == "there"


def test_without_git_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert made(tmp_path / "new", with_git=True).git == "Git is not installed"
    broken = tmp_path / "git"
    broken.write_text("#!/bin/sh\necho 'fatal: no' >&2\nexit 128\n")
    broken.chmod(0o755)
    assert made(tmp_path / "two", with_git=True).git == "Git says: fatal: no"
