"""Hits fit the line, keep their match in sight, and say where it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.render.hits import LEAST, Line, Match, hits_document, hits_text
from notes_kit.render.words import columns


def marked(text: str, kind: str) -> str:
    return f"<{text}>" if kind == "name" else text


def shown(text: str, start: int, end: int, width: int) -> str:
    return hits_text([Match("a.md", 1, (Line(3, text, ((start, end),), 1),))], width, marked)


def test_a_line_that_fits_is_shown_whole() -> None:
    assert shown("  - the needle here  ", 8, 14, 80) == "a.md:3:9: - the <needle> here"


def test_a_long_line_is_cut_around_the_match() -> None:
    text = "word " * 30 + "needle" + " tail" * 30
    line = shown(text, 150, 156, 80)
    assert line.startswith("a.md:3:151: …word ")
    assert " <needle> tail" in line
    assert line.endswith("…")


def test_no_room_is_wasted_where_the_match_is_at_the_end() -> None:
    text = "word " * 30 + "needle"
    line = shown(text, 150, 156, 80)
    assert line.endswith("word <needle>")
    assert columns(line) - 2 > 70


def test_without_a_width_nothing_is_cut() -> None:
    assert shown("word " * 30 + "needle", 150, 156, 0) == "a.md:3:151: " + "word " * 30 + "<needle>"


@given(st.text(max_size=200), st.data(), st.integers(0, 120))
def test_the_match_is_in_sight_and_the_line_fits(text: str, data: st.DataObject, width: int) -> None:
    text = text.replace("\n", " ").replace("\r", " ").strip()
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    end = min(start + 1, len(text))
    line = hits_text([Match("a.md", 1, (Line(3, text, ((start, end),), 1),))], width, lambda words, _kind: words)
    assert "\n" not in line
    if width and text.isprintable():
        assert columns(line) <= max(width, LEAST + len("a.md:3:200: "))
    if text[start:end].isalnum():
        assert text[start:end] in line.split(": ", 1)[1]


def test_the_best_lines_of_a_note_are_shown_in_their_order() -> None:
    lines = tuple(Line(number, f"line {number}", ((0, 4),), words) for number, words in ((1, 1), (2, 1), (3, 2), (4, 1), (5, 2)))
    assert hits_text([Match("a.md", 1, lines)], 80, lambda words, _kind: words).split("\n") == [
        "a.md:1:1: line 1", "a.md:3:1: line 3", "a.md:5:1: line 5", "  … and 2 more lines in this note",
    ]  # fmt: skip


def test_what_would_steer_a_terminal_is_shown() -> None:
    assert shown("a\x1b]0;x needle", 7, 13, 80) == "a.md:3:8: a\\x1b]0;x <needle>"


@pytest.mark.parametrize("spans", [((2, 8),), ()])
def test_json_has_the_whole_line(spans: tuple[tuple[int, int], ...]) -> None:
    document = hits_document(date(2026, 5, 18), [Match("a.md", 7, (Line(3, "  needle ", spans, 1),))], 4)
    column = 3 if spans else 1
    assert document == {
        "version": 1, "today": "2026-05-18", "notes": 4,
        "hits": [{"path": "a.md", "line": 3, "column": column, "text": "  needle ", "score": 7}],
    }  # fmt: skip
