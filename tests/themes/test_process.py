"""Answers by channel with how sure they are, the funnel, and who led to whom."""

from __future__ import annotations

from datetime import date

import pytest
from theme_stories import contact, merged, note, report, talk

from notes_kit.themes.process import wilson
from notes_kit.themes.report import Channel


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Newcombe 1998, table I, method 3, and R's prop.test(correct=FALSE)
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def channels(*people: dict[str, str], today: date = date(2026, 5, 18)) -> dict[str, Channel]:
    files = merged(*(contact(f"Person {number}", **facts) for number, facts in enumerate(people)))
    return {one.channel: one for one in report(files, today=today).outreach}


def test_an_answer_is_credited_to_the_latest_attempt_before_it() -> None:
    found = channels({"outreach": "[2026-02-01 email, 2026-02-08 linkedin, 2026-02-20 phone]", "replied": "2026-02-10"})
    assert {name: (one.attempts, one.people, one.replied, one.median_days) for name, one in found.items()} == {
        "email": (1, 1, 0, None),
        "linkedin": (1, 1, 1, 2.0),
        "phone": (1, 1, 0, None),
    }


def test_the_rate_is_of_people_and_not_of_messages() -> None:
    found = channels(
        {"outreach": "[2026-02-01 email, 2026-02-08 email]", "replied": "2026-02-10"},
        {"outreach": "[2026-02-01 email, 2026-02-08 email]"},
        {"outreach": "2026-02-01 email", "replied": "2026-02-07"},
        {"outreach": "2026-02-01", "replied": "2026-02-01"},
        {},
    )
    email = found["email"]
    assert (email.attempts, email.people, email.replied, email.median_days, email.expected) == (5, 3, 2, 4.0, "high")
    assert email.rate == pytest.approx(2 / 3)
    assert (email.low, email.high) == pytest.approx(wilson(2, 3))
    assert (found["other"].replied, found["other"].median_days) == (1, 0.0)


def test_what_has_not_happened_yet_counts_for_nothing() -> None:
    found = channels({"outreach": "[2026-02-01 email, 2026-06-01 phone]", "replied": "2026-06-02"})
    assert {name: one.replied for name, one in found.items()} == {"email": 0}
    assert channels({"outreach": "2026-02-05 email", "replied": "2026-02-01"})["email"].replied == 0


def test_the_funnel_counts_everybody_who_came_at_least_that_far() -> None:
    asked = {"outreach": "2026-02-01 email"}
    files = merged(
        contact("Lead"),
        contact("Asked", **asked),
        contact("Replied", **asked, replied="2026-02-02"),
        contact("Scheduled"),
        talk("Scheduled", "2026-06-01", outcome=""),
        contact("Met", **asked),
        talk("Met", "2026-03-01", "- A"),
        contact("Thanked"),
        talk("Thanked", "2026-03-01", "- A", thanked="2026-03-02"),
        contact("Kept", touches="2026-04-01 email"),
        talk("Kept", "2026-03-01", "- A", thanked="2026-03-02"),
        contact("Declined", **asked, declined="2026-02-03"),
        contact("Closed", closed="2026-04-01 moved on"),
        talk("Closed", "2026-03-01", "- A", thanked="2026-03-02"),
    )
    assert [(step.stage.value, step.people) for step in report(files).funnel] == [
        ("lead", 9), ("asked", 8), ("replied", 6), ("met", 4), ("thanked", 3), ("kept", 1),
    ]  # fmt: skip


def test_the_network_joins_what_both_sides_say() -> None:
    files = merged(
        contact("Ada Okafor", source="alumni list"),
        contact("Ben Li", source='"[[Ada Okafor]]"', outreach="2026-03-05 intro"),
        contact("Dora Quint", source='"[[Zoe Vale]]"'),
        talk("Ada Okafor", "2026-03-01", "- A", referrals='["[[Ben Li]]", "Chloe Marsh"]'),
        talk("Ben Li", "2026-06-01", referrals='["Too Early"]'),
    )
    found = report(files).network
    assert [(edge.giver, edge.named, edge.told_by, edge.stage and edge.stage.value) for edge in found.edges] == [
        ("Ada Okafor", "Ben Li", ("referral", "source"), "scheduled"),
        ("Ada Okafor", "Chloe Marsh", ("referral",), None),
        ("Zoe Vale", "Dora Quint", ("source",), "lead"),
    ]
    assert (found.edges[0].path, found.edges[0].line) == ("interviews/2026-03-01 Ada Okafor.md", 6)
    assert [(row.name, row.person, row.named, row.asked, row.met) for row in found.yields] == [
        ("alumni list", False, 1, 1, 1),
        ("Ada Okafor", True, 2, 1, 0),
        ("Zoe Vale", True, 1, 0, 0),
    ]


def test_a_note_that_is_no_person_is_a_source_in_words() -> None:
    files = merged(contact("Ada Okafor", source='"[[Data evening]]"'), {"Data evening.md": note("")})
    found = report(files).network
    assert (found.edges, [(row.name, row.person) for row in found.yields]) == ((), [("Data evening", False)])
