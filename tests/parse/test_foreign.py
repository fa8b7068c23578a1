"""Exports as the programs write them, several years of each, byte for byte in `exports/`: who is read from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from notes_kit.model.card import Card, Sheet
from notes_kit.parse.foreign.contacts import read_contacts
from notes_kit.parse.foreign.linkedin import read_linkedin
from notes_kit.parse.foreign.vcard import read_vcards

EXPORTS = Path(__file__).resolve().parent / "exports"
PROFILE = "https://www.linkedin.com/in/adaeze-nwosu-84b1a2"


def sheet(name: str) -> Sheet:
    read: Callable[[bytes], Sheet] = read_vcards if name.endswith(".vcf") else read_linkedin if name.startswith("linkedin") else read_contacts
    return read((EXPORTS / name).read_bytes())


def told(card: Card) -> dict[str, object]:
    """What a card says, but for the parts of its name."""
    without = ("first_name", "last_name")
    return {field.name: getattr(card, field.name) for field in fields(card) if getattr(card, field.name) and field.name not in without}


def test_every_export_is_read_by_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [path.name for path in EXPORTS.iterdir() if f'"{path.name}"' not in text] == []


def test_linkedin_today() -> None:
    read = sheet("linkedin-2025.csv")
    assert [told(card) for card in read.cards] == [
        {
            "name": "Adaeze Nwosu", "role": "Head of Data Platform", "organization": "Halden, Marsh & Co.", "linkedin": PROFILE,
            "linkedin_connected": date(2024, 3, 12), "line": 5,
        },
        {
            "name": "José Luis Ibáñez Roca", "role": "Director, Operations", "organization": "Ribera Salud", "email": ("jl.ibanez@ribera.example",),
            "linkedin": "https://www.linkedin.com/in/joseluisibanez", "linkedin_connected": date(2023, 1, 3), "line": 6,
        },
        {
            "name": "Mei-Ling Tan, PhD", "role": 'Research Engineer "Forecasting"', "organization": "Straits Weather",
            "linkedin": "https://www.linkedin.com/in/mei-ling-tan", "linkedin_connected": date(2024, 2, 29), "line": 7,
        },
        {
            "name": "Søren Kjær", "linkedin": "https://www.linkedin.com/in/s%C3%B8ren-kj%C3%A6r", "linkedin_connected": date(2021, 8, 1), "line": 9,
        },
        {
            "name": "Tunde 🚀 Bakare", "role": "Founder (and first nurse)", "organization": "=Growth()", "email": ("tunde@bakare.example",),
            "linkedin": "https://www.linkedin.com/in/tunde-bakare", "linkedin_connected": date(2022, 2, 7), "line": 11,
        },
        {
            "name": "Adaeze Nwosu", "role": "Head of Data Platform", "organization": "Halden, Marsh & Co.", "linkedin": PROFILE,
            "linkedin_connected": date(2024, 3, 12), "line": 13,
        },
    ]  # fmt: skip
    assert [(row.line, "closed their account" in row.why) for row in read.unread] == [(10, True)]
    assert (read.distinct, read.remarks, read.left) == (True, (), ())


@pytest.mark.parametrize(
    ("name", "role", "day"),
    [
        ("linkedin-2019.csv", "Data Engineer", date(2018, 11, 28)),
        ("linkedin-2018.csv", "Data Engineer", date(2017, 11, 28)),
        ("linkedin-2015-outlook.csv", "Data Analyst", None),
    ],
)
def test_linkedin_of_other_years(name: str, role: str, day: date | None) -> None:
    first, second, *_ = sheet(name).cards
    assert (first.name, first.organization, first.role, first.linkedin_connected) == ("Adaeze Nwosu", "Halden Marsh", role, day)
    assert (second.name, second.email) == ("José Luis Ibáñez Roca", ("jl.ibanez@ribera.example",))


def test_linkedin_in_french() -> None:
    (card,) = sheet("linkedin-fr.csv").cards
    assert (card.name, card.organization, card.role, card.linkedin_connected) == (
        "Élodie Garnier",
        "Société des Marais",
        "Ingénieure",
        date(2023, 3, 12),
    )


def test_google_today() -> None:
    read = sheet("google-2025.csv")
    assert [told(card) for card in read.cards] == [
        {
            "name": "Adaeze Chidinma Nwosu", "aliases": ("Ada",), "salutation": "Dr.", "role": "Head of Data Platform",
            "organization": "Halden, Marsh & Co.", "location": "Leeds, GB",
            "email": ("adaeze@halden.example", "a.nwosu@halden.example", "adaeze@nwosu.example"), "phone": ("+44 7700 900123",),
            "linkedin": PROFILE, "website": ("https://nwosu.example/notes",), "birthday": "1984-07-30", "tags": ("Data-people",), "line": 2,
        },
        {"name": "Tomasz Zieliński", "email": ("tomasz@zielinski.example",), "birthday": "03-14", "line": 8},
    ]  # fmt: skip
    assert [row.why for row in read.unread] == ["it has no name of a person (only Leeds Taxi)"]
    assert {"Notes", "Address 1 - Street"} <= set(read.left), "what is not taken is told"


def test_google_of_2014_in_utf_16() -> None:
    (card,) = sheet("google-2014.csv").cards
    assert told(card) == {
        "name": "Adaeze Nwosu", "aliases": ("Ada",), "salutation": "Dr.", "role": "Data Analyst", "organization": "Halden Marsh",
        "email": ("adaeze@halden.example",), "phone": ("+44 7700 900123", "020 7946 0100"),
        "linkedin": "https://www.linkedin.com/pub/adaeze-nwosu/4b/1a2/84b", "birthday": "1984-07-30", "tags": ("Data-people",), "line": 2,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["outlook-2010.csv", "outlook-de.csv", "android.vcf", "outlook-2.1.vcf"])
def test_one_man_in_four_files(name: str) -> None:
    read = sheet(name)
    (card,) = read.cards
    assert (card.name, card.salutation, card.role, card.organization) == ("Jürgen Groß", "Dr.", "Laborleiter", "Müller & Söhne GmbH")
    assert card.email == ("juergen.gross@mueller.example",), "Exchange's own addresses are none"
    assert card.location.startswith("Köln")
    assert not any("199" in number for number in card.phone), "a fax is nothing to talk to somebody with"
    assert card.birthday == "", "0/0/00 is no day"
    if name.startswith("outlook"):
        assert "Windows-1252" in read.remarks[0], "a guess is told"


def test_outlook_com() -> None:
    (card,) = sheet("outlook-com-2024.csv").cards
    assert told(card) == {
        "name": "Adaeze Nwosu", "aliases": ("Ada",), "salutation": "Dr.", "role": "Head of Data Platform", "organization": "Halden, Marsh & Co.",
        "location": "Leeds, United Kingdom", "email": ("adaeze@halden.example",), "phone": ("+44 7700 900123", "020 7946 0100"),
        "linkedin": PROFILE, "website": ("https://nwosu.example",), "birthday": "1984-07-30", "line": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "others"), [("apple.vcf", ["it is an organization, not a person"]), ("nextcloud-4.0.vcf", ["it is a group, not a person"])]
)
def test_cards_of_today(name: str, others: list[str]) -> None:
    read = sheet(name)
    (card,) = read.cards
    assert (card.name, card.salutation, card.role, card.organization) == ("Adaeze Nwosu", "Dr.", "Head of Data Platform", "Halden, Marsh & Co.")
    assert (card.linkedin, card.website, card.tags) == (PROFILE, ("https://nwosu.example/notes",), ("Data-people", "Alumni"))
    assert card.birthday == {"apple.vcf": "07-30", "nextcloud-4.0.vcf": "1984-07-30"}[name]
    assert card.email[0] == {"apple.vcf": "adaeze@halden.example", "nextcloud-4.0.vcf": "adaeze@nwosu.example"}[name], "what is preferred comes first"
    assert [number.replace("-", " ") for number in card.phone] == ["+44 7700 900123"]
    assert card.location.startswith("Leeds, ")
    assert [row.why for row in read.unread] == others
