"""What is said and written of one person is the same whether all notes are loaded for it or only those that have to do with them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import DAY, NAMES, town

from notes_kit.app.agenda import agenda
from notes_kit.app.begin import begin, begin_contact, begin_interview
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.log import Fact, log
from notes_kit.app.log_after import After, Named, Step
from notes_kit.app.log_words import EVENTS
from notes_kit.app.new import new_plain
from notes_kit.app.person import story
from notes_kit.app.session import NobodyError, Session
from notes_kit.io.template import TemplateError
from notes_kit.parse.edit import EditRefusedError
from notes_kit.render.person import Story
from notes_kit.store.index import Index
from notes_kit.store.judged import Wanted
from notes_kit.themes.codebook import theme_key

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
WHO = (*NAMES, "ada", "ao", "li", "Zoë Quist", "Goran", "emil n", "contacts/Ben Li.md", "Nobody", "", "?", "Northwind", "jose", "Li", "me")
WORDS = {"scheduled": ["fri", "15:00"], "moved": ["fri"], "closed": ["moved", "away"], "paused": ["2026-05-01"], "referral": ["Dana", "Reyes"]}
NAMED = "Ada{0} Okafor{0}"
TEMPLATES = Path(__file__).resolve().parents[2] / "vault-template" / "templates"
AFTER = After("yesterday", (Named("Farah Aziz"), Named("Li Ben"), Named("Nora Lund")), steps=(Step("send the rota", DAY),))


def answered(ask: Callable[[], object]) -> object:
    """What comes of it, a refusal in words."""
    try:
        return ask()
    except (AskedWrongError, EditRefusedError, NobodyError, OSError, TemplateError) as problem:
        return type(problem), str(problem)


def both(root: Path, number: int, today: date = DAY) -> tuple[Session, Session]:
    """A town, as a session with an index has it, and as one without."""
    shutil.rmtree(root, ignore_errors=True)
    for path, text in town(number).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    shutil.copytree(TEMPLATES, root / "templates")
    return Session(str(root), today, clock_ns=time.time_ns), Session(str(root), today, memory=True)


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=12)
def test_a_fact_is_recorded_alike(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    chance = Random(number)
    small, whole = both(tmp_path_factory.getbasetemp() / "log", number, DAY + timedelta(days=chance.choice((-20, 0, 0, 9))))
    for _ in range(4):
        who, event = chance.choice(WHO), chance.choice(sorted(EVENTS))
        fact = Fact(event, WORDS.get(event, chance.choice(([], ["yesterday"], ["write"]))))
        after = AFTER if event == "held" and chance.random() < 0.7 else None
        done = [answered(partial(log, one, who, fact, now=NOW, dry_run=True, after=after)) for one in (small, whole)]
        assert done[0] == done[1], (who, fact)
    small.close()


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=8)
def test_a_note_is_begun_alike(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    chance = Random(number)
    small, whole = both(tmp_path_factory.getbasetemp() / "new", number)
    for _ in range(4):
        who, name = chance.choice(WHO), chance.choice((*WHO, "hiring", "Hiring", "Dana Reyes (Quay)"))
        facts = {"source": chance.choice(WHO), "organization": chance.choice(("Northwind", "northwind", "Quay", "[[Ada Okafor]]"))}
        plans: list[tuple[str, Callable[..., str]]] = [
            (name, lambda desk, vault, name=name, facts=facts: begin_contact(desk, vault, name, facts)),
            (who, lambda desk, vault, who=who: begin_interview(desk, vault, who, "2026-03-20", {})),
            ("", lambda desk, vault, name=name: new_plain(desk, vault, "organization", name)),
            ("", lambda desk, vault, name=name: new_plain(desk, vault, "theme", name)),
        ]
        for said, plan in plans:
            begun = [answered(partial(begin, one, "new", plan, who=said, now=NOW, dry_run=True)) for one in (small, whole)]
            assert begun[0] == begun[1], (said, name, facts)
    small.close()


@given(st.integers(0, 2**32))
@example(545)
@hypothesis_settings(max_examples=12)
def test_a_story_is_told_alike(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    chance = Random(number)
    small, whole = both(tmp_path_factory.getbasetemp() / "show", number)
    for who in (*chance.sample(WHO, 5), "Li"):
        told = [answered(partial(story, one, who)) for one in (small, whole)]
        assert spelled(told[0]) == spelled(told[1]), who
    assert agenda(small, 60) == agenda(whole, 60)
    small.close()


def spelled(told: object) -> object:
    """A story, with its themes as they are compared: one without a note is spelled as it is most often where it is told."""
    return (
        replace(told, row=dict(told.row) | {"themes": {theme_key(name) for name in told.row["themes"]}})
        if isinstance(told, Story) and told.row
        else told
    )


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """How many notes are asked of the index at a time from here on; None for all."""
    told: list[int | None] = []
    own = Index.load
    monkeypatch.setattr(
        Index,
        "load",
        lambda self, *, points, paths=None: [told.append(None if paths is None else len(paths)), own(self, points=points, paths=paths)][1],
    )
    return told


def test_one_person_takes_few_of_many_notes(tmp_path: Path, loads: list[int | None]) -> None:
    for number in range(100):
        name, other = NAMED.format(number), NAMED.format(number + 1)
        for path, text in (
            (f"contacts/{name}.md", "---\ntype: contact\noutreach: 2026-02-01\nreplied: 2026-02-03\n---\n"),
            (f"interviews/{name}.md", f'---\ntype: interview\ncontact: "[[{name}]]"\ndate: 2026-03-13\noutcome: held\nreferrals: "[[{other}]]"\n---\n- So it is\n'),
        ):  # fmt: skip
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "notes-kit.yaml").touch()

    def session() -> Session:
        return Session(str(tmp_path), DAY, clock_ns=time.time_ns)

    assert session().kept(Wanted("2026-03-18"))
    loads.clear()
    done = log(session(), NAMED.format(7), Fact("thanked"), now=NOW)
    assert [item.rule for item in done.closed] == ["thank-you-missing"]
    assert [one.name for one in story(session(), NAMED.format(7)).named_by] == [NAMED.format(6)]
    assert None not in loads
    assert max(number for number in loads if number) < 20
    assert agenda(session(), 7) == []
    assert None not in loads
