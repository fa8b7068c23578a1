"""The door to Git in every state that a repository is found in: it works, or says plainly why not."""

from __future__ import annotations

import os
import threading
from datetime import date
from pathlib import Path

import pytest
from repos import IRIS, NOOR, Repo

from notes_kit.io import git_run
from notes_kit.io.git_objects import is_id
from notes_kit.io.git_repo import Change, Commit, Repository, open_repository
from notes_kit.io.git_run import Git, GitError, NoGitError, find_git

ADA = "---\ntype: contact\nrole: analyst\n---\nShe knows the harbour, and most of the people who work there.\n"


def door(root: Path) -> Repository:
    return open_repository(str(root))


def told(repository: Repository, commit: Commit) -> list[Change]:
    return [change for _, changes in repository.changes([commit.id]) for change in changes]


def content(repository: Repository, commit: Commit) -> dict[str, bytes]:
    entries = repository.entries(repository.tree(commit))
    with repository.objects() as objects:
        found = list(objects.read([entry.id for entry in entries], 1_000_000))
    assert [len(blob.data) for blob in found] == [entry.size for entry in entries]
    return {entry.path: blob.data for entry, blob in zip(entries, found, strict=True)}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "vault")


def test_a_history_as_it_was_made(repo: Repo) -> None:
    first = repo.commit({"contacts/Ada.md": ADA}, "2026-01-02T23:30:00+0200", "begin")
    second = repo.commit({"contacts/Ada.md": ADA.replace("analyst", "lead"), "b.md": "b"}, "2026-01-05", "vault backup", NOOR)
    third = repo.commit({"b.md": None}, "2026-01-09T08:00:00-0330", "tidy\nup")
    found = door(repo.path)
    commits = list(found.commits(found.latest().id))
    assert [commit.id for commit in commits] == [third, second, first]
    assert [(commit.day, commit.author, commit.subject) for commit in commits] == [
        (date(2026, 1, 9), IRIS[0], "tidy up"), (date(2026, 1, 5), NOOR[0], "vault backup"), (date(2026, 1, 2), IRIS[0], "begin"),
    ]  # fmt: skip
    assert [commit.when.isoformat() for commit in commits][::2] == ["2026-01-09T08:00:00-03:30", "2026-01-02T23:30:00+02:00"]
    assert content(found, commits[1]) == {"b.md": b"b", "contacts/Ada.md": ADA.replace("analyst", "lead").encode()}
    assert [(change.path, len(change.olds), bool(change.new)) for change in told(found, commits[1])] == [
        ("b.md", 0, True),
        ("contacts/Ada.md", 1, True),
    ]
    assert [(change.path, len(change.olds), change.new) for change in told(found, commits[0])] == [("b.md", 1, "")]
    assert [commit.id for commit in found.commits(third, paths=["contacts/Ada.md"])] == [second, first]
    assert [commit.id for commit in found.commits(third, since=commits[2])] == [third, second]
    assert found.resolve("main~1").id == second == found.resolve(second[:9]).id
    both = found.between(found.tree(commits[2]), found.tree(commits[0]))
    assert [change.path for change in both] == ["contacts/Ada.md"]
    assert [change.path for change in found.between("", commits[2].tree)] == ["contacts/Ada.md"]


def test_the_last_commit_of_a_day(repo: Repo) -> None:
    late = repo.commit({"a.md": "1"}, "2026-01-02T23:30:00+0200")
    east = repo.commit({"a.md": "2"}, "2026-01-03T00:30:00+1300")  # in Greenwich still the 2nd, before the other
    noon = repo.commit({"a.md": "3"}, "2026-01-03T12:00:00+0000")
    west = repo.commit({"a.md": "4"}, "2026-01-03T23:59:00-1100")  # in Greenwich the 4th
    repo.commit({"a.md": "5"}, "2026-01-07")
    found = door(repo.path)
    assert [found.on(date(2026, 1, day)).id for day in (2, 3, 4, 6)] == [late, west, west, west]
    assert east != noon
    assert found.on(date(2026, 1, 7)).id == found.on(date(9999, 12, 31)).id == found.latest().id
    with pytest.raises(GitError, match="the history begins on 2026-01-02, so nothing can be told of 2026-01-01"):
        found.on(date(2026, 1, 1))


