"""What is counted note by note is what the vault as a whole says."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.towns import DAY, town
from rules.vaults import vault

from notes_kit.model.sources import basis_of
from notes_kit.parse.skills import mine, plans
from notes_kit.rules import RULES, report_stale, skill_gap_unplanned
from notes_kit.rules.base import Shared

SKILLS = {"sql", "data modelling", "modelling", "learn", "it"}


@given(st.integers(0, 2**32), st.integers(-60, 5))
@hypothesis_settings(max_examples=40)
def test_a_report_counts_what_it_would_read(number: int, days: int) -> None:
    shared = Shared(vault(town(number)), DAY, RULES)
    then = DAY + timedelta(days=days)
    for since, until in ((None, None), (then - timedelta(days=30), None), (None, then)):
        assert report_stale.basis(shared.rows, then, since, until) == list(basis_of(shared.vault, then, since, until))


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=40)
def test_a_skill_is_planned_and_listed_alike_for_the_rule_and_for_reports(number: int) -> None:
    whole = vault(town(number))
    rows = Shared(whole, DAY, RULES).rows
    planned = plans(whole.notes.values(), SKILLS, DAY)
    assert {key for key in SKILLS if skill_gap_unplanned.planned(rows, key, DAY)} == planned.keys()
    have = rows.rows(skill_gap_unplanned.PROFILE, "")
    assert {key for key in SKILLS if skill_gap_unplanned.listed_in(have, key)} == mine(whole.of_type("profile"), SKILLS)
