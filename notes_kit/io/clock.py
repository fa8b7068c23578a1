"""The only place that asks the clock."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """The local time, aware of its zone."""
    return datetime.now().astimezone()


def today() -> date:
    """The civil date where the person is."""
    return now().date()


def local(moment: datetime) -> datetime:
    """A moment that a note gives without a zone, in the zone of this machine on that day."""
    return moment.astimezone()