def test_what_a_merge_brought_counts_from_the_merge_on(repo: Repo) -> None:
    repo.commit({"a.md": "1\n2\n3\n"}, "2026-01-02")
    repo.git("checkout", "-q", "-b", "laptop")
    side = repo.commit({"b.md": "b"}, "2026-01-04", who=NOOR)
    repo.git("checkout", "-q", "main")
    mine = repo.commit({"a.md": "1\n2\nthree\n"}, "2026-01-03")
    repo.git("merge", "-q", "--no-commit", "laptop")
    merge = repo.commit({"a.md": "1\n2\n3 in both\n"}, "2026-01-05", "merge")
    found = door(repo.path)
    assert found.on(date(2026, 1, 4)).id == mine
    assert found.on(date(2026, 1, 5)).id == merge
    assert {commit.id for commit in found.commits(merge)} > {side, mine}
    assert side not in {commit.id for commit in found.commits(merge, first_parent=True)}
    (change,) = told(found, found.latest())
    assert (change.path, len(change.olds)) == ("a.md", 2), "of a merge only what neither side had"


def test_a_note_that_moved_is_followed(repo: Repo) -> None:
    repo.commit({"contacts/Ada.md": ADA, "other.md": "x"}, "2026-01-02")
    repo.git("mv", "contacts/Ada.md", "contacts/ada okafor.md")
    repo.commit({"contacts/ada okafor.md": ADA + "More.\n"}, "2026-01-03")
    repo.git("mv", "contacts/ada okafor.md", "contacts/Ada Okafor.md")  # the case alone
    repo.commit({}, "2026-01-04")
    found = door(repo.path)
    assert [(one.was, one.path) for one in told(found, found.latest())] == [("contacts/ada okafor.md", "contacts/Ada Okafor.md")]
    assert [(one.was, one.path) for one in told(found, found.resolve("HEAD~1"))] == [("contacts/Ada.md", "contacts/ada okafor.md")]
    assert [one.was for one in found.between(found.resolve("HEAD~2").tree, found.latest().tree)] == ["contacts/Ada.md"]
    apart = found.between(found.resolve("HEAD~2").tree, found.latest().tree, renames=False)
    assert sorted((one.path, bool(one.new)) for one in apart) == [("contacts/Ada Okafor.md", True), ("contacts/Ada.md", False)]


NAMES = [
    "line\nbreak.md",
    'quote".md',
    "tab\t.md",
    " space .md",
    "-rf.md",
    ":(top)x.md",
    "né.md",
    "ne\u0301.md",
    "*.md",
    "back\\slash.md",
    "\x01x.md",
    "a b/c.md",
]


def test_strange_paths(repo: Repo) -> None:
    files: dict[str, str | bytes | None] = {name: f"# {number}" for number, name in enumerate(NAMES)}
    latin = os.fsdecode(b"latin-\xe9.md")
    repo.commit(files | {latin: "l"}, "2026-01-02")
    repo.commit(dict.fromkeys(NAMES, "changed"), "2026-01-03")
    found = door(repo.path)
    assert set(content(found, found.latest())) == {*NAMES, latin}
    assert {change.path for change in told(found, found.latest())} == set(NAMES)
    for name in NAMES:
        assert len(list(found.commits(found.latest().id, paths=[name]))) == 2, name


@pytest.mark.parametrize("name", ["--output=x", "-1", "", "HEAD\nHEAD", "nothing", "HEAD..main", "HEAD:a.md", "^HEAD", "main\0", "x" * 600, "@{-1}"])
def test_a_word_that_is_no_commit(repo: Repo, name: str) -> None:
    repo.commit({"a.md": "a"})
    with pytest.raises(GitError, match="there is no commit"):
        door(repo.path).resolve(name)
    assert sorted(path.name for path in repo.path.iterdir()) == [".git", "a.md"]


