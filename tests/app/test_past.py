"""The vault as it was is the vault that a checkout would show: the same notes, findings and answers, read out of Git alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from app.opened import opened
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repos import Repo

from notes_kit.app.find import find
from notes_kit.app.lint import duties, lint
from notes_kit.app.past import PastSession, open_past_session
from notes_kit.app.person import story
from notes_kit.app.query import Query, ask
from notes_kit.app.report import report
from notes_kit.app.session import Session
from notes_kit.io.git_run import GitError, NoGitError
from notes_kit.store.database import crc
from notes_kit.store.past import FILE, open_past

NOW = date(2026, 5, 18)
ADA = "---\ntype: contact\nrole: analyst\nsalutation: Ms\nsource: alumni base\noutreach:\n  - 2026-03-02 email\n---\nKnows the harbour.\n"


def at(root: Path, when: str, today: date | None = None) -> PastSession:
    return open_past_session(opened(root)[0], when, NOW, today)


def checkout(repo: Repo, commit: str, folder: Path) -> Path:
    """The files of a commit as Git itself puts them on a disk."""
    repo.git("worktree", "add", "-q", "--detach", "-f", str(folder), commit)
    return folder


def same(past: PastSession, there: Session) -> None:
    """Everything that is known of both is the same."""
    assert past.settings == there.settings
    for points in (True, False):
        ours, theirs = (sorted(session.notes(points=points), key=lambda note: note.path) for session in (past, there))
        assert ours == theirs
    assert {path: stat.size for path, stat in past.scan.files.items()} == {path: stat.size for path, stat in there.scan.files.items()}
    assert set(past.scan.problems) == set(there.scan.problems)
    assert {one for one in past.scan.skipped if one.rule != "tool folder"} == {one for one in there.scan.skipped if one.rule != "tool folder"}


STRANGE: dict[str, str | bytes | None] = {
    "notes-kit.yaml": "exclude: [old/]\ntemplates: moulds\nmax_note_size: 20 kB\nfolders:\n  contact: [crew]\n",
    ".gitignore": "drafts/\n*.tmp.md\n!keep.tmp.md\nlog-*.md\n",
    "crew/Ada.md": ADA, "crew/.gitignore": "secret.md\n!log-1.md\n", "crew/secret.md": "no", "crew/log-1.md": "yes", "log-1.md": "no",
    "crew/deep/secret.md": "no", "drafts/a.md": "no", "a.tmp.md": "no", "keep.tmp.md": "yes", "old/b.md": "no", "moulds/contact.md": "{{title}}",
    ".obsidian/x.md": "no", ".trash/y.md": "no", ".hidden.md": "no", "UPPER.MD": "yes", "folder.md/inner.md": "yes",
    "large.md": "---\ntype: contact\n---\n" + "x" * 30_000, "latin.md": b"caf\xe9", "crlf.md": b"\xef\xbb\xbf---\r\ntype: contact\r\n---\r\n",
    "empty.md": b"", "line\nbreak.md": "strange", "née.md": "é", b"latin-\xe9.md".decode("utf-8", "surrogateescape"): "name", "conflict.md": "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
}  # fmt: skip


def strange(tmp_path: Path, below: str = "") -> tuple[Repo, Path]:
    repo = Repo(tmp_path / "repo")
    repo.write({f"{below}{path}": text for path, text in STRANGE.items()})
    vault = repo.path / below
    for name, target in {
        "alias.md": "crew/Ada.md",
        "out.md": "../../etc/passwd",
        "dangling.md": "nobody.md",
        "dir.md": "crew",
        "abs.md": "/etc/hosts",
    }.items():
        (vault / name).symlink_to(target)
    repo.git("add", "-f", "-A", ".")
    repo.git("commit", "-q", "-m", "all", extra={"GIT_COMMITTER_DATE": "2026-03-01T12:00:00+0000"})
    return repo, vault


def test_what_is_new_in_a_report_since_a_commit(vault_template: Path) -> None:
    repo = Repo(vault_template)
    repo.commit({}, "2026-05-01")
    repo.git("tag", "spring")
    session = opened(vault_template)[0]
    assert report(session, since="spring", suggest=False) == report(session, since="2026-05-01", suggest=False)
    with pytest.raises(GitError, match=r"no commit “autumn”.*no date either"):
        report(session, since="autumn")


def test_a_strange_vault_is_what_a_checkout_shows(tmp_path: Path) -> None:
    repo, vault = strange(tmp_path)
    past = at(vault, "HEAD")
    there = opened(checkout(repo, "HEAD", tmp_path / "out"), today=past.today)[0]
    same(past, there)
    assert past.today == date(2026, 3, 1)
    assert {"crew/Ada.md", "crew/log-1.md", "keep.tmp.md", "folder.md/inner.md", "UPPER.MD", "line\nbreak.md"} <= set(past.scan.files)
    assert not {"crew/secret.md", "log-1.md", "old/b.md", "moulds/contact.md", "alias.md", "out.md"} & set(past.scan.files)


def test_in_a_folder_of_its_repository_the_ignore_files_above_speak(tmp_path: Path) -> None:
    repo, vault = strange(tmp_path, "my/vault/")
    repo.commit({".gitignore": "empty.md\n/my/vault/large.md\n", "my/.gitignore": "/vault/crlf.md\n", "my/vault/new.md": "new"}, "2026-03-02")
    repo.git("add", "-f", "-A", ".")
    past = at(vault, "HEAD")
    there = checkout(repo, "HEAD", tmp_path / "out")
    same(past, opened(there / "my" / "vault", today=past.today)[0])
    assert not {"empty.md", "large.md", "crlf.md"} & set(past.scan.files)
    assert "empty.md" in at(vault, "HEAD~1").scan.files


def test_every_question_has_the_answer_of_a_checkout(tmp_path: Path, vault_template: Path) -> None:
    repo = Repo(vault_template)
    repo.commit({}, "2026-05-16")
    repo.commit(
        {"contacts/Ada Okafor.md": None, "interviews/2026-05-20 Matteo Ferraris.md": "gone", "notes-kit.yaml": "keep_in_touch: 10d\n"}, "2026-05-17"
    )
    past = at(vault_template, "2026-05-16")
    there = opened(checkout(repo, "HEAD~1", tmp_path / "out"), today=date(2026, 5, 16))[0]
    same(past, there)
    assert lint(past) == lint(there)
    assert duties(past, 7) == duties(there, 7)
    assert report(past, suggest=False) == report(there, suggest=False)
    assert story(past, "ada") == story(there, "ada")
    for kind in ("contacts", "interviews", "actions", "referrals", "organizations", "points"):
        assert ask(past, Query(kind)) == ask(there, Query(kind))
    assert find(past, ["lineage"]) == find(there, ["lineage"])
    assert find(past, ["“on call”"]) == find(there, ["“on call”"])
    assert lint(past).findings != lint(opened(vault_template, today=date(2026, 5, 16))[0]).findings


names = st.sampled_from(
    ["contacts/Ada.md", "contacts/Ben Li.md", "a.md", "sub/b.md", "sub/deep/c.md", "notes-kit.yaml", ".gitignore", "sub/.gitignore"]
)
texts = st.sampled_from([
    ADA, "", "a.md\n", "sub/\n", "*.md\n!b.md\n", "exclude: [sub/deep]\n", "- x", "---\ntype: interview\ndate: 2026-03-01\n---\n## Notes\n- y\n",
    "folders:\n  contact: [sub]\n", "templates: sub\n", "synonyms:\n  role: [beruf]\n",
])  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.dictionaries(names, texts, min_size=1, max_size=5), min_size=1, max_size=3))
def test_any_history_at_any_step(steps: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    tmp_path = tmp_path_factory.mktemp("any")
    repo = Repo(tmp_path / "repo")
    for number, files in enumerate(steps):
        repo.write(files)
        repo.git("add", "-f", "-A", ".")
        repo.commit({}, f"2026-03-0{number + 1}")
    for number in range(len(steps)):
        folder = checkout(repo, f"HEAD~{len(steps) - 1 - number}", tmp_path / f"at-{number}")
        past = at(repo.path, f"2026-03-0{number + 1}")
        same(past, opened(folder, today=past.today)[0])
        assert lint(past) == lint(opened(folder, today=past.today)[0])


def test_the_day_is_that_of_then(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"contacts/Ada.md": ADA}, "2026-03-04T23:30:00+0900")
    repo.commit({"contacts/Ada.md": ADA.replace("---\nKnows", "replied: 2026-03-20\n---\nKnows")}, "2026-03-20")
    assert [item.rule for item in duties(at(repo.path, "2026-03-12"))] == ["outreach-unanswered"]
    assert at(repo.path, "2026-03-12").commit.day == date(2026, 3, 4)
    for when, day in {
        "HEAD~1": date(2026, 3, 4),
        "2026-03-12": date(2026, 3, 12),
        "-8w": date(2026, 3, 23),
        "2026-03-20T11:59": date(2026, 3, 20),
    }.items():
        assert at(repo.path, when).today == day, when
        assert at(repo.path, when, date(2027, 1, 1)).today == date(2027, 1, 1)
    assert [at(repo.path, when).commit.day.day for when in ("2026-03-20T11:59", "2026-03-20T12:00", "2026-03-20")] == [4, 20, 20]
    assert not at(repo.path, "2026-03-12").past
    assert at(repo.path, "HEAD", date(2026, 3, 5)).past, "what is dated later is no mistake, seen from a day before the commit"


def test_a_day_before_a_branch_of_the_same_name(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    first = repo.commit({"a.md": "a"}, "2026-03-01")
    repo.commit({"a.md": "b"}, "2026-03-05")
    repo.git("branch", "2026-03-06", first)
    assert at(repo.path, "2026-03-06").commit.id != first
    assert at(repo.path, "refs/heads/2026-03-06").commit.id == first


def test_what_cannot_be_read_out_of_git_says_so(tmp_path: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n"
    repo = Repo(tmp_path / "repo")
    repo.commit(
        {
            "contacts/Ada.md": ADA,
            "locked.md": b"\0GITCRYPT\0\x01\x02",
            "pointer.md": pointer,
            "about.md": "We read version https://git-lfs.github.com",
        },
        "2026-03-04",
    )
    found = {item.path: item.message for item in lint(at(repo.path, "HEAD"), select=["unreadable"]).findings}
    assert set(found) == {"locked.md", "pointer.md"}
    assert "git-crypt" in found["locked.md"]
    assert "Git LFS" in found["pointer.md"]


def test_a_submodule_in_the_vault_is_passed_over_by_name(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    inner = Repo(repo.path / "friends")
    inner.commit({"x.md": "x"}, "2026-03-01")
    repo.commit({"a.md": "a", ".gitmodules": '[submodule "friends"]\n\tpath = friends\n\turl = ./friends\n'}, "2026-03-04")
    past = at(repo.path, "HEAD")
    assert list(past.scan.files) == ["a.md"]
    assert [tuple(one) for one in past.scan.skipped] == [("friends/", "a repository of its own")]


def test_what_was_read_once_is_kept_and_may_be_deleted(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"contacts/Ada.md": ADA, "b.md": "b"}, "2026-03-04")
    first = at(repo.path, "HEAD").notes(points=True)
    file = repo.path / ".notes-kit" / FILE
    assert file.stat().st_mode & 0o077 == 0
    with sqlite3.connect(file) as db:  # a cache that says something else, rightly sealed, shows that it is asked
        name, reading, *row = db.execute(
            "SELECT id, reading, path, type, meeting, typed_by, confidential, told, hash, size, facts, body, faults FROM notes WHERE path LIKE 'c%'"
        ).fetchone()
        row[8] = row[8].replace("analyst", "admiral")
        db.execute("UPDATE notes SET facts = ?, crc = ? WHERE id = ?", (row[8], crc(name, reading, *row), name))
    assert [note.get("role").values[0].raw for note in at(repo.path, "HEAD").notes(points=True) if note.type] == ["admiral"]
    with sqlite3.connect(file) as db:
        db.execute("UPDATE notes SET facts = replace(facts, 'admiral', 'baron')")
    assert at(repo.path, "HEAD").notes(points=True) == first, "damage is noticed and read anew"
    file.write_bytes(b"no database")
    assert at(repo.path, "HEAD").notes(points=True) == first
    shutil.rmtree(repo.path / ".notes-kit")
    (repo.path / ".notes-kit").symlink_to(tmp_path)
    assert at(repo.path, "HEAD").notes(points=True) == first
    assert not (tmp_path / FILE).exists()


def test_a_note_that_moved_or_was_read_under_other_settings_is_read_again(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"plain.md": "---\nberuf: pilot\n---\n"}, "2026-03-01")
    repo.commit({"plain.md": None, "contacts/plain.md": "---\nberuf: pilot\n---\n"}, "2026-03-02")
    repo.commit({"notes-kit.yaml": "synonyms:\n  role: [beruf]\n"}, "2026-03-03")
    assert [contact.role for contact in opened(repo.path)[0].vault(points=False).contacts] == ["pilot"], "and the index knows it so"
    for _ in range(2):
        roles = [at(repo.path, f"2026-03-0{day}").vault(points=False).contacts for day in (1, 2, 3)]
        assert [[contact.role for contact in found] for found in roles] == [[], [""], ["pilot"]]


def test_nothing_of_the_vault_is_touched(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"contacts/Ada.md": ADA}, "2026-03-04")

    def state() -> dict[str, tuple[int, bytes]]:
        files = [path for path in sorted(repo.path.rglob("*")) if path.is_file() and ".notes-kit" not in path.parts]
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}

    before = state()
    report(at(repo.path, "HEAD"))
    lint(at(repo.path, "HEAD"))
    assert state() == before
    os.rename(repo.path, tmp_path / "moved")
    assert [note.path for note in at(tmp_path / "moved", "HEAD").notes(points=True)] == ["contacts/Ada.md"]


@pytest.mark.parametrize(
    ("when", "why"),
    [("2026-03-03", "the history begins on 2026-03-04"), ("0001-01-01", "begins on"), ("nobody", "no commit “nobody”.*no date either")],
)
def test_a_time_that_is_none(tmp_path: Path, when: str, why: str) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"a.md": "a"}, "2026-03-04")
    with pytest.raises(GitError, match=why):
        at(repo.path, when)


def test_without_a_repository_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoGitError, match=r"no Git repository.*`--today DATE` answers from the notes as they stand now"):
        at(tmp_path, "2026-03-04")


def test_a_cache_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    past = open_past(str(tmp_path / "file" / "below"))
    (tmp_path / "file2").write_text("in the way", encoding="utf-8")
    other = open_past(str(tmp_path / "file2"))
    for cache in (past, other):
        assert cache.load([("a.md", "0" * 40)], "r", points=True) == {}
        assert cache.kept("x") is None
        cache.note_down("x", "y")
        assert cache.kept("x") == "y"
