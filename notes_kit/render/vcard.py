"""People as vCards 3.0 (RFC 2426): what address books on phones and computers read without loss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from notes_kit.model.card import Card
from notes_kit.render.calendar import address, folded

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def vcards_text(people: Sequence[tuple[str, Card]]) -> str:
    """A file of cards; each comes with the UID under which an address book knows it again."""
    return "".join(folded(line) for uid, card in people for line in _lines(uid, card))


def _lines(uid: str, card: Card) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0", "PRODID:-//notes-kit//notes-kit//EN", f"UID:{uid}")
    first, last = card.first_name, card.last_name
    if not (first or last):
        first, _, last = card.name.rpartition(" ")
    yield f"N:{_text(last)};{_text(first)};;{_text(card.salutation)};"
    yield f"FN:{_text(card.name)}"
    if card.aliases:
        yield "NICKNAME:" + ",".join(map(_text, card.aliases))
    if card.organization:
        yield f"ORG:{_text(card.organization)}"
    if card.role:
        yield f"TITLE:{_text(card.role)}"
    yield from (f"EMAIL;TYPE=INTERNET:{_text(one)}" for one in card.email)
    yield from (f"TEL;TYPE=VOICE:{_text(one)}" for one in card.phone)
    if card.location:
        town, _, country = card.location.partition(",")
        yield f"ADR:;;;{_text(town.strip())};;;{_text(country.strip())}"
    yield from (f"URL:{found}" for one in (card.linkedin, *card.website) if (found := address(one)))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", card.birthday):
        yield f"BDAY:{card.birthday}"
    if card.tags:
        yield "CATEGORIES:" + ",".join(map(_text, card.tags))
    yield "END:VCARD"


def _text(text: str) -> str:
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
