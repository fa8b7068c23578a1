"""Obsidian's core Templates syntax, filled in: `{{title}}`, `{{date}}`, `{{time}}` and both with a format of Moment's tokens."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_PLACEHOLDER = re.compile(r"\{\{\s*(title|date|time)\s*(?::([^{}\n]*))?\}\}", re.IGNORECASE)
_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|Qo|Q|MMMM|MMM|MM|Mo|M|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|e|WW|Wo|W|ww|wo|w|GGGG|GG|gggg|gg"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|X|x|LTS|LT|L{1,4}|l{1,4}"
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")  # Moment counts from Sunday, in its English
_LOCAL = {
    "LTS": "h:mm:ss A", "LT": "h:mm A", "L": "MM/DD/YYYY", "LL": "MMMM D, YYYY", "LLL": "MMMM D, YYYY h:mm A",
    "LLLL": "dddd, MMMM D, YYYY h:mm A", "l": "M/D/YYYY", "ll": "MMM D, YYYY", "lll": "MMM D, YYYY h:mm A", "llll": "ddd, MMM D, YYYY h:mm A",
}  # fmt: skip
_TEENS = range(11, 14)


def fill(template: str, title: str, moment: datetime, *, date_format: str = "YYYY-MM-DD", time_format: str = "HH:mm") -> str:
    """The template with its placeholders filled; what is none of these three stands as it is.

    `moment` is aware of its zone. The default formats are Obsidian's; a vault may have others in
    `.obsidian/templates.json`.
    """

    def value(match: re.Match[str]) -> str:
        word = match[1].lower()
        if word == "title":
            return title
        return moment_text(moment, match[2] or (date_format if word == "date" else time_format))

    return _PLACEHOLDER.sub(value, template)


def moment_text(moment: datetime, pattern: str) -> str:
    """A moment in a format of Moment's tokens, with English names; `[…]` stands for itself, as does what is no token."""
    return _TOKEN.sub(lambda match: match[1] if match[1] is not None else _one(moment, match.group()), pattern)


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`."""
    suffix = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _one(at: datetime, token: str) -> str:
    if token in _LOCAL:
        return moment_text(at, _LOCAL[token])
    if token[0] == "S":
        return f"{at.microsecond:06}000"[: len(token)]
    year = at.timetuple().tm_yday
    week_year, week, weekday = at.isocalendar()
    sunday = weekday % 7
    local_year, local_week = _american_week(at)
    hour = at.hour % 12 or 12
    offset = at.strftime("%z") or "+0000"
    table: dict[str, str] = {
        "YYYY": f"{at.year:04}", "YY": f"{at.year % 100:02}", "Q": f"{(at.month + 2) // 3}", "Qo": ordinal((at.month + 2) // 3),
        "MMMM": _MONTHS[at.month - 1], "MMM": _MONTHS[at.month - 1][:3], "MM": f"{at.month:02}", "M": f"{at.month}", "Mo": ordinal(at.month),
        "DDDD": f"{year:03}", "DDD": f"{year}", "DDDo": ordinal(year), "DD": f"{at.day:02}", "D": f"{at.day}", "Do": ordinal(at.day),
        "dddd": _DAYS[sunday], "ddd": _DAYS[sunday][:3], "dd": _DAYS[sunday][:2], "d": f"{sunday}", "do": ordinal(sunday), "e": f"{sunday}",
        "E": f"{weekday}", "WW": f"{week:02}", "W": f"{week}", "Wo": ordinal(week), "GGGG": f"{week_year:04}", "GG": f"{week_year % 100:02}",
        "ww": f"{local_week:02}", "w": f"{local_week}", "wo": ordinal(local_week), "gggg": f"{local_year:04}", "gg": f"{local_year % 100:02}",
        "HH": f"{at.hour:02}", "H": f"{at.hour}", "hh": f"{hour:02}", "h": f"{hour}", "kk": f"{at.hour or 24:02}", "k": f"{at.hour or 24}",
        "mm": f"{at.minute:02}", "m": f"{at.minute}", "ss": f"{at.second:02}", "s": f"{at.second}",
        "A": "AM" if at.hour < 12 else "PM", "a": "am" if at.hour < 12 else "pm",  # noqa: PLR2004 - noon
        "ZZ": offset, "Z": f"{offset[:3]}:{offset[3:5]}", "X": f"{int(at.timestamp())}", "x": f"{int(at.timestamp() * 1000)}",
    }  # fmt: skip
    return table[token]


def _american_week(at: datetime) -> tuple[int, int]:
    """Year and number of the week as Moment's English counts: weeks begin on Sunday, the first holds 1 January."""
    day = at.date()
    begins = day - timedelta(days=(day.weekday() + 1) % 7)
    saturday = begins + timedelta(days=6)
    first = saturday.replace(month=1, day=1)
    first -= timedelta(days=(first.weekday() + 1) % 7)
    return saturday.year, (begins - first).days // 7 + 1
