"""On disk: what `new` and `log` write lands whole, `undo` takes it back byte for byte, and a dry run writes nothing."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from notes_kit.app.begin import begin, begin_contact
from notes_kit.app.lint import duties
from notes_kit.app.log import Fact, Logged, log
from notes_kit.app.session import Session
from notes_kit.app.undo import past, undo
from notes_kit.io.editor import NoEditorError
from notes_kit.io.template import TemplateError
from notes_kit.io.writer import NothingToUndoError, WriteError

NOW = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)
TODAY = date(2026, 5, 18)
HELENA = "contacts/Helena Brandt.md"


def session(root: Path) -> Session:
    return Session(str(root), TODAY)


def recorded(root: Path, who: str, event: str, *words: str, dry_run: bool = False) -> Logged:
    return log(session(root), who, Fact(event, words), now=NOW, dry_run=dry_run)


def begun(root: Path, name: str, **options: bool) -> str:
    return begin(session(root), f"new contact {name}", lambda desk, vault: begin_contact(desk, vault, name, {}), now=NOW, **options).path


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.md") if ".notes-kit" not in path.parts}


def test_an_evening_taken_back_step_by_step(vault_template: Path) -> None:
    states = [tree(vault_template)]
    for who, event, *words in (
        ("helena", "outreach"),
        ("farida", "thanked"),
        ("samuel", "held"),
        ("matteo", "moved", "2026-05-27", "12:30"),
        ("samuel", "done", "exercise"),
    ):
        assert recorded(vault_template, who, event, *words).lines
        states.append(tree(vault_template))
    begun(vault_template, "Chloe Marsh")
    states.append(tree(vault_template))
    assert [one.title for one in past(session(vault_template))][:2] == ["new contact Chloe Marsh", "log Samuel Adeyemi done"]
    for before in reversed(states[:-1]):
        undo(session(vault_template), now=NOW)
        assert tree(vault_template) == before
    assert all(one.taken_back for one in past(session(vault_template)))
    with pytest.raises(NothingToUndoError):
        undo(session(vault_template), now=NOW)


def test_what_was_written_is_told_with_its_place(vault_template: Path) -> None:
    done = recorded(vault_template, "helena", "outreach")
    assert [tuple(line) for line in done.lines] == [(HELENA, 14, "- 2026-05-18 linkedin")]
    assert (vault_template / HELENA).read_text(encoding="utf-8").split("\n")[13].strip() == done.lines[0].text
    assert [item.rule for item in done.closed] == ["outreach-unanswered"]
    assert all(item.rule != "outreach-unanswered" for item in done.opened)


def test_the_name_of_a_list_that_begins_is_not_told(vault_template: Path) -> None:
    (line,) = recorded(vault_template, "niamh", "touch").lines
    assert line.text == "- 2026-05-18 message"
    recorded(vault_template, "matteo", "confirmed")
    assert [one.text for one in recorded(vault_template, "matteo", "scheduled", "2026-05-27").lines] == ["date: 2026-05-27", "confirmed:"]


def test_a_reading_that_says_so_in_other_words_is_no_write(vault_template: Path) -> None:
    note = vault_template / "interviews/2026-05-20 Matteo Ferraris.md"
    note.write_text(note.read_text(encoding="utf-8").replace("date: 2026-05-20T12:30", "date: 2026-05-20T12:30:00"), encoding="utf-8")
    assert "says so already" in recorded(vault_template, "matteo", "scheduled", "2026-05-20", "12:30").already
    assert past(session(vault_template)) == []


def test_what_is_said_to_close_is_gone_for_the_next_command(vault_template: Path) -> None:
    before = {(item.rule, item.contact) for item in duties(session(vault_template))}
    for who, event in (("helena", "outreach"), ("farida", "thanked"), ("matteo", "confirmed"), ("niamh", "touch")):
        done = recorded(vault_template, who, event)
        gone = {(item.rule, item.contact) for item in done.closed}
        now = {(item.rule, item.contact) for item in duties(session(vault_template))}
        assert before - now == gone
        before = now


def test_a_dry_run_shows_and_writes_nothing(vault_template: Path) -> None:
    before = tree(vault_template)
    assert "+  - 2026-05-18 linkedin\n" in recorded(vault_template, "helena", "outreach", dry_run=True).diff
    assert begun(vault_template, "Chloe Marsh", dry_run=True) == "contacts/Chloe Marsh.md"
    recorded(vault_template, "helena", "linkedin")
    middle = tree(vault_template)
    assert "-linkedin_connected: 2026-05-18\n" in undo(session(vault_template), now=NOW, dry_run=True).diff
    assert tree(vault_template) == middle
    undo(session(vault_template), now=NOW)
    assert tree(vault_template) == before


def test_the_same_twice_is_written_once(vault_template: Path) -> None:
    recorded(vault_template, "helena", "outreach")
    before = tree(vault_template)
    again = recorded(vault_template, "helena", "outreach")
    assert again.already == f"{HELENA}:14 says so already: outreach 2026-05-18 linkedin"
    assert again.lines == ()
    assert tree(vault_template) == before
    assert len(past(session(vault_template))) == 1


def test_a_note_that_changed_since_is_not_taken_back(vault_template: Path) -> None:
    recorded(vault_template, "helena", "outreach")
    note = vault_template / HELENA
    mine = note.read_bytes() + b"\nwritten later\n"
    note.write_bytes(mine)
    with pytest.raises(WriteError, match="Helena Brandt"):
        undo(session(vault_template), now=NOW)
    assert note.read_bytes() == mine
    kept = [path.read_bytes() for path in (vault_template / ".notes-kit/backup").rglob("*.md")]
    assert any(b"2026-05-08 linkedin" in data and b"2026-05-18" not in data for data in kept)


def test_a_read_only_note_is_left_with_a_reason(vault_template: Path) -> None:
    note = vault_template / HELENA
    note.chmod(stat.S_IRUSR)
    with pytest.raises(WriteError, match="read-only"):
        recorded(vault_template, "helena", "outreach")


def test_a_template_of_the_vault_that_cannot_be_used_is_named(vault_template: Path) -> None:
    own = vault_template / "templates/Contact.md"
    own.write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError, match=r"templates/Contact.md is not UTF-8"):
        begun(vault_template, "Chloe Marsh")
    own.unlink()
    own.symlink_to("/etc/hostname")
    with pytest.raises(TemplateError, match="leads out of the vault"):
        begun(vault_template, "Chloe Marsh")
    own.unlink()
    assert begun(vault_template, "Chloe Marsh") == "contacts/Chloe Marsh.md"


def test_the_editor_is_the_persons_and_is_asked_for_before_anything_is_written(
    vault_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoEditorError, match="neither does; nothing was written"):
        begun(vault_template, "Chloe Marsh", edit=True)
    assert not (vault_template / "contacts/Chloe Marsh.md").exists()
    seen = tmp_path / "seen"
    script = tmp_path / "my editor"
    script.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{seen}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")
    begun(vault_template, "Chloe $(touch ran) Marsh", edit=True)
    assert seen.read_text() == f"--wait|{vault_template}/contacts/Chloe $(touch ran) Marsh.md|"
    assert not os.path.exists("ran")
    monkeypatch.delenv("VISUAL")
    with pytest.raises(NoEditorError, match="the note is there, but false ended with status 1"):
        begun(vault_template, "Dana Reyes", edit=True)
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    with pytest.raises(NoEditorError, match="could not be started: No such file"):
        begun(vault_template, "Eve Renner", edit=True)
    assert (vault_template / "contacts/Eve Renner.md").exists()
