"""What `log` can be told: the events, and how the words after one are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from notes_kit.app.desk import AskedWrongError


class When(StrEnum):
    """What the date of an event may be."""

    PAST = "today or before; today if none is given"
    TALK = "the day of the talk, today or before"
    ANY = "the day of the talk"
    MOMENT = "the day of the talk to come, with its time if it is known; has to be given"
    MAYBE = "the new day, if there is one"
    AHEAD = "a day to come; has to be given"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens between two people, as `log` names it."""

    name: str
    meaning: str
    when: When
    channel: bool = False
    words: bool = False


EVENTS: dict[str, Event] = {
    event.name: event
    for event in (
        Event("outreach", "you asked for a conversation", When.PAST, channel=True, words=True),
        Event("replied", "they answered", When.PAST),
        Event("declined", "they said no, which ends the chase", When.PAST),
        Event("scheduled", "a day is agreed: makes the talk's note, or gives it the new day", When.MOMENT),
        Event("confirmed", "time and place of the next talk are reconfirmed", When.PAST),
        Event("held", "you talked", When.TALK),
        Event("cancelled", "the talk was called off", When.ANY),
        Event("no-show", "they did not come", When.TALK),
        Event("moved", "the talk was put off; with its new day, that talk's note is made", When.MAYBE),
        Event("thanked", "you thanked them for the last talk that you had not thanked them for", When.PAST),
        Event("touch", "you were in touch; begin the words with give, ask or update", When.PAST, channel=True, words=True),
        Event("linkedin", "you are connected on LinkedIn", When.PAST),
        Event("referral", "they named somebody: give the name, or none", When.NONE, words=True),
        Event("done", "an action is done: give some of its words", When.PAST, words=True),
        Event("paused", "ask nothing until a day to come", When.AHEAD),
        Event("closed", "nothing more is wanted of this contact; give the reason", When.PAST, words=True),
    )
}
"""Every event, in the order of a conversation."""

_LONGEST_DATE = 4
"""Words of the longest date: `in 2 weeks 15:00`."""

_DATE_SHAPE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?:T.*)?\Z")


@dataclass(frozen=True, slots=True)
class Said:
    """The words after an event, read. `day` is None where no date was given; `words` is one line."""

    event: Event
    day: date | None = None
    clock: time | None = None
    channel: str = ""
    words: str = ""


def read_said(event: Event, words: Sequence[str], today: date, channel: str = "") -> Said:
    """The date, the channel and the rest of what was said, whatever the order of the first two.

    Raises:
        AskedWrongError: a date is missing, lies where it cannot, or can be read two ways; or a word has no place here.
    """
    tokens = " ".join(words).split()
    way = _channel(channel, event)
    if event.name == "paused" and tokens[:1] == ["until"]:
        del tokens[0]
    day, clock, tokens = (None, None, tokens) if event.when is When.NONE or event.name == "done" else _take_date(event, tokens, today)
    if event.channel and not way and tokens:
        way, tokens = _spoken_channel(tokens)
        if way and day is None:
            day, clock, tokens = _take_date(event, tokens, today)
    if tokens and not event.words:
        _refuse_words(event, tokens, today)
    _check_day(event, day, tokens, words, today)
    return Said(event, day, clock, way, " ".join(tokens))


def leading_date(event: Event, words: str, today: date) -> tuple[date, str] | None:
    """The date that words begin with, and the words after it; None if there is no date or nothing else.

    Raises:
        AskedWrongError: the date lies where it cannot.
    """
    day, _, rest = _take_date(event, words.split(), today)
    if day is None or not rest:
        return None
    _check_day(event, day, rest, [words], today)
    return day, " ".join(rest)


def _channel(word: str, event: Event) -> str:
    if not word:
        return ""
    from notes_kit.model.schema import CHANNELS  # noqa: PLC0415
    from notes_kit.parse.values import read_channel  # noqa: PLC0415

    if not event.channel:
        raise AskedWrongError(f"`{event.name}` has no channel; leave out --channel")
    found = read_channel(word)
    if not found:
        raise AskedWrongError(f"“{word}” is no channel; there are {', '.join(CHANNELS)}")
    return found


def _spoken_channel(tokens: list[str]) -> tuple[str, list[str]]:
    """The channel that the first word means, as it would where it stands in a note; `lunch` stays a word beside it."""
    from notes_kit.parse.values import read_channel  # noqa: PLC0415

    found = read_channel(tokens[0])
    return found, tokens[1:] if tokens[0].casefold() == found else tokens


def _take_date(event: Event, tokens: list[str], today: date) -> tuple[date | None, time | None, list[str]]:
    """The longest date that the words begin with, its time where the event has one, and the words after it."""
    from notes_kit.parse.human_date import HumanDateError, read_human_date, read_human_moment  # noqa: PLC0415

    timed = event.when in (When.TALK, When.ANY, When.MOMENT, When.MAYBE)
    for count in range(min(_LONGEST_DATE, len(tokens)), 0, -1):
        text = " ".join(tokens[:count])
        try:
            day, clock = read_human_moment(text, today) if timed else (read_human_date(text, today), None)
        except HumanDateError as problem:
            if count == 1 and _DATE_SHAPE.match(text):
                raise AskedWrongError(str(problem)) from None
            continue
        return day, clock, tokens[count:]
    return None, None, tokens


def _refuse_words(event: Event, tokens: list[str], today: date) -> None:
    from notes_kit.parse.human_date import HumanDateError, read_human_moment  # noqa: PLC0415

    text = " ".join(tokens)
    try:
        read_human_moment(text, today)
    except HumanDateError as problem:
        what = "a date" if event.when is not When.NONE else "nothing"
        raise AskedWrongError(f"after `{event.name}` stands {what} and no other words: {problem}") from None
    raise AskedWrongError(f"after `{event.name}` stands one date; “{text}” is a second one")


def _check_day(event: Event, day: date | None, rest: list[str], words: Sequence[str], today: date) -> None:
    if day is None:
        if event.when in (When.MOMENT, When.AHEAD):
            raise AskedWrongError(f"`{event.name}` needs a date: {event.when.value.split(';')[0]}, such as `fri 15:00` or `+2w`")
        return
    if event.when in (When.PAST, When.TALK) and day > today:
        said = " ".join(" ".join(words).split())
        typed = said.removesuffix(" ".join(rest)).strip() or said
        raise AskedWrongError(f"“{typed}” is {day}, which lies ahead, and `{event.name}` is for what has happened{_advice(event, typed, today)}")
    if event.when is When.AHEAD and day <= today:
        raise AskedWrongError(f"{day} is not ahead; a pause ends on a day to come, such as `+3m`")


def _advice(event: Event, typed: str, today: date) -> str:
    """The day that was probably meant, or how to say words that read as a date."""
    from notes_kit.parse.human_date import HumanDateError, read_human_date  # noqa: PLC0415

    try:
        return f"; did you mean `last {typed}` ({read_human_date(f'last {typed}', today)})?"
    except HumanDateError:
        return f"; if it is no date, put one before it: `{event.name} {today} {typed} …`" if event.words else ""
