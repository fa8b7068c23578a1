"""The dates that a person types: what each form means, what is refused and how, and that nothing else is ever raised."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notes_kit.parse.human_date import (
    HumanDateError,
    Length,
    add_months,
    in_step,
    read_human_date,
    read_human_moment,
    read_iso,
    read_length,
)

WEDNESDAY = date(2026, 3, 4)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("2026-03-02T15:00", "2026-03-02"),
        ("2026-03-02t15:00", "2026-03-02"),
        ("2026-03-02 15:00:59", "2026-03-02"),
        ("2026\u201103\u201102", "2026-03-02"),
        ("today", "2026-03-04"),
        ("yesterday", "2026-03-03"),
        ("tomorrow", "2026-03-05"),
        ("  ToMoRRoW\t", "2026-03-05"),
        ("+3d", "2026-03-07"),
        ("-3d", "2026-03-01"),
        ("\u22123d", "2026-03-01"),
        ("+ 3 d", "2026-03-07"),
        ("3 days", "2026-03-07"),
        ("0d", "2026-03-04"),
        ("2w", "2026-03-18"),
        ("3m", "2026-06-04"),
        ("-3m", "2025-12-04"),
        ("1y", "2027-03-04"),
        ("in 2 weeks", "2026-03-18"),
        ("in a month", "2026-04-04"),
        ("3 days ago", "2026-03-01"),
        ("a year ago", "2025-03-04"),
        ("2w ago", "2026-02-18"),
        ("wed", "2026-03-11"),
        ("thu", "2026-03-05"),
        ("fri", "2026-03-06"),
        ("Friday", "2026-03-06"),
        ("tues", "2026-03-10"),
        ("next mon", "2026-03-09"),
        ("next wed", "2026-03-11"),
        ("next  FRI", "2026-03-13"),
        ("last mon", "2026-03-02"),
        ("last wed", "2026-02-25"),
        ("last fri", "2026-02-27"),
        ("eow", "2026-03-08"),
        ("eom", "2026-03-31"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("31-12-2026", "2026-12-31"),
        ("05/05/2026", "2026-05-05"),
        ("05.06.2026", "2026-06-05"),
    ],
)
def test_a_day_is_read(text: str, expected: str) -> None:
    assert read_human_date(text, WEDNESDAY) == date.fromisoformat(expected)
    assert read_human_moment(text, WEDNESDAY)[0] == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("2026-03-02", "2026-03-02", None),
        ("2026-03-02T15:00", "2026-03-02", time(15)),
        ("2026-03-02 09:05:30", "2026-03-02", time(9, 5, 30)),
        ("fri 15:00", "2026-03-06", time(15)),
        ("Tomorrow  9:30", "2026-03-05", time(9, 30)),
        ("+3d 15:00", "2026-03-07", time(15)),
        ("in 2 weeks 0:00", "2026-03-18", time(0)),
        ("31/12/2026 23:59", "2026-12-31", time(23, 59)),
    ],
)
def test_a_moment_is_read(text: str, day: str, clock: time | None) -> None:
    assert read_human_moment(text, WEDNESDAY) == (date.fromisoformat(day), clock)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no date is given"),
        (" \n", "no date is given"),
        ("soon", "cannot read 'soon' as a date"),
        ("next week", "cannot read 'next week' as a date"),
        ("this fri", "cannot read 'this fri' as a date"),
        ("in 3 days ago", "cannot read 'in 3 days ago' as a date"),
        ("-3d ago", "cannot read '-3d ago' as a date"),
        ("ad", "cannot read 'ad' as a date"),
        ("20260302", "cannot read '20260302' as a date"),
        ("\u0663d", "cannot read"),
        ("x" * 200, "cannot read 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' as a date"),
        ("\x1b[31mred", r"cannot read '\x1b[31mred' as a date"),
        ("05/06/2026", "can mean 2026-06-05 (5 June 2026) or 2026-05-06 (6 May 2026); type the one that you mean"),
        ("5-6-2026", "can mean 2026-06-05 (5 June 2026) or 2026-05-06 (6 May 2026)"),
        ("5/6/26", "has no single year of four digits; type year, month and day, as in 2026-03-02"),
        ("2026/3/2026", "has no single year of four digits"),
        ("2026-02-30", "there is no 30 February 2026; that month ends on 2026-02-28"),
        ("2024-02-30", "there is no 30 February 2024; that month ends on 2024-02-29"),
        ("30/02/2026", "there is no 30 February 2026"),
        ("02/30/2026", "there is no 30 February 2026"),
        ("30.02.2026", "there is no 30 February 2026"),
        ("02.30.2026", "there is no month 30"),
        ("2026-13-01", "there is no month 13 in '2026-13-01'; months are 01 to 12"),
        ("31/13/2026", "there is no month 13"),
        ("00/05/2026", "there is no 0 May 2026"),
        ("0000-01-01", "there is no year 0"),
        ("9999999y", "falls outside the years 1 to 9999"),
        ("-9999999w", "falls outside the years 1 to 9999"),
        ("15:00", "'15:00' names a time but no day"),
        ("2026-03-02 25:00", "cannot read '25:00' in '2026-03-02 25:00' as a time; type a 24-hour time such as 15:00"),
        ("2026-03-02 noon", "cannot read 'noon' in '2026-03-02 noon' as a time"),
        ("fri 3pm", "cannot read '3pm' in 'fri 3pm' as a time"),
        ("fri 9:30 pm", "cannot read '9:30 pm'"),
        ("2026-03-02T15:00Z", "as a time"),
        ("soon 15:00", ""),
    ],
)
def test_what_is_refused_says_why_and_what_to_type(text: str, problem: str) -> None:
    for read in (read_human_date, read_human_moment):
        with pytest.raises(HumanDateError) as caught:
            read(text, WEDNESDAY)
        assert problem in str(caught.value)
        assert str(caught.value) == f"{caught.value.problem}; {caught.value.advice}"
        assert str(caught.value).isprintable()


def test_a_day_alone_refuses_a_time_that_it_would_drop() -> None:
    with pytest.raises(HumanDateError, match="only a day is asked for here; leave out the 15:00"):
        read_human_date("fri 15:00", WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("tomorow", "tomorrow"), ("wensday", "wednesday"), ("Next Frday", "next friday"), ("lst monday", "last monday")],
)
def test_a_misspelling_gets_the_nearest_word(text: str, meant: str) -> None:
    with pytest.raises(HumanDateError, match=f"did you mean {meant}"):
        read_human_date(text, WEDNESDAY)


@pytest.mark.parametrize("edge", [date.min, date.max])
@pytest.mark.parametrize("text", ["yesterday", "tomorrow", "eow", "fri", "next fri", "last fri", "1m", "-1m"])
def test_the_ends_of_the_calendar_are_no_crash(edge: date, text: str) -> None:
    try:
        read_human_date(text, edge)
    except HumanDateError as error:
        assert "falls outside the years 1 to 9999" in str(error)  # noqa: PT017 - whether it is raised depends on the edge


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_end_where_the_month_ends(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


def test_months_keep_the_time_of_day() -> None:
    assert add_months(datetime(2026, 1, 31, 9, 30), 1) == datetime(2026, 2, 28, 9, 30)  # noqa: DTZ001 - notes have no zones


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30d", Length(0, timedelta(30))),
        (" 6 W ", Length(0, timedelta(42))),
        ("3m", Length(3, timedelta(0))),
        ("a year", Length(12, timedelta(0))),
        ("-3d", None),
        ("", None),
        ("12345678d", None),
    ],
)
def test_a_length_is_read(text: str, length: Length | None) -> None:
    assert read_length(text) == length


def test_a_length_reckons() -> None:
    both = Length(1, timedelta(0)) + Length(0, timedelta(3))
    assert both.after(date(2026, 1, 31)) == date(2026, 3, 3)
    assert (-both).after(date(2026, 3, 31)) == date(2026, 2, 25)
    assert both.until(date(2026, 3, 31)) == timedelta(34)
    assert Length(0, timedelta(3)).until(date.min) == timedelta(3)


def test_iso_is_a_date_or_a_moment_or_nothing() -> None:
    assert read_iso("2026-03-02") == date(2026, 3, 2)
    assert read_iso("2026-03-02T15:00") == datetime(2026, 3, 2, 15)  # noqa: DTZ001 - notes have no zones
    assert read_iso("2026-02-30") is None
    assert read_iso("\udc80" * 10) is None


def test_dates_are_brought_in_step() -> None:
    day, moment = date(2026, 3, 2), datetime(2026, 3, 2, 15)  # noqa: DTZ001 - notes have no zones
    zoned = moment.replace(tzinfo=timezone(timedelta(hours=5)))
    assert in_step(day, moment) == (day, day)
    assert in_step(moment, day) == (day, day)
    assert in_step(moment, zoned) == in_step(zoned, moment) == (moment, moment)


@given(st.one_of(st.text(), st.from_regex(r"[-+0-9/. :a-zT]{0,20}", fullmatch=True), st.characters(categories=["Cs"])), st.dates())
@example("٣d", WEDNESDAY)
@example("9" * 99 + "d", WEDNESDAY)
@example(":", WEDNESDAY)
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    for read in (read_human_date, read_human_moment):
        try:
            read(text, today)
        except HumanDateError as error:
            assert error.advice  # noqa: PT017 - most texts are refused, some are not


@given(DATES, st.integers(-999, 999), st.sampled_from("dw"))
def test_days_and_weeks_are_plain_arithmetic(today: date, count: int, unit: str) -> None:
    expected = today + timedelta(days=count * (7 if unit == "w" else 1))
    assert read_human_date(f"{count:+}{unit}", today) == expected
    assert read_human_date(f"{-count} {'days' if unit == 'd' else 'weeks'} ago" if count <= 0 else f"in {count}{unit}", today) == expected


@given(DATES, st.integers(-999, 999))
def test_months_count_months(today: date, count: int) -> None:
    there = read_human_date(f"{count:+}m", today)
    assert (there.year - today.year) * 12 + there.month - today.month == count
    assert there.day == min(today.day, calendar.monthrange(there.year, there.month)[1])
    assert read_human_date(f"{count:+}y", today) == add_months(today, 12 * count)


@given(DATES, st.sampled_from(WEEKDAYS))
def test_weekdays_are_that_weekday_on_the_right_side_of_today(today: date, name: str) -> None:
    coming, following, past = (read_human_date(f"{which}{name}", today) for which in ("", "next ", "last "))
    assert {day.weekday() for day in (coming, following, past)} == {WEEKDAYS.index(name)}
    assert today < coming <= today + timedelta(7)
    assert today - timedelta(7) <= past < today
    assert following.isocalendar()[:2] == (today + timedelta(7)).isocalendar()[:2]


@given(DATES)
def test_ends_of_week_and_month(today: date) -> None:
    week, month = read_human_date("eow", today), read_human_date("eom", today)
    assert today <= week
    assert week.isoweekday() == 7
    assert week.isocalendar()[:2] == today.isocalendar()[:2]
    assert today <= month
    assert (month + timedelta(1)).day == 1
    assert month.month == today.month


@given(DATES)
def test_iso_reads_back_and_slashes_are_read_or_refused_with_both_readings(day: date) -> None:
    assert read_human_date(day.isoformat(), WEDNESDAY) == day
    if day.day > 12 or day.day == day.month:
        assert read_human_date(f"{day:%d/%m/%Y}", WEDNESDAY) == day
        assert read_human_date(f"{day:%m/%d/%Y}", WEDNESDAY) == day
    else:
        with pytest.raises(HumanDateError) as caught:
            read_human_date(f"{day:%d/%m/%Y}", WEDNESDAY)
        assert str(day) in str(caught.value)
        assert str(day.replace(month=day.day, day=day.month)) in str(caught.value)


@given(DATES, st.times().map(lambda at: at.replace(microsecond=0)))
def test_moments_read_back(day: date, clock: time) -> None:
    for text in (f"{day}T{clock}", f"{day} {clock}", f"  {day}  {clock} "):
        assert read_human_moment(text, WEDNESDAY) == (day, clock)
