"""Lists added to the settings: the section is written anew, every other byte stays, and what somebody commented is left to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.parse.edit_settings import SettingsRefusedError, add_lists
from notes_kit.parse.settings import read_settings

SHIPPED = (Path(__file__).resolve().parents[2] / "vault-template" / "notes-kit.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("", "synonyms:\n  role: [Beruf]\n"),
        ("synonyms:", "synonyms:\n  role: [Beruf]\n"),
        ("synonyms: {}\n# end\n", "synonyms:\n  role: [Beruf]\n# end\n"),
        ("synonyms: {role: [a]}", "synonyms:\n  role: [a, Beruf]\n"),
        ("synonyms:\n  role:\n    - a\n    - Beruf\n\nkeep_in_touch: 30d\n", "synonyms:\n  role: [a, Beruf]\n\nkeep_in_touch: 30d\n"),
        ("keep_in_touch: 30d", "keep_in_touch: 30d\n\nsynonyms:\n  role: [Beruf]\n"),
        ("\ufeffkeep_in_touch: 30d\r\nsynonyms:\r\n  phone: x\r\n", "\ufeffkeep_in_touch: 30d\r\nsynonyms:\r\n  phone: [x]\r\n  role: [Beruf]\r\n"),
        ("# only a comment\n", "# only a comment\n\nsynonyms:\n  role: [Beruf]\n"),
    ],
)
def test_lists_by_example(text: str, after: str) -> None:
    assert add_lists(text, "synonyms", {"role": ["Beruf"]}) == after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("synonyms: # mine\n  role: [a]\n", "holds a comment, which would be lost"),
        ("synonyms:\n  # mine\n  role: [a]\n", "holds a comment"),
        ("{synonyms: {}}\n", "not written as one `name: value` line"),
        ("shoes: 1\n", "notes-kit.yaml:1: there is no setting `shoes`; mend that first"),
        ("synonyms: [a\n", "mend that first"),
        ("- a\n", "mend that first"),
        ("synonyms: &a {}\nqueries: *a\n", "."),
    ],
)
def test_what_is_left_to_a_person(text: str, said: str) -> None:
    with pytest.raises(SettingsRefusedError, match=said):
        add_lists(text, "synonyms", {"role": ["Beruf"]})


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=12).filter(
    lambda text: text == text.strip() and text not in ("~", "null")
)


@given(
    st.dictionaries(st.sampled_from(["role", "email", "phone"]), st.lists(words, min_size=1, max_size=3, unique=True), min_size=1),
    st.sampled_from(["", SHIPPED]),
)
def test_whatever_is_added_is_read_back_and_nothing_else_moves(lists: dict[str, list[str]], text: str) -> None:
    after = add_lists(text, "synonyms", lists)
    read, faults = read_settings(after)
    assert faults == []
    assert read.synonyms == {name: tuple(values) for name, values in lists.items()}
    assert add_lists(after, "synonyms", lists) == after
    if text:
        before, _, behind = text.partition("synonyms: {}\n")
        assert after.startswith(before)
        assert after.endswith(behind)


def test_the_shipped_settings_take_every_section() -> None:
    text = SHIPPED
    for section, name, word in (("synonyms", "role", "Beruf"), ("types", "contact", "lead"), ("folders", "contact", "Netzwerk")):
        text = add_lists(text, section, {name: [word]})
    read, faults = read_settings(text)
    assert (faults, read.types, read.folders["contact"]) == ([], {"contact": ("lead",)}, ("contacts", "Netzwerk"))
    assert len(re.findall("^#", text, re.MULTILINE)) == len(re.findall("^#", SHIPPED, re.MULTILINE)), "no comment is lost"


def test_a_type_of_ones_own() -> None:
    assert read_settings("types: {contact: [lead, 'warm lead']}")[0].types == {"contact": ("lead", "warm lead")}
    read, faults = read_settings("types: {customer: [lead]}")
    assert (read.types, len(faults)) == ({}, 1)
    assert "`types` knows contact, interview, meeting" in faults[0].message
