"""A watch commits what was changed, after a quiet while, and not where that would do harm."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.app.committing import Committer
from notes_kit.app.session import Session

TALK = "interviews/2026-05-15 Farida Yusupova.md"


@pytest.fixture
def repo(vault_template: Path) -> Repo:
    one = Repo(vault_template)
    one.git("config", "user.name", "Iris Halloran")
    one.git("config", "user.email", "iris@home.example")
    one.commit({})
    return one


class Waiting:
    """A committer with a clock that is set by hand, and what it said."""

    def __init__(self, repo: Repo) -> None:
        self.now = 0.0
        self.said: list[str] = []
        self.one = Committer(lambda: Session(str(repo.path), date(2026, 5, 18), say=self.said.append), lambda: self.now)


def thank(repo: Repo) -> None:
    talk = repo.path / TALK
    talk.write_text(talk.read_text(encoding="utf-8").replace("outcome: held", "outcome: held\nthanked: 2026-05-16"), encoding="utf-8")


def test_a_quiet_minute_commits_what_changed_and_nothing_else(repo: Repo) -> None:
    waiting = Waiting(repo)
    assert waiting.one.idle() == math.inf
    thank(repo)
    repo.write({"contacts/Not told of.md": "x"})
    waiting.one.note([TALK])
    waiting.now = 40
    assert waiting.one.idle() == 20
    waiting.one.note([TALK])  # saved once more
    waiting.now = 90
    assert waiting.one.idle() == 10
    head = repo.git("rev-parse", "HEAD")
    waiting.now = 100
    assert waiting.one.idle() == math.inf
    assert repo.git("log", "--format=%s", f"{head}..") == "Farida Yusupova: thanked"
    assert repo.git("show", "--format=", "--name-only", "HEAD") == TALK
    assert repo.git("status", "--porcelain") == '?? "contacts/Not told of.md"'
    assert waiting.said == [f"committed {repo.git('rev-parse', 'HEAD')[:8]}: Farida Yusupova: thanked"]


def test_in_the_middle_of_a_merge_it_waits_and_says_so_once(repo: Repo) -> None:
    waiting = Waiting(repo)
    (repo.path / ".git/MERGE_HEAD").write_text(repo.git("rev-parse", "HEAD"))
    thank(repo)
    waiting.one.note([TALK])
    for waiting.now in (60, 120, 180):
        assert waiting.one.idle() == 60
    assert waiting.said == ["not committed yet: Git is in the middle of a merge"]
    (repo.path / ".git/MERGE_HEAD").unlink()
    waiting.now = 240
    assert waiting.one.idle() == math.inf
    assert repo.git("log", "-1", "--format=%s") == "Farida Yusupova: thanked"


def test_a_note_that_is_gone_and_one_that_is_as_it_was(repo: Repo) -> None:
    waiting = Waiting(repo)
    (repo.path / "contacts/Helena Brandt.md").unlink()
    waiting.one.note(["contacts/Helena Brandt.md", TALK])
    waiting.now = 60
    waiting.one.idle()
    assert repo.git("show", "--format=%s", "--name-status", "HEAD").split("\n") == ["Helena Brandt: taken out", "", "D\tcontacts/Helena Brandt.md"]
    waiting.one.note([TALK])
    waiting.now = 120
    assert waiting.one.idle() == math.inf
    assert len(waiting.said) == 1


def test_without_a_repository_the_command_says_so(vault_template: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "notes_kit", "--vault", str(vault_template), "watch", "--commit"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "is in no Git repository" in done.stderr


def test_the_command_goes_on_with_commit(repo: Repo) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "notes_kit", "--vault", str(repo.path), "--today", "2026-05-18", "watch", "--commit", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "started"
    thank(repo)
    for line in process.stdout:
        if json.loads(line)["event"] == "finding-gone":
            break
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (143, f"notes-kit: not committed, for no quiet minute came: {TALK}\n")
