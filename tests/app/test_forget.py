"""Whoever is forgotten is gone: from the notes, from what notes-kit made of them, and from what it keeps."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from repos import Repo

from notes_kit.app.exported import EXPORTS, json_of, write_export
from notes_kit.app.forget import carry_out, plan
from notes_kit.app.report import report, write_report
from notes_kit.app.session import NobodyError, Session
from notes_kit.io.clock import now
from notes_kit.io.writer import ExternallyChangedError, NothingToUndoError, undo, write_note
from notes_kit.render.forgotten import forgotten_document, forgotten_text
from notes_kit.render.report_markdown import report_markdown

TODAY = date(2026, 5, 18)


def opened(root: Path) -> Session:
    return Session(str(root), TODAY)


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def naming(root: Path, *words: str) -> list[str]:
    return [path for path, data in everything(root).items() if any(word.encode() in data or word in path for word in words)]


def test_no_byte_of_the_vault_names_whom_it_forgot(vault_template: Path) -> None:
    session = opened(vault_template)
    write_report(str(vault_template / "Report.md"), report_markdown(report(session)))
    write_export(str(vault_template / "all.json"), json_of(session, "", redact=False), EXPORTS["json"])
    (vault_template / "contacts/Ada Okafor.sync-conflict-20260301-101500-ABCDEFG.md").write_text("---\ntype: contact\n---\nAda again\n")
    note = vault_template / "contacts/Ben Li.md"
    note.write_text("---\ntype: contact\nrole: x\n---\n")
    write_note(str(vault_template), "contacts/Ben Li.md", note.read_bytes(), b"---\ntype: contact\nsource: \"[[Ada Okafor|Ada]]\"\n---\nAda's friend, "
               b"ada.okafor@kestrelvane.example; see [[2026-03-02 Ada Okafor#Notes]] and [[Ada Okafor]].\n", now=now())  # fmt: skip
    session = opened(vault_template)
    one = plan(session, "ada", now=now())
    assert {trace.kind for trace in one.traces} == {"note", "talk", "copy", "property", "mention", "file", "cache"}
    before = everything(vault_template)
    assert naming(vault_template, "Ada Okafor")
    carry_out(session, one, now=now())
    unsure = {trace.path for trace in one.traces if "may mean" in trace.fate}
    assert set(naming(vault_template, "Ada ", "Ada'", "Okafor", "okafor@")) <= unsure
    assert note.read_text() == "---\ntype: contact\nsource:\n---\nsomebody's friend, (somebody); see a talk and somebody.\n"
    after = everything(vault_template)
    assert "Report.md" not in after
    assert "all.json" not in after
    untouched = set(before) - {trace.path for trace in one.traces} - {path for path in before if path.startswith(".notes-kit")}
    assert all(after[path] == before[path] for path in untouched)
    with pytest.raises(NothingToUndoError):
        undo(str(vault_template), now=now())
    with pytest.raises(NobodyError):
        plan(opened(vault_template), "Ada Okafor", now=now())


def test_a_talk_with_others_stays_theirs(vault_template: Path) -> None:
    talk = vault_template / "interviews/2026-05-01 Panel.md"
    talk.write_text(
        '---\ntype: interview\ncontact: ["[[Ada Okafor]]", "[[Priya Raghunathan]]"]\ndate: 2026-05-01\noutcome: held\n---\n\n- Priya agreed with Ada\n'
    )
    session = opened(vault_template)
    carry_out(session, plan(session, "Ada Okafor", now=now()), now=now())
    assert (
        talk.read_text()
        == '---\ntype: interview\ncontact: ["[[Priya Raghunathan]]"]\ndate: 2026-05-01\noutcome: held\n---\n\n- Priya agreed with somebody\n'
    )


def test_a_name_that_two_people_share_is_left_to_a_person(vault_template: Path) -> None:
    (vault_template / "contacts/Ada Nwosu.md").write_text("---\ntype: contact\n---\n")
    note = vault_template / "themes/new.md"
    note.write_text("---\ntype: theme\n---\nAda said so, and Ada Nwosu did.\n")
    one = plan(opened(vault_template), "Ada Okafor", now=now())
    fates = {trace.fate for trace in one.traces if trace.path == "themes/new.md"}
    assert fates == {"may mean somebody else of that name: look at it yourself"}


def test_looking_writes_nothing_and_a_change_meanwhile_stops_it(vault_template: Path) -> None:
    session = opened(vault_template)
    session.index.close()
    shutil.rmtree(vault_template / ".notes-kit")
    before = everything(vault_template)
    one = plan(opened(vault_template), "Ada Okafor", now=now())
    assert {path: data for path, data in everything(vault_template).items() if not path.startswith(".notes-kit")} == before
    (vault_template / "contacts/Ruben Teixeira.md").write_text("changed")
    with pytest.raises(ExternallyChangedError):
        carry_out(opened(vault_template), one, now=now())
    assert (vault_template / "contacts/Ada Okafor.md").exists()


def test_what_cannot_be_reached_is_named_with_its_steps(tmp_path: Path, vault_template: Path) -> None:
    outer = Repo(tmp_path / "outer")
    inner = outer.path / "my vault"
    shutil.copytree(vault_template, inner)
    (inner / ".stversions").mkdir()
    outer.commit({})
    before = outer.git("rev-parse", "HEAD")
    session = opened(inner)
    one = plan(session, "Ada Okafor", now=now())
    steps = "\n".join(one.steps)
    assert "filter-repo --invert-paths --path 'my vault/contacts/Ada Okafor.md' --path 'my vault/interviews/2026-03-02 Ada Okafor.md'" in steps
    assert "Syncthing" in steps
    assert "Obsidian Sync" in steps
    carry_out(session, one, now=now())
    assert outer.git("rev-parse", "HEAD") == before
    assert "Ada Okafor.md" in outer.git("-c", "core.quotePath=false", "log", "--name-only", "--format=")
    shown = forgotten_text(one, lambda text, _: text)
    assert "contacts/Ada Okafor.md:1  note is deleted" in shown
    document = json.loads(json.dumps(forgotten_document(one, TODAY, written=True)))
    assert (document["contact"], document["written"], len(document["traces"])) == ("Ada Okafor", True, len(one.traces))
