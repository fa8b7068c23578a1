"""Days as the calendar counts them, and as offices do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

_WEEK = 7
_WORKDAYS = 5


def shift(day: date, days: int) -> date:
    """The day that lies so many days later (earlier if negative); at the ends of the calendar it stops there."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def business_shift(day: date, days: int, holidays: Sequence[date] = ()) -> date:
    """The day that lies so many business days later (earlier if negative); 0 is the day itself, whatever it is.

    Saturdays, Sundays and the holidays are none. At the ends of the calendar it stops there.
    """
    if not days:
        return day
    step = 1 if days > 0 else -1
    off = [holiday for holiday in set(holidays) if holiday.weekday() < _WORKDAYS]
    skipped = 0
    while True:
        last = _weekday_shift(day, days + step * skipped)
        between = sum(day < holiday <= last if step > 0 else last <= holiday < day for holiday in off)
        if between == skipped or last in (date.min, date.max):
            return last
        skipped = between


def _weekday_shift(day: date, days: int) -> date:
    """The same, of a calendar without holidays."""
    step = 1 if days > 0 else -1
    over = day.weekday() - (_WORKDAYS - 1)
    if over > 0:  # from the weekend, count from the weekday before it (after it, backwards)
        day = shift(day, -over if step > 0 else 3 - over)
    weeks, rest = divmod(abs(days), _WORKDAYS)
    for _ in range(rest):
        day = shift(day, step)
        while day.weekday() >= _WORKDAYS and day not in (date.min, date.max):
            day = shift(day, step)
    return shift(day, step * weeks * _WEEK)
