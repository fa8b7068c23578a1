"""Git calls our hooks, beside those of others: staged content is checked, messages are begun, notes stay where they belong."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.app.hook import begin_message, check_staged, message_for_staged, refusal
from notes_kit.app.session import Session
from notes_kit.io.hooks import HookError, folder, install, uninstall

GOOD = "---\ntype: contact\nreplied: 2026-02-21\noutreach:\n  - 2026-02-10 email\n---\n"
BAD = GOOD.replace("02-21", "02-30")
PATH = "contacts/Eva Stone.md"


@pytest.fixture
def repo(vault_template: Path) -> Repo:
    one = Repo(vault_template)
    one.commit({})
    install(str(one.path))
    return one


def session(repo: Repo) -> Session:
    return Session(str(repo.path), date(2026, 5, 18))


def commit(repo: Repo, *words: str, statuses: tuple[int, ...] = (0,), **extra: str) -> str:
    return repo.git("commit", *words, statuses=statuses, extra={"NOTES_KIT_TODAY": "2026-05-18"} | extra)


def test_a_fault_that_is_staged_stops_a_commit_and_one_that_is_not_does_not(repo: Repo) -> None:
    repo.write({PATH: BAD})
    repo.git("add", "-A")
    before = repo.git("rev-parse", "HEAD")
    commit(repo, "-qm", "x", statuses=(1,))
    repo.write({PATH: GOOD})  # mended, but not staged
    commit(repo, "-qm", "x", statuses=(1,))
    assert repo.git("rev-parse", "HEAD") == before
    repo.git("add", "-A")
    repo.write({PATH: BAD, "contacts/Other.md": BAD})  # broken again, but not staged
    commit(repo, "-qm", "x")
    assert repo.git("show", "--format=", "--name-only", "HEAD") == PATH
    staged = check_staged(session(repo))
    assert (staged.faults, staged.notes) == ((), 0)


def test_links_are_judged_against_the_whole_vault(repo: Repo) -> None:
    repo.write({PATH: GOOD + "See [[Ada Okafor]] and [[contacts/Nobody At All]].\n"})
    repo.git("add", "-A")
    staged = check_staged(session(repo))
    assert [(item.rule, item.path) for item in staged.faults] == [("broken-link", PATH)]


def test_part_of_what_stands_on_disk_may_be_staged(repo: Repo) -> None:
    repo.write({PATH: GOOD})
    repo.git("add", "-A")
    commit(repo, "-qm", "x")
    repo.write({PATH: BAD})
    assert check_staged(session(repo)).notes == 0
    repo.git("add", PATH)
    repo.write({PATH: GOOD})
    assert [item.rule for item in check_staged(session(repo)).faults] == ["impossible-date"]
    index = repo.path / ".git/other-index"
    repo.git("read-tree", "HEAD", extra={"GIT_INDEX_FILE": str(index)})
    assert check_staged(session(repo), str(index)).notes == 0


def test_a_message_is_begun_and_goes_on_by_hand(repo: Repo, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf "and more\\n" >> "$1"\n')
    editor.chmod(0o755)
    talk = repo.path / "interviews/2026-05-15 Farida Yusupova.md"
    talk.write_text(talk.read_text(encoding="utf-8").replace("outcome: held", "outcome: held\nthanked: 2026-05-16"), encoding="utf-8")
    repo.git("add", "-A")
    assert message_for_staged(session(repo)) == "Farida Yusupova: thanked\n"
    commit(repo, GIT_EDITOR=str(editor))
    assert repo.git("log", "-1", "--format=%B").split("\n")[0] == "Farida Yusupova: thanked"
    assert "and more" in repo.git("log", "-1", "--format=%B")
    repo.write({PATH: GOOD})
    repo.git("add", "-A")
    commit(repo, "-qm", "my own words")
    assert repo.git("log", "-1", "--format=%s") == "my own words"


def test_a_message_that_was_given_stays() -> None:
    assert begin_message("\n# help\n", "Ada: met\n") == "Ada: met\n\n# help\n"
    assert begin_message("Mine\n# help\n", "Ada: met\n") == "Mine\n# help\n"
    assert begin_message("\n# help\n", "") == "\n# help\n"


def test_hooks_of_others_run_first_and_come_back(tmp_path: Path, vault_template: Path) -> None:
    repo = Repo(vault_template)
    hooks = repo.path / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    theirs = hooks / "pre-commit"
    theirs.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/ran\n[ ! -e {tmp_path}/no ]\n')
    theirs.chmod(0o755)
    push = hooks / "pre-push"
    push.write_text(f"#!/bin/sh\ncat >> {tmp_path}/pushed\n")
    push.chmod(0o755)
    before = {name: (hooks / name).read_text() for name in ("pre-commit", "pre-push")}
    assert [one.beside for one in install(str(repo.path))] == [True, False, True]
    assert [one.changed for one in install(str(repo.path))] == [False, False, False]
    repo.git("add", "-A")
    commit(repo, "-qm", "x")
    assert (tmp_path / "ran").exists()
    (tmp_path / "no").touch()
    commit(repo, "-qm", "y", "--allow-empty", statuses=(1,))
    Repo(tmp_path / "remote.git", "--bare")
    repo.git("push", "-q", str(tmp_path / "remote.git"), "HEAD:refs/heads/main")
    assert "refs/heads/main" in (tmp_path / "pushed").read_text()
    assert [one.beside for one in uninstall(str(repo.path))] == [True, False, True]
    assert {name: (hooks / name).read_text() for name in before} == before
    assert sorted(path.name for path in hooks.iterdir() if "notes-kit" in path.name or not path.name.endswith(".sample")) == [
        "pre-commit",
        "pre-push",
    ]
    assert uninstall(str(repo.path)) == []


def test_an_earlier_hook_of_ours_is_replaced(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "v")
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n# notes-kit pre-commit hook; `notes-kit hook uninstall` takes it out\nfalse\n")
    (one,) = install(str(repo.path), ("pre-commit",))
    assert (one.changed, one.beside) == (True, False)
    assert "hook run pre-commit" in hook.read_text()


def test_where_the_hooks_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(HookError, match="is in no Git repository"):
        folder(str(tmp_path))
    repo = Repo(tmp_path / "v")
    repo.commit({"a.md": "1"})
    assert folder(str(repo.path)) == str(repo.path / ".git/hooks")
    repo.git("worktree", "add", "-q", str(tmp_path / "tree"))
    assert os.path.samefile(os.path.dirname(folder(str(tmp_path / "tree"))), repo.path / ".git")
    repo.git("config", "core.hooksPath", ".husky")
    assert folder(str(repo.path)) == str(repo.path / ".husky")
    repo.git("config", "--unset", "core.hooksPath")
    everywhere = tmp_path / "gitconfig"
    everywhere.write_text("[core]\n\thooksPath = /shared/hooks\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(everywhere))
    with pytest.raises(HookError, match="hooks of all repositories in /shared/hooks"):
        folder(str(repo.path))


def test_a_notes_kit_that_is_gone_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    repo = Repo(tmp_path / "v")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    install(str(repo.path))
    repo.write({"a.md": BAD})
    repo.git("add", "-A")
    commit(repo, "-qm", "x")
    assert repo.git("log", "--format=%s") == "x"


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("https://github.com/me/notes.git", True), ("git@github.com:me/notes.git", True), ("ssh://git@gitlab.com/me/notes", True),
        ("https://token@gist.github.com/x.git", True), ("GITHUB.COM:me/notes", True), ("https://git.home.example/notes.git", False),
        ("me@nas.example:notes.git", False), ("/media/stick/notes.git", False), ("../notes.git", False), ("file:///media/stick/notes.git", False),
        ("https://notgithub.com.example/x", False), ("https://mygithub.com/x", False),
    ],
)  # fmt: skip
def test_notes_go_nowhere_that_looks_public_unless_allowed(repo: Repo, url: str, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    why = refusal(session(repo), "origin", url)
    assert bool(why) is refused
    if refused:
        assert "git config --add notes-kit.allowPush origin" in why
        monkeypatch.setenv("NOTES_KIT_ALLOW_PUSH", "1")
        assert refusal(session(repo), "origin", url) == ""
        monkeypatch.delenv("NOTES_KIT_ALLOW_PUSH")
        repo.git("config", "--add", "notes-kit.allowPush", "origin")
        assert refusal(session(repo), "origin", url) == ""


def test_a_push_is_stopped_by_the_hook_itself(repo: Repo, tmp_path: Path) -> None:
    remote = Repo(tmp_path / "remote.git", "--bare")
    hook = repo.path / ".git/hooks/pre-push"
    line = f"refs/heads/main {repo.git('rev-parse', 'HEAD')} refs/heads/main {'0' * 40}\n".encode()
    words = [str(hook), "origin", "https://github.com/me/notes.git"]
    stopped = subprocess.run(words, check=False, cwd=repo.path, input=line, capture_output=True, timeout=60)
    assert stopped.returncode == 1
    assert b"may show them to everybody" in stopped.stderr
    repo.git("push", "-q", str(remote.path), "HEAD:refs/heads/main")
    assert remote.git("rev-parse", "main") == repo.git("rev-parse", "HEAD")
