"""A session sees the disk as it is: incremental or from scratch, with an index or without, the answers are the same."""

from __future__ import annotations

import os
import random
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from notes_kit.app.lint import lint
from notes_kit.app.session import NobodyError, Session, find_contact

TODAY = date(2026, 5, 18)


def session(root: Path, **options: object) -> Session:
    return Session(str(root), TODAY, clock_ns=time.time_ns, **options)


def rows(root: Path) -> list[tuple[object, ...]]:
    one = session(root)
    found = sorted(one.index.db.execute("SELECT path, type, hash, size, facts, body, faults FROM notes"))
    one.index.close()
    return found


def test_a_second_look_finds_nothing_new(vault_template: Path) -> None:
    first = session(vault_template).changes
    assert len(first.added) == first.total > 40
    assert not session(vault_template).changes.any


def test_a_save_is_seen_even_with_the_same_size_and_time(vault_template: Path) -> None:
    session(vault_template).changes  # noqa: B018 - indexes
    note = vault_template / "contacts/Ada Okafor.md"
    stat = note.stat()
    text = note.read_text()
    note.write_text(text.replace("Ada", "Eda"))
    os.utime(note, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert session(vault_template).changes.changed == ("contacts/Ada Okafor.md",)


def test_a_touched_file_with_the_same_bytes_is_no_change(vault_template: Path) -> None:
    session(vault_template).changes  # noqa: B018 - indexes
    os.utime(vault_template / "contacts/Ada Okafor.md", (1, 1))
    assert not session(vault_template).changes.any


def test_after_a_day_of_changes_the_index_equals_one_from_scratch(vault_template: Path) -> None:
    chance = random.Random(3)
    for step in range(25):
        notes = sorted(vault_template.rglob("contacts/*.md"))
        one = chance.choice(notes)
        match step % 5:
            case 0:
                one.rename(one.with_name(f"moved {step}.md"))
            case 1:
                one.unlink()
            case 2:
                (vault_template / f"contacts/New {step}.md").write_text(f"---\nname: New {step}\n---\n")
            case 3:
                one.write_bytes(one.read_bytes() + b"\nmore\n")
            case 4:
                shutil.copytree(vault_template / "interviews", vault_template / f"copy {step}")
        incremental = rows(vault_template)
    shutil.rmtree(vault_template / ".notes-kit")
    assert rows(vault_template) == incremental


@pytest.mark.parametrize("way", ["disk", "read-only folder", "no index"])
def test_findings_are_the_same_with_or_without_an_index(vault_template: Path, way: str) -> None:
    expected = lint(session(vault_template)).findings
    shutil.rmtree(vault_template / ".notes-kit")
    said: list[str] = []
    if way == "read-only folder":
        (vault_template / ".notes-kit").write_text("a file stands in the way")
    one = session(vault_template, say=said.append, memory=way == "no index")
    assert lint(one).findings == expected
    assert bool(said) == (way == "read-only folder")


def test_an_unreadable_note_is_told_and_hides_no_other(vault_template: Path) -> None:
    (vault_template / "contacts/out.md").symlink_to("/etc/hostname")
    found = lint(session(vault_template), select=["unreadable"]).findings
    assert [(item.rule, item.path) for item in found] == [("unreadable", "contacts/out.md")]


def test_a_huge_note_is_listed_with_its_properties_and_its_text_left_alone(tmp_path: Path) -> None:
    with (tmp_path / "big.md").open("wb") as stream:
        stream.write(b"---\ntype: contact\nname: Big\n---\n")
        stream.seek(50_000_000)
        stream.write(b"x")
    one = session(tmp_path)
    (note,) = one.notes(points=True)
    assert (note.type, [fault.rule for fault in note.faults]) == ("contact", ["too-large"])


def test_a_large_vault_is_read_by_several_processes_like_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(f"---\ntype: contact\nname: P {number}\n---\n- a point #tag{number}x\n")
    alone = rows(tmp_path)
    shutil.rmtree(tmp_path / ".notes-kit")
    monkeypatch.setattr("notes_kit.app.indexing.PARALLEL_FROM", 10)
    monkeypatch.setattr("notes_kit.app.indexing.CHUNK", 7)
    monkeypatch.setattr("notes_kit.io.workers.cores", lambda: 2)
    assert rows(tmp_path) == alone


def test_a_damaged_row_is_repaired_on_the_way(vault_template: Path) -> None:
    one = session(vault_template)
    expected = one.notes(points=True)
    one.index.db.execute("UPDATE notes SET body = replace(body, 'the', 'teh')")
    one.index.close()
    said: list[str] = []
    again = session(vault_template, say=said.append)
    assert again.notes(points=True) == expected
    assert said == ["the index was damaged; building it anew"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ada Okafor", "Ada Okafor"),
        ("ada", "Ada Okafor"),
        ("OKAFOR", "Ada Okafor"),
        ("contacts/Ada Okafor.md", "Ada Okafor"),
        ("tomas", "Tomáš Dvořák"),
        ("dvorak tomas", "Tomáš Dvořák"),
    ],
)
def test_people_are_named_as_a_person_would(vault_template: Path, typed: str, name: str) -> None:
    assert find_contact(session(vault_template).vault(points=False), typed).name == name


def test_nobody_and_several_are_told(tmp_path: Path) -> None:
    for name in ("Ada Okafor", "Ada Lane", "Ben Li"):
        (tmp_path / f"{name}.md").write_text("---\ntype: contact\n---\n")
    vault = session(tmp_path).vault(points=False)
    with pytest.raises(NobodyError, match=r"can be Ada Lane \(Ada Lane.md\) or Ada Okafor"):
        find_contact(vault, "ada")
    with pytest.raises(NobodyError, match="did you mean Ben Li"):
        find_contact(vault, "bem li")
    with pytest.raises(NobodyError, match="notes-kit list contacts"):
        find_contact(vault, "Zoë")


def test_settings_that_change_reading_read_every_note_again(vault_template: Path) -> None:
    before = session(vault_template).changes.total
    (vault_template / "notes-kit.yaml").write_text("headings: {Log: [Chronik]}\n")
    assert len(session(vault_template).changes.added) == before
    assert not session(vault_template).changes.any
    (vault_template / "notes-kit.yaml").write_text("headings: {Log: [Chronik]}\nexclude: [contacts]\n")
    assert {path.split("/")[0] for path in session(vault_template).changes.removed} == {"contacts"}


@pytest.mark.parametrize(("people", "said"), [(6, r"or Ada 5 \(Ada 5\.md\); say which"), (60, r"or Ada 12 \(Ada 12\.md\) or 55 others; say which")])
def test_a_name_that_half_the_vault_bears_is_answered_in_a_line(tmp_path: Path, people: int, said: str) -> None:
    for number in range(people):
        (tmp_path / f"Ada {number}.md").write_text("---\ntype: contact\n---\n")
    with pytest.raises(NobodyError, match=said) as caught:
        find_contact(session(tmp_path).vault(points=False), "ada")
    assert len(str(caught.value)) < 200
