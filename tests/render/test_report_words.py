"""The small helpers that every page of text uses."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.render.words import columns, listing, padded, plain, plural, shortened, term_safe, unquoted, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ü 漢 \n\t", "plain ü 漢 \n\t"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x00\r\x7f\x9b", "\\x00\\x0d\\x7f\\x9b"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_could_steer_a_terminal_is_shown(text: str, shown: str) -> None:
    assert term_safe(text) == shown


@given(st.text(st.characters()))
def test_safe_text_stays_as_it_is(text: str) -> None:
    safe = term_safe(text)
    assert term_safe(safe) == safe
    safe.encode()


def test_counting_and_listing() -> None:
    assert [plural(number, "talk") for number in (0, 1, 2)] == ["0 talks", "1 talk", "2 talks"]
    assert plural(2, "person", "people") == "2 people"
    assert [listing(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listing(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see [[contacts/Ada|her]] and [[Ben]]", "see her and Ben"),
        ("[a list](https://a.example), [x](y.md)", "a list, x"),
        ("*one* **two** _three_ `four` ==five== snake_case 2*3*4", "one two three four five snake_case 2*3*4"),
        ("5 * 3 and a_b_c", "5 * 3 and a_b_c"),
    ],
)
def test_words_without_their_markdown(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize("text", ["**" * 20000, "*a " * 20000, "[[" * 20000, "`" * 40000, "_a" * 20000, "== " * 20000])
def test_no_text_is_slow(text: str) -> None:
    begin = time.process_time()
    plain(text)
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    ("text", "bare"),
    [('"a b"', "a b"), ("“a b”", "a b"), ("«a b»", "a b"), ('"a" and "b"', '"a" and "b"'), ("a", "a"), ('""', '""'), ('"a b".', '"a b".')],
)
def test_a_quote_without_its_marks(text: str, bare: str) -> None:
    assert unquoted(text) == bare


def test_columns_of_a_terminal() -> None:
    assert [columns(text) for text in ("abc", "ü", "u\u0308", "漢字", "👍")] == [3, 1, 1, 4, 2]
    assert [padded("漢", 4), padded("a", 3, right=True)] == ["漢  ", "  a"]
    assert [shortened("abcdef", width) for width in (6, 5, 1)] == ["abcdef", "abcd…", "…"]
    assert shortened("漢字漢字", 5) == "漢字…"


@given(st.text(), st.integers(1, 40))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width or len(line.split()) == 1 for line in lines)
