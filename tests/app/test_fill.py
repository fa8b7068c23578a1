"""Obsidian's template syntax: the three placeholders and Moment's tokens, day by day where weeks and years part."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from notes_kit.app.fill import fill, moment_text, ordinal

AT = datetime(2026, 3, 2, 15, 4, 9, 120_000, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ('name: "{{title}}"', 'name: "Ada Okafor"'),
        ("{{date}} {{time}}", "2026-03-02 15:04"),
        ("{{date:DD.MM.YY}} {{time:h:mm a}}", "02.03.26 3:04 pm"),
        ("{{time:YYYY}} {{date:HH}}", "2026 15"),
        ("{{TITLE}} {{ date }}", "Ada Okafor 2026-03-02"),
        ("{{name}} {{#if x}} <% tp.date.now() %> { {title} }", "{{name}} {{#if x}} <% tp.date.now() %> { {title} }"),
        ("{{date:dddd, [the] Do [of] MMMM}}", "Monday, the 2nd of March"),
    ],
)
def test_placeholders(template: str, filled: str) -> None:
    assert fill(template, "Ada Okafor", AT) == filled


def test_a_title_is_text_and_no_placeholder() -> None:
    assert fill("{{title}}", "{{date}} \\1 \\g<0>", AT) == "{{date}} \\1 \\g<0>"


def test_the_formats_of_the_vault_are_the_default() -> None:
    assert fill("{{date}} {{time}} {{date:YYYY}}", "", AT, date_format="DD/MM/YYYY", time_format="HH[h]mm") == "02/03/2026 15h04 2026"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("YYYY YY Q Qo", "2026 26 1 1st"),
        ("M Mo MM MMM MMMM", "3 3rd 03 Mar March"),
        ("D Do DD DDD DDDo DDDD", "2 2nd 02 61 61st 061"),
        ("d do dd ddd dddd e E", "1 1st Mo Mon Monday 1 1"),
        ("w wo ww gg gggg", "10 10th 10 26 2026"),
        ("W Wo WW GG GGGG", "10 10th 10 26 2026"),
        ("H HH h hh k kk", "15 15 3 03 15 15"),
        ("m mm s ss S SS SSS SSSSSSSSS", "4 04 9 09 1 12 120 120000000"),
        ("A a Z ZZ", "PM pm +02:00 +0200"),
        ("X x", "1772456649 1772456649120"),
        ("L | LL | LLL | LLLL", "03/02/2026 | March 2, 2026 | March 2, 2026 3:04 PM | Monday, March 2, 2026 3:04 PM"),
        ("l | ll | LT | LTS", "3/2/2026 | Mar 2, 2026 | 3:04 PM | 3:04:09 PM"),
        ("[YYYY] n/b: YYYY", "YYYY n/b: 2026"),
        ("", ""),
    ],
)
def test_tokens(pattern: str, text: str) -> None:
    assert moment_text(AT, pattern) == text


@pytest.mark.parametrize(
    ("day", "american", "iso"),
    [
        # Moment's English weeks begin on Sunday, and the one with 1 January is the first; ISO's begin on Monday, and the first has a Thursday.
        ("2025-12-27", "2025-52", "2025-52"),
        ("2025-12-28", "2026-01", "2025-52"),
        ("2026-01-03", "2026-01", "2026-01"),
        ("2026-01-04", "2026-02", "2026-01"),
        ("2027-01-01", "2027-01", "2026-53"),
        ("2024-12-29", "2025-01", "2024-52"),
        ("2024-12-30", "2025-01", "2025-01"),
    ],
)
def test_weeks_at_the_turn_of_the_year(day: str, american: str, iso: str) -> None:
    at = datetime.fromisoformat(f"{day}T00:30:00+00:00")
    assert moment_text(at, "gggg-ww GGGG-WW") == f"{american} {iso}"


def test_midnight_and_noon() -> None:
    midnight = AT.replace(hour=0)
    assert moment_text(midnight, "H h k A") == "0 12 24 AM"
    assert moment_text(AT.replace(hour=12), "H h k a") == "12 12 12 pm"


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "101st", "111th",
    ]  # fmt: skip
