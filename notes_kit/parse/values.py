"""From the text that a person typed to a typed value, as its property asks (vault-format, law 3)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from functools import lru_cache

from notes_kit.model.people import Dated, Event, OwnDays, Ref, Waiver
from notes_kit.model.schema import CHANNELS, squash
from notes_kit.model.settings import Threshold
from notes_kit.model.text import TOP, Place

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(.*))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}Z?)?\Z")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,]+(.*))?\Z")
_CLOCK = re.compile(r"(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*([ap]\.?m\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TIME_AT_END = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\Z", re.IGNORECASE)
_INTERVAL = re.compile(r"(?:every\s+)?(\d{1,4})?\s*(d|days?|w|wks?|weeks?|m|mo|months?|q|quarters?|y|years?)\Z", re.IGNORECASE)
_MINUTES = re.compile(r"(?:(\d{1,2})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|')?)?\Z", re.IGNORECASE)
_WIKI = re.compile(r"!?\[\[([^\[\]\n]*)\]\]")
_MARKDOWN = re.compile(r"\[([^\[\]\n]*)\]\(<?([^()<>\n]*)>?\)\Z")
_YEAR = re.compile(r"\d{4}\W*\Z")
_THRESHOLD = re.compile(
    r"([a-z0-9-]+):?((?:[\s,]+(?:due|late)[\s:]*\d{1,5}(?:\s*d(?:ays?)?\b)?)+)(?:[\s,]+(?!(?:due|late)\b\W*(?:\d|\Z)).*)?\Z",
    re.IGNORECASE | re.DOTALL,
)
_DAYS_IN_IT = re.compile(r"(due|late)[\s:]*(\d+)", re.IGNORECASE)
_WAIVER = re.compile(r"(\S+)(?:\s+until\s+(\S+))?(?:\s+(.*))?\Z", re.DOTALL)

MONTHS = {
    name: number
    for number, names in enumerate((
        "january jan januar enero ene janvier janv janeiro gennaio gen",
        "february feb februar febrero février fevrier févr fevereiro fev febbraio",
        "march mar märz maerz marzo mars março",
        "april apr abril abr avril avr aprile",
        "may mai mayo maio maggio mag",
        "june jun juni junio juin junho giugno giu",
        "july jul juli julio juillet juil julho luglio lug",
        "august aug agosto ago août aout",
        "september sep sept septiembre setiembre septembre setembro set settembre",
        "october oct oktober okt octubre octobre outubro out ottobre ott",
        "november nov noviembre novembre novembro",
        "december dec dezember dez diciembre dic décembre decembre déc dezembro dicembre",
    ), 1)
    for name in names.split()
}  # fmt: skip
"""Month names as LinkedIn and daily notes write them, in the languages of `parse/headings.py`."""

DAYS_OF = {"d": 1, "w": 7, "m": 30, "q": 91, "y": 365}
"""Days of an interval's unit; a month counts 30, since nobody keeps in touch to the day."""

WORDS_OF_INTERVAL = {"daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "monthly": 30, "quarterly": 91, "yearly": 365,
                     "annually": 365, "annual": 365}  # fmt: skip
NEVER = ("never", "no", "none", "off")
MOST_DAYS = 36_500
"""A hundred years: more is no threshold, but a slip."""
NATURES = ("give", "ask", "update")
CHANNEL_SYNONYMS = {
    "e-mail": "email", "mail": "email", "li": "linkedin", "introduction": "intro", "referral": "intro", "call": "phone",
    "called": "phone", "phoned": "phone", "inperson": "in-person", "person": "in-person", "met": "in-person", "coffee": "in-person",
    "lunch": "in-person", "sms": "message", "text": "message", "whatsapp": "message", "signal": "message", "dm": "message",
    "chat": "message", "emailed": "email", "messaged": "message",
}  # fmt: skip
CHOICE_SYNONYMS = {
    "in person": "in-person", "inperson": "in-person", "f2f": "in-person", "zoom": "video", "teams": "video", "meet": "video",
    "online": "video", "remote": "video", "call": "phone", "done": "held", "completed": "held", "canceled": "cancelled",
    "noshow": "no-show", "no show": "no-show", "rescheduled": "moved", "junior": "entry", "principal": "lead", "staff": "senior",
    "director": "executive", "e-mail": "email",
}  # fmt: skip


class DateProblem(ValueError):
    """A text that should be a date and is not one; `impossible` if it has a date's shape."""

    def __init__(self, message: str, *, impossible: bool = False) -> None:
        super().__init__(message)
        self.impossible = impossible


def clean(text: str) -> str:
    """Text with no-break and other odd spaces as plain ones, and without the invisible variation selector."""
    if text.isascii():
        return text.strip()
    return "".join(" " if unicodedata.category(ch) == "Zs" else ch for ch in text if ch not in "\ufe0f\u200b\ufeff").strip()


