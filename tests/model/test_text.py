"""Offsets, lines and columns: one way there and one way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.text import TOP, Place, Source, Span, new_place

TEXTS = st.lists(st.sampled_from(["a", "é", "🚀", "\n", "\r\n", "\r", "\u2028", "\x0c", "\t", " "]), max_size=20).map("".join)


def source(text: str) -> Source:
    return Source("x.md", text)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\n", [0, 2]),
        ("a\nb", [0, 2]),
        ("a\r\nb\rc\n", [0, 3, 5, 7]),
        ("\r\r\n\n", [0, 1, 3, 4]),
        ("a\u2028b\x0cc\x85d", [0]),
    ],
)
def test_lines_end_where_editors_end_them(text: str, starts: list[int]) -> None:
    assert source(text).line_starts == starts
    assert [source(text).line_of(start) for start in starts] == list(range(1, len(starts) + 1))


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_span_and_its_place_are_one(text: str, one: int, two: int) -> None:
    one, two = sorted((min(one, len(text)), min(two, len(text))))
    assert source(text).span(source(text).place(Span(one, two))) == (one, two)


@given(TEXTS, st.integers(-5, 40), st.integers(-5, 40))
def test_what_lies_outside_is_drawn_in(text: str, line: int, column: int) -> None:
    assert 0 <= source(text).offset(line, column) <= len(text)
    assert isinstance(source(text).line_text(line), str)
    found, _ = source(text).line_col(line)
    assert 1 <= found <= len(source(text).line_starts)


@given(TEXTS)
def test_the_lines_are_the_text(text: str) -> None:
    one = source(text)
    lines = [one.line_text(number) for number in range(1, len(one.line_starts) + 1)]
    assert "\n".join(lines) == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(("text", "expected"), [("a", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb\n", "\r"), ("a\nb\r\n", "\n")])
def test_a_note_has_its_own_line_ending(text: str, expected: str) -> None:
    assert source(text).newline == expected


@pytest.mark.parametrize(("column", "expected"), [(1, 1), (2, 2), (3, 4), (4, 5), (9, 5)])
def test_editors_count_in_utf16(column: int, expected: int) -> None:
    assert source("a🚀b").utf16_column(1, column) == expected


def test_a_place_made_fast_is_a_place() -> None:
    made = new_place((1, 2, 3, 4))
    assert made == Place(1, 2, 3, 4)
    assert type(made) is Place
    assert Place(1, 1, 1, 1) == TOP
