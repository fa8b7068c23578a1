"""Every Markdown file of a vault is a note, passed over by a named rule, or a problem: never silently gone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_kit.io.files import NoVaultError, Walk, find_vault, obsidian_vault, read_bytes, scan


def write(root: Path, *paths: str, text: str = "x\n") -> None:
    for path in paths:
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_text(text, encoding="utf-8")


def test_notes_are_found_at_any_depth_and_tool_folders_never_entered(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.md",
        "b/c/d.MD",
        ".git/x.md",
        ".obsidian/y.md",
        ".trash/z.md",
        ".notes-kit/w.md",
        ".hidden/v.md",
        "picture.png",
        "templates/Contact.md",
    )
    found = scan(str(tmp_path))
    assert sorted(found.files) == ["a.md", "b/c/d.MD"]
    assert ("templates/", "templates") in found.skipped
    assert not found.problems


def test_a_stat_changes_with_the_file(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    before = scan(str(tmp_path)).files["a.md"]
    write(tmp_path, "a.md", text="longer than before\n")
    assert scan(str(tmp_path)).files["a.md"] != before


def test_what_settings_and_gitignore_leave_out_is_named(tmp_path: Path) -> None:
    write(tmp_path, "keep.md", "drafts/a.md", "old/b.md", "sub/private.md", "sub/open.md", "x.tmp.md")
    (tmp_path / ".gitignore").write_text("drafts/\n*.tmp.md\n")
    (tmp_path / "sub/.gitignore").write_text("private.md\n")
    found = scan(str(tmp_path), Walk(exclude=("old",)))
    assert sorted(found.files) == ["keep.md", "sub/open.md"]
    assert dict(found.skipped) == {"drafts/": "gitignore", "x.tmp.md": "gitignore", "sub/private.md": "gitignore", "old/": "exclude"}


def test_a_vault_inside_a_repository_heeds_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "vault/a.md", "vault/secret/b.md")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/vault/secret/\n")
    assert sorted(scan(str(tmp_path / "vault")).files) == ["a.md"]


NAMES = st.sampled_from(["a.md", "b.md", "draft.md", "x y.md", "é.md"])
FOLDERS = st.sampled_from(["", "sub", "sub/deep", "old", "draft"])
PATTERNS = st.lists(
    st.sampled_from(
        ["*.md", "!a.md", "draft*", "/sub", "sub/", "sub/*", "**/deep", "old/**", "!old/b.md", "x\\ y.md", "x?y.md", "[ab].md", "# note", "", "é.md"]
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(FOLDERS, NAMES), min_size=1, max_size=6), PATTERNS, PATTERNS)
def test_it_ignores_what_git_ignores(
    tmp_path_factory: pytest.TempPathFactory, notes: set[tuple[str, str]], top: list[str], nested: list[str]
) -> None:
    root = tmp_path_factory.mktemp("vault")
    paths = sorted(f"{folder}/{name}".lstrip("/") for folder, name in notes)
    write(root, *paths)
    (root / ".gitignore").write_text("\n".join(top) + "\n")
    (root / "sub").mkdir(exist_ok=True)
    (root / "sub/.gitignore").write_text("\n".join(nested) + "\n")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "-c", "core.excludesFile=/dev/null", "-C", str(root), "ls-files", "-o", "--exclude-standard", "-z"],
        capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    assert sorted(scan(str(root)).files) == sorted(path for path in listed.split("\0") if path.endswith(".md"))


def test_what_cannot_be_a_note_is_a_problem_and_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "good.md", "outside.txt")
    (tmp_path / "folder.md").mkdir()
    write(tmp_path, "folder.md/inside.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "out.md").symlink_to("/etc/hostname")
    (tmp_path / "same.md").symlink_to("good.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "round").symlink_to(".", target_is_directory=True)
    found = scan(str(tmp_path))
    assert sorted(found.files) == ["folder.md/inside.md", "good.md"]
    assert sorted(problem.path for problem in found.problems) == ["gone.md", "loop.md", "out.md", "pipe.md"]
    assert ("same.md", "link to another note") in found.skipped
    with pytest.raises(OSError, match=r"loop\.md|link"):
        read_bytes(str(tmp_path), "loop.md")


def test_a_name_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(tmp_path) + b"/caf\xe9.md", os.O_CREAT | os.O_WRONLY))
    found = scan(str(tmp_path))
    assert not found.files
    assert [problem.path for problem in found.problems] == ["caf\\xe9.md"]


def test_a_vault_is_found_upward_by_its_marks(tmp_path: Path) -> None:
    deep = tmp_path / "vault/contacts/a"
    deep.mkdir(parents=True)
    (tmp_path / "vault/.obsidian").mkdir()
    assert find_vault(None, str(deep)) == str(tmp_path / "vault")
    (tmp_path / "notes-kit.yaml").touch()
    assert find_vault(None, str(deep)) == str(tmp_path), "the own mark wins, however far up"
    assert find_vault(str(deep), "/") == str(tmp_path), "a folder inside a marked vault means that vault"
    (tmp_path / "notes-kit.yaml").unlink()
    assert find_vault(str(deep), "/") == str(deep), "a folder that is named needs no mark"
    with pytest.raises(NoVaultError, match="there is no folder"):
        find_vault(str(tmp_path / "nowhere"), str(deep))


def test_obsidian_calls_a_vault_by_its_own_folder(tmp_path: Path) -> None:
    notes = tmp_path / "Second brain" / "work" / "people"
    notes.mkdir(parents=True)
    assert obsidian_vault(str(notes)) == ("people", "")
    (tmp_path / "Second brain" / ".obsidian").mkdir()
    assert obsidian_vault(str(notes)) == ("Second brain", "work/people/")
    (notes / ".obsidian").mkdir()
    assert obsidian_vault(str(notes)) == ("people", "")


def test_no_vault_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoVaultError, match="notes-kit init"):
        find_vault(None, str(tmp_path))
