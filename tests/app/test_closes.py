"""What a duty tells a person to type works, and ends that duty: over the example network and over vaults made by chance."""

from __future__ import annotations

import shlex
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from app.desks import after, desk
from hypothesis import event, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.test_monotone import PEOPLE, TODAY, Person, Story, stories, talks
from rules.vaults import vault

from notes_kit.app.begin import begin_contact
from notes_kit.app.log import find_person, record
from notes_kit.app.log_contact import AlreadySaidError
from notes_kit.app.log_words import EVENTS, read_said
from notes_kit.cli.log import command as log_command
from notes_kit.cli.new import contact as contact_command
from notes_kit.cli.options import Options
from notes_kit.model.finding import Finding
from notes_kit.rules import RULES
from notes_kit.rules.base import Rule
from notes_kit.rules.driver import run

ROOT = Path(__file__).resolve().parents[2]
OF_A_TALK = ("confirmed", "held", "scheduled", "thanked")
"""Events that tell of one talk, which has to be named where there are several."""

MOST = 2
"""Commands until a duty is ended: a person's note has to be begun before a message to them can be recorded."""

Files = dict[str, str]
busy = st.builds(Story, people=st.just({name: Person() for name in PEOPLE[:3]}), talks=st.lists(talks, min_size=2, max_size=4).map(tuple))


def typed(files: Files, today: date, words: list[str]) -> Files:
    """The files after a command of `notes-kit`, read by the command line's own parser."""
    place, whole = desk(files, today), vault(files)
    if words[:2] == ["new", "contact"]:
        given = contact_command.make_context("contact", words[2:], obj=Options()).params
        facts = {key: given[key] for key in ("role", "organization", "email", "linkedin", "source", "tags")}
        begin_contact(place, whole, " ".join(given["name"]), facts, given["outreach"])
    else:
        assert words[0] == "log", words
        given = log_command.make_context("log", words[1:], obj=Options()).params
        said = read_said(EVENTS[given["event"]], given["words"], today, given["channel"])
        record(place, whole, find_person(whole, given["contact"]), said, today, given["interview"])
    return after(files, place)


def duties(files: Files, today: date) -> list[Finding]:
    return run(vault(files), today, select=("duties",))


def about(finding: Finding) -> tuple[str, str, str | None]:
    """Which duty it is: of its rule, for its person, and of its talk where one talk is meant."""
    words = finding.close.split()
    return finding.rule, finding.path if set(OF_A_TALK) & set(words) else "", finding.contact


def command_of(finding: Finding) -> list[str]:
    """The words to type."""
    return shlex.split(finding.close)[1:]


def check(files: Files, finding: Finding, today: date) -> int:
    """Type what the duty says until it is gone; returns how often."""
    before = duties(files, today)
    count = 0
    while about(finding) in map(about, duties(files, today)):
        assert count < MOST, f"{finding.close} does not end {finding.rule}: {finding.message}"
        count += 1
        again = next(item for item in duties(files, today) if about(item) == about(finding))
        files = typed(files, today, command_of(again))
    now = duties(files, today)
    kinds = [Counter(about(item) for item in found if item.rule == finding.rule) for found in (before, now)]
    assert kinds[1] <= kinds[0] - Counter([about(finding)]), (finding.close, before, now)
    return count


def test_every_command_that_the_example_network_is_told_works() -> None:
    files = {
        path.relative_to(ROOT / "vault-template").as_posix(): path.read_text(encoding="utf-8")
        for folder in ("contacts", "interviews", "organizations", "themes")
        for path in (ROOT / "vault-template" / folder).glob("*.md")
    }
    today = date(2026, 5, 18)
    told = [item for item in duties(files, today) if item.close.startswith("notes-kit ")]
    assert len({item.rule for item in told}) >= 6
    for finding in told:
        assert check(files, finding, today) == (2 if finding.close.startswith("notes-kit new ") else 1)


def commands() -> list[tuple[Rule, Files, Finding]]:
    """Each rule's own bad example in which it tells what to type."""
    out = []
    for rule in RULES:
        files = {path: text for path, text in rule.bad.files.items() if isinstance(text, str)}
        found = run(vault(files), rule.bad.today, select=(rule.name,)) if len(files) == len(rule.bad.files) else []
        out += [(rule, files, item) for item in found if item.close.startswith("notes-kit ")]
    return out


@pytest.mark.parametrize(("rule", "files", "finding"), commands(), ids=lambda value: value.name if isinstance(value, Rule) else "")
def test_every_command_that_a_rules_own_example_is_told_works(rule: Rule, files: Files, finding: Finding) -> None:
    assert check(files, finding, rule.bad.today) <= MOST


@given(stories | busy)
@hypothesis_settings(max_examples=200)
def test_what_a_duty_says_to_type_ends_it_and_begins_no_other_of_its_rule(story: Story) -> None:
    files = {path: text for path, text in story.files().items() if isinstance(text, str)}
    told = [item for item in duties(files, TODAY) if item.close.startswith("notes-kit ")]
    for finding in told:
        event(finding.rule)
        check(files, finding, TODAY)


@given(stories | busy)
@hypothesis_settings(max_examples=100)
def test_typed_twice_it_is_written_once(story: Story) -> None:
    files = {path: text for path, text in story.files().items() if isinstance(text, str)}
    told = [item for item in duties(files, TODAY) if item.close.startswith("notes-kit log ")]
    for finding in told:
        words = command_of(finding)
        once = typed(files, TODAY, words)
        assert once != files
        try:
            typed(once, TODAY, words)
        except AlreadySaidError:
            event(finding.rule)
        else:
            raise AssertionError(f"{words} was written twice")
