"""A report written earlier, held against the notes of today; and a report that is written again without losing anything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from app.opened import TODAY, opened

from notes_kit.app.report import NotAReportError, redacted_words, report, write_report
from notes_kit.app.report_check import check_report
from notes_kit.app.session import Session
from notes_kit.cli.shapes import report_words
from notes_kit.render.report_checked import Change
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_quotes import UnreadableReportError

ADA = "interviews/2026-03-02 Ada Okafor.md"
SHAPES = ("md", "html", "json")


def session(root: Path) -> Session:
    return opened(root)[0]


def write(root: Path, shape: str = "md", name: str = "Report", **narrowed: str) -> str:
    file = str(root / f"{name}.{shape}")
    write_report(file, report_words(report(session(root), **narrowed), shape))  # type: ignore[arg-type]
    return file


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text, old
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def kinds(root: Path, file: str) -> dict[Change, list[str]]:
    found: dict[Change, list[str]] = {}
    for one in check_report(session(root), file).found:
        found.setdefault(one.kind, []).append(one.path)
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_fresh_report_holds(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape)
    found = check_report(session(vault_template), file)
    assert found.found == ()
    assert found.day == TODAY.isoformat()
    assert found.quotes > 200
    assert found.sources == 45


@pytest.mark.parametrize("shape", SHAPES)
def test_a_quote_that_is_gone_is_told_with_what_stands_there_now(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape)
    change(vault_template, ADA, "Two fields before you choose one", "Three fields before you choose one")
    found = check_report(session(vault_template), file).found
    gone = [one for one in found if one.kind is Change.QUOTE]
    assert {one.path for one in gone} == {ADA}
    assert {(one.text, one.now) for one in gone} == {("Two fields before you choose one", "Three fields before you choose one")}
    assert [one.path for one in found if one.kind is Change.CHANGED] == [ADA]
    if shape == "md":
        lines = Path(file).read_text(encoding="utf-8").split("\n")
        assert all("Two fields before" in lines[one.line - 1] for one in gone)


SAME = (
    (ADA, "Two fields before you choose one", "Two *fields*   before **you** choose %% not three %% one"),
    (ADA, "## Notes\n", "## Notes\n\n\n"),
    (ADA, "Customers ask for the carbon", "[[Customers]] ask for `the carbon`"),
    ("interviews/2026-04-29 Ada Okafor.md", '"We advertise to be fair, and then we ring the people we remember."',
     "«We advertise to be fair, and then we ring the people we remember.»"),
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_marks_white_space_private_remarks_and_typographic_quotes_are_no_change_of_a_quote(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape)
    for path, old, new in SAME:
        change(vault_template, path, old, new)
    assert Change.QUOTE not in kinds(vault_template, file)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_has_become_private_no_longer_stands_there(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape)
    change(vault_template, ADA, "- Two fields before you choose one", "- %% Two fields before you choose one %%")
    assert kinds(vault_template, file)[Change.QUOTE][0] == ADA
    change(vault_template, ADA, "outcome: held", "outcome: held\nconfidential: true")
    found = kinds(vault_template, file)
    assert found[Change.GONE] == [ADA]
    assert found[Change.QUOTE].count(ADA) > 5


@pytest.mark.parametrize("shape", SHAPES)
def test_notes_that_went_and_came_are_told(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape)
    (vault_template / "contacts/Jonah Whitcombe.md").unlink()
    (vault_template / "contacts/New One.md").write_text("---\ntype: contact\n---\n", encoding="utf-8")
    new = "interviews/2026-05-16 New One.md"
    (vault_template / new).write_text('---\ntype: interview\ncontact: "[[New One]]"\ndate: 2026-05-16\noutcome: held\n---\n- A\n', encoding="utf-8")
    found = kinds(vault_template, file)
    assert found == {Change.GONE: ["contacts/Jonah Whitcombe.md"], Change.NEW: ["contacts/New One.md", new]}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_narrowed_report_is_held_against_what_it_was_narrowed_to(vault_template: Path, shape: str) -> None:
    file = write(vault_template, shape, since="2026-04-01", until="2026-04-30", where="format == 'video'")
    assert check_report(session(vault_template), file).found == ()
    change(vault_template, ADA, "Two fields", "Three fields")
    assert check_report(session(vault_template), file).found == (), "a talk of March"
    change(vault_template, "interviews/2026-04-29 Ada Okafor.md", "Put the nurse first", "Put the nurse last")
    assert set(kinds(vault_template, file)) == {Change.QUOTE, Change.CHANGED}


def test_what_a_person_quotes_in_their_own_words_is_checked_too(vault_template: Path) -> None:
    file = write(vault_template)
    text = Path(file).read_text(encoding="utf-8")
    mine = f"She said “Two fields before you choose one” and “never that at all” — [[{ADA.removesuffix('.md')}|Ada]]"
    Path(file).write_text(text.replace("%% keep overall %%\n\n", f"%% keep overall %%\n{mine}\n"), encoding="utf-8")
    found = check_report(session(vault_template), file).found
    assert [(one.kind, one.text) for one in found] == [(Change.QUOTE, "never that at all")]


def test_a_report_that_was_changed_by_hand_says_so(vault_template: Path) -> None:
    file = write(vault_template)
    change(vault_template, "Report.md", "## Themes\n", "## Themes\nMine.\n")
    assert kinds(vault_template, file) == {Change.EDITED: [""]}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.md", "# A note\n", "is no report"),
        ("a.md", "---\ntype: report\n---\n# Old\n", "does not tell what it was made from"),
        ("a.html", "<!DOCTYPE html><p>x", "is no report"),
        ("a.json", '{"version": 1}', "is no report"),
        ("a.json", '{"version": 1, "totals": {}, "sources": []}', "does not tell"),
        ("a.json", "{", "is no JSON"),
        ("a.json", "[1]", "is no report"),
        ("none.md", None, "there is no file"),
    ],
)
def test_what_cannot_be_checked_is_refused(vault_template: Path, name: str, text: str | None, words: str) -> None:
    file = vault_template / name
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableReportError, match=words):
        check_report(session(vault_template), str(file))


def test_a_redacted_report_tells_no_sources(vault_template: Path) -> None:
    opened_ = session(vault_template)
    file = vault_template / "Redacted.md"
    file.write_text(redacted_words(opened_, report(opened_), report_markdown), encoding="utf-8")
    with pytest.raises(UnreadableReportError, match="redacted"):
        check_report(session(vault_template), str(file))


def test_words_and_properties_of_ones_own_survive_the_next_report(vault_template: Path) -> None:
    file = write(vault_template)
    change(vault_template, "Report.md", "%% keep on-call %%\n\n", "%% keep on-call %%\nAsk everyone.\n")
    change(vault_template, "Report.md", "type: report\n", "type: report\ntags: [mine]\n")
    change(vault_template, ADA, "Two fields before you choose one", "Three fields before you choose one")
    write(vault_template)
    text = Path(file).read_text(encoding="utf-8")
    assert "%% keep on-call %%\nAsk everyone.\n%% /keep %%" in text
    assert "\ntags: [mine]\n---\n" in text
    assert "Three fields before you choose one" in text
    assert check_report(session(vault_template), file).found == ()
    before = Path(file).read_bytes()
    assert "up to date" in write_report(file, report_words(report(session(vault_template)), "md"))
    assert Path(file).read_bytes() == before


def test_what_was_changed_elsewhere_is_not_overwritten_unasked(vault_template: Path) -> None:
    file = write(vault_template)
    change(vault_template, "Report.md", "## Themes\n", "## Themes\nMine.\n")
    with pytest.raises(NotAReportError, match="changed by hand where nothing is kept"):
        write(vault_template)
    assert "Mine." in Path(file).read_text(encoding="utf-8")
    write_report(file, report_words(report(session(vault_template)), "md"), force=True)
    assert "Mine." not in Path(file).read_text(encoding="utf-8")


def test_a_redacted_report_does_not_take_the_place_of_ones_words(vault_template: Path) -> None:
    file = write(vault_template)
    change(vault_template, "Report.md", "%% keep on-call %%\n\n", "%% keep on-call %%\nAda says no.\n")
    opened_ = session(vault_template)
    text = redacted_words(opened_, report(opened_), report_markdown)
    with pytest.raises(NotAReportError, match="words of yours"):
        write_report(file, text)
    write_report(file, text, force=True)
    assert "Ada" not in Path(file).read_text(encoding="utf-8")


def test_one_changed_point_is_a_small_change_for_git(vault_template: Path) -> None:
    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.autocrlf=false", *words]
        return subprocess.run(command, cwd=vault_template, check=True, capture_output=True, text=True).stdout

    write(vault_template)
    git("init", "-q")
    git("add", "Report.md")
    git("commit", "-qm", "before")
    change(vault_template, ADA, "Two fields before you choose one", "Three fields before you choose one")
    write(vault_template)
    added, removed, _ = git("diff", "--numstat").split("\t")
    assert (int(added), int(removed)) == (5, 5)
    change(vault_template, ADA, "## Notes\n", "## Notes\n%% a private thought %%\n\n")
    before = (vault_template / "Report.md").read_bytes()
    write(vault_template)
    assert (vault_template / "Report.md").read_bytes() == before
