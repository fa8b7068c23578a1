"""Every rule keeps to its scope: what it says of a unit, it says as well where nothing but that unit's scope is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import DAY, town
from rules.vaults import vault
from rules.webs import MemoryWeb, web_of

from notes_kit.model.finding import Finding
from notes_kit.model.vault import Vault
from notes_kit.parse.records import build_vault
from notes_kit.rules import RULES
from notes_kit.rules.base import Context, Rule, Shared
from notes_kit.rules.reach import Focus, inputs
from notes_kit.rules.scope import BY_PERSON, Scope, unit
from notes_kit.rules.ties import Tie

SMALL = [rule for rule in RULES if rule.scope not in (Scope.VAULT, Scope.TALLY)]


def said(rules: Iterable[Rule], whole: Vault, day: date = DAY) -> dict[tuple[str, str], set[Finding]]:
    """What rules find, by rule and unit."""
    table: dict[tuple[str, str], set[Finding]] = {}
    shared = Shared(whole, day, RULES)
    for rule in rules:
        for finding in rule.check(Context(whole, day, rule, shared)):
            table.setdefault((rule.name, unit(rule.scope, finding)), set()).add(finding)
    return table


def units(scope: Scope, whole: Vault, web: MemoryWeb) -> Iterator[tuple[str, Focus]]:
    """Every unit of a scope, with the focus that is on nothing else."""
    if scope is Scope.AHEAD:
        yield "", Focus(ahead=True)
    elif scope in BY_PERSON:
        keys = web.said([Tie.IS, Tie.MET, Tie.NAMED], whole.notes.keys())
        people = {f"?{key}": frozenset({key}) for key in keys} | {one.path: web.table[one.path].said(Tie.IS) for one in whole.contacts}
        for name, names in people.items():
            yield name, Focus(people=names) if scope is Scope.PERSON else Focus(house=names)
    else:
        for path in whole.notes:
            yield path, Focus({scope: {path}})


def strays(rules: Iterable[Rule], whole: Vault) -> list[tuple[str, str]]:
    """Rules that say something else of a unit where they see no more than its scope, with that unit."""
    web = web_of(whole)
    rules = list(rules)
    expected = said(rules, whole)
    found, seen = [], set()
    for scope in dict.fromkeys(rule.scope for rule in rules):
        own = [rule for rule in rules if rule.scope is scope]
        for name, focus in units(scope, whole, web):
            full, names = inputs(web, focus, DAY)
            small = build_vault([whole.notes[path] for path in full], whole.settings, [whole.notes[path] for path in names])
            again = said(own, small)
            seen |= {(rule.name, name) for rule in own}
            found += [(rule.name, name) for rule in own if again.get((rule.name, name)) != expected.get((rule.name, name))]
    return found + sorted(expected.keys() - seen)


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=60)
def test_no_rule_looks_further_than_it_says(number: int) -> None:
    assert strays(SMALL, vault(town(number))) == []


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=40)
def test_what_a_note_adds_to_a_count_rests_on_no_more_than_its_people_and_links(number: int) -> None:
    whole = vault(town(number))
    web = web_of(whole)
    shared = Shared(whole, DAY, RULES)
    sources = {source.name: source for rule in RULES if rule.tally for source in rule.tally.sources}
    for path in whole.notes:
        full, names = inputs(web, Focus({Scope.TALK: {path}, Scope.LINKS: {path}}), DAY)
        small = Shared(build_vault([whole.notes[one] for one in full], whole.settings, [whole.notes[one] for one in names]), DAY, RULES)
        for source in sources.values():
            assert list(source.gather(small, [path])) == list(source.gather(shared, [path]))


NARROWER = {
    "thank-you-missing": Scope.NOTE, "action-overdue": Scope.NOTE, "promise-overdue": Scope.LINKS, "not-reconfirmed": Scope.LINKS,
    "broken-link": Scope.NOTE, "ambiguous-link": Scope.NOTE, "private-leak": Scope.LINKS, "duplicate-person": Scope.NOTE, "sync-conflict": Scope.NOTE,
    "outreach-exhausted": Scope.PERSON, "orphan-interview": Scope.NOTE,
}  # fmt: skip
"""Rules to a scope that is too small for them."""


@pytest.mark.parametrize("name", NARROWER)
def test_a_scope_declared_too_small_is_noticed(name: str) -> None:
    rule = next(replace(rule, scope=NARROWER[name]) for rule in RULES if rule.name == name)
    assert any(strays([rule], vault(town(number))) for number in range(300))


def changing(rules: Iterable[Rule], whole: Vault, day: date) -> set[str]:
    """Rules that say something else on another day."""
    rules = list(rules)
    one, other = (said(rules, whole, each) for each in (DAY, day))
    return {key[0] for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


@given(st.integers(0, 2**32), st.integers(-900, 900))
@hypothesis_settings(max_examples=60)
def test_what_does_not_hang_on_the_day_is_the_same_on_any(number: int, days: int) -> None:
    assert changing([rule for rule in RULES if rule.timeless], vault(town(number)), DAY + timedelta(days=days)) == set()


def test_what_hangs_on_the_day_is_not_taken_for_timeless() -> None:
    dated = [rule for rule in RULES if not rule.timeless and rule.scope is not Scope.VAULT]
    seen: set[str] = set()
    for number in range(40):
        seen |= changing(dated, vault(town(number)), DAY + timedelta(days=40))
    assert seen >= {"future-fact", "thank-you-missing", "gone-cold", "skill-gap-unplanned"}


def test_every_rule_says_how_far_it_looks() -> None:
    unsaid = [rule.name for rule in RULES if rule.scope is Scope.VAULT]
    assert unsaid == ["waiver-stale"]
