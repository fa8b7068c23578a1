"""How findings speak: numbers of days, days seen from today, names, quotations and words of a command line."""

from __future__ import annotations

import shlex
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.people import Event
from notes_kit.model.text import TOP
from notes_kit.rules.words import LONGEST, attempt, distance, lateness, names, quoted, shell, span

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (2, "2 days"),
        (45, "45 days"),
        (46, "7 weeks"),
        (89, "13 weeks"),
        (90, "3 months"),
        (365, "12 months"),
        (729, "24 months"),
        (730, "2 years"),
        (3652, "10 years"),
    ],
)
def test_a_number_of_days(days: int, words: str) -> None:
    assert span(days) == words


@given(st.integers(0, 20_000))
def test_more_days_never_sound_like_fewer(days: int) -> None:
    def length(words: str) -> float:
        number, unit = words.split()
        return int(number) * {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit.removesuffix("s")]

    assert length(span(days)) <= length(span(days + 1))
    assert abs(length(span(days)) - days) <= max(4, days * 0.25)


@pytest.mark.parametrize(
    ("days", "late", "seen"),
    [
        (-3, "due in 3 days", "in 3 days"),
        (-1, "due tomorrow", "tomorrow"),
        (0, "due today", "today"),
        (1, "1 day overdue", "yesterday"),
        (2, "2 days overdue", "2 days ago"),
        (100, "3 months overdue", "3 months ago"),
    ],
)
def test_a_day_seen_from_today(days: int, late: str, seen: str) -> None:
    day = TODAY - timedelta(days=days)
    assert (lateness(day, TODAY), distance(day, TODAY)) == (late, seen)


def test_names_make_one_phrase() -> None:
    assert [names(some) for some in ([], ["Ada"], ["Ada", "Ben"], ["Ada", "Ben", "Chloe"])] == [
        "nobody named",
        "Ada",
        "Ada and Ben",
        "Ada, Ben and Chloe",
    ]


def test_an_outreach_names_its_channel_and_day() -> None:
    assert attempt(Event(TODAY, TOP, "linkedin")) == "your LinkedIn message of 2026-03-02"
    assert attempt(Event(TODAY, TOP)) == attempt(Event(TODAY, TOP, "other")) == "your message of 2026-03-02"


def test_a_quotation_is_one_short_line() -> None:
    assert quoted("Send\n it") == "“Send it”"
    assert quoted("x" * LONGEST) == "“" + "x" * LONGEST + "”"
    assert quoted("x" * (LONGEST + 1)) == "“" + "x" * (LONGEST - 1) + "…”"


@given(st.text(st.characters(codec="utf-8")))
def test_a_shell_reads_a_word_as_it_stands(text: str) -> None:
    shown = "".join(ch if ch.isprintable() else " " for ch in text)
    assert shlex.split(shell(text)) == [shown]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ada", "Ada"),
        ("Ada Okafor", '"Ada Okafor"'),
        ("Niamh O'Dwyer", '"Niamh O\'Dwyer"'),
        ("", '""'),
        ("$(rm -rf ~)", "'$(rm -rf ~)'"),
        ("`reboot` O'Dwyer", "'`reboot` O'\"'\"'Dwyer'"),
        ("Ada\nOkafor", '"Ada Okafor"'),
    ],
)
def test_quotes_are_plain_where_they_can_be(text: str, word: str) -> None:
    assert shell(text) == word
