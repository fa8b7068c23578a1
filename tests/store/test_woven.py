"""What is kept of how notes hang together is what they say now, however it came about; and damage to it is noticed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import DAY, PATHS, saved, town
from rules.vaults import vault
from rules.webs import web_of

from notes_kit.rules import RULES
from notes_kit.rules.base import Shared
from notes_kit.rules.reach import ties_of
from notes_kit.rules.tally import Source
from notes_kit.rules.ties import Tie
from notes_kit.store.database import DamagedError
from notes_kit.store.index import open_index
from notes_kit.store.judged import Judged, Kept, Wanted
from notes_kit.store.woven import Woven

SOURCES: dict[str, Source] = {source.name: source for rule in RULES if rule.tally for source in rule.tally.sources}


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=15)
def test_after_changes_it_is_as_if_made_anew(number: int) -> None:
    chance, db = Random(number), open_index(None).db
    woven, files = Woven(db), dict(town(number))
    shared = Shared(vault(files), DAY, RULES)
    woven.tie(ties_of(shared.vault, RULES))
    for source in SOURCES.values():
        woven.count_all(source, shared.rows.all(source))
    for _ in range(4):
        paths = set(chance.sample(sorted(PATHS), 4))
        for path in paths:
            files.pop(path, None)
            if chance.random() < 0.7:
                files[path] = saved(chance, path)
        shared = Shared(vault(files), DAY, RULES)
        fresh = web_of(shared.vault)
        before = {name: {key: woven.rows(source, key) for key in woven.keys(source)} for name, source in SOURCES.items()}
        woven.tie({path: fresh.table.get(path) for path in paths})
        # Whom a talk names can come to mean somebody else though the talk is as it was, so all of them are counted.
        changed = {name: woven.count(source, PATHS.keys() | paths, shared.rows.all(source)) for name, source in SOURCES.items()}
        Judged(db).settle()
        assert woven.tied(PATHS) == {path: tied for path, tied in fresh.table.items() if path in PATHS}
        for kind in Tie:
            keys = fresh.said([kind], fresh.table.keys())
            assert woven.holders([kind], keys) == fresh.holders([kind], keys)
            assert woven.said([kind], fresh.table.keys()) == keys
        assert woven.ahead(DAY) == fresh.ahead(DAY)
        for name, source in SOURCES.items():
            assert set(woven.keys(source)) == set(shared.rows.keys(source))
            after = {key: woven.rows(source, key) for key in woven.keys(source)}
            for key, found in after.items():
                assert found == shared.rows.rows(source, key)
                assert set(woven.words(source, key)) == set(shared.rows.words(source, key))
            gone, came = changed[name]
            rows = [{row for found in side.values() for row in found} for side in (before[name], after)]
            assert (set(gone), set(came)) == (rows[0] - rows[1], rows[1] - rows[0])


def kept(unit: str, path: str = "a/b.md", **more: object) -> Kept:
    return Kept(unit, "gone-cold", path, "contacts/Ada.md", "2026-03-02", 0, f'["{unit} {path}"]')._replace(**more)


def said(judged: Judged, wanted: Wanted) -> list[str]:
    return sorted(text.strip('[]"') for text, _ in judged.answer(wanted))


def test_findings_are_asked_for_by_what_they_are() -> None:
    judged = open_index(None).judged
    judged.put((), [
        kept("one"), kept("two", "a/c.md", due="2026-03-09"), kept("three", "a.md", rule="broken-link", due="", person=""),
        kept("four", "ab/c.md", off=1), kept("five", "a", due=""),
    ])  # fmt: skip
    assert said(judged, Wanted("2026-03-08")) == ["five a", "one a/b.md", "three a.md"]
    assert said(judged, Wanted("2026-03-09", but=("broken-link",))) == ["five a", "one a/b.md", "two a/c.md"]
    assert said(judged, Wanted("2026-03-09", rules=("gone-cold",))) == ["five a", "four ab/c.md", "one a/b.md", "two a/c.md"]
    assert said(judged, Wanted("2026-03-09", rules=())) == []
    assert said(judged, Wanted("2026-03-09", paths=("a",))) == ["five a", "one a/b.md", "two a/c.md"]
    assert said(judged, Wanted("2026-03-09", paths=("a.md", "ab"))) == ["three a.md"]
    assert said(judged, Wanted("2026-03-09", paths=())) == []
    assert said(judged, Wanted("2026-03-09", person="contacts/Ada.md", paths=("a/b.md",))) == ["one a/b.md"]


def test_what_is_set_aside_is_told_when_asked_for() -> None:
    judged = open_index(None).judged
    judged.put((), [kept("one"), kept("two")])
    ((number, _), _) = judged.of("gone-cold", "contacts/Ada.md")
    judged.waive({number: "on leave"})
    assert said(judged, Wanted("2026-03-09")) == ["two a/b.md"]
    assert {reason for _, reason in judged.answer(Wanted("2026-03-09", waived=True))} == {"on leave", None}
    judged.waive({})
    assert len(said(judged, Wanted("2026-03-09"))) == 2


def test_findings_of_a_unit_go_together() -> None:
    judged = open_index(None).judged
    judged.put((), [kept("one"), kept("one", "c.md"), kept("two")])
    assert judged.speaking(["one", "two", "three"]) == {"one", "two"}
    judged.put(["one", "three"], [kept("one", "d.md")])
    assert said(judged, Wanted("2026-03-09")) == ["one d.md", "two a/b.md"]


@pytest.mark.parametrize("what", ["finding = replace(finding, 'one', 'eno')", "due = '2020-01-01'", "path = 'x.md'"])
def test_a_changed_bit_is_noticed(what: str) -> None:
    index = open_index(None)
    index.judged.put((), [kept("one")])
    index.db.execute(f"UPDATE findings SET {what}")
    with pytest.raises(DamagedError):
        index.judged.answer(Wanted("2026-03-09"))


def test_changed_ties_are_noticed() -> None:
    db = open_index(None).db
    Woven(db).tie(ties_of(vault(town(1)), RULES))
    db.execute("UPDATE tied SET day = '2026-03-02'")
    with pytest.raises(DamagedError):
        Woven(db).tied(PATHS)
