"""Stories of a whole year: what is owed on each of its days is what the table of the story says, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest
from duty_stories import NAMES, Story, changed, read_story, told
from rules.test_calm_and_stop import is_calm
from rules.vaults import vault

from notes_kit.model.calm import calm
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import plain_name
from notes_kit.model.state import ENOUGH, Relation, relations
from notes_kit.rules import RULES
from notes_kit.rules.driver import run

DUTIES = {rule.name: rule for rule in RULES if rule.kind is Kind.DUTY}
story_of = cache(read_story)
each_story = pytest.mark.parametrize("name", NAMES)

NUDGE = re.compile(
    r"second message|write (?:to|back|again)|reminder|be in touch|tell them|(?:have|has) not (?:been in touch|heard)|send (?:them|her|him)|connected on"
    r"|notes-kit (?:draft|log .* (?:outreach|touch|linkedin))"
)
"""Words that lead to one more message."""


@dataclass(frozen=True)
class Day:
    """A day of a story: how things stand with everybody, and what is due within a month of it."""

    states: Mapping[str, Relation]
    month: tuple[Finding, ...]

    def due(self, by: date) -> list[Finding]:
        """What is due by a day of that month, and what has no day."""
        return [item for item in self.month if item.due is None or item.due <= by]


@cache
def played(name: str) -> Mapping[date, Day]:
    """Every day of a story, with the notes as they stand at its end."""
    story, whole, found = story_of(name), vault({}), {}
    steps = {step.day for step in story.steps}
    for day in story.days():
        if day in steps:
            whole = vault({**story.written(day)})
        found[day] = Day(relations(whole, day), tuple(run(whole, day, horizon=30)))
    return found


def on_each_day(name: str) -> dict[date, list[Finding]]:
    """What is found on every day of a story."""
    return {day: one.due(day) for day, one in played(name).items()}


def differences(story: Story, found: dict[date, list[Finding]]) -> list[str]:
    """What a table says and the notes do not, and the other way round: day, finding, and what was expected."""
    said = []
    for day in story.days():
        want, have = story.rows[day], Counter(map(told, found[day]))
        for owed in (want - have).elements():
            others = [str(other) for other in have if (other.rule, other.who) == (owed.rule, owed.who)]
            said.append(f"{day}: expected {owed}; found {' and '.join(others) or 'nothing of that rule and person'}")
        for owed in (have - want).elements():
            others = [str(other) for other in want if (other.rule, other.who) == (owed.rule, owed.who)]
            said.append(f"{day}: found {owed}; expected {' and '.join(others) or 'nothing of that rule and person'}")
    return said


@each_story
def test_every_day_is_as_the_table_says(name: str) -> None:
    wrong = differences(story_of(name), on_each_day(name))
    assert not wrong, "\n".join([f"{name} differs from its table on {len({line[:10] for line in wrong})} days:", *wrong[:60]])


def test_a_table_that_is_a_day_or_a_severity_off_is_told_so() -> None:
    story, found = story_of(NAMES[0]), on_each_day(NAMES[0])
    day = date(2024, 2, 29)
    thanks = next(item for item in found[day] if item.rule == "thank-you-missing")
    found[day] = [item for item in found[day] if item is not thanks]
    found[date(2024, 3, 1)] = [*found[date(2024, 3, 1)], thanks]
    assert differences(story, found) == [
        "2024-02-29: expected warning thank-you-missing, Rosa Keane, due 2024-02-29; found nothing of that rule and person",
        "2024-03-01: found warning thank-you-missing, Rosa Keane, due 2024-02-29; expected nothing of that rule and person",
    ]


def test_the_stories_together_exercise_every_duty() -> None:
    spoken = Counter(rule for name in NAMES for rule in story_of(name).rules())
    assert DUTIES.keys() - spoken.keys() == set()
    grown = {
        owed.rule
        for name in NAMES
        for rows in story_of(name).rows.values()
        for owed in rows
        if Severity(owed.severity).rank > DUTIES[owed.rule].severity.rank
    }
    assert {DUTIES[rule].group for rule in grown} == {DUTIES[rule].group for rule in DUTIES}, "some are let slide until they are late"


@each_story
def test_each_story_is_a_whole_year(name: str) -> None:
    story = story_of(name)
    assert (story.last - story.first).days >= 364
    assert len(story.steps) > 20
    assert {owed.who for rows in story.rows.values() for owed in rows} - {"–"}


@each_story
def test_no_day_leads_to_a_third_message_or_a_nudge_after_a_no(name: str) -> None:
    seen = Counter[str]()
    for day, one in played(name).items():
        for finding in one.month:
            state = one.states.get(finding.about)
            if state is None or finding.kind is not Kind.DUTY:
                continue
            is_calm(finding, state)
            stopped = state.quiet or len(state.unanswered) >= ENOUGH
            seen["stopped" if stopped else "open"] += 1
            seen["nudged"] += not stopped and NUDGE.search(finding.message) is not None and NUDGE.search(finding.close) is not None
            if stopped:
                words = re.sub("“[^”]*”", "", f"{finding.message}\n{finding.close if not finding.close.startswith('- [') else ''}")
                assert not NUDGE.search(words), (day, words)
    assert seen["nudged"], "those words are what leads to a message elsewhere"
    assert seen["stopped"] or name == NAMES[0]


@each_story
def test_no_day_shows_anybody_more_than_three_times(name: str) -> None:
    for day, one in played(name).items():
        found = [item for item in one.due(day + timedelta(days=7)) if item.kind is Kind.DUTY]
        kept, left = calm(found)
        counts = Counter(item.about or plain_name(item.contact or "") for item in kept)
        counts.pop("", None)
        assert max(counts.values(), default=0) <= 3, day
        assert len(kept) + left == len(found)


def test_a_diff_says_where_it_does_not_fit() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+B\n c\n", "here") == "a\nB\nc\n"
    for diff in ("-x\n+y\n", " a\n-c\n"):
        with pytest.raises(AssertionError, match="here: these lines stand in 0 places"):
            changed("a\nb\nc\n", diff, "here")
    with pytest.raises(AssertionError, match="in 2 places"):
        changed("a\na\n", "-a\n", "here")
