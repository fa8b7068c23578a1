"""Read and reckon with the dates, times and lengths of time that a person types, such as `fri`, `+3d` or `2026-03-02`.

Every function takes `today`, so that the same words always give the same answer in a test. What is
read: ISO dates, with or without a time; `today`, `yesterday`, `tomorrow`; `+3d`, `-3d`, `2w`, `3m`,
`1y`, `in 2 weeks`, `3 days ago`; weekdays; `eow` and `eom`; and `31/12/2026` where only one reading
of it exists. Case and spaces do not matter. Where people disagree, the words mean:

- `fri`: the first Friday after today. Said on a Friday, it is a week away.
- `next fri`: the Friday of next week, weeks being Monday to Sunday (ISO 8601).
- `last fri`: the latest Friday before today, the mirror of `fri`.
- `eow`, `eom`: the Sunday of this week, the last day of this month; each may be today.
- Months and years land on the same day number, or on the last day of a month that is too short for
  it: 31 January and one month is 28 (or 29) February.
- `05.06.2026` is 5 June, as in the notes (`parse/values.py`): dots are written day first.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

_EXAMPLES = "type a date such as 2026-03-02, today, fri, next fri, +3d or 2w"
_SHOWN = 40  # characters of a person's text that an error repeats
_YEAR_DIGITS = 4
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # not calendar.month_name, which speaks the machine's language
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday"),
            ("tue", "tues", "tuesday"),
            ("wed", "weds", "wednesday"),
            ("thu", "thur", "thurs", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        ),
    )
    for name in names
}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
# What a misspelling may have meant; without the abbreviations, or `next week` would be taken for `next wed`.
_NEAR = (*_DAYS, *(which + name for which in ("", "next ", "last ") for name in _WEEKDAYS if name.endswith("day")))
# Phones and word processors turn a typed hyphen into one of these.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")

_ISO = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_ISO_MOMENT = re.compile(rf"({_ISO})[t ](.+)")
_NUMERIC = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_CLOCK_WORD = re.compile(r".*:.*|[0-9]{1,2}[ap]m")
_LENGTH = re.compile(r"([0-9]{1,7}|a(?= )) ?(d|w|m|y|days?|weeks?|months?|years?)")
_FROM_TODAY = re.compile(r"(in |\+ ?|- ?)?(.+?)( ago)?")


class HumanDateError(ValueError):
    """A text that names no day, or could name two: `problem` says what is wrong, `advice` what to type instead."""

    def __init__(self, problem: str, advice: str = _EXAMPLES) -> None:
        """Keep both halves, so that a caller can show them apart; str() joins them in one line."""
        super().__init__(f"{problem}; {advice}")
        self.problem = problem
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as people say it: calendar months, and days (or less) beside them."""

    months: int
    rest: timedelta

    def __add__(self, other: Length) -> Length:
        """Return both lengths as one; OverflowError beyond a thousand million days."""
        return Length(self.months + other.months, self.rest + other.rest)

    def __neg__(self) -> Length:
        """Return the same length into the past."""
        return Length(-self.months, -self.rest)

    def after(self, day: date) -> date:
        """Return the day that lies this length after `day`; OverflowError outside the years 1 to 9999."""
        return add_months(day, self.months) + self.rest

    def until(self, day: date) -> timedelta:
        """Return the length in days if it ends on `day`: a month until 31 March is 31 days; OverflowError as above."""
        return (day - add_months(day, -self.months)) + self.rest if self.months else self.rest


def read_length(text: str) -> Length | None:
    """Return the length of time that `text` says, such as `30d`, `6w`, `3m`, `1y` or `2 weeks`; None if it says none."""
    found = _LENGTH.fullmatch(" ".join(text.lower().split()))
    if not found:
        return None
    count = 1 if found[1] == "a" else int(found[1])
    months, days = {"d": (0, 1), "w": (0, 7), "m": (1, 0), "y": (12, 0)}[found[2][0]]
    return Length(count * months, timedelta(days=count * days))


def read_human_date(text: str, today: date) -> date:
    """Return the day that `text` names, seen from `today`.

    An ISO date may carry a time, which is left out. No other form may: a time that is silently
    dropped is a surprise, and `read_human_moment` reads those.

    Raises:
        HumanDateError: the text names no single day. Nothing else is raised.
    """
    day, clock = _split(text)
    if clock is not None:
        _read_clock(clock, text)
        if not day:
            raise _dayless(text)
        if not re.fullmatch(_ISO, day):
            problem = f"{_quoted(text)} has a time, but only a day is asked for here"
            raise HumanDateError(problem, f"leave out the {clock}")
    return _read_day(day, text, today)


def read_human_moment(text: str, today: date) -> tuple[date, time | None]:
    """Return the day and the time of day that `text` names, seen from `today`.

    Takes every day of `read_human_date`, alone (the time is then None) or followed by a 24-hour
    time: `fri 15:00`, `tomorrow 9:30`, `2026-03-02T15:00`. The time is local and has no zone.

    Raises:
        HumanDateError: the text names no single moment. Nothing else is raised.
    """
    day, clock = _split(text)
    if clock is None:
        return _read_day(day, text, today), None
    at = _read_clock(clock, text)
    if not day:
        raise _dayless(text)
    return _read_day(day, text, today), at