def test_a_vault_in_a_folder_of_its_repository(repo: Repo) -> None:
    repo.commit({"notes/[my] vault/a.md": "a", "notes/[my] vault/sub/b.md": "b", "code.py": "x", "notes/other.md": "o"}, "2026-01-02")
    repo.commit({"code.py": "y", "notes/[my] vault/a.md": "aa"}, "2026-01-03")
    repo.git("mv", "notes/other.md", "notes/[my] vault/other.md")
    repo.commit({"code.py": "z"}, "2026-01-04")
    found = door(repo.path / "notes" / "[my] vault")
    assert found.prefix == "notes/[my] vault/"
    assert set(content(found, found.latest())) == {"a.md", "sub/b.md", "other.md"}
    assert [(one.was, one.path) for one in told(found, found.latest())] == [("", "../code.py"), ("../notes/other.md", "other.md")]
    assert [one.path for one in found.between(found.tree(found.resolve("HEAD~2")), found.tree(found.latest()))] == ["a.md", "other.md"]
    assert [commit.day.day for commit in found.commits(found.latest().id, paths=["a.md"])] == [3, 2]
    repo.git("mv", "notes/[my] vault", "vault")
    repo.commit({}, "2026-01-05")
    moved = door(repo.path / "vault")
    with pytest.raises(GitError, match=r"there was no folder vault/"):
        moved.tree(moved.resolve("HEAD~1"))


def test_through_a_symbolic_link(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"notes/a.md": "a"}, "2026-01-02")
    (tmp_path / "link").symlink_to(repo.path / "notes")
    assert set(content(door(tmp_path / "link"), door(repo.path).latest())) == {"a.md"}


def test_nothing_committed_yet(repo: Repo) -> None:
    found = door(repo.path)
    assert found.head is None
    for question in (found.latest, lambda: found.on(date(2026, 1, 1))):
        with pytest.raises(GitError, match="nothing has been committed yet"):
            question()
    repo.write({"a.md": "a"})
    repo.git("add", "a.md")
    assert [(change.path, change.olds) for change in found.staged()] == [("a.md", ())]


def test_a_head_on_no_branch(repo: Repo) -> None:
    first = repo.commit({"a.md": "a"}, "2026-01-02")
    repo.commit({"a.md": "b"}, "2026-01-03")
    repo.git("checkout", "-q", "--detach", "HEAD~1")
    assert door(repo.path).latest().id == first
    assert door(repo.path).resolve("main").day == date(2026, 1, 3)


def test_in_the_middle_of_a_merge_and_of_a_rebase(repo: Repo) -> None:
    repo.commit({"a.md": "1"}, "2026-01-02")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit({"a.md": "2"}, "2026-01-03")
    repo.git("checkout", "-q", "main")
    mine = repo.commit({"a.md": "3"}, "2026-01-04")
    assert door(repo.path).underway == ""
    repo.git("merge", "-q", "side", statuses=(1,))
    found = door(repo.path)
    assert (found.underway, found.latest().id, found.staged()) == ("merge", mine, [])
    repo.git("merge", "--abort")
    repo.git("rebase", "-q", "side", statuses=(1,))
    found = door(repo.path)
    assert (found.underway, found.latest().day) == ("rebase", date(2026, 1, 3))


def test_a_worktree_and_a_bare_parent(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"v/a.md": "a"}, "2026-01-02")
    tree = tmp_path / "beside"
    repo.git("worktree", "add", "-q", "-b", "other", str(tree))
    beside = Repo(tree, make=False)
    other = beside.commit({"v/a.md": "b"}, "2026-01-03")
    assert door(tree / "v").latest().id == other
    assert content(door(tree / "v"), door(tree / "v").latest()) == {"a.md": b"b"}
    repo.git("clone", "-q", "--bare", str(repo.path), str(tmp_path / "parent.git"))
    parent = Repo(tmp_path / "parent.git", make=False)
    parent.git("worktree", "add", "-q", str(tmp_path / "parent.git" / "main"), "main")
    assert door(tmp_path / "parent.git" / "main" / "v").latest().day == date(2026, 1, 2)
    with pytest.raises(NoGitError, match="no Git repository"):
        door(tmp_path / "parent.git")
    repo.git("config", "core.bare", "true")
    with pytest.raises(GitError, match=r"no working tree \(core\.bare\)"):
        door(repo.path)


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    theirs = inner.commit({"a.md": "a"}, "2026-01-02")
    repo.commit({"b.md": "b"}, "2026-01-02")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.path), "vault")
    repo.commit({}, "2026-01-05")
    assert door(repo.path / "vault").latest().id == theirs
    outside = door(repo.path)
    assert [(entry.path, entry.mode) for entry in outside.entries(outside.latest().tree) if entry.mode == "160000"] == [("vault", "160000")]
    assert [change.path for change in told(outside, outside.latest())] == [".gitmodules"]