def read_moment(raw: str) -> tuple[date, time | None]:
    """The day, and the time if there is one, that a person typed.

    ISO and its near relatives (`2026-3-8`, `2026/03/08`, `20260308`, with `T` or a space before a
    time), `31/12/2026` and `31.12.2026` where the order of day and month is certain, English month
    names, and any of them inside `[[…]]`.

    Raises:
        DateProblem: the text is no date, an impossible one, or one that can be read two ways.
    """
    text = clean(raw)
    if text.startswith("[["):
        text = ref(text).target.rsplit("/", 1)[-1].strip() or text
    text = text.strip("\"'“”")
    if match := _ISO.match(text):
        year, _, month, day, rest = match.groups()
        return _day(text, year, month, day), _clock(rest)
    if match := _COMPACT.match(text):
        year, month, day, hour, minute = match.groups()
        return _day(text, year, month, day), _clock(f"{hour}:{minute}" if hour else None)
    if match := _DAY_FIRST.match(text):
        return _day_first(text, match)
    found = _month_name(text)
    if found is None:
        raise DateProblem(f"“{text[:40]}” is not a date; write it as 2026-03-02")
    return found


def read_date(raw: str) -> date:
    """The day that a person typed; see `read_moment`."""
    return read_moment(raw)[0]


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateProblem(f"there is no {text[:40]} in the calendar", impossible=True) from None


def _day_first(text: str, match: re.Match[str]) -> tuple[date, time | None]:
    first, separator, second, year, rest = match.groups()
    clock = _clock(rest)
    if separator == "." or int(first) > 12:  # noqa: PLR2004 - months of a year; dots are the European order
        return _day(text, year, second, first), clock
    if int(second) > 12 or first == second:  # noqa: PLR2004 - months of a year
        return _day(text, year, first, second), clock
    one, two = _day(text, year, second, first), _day(text, year, first, second)
    raise DateProblem(f"{text[:40]} can be {one} or {two}; write the one you mean")


def _month_name(text: str) -> tuple[date, time | None] | None:
    if len(text) > 60:  # noqa: PLR2004 - longer than any written date
        return None
    clock = _TIME_AT_END.search(text)
    words = _WORD.findall(text[: clock.start()] if clock else text)
    month = next((MONTHS[word.lower()] for word in words if word.lower() in MONTHS), None)
    numbers = [int(word) for word in words if word.isdecimal()]
    years = [number for number in numbers if number > 1000]  # noqa: PLR2004 - four digits
    days = [number for number in numbers if number <= 31]  # noqa: PLR2004 - days of a month
    if month is None or len(years) != 1 or len(days) != 1:
        return None
    return _day(text, str(years[0]), str(month), str(days[0])), _clock(clock.group() if clock else None)


