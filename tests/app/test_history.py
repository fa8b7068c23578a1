"""One person's history joins what the notes date themselves with what only Git knows, under whatever name the note stood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from app.opened import opened
from repos import NOOR, Repo

from notes_kit.app.history import NoFieldError, history
from notes_kit.app.session import NobodyError
from notes_kit.io.git_run import GitError
from notes_kit.render.history import History, history_document, history_markdown, history_text
from notes_kit.render.report_page import unstyled

NOW = date(2026, 5, 18)
ADA = "contacts/Ada Okafor.md"


BODY = "Knows the harbour, and most of the people who work there.\nWrites on Fridays, in long letters.\nHas two cats and a boat.\n"


def contact(*lines: str, body: str = BODY) -> str:
    return "\n".join(("---", "type: contact", *lines, "---", body))


def told(root: Path, name: str = "ada", field: str = "") -> tuple[History, list[str]]:
    session, said = opened(root, today=NOW)
    return history(session, name, field), said


def lines(found: History) -> list[tuple[str, ...]]:
    return [(f"{one.date}", one.what, one.words) for one in found.happened]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "vault")


def test_the_notes_and_git_in_one_timeline(repo: Repo) -> None:
    talk = "interviews/2026-03-02 Ada.md"
    repo.commit(
        {ADA: contact("role: analyst", 'organization: "[[Harbour]]"'), "organizations/Harbour.md": "---\ntype: organization\n---\n"}, "2026-02-01"
    )
    repo.commit({ADA: contact("role: analyst", 'organization: "[[Harbour]]"', "outreach:", "  - 2026-02-03 email")}, "2026-02-04")
    repo.commit({talk: '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-02-27\n---\n'}, "2026-02-10")
    repo.commit({talk: '---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-02\n---\n'}, "2026-02-20", who=NOOR)
    parts = (
        "---", "type: interview", 'contact: "[[Ada Okafor]]"', "date: 2026-03-02T15:00", "outcome: held", "thanked: 2026-03-03", 'referrals: ["Ben Li"]', "---", "## Notes",
        "- Teams merge (+) #theme/teams", "- And split (-) #theme/teams", "- Whatever", "## Next steps", "- [x] Read it ✅ 2026-03-09", "- [ ] Introduces me #promised 📅 2026-04-01", "",
    )  # fmt: skip
    said = "\n".join(parts)
    repo.commit(
        {talk: said, ADA: contact("role: head of data", "organization: Kelp", "outreach:", "  - 2026-02-03 email", "replied: 2026-02-08")},
        "2026-03-04",
    )
    found, remarks = told(repo.path)
    assert remarks == []
    assert lines(found) == [
        ("2026-02-01", "begun", "analyst @ Harbour"),
        ("2026-02-03", "asked", "email"),
        ("2026-02-08", "replied", ""),
        ("2026-02-20", "rescheduled", "2026-02-27 → 2026-03-02"),
        ("2026-03-02", "talk", "named Ben Li, 3 points"),
        ("2026-03-02", "said", "teams: 2 points, 1 for, 1 against"),
        ("2026-03-02", "said", "under no theme: 1 point"),
        ("2026-03-02", "agreed", "Read it"),
        ("2026-03-02", "promised", "Introduces me (by 2026-04-01)"),
        ("2026-03-02", "led to", "Ben Li, no note yet"),
        ("2026-03-03", "thanked", ""),
        ("2026-03-04", "moved", "role: analyst → head of data; organization: Harbour → Kelp"),
        ("2026-03-09", "you did", "Read it"),
    ]
    by = {one.what: one for one in found.happened}
    assert (by["moved"].commit, by["moved"].author) == (repo.git("rev-parse", "HEAD"), "Iris Halloran")
    assert by["rescheduled"].path == ""
    assert (by["asked"].path, by["asked"].line) == (ADA, 6)
    assert found.read == "5 commits, 2026-02-01 to 2026-03-04"
    assert found.doing == "head of data @ Kelp"


def test_a_note_is_followed_under_every_name_it_had(repo: Repo) -> None:
    first = contact("role: analyst")
    repo.commit({"people/ada.md": first, "other.md": "x"}, "2026-01-01")
    repo.git("mv", "people/ada.md", "people/Ada.md")  # the case alone
    repo.commit({}, "2026-01-02")
    (repo.path / "contacts").mkdir()
    repo.git("mv", "people/Ada.md", ADA)
    repo.commit({ADA: contact("role: lead")}, "2026-01-03")
    repo.commit({ADA: contact("role: lead", body=BODY + "And more.\n")}, "2026-01-04")
    repo.git("mv", ADA, "contacts/Ada Okafor-Renner.md")
    repo.commit({"contacts/Ada Okafor-Renner.md": contact("role: head", "name: Ada Okafor-Renner")}, "2026-01-05")
    found, _ = told(repo.path)
    assert lines(found) == [
        ("2026-01-01", "begun", "analyst"), ("2026-01-03", "moved", "role: analyst → lead"), ("2026-01-03", "renamed", "Ada → Ada Okafor"),
        ("2026-01-05", "moved", "role: lead → head"), ("2026-01-05", "renamed", "Ada Okafor → Ada Okafor-Renner"),
    ]  # fmt: skip
    assert [(one.date, one.words) for one in told(repo.path, field="role")[0].happened] == [
        (date(2026, 1, 1), "analyst"), (date(2026, 1, 3), "lead"), (date(2026, 1, 5), "head"),
    ]  # fmt: skip


def test_a_note_that_was_written_anew_is_known_by_its_address(repo: Repo) -> None:
    repo.commit(
        {"contacts/A.md": contact("role: analyst", "email: Ada@harbour.example"), "contacts/B.md": contact("email: ben@x.example")}, "2026-01-01"
    )
    repo.commit(
        {"contacts/A.md": None, "contacts/B.md": None, ADA: contact("email: ada@harbour.example", "role: lead", body="All is new.\n" * 9)},
        "2026-01-02",
    )
    assert lines(told(repo.path)[0]) == [
        ("2026-01-01", "begun", "analyst"), ("2026-01-02", "moved", "role: analyst → lead"), ("2026-01-02", "renamed", "A → Ada Okafor"),
    ]  # fmt: skip


def test_a_name_that_was_somebody_elses_is_not_followed(repo: Repo) -> None:
    repo.commit({ADA: contact("role: the first", body="Somebody else of that name, of whom nothing more is known.\n")}, "2026-01-01")
    repo.commit({ADA: None}, "2026-01-02")
    repo.commit({"contacts/A.md": contact("role: the second")}, "2026-01-03")
    repo.git("mv", "contacts/A.md", ADA)
    repo.commit({}, "2026-01-04")
    assert lines(told(repo.path)[0]) == [("2026-01-03", "begun", "the second"), ("2026-01-04", "renamed", "A → Ada Okafor")]


def test_a_note_that_was_deleted_and_came_back(repo: Repo) -> None:
    repo.commit({ADA: contact("role: analyst")}, "2026-01-01")
    repo.commit({ADA: None}, "2026-01-02")
    repo.commit({ADA: contact("role: lead")}, "2026-01-03")
    assert [line[:2] for line in lines(told(repo.path)[0])] == [("2026-01-01", "begun"), ("2026-01-02", "gone"), ("2026-01-03", "begun")]
    assert [(one.what, one.words) for one in told(repo.path, field="role")[0].happened] == [("set", "analyst"), ("cleared", ""), ("set", "lead")]


def test_of_a_merge_what_was_made_there_alone(repo: Repo) -> None:
    base = ["role: analyst", "industry: sea", "seniority: mid", "phone: 1", "tags: [a]", "location: Porto"]
    repo.commit({ADA: contact(*base)}, "2026-01-01")
    repo.git("checkout", "-q", "-b", "laptop")
    repo.commit({ADA: contact(*base[:-1], "location: Ghent")}, "2026-01-02", who=NOOR)
    repo.git("checkout", "-q", "main")
    repo.commit({ADA: contact("role: lead", *base[1:])}, "2026-01-03")
    repo.git("merge", "-q", "--no-commit", "laptop", statuses=(0, 1))
    repo.commit({ADA: contact("role: lead", *base[1:2], "seniority: senior", *base[3:-1], "location: Ghent")}, "2026-01-04", "merge")
    found, _ = told(repo.path)
    assert lines(found)[1:] == [
        ("2026-01-02", "moved", "location: Porto → Ghent"), ("2026-01-03", "moved", "role: analyst → lead"), ("2026-01-04", "moved", "seniority: mid → senior"),
    ]  # fmt: skip
    assert found.happened[1].author == NOOR[0]


def test_a_property_over_time(repo: Repo) -> None:
    repo.commit({ADA: contact("tags: [a, b]")}, "2026-01-01")
    repo.commit({ADA: contact("title: analyst", 'organization: "[[organizations/Harbour|the Harbour]]"', "mood: fine")}, "2026-01-02")
    repo.commit({ADA: contact("role:", 'organization: "[[organizations/Harbour|the Harbour]]"')}, "2026-01-03")
    repo.write({ADA: contact("role: lead", "mood: better")})
    values = {name: [(one.what, one.words) for one in told(repo.path, field=name)[0].happened] for name in ("role", "Organisation", "tags", "mood")}
    assert values == {
        "role": [("set", "analyst"), ("cleared", ""), ("set", "lead")],
        "Organisation": [("set", "the Harbour"), ("cleared", "")],
        "tags": [("set", "a, b"), ("cleared", "")],
        "mood": [("set", "fine"), ("cleared", ""), ("set", "better")],
    }
    last = told(repo.path, field="title")[0].happened[-1]
    assert (last.date, last.commit, last.author, last.path, last.line) == (NOW, "", "not committed yet", ADA, 3)
    with pytest.raises(NoFieldError, match=r"no version of contacts/Ada Okafor\.md has a property “rolle”; did you mean role"):
        told(repo.path, field="rolle")


def test_without_git_what_the_notes_say(tmp_path: Path) -> None:
    opened(tmp_path, {ADA: contact("role: analyst", "outreach:", "  - 2026-02-03 email")})
    found, said = told(tmp_path)
    assert lines(found) == [("2026-02-03", "asked", "email")]
    assert said[0].endswith("`git init` begins one. What follows is told from the notes alone")
    assert [(one.words, one.author) for one in told(tmp_path, field="role")[0].happened] == [("analyst", "as the note stands")]
    Repo(tmp_path)
    found, said = told(tmp_path)
    assert lines(found) == [("2026-02-03", "asked", "email")]
    assert "nothing has been committed yet" in said[0]
    (tmp_path / ".git" / "HEAD").unlink()
    with pytest.raises(GitError, match="no Git repository that can be read"):
        told(tmp_path)


def test_a_note_that_was_never_committed(repo: Repo) -> None:
    repo.commit({"a.md": "a"}, "2026-01-01")
    repo.write({ADA: contact("role: analyst", "outreach:", "  - 2026-02-03 email")})
    found, said = told(repo.path)
    assert (lines(found), said, found.read) == ([("2026-02-03", "asked", "email")], [], "")


def test_where_a_shallow_clone_begins_nothing_began(repo: Repo, tmp_path: Path) -> None:
    for number in range(4):
        repo.commit({ADA: contact(f"role: {number}")}, f"2026-01-0{number + 1}")
    repo.git("clone", "-q", "--depth=2", f"file://{repo.path}", str(tmp_path / "shallow"), extra={"GIT_ALLOW_PROTOCOL": "file"})
    assert lines(told(tmp_path / "shallow")[0]) == [("2026-01-04", "moved", "role: 2 → 3")]


def test_in_a_folder_of_its_repository_a_note_from_outside_began_when_it_came(repo: Repo) -> None:
    repo.commit({"old/Ada Okafor.md": contact("role: analyst"), f"vault/{ADA}": contact("role: other", body="Nothing alike at all.\n")}, "2026-01-01")
    repo.commit({f"vault/{ADA}": None}, "2026-01-02")
    repo.git("mv", "old/Ada Okafor.md", f"vault/{ADA.replace('contacts/', '')}")
    repo.commit({}, "2026-01-03")
    assert lines(told(repo.path / "vault")[0]) == [("2026-01-03", "begun", "analyst")]


def test_somebody_without_a_note(repo: Repo) -> None:
    repo.commit({"interviews/x.md": '---\ntype: interview\ncontact: "[[Chloe Marsh]]"\ndate: 2026-03-02\noutcome: held\n---\n- x\n'}, "2026-03-02")
    found, _ = told(repo.path, "chloe")
    assert lines(found) == [("2026-03-02", "talk", "1 point"), ("2026-03-02", "said", "under no theme: 1 point")]
    assert found.path == ""
    with pytest.raises(NoFieldError, match="Chloe Marsh has no note of their own"):
        told(repo.path, "chloe", "role")
    with pytest.raises(NobodyError):
        told(repo.path, "nobody")


def test_it_is_safe_to_show(repo: Repo) -> None:
    repo.commit({ADA: contact("role: analyst")}, "2026-01-01", who=("Ev\x1b[31mil `x` [[y]]", "e@x.example"))
    repo.commit({ADA: contact("role: '<script> #tag [[z]] \\e[0m'", "replied: 2026-01-03", "met: 2026-09-01")}, "2026-01-02")
    found, _ = told(repo.path)
    page = history_text(found, width=80, style=unstyled)
    assert "\x1b" not in page
    assert "still to come, after 2026-05-18" in page
    text = history_markdown(found)
    assert "\x1b" not in text
    assert "\\<script>" in text
    assert "\\#tag" in text
    document = history_document(found)
    assert [row["ahead"] for row in document["happened"]] == [False, False, False, True]  # type: ignore[attr-defined, index]
    assert document["git"] is True