def test_a_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    for day in range(1, 5):
        repo.commit({"a.md": str(day)}, f"2026-01-0{day}")
    repo.git("clone", "-q", "--depth=2", f"file://{repo.path}", str(tmp_path / "shallow"), extra={"GIT_ALLOW_PROTOCOL": "file"})
    found = door(tmp_path / "shallow")
    assert found.shallow
    assert [commit.day.day for commit in found.commits(found.latest().id)] == [4, 3]
    assert found.on(date(2026, 1, 3)).day.day == 3
    for question in (lambda: found.on(date(2026, 1, 2)), lambda: found.resolve("HEAD~2")):
        with pytest.raises(GitError, match=r"shallow and lacks the older history"):
            question()


def test_a_repository_of_sha_256(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "vault", "--object-format=sha256")
    repo.commit({"a.md": "a"}, "2026-01-02")
    repo.commit({"a.md": "b"}, "2026-01-03")
    found = door(repo.path)
    assert len(found.latest().id) == 64
    assert is_id(found.latest().id)
    assert content(found, found.resolve("HEAD~1")) == {"a.md": b"a"}
    assert [change.path for change in found.between("", found.latest().tree)] == ["a.md"]
    assert repo.git("hash-object", "-t", "tree", "--stdin", feed=b"") == found.empty