def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months` calendar months, back if negative; a datetime keeps its time.

    Where the month has no such day, the answer is its last day.

    Raises:
        OverflowError: the answer falls outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        problem = "outside the years 1 to 9999"
        raise OverflowError(problem)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def read_iso(text: str) -> date | None:
    """Return the date, or the datetime if there is a time, that `text` is in ISO 8601; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-03-02") else datetime.fromisoformat(text)
    except ValueError:
        return None


def in_step(one: date, other: date) -> tuple[date, date]:
    """Return two dates as Python compares and subtracts them: by day unless both have a time, times as on the clock."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(tzinfo=None), other.replace(tzinfo=None)
    return date(one.year, one.month, one.day), date(other.year, other.month, other.day)


def _split(text: str) -> tuple[str, str | None]:
    """Return the tidied text of the day, and that of the time or None if no time is written."""
    words = text.translate(_DASHES).lower().split()
    tidy = " ".join(words)
    if found := _ISO_MOMENT.fullmatch(tidy):
        return found[1], found[2]
    for place, word in enumerate(words):
        if _CLOCK_WORD.fullmatch(word):
            return " ".join(words[:place]), " ".join(words[place:])
    return tidy, None


def _read_clock(clock: str, text: str) -> time:
    """Return the time that `clock`, a part of `text`, names; HumanDateError if it names none."""
    if found := _CLOCK.fullmatch(clock):
        try:
            return time(int(found[1]), int(found[2]), int(found[3] or 0))
        except ValueError:
            pass  # 25:00 looks like a time and is none
    problem = f"cannot read {_quoted(clock)} in {_quoted(text)} as a time"
    raise HumanDateError(problem, "type a 24-hour time such as 15:00")


def _read_day(day: str, text: str, today: date) -> date:
    """Return the day that the tidied `day` names; `text` is what the person typed, for the error."""
    if found := _NUMERIC.fullmatch(day):
        return _read_numbers(found, text)
    try:
        named = _read_words(day, today) or _read_distance(day, today)
    except OverflowError:
        problem = f"{_quoted(text)} falls outside the years 1 to 9999"
        raise HumanDateError(problem) from None
    if named is None:
        raise _unreadable(text)
    return named


def _read_words(day: str, today: date) -> date | None:
    """Return the day that words name, None if they name none; OverflowError outside the calendar."""
    if day in _DAYS:
        return today + timedelta(days=_DAYS[day])
    if day == "eow":
        return today + timedelta(days=6 - today.weekday())
    if day == "eom":
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    which, _, name = day.rpartition(" ")
    if name not in _WEEKDAYS:
        return None
    ahead = _WEEKDAYS[name] - today.weekday()  # days to that weekday of this week; negative if it is over
    moves = {"": (ahead - 1) % 7 + 1, "next": ahead + 7, "last": -((-ahead - 1) % 7 + 1)}
    return today + timedelta(days=moves[which]) if which in moves else None


def _read_distance(day: str, today: date) -> date | None:
    """Return the day at a distance such as `+3d`, `in 3 days` or `3 days ago`, else None; OverflowError as above."""
    found = _FROM_TODAY.fullmatch(day)
    length = read_length(found[2]) if found else None
    if not found or not length or (found[1] and found[3]):  # `in 3 days ago` says nothing
        return None
    return (-length if found[3] or (found[1] or "")[:1] == "-" else length).after(today)


def _read_numbers(found: re.Match[str], text: str) -> date:
    """Return the day that three numbers name, if they can be read in one way only."""
    first, separator, second, third = found.groups()
    if len(first) == _YEAR_DIGITS > len(third):
        return _real_day(int(first), int(second), int(third), text)
    if len(third) != _YEAR_DIGITS or len(first) == _YEAR_DIGITS:
        problem = f"{_quoted(text)} has no single year of four digits"
        raise HumanDateError(problem, "type year, month and day, as in 2026-03-02")
    one, two, year = int(first), int(second), int(third)
    day_first = _day_or_none(year, two, one)
    month_first = None if separator == "." else _day_or_none(year, one, two)
    if day_first and month_first and day_first != month_first:
        readings = f"{day_first} ({_spoken(day_first)}) or {month_first} ({_spoken(month_first)})"
        problem = f"{_quoted(text)} can mean {readings}"
        raise HumanDateError(problem, "type the one that you mean")
    # Neither may exist: then the one whose month does is explained, or else day first.
    month_leads = month_first or (separator != "." and one <= len(_MONTHS) < two)
    return day_first or (_real_day(year, one, two, text) if month_leads else _real_day(year, two, one, text))


def _real_day(year: int, month: int, day: int, text: str) -> date:
    """Return the day; HumanDateError names the part of it that does not exist."""
    if found := _day_or_none(year, month, day):
        return found
    if not 1 <= month <= len(_MONTHS):
        problem = f"there is no month {month} in {_quoted(text)}"
        raise HumanDateError(problem, "months are 01 to 12 and stand second, as in 2026-03-02")
    if year < MINYEAR:
        problem = f"there is no year 0 in {_quoted(text)}"
        raise HumanDateError(problem)
    last = calendar.monthrange(year, month)[1]
    problem = f"there is no {day} {_MONTHS[month - 1]} {year}"
    raise HumanDateError(problem, f"that month ends on {date(year, month, last)}")


def _day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _spoken(day: date) -> str:
    """Return a day as `5 June 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _unreadable(text: str) -> HumanDateError:
    """Return the error for a text that looks like no date, with the nearest word that is one."""
    tidy = " ".join(text.lower().split())[:_SHOWN]
    if not tidy:
        return HumanDateError("no date is given")
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(tidy, _NEAR, n=1, cutoff=0.7)
    advice = f"did you mean {near[0]}? Or {_EXAMPLES}" if near else _EXAMPLES
    return HumanDateError(f"cannot read {_quoted(text)} as a date", advice)


def _dayless(text: str) -> HumanDateError:
    """Return the error for a time on its own."""
    return HumanDateError(f"{_quoted(text)} names a time but no day", _EXAMPLES)


def _quoted(text: str) -> str:
    """Return a text in quotation marks, short and with its control characters escaped."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
