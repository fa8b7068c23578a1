"""A note's name from a person's: the same everywhere, inside its folder, and still theirs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.app.names import LONGEST, file_stem, theme_name

BARRED = set('/\\:*?"<>|#^[]')
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Ada Okafor", "Ada Okafor"),
        ("  Ada\t Okafor ", "Ada Okafor"),
        ("Niamh O'Dwyer", "Niamh O'Dwyer"),
        ("Wei-Ling Chua (Kestrel & Vane)", "Wei-Ling Chua (Kestrel & Vane)"),
        ("J. R. Ewing Jr.", "J. R. Ewing Jr"),
        ("AC/DC", "AC-DC"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\boot", "boot"),
        ("C: drive", "C-drive"),
        ('Ann "Annie" Lee? #1 [x]', "Ann Annie Lee 1 x"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("Con", "Con_"),
        ("con.air", "con_.air"),
        ("LPT1 .x", "LPT1_.x"),
        ("Console", "Console"),
        ("\u202eadA", "adA"),
        ("Ada\x00\x1b[31m", "Ada 31m"),
        ("A\u030ase", "Åse"),
        ("李小龍", "李小龍"),
        ("😀", ""),
        ("???", ""),
        ("...", ""),
        ("", ""),
    ],
)
def test_names(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_a_long_name_is_cut_between_words_and_never_inside_a_sign() -> None:
    long = file_stem("Maria " * 60)
    assert long.endswith("Maria")
    assert len(long.encode()) <= LONGEST
    assert len(file_stem("x" * 500)) == LONGEST
    family = "👩\u200d👩\u200d👧"
    cut = file_stem("a" * (LONGEST - 5) + family)
    assert cut == "a" * (LONGEST - 5)
    assert not unicodedata.combining(file_stem("a" * (LONGEST - 1) + "q\u0323\u0307")[-1])


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_every_system_takes_or_none(text: str) -> None:
    stem = file_stem(text)
    assert not BARRED & set(stem)
    assert all(unicodedata.category(ch) not in ("Cc", "Cs") for ch in stem)
    assert stem == stem.strip(" .-")
    assert len(stem.encode()) <= LONGEST + 1  # a device's name may get an underscore
    assert stem.split(".", 1)[0].rstrip().casefold() not in DEVICES
    assert stem == unicodedata.normalize("NFC", stem)
    assert file_stem(stem) == stem


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Getting  Hired", "getting-hired"),
        ("#theme!", "theme"),
        ("Work/Pay & Hours", "work/pay-hours"),
        ("/pay//hours/", "pay/hours"),
        ("remote_work", "remote_work"),
        ("Größe", "größe"),
        ("#theme/Pay", "pay"),
        ("काम के घंटे", "काम-के-घंटे"),
        ("人々の声", "人-の声"),
        ("&&&", ""),
    ],
)
def test_theme_names_are_tags(name: str, tag: str) -> None:
    assert theme_name(name) == tag