def test_where_there_is_no_git(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(NoGitError, match=r"is in no Git repository.*`git init` begins one"):
        door(tmp_path / "plain")
    monkeypatch.setenv("PATH", str(tmp_path / "plain"))
    with pytest.raises(NoGitError, match="Git is not installed"):
        door(repo.path)
    (tmp_path / "plain" / "git").write_text("#!/bin/sh\necho git version 2.20.1\n", encoding="utf-8")
    (tmp_path / "plain" / "git").chmod(0o755)
    with pytest.raises(GitError, match=r"2\.20\.1; notes-kit asks Git 2\.31 or newer"):
        door(repo.path)


def test_a_git_folder_that_is_broken(repo: Repo) -> None:
    repo.commit({"a.md": "a"})
    (repo.path / ".git" / "HEAD").unlink()
    with pytest.raises(GitError, match=r"is there, but it is no Git repository"):
        door(repo.path)


def test_a_configuration_that_cannot_be_read(repo: Repo) -> None:
    repo.commit({"a.md": "a"})
    with (repo.path / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("[broken\n")
    with pytest.raises(GitError, match=r"Git cannot open the repository.*bad config line"):
        door(repo.path)


def test_a_repository_of_somebody_else(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit({"a.md": "a"})
    monkeypatch.setitem(git_run._ENVIRONMENT, "GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # what Git's own tests set
    with pytest.raises(GitError, match=r"belongs to somebody else; if you do: git config --global --add safe\.directory"):
        door(repo.path)


def test_an_object_that_is_gone(repo: Repo) -> None:
    repo.commit({"a.md": "a"})
    found = door(repo.path)
    name = repo.git("rev-parse", "HEAD:a.md")
    (repo.path / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with found.objects() as objects, pytest.raises(GitError, match=r"not on this disk.*`git fsck` tells"):
        objects.one(name, 100)
    with found.objects() as objects, pytest.raises(GitError, match="is a commit, where a note was expected"):
        objects.one(found.latest().id, 100)
    with found.objects() as objects, pytest.raises(GitError, match="no object of Git"):
        objects.one("HEAD:a.md\nHEAD", 100)


def test_of_a_large_blob_the_beginning_is_kept(repo: Repo) -> None:
    large = bytes(range(256)) * 20_000
    repo.commit({"a.md": large, "b.md": "after"})
    found = door(repo.path)
    with found.objects() as objects:
        ids = [entry.id for entry in found.entries(found.latest().tree)]
        first, second = objects.read(ids, 1_000)
        assert (first.size, first.data, second.data) == (len(large), large[:1_000], b"after")
        assert objects.one(ids[1], 3).data == b"aft"


def test_what_takes_too_long_or_says_too_much_is_ended(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"a.md": "a" * 5_000})
    os.mkfifo(tmp_path / "pipe")
    git = Git(find_git(str(repo.path)), str(repo.path))
    before = threading.active_count()
    with pytest.raises(GitError, match=r"longer than 1,000 bytes"):
        git.ask("cat-file", "blob", "HEAD:a.md", most=1_000)
    repo.git("config", "include.path", str(tmp_path / "pipe"))
    with pytest.raises(GitError, match=r"`git rev-parse` took longer than 0\.2 seconds and was ended"):
        git.ask("rev-parse", "HEAD", timeout=0.2)
    with pytest.raises(GitError, match=r"`git rev-list` took longer than 0\.2 seconds"):
        list(git.parts("rev-list", "HEAD", timeout=0.2))
    assert threading.active_count() == before


def test_dates_that_no_calendar_holds(repo: Repo) -> None:
    repo.commit({"a.md": "a"})
    head = repo.git("cat-file", "commit", "HEAD").splitlines()[0]
    ids = []
    for stamp in ("99999999999999 +0000", "0 +0000", "1767355200 +9959", "nonsense"):
        text = f"{head}\nauthor A\x1fB <a@b.example> {stamp}\ncommitter C <c@d.example> {stamp}\n\nwords\n"
        ids.append(repo.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", feed=text.encode()))
    found = door(repo.path)
    days = [found.commit(one).day for one in ids]
    assert days[0].year in {1970, 9999}
    assert days[1] == days[3] == date(1970, 1, 1)
    assert days[2] == date(2026, 1, 2)


def test_staged_is_what_the_next_commit_holds(repo: Repo) -> None:
    repo.commit({"v/a.md": "a\n" * 30, "v/b.md": "b", "c.md": "c"}, "2026-01-02")
    repo.git("mv", "v/a.md", "v/aa.md")
    repo.write({"v/b.md": "staged", "c.md": "outside"})
    repo.git("add", "-A")
    repo.write({"v/b.md": "not staged", "v/new.md": "new"})
    found = door(repo.path / "v")
    staged = {change.path: change for change in found.staged()}
    assert set(staged) == {"aa.md", "b.md"}
    assert staged["aa.md"].was == "a.md"
    with found.objects() as objects:
        assert objects.one(staged["b.md"].new, 100).data == b"staged"
    index = repo.path / ".git" / "another"
    repo.git("read-tree", f"--index-output={index}", "HEAD")
    assert found.staged(str(index)) == []


def test_twenty_thousand_commits(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "vault")
    stream = ["blob\nmark :1\ndata 1\na\nblob\nmark :2\ndata 1\nb\n"]
    begin = 1_700_000_000
    for number in range(20_000):
        stream.append(f"commit refs/heads/main\nmark :{number + 10}\ncommitter A <a@b.example> {begin + number * 600} +0000\ndata 1\nx\n")
        stream.append(f"M 100644 :{number % 2 + 1} n/{number % 500}.md\n")
    repo.git("fast-import", "--quiet", feed="".join(stream).encode())
    repo.git("read-tree", "HEAD")
    found = door(repo.path)
    assert len(list(found.commits(found.latest().id))) == 20_000
    early = found.on(date(2023, 11, 20))
    assert early.when.isoformat() == "2023-11-20T23:53:20+00:00"
    assert sum(len(changes) for _, changes in found.changes([commit.id for commit in found.commits(found.latest().id)])) >= 500
    assert len(list(found.commits(found.latest().id, paths=["n/7.md"]))) == 1
