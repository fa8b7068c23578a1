"""The one table of properties: consistent in itself, whatever is made from it."""

from __future__ import annotations

import unicodedata

import pytest

from notes_kit.model.schema import COMMON, SCHEMA, TYPE, Kind, properties_of, spellings, squash, type_spellings


def test_names_are_unique_and_spelled_as_yaml_likes_them() -> None:
    for note_type in SCHEMA:
        names = [prop.name for prop in properties_of(note_type)]
        assert len(names) == len(set(names)), note_type
        assert all(name.replace("_", "").isalpha() and name == name.lower() for name in names)


def test_every_property_says_what_it_means_and_gives_an_example() -> None:
    for note_type in SCHEMA:
        for prop in properties_of(note_type):
            assert prop.meaning
            assert prop.example or prop.kind is Kind.CHOICE, prop.name
            assert bool(prop.choices) == (prop.kind is Kind.CHOICE), prop.name


def test_a_spelling_means_one_thing_and_a_name_itself() -> None:
    for note_type in SCHEMA:
        table = spellings(note_type)
        for prop in properties_of(note_type):
            assert table[squash(prop.name)] is prop
        assert all(key == squash(key) for key in table)


def test_types_and_their_spellings() -> None:
    table = type_spellings()
    assert set(TYPE.choices) == set(SCHEMA)
    assert {table[name] for name in SCHEMA} == set(SCHEMA)
    assert (table["person"], table["people"], table["meeting"], table["coffeechat"]) == ("contact", "contact", "meeting", "interview")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Last-Contact", "last_contact"),
        ("Follow-Up Date", "followup date"),
        ("E-Mail", "email"),
        ("\u00a0type", "type"),
        ("#tags", "Tags"),
        ("**Role**", "role"),
    ],
)
def test_keys_are_compared_loosely(one: str, other: str) -> None:
    assert squash(one) == squash(other)


def test_keys_are_compared_in_one_normal_form() -> None:
    assert squash(unicodedata.normalize("NFD", "Téléphone")) == squash(unicodedata.normalize("NFC", "téléphone"))


def test_obsidian_can_edit_every_property() -> None:
    kinds = {prop.obsidian for note_type in SCHEMA for prop in properties_of(note_type)}
    assert kinds <= {"text", "multitext", "number", "checkbox", "date", "datetime", "tags", "aliases"}
    assert {prop.name: prop.obsidian for prop in COMMON}["tags"] == "tags"
