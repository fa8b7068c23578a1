"""What a watch knows after any steps is what all rules say of all notes, whoever judged in between; and it is read back only where it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from app.places import Place
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import PATHS, saved

from notes_kit.app.session import Hinted, Session
from notes_kit.app.standing import Standing, by_name, stand
from notes_kit.app.watch import AHEAD, Round, watch
from notes_kit.io.watch import Hint
from notes_kit.model.finding import Finding
from notes_kit.rules import RULES
from notes_kit.rules.base import Context, Rule
from notes_kit.store.answers import unpack_each


def asked(place: Place) -> dict[object, Finding]:
    """All rules over all notes, by name."""
    return {**by_name((item.identity, item) for item in place.fresh(horizon=AHEAD))}


class Beside:
    """Hints of a vault that is changed at every wait, now and then with another notes-kit that indexes or judges it first."""

    def __init__(self, place: Place, steps: int) -> None:
        self.place, self.left, self.done = place, steps, list[str]()

    @property
    def stopped(self) -> bool:
        return self.left < 0

    def renew(self) -> bool:
        return False

    def wait(self, seconds: float) -> Hint | None:
        if seconds < 1:  # a second look at what vanished or shrank
            return None
        self.left -= 1
        if self.left < 0:
            return None
        before = {path: self.text(path) for path in self.place.notes()}
        self.done.append(self.place.step())
        after = {path: self.text(path) for path in self.place.notes()}
        other = self.place.chance.choice(["nobody", "nobody", "index", "lint"])
        self.done.append(f"then {other}")
        if other == "index":
            session = self.place.session()
            session.index.close()
        elif other == "lint":
            self.place.kept()
        paths = frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        return Hint(paths) if self.place.chance.random() < 0.7 else None

    def text(self, path: str) -> str:
        file = self.place.root / path
        return "" if file.is_symlink() else file.read_text(encoding="utf-8")


def rounds(place: Place, hints: Beside) -> Iterator[Round]:
    def opened(hinted: Hinted | None) -> Session:
        session = place.session()
        session.hinted = hinted
        return session

    return watch(opened, hints)


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=8)
def test_news_added_up_are_what_all_rules_say(tmp_path_factory: pytest.TempPathFactory, number: int) -> None:
    place = Place(tmp_path_factory.getbasetemp() / "standing", number)
    hints = Beside(place, 12)
    sum_of_news: Counter[object] = Counter()
    notes: set[str] = set()
    for one in rounds(place, hints):
        fresh = asked(place)
        gone, new = (Counter(item.identity for item in items) for items in (one.gone, one.new))
        assert not gone & new, hints.done
        assert gone <= sum_of_news, hints.done
        sum_of_news += new - gone
        sum_of_news -= gone
        assert sum_of_news == Counter(item.identity for item in fresh.values()), hints.done
        assert fresh.keys() == one.found.keys(), hints.done
        assert set(one.found.values()) == set(fresh.values()), hints.done
        if one.first:
            notes = set(one.session.scan.files)
        else:
            assert notes.isdisjoint(one.changes.added), hints.done
            assert notes.issuperset({*one.changes.changed, *one.changes.removed}), hints.done
            notes = (notes | set(one.changes.added)) - set(one.changes.removed)
    assert sum_of_news == Counter(item.identity for item in asked(place).values()), hints.done  # a round that was silent had nothing to tell


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "vault", 11)


def looked(place: Place, before: Standing) -> Standing:
    session = place.session()
    try:
        return stand(session, before, horizon=AHEAD)
    finally:
        session.close()


def test_only_what_is_not_known_is_read_back(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(texts: Sequence[str]) -> list[Finding]:
        read.append(len(texts))
        return unpack_each(texts)

    monkeypatch.setattr("notes_kit.app.standing.unpack_each", counted)
    first = looked(place, Standing())
    assert sum(read) == len(first.rows) > 20
    read.clear()
    again = looked(place, first)
    assert (again.found, again.rows, again.new, again.gone) == (first.found, first.rows, (), ())
    assert read == []
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    second = looked(place, first)
    assert 0 < sum(read) < len(second.rows)
    assert second.found == asked(place)


@pytest.mark.parametrize("lost", ["the index", "a row"])
def test_what_is_lost_or_damaged_is_made_anew(place: Place, lost: str) -> None:
    first = looked(place, Standing())
    session = place.session()
    if lost == "a row":
        session.index.db.execute("UPDATE findings SET crc = crc + 1 WHERE id = (SELECT max(id) FROM findings WHERE off = 0)")
    session.close()
    if lost == "the index":
        (place.root / ".notes-kit" / "index.db").unlink()
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    assert looked(place, first).found == asked(place)


def test_where_a_rule_breaks_all_are_asked_and_whole_sets_compared(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    first = looked(place, Standing())

    def broken(_: Context) -> list[Finding]:
        raise RuntimeError("no")

    rule: Rule = next(one for one in RULES if one.name == "thank-you-missing")
    monkeypatch.setattr("notes_kit.app.verdicts.OTHERS", (replace(rule, check=broken),))
    place.write("contacts/Ben Li.md", saved(place.chance, "contacts/Ben Li.md"))
    second = looked(place, first)
    assert (second.found, second.rows) == (asked(place), {})
    monkeypatch.undo()
    third = looked(place, second)
    assert third.found == second.found
    assert (third.new, third.gone) == ((), ())
    assert third.rows


def test_a_finding_whose_line_moved_is_the_same_and_is_shown_where_it_stands(place: Place) -> None:
    first = looked(place, Standing())
    path = next(item.path for item in first.found.values() if item.path in PATHS and item.place.line > 5)
    text = (place.root / path).read_text(encoding="utf-8")
    moved = text.replace("---\n", "---\n# a remark\n", 1)
    place.write(path, moved)
    second = looked(place, first)
    assert second.found.keys() == first.found.keys()
    assert second.found == asked(place) != first.found
    assert (second.new, second.gone) == ((), ())
