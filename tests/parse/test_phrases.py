"""Phrases: each sign of the little language, what takes back what, places that are right, and nothing that takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.phrases import MORE, PARTS
from notes_kit.model.phrases_english import ENGLISH
from notes_kit.parse.phrases import LONGEST, PhraseError, Phrases, check_phrase, phrases_of, words_of


def found(phrase: str, text: str) -> list[str]:
    """What a phrase finds in a text, as typed."""
    words = words_of(text)
    return [text[words[match.first].start : words[match.last - 1].end] for match in Phrases({"job": [phrase]}).find("job", words)]


def only(phrase: str, text: str) -> str:
    matches = [one for one in found(phrase, text) if one]
    return matches[0] if matches else ""


@pytest.mark.parametrize(
    ("phrase", "text", "says"),
    [
        ("zebra crossing", "A Zebra,  crossing!", "Zebra,  crossing"),
        ("zebra crossing", "A zebra is crossing", ""),
        ("zebra (a|b c) end", "zebra b c end", "zebra b c end"),
        ("zebra (a|b c) end", "zebra a end", "zebra a end"),
        ("zebra [very] fine", "zebra fine", "zebra fine"),
        ("zebra [very] fine", "zebra very fine", "zebra very fine"),
        ("zebra * end", "zebra one two three four end", "zebra one two three four end"),
        ("zebra * end", "zebra one two three four five end", ""),
        ("zebra ~ end", "zebra one end", "zebra one end"),
        ("zebra ~ end", "zebra end", ""),
        ("zebra # end", "zebra twenty end", "zebra twenty end"),
        ("zebra # end", "zebra many end", ""),
        ("zebra @ end", "the zebra Ada end", "zebra Ada end"),
        ("zebra @ end", "the zebra ada end", ""),
        ("zebra intro*", "zebra introduction", "zebra introduction"),
        ("zebra *ed", "zebra walked", "zebra walked"),
        ("zebra favo*r", "zebra favour", "zebra favour"),
        ("zebra is not", "the zebra isn't", "zebra isn't"),
        ("zebra resume", "zebra résumé", "zebra résumé"),
        ("zebra ((a|b)|c [d]) end", "zebra c d end", "zebra c d end"),
        ("zebra 20 minutes", "zebra twenty-minutes", "zebra twenty-minutes"),
    ],
)
def test_each_sign_of_the_language(phrase: str, text: str, says: str) -> None:
    assert only(phrase, text) == says


def test_a_phrase_with_a_minus_takes_back_what_it_overlaps() -> None:
    own = Phrases({"job": ["zebra work", "-my zebra *"]})
    assert own.has("job", words_of("a zebra work"))
    assert not own.has("job", words_of("of my zebra work"))


def test_numbers_are_told() -> None:
    words = words_of("Could you spare 15-20 minutes?")
    assert [match.numbers for match in phrases_of().find("duration", words)] == [(20,)]


@pytest.mark.parametrize("phrase", ["", "-", "( )", "a (b", "a b)", "a [b)", "a | b", "a * * * * b", "* [a] [b] [c] d", "a" * (LONGEST + 1)])
def test_what_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        check_phrase(phrase)
    assert not phrases_of((("job", (phrase,)),)).has("job", words_of("zebra"))


def test_a_vault_adds_its_language() -> None:
    own = phrases_of((("duration", ("# minuten", "(halbe|viertel) stunde")),))
    assert own.has("duration", words_of("Hätten Sie zwanzig Minuten? Oder 20 Minuten?"))
    assert own.has("duration", words_of("Could you spare 20 minutes?"))


def test_every_list_is_explained_and_every_phrase_can_be_read() -> None:
    assert set(ENGLISH) == {*PARTS, *MORE} - {"question"}
    for phrases in ENGLISH.values():
        assert len(set(phrases)) == len(phrases)
        for phrase in phrases:
            check_phrase(phrase)


@given(st.text(max_size=300), st.integers(0, 50))
def test_words_stand_where_they_say(text: str, offset: int) -> None:
    for word in words_of(text, offset):
        assert 0 <= word.start - offset < word.end - offset <= len(text)
        assert text[word.start - offset : word.end - offset].strip() != ""
        assert " " not in word.text
        assert "^" not in word.text


signs = st.lists(st.sampled_from(["(", ")", "[", "]", "|", "*", "~", "#", "@", "a", "aa", "a*", "*a", "-", "^", "\\", "."]), max_size=30).map(
    " ".join
)


@given(signs, st.lists(st.sampled_from(["a", "aa", "A", "20", "b"]), max_size=80).map(" ".join))
def test_no_phrase_breaks_anything_or_takes_long(phrase: str, text: str) -> None:
    """A pattern that tried every way would need years for thirty brackets over eighty words; the test would not end."""
    words = words_of(text)
    for match in phrases_of((("job", (phrase,)),)).find("job", words):
        assert 0 <= match.first < match.last <= len(words)


def test_brackets_do_not_multiply() -> None:
    phrase = "(a|a) " * 60 + "b"
    check_phrase(phrase)
    assert not phrases_of((("job", (phrase,)),)).has("job", words_of("a " * 3_000))
