"""Typed reading: what a person typed, read as its property asks (vault-format, law 3)."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.schema import CHANNELS
from notes_kit.model.text import TOP
from notes_kit.parse import values as read


@pytest.mark.parametrize(
    ("typed", "day", "clock"),
    [
        ("2026-03-02", date(2026, 3, 2), None), ("2026-3-2", date(2026, 3, 2), None), ("2026/03/02", date(2026, 3, 2), None), ("2026.03.02", date(2026, 3, 2), None),
        ("20260302", date(2026, 3, 2), None), ("20260302T1500", date(2026, 3, 2), time(15)), ("2026-03-02T15:00", date(2026, 3, 2), time(15)),
        ("2026-03-02 15:00", date(2026, 3, 2), time(15)), ("2026-03-02T15:00:30", date(2026, 3, 2), time(15, 0, 30)), ("2026-03-02T15:00Z", date(2026, 3, 2), time(15)),
        ("2026-03-02T15:00:00.000+02:00", date(2026, 3, 2), time(15)), ("2026-03-02 3 pm", date(2026, 3, 2), None), ("2026-03-02 3:30 pm", date(2026, 3, 2), time(15, 30)),
        ("2026-03-02 12:15 am", date(2026, 3, 2), time(0, 15)), ("2026-03-02 15h30", date(2026, 3, 2), time(15, 30)), ("2026-03-02 in the afternoon", date(2026, 3, 2), None),
        ("31/12/2026", date(2026, 12, 31), None), ("12/31/2026", date(2026, 12, 31), None), ("31.12.2026", date(2026, 12, 31), None), ("05.06.2026", date(2026, 6, 5), None),
        ("05/05/2026", date(2026, 5, 5), None), ("[[2026-03-02]]", date(2026, 3, 2), None), ("[[daily/2026-03-02|Monday]]", date(2026, 3, 2), None),
        ('"2026-03-02"', date(2026, 3, 2), None), ("March 2, 2026", date(2026, 3, 2), None), ("2 Mar 2026", date(2026, 3, 2), None), ("2nd of March 2026", date(2026, 3, 2), None),
        ("Friday, December 9th 2022, 12:11:31 pm", date(2022, 12, 9), time(12, 11, 31)), ("2. März 2026", date(2026, 3, 2), None), ("2 de marzo de 2026", date(2026, 3, 2), None),
        ("2 février 2026", date(2026, 2, 2), None), ("  2026-03-02\u00a0", date(2026, 3, 2), None), ("２０２６-03-02", date(2026, 3, 2), None), ("2024-02-29", date(2024, 2, 29), None),
    ],
)  # fmt: skip
def test_a_day(typed: str, day: date, clock: time | None) -> None:
    assert read.read_moment(typed) == (day, clock)


@pytest.mark.parametrize(
    ("typed", "impossible"),
    [
        ("2026-02-30", True), ("2026-13-01", True), ("0000-01-01", True), ("2026-03-02T25:00", True), ("2026-03-02 15:61", True), ("30 February 2026", True),
        ("31.02.2026", True), ("20260230", True), ("05/06/2026", False), ("soon", False), ("", False), ("2026", False), ("March 2026", False), ("15:30", False),
        ("9" * 5000, False), ("next week", False), ("2026-03", False), ("[[Ada]]", False), ("2026-03-02-04", False),
    ],
)  # fmt: skip
def test_what_is_no_day(typed: str, impossible: bool) -> None:
    with pytest.raises(read.DateProblem) as caught:
        read.read_moment(typed)
    assert caught.value.impossible is impossible
    assert len(str(caught.value)) < 120


@given(st.text(max_size=40))
def test_no_text_does_more_than_be_no_day(typed: str) -> None:
    try:
        read.read_event(typed)
    except read.DateProblem:
        return


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert read.read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("typed", "channel", "nature", "words"),
    [
        ("2026-02-10 email", "email", "", ""), ("2026-02-19 linkedin second message", "linkedin", "", "second message"),
        ("2026-05-04 email give the paper on lineage", "email", "give", "the paper on lineage"), ("2026-05-04 ask for an introduction", "", "ask", "for an introduction"),
        ("2026-05-04: called, she moved", "phone", "", "she moved"), ("2026-05-04 15:00 E-Mail", "email", "", ""), ("2026-05-04 whatsapp update: hired", "message", "update", "hired"),
        ("2026-05-04 coffee", "in-person", "", ""), ("2026-05-04 moved on", "", "", "moved on"), ("2026-05-04", "", "", ""), ("4 May 2026 email", "email", "", ""),
        ("2026-05-04 [[Ada Okafor]]", "", "", "[[Ada Okafor]]"), ("[[2026-05-04]] – phone", "phone", "", ""), ("2026-05-04 other thing", "other", "", "thing"),
    ],
)  # fmt: skip
def test_an_event(typed: str, channel: str, nature: str, words: str) -> None:
    event = read.read_event(typed, TOP)
    assert (event.date, event.channel, event.nature, event.words) == (date(2026, event.date.month, event.date.day), channel, nature, words)


@pytest.mark.parametrize("typed", ["email 2026-02-10", "", "soon", "2026-02-30 email", "true"])
def test_an_event_begins_with_its_day(typed: str) -> None:
    with pytest.raises(read.DateProblem):
        read.read_event(typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("30d", 30), ("6w", 42), ("3m", 90), ("3 months", 90), ("quarterly", 91), ("every 2 weeks", 14), ("1y", 365), ("weekly", 7), ("90", 90), ("month", 30),
     ("never", None), ("no", None), ("0d", 0), ("2Q", 182)],
)  # fmt: skip
def test_an_interval(typed: str, days: int | None) -> None:
    assert read.read_interval(typed) == days


@pytest.mark.parametrize("typed", ["", "soon", "d", "3 x", "-3d", "99999d", "1.5w"])
def test_what_is_no_interval(typed: str) -> None:
    if typed == "d":
        assert read.read_interval(typed) == 1
        return
    with pytest.raises(ValueError, match="not an interval"):
        read.read_interval(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("30", 30), ("30 min", 30), ("30m", 30), ("1h", 60), ("1h 15", 75), ("1:15", 75), ("1 hour", 60), ("1hr 5min", 65), ("45'", 45)],
)
def test_minutes(typed: str, minutes: int) -> None:
    assert read.read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "half an hour", "9" * 5000, "-5", "15:30:00", "h"])
def test_what_are_no_minutes(typed: str) -> None:
    with pytest.raises(ValueError, match="not a number of minutes"):
        read.read_minutes(typed)


def test_flags_channels_and_choices() -> None:
    assert [read.read_flag(typed) for typed in ("true", "Yes", "ON", "1", "false", "no", "", "perhaps")] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        None,
    ]
    assert [read.read_channel(word) for word in ("E-Mail", "LI", "called", "f2f", "Coffee,", "fax")] == [
        "email",
        "linkedin",
        "phone",
        "",
        "in-person",
        "",
    ]
    assert all(read.read_channel(channel) == channel for channel in CHANNELS)
    choices = ("held", "cancelled", "no-show", "moved")
    assert [read.read_choice(typed, choices) for typed in ("Held", "done", "canceled", "No Show", "no_show", "rescheduled", "maybe")] == [
        "held", "held", "cancelled", "no-show", "no-show", "moved", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "shown", "target"),
    [
        ("[[Ada Okafor]]", "Ada Okafor", "Ada Okafor"), ("[[people/Ada Okafor|Ada]]", "Ada", "people/Ada Okafor"), ("[[people/Ada]]", "Ada", "people/Ada"),
        ("[[Ada#Log]]", "Ada", "Ada"), ("![[Ada]]", "Ada", "Ada"), ("[Ada](../contacts/Ada%20Okafor.md)", "Ada", "../contacts/Ada Okafor.md"),
        ("[Ada](https://a.example)", "Ada", ""), ("alumni base", "alumni base", ""), ("met [[Ada]] there", "Ada", "Ada"), ("[[]]", "", ""),
    ],
)  # fmt: skip
def test_a_reference(typed: str, shown: str, target: str) -> None:
    ref = read.ref(typed)
    assert (ref.shown, ref.target) == (shown, target)


@pytest.mark.parametrize(
    ("typed", "rule", "until", "reason"),
    [
        ("thank-you-missing until 2026-04-01 she is on leave", "thank-you-missing", date(2026, 4, 1), "she is on leave"),
        ("gone-cold a reason", "gone-cold", None, "a reason"),
        ("gone-cold", "gone-cold", None, ""),
        ("gone-cold until 2026-02-30 a reason", "gone-cold", date.min, "a reason"),
        ("", "", None, ""),
    ],
)
def test_a_waiver(typed: str, rule: str, until: date | None, reason: str) -> None:
    waiver = read.read_waiver(typed, TOP)
    assert (waiver.rule, waiver.until, waiver.reason) == (rule, until, reason)


def test_tags_and_odd_spaces() -> None:
    assert [read.tag(typed) for typed in ("#a/b", " a ", "#a/", "##a")] == ["a/b", "a", "a", "a"]
    assert read.clean("a\u00a0b\u2003c\ufe0f\u200b") == "a b c"


@pytest.mark.parametrize(
    ("typed", "rule", "days"),
    [
        ("outreach-unanswered due 14 late 28", "outreach-unanswered", (14, 28)),
        ("outreach-unanswered: due: 14, late: 28 at sea", "outreach-unanswered", (14, 28)),
        ("gone-cold late 0", "gone-cold", (None, 0)),
        ("NK101 late 3d", "nk101", (None, 3)),
        ("gone-cold due 3 days she is due for leave", "gone-cold", (3, None)),
        ("gone-cold late 30 due to her leave", "gone-cold", (None, 30)),
        ("late 4", None, None),
        ("gone-cold", None, None),
        ("gone-cold soon", None, None),
        ("gone-cold due", None, None),
        ("gone-cold due 3 late", None, None),
        ("gone-cold due 3 due 4", None, None),
        ("gone-cold due -3", None, None),
        ("gone-cold due 99999", None, None),
        ("", None, None),
    ],
)
def test_days_of_ones_own(typed: str, rule: str | None, days: tuple[int | None, int | None] | None) -> None:
    if days is None:
        with pytest.raises(ValueError, match="is no `RULE due DAYS late DAYS`"):
            read.read_threshold(typed)
        return
    own = read.read_threshold(typed)
    assert (own.rule, (own.days.due, own.days.late)) == (rule, days)
