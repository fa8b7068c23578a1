"""A page before a talk: what it says is in the notes, and what is written stays beside what a person wrote."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.prep import Page, prep, write_questions
from notes_kit.app.session import NobodyError, Session
from notes_kit.io.clock import now
from notes_kit.io.writer import undo
from notes_kit.render.prep import prep_document, prep_text

TODAY = date(2026, 5, 18)
TALK = "interviews/2026-05-20 Matteo Ferraris.md"


def page(root: Path, name: str = "matteo", **options: int) -> Page:
    return prep(Session(str(root), TODAY), name, **options)


def shown(one: Page) -> str:
    return prep_text(one, TODAY, width=80, style=lambda text, _: text)


def test_the_page_has_what_five_minutes_need(vault_template: Path) -> None:
    text = shown(page(vault_template))
    for words in (
        "Mr Matteo Ferraris", "Data engineer, Kestrel & Vane", "found through Ada Okafor", "Wednesday 2026-05-20, in 2 days · 12:30–12:50 · phone · I ring him",
        "be there by 12:20; not reconfirmed yet", "I am an operations analyst at a hospital", "masters-degree (3 for, 2 against, 1 both)",
        "nobody has answered it yet; fits a mid position", "Ada Okafor (led you to them)",
    ):  # fmt: skip
        assert words in text
    met = shown(page(vault_template, "ada"))
    assert "LAST TIME  2026-04-29" in met
    assert "no talk is planned yet" in met


def test_questions_are_new_spread_and_reasoned(vault_template: Path) -> None:
    found = page(vault_template, "aroha", wanted=12).prep.questions
    assert len(found) == 12
    assert Counter(one.category for one in found).keys() == {"trends", "insights", "advice", "resources", "assignments"}
    assert len({one.text for one in found}) == 12
    assert all(one.why for one in found)
    ada = {one.text for one in page(vault_template, "ada", wanted=500).prep.questions}  # the whole bank but for what she was asked
    asked = {
        one.text
        for talk in Session(str(vault_template), TODAY).vault(points=True).interviews
        if "Ada" in talk.path
        for one in talk.note.questions
        if one.asked
    }
    assert asked
    assert not ada & asked
    junior, chief = (page(vault_template, name, wanted=30).prep.questions for name in ("jonah", "helena"))
    assert {one.topic for one in junior if "fits" in one.why} != {one.topic for one in chief if "fits" in one.why}


def test_it_is_the_same_whatever_the_order_of_files(vault_template: Path, tmp_path: Path) -> None:
    want = json.dumps(prep_document(page(vault_template), TODAY))
    files = sorted(path for path in vault_template.rglob("*") if path.is_file() and ".notes-kit" not in path.parts)
    random.Random(3).shuffle(files)
    for path in files:
        copy = tmp_path / "again" / path.relative_to(vault_template)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    assert json.dumps(prep_document(page(tmp_path / "again"), TODAY)) == want


def test_writing_adds_below_what_stands_there_and_once(vault_template: Path) -> None:
    note = vault_template / TALK
    before = (
        note.read_text(encoding="utf-8").replace("- [ ] Whom would", "- [x] Whom would").replace("comparisons, not", "comparisons and stories, not")
    )
    note.write_text(before, encoding="utf-8")
    session = Session(str(vault_template), TODAY)
    dry = write_questions(session, prep(session, "matteo"), now=now(), dry_run=True)
    assert note.read_text(encoding="utf-8") == before
    assert dry.diff.count("\n+- [ ] ") == 6  # ten, of which four that were there are still to ask
    write_questions(session, prep(session, "matteo"), now=now())
    after = note.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before.splitlines()] == [line[1:] for line in dry.diff.splitlines() if line.startswith("+- ")]
    assert [line for line in before.splitlines() if line not in after] == []
    again = Session(str(vault_template), TODAY)
    write_questions(again, prep(again, "matteo"), now=now())
    assert note.read_text(encoding="utf-8").splitlines() == after
    undo(str(vault_template), now=now())
    assert note.read_text(encoding="utf-8") == before


def test_nothing_private_is_on_the_page(vault_template: Path) -> None:
    talk = vault_template / "interviews/2026-04-29 Ada Okafor.md"
    talk.write_text(
        talk.read_text(encoding="utf-8") + "\n## Private\n\n- She is about to leave xyzzy #theme/plugh\n- [ ] tell nobody xyzzy\n", encoding="utf-8"
    )
    secret = vault_template / "interviews/2026-05-02 Quiet Person.md"
    secret.write_text(
        "---\ntype: interview\ncontact: Quiet Person\ndate: 2026-05-02\noutcome: held\nconfidential: true\n---\n\n- xyzzy (+) #theme/masters-degree\n"
    )
    for name in ("ada", "matteo", "helena"):
        one = page(vault_template, name)
        assert "xyzzy" not in shown(one) + json.dumps(prep_document(one, TODAY))


def test_without_a_talk_a_bank_or_a_profile(tmp_path: Path) -> None:
    (tmp_path / "notes-kit.yaml").write_text("")
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/Eva Stone.md").write_text("---\ntype: contact\n---\n")
    one = page(tmp_path, "eva")
    assert "no talk is planned yet" in shown(one)
    assert "the bank of questions is empty" in shown(one)
    assert "no pitch yet" in shown(one)
    with pytest.raises(AskedWrongError, match="no talk with Eva Stone is planned"):
        write_questions(Session(str(tmp_path), TODAY), one, now=now())
    with pytest.raises(NobodyError):
        page(tmp_path, "nobody")
