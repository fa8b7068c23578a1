"""What holds of every answer: a queue that is calm, nobody who is written to a third time, and rungs that are climbed one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.test_monotone import TODAY, Person, Story, answered, keys, rare, stories
from rules.towns import DAY, town
from rules.vaults import ADA, TALK, contact, days, findings, held, only, talk, vault

from notes_kit.model.calm import calm
from notes_kit.model.finding import Finding
from notes_kit.model.names import plain_name
from notes_kit.model.state import Relation
from notes_kit.model.vault import Vault
from notes_kit.rules import RULES
from notes_kit.rules.base import Shared
from notes_kit.rules.driver import run

GROUP = {rule.name: rule.group for rule in RULES}
MINE = ("action-overdue", "action-undated")
"""What I promised: owed to whoever declined or was closed, too."""

APPOINTMENT = (
    "not-reconfirmed", "overlap", "buffer-short", "too-many-in-a-week", "duration-long", "place-missing", "prep-empty", "questions-missing",
    "past-unsettled",
)  # fmt: skip
"""What an agreed talk asks for: a pause calls off no talk, so these speak for whoever is paused, too."""

WRITES = (" outreach", " touch", " linkedin")
"""Events whose recording means that something was sent to somebody."""


def owed(whole: Vault, day: date = TODAY) -> list[tuple[Finding, Relation]]:
    """The duties of the next month that concern somebody with a note, with how things stand between us."""
    relations = Shared(whole, day).relations
    return [(item, relations[item.about]) for item in run(whole, day, select=("duties",), horizon=30) if item.about in relations]


def is_calm(finding: Finding, relation: Relation) -> None:
    if relation.ended:
        assert finding.rule in MINE, finding.message
    elif relation.paused:
        assert finding.rule in (*MINE, *APPOINTMENT), finding.message
    if relation.exhausted:
        assert not any(word in finding.close for word in WRITES), (finding.close, finding.message)


@given(stories)
@hypothesis_settings(max_examples=200)
def test_nobody_who_said_no_is_written_to_and_nobody_a_third_time(story: Story) -> None:
    for finding, relation in owed(vault(story.files())):
        event("ended" if relation.ended else "paused" if relation.paused else "exhausted" if relation.exhausted else "open")
        is_calm(finding, relation)


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=60)
def test_the_same_in_towns_where_stories_cross(number: int) -> None:
    for finding, relation in owed(vault(town(number)), DAY):
        is_calm(finding, relation)


def test_those_tests_see_each_kind_of_contact_owe_something() -> None:
    kinds = Counter(
        "ended" if relation.ended else "paused" if relation.paused else "exhausted" if relation.exhausted else "open"
        for number in range(40)
        for _, relation in owed(vault(town(number)), DAY)
    )
    assert min(kinds[kind] for kind in ("ended", "paused", "exhausted", "open")) > 0


NEW = "Eno Bassey"
imported = st.lists(
    st.sampled_from([
        "email: eno@home.example", "linkedin: https://linkedin.example/in/eno", "met: 2019-05-01", "last_contact: 2023-11-02", "tags: [alumni]",
        "role: Analyst", "organization: Northwind", 'source: "[[Ada Okafor]]"', "linkedin_connected: 2019-05-02", "phone: 1", "channel: email",
        "salutation: Ms", "birthday: 03-14", "relationship: former colleague", "aliases: [Eno]", "confidential: true",
    ]),
    unique_by=lambda line: line.partition(":")[0],
).map(tuple)  # fmt: skip


@given(stories, imported)
@hypothesis_settings(max_examples=100)
def test_a_freshly_imported_contact_owes_nothing(story: Story, lines: tuple[str, ...]) -> None:
    with_new = replace(story, people={**story.people, NEW: Person(known=lines)})
    found = run(vault(with_new.files()), TODAY, select=("duties",), horizon=3650)
    assert [item.message for item in found if item.contact == NEW] == []


@given(st.integers(0, 2**32))
@hypothesis_settings(max_examples=60)
def test_nobody_stands_more_than_three_times_in_the_queue(number: int) -> None:
    found = run(vault(town(number)), DAY, select=("duties",), horizon=7)
    kept, left = calm(found)
    counts = Counter(item.about or plain_name(item.contact or "") for item in kept)
    counts.pop("", None)
    assert max(counts.values(), default=0) <= 3
    assert len(kept) + left == len(found)
    assert [item for item in found if item in kept] == kept


@pytest.mark.parametrize("name", [name for name in APPOINTMENT if name not in ("overlap", "buffer-short", "too-many-in-a-week")])
def test_a_pause_calls_off_no_talk(name: str) -> None:
    day = DAY + days(-2 if name == "past-unsettled" else 1)
    body = "## Prep\n- [ ] Why?\n" if name == "questions-missing" else ""
    files = {ADA: contact(f"paused: {DAY + days(60)}"), TALK: talk(day, "duration: 60", body=body)}
    assert only(findings(files, DAY, name)).contact == "Ada Okafor"
    files[ADA] = contact(f"closed: {DAY} moved away")
    assert findings(files, DAY, name) == []


@pytest.mark.parametrize("name", ["overlap", "buffer-short"])
def test_a_pause_leaves_two_talks_as_close_as_they_are(name: str) -> None:
    second = {"overlap": "15:10", "buffer-short": "15:35"}[name]
    files = {
        ADA: contact(f"paused: {DAY + days(60)}"),
        "interviews/1.md": talk(f"{DAY + days(1)}T15:00", who="Ben Li"),
        TALK: talk(f"{DAY + days(1)}T{second}"),
    }
    assert only(findings(files, DAY, name)).contact == "Ada Okafor"


def test_a_pause_leaves_a_week_as_full_as_it_is() -> None:
    week = {f"interviews/{number}.md": talk(DAY + days(1), who=f"P{number}") for number in range(4)}
    files = {ADA: contact(f"paused: {DAY + days(60)}"), TALK: talk(DAY + days(2)), **week}
    assert only(findings(files, DAY, "too-many-in-a-week")).contact == "Ada Okafor"


@pytest.mark.parametrize("name", ["thank-you-missing", "notes-empty", "referrals-not-asked", "linkedin-not-connected", "cancelled-without-next-step"])
def test_a_pause_asks_for_nothing_else(name: str) -> None:
    files = {TALK: held(DAY - days(9)), "interviews/2.md": talk(DAY - days(9), "outcome: cancelled", who='"[[Ben Li]]"')}
    paused = {f"contacts/{who}.md": contact(f"paused: {DAY + days(60)}") for who in ("Ada Okafor", "Ben Li")}
    free = dict.fromkeys(paused, contact())
    assert len(findings({**files, **free}, DAY, name)) == 1
    assert findings({**files, **paused}, DAY, name) == []


RUNGS = {
    ("notes-empty", "takeaways-missing"): "what was said is there, and what is made of it is not",
    ("notes-empty", "next-steps-missing"): "what was said is there, and what comes of it is not",
    ("outreach-unanswered", "salutation-missing"): "whoever is written to again is to be addressed",
    ("reply-unanswered", "salutation-missing"): "whoever is met in a week is to be addressed",
    ("cancelled-without-next-step", "too-many-in-a-week"): "the new day can be in a full week",
    ("past-unsettled", "too-many-in-a-week"): "what was held counts in its week, and what may have fallen through does not",
    ("duration-long", "buffer-short"): "a shorter talk no longer overlaps the next one and still ends right before it",
}
"""Where the fact that one duty asks for puts one of the same group in its place on the same day, and why: the next rung, and no other."""


@given(stories)
@rare
@hypothesis_settings(max_examples=200)
def test_a_fact_that_is_asked_for_begins_nothing_else_of_its_group(story: Story) -> None:
    before = story.duties()
    for finding in before:
        after = answered(story, finding).duties()
        for rule in {item.rule for item in after if GROUP[item.rule] == GROUP[finding.rule]} - {finding.rule}:
            more = keys(after, rule) - keys(before, rule)
            if more:
                event(f"{finding.rule} → {rule}")
                assert (finding.rule, rule) in RUNGS, (finding.message, more)