def _clock(text: str | None) -> time | None:
    match = _CLOCK.match((text or "").strip())
    if not match:
        return None  # words after the day, such as `afternoon`
    hour, minute, second, half = int(match[1]), int(match[2]), int(match[3] or 0), (match[4] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise DateProblem(f"there is no {match.group()} on the clock", impossible=True) from None


def dated(raw: str, place: Place) -> Dated | None:
    """A day with its place, or None where the text is no date (the reader has reported that)."""
    try:
        day, clock = read_moment(raw)
    except DateProblem:
        return None
    return Dated(day, place, clock)


def split_event(raw: str) -> tuple[str, str]:
    """The date and the rest of an event's line; a date may be emphasised, and followed by a time or a colon."""
    text = clean(raw)
    text = text.lstrip("*_") if text[:1] in ("*", "_") else text
    if text.startswith("[[") and "]]" in text:
        head, _, rest = text.partition("]]")
        return head + "]]", rest.lstrip(" *_:–—-")
    head, _, rest = text.partition(" ")
    if not head[4:5].isdigit() and "-" not in head:
        words = text.split(" ", 4)
        for size in (3, 4):
            if any(word.strip(",.").casefold() in MONTHS for word in words[:size]) and _YEAR.match(words[min(size, len(words)) - 1]):
                head, rest = " ".join(words[:size]), text.partition(words[size - 1])[2] if size <= len(words) else ""
                break
    if _CLOCK.match(rest.split(" ", 1)[0]) and ":" in rest.split(" ", 1)[0]:
        rest = rest.partition(" ")[2]
    return head.rstrip(":,;*_"), rest.strip().lstrip(":–—").strip()


def read_event(raw: str, place: Place = TOP) -> Event:
    """An event's line: DATE CHANNEL [give|ask|update] [words].

    Raises:
        DateProblem: the line does not begin with a date.
    """
    head, rest = split_event(raw)
    try:
        day = read_date(head)
    except DateProblem:
        day, rest = read_date(raw), ""  # a date written with spaces, alone on its line
    channel, nature = "", ""
    word, _, after = rest.partition(" ")
    known = read_channel(word)
    if known:
        channel, rest = known, after.strip()
    word, _, after = rest.partition(" ")
    if word.casefold().rstrip(":") in NATURES:
        nature, rest = word.casefold().rstrip(":"), after.strip()
    return Event(day, place, channel, nature, rest)


def read_channel(word: str) -> str:
    """The channel that a word means, or an empty string."""
    low = word.casefold().strip(" ,;:.")
    low = CHANNEL_SYNONYMS.get(low, low)
    return low if low in CHANNELS else ""


@lru_cache(maxsize=4096)
def read_choice(raw: str, choices: tuple[str, ...]) -> str:
    """The choice that a text means, ignoring case, spaces, `-` and `_`; empty if none."""
    low = clean(raw).casefold()
    low = CHOICE_SYNONYMS.get(low, low)
    want = squash(low)
    return next((choice for choice in choices if squash(choice) == want), "")


def read_interval(raw: str) -> int | None:
    """Days of an interval (`30d`, `6w`, `3m`, `quarterly`, a bare number); None means never.

    Raises:
        ValueError: the text is no interval.
    """
    text = clean(raw).casefold()
    if text in NEVER:
        return None
    if text in WORDS_OF_INTERVAL:
        return WORDS_OF_INTERVAL[text]
    if text.isdecimal() and len(text) < 5:  # noqa: PLR2004 - at most 27 years
        return int(text)
    match = _INTERVAL.match(text)
    if not match:
        raise ValueError(f"“{raw[:40]}” is not an interval; write 30d, 6w, 3m, quarterly or never")
    return int(match[1] or 1) * DAYS_OF[match[2][0]]


def read_minutes(raw: str) -> int:
    """Minutes: `30`, `30 min`, `1h`, `1h 15`, `1:15`.

    Raises:
        ValueError: the text is no length of time.
    """
    text = clean(raw)
    if re.fullmatch(r"\d{1,2}:\d{2}", text):
        hours, minutes = text.split(":")
        return int(hours) * 60 + int(minutes)
    match = _MINUTES.match(text)
    if not match or not (match[1] or match[2]):
        raise ValueError(f"“{raw[:40]}” is not a number of minutes; write 30")
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def read_flag(raw: str) -> bool | None:
    """True or False as people and YAML 1.1 write them; None for anything else."""
    text = clean(raw).casefold()
    if text in ("true", "yes", "on", "y", "1"):
        return True
    return False if text in ("false", "no", "off", "n", "0", "") else None


def ref(raw: str, place: Place = TOP) -> Ref:
    """A link, or plain words where a link could stand."""
    text = clean(raw)
    if match := _WIKI.search(text):
        target, _, shown = match[1].partition("|")
        target = target.split("#", 1)[0].rstrip("\\").strip()
        return Ref(shown.strip() or target.rsplit("/", 1)[-1], target, place)
    if match := _MARKDOWN.match(text):
        target = match[2].strip().replace("%20", " ")
        if "://" not in target and not target.startswith("mailto:"):
            return Ref(match[1].strip(), target.split("#", 1)[0], place)
        return Ref(match[1].strip(), "", place)
    return Ref(text, "", place)


def read_waiver(raw: str, place: Place) -> Waiver:
    """RULE [until DATE] REASON; a date that cannot be read leaves the waiver without an end and without a reason."""
    match = _WAIVER.match(clean(raw))
    if not match:
        return Waiver("", None, "", place)
    rule, until, reason = match[1], match[2], (match[3] or "").strip()
    if until is None:
        return Waiver(rule, None, reason, place)
    try:
        return Waiver(rule, read_date(until), reason, place)
    except DateProblem:
        return Waiver(rule, date.min, reason, place)


def read_threshold(raw: str, place: Place = TOP) -> OwnDays:
    """RULE [due DAYS] [late DAYS] [words].

    Raises:
        ValueError: the text says neither, or one of them twice.
    """
    match = _THRESHOLD.match(clean(raw))
    said = [(name.casefold(), int(days)) for name, days in _DAYS_IN_IT.findall(match[2])] if match else []
    if not match or len(dict(said)) < len(said) or max(days for _, days in said) > MOST_DAYS:
        raise ValueError(f"“{raw[:40]}” is no `RULE due DAYS late DAYS`, such as `outreach-unanswered due 14 late 28`")
    days = dict(said)
    return OwnDays(match[1].casefold(), Threshold(days.get("due"), days.get("late")), place)


def tag(raw: str) -> str:
    """A tag without its `#`."""
    return clean(raw).lstrip("#").strip("/").strip()
