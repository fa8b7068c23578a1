"""After any change, what is judged anew beside what was kept is what the rules say of the whole vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from app.places import Place
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import PATHS, saved

from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.app.verdicts import Verdicts
from notes_kit.model.finding import Finding
from notes_kit.rules import RULES
from notes_kit.rules.base import Context, Rule
from notes_kit.rules.driver import crashed, run

QUESTIONS: tuple[dict[str, object], ...] = (
    {}, {"horizon": 400}, {"horizon": 14, "with_waived": True}, {"select": ["thank-you-missing", "NK5", "waiver-stale"]}, {"ignore": ["duties"]},
)  # fmt: skip


def differing(kept: list[Finding], fresh: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    return [item for item in kept if item not in fresh], [item for item in fresh if item not in kept]


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=12)
def test_after_any_changes_the_answer_is_that_of_all_rules_over_all_notes(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    place = Place(tmp_path_factory.getbasetemp() / "place", number)
    done: list[str] = []
    for step in range(8):
        question = QUESTIONS[(number + step) % len(QUESTIONS)]
        kept, fresh = place.kept(**question), place.fresh(**question)
        assert kept == fresh, (done, differing(kept, fresh))
        done.append(place.step())


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=10)
def test_unsaved_notes_are_answered_for_and_leave_nothing_behind(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    place = Place(tmp_path_factory.getbasetemp() / "unsaved", number)
    for step in range(4):
        before = place.kept(horizon=400)
        session, fresh = place.session(), Session(str(place.root), place.today, memory=True)
        for path in place.chance.sample(sorted(PATHS), 1 + step % 2):
            text = saved(place.chance, path).encode()
            for one in (session, fresh):
                one.overlays[path] = text
        assert list(lint(session, horizon=400).findings) == run(fresh.vault(points=False), place.today, horizon=400)
        session.close()
        assert place.kept(horizon=400) == before == place.fresh(horizon=400)
        place.step()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A town with much in it, asked once."""
    place = Place(tmp_path / "vault", 11)
    assert len(place.kept()) > 20
    return place


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which way findings are worked out from here on: of the whole vault, of a change, or of a new day."""
    told: list[str] = []
    for name in ("whole", "change", "day"):
        own = getattr(Verdicts, name)
        monkeypatch.setattr(Verdicts, name, lambda self, *paths, own=own, name=name: [told.append(name), own(self, *paths)][1])
    return told


def test_nothing_is_judged_twice(place: Place, runs: list[str]) -> None:
    first = place.kept()
    assert (place.kept(), runs) == (first, [])
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    second = place.kept()
    assert (place.kept(horizon=400) != second, place.kept(), runs) == (True, second, ["change"])


@pytest.mark.parametrize("days", [-400, -1, 1, 30])
def test_on_another_day_no_more_is_judged_than_what_hangs_on_it(place: Place, runs: list[str], days: int) -> None:
    place.today += timedelta(days=days)
    assert place.kept(horizon=400) == place.fresh(horizon=400)
    assert runs == ["day"]
    place.today -= timedelta(days=2 * days)
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    assert place.kept() == place.fresh()
    assert runs == ["day", "change", "day"]


@pytest.mark.parametrize("what", ["settings", "rules"])
def test_what_all_findings_rest_on_has_all_judged_anew(place: Place, runs: list[str], what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "settings":
        place.write("notes-kit.yaml", "keep_in_touch: 3d\n")
    else:
        monkeypatch.setattr("notes_kit.io.files.code_stamp", lambda: 1)
    assert place.kept() == place.fresh()
    assert runs == ["whole"]


def test_a_great_change_has_all_judged_anew(place: Place, runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notes_kit.app.judging.ALL_FROM", 3)
    for path in place.notes()[:3]:
        place.write(path, "Nothing to see here.\n")
    assert place.kept() == place.fresh()
    assert runs == ["whole"]


@pytest.mark.parametrize("damage", ["UPDATE findings SET finding = '[]'", "UPDATE tied SET day = 'x'", "DROP TABLE ties"])
def test_damage_to_what_is_kept_is_mended_on_the_way(place: Place, damage: str) -> None:
    session = place.session()
    session.index.db.execute(damage)
    session.close()
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    assert place.kept() == place.fresh()


def test_while_another_process_writes_the_rules_are_asked_themselves(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notes_kit.store.database.BUSY_SECONDS", 0)
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    session, other = place.session(), place.session()
    session.index, other.index  # noqa: B018 - both see the change
    other.index.begin()
    assert list(lint(session).findings) == place.fresh()
    other.index.give_up()
    assert list(lint(session).findings) == place.fresh()


def breaking(rule: Rule, word: str) -> Rule:
    """The rule, but it breaks where a note's path holds the word."""

    def check(context: Context) -> Iterable[Finding]:
        if any(word in path for path in context.vault.notes):
            raise KeyError(word)
        return rule.check(context)

    return replace(rule, check=check)


def test_a_rule_that_breaks_is_told_each_time_and_nothing_of_it_is_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tuple(breaking(rule, "Broken") if rule.name == "gone-cold" else rule for rule in RULES)
    monkeypatch.setattr("notes_kit.app.verdicts.OTHERS", tuple(rule for rule in rules if rule.name != "waiver-stale"))
    monkeypatch.setattr("notes_kit.rules.driver.run", lambda *args, **more: run(*args, **{"rules": rules, **more}))
    place.write("contacts/Broken.md", "---\ntype: contact\n---\n")
    for _ in range(2):
        session = place.session()
        found = lint(session)
        assert (found.crashed, crashed(found.findings)) == (True, True)
        session.close()
    place.remove("contacts/Broken.md")
    assert place.kept() == place.fresh()
