"""Stop rules: over vaults made by chance, neither `due` nor `draft` ever leads to a third message, a nudge after a no, or thanks that want something."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import event, given
from hypothesis import settings as hypothesis_settings
from rules.test_monotone import TODAY, Story, stories
from rules.vaults import ADA, TALK, Files, vault

from notes_kit.model.finding import Kind as FindingKind
from notes_kit.model.letters import Kind
from notes_kit.model.state import ENOUGH, Relation, relations
from notes_kit.model.vault import Vault
from notes_kit.rules.driver import run
from notes_kit.rules.stops import Stop, out_of_turn, stop, worth_knowing

WRITING = re.compile(r"notes-kit log .* (?:outreach|touch)\b")
DAY = date(2026, 3, 10)


def contacts(story: Story) -> tuple[Vault, list[Relation]]:
    made = vault(story.files())
    return made, list(relations(made, TODAY).values())


@given(stories)
@hypothesis_settings(max_examples=120)
def test_what_due_offers_is_never_a_message_too_many(story: Story) -> None:
    made, people = contacts(story)
    table = {one.contact.path: one for one in people}
    for finding in run(made, TODAY, select=("duties",), horizon=30):
        person = table.get(finding.about)
        if person is None or finding.kind is not FindingKind.DUTY or not WRITING.search(finding.close):
            continue
        event(finding.rule)
        assert not person.quiet, finding.message
        assert len(person.unanswered) < ENOUGH, finding.message


@given(stories)
@hypothesis_settings(max_examples=120)
def test_no_draft_is_a_message_too_many(story: Story) -> None:
    made, people = contacts(story)
    for person in people:
        for kind in Kind:
            stopped = stop(made, person, kind, TODAY)
            if stopped is None:
                assert kind is Kind.CONFIRM or not person.paused
                assert kind is Kind.THANK_YOU or not person.ended
                assert kind in (Kind.THANK_YOU, Kind.CONFIRM) or len(person.unanswered) < ENOUGH
                assert worth_knowing(made, person, kind, TODAY) or not (kind.asks and person.unanswered)
            else:
                event(stopped.why.split(" ", 2)[2][:12])
                assert person.quiet or len(person.unanswered) >= ENOUGH, "nobody else is refused"
                assert stopped.path == person.contact.path
                assert not re.search(r"notes-kit (?:draft|log \S+ outreach)", stopped.instead)
            assert isinstance(out_of_turn(person, kind), str)


def one(files: Files, kind: Kind) -> Stop | None:
    made = vault(files)
    return stop(made, relations(made, DAY)[ADA], kind, DAY)


def contact(*facts: str) -> str:
    return "\n".join(["---", "type: contact", "name: Ada Okafor", *facts, "---", ""])


HELD = "---\ntype: interview\ncontact: '[[Ada Okafor]]'\ndate: 2026-03-02\noutcome: held\n---\n"


@pytest.mark.parametrize(
    ("facts", "line", "words"),
    [
        (["declined: 2026-03-05"], 4, "said no on 2026-03-05"),
        (["closed: 2026-03-05 moved to Porto"], 4, "was closed on 2026-03-05: “moved to Porto”"),
        (["paused: 2026-06-01"], 4, "is paused until 2026-06-01"),
        (["outreach: [2026-02-01 email, 2026-02-10 email]"], 4, "has not answered two messages, the last of 2026-02-10"),
        (["outreach:", "  - 2026-02-01 email", "  - 2026-02-10 email", "  - 2026-02-20 email"], 7, "has not answered 3 messages"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.OUTREACH, Kind.FOLLOW_UP, Kind.REFERRAL_INTRO, Kind.KEEP_IN_TOUCH, Kind.REPORT_BACK])
def test_a_refusal_says_what_the_notes_say_and_where(facts: list[str], line: int, words: str, kind: Kind) -> None:
    stopped = one({ADA: contact(*facts)}, kind)
    assert stopped is not None
    assert words in stopped.why
    assert stopped.place.line == line
    assert stopped.instead
    assert stopped.words == f"{stopped.why} ({ADA}:{line}): {stopped.instead}"


def test_a_refusal_names_the_other_ways() -> None:
    other = "---\ntype: contact\nname: Ben Li\norganization: Northwind\n---\n"
    facts = ["organization: Northwind", "phone: '0123'", "outreach: [2026-02-01 email, 2026-02-10 email]"]
    stopped = one({ADA: contact(*facts), "contacts/Ben Li.md": other}, Kind.OUTREACH)
    assert stopped is not None
    assert "ring them once, turn to Ben Li instead, or let it go" in stopped.instead
    assert 'notes-kit log "Ada Okafor" replied' in stopped.instead


def test_what_lies_ahead_has_not_happened() -> None:
    assert one({ADA: contact("declined: 2026-03-11", "outreach: [2026-02-01 email, 2026-03-11 email]")}, Kind.OUTREACH) is None
    assert one({ADA: contact("paused: 2026-03-10")}, Kind.OUTREACH) is None


def test_thanks_are_owed_whatever_came_after_but_for_a_pause() -> None:
    for fact in ("declined: 2026-03-05", "closed: 2026-03-05 moved"):
        assert one({ADA: contact(fact), TALK: HELD}, Kind.THANK_YOU) is None
        assert one({ADA: contact(fact), TALK: HELD}, Kind.REPORT_BACK) is not None
    assert one({ADA: contact("paused: 2026-06-01"), TALK: HELD}, Kind.THANK_YOU) is not None
    assert one({ADA: contact("paused: 2026-06-01")}, Kind.CONFIRM) is None, "a pause calls off no talk"
    assert one({ADA: contact("declined: 2026-03-05")}, Kind.CONFIRM) is not None


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        ([], Kind.FOLLOW_UP, "draft outreach"),
        (["outreach: 2026-03-01 email", "replied: 2026-03-02"], Kind.FOLLOW_UP, "has answered"),
        ([], Kind.CONFIRM, "no talk with Ada Okafor is ahead"),
        ([], Kind.THANK_YOU, "no talk with Ada Okafor has been held"),
        ([], Kind.REPORT_BACK, "no talk with Ada Okafor has been held"),
        ([], Kind.KEEP_IN_TOUCH, "have not been in touch yet"),
        ([], Kind.OUTREACH, ""),
        (["outreach: 2026-03-01 email"], Kind.FOLLOW_UP, ""),
    ],
)
def test_what_makes_no_sense_yet_says_what_does(facts: list[str], kind: Kind, words: str) -> None:
    made = vault({ADA: contact(*facts)})
    said = out_of_turn(relations(made, DAY)[ADA], kind)
    assert (words in said) if words else said == ""


def test_a_second_message_that_is_early_is_told_so() -> None:
    made = vault({ADA: contact("outreach: 2026-03-05 email")})
    said = worth_knowing(made, relations(made, DAY)[ADA], Kind.FOLLOW_UP, DAY)
    assert (
        said
        == "Ada Okafor has not answered your e-mail of 2026-03-05 (5 days ago): this is the second message, and the last; give them until 2026-03-12"
    )
    assert worth_knowing(made, relations(made, DAY)[ADA], Kind.FOLLOW_UP, date(2026, 3, 12)).endswith("and the last")


@pytest.mark.parametrize(
    ("settings", "fact", "day"),
    [
        ("rules: {outreach-unanswered: {due: 9}}", "tags: [vip]", "2026-03-14"),
        ("business_days: true\nholidays: [2026-03-13]", "tags: [vip]", "2026-03-17"),
        ("tiers: {vip: {outreach-unanswered: {due: 12}}}", "tags: [vip]", "2026-03-17"),
        ("tiers: {vip: {outreach-unanswered: {due: 12}}}", "thresholds: [outreach-unanswered due 20]", "2026-03-25"),
    ],
)
def test_how_long_to_wait_is_what_the_duty_waits(settings: str, fact: str, day: str) -> None:
    made = vault({ADA: contact("outreach: 2026-03-05 email", fact), "notes-kit.yaml": settings})
    assert worth_knowing(made, relations(made, DAY)[ADA], Kind.FOLLOW_UP, DAY).endswith(f"; give them until {day}")
    assert str(run(made, DAY, select=("outreach-unanswered",), horizon=30)[0].due) == day
