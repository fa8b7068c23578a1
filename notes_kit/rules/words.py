"""How findings speak: days, names and quotations as a person would say them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from notes_kit.model.people import Event

LONGEST = 60
"""Characters of a note that a message repeats."""

_CHANNELS = {
    "email": "your e-mail of",
    "linkedin": "your LinkedIn message of",
    "intro": "the introduction of",
    "phone": "your call of",
    "in-person": "what you asked in person on",
}


def span(days: int) -> str:
    """A number of days, rounded as people round: `3 days`, `6 weeks`, `4 months`, `2 years`."""
    if days <= 45:  # noqa: PLR2004 - a month and a half: people still count days
        return f"{days} day{'' if days == 1 else 's'}"
    if days < 90:  # noqa: PLR2004 - and up to a quarter, weeks
        return f"{round(days / 7)} weeks"
    if days < 730:  # noqa: PLR2004 - two years
        return f"{round(days / 30.44)} months"
    return f"{round(days / 365.25)} years"


def lateness(due: date, today: date) -> str:
    """How late something is that fell due on that day, or how soon it will."""
    days = (today - due).days
    if days > 0:
        return f"{span(days)} overdue"
    return f"due {distance(due, today)}"


def distance(day: date, today: date) -> str:
    """A day seen from today: `3 days ago`, `yesterday`, `today`, `tomorrow`, `in 3 days`."""
    days = (day - today).days
    named = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in named:
        return named[days]
    return f"in {span(days)}" if days > 0 else f"{span(-days)} ago"


def names(people: Sequence[str]) -> str:
    """Names in one phrase: `Ada`, `Ada and Ben`, `Ada, Ben and Chloe`; `nobody named` for none."""
    if not people:
        return "nobody named"
    return people[0] if len(people) == 1 else ", ".join(people[:-1]) + " and " + people[-1]


def attempt(event: Event) -> str:
    """An outreach in words, with its date."""
    return f"{_CHANNELS.get(event.channel, 'your message of')} {event.date}"


def quoted(text: str) -> str:
    """A person's words in quotation marks, on one line and cut where they are long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'}”"


def shell(text: str) -> str:
    """A text as one word of a command line, read as itself by a shell whatever it holds.

    Double quotes where they are enough: they read well, and Windows knows no others. Notes can
    come from anybody, so a text that a shell would act on inside double quotes gets single ones.
    """
    line = "".join(" " if not ch.isprintable() else ch for ch in text)
    if line and all(ch.isalnum() or ch in "-_./@+" for ch in line):
        return line
    if any(ch in '"$`\\!' for ch in line):
        return "'" + line.replace("'", "'\"'\"'") + "'"
    return f'"{line}"'
