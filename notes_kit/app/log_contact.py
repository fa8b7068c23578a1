"""What `log` writes into a contact's own note."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from notes_kit.app.desk import AskedWrongError, Desk
from notes_kit.app.log_words import Said
from notes_kit.model.people import Contact, Dated, Event
from notes_kit.model.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterable


class AlreadySaidError(Exception):
    """The notes say so already, and nothing has to be written; the message says where."""


def usual_channel(contact: Contact) -> str:
    """How somebody is reached where nothing is said: as they like it, else as the last time, else where they can be found (P27)."""
    last = max((event for event in contact.outreach if event.channel), key=lambda event: event.date, default=None)
    return contact.channel or (last.channel if last else "linkedin" if contact.linkedin and not contact.email else "email")


def log_event(desk: Desk, contact: Contact, said: Said, today: date) -> None:
    """One more line of `outreach` or `touches`: DATE CHANNEL words."""
    key = "outreach" if said.event.name == "outreach" else "touches"
    day, channel = said.day or today, said.channel or usual_channel(contact)
    there: Iterable[Event] = contact.outreach if key == "outreach" else contact.touches
    for event in there:
        same_words = not said.words or " ".join(filter(None, (event.nature, event.words))).casefold() == said.words.casefold()
        if event.date == day and same_words and channel == (event.channel or channel):
            raise AlreadySaidError(f"{_at(contact, event)} says so already: {key} {day} {event.channel}".rstrip())
    desk.add(contact.path, key, " ".join(filter(None, (f"{day}", channel, said.words))))


def log_day(desk: Desk, vault: Vault, contact: Contact, said: Said, today: date) -> None:
    """A property that holds one day: replied, declined, linkedin_connected.

    A later reply takes the place of an earlier one where something was asked in between; so does a later no
    where you have talked since the first. A day that lies ahead has not come: it gives way.
    """
    key = {"linkedin": "linkedin_connected"}.get(said.event.name, said.event.name)
    day = said.day or today
    old: Dated | None = getattr(contact, key)
    if old is not None and old.date == day:
        raise AlreadySaidError(f"{_at(contact, old)} says so already: {key} {day}")
    if old is not None and old.date <= today and not _newer(vault, contact, key, old.date, day):
        advice = "; what you wrote to each other after that is a touch" if key == "replied" else ""
        raise AskedWrongError(f"{_at(contact, old)} says `{key}: {old.date}` already; if that is wrong, change it there{advice}")
    desk.put(contact.path, key, f"{day}")


def _newer(vault: Vault, contact: Contact, key: str, old: date, day: date) -> bool:
    """Whether a new day tells of something new."""
    if key == "replied":
        return any(old < event.date <= day for event in contact.outreach)
    talks = vault.interviews_of.get(contact.path, ())
    return key == "declined" and any(talk.when is not None and old < talk.when.date <= day for talk in talks)


def log_closed(desk: Desk, contact: Contact, said: Said, today: date) -> None:
    """`closed: DATE words`, with the reason: in a year nobody remembers why, and whether to ask again hangs on it (P10)."""
    day = said.day or today
    if contact.closed is not None and contact.closed.date <= today:
        if contact.closed.date == day and _whole(contact.closed) == (said.words or _whole(contact.closed)):
            raise AlreadySaidError(f"{_at(contact, contact.closed)} says so already: closed {day}")
        raise AskedWrongError(f"{_at(contact, contact.closed)} says `closed: {contact.closed.date}` already; change it there if that is wrong")
    if not said.words:
        raise AskedWrongError("say why in a few words, such as `closed moved to another field`: in a year you will want to know")
    desk.put(contact.path, "closed", f"{day} {said.words}")


def log_paused(desk: Desk, contact: Contact, said: Said) -> None:
    """`paused: DATE`, in the place of an earlier pause."""
    if contact.paused is not None and contact.paused.date == said.day:
        raise AlreadySaidError(f"{_at(contact, contact.paused)} says so already: paused until {said.day}")
    desk.put(contact.path, "paused", f"{said.day}")


def _whole(event: Event) -> str:
    return " ".join(filter(None, (event.channel, event.nature, event.words)))


def _at(contact: Contact, fact: Dated | Event) -> str:
    return f"{contact.path}:{fact.place.line}"
