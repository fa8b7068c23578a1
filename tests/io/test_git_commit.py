"""A commit of some notes, and of nothing else, through no program that a repository names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.io.git_commit import NotNowError, commit_notes
from notes_kit.io.git_repo import open_repository
from notes_kit.io.git_run import GitError


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    one = Repo(tmp_path / "vault")
    one.git("config", "user.name", "Iris Halloran")
    one.git("config", "user.email", "iris@vault.example")
    return one


def commit(repo: Repo, *paths: str, message: str = "Ada Okafor: thanked\n\nmore\n") -> str:
    return commit_notes(open_repository(str(repo.path)), str(repo.path), paths, message)


def put(repo: Repo, path: str, text: str) -> None:
    (repo.path / path).parent.mkdir(parents=True, exist_ok=True)
    (repo.path / path).write_text(text, encoding="utf-8", newline="")


def status(repo: Repo) -> list[str]:
    return repo.git("status", "--porcelain", "-uall").splitlines()


def test_a_change_an_addition_and_a_deletion(repo: Repo) -> None:
    repo.commit({"a.md": "1\n", "b.md": "b\n", "c.md": "c\n"}, "2026-01-02")
    put(repo, "a.md", "2\n")
    put(repo, "people/né “x”.md", "new\n")
    put(repo, "c.md", "not mine\n")
    (repo.path / "b.md").unlink()
    made = commit(repo, "a.md", "b.md", "people/né “x”.md", "never there.md")
    assert repo.git("rev-parse", "HEAD").strip() == made
    assert repo.git("-c", "core.quotePath=false", "show", "--name-status", "--format=%s|%b|%an", made).split("\n") == [
        "Ada Okafor: thanked|more", "|Iris Halloran", "", "M\ta.md", "D\tb.md", "A\tpeople/né “x”.md",
    ]  # fmt: skip
    assert status(repo) == [" M c.md"]
    assert repo.git("fsck", "--strict").strip() == ""
    assert "Ada Okafor: thanked" in repo.git("reflog", "-1")


def test_what_is_staged_stays_staged_and_outside(repo: Repo) -> None:
    repo.commit({"a.md": "1\n", "b.md": "b\n"}, "2026-01-02")
    put(repo, "a.md", "2\n")
    put(repo, "b.md", "staged\n")
    repo.git("add", "b.md")
    commit(repo, "a.md")
    assert status(repo) == ["M  b.md"]


def test_nothing_different_makes_no_commit(repo: Repo) -> None:
    first = repo.commit({"a.md": "1\n"}, "2026-01-02")
    assert commit(repo, "a.md", "gone.md") == ""
    assert repo.git("rev-parse", "HEAD").strip() == first


def test_the_first_commit_of_a_repository(repo: Repo) -> None:
    put(repo, "a.md", "1\n")
    made = commit(repo, "a.md")
    assert repo.git("log", "--format=%H %s").split("\n")[0] == f"{made} Ada Okafor: thanked"
    assert status(repo) == []


def test_a_vault_in_a_subfolder_and_in_sha256(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "outer", "--object-format=sha256")
    repo.git("config", "user.name", "Iris Halloran")
    repo.git("config", "user.email", "iris@vault.example")
    put(repo, "vault/a.md", "1\n")
    put(repo, "else.txt", "x")
    inner = repo.path / "vault"
    made = commit_notes(open_repository(str(inner)), str(inner), ["a.md", "gone.md"], "first")
    assert len(made) == 64
    assert repo.git("ls-tree", "-r", "--name-only", "HEAD").split() == ["vault/a.md"]
    assert status(repo) == ["?? else.txt"]


def test_line_ends_are_kept_as_git_keeps_them(repo: Repo) -> None:
    repo.commit({".gitattributes": "*.md text\n"}, "2026-01-02")
    put(repo, "a.md", "one\r\ntwo\r\n")
    commit(repo, "a.md")
    assert repo.git("cat-file", "-p", "HEAD:a.md") == "one\ntwo"
    assert status(repo) == []


def test_a_note_that_is_marked_runnable_stays_so(repo: Repo) -> None:
    put(repo, "a.md", "1\n")
    (repo.path / "a.md").chmod(0o755)
    repo.commit({}, "2026-01-02")
    put(repo, "a.md", "2\n")
    commit(repo, "a.md")
    assert repo.git("ls-tree", "HEAD", "a.md").startswith("100755")


def test_never_where_git_holds_two_versions(repo: Repo) -> None:
    merging(repo)
    repo.git("merge", "main", statuses=(1,))
    (repo.path / ".git/MERGE_HEAD").unlink()  # as after `git merge --quit`
    put(repo, "a.md", "4\n")
    with pytest.raises(NotNowError, match=r"Git holds two versions of a\.md"):
        commit(repo, "a.md")


def merging(repo: Repo) -> None:
    base = repo.commit({"a.md": "1\n"}, "2026-01-02")
    repo.git("branch", "other", base)
    repo.commit({"a.md": "2\n"}, "2026-01-03")
    repo.git("switch", "-q", "other")
    repo.commit({"a.md": "3\n"}, "2026-01-04")


def test_never_in_the_middle_of_something(repo: Repo) -> None:
    merging(repo)
    for what, command in (("merge", ["merge", "main"]), ("rebase", ["rebase", "main"]), ("cherry-pick", ["cherry-pick", "main"])):
        repo.git(*command, statuses=(0, 1, 128))
        put(repo, "new.md", "x\n")
        before = repo.git("rev-parse", "HEAD")
        with pytest.raises(NotNowError, match=f"in the middle of a {what}"):
            commit(repo, "new.md")
        assert repo.git("rev-parse", "HEAD") == before
        repo.git(what, "--abort")


def test_never_on_no_branch_with_marks_or_through_a_filter(repo: Repo) -> None:
    repo.commit({"a.md": "1\n", "secret/a.md": "1\n", ".gitattributes": "secret/** filter=crypt\n"}, "2026-01-02")
    repo.git("config", "filter.crypt.clean", f"touch {repo.path}/ran")
    put(repo, "secret/a.md", "2\n")
    with pytest.raises(NotNowError, match=r"secret/a.md passes through the filter “crypt”"):
        commit(repo, "secret/a.md")
    assert not (repo.path / "ran").exists()
    put(repo, "a.md", "<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n")
    with pytest.raises(NotNowError, match=r"a\.md holds conflict marks"):
        commit(repo, "a.md")
    put(repo, "a.md", "2\n")
    repo.git("checkout", "-q", "--detach", statuses=(0, 1, 128))
    with pytest.raises(NotNowError, match="HEAD is on no branch"):
        commit(repo, "a.md")


def test_no_hook_no_signer_runs(repo: Repo) -> None:
    repo.commit({"a.md": "1\n"}, "2026-01-02")
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "prepare-commit-msg"):
        hook = repo.path / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {repo.path}/ran\n")
        hook.chmod(0o755)
    repo.git("config", "commit.gpgSign", "true")
    repo.git("config", "gpg.program", f"{repo.path}/.git/hooks/pre-commit")
    put(repo, "a.md", "2\n")
    assert commit(repo, "a.md")
    assert not (repo.path / "ran").exists()
    put(repo, "a.md", "3\n")
    repo.git("-c", "commit.gpgSign=false", "commit", "-qam", "by hand", statuses=(0, 1, 128))
    assert (repo.path / "ran").exists()  # the hooks would have run


def test_a_locked_index_leaves_everything_as_it_was(repo: Repo) -> None:
    first = repo.commit({"a.md": "1\n"}, "2026-01-02")
    put(repo, "a.md", "2\n")
    (repo.path / ".git/index.lock").write_text("")
    with pytest.raises(GitError, match=r"index\.lock"):
        commit(repo, "a.md")
    (repo.path / ".git/index.lock").unlink()
    assert repo.git("rev-parse", "HEAD").strip() == first
    assert status(repo) == [" M a.md"]
    assert [name for name in os.listdir(repo.path / ".git") if name.startswith("notes-kit")] == []
