"""One person as the files of other programs tell of them: what every reader of such a file gives, and every writer takes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, slots=True)
class Card:
    """A person in a file of LinkedIn, an address book or a table; the names are those of a contact's properties.

    Every text is one clean line (see `parse/foreign/clean.py`). `location` is the town and the country, never an
    address; `birthday` is 1980-03-14, or 03-14 where no year is told. `line` is where in the file the person
    stands: a line, or an entry of a list, from 1.
    """

    name: str = ""
    first_name: str = ""
    last_name: str = ""
    aliases: tuple[str, ...] = ()
    salutation: str = ""
    role: str = ""
    organization: str = ""
    industry: str = ""
    seniority: str = ""
    location: str = ""
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    linkedin: str = ""
    website: tuple[str, ...] = ()
    birthday: str = ""
    relationship: tuple[str, ...] = ()
    source: str = ""
    channel: str = ""
    linkedin_connected: date | None = None
    tags: tuple[str, ...] = ()
    line: int = 0

    def values(self, name: str) -> tuple[str, ...]:
        """The values of one property, as a note has them; empty where the file tells nothing."""
        value = getattr(self, name)
        if isinstance(value, tuple):
            return value
        return (str(value),) if value else ()


FIELDS = tuple(field.name for field in fields(Card) if field.name != "line")
"""Every property that a card may tell, in the order of a contact's note."""

LISTS = frozenset(field.name for field in fields(Card) if str(field.type).startswith("tuple"))
"""Those of which there may be several."""

TAKEN = (
    "aliases", "salutation", "role", "organization", "industry", "seniority", "location", "email", "phone", "linkedin", "source", "linkedin_connected",
)  # fmt: skip
"""What is taken of a person unless more, or less, is asked for: what reaching them and knowing them takes (P35 wants no more)."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that gave nobody, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file held. `kind` says what it was taken for, `remarks` what had to be assumed to read it.

    `distinct` says that each row is a person of its own, as in LinkedIn's list; an address book may hold somebody twice.
    `unit` is what `line` counts: `line`, or `entry`. `left` are the columns that mean nothing here.
    """

    kind: str
    cards: tuple[Card, ...]
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    distinct: bool = False
    unit: str = "line"
