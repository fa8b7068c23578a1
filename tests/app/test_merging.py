"""Git merges and compares notes by our means; copies of synchronising programs are brought together the same way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.app.copies import NoCopyError, StillOpenError, bring_together, copies, look
from notes_kit.app.git_setup import carry_out, plan
from notes_kit.app.merging import as_text, merge_notes, without_base
from notes_kit.app.session import Session
from notes_kit.io.clock import now
from notes_kit.io.git_run import NoGitError
from notes_kit.io.writer import undo

ADA = """\
---
type: contact
role: Analyst
tags: [alumni]
outreach:
  - 2026-02-10 email
---
Met at the harbour.

## Log

- 2026-02-10 wrote
"""
PATH = "contacts/Ada Okafor.md"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    one = Repo(tmp_path / "vault")
    one.commit({"notes-kit.yaml": "", PATH: ADA})
    carry_out(plan(str(one.path)))
    one.commit({})
    return one


def branch(repo: Repo, ours: str, theirs: str) -> None:
    repo.git("switch", "-qc", "phone")
    repo.commit({PATH: theirs}, "2026-02-20")
    repo.git("switch", "-q", "main")
    repo.commit({PATH: ours}, "2026-02-21")


def text(repo: Repo) -> str:
    return (repo.path / PATH).read_bytes().decode()


OURS = ADA.replace("  - 2026-02-10 email\n", "  - 2026-02-10 email\n  - 2026-02-19 linkedin\n").replace("[alumni]", "[alumni, hires]")
THEIRS = ADA.replace("  - 2026-02-10 email\n", "  - 2026-02-10 email\n  - 2026-02-15 phone\n").replace("Analyst", "Lead")


@pytest.mark.parametrize("command", [["merge", "-q", "phone"], ["rebase", "-q", "phone"], ["cherry-pick", "phone"]])
def test_two_branches_that_add_to_one_list_merge_without_a_conflict(repo: Repo, command: list[str]) -> None:
    branch(repo, OURS, THEIRS.replace("Met at", "First met at"))
    repo.git(*command)
    assert text(repo) == ADA.replace("Met at", "First met at").replace("Analyst", "Lead").replace("[alumni]", "[alumni, hires]").replace(
        "  - 2026-02-10 email\n", "  - 2026-02-10 email\n  - 2026-02-15 phone\n  - 2026-02-19 linkedin\n"
    )
    assert repo.git("status", "--porcelain") == ""


def test_plain_git_would_have_written_marks_into_the_properties(repo: Repo) -> None:
    carry_out(plan(str(repo.path), remove=True))
    repo.commit({})
    branch(repo, OURS, THEIRS)
    repo.git("merge", "-q", "phone", statuses=(1,))
    assert "<<<<<<<" in text(repo).split("\n---\n")[0]


def test_a_contradiction_stands_where_a_person_looks(repo: Repo) -> None:
    branch(repo, OURS.replace("Analyst", "Head"), THEIRS.replace("harbour", "port"))
    assert "CONFLICT" in repo.git("merge", "phone", statuses=(1,))
    matter, _, body = text(repo).partition("\n---\n")
    assert "role: Head" in matter
    assert "<<<" not in matter
    assert body.startswith("<<<<<<< ours\nrole: Head\n=======\nrole: Lead\n>>>>>>> theirs\nMet at the port.")
    vault = Session(str(repo.path), date(2026, 3, 1)).vault(points=False)
    assert [fault.rule for fault in vault.notes[PATH].faults] == ["merge-conflict"]
    assert repo.git("diff", "--name-only", "--diff-filter=U") == PATH


def test_conflicts_of_the_body_are_gits_own(repo: Repo) -> None:
    repo.git("config", "merge.conflictStyle", "diff3")
    branch(repo, OURS.replace("harbour", "port"), THEIRS.replace("harbour", "quay"))
    repo.git("merge", "-q", "phone", statuses=(1,))
    matter, _, body = text(repo).partition("\n---\n")
    assert "linkedin" in matter
    assert "phone" in matter
    assert body.startswith("<<<<<<< ours\nMet at the port.\n||||||| base\nMet at the harbour.\n=======\nMet at the quay.\n>>>>>>> theirs\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("tags: [alumni]", "tags: [alumni"),
        lambda text: text.replace("---\ntype", "type"),
        lambda text: text.replace("type: contact", "type: contact\ntype: contact"),
        lambda text: text.replace("Met", "\0Met"),
    ],
)
def test_in_doubt_the_result_is_gits(change: object) -> None:
    base, ours, theirs = ADA.encode(), OURS.encode(), change(THEIRS).encode()  # type: ignore[operator]
    found = merge_notes(base, ours, theirs) if b"\0" not in theirs else None
    assert found is None or not found.by_property
    if found is not None:
        assert found.conflicts > 0


def test_lines_that_end_as_on_windows_stay_so() -> None:
    base, ours, theirs = (text.replace("\n", "\r\n").encode() for text in (ADA, OURS.replace("Analyst", "Head"), THEIRS))
    found = merge_notes(base, ours, theirs)
    assert (found.by_property, found.conflicts) == (True, 1)
    assert b"\n" not in found.data.replace(b"\r\n", b"")


def test_a_changed_property_is_one_line_of_a_diff(repo: Repo) -> None:
    repo.write({PATH: OURS})
    shown = repo.git("diff", "--", PATH).splitlines()
    assert [line for line in shown if line[:1] in "+-" and not line.startswith(("+++", "---"))] == [
        "-tags: alumni", "-outreach: 2026-02-10 email", "+tags: [alumni, hires]", "+outreach: [2026-02-10 email, 2026-02-19 linkedin]",
    ]  # fmt: skip
    assert as_text(b"---\na: [x\n---\n") == b"---\na: [x\n---\n"
    assert as_text(b"no properties\n") == b"no properties\n"


def test_setting_up_adds_and_taking_out_leaves_what_was_there(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "vault")
    repo.commit({".gitattributes": "*.png binary", "notes-kit.yaml": ""})
    before = (repo.path / ".git/config").read_text()
    one = plan(str(repo.path))
    assert "merge.notes-kit.driver" in one.words
    assert "+*.md merge=notes-kit diff=notes-kit" in one.words
    assert (repo.path / ".git/config").read_text() == before
    carry_out(one)
    assert plan(str(repo.path)).nothing
    assert repo.git("check-attr", "merge", "--", PATH) == f"{PATH}: merge: notes-kit"
    carry_out(plan(str(repo.path), remove=True))
    assert (repo.path / ".git/config").read_text() == before
    assert (repo.path / ".gitattributes").read_text() == "*.png binary\n"
    assert plan(str(repo.path), remove=True).nothing


def test_a_vault_without_git_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoGitError, match="is in no Git repository"):
        plan(str(tmp_path))


# ---- copies


COPY = "contacts/Ada Okafor.sync-conflict-20260301-101500-ABCDEFG.md"


def synced(tmp_path: Path, ours: str, theirs: str, copy: str = COPY) -> Session:
    root = tmp_path / "vault"
    for path, words in (("notes-kit.yaml", ""), (PATH, ours), (copy, theirs)):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if words or place.suffix != ".md":
            place.write_text(words, encoding="utf-8")
    return Session(str(root), date(2026, 3, 2))


@pytest.mark.parametrize(
    "copy",
    [COPY, "contacts/Ada Okafor (Conflicted copy phone 202603011015).md", "contacts/Ada Okafor (Iris's conflicted copy 2026-03-01).md"],
)
def test_a_copy_is_found_and_brought_together(tmp_path: Path, copy: str) -> None:
    session = synced(tmp_path, OURS, THEIRS.replace("Lead", "Analyst"), copy)
    assert copies(session) == [(PATH, copy)]
    one = look(session, PATH)
    assert one.merged.conflicts == 0
    assert "+  - 2026-02-15 phone" in one.diff
    assert (Path(session.root) / copy).exists()
    bring_together(session, one)
    assert not (Path(session.root) / copy).exists()
    said = (Path(session.root) / PATH).read_text(encoding="utf-8")
    assert "  - 2026-02-15 phone\n  - 2026-02-19 linkedin\n" in said
    assert "[alumni, hires]" in said
    undo(session.root, now=now())
    assert (Path(session.root) / PATH).read_text(encoding="utf-8") == OURS
    assert (Path(session.root) / copy).exists()


def test_copies_that_contradict_are_left_to_a_person(tmp_path: Path) -> None:
    session = synced(tmp_path, OURS, THEIRS)
    one = look(session, COPY)
    assert "+role: Analyst" in one.diff
    with pytest.raises(StillOpenError, match="contradict one another in 1 place"):
        bring_together(session, one)
    assert (Path(session.root) / PATH).read_text(encoding="utf-8") == OURS


def test_what_is_no_copy(tmp_path: Path) -> None:
    session = synced(tmp_path, OURS, THEIRS)
    with pytest.raises(NoCopyError, match="is no copy and has none beside it"):
        look(session, "notes-kit.yaml")
    (Path(session.root) / PATH).unlink()
    with pytest.raises(NoCopyError, match=r"the note that .* is a copy of is gone"):
        look(Session(session.root, date(2026, 3, 2)), COPY)


def test_nothing_that_either_says_is_lost() -> None:
    assert without_base(b"a\nb\nc\n", b"a\nc\nd\n") == b"a\nc\n"
    found = merge_notes(without_base(b"a\nb\nc\n", b"a\nc\nd\n"), b"a\nb\nc\n", b"a\nc\nd\n")
    assert (found.data, found.conflicts) == (b"a\nb\nc\nd\n", 0)
