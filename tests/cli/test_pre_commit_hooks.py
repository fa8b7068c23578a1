"""What the pre-commit framework runs keeps faults out of a commit, and duties never."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """The hook's entry, as the framework runs it from a repository's root, with `args` of the person's own after it."""
    program, *rest = shlex.split(HOOK["entry"])
    assert (program, HOOK["language"], HOOK["pass_filenames"]) == ("notes-kit", "python", False)
    done = subprocess.run([sys.executable, "-m", "notes_kit", *rest, *arguments], cwd=folder, check=False, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "vault-template", tmp_path / "repo" / "talks", ignore=shutil.ignore_patterns(".notes-kit"))
    return tmp_path / "repo"


def test_duties_pass(folder: Path) -> None:
    status, said = run(folder / "talks")
    assert (status, "error" in said) == (0, False)
    assert run(folder, "--vault", "talks")[0] == 0


def test_a_fault_stops_the_commit(folder: Path) -> None:
    (folder / "talks" / "contacts" / "Eva.md").write_text("---\nreplied: 2026-02-30\n---\n", encoding="utf-8")
    status, said = run(folder / "talks")
    assert (status, "contacts/Eva.md:2:10: error NK921 impossible-date" in said) == (1, True)


def test_without_a_vault_it_says_how_to_name_one(folder: Path) -> None:
    status, said = run(folder)
    assert (status, "--vault DIR" in said) == (2, True)


def test_it_runs_for_notes_and_for_the_settings() -> None:
    assert HOOK["types_or"] == ["markdown", "yaml"], "the framework's names for .md and .yaml"
