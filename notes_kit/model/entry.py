"""One entry of a calendar: a talk, or a duty on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar is told. `uid` stays the same while the note does; `start` is a day, or a moment aware of its zone.

    `end` is a moment, None for a whole day. `sure` tells a confirmed talk from one that is not. `alarm` is in
    minutes before the start. `duty` marks what is to be done, and not where to be.
    """

    uid: str
    start: date | datetime
    summary: str
    end: datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    sure: bool = True
    alarm: int | None = None
    duty: bool = False
