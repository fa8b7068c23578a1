"""Two messages without an answer: another way in, or none; never a third message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import plain_name
from notes_kit.model.people import Contact, Ref
from notes_kit.model.settings import Threshold
from notes_kit.model.state import ENOUGH, Relation
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import names

MOST = 3
"""Colleagues that a message names."""


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact who has left two attempts or more unanswered."""
    places: _Places | None = None
    for person, relation in context.contacts():
        if not relation.exhausted:
            continue
        places = places or _places(context)
        contact, last = relation.contact, relation.unanswered[-1]
        count = "two" if len(relation.unanswered) == ENOUGH else str(len(relation.unanswered))
        yield context.duty(
            f"{contact.name} has not answered {count} messages, the last of {last.date}: send no other; {other_ways(context, relation, places)}",
            contact.path, last.place, start=last.date, person=person,
            close=context.log(person, f"closed no answer to {count} messages", ""),
        )  # fmt: skip


class _Places(NamedTuple):
    """Who works in an organization, and whom somebody led to, by what `_key` says of either."""

    staff: dict[str, list[Contact]]
    led: dict[str, list[Contact]]


def _places(context: Context) -> _Places:
    """Only those who can be turned to."""
    places = _Places({}, {})
    for contact in context.vault.contacts:
        if _open(context, contact):
            places.staff.setdefault(_key(context, contact, contact.organization), []).append(contact)
            places.led.setdefault(_key(context, contact, contact.source), []).append(contact)
    return places


def other_ways(context: Context, relation: Relation, places: _Places | None = None) -> str:
    """The ways in that the vault knows, by name, and the way out. A call is no further message, but after two of them it is the last try."""
    contact = relation.contact
    ways = []
    used = {event.channel for event in relation.unanswered}
    if len(relation.unanswered) == ENOUGH and contact.phone and not used & {"phone", "in-person"}:
        ways.append("ring them once")
    friend = _introducer(context, relation)
    if friend:
        ways.append(f"ask {friend}, who led you to them, for an introduction")
    others = _colleagues(context, contact, friend, places or _places(context))
    if others:
        ways.append(f"turn to {names(others)} instead")
    return ", ".join([*ways, "or let it go and close the contact"]) if ways else "try somebody else there, or let it go and close the contact"


def _introducer(context: Context, relation: Relation) -> str:
    """The contact who led there, if there is one whom I am in touch with and whose introduction was not what went unanswered."""
    source = relation.contact.source
    if source is None or any(event.channel == "intro" for event in relation.unanswered):
        return ""
    other = context.vault.person(source, relation.contact.path).contact
    return other.name if other is not None and other.path != relation.contact.path and _open(context, other) and _known(context, other) else ""


def _colleagues(context: Context, contact: Contact, friend: str, places: _Places) -> list[str]:
    """Others of the same organization, then others of the field whom the same person named; those I know already first."""
    where, who = _key(context, contact, contact.organization), _key(context, contact, contact.source) if _led_by_somebody(context, contact) else ""
    near = places.staff.get(where, []) if where else []
    field = plain_name(contact.industry)
    beside = [other for other in (places.led.get(who, []) if who and field else []) if plain_name(other.industry) == field and other not in near]
    found = [(far, not _known(context, other), other.path, other.name) for far, some in enumerate((near, beside)) for other in some]
    return [name for _, _, path, name in sorted(found) if path != contact.path and name != friend][:MOST]


def _open(context: Context, other: Contact) -> bool:
    """Whether somebody can be turned to: not closed, declined or paused, and not silent to two messages too."""
    relation = context.relations[other.path]
    return not relation.quiet and not relation.exhausted


def _known(context: Context, other: Contact) -> bool:
    relation = context.relations[other.path]
    return bool(relation.held) or relation.replied is not None


def _led_by_somebody(context: Context, contact: Contact) -> bool:
    """Whether the source is a person: words such as `alumni base` are shared by people who do not know each other."""
    source = contact.source
    return source is not None and context.vault.person(source, contact.path).contact is not None


def _key(context: Context, contact: Contact, ref: Ref | None) -> str:
    """What two references have in common that mean the same: the note, else the words."""
    if ref is None:
        return ""
    return next(iter(context.vault.targets(ref.name, contact.path)), "") or plain_name(ref.name)


_ADA = """\
---
type: contact
organization: Northwind
outreach:
  - 2026-02-10 email
  - 2026-02-19 linkedin second message
---
"""
_BEN = """\
---
type: contact
organization: Northwind
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK102",
    name="outreach-exhausted",
    title="Two messages have had no answer: another way in, or none",
    why="A third message turns a stranger who was busy into one who is annoyed, and you meet again in a small field. A colleague of theirs, or a word "
    "from somebody you both know, often succeeds where a message did not; and letting go frees you for the next person.",
    how_to_fix="Turn to somebody else there, or ask whoever led you to them for an introduction. If nothing comes of it, close the contact with a "
    "reason, or pause it until there is a new one to write.",
    practice="P10",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.HOUSE,
    default=Threshold(due=7, late=21),
    bad=Example(date(2026, 2, 26), {_PATH: _ADA, "contacts/Ben Li.md": _BEN}, (f"{_PATH}:6:5",)),
    good=Example(date(2026, 2, 26), {_PATH: _ADA.replace("message\n", "message\nclosed: 2026-02-26 no answer\n"), "contacts/Ben Li.md": _BEN}),
)
