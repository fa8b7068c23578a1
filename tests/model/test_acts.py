"""Whether doing a task was a word to somebody, and to whom, as its words tell."""

from __future__ import annotations

import pytest

from notes_kit.model.acts import delivers, reaches

ADA = ("Ada Okafor", "Ada")


@pytest.mark.parametrize(
    ("text", "anybody", "her"),
    [
        ("Send the lineage paper", True, True),
        ("**Send** her the paper", True, True),
        ("Send Ada the paper", True, True),
        ("Write to ada", True, True),
        ("Introduce her to Ben", True, True),
        ("Send SQL notes to her", True, True),
        ("E-mail the CV", True, True),
        ("Reply", True, True),
        ("Get back to [[Ada Okafor]]", True, True),
        ("Write to Ben", True, False),
        ("Write back to Élise", True, False),
        ("Introduce [[Ben Li]] to Chloe", True, False),
        ("Ring O'Dwyer", True, False),
        ("Send the paper to [[Ben Li]]", True, False),
        ("Write one page", False, False),
        ("Put tests on the report", False, False),
        ("Sender names: sort them", False, False),
        ("Ask whether Ada's team hires", False, False),
        ("", False, False),
    ],
)
def test_a_word_to_somebody_and_a_word_to_her(text: str, anybody: bool, her: bool) -> None:
    assert (delivers(text), reaches(text, ADA)) == (anybody, her)
