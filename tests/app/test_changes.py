"""What happened since a day, a commit, or the last time it was asked: read out of Git, the notes on the disk, or their dates alone."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from app.opened import opened
from repos import NOOR, Repo

from notes_kit.app.changes import NoSpanError, Review, changes, source_of
from notes_kit.io.asked import FILE
from notes_kit.io.git_run import GitError, NoGitError
from notes_kit.model.snapshot import unpack_snapshot

NOW = date(2026, 5, 18)


def contact(*lines: str) -> str:
    return "\n".join(("---", "type: contact", "salutation: Ms", "source: x", *lines, "---", ""))


def asked(root: Path, span: str = "", since: str = "", today: date = NOW) -> tuple[Review, list[str]]:
    session, said = opened(root, today=today)
    return changes(session, span, since, now=today), said


def news(review: Review) -> list[tuple[str, str]]:
    found = review.changes
    return [(one.what, one.who) for part in (found.people, found.talks, found.deeds) for one in part]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "vault")
    repo.commit({"contacts/Ada.md": contact("role: analyst")}, "2026-05-01")
    repo.commit({"contacts/Ada.md": contact("role: lead")}, "2026-05-10")
    repo.commit({"contacts/Ben.md": contact()}, "2026-05-12T18:00:00+0000", who=NOOR)
    repo.commit({"contacts/Ben.md": contact("outreach:", "  - 2026-05-14 email")}, "2026-05-14")
    return repo


def test_a_range_of_days_or_of_commits(repo: Repo) -> None:
    assert news(asked(repo.path, "2026-05-01..2026-05-10")[0]) == [("moved", "Ada")]
    assert news(asked(repo.path, "2026-05-10..2026-05-12")[0]) == [("new", "Ben")]
    assert news(asked(repo.path, "HEAD~3..HEAD")[0]) == [("moved", "Ada"), ("new", "Ben"), ("asked", "Ben")]
    assert news(asked(repo.path, "HEAD~1..HEAD")[0]) == [("asked", "Ben")]
    assert news(asked(repo.path, "2026-05-12T17:59..2026-05-12T18:00")[0]) == [("new", "Ben")]
    review = asked(repo.path, "main~3..main")[0]
    assert (review.begin and review.begin.day, review.end and review.end.day) == (date(2026, 5, 1), date(2026, 5, 14))
    assert source_of(review) == "3 commits (2 by Iris Halloran and 1 by Noor Haddad)"
    assert (review.changes.since, review.changes.until) == (date(2026, 5, 1), date(2026, 5, 14))


def test_since_a_day_counts_that_day(repo: Repo) -> None:
    assert news(asked(repo.path, since="2026-05-12")[0]) == [("new", "Ben"), ("asked", "Ben")]
    assert news(asked(repo.path, since="2026-05-13")[0]) == [("asked", "Ben")]
    assert news(asked(repo.path, since="-4d")[0]) == [("asked", "Ben")]
    assert news(asked(repo.path, since="HEAD~1")[0]) == [("asked", "Ben")]
    assert source_of(asked(repo.path, since="2026-05-13")[0]) == "1 commit by Iris Halloran, and the notes as they stand"


def test_what_is_not_committed_counts(repo: Repo) -> None:
    repo.write({"contacts/Cleo.md": contact(), "contacts/Ada.md": None})
    assert news(asked(repo.path, since="2026-05-15")[0]) == [("new", "Cleo"), ("gone", "Ada")]
    assert news(asked(repo.path, "HEAD..")[0]) == [("new", "Cleo"), ("gone", "Ada")]
    assert news(asked(repo.path, "HEAD~1..HEAD")[0]) == [("asked", "Ben")]
    assert source_of(asked(repo.path, "HEAD..")[0]) == "no commit, and the notes as they stand"


def test_git_knows_what_moved(repo: Repo) -> None:
    repo.git("mv", "contacts/Ada.md", "contacts/Dr Ada Okafor.md")
    repo.commit({"contacts/Dr Ada Okafor.md": contact("role: lead", "name: Ada Okafor")}, "2026-05-16")
    assert news(asked(repo.path, "2026-05-14..")[0]) == [("renamed", "Ada Okafor")]


def test_the_same_answer_from_what_is_kept(repo: Repo) -> None:
    first = asked(repo.path, "2026-05-01..")[0]
    assert asked(repo.path, "2026-05-01..")[0] == first
    repo.write({"contacts/Cleo.md": contact()})
    assert ("new", "Cleo") in news(asked(repo.path, "2026-05-01..")[0])
    repo.commit({}, "2026-05-17")
    assert dict(asked(repo.path, "2026-05-01..")[0].authors)["Iris Halloran"] == 3


def test_the_first_time_it_is_told_of_a_week_and_then_since_it_was_asked(repo: Repo) -> None:
    review, said = asked(repo.path)
    assert news(review) == [("new", "Ben"), ("asked", "Ben")]
    assert (review.changes.since, review.asked, said) == (date(2026, 5, 11), False, [])
    review, _ = asked(repo.path)
    assert (news(review), review.asked, review.changes.since) == ([], True, NOW)
    repo.write({"contacts/Cleo.md": contact()})
    assert news(asked(repo.path, since="2026-05-18")[0]) == [("new", "Cleo")], "a range asks nothing away"
    assert news(asked(repo.path, today=date(2026, 5, 20))[0]) == [("new", "Cleo")]
    assert news(asked(repo.path, today=date(2026, 5, 21))[0]) == []
    assert news(asked(repo.path, today=date(2026, 5, 19))[0]) == [("new", "Cleo"), ("asked", "Ben")], "seen from a day before it was asked"


def test_asking_keeps_what_is_not_committed(repo: Repo) -> None:
    repo.write({"contacts/Cleo.md": contact()})
    asked(repo.path)
    repo.write({"contacts/Cleo.md": contact("role: pilot")})
    assert news(asked(repo.path)[0]) == [("moved", "Cleo")]
    assert (repo.path / ".notes-kit" / FILE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("planted", [b"", b"{}", b"\xff\xfe", b'[1,"2026-05-17",[],[],[],[],[],[],[["x"]]]'])
def test_what_is_kept_may_be_deleted_or_be_nonsense(repo: Repo, planted: bytes) -> None:
    before = news(asked(repo.path)[0])
    (repo.path / ".notes-kit" / FILE).write_bytes(planted)
    assert news(asked(repo.path)[0]) == before
    (repo.path / ".notes-kit" / FILE).unlink()
    assert news(asked(repo.path)[0]) == before


def test_what_is_kept_is_never_written_through_a_link(repo: Repo, tmp_path: Path) -> None:
    (repo.path / ".notes-kit").mkdir()
    (repo.path / ".notes-kit" / FILE).symlink_to(tmp_path / "elsewhere")
    asked(repo.path)
    assert not os.path.lexists(tmp_path / "elsewhere")


def test_from_a_past_day_nothing_is_kept(repo: Repo) -> None:
    session, _ = opened(repo.path, today=date(2026, 5, 13))
    assert news(changes(session, now=session.today, keep=False))
    assert not (repo.path / ".notes-kit" / FILE).exists()


def test_before_the_history_begins_its_first_commit_is_the_beginning(repo: Repo) -> None:
    review, said = asked(repo.path, since="2026-01-01")
    assert news(review) == [("moved", "Ada"), ("new", "Ben"), ("asked", "Ben")]
    assert said == ["the history begins on 2026-05-01; what was there then is not told as new"]


OWN = {
    "contacts/Ada.md": contact("outreach:", "  - 2026-05-01 email", "replied: 2026-05-13"),
    "interviews/a.md": "---\ncontact: '[[Ada]]'\ndate: 2026-05-15\noutcome: held\n---\n- x\n",
}


def test_without_git_the_dates_in_the_notes_tell(tmp_path: Path) -> None:
    session, said = opened(tmp_path, OWN, NOW)
    review = changes(session, now=NOW)
    assert news(review) == [("held", "Ada"), ("replied", "Ada")]
    assert "is in no Git repository" in said[0]
    assert said[0].endswith("What follows is told from the dates in the notes alone")
    assert source_of(review) == ""
    assert news(asked(tmp_path, "2026-04-30..2026-05-13")[0]) == [("asked", "Ada"), ("replied", "Ada")]
    with pytest.raises(NoGitError, match=r"“HEAD” is no date, and .* is in no Git repository"):
        asked(tmp_path, "HEAD..")
    (tmp_path / "contacts" / "Ben.md").write_text(contact(), encoding="utf-8")
    assert news(asked(tmp_path)[0]) == [("new", "Ben")], "since it was asked, new people are known without Git"


def test_in_a_repository_without_a_commit_as_without_git(tmp_path: Path) -> None:
    Repo(tmp_path)
    opened(tmp_path, OWN)
    review, said = asked(tmp_path)
    assert news(review) == [("held", "Ada"), ("replied", "Ada")]
    assert "nothing has been committed yet" in said[0]


@pytest.mark.parametrize(
    ("span", "since", "why"),
    [
        ("2026-05-12..2026-05-01", "", "the range ends on 2026-05-01, before it begins on 2026-05-12"),
        ("2026-05-12", "", "is no range; type A..B"), ("..2026-05-12", "", "is no range"), ("a...b", "", "is no range"), ("..", "", "is no range"),
        ("a..", "b", "a range or --since"), ("", "2026-06-01", "lies ahead"),
    ],
)  # fmt: skip
def test_what_is_no_stretch_of_time(repo: Repo, span: str, since: str, why: str) -> None:
    with pytest.raises(NoSpanError, match=why):
        asked(repo.path, span, since)


def test_what_is_no_commit(repo: Repo) -> None:
    with pytest.raises(GitError, match="there is no commit “nobody”"):
        asked(repo.path, "nobody..")


def test_the_snapshot_that_is_kept_holds_no_word_of_a_private_passage(tmp_path: Path) -> None:
    Repo(tmp_path)
    talk = "---\ntype: interview\ncontact: '[[Ada]]'\ndate: 2026-05-15\noutcome: held\n---\n## Notes\n- open words #theme/pay\n%%\n- secret words #theme/hush\n%%\n"
    opened(tmp_path, {"contacts/Ada.md": contact(), "interviews/a.md": talk})
    asked(tmp_path)
    kept = (tmp_path / ".notes-kit" / FILE).read_text(encoding="utf-8")
    snapshot = unpack_snapshot(kept)
    assert snapshot is not None
    assert [theme.name for theme in snapshot.themes] == ["pay"]
    assert "secret" not in kept
    assert json.loads(kept)
