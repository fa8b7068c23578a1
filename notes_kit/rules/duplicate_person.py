"""Two notes that seem to be about one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import email_key, linkedin_key, plain_name
from notes_kit.model.note import Note
from notes_kit.model.people import Contact
from notes_kit.model.text import TOP, Place
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.sync_conflict import original


class _Mark(NamedTuple):
    """What two notes may have in common: its kind, its text as compared, how to say it, and where it stands."""

    kind: str
    key: str
    said: str
    place: Place


def check(context: Context) -> Iterable[Finding]:
    """One fault for each note that shares an address, a profile or a name with an earlier one, at what they share."""
    first: dict[tuple[str, str], Contact] = {}
    for contact in sorted(context.vault.contacts, key=lambda item: item.path):
        if original(contact.path):
            continue
        same = None
        for mark in _marks(contact):
            other = first.setdefault((mark.kind, mark.key), contact)
            if same is None and other is not contact and not (mark.kind == "name" and _apart(contact, other)):
                same = mark, other
        if same is not None:
            mark, other = same
            shown = f"{contact.name} has the same {mark.said} as {other.name} in {other.path}"
            yield context.fault(f"{shown}: make them one, or waive this if they are two people", contact.path, mark.place)


def _marks(contact: Contact) -> Iterator[_Mark]:
    """The surest first."""
    linkedin, name = contact.note.get("linkedin"), contact.note.get("name")
    if contact.linkedin and linkedin:
        key = linkedin_key(contact.linkedin)
        if key:
            yield _Mark("linkedin", key, "LinkedIn profile", linkedin.values[0].place)
    for value in contact.note.values("email"):
        address = email_key(value.raw)
        if address:
            yield _Mark("email", address, "e-mail address", value.place)
    words = sorted(plain_name(contact.name).split())
    if len(words) > 1:
        yield _Mark("name", " ".join(words), "name", name.values[0].place if name else TOP)


def kin(_: Note, contact: Contact | None) -> Iterator[str]:
    """What a note may have in common with one about the same person."""
    if contact is not None and not original(contact.path):
        yield from (f"{mark.kind} {mark.key}" for mark in _marks(contact))


def _apart(one: Contact, other: Contact) -> bool:
    """Whether two of one name are plainly two people: each with a profile of their own."""
    mine, theirs = linkedin_key(one.linkedin), linkedin_key(other.linkedin)
    return bool(mine and theirs and mine != theirs)


_ADA = """\
---
type: contact
email: ada@northwind.example
---
"""
_PATH, _OTHER = "contacts/Ada Okafor.md", "contacts/Okafor, Ada.md"

RULE = Rule(
    code="NK951",
    name="duplicate-person",
    title="Two notes seem to be about one person",
    why="One of them is never thanked or written to twice, and the other looks forgotten: what you know of a person has to stand in one place.",
    how_to_fix="Bring both notes together in one, and give it the other name as an alias, so that links still lead to it.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.KIN,
    kin=kin,
    bad=Example(date(2026, 3, 2), {_PATH: _ADA, _OTHER: _ADA.replace("northwind", "home")}, (f"{_OTHER}:1:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _ADA, "contacts/Ben Okafor.md": _ADA.replace("ada@", "ben@")}),
)
