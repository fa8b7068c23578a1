"""Out of a vault and into an empty one: cards, tables and JSON lose nothing that they can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.app.export import card_of, export_cards
from notes_kit.app.exported import csv_of, json_of
from notes_kit.app.import_notes import carry_out, plan, read_file
from notes_kit.app.importing import Wish
from notes_kit.app.session import Session
from notes_kit.model.card import FIELDS, Card
from notes_kit.parse.foreign.clean import one_line
from notes_kit.parse.foreign.contacts import read_contacts
from notes_kit.parse.foreign.vcard import read_vcards
from notes_kit.render.sheet import sheet_text
from notes_kit.render.vcard import vcards_text

NOW = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)
HELD = {
    "vcard": ("name", "aliases", "salutation", "role", "organization", "location", "email", "phone", "linkedin", "website", "tags"),
    "csv": FIELDS,
    "json": FIELDS,
}
"""What each kind of file can hold of a contact."""


def told(session: Session, fields: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """What every contact's note says, by name."""
    cards = [card_of(contact) for contact in session.vault(points=False).contacts]
    return {card.name: {name: value for name in fields if (value := getattr(card, name))} for card in cards}


@pytest.mark.parametrize("kind", HELD)
def test_the_example_network_moves_house(vault_template: Path, tmp_path: Path, kind: str) -> None:
    out = Session(str(vault_template), TODAY)
    text = {
        "vcard": lambda: export_cards(out),
        "csv": lambda: csv_of(out, "", talks=False, raw=False, redact=False),
        "json": lambda: json_of(out, "", redact=False),
    }[kind]()
    (tmp_path / "file").write_bytes(text.encode())
    new, said = opened(tmp_path / "new", {"notes-kit.yaml": ""})
    name, sheet = read_file(kind, str(tmp_path / "file"))
    planned = plan(new, name, sheet, Wish(take=tuple(field for field in FIELDS if field != "name"), source="-"))
    carry_out(new, planned, now=NOW)
    moved = told(Session(new.root, TODAY), HELD[kind])
    before = told(out, HELD[kind])
    for card in moved.values():
        if card.get("source") == "-":
            del card["source"]
    assert moved == before
    assert len(before) > 15
    assert not said


clean = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(one_line)
ANYBODY = st.builds(
    Card, name=clean.map(lambda text: f"X {text}".strip()), salutation=st.just(""), role=clean, organization=clean, industry=clean,
    source=clean.filter(lambda text: "," not in text), phone=st.just(("+44 7700 900123",)),
    relationship=st.lists(clean.filter(bool), max_size=2, unique_by=str.casefold).map(tuple),
    linkedin_connected=st.none() | st.dates(date(2003, 5, 5), date(2026, 1, 1)),
)  # fmt: skip


@given(st.lists(ANYBODY, min_size=1, max_size=4))
def test_no_text_breaks_a_table(people: list[Card]) -> None:
    """Formulas are made harmless on the way out and are themselves again on the way in."""
    rows = []
    for card in people:
        found = {name: list(values) if name == "relationship" else values[0] for name in FIELDS if (values := card.values(name))}
        rows.append({"path": "contacts/x.md", **found})
    read = read_contacts(sheet_text(rows, "contact").encode())
    bare = [replace(card, line=0, aliases=(), location="") for card in read.cards]
    assert bare == people


@given(st.lists(ANYBODY, min_size=1, max_size=4))
def test_no_text_breaks_a_card(people: list[Card]) -> None:
    read = read_vcards(vcards_text([(f"uid-{at}", card) for at, card in enumerate(people)]).encode())
    assert [(card.name, card.role, card.organization, card.phone) for card in read.cards] == [
        (card.name, card.role, card.organization, card.phone) for card in people
    ]
