"""Tables fit the terminal, and no cell can break a row, run as a formula, or steer the terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.render.tables import GAP, NARROWEST, row_json, shaped, table_csv, table_markdown, table_paths, table_text
from notes_kit.render.words import columns

TODAY = date(2026, 5, 18)
NAMES = ("name", "note", "count")


def plain(text: str, _kind: str) -> str:
    return text


def text(rows: list[dict[str, object]], width: int = 0, *, names: tuple[str, ...] = NAMES, drop_empty: bool = False) -> list[str]:
    return table_text(names, rows, width, plain, drop_empty=drop_empty).split("\n")


def test_columns_are_aligned_and_numbers_stand_to_the_right() -> None:
    rows: list[dict[str, object]] = [{"name": "Ada", "note": "a", "count": 7}, {"name": "Benjamin", "note": None, "count": 12}]
    assert text(rows) == ["name      note  count", "Ada       a         7", "Benjamin           12"]


def test_wide_and_combining_characters_keep_the_columns() -> None:
    rows: list[dict[str, object]] = [{"name": "渡辺", "note": "x"}, {"name": "e\u0301e", "note": "x"}, {"name": "Ada", "note": "x"}]
    assert {columns(line[: line.index("x")]) for line in text(rows, names=("name", "note"))[1:]} == {6}


def test_values_as_a_person_reads_them() -> None:
    moment = datetime(2026, 5, 4, 15, 30)  # noqa: DTZ001 - the notes know no zones
    row: dict[str, object] = {
        "a": True,
        "b": False,
        "c": None,
        "d": moment,
        "e": TODAY,
        "f": ("x", "y"),
        "g": "see [[orgs/X|the X]], **now**\nand then",
    }
    assert text([row], names=tuple("abcdefg"))[1].split("  ") == [
        "yes", "no", "", " 2026-05-04 15:30", "2026-05-18", "x, y", "see the X, now and then",
    ]  # fmt: skip


def test_the_widest_columns_give_way_and_the_others_do_not() -> None:
    rows: list[dict[str, object]] = [{"name": "Ada Okafor", "note": "w" * 80, "count": 1}, {"name": "Ben", "note": "v", "count": 2}]
    lines = text(rows, 40)
    assert lines[1] == f"Ada Okafor  {'w' * 20}…      1"
    assert lines[2] == f"Ben         v{' ' * 26}2"


def test_only_columns_that_nobody_asked_for_are_left_out() -> None:
    rows: list[dict[str, object]] = [{"name": "Ada", "note": None, "count": 0}]
    assert text(rows, drop_empty=True) == ["name  count", "Ada       0"]
    assert text(rows) == ["name  note  count", "Ada             0"]


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=60), st.dates(), st.tuples(st.text(max_size=20), st.text(max_size=20)))
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, CELLS)), min_size=1, max_size=5)


@given(ROWS, st.integers(3 * NARROWEST + 2 * GAP, 120))
def test_no_line_is_wider_than_asked_or_more_than_one_line(rows: list[dict[str, object]], width: int) -> None:
    lines = text(rows, width)
    assert len(lines) == len(rows) + 1
    assert max(map(columns, lines)) <= width
    assert all(ch.isprintable() or ord(ch) > 0x9F for line in lines for ch in line)


@given(ROWS)
def test_csv_reads_back_as_it_was(rows: list[dict[str, object]]) -> None:
    read = list(csv.reader(io.StringIO(table_csv(NAMES, rows, raw=True), newline="")))
    assert read[0] == list(NAMES)
    for row, cells in zip(rows, read[1:], strict=True):
        assert [cell for name, cell in zip(NAMES, cells, strict=True) if isinstance(row[name], str)] == [
            row[name] for name in NAMES if isinstance(row[name], str)
        ]


@given(ROWS)
def test_csv_holds_no_formula_and_nothing_that_steers(rows: list[dict[str, object]]) -> None:
    shown = table_csv(NAMES, rows)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for line in csv.reader(io.StringIO(shown, newline="")) for cell in line)
    assert not any(ch in shown for ch in "\x1b\x9b\x07\u202e")


@pytest.mark.parametrize("cell", ["=1+1", "+44 113", "-2", "@sum", "\tx", "\rx"])
def test_a_formula_is_disarmed_unless_asked_for_raw(cell: str) -> None:
    assert next(csv.reader([table_csv(["a"], [{"a": cell}]).split("\n", 1)[1]]))[0].startswith("'")
    assert list(csv.reader(io.StringIO(table_csv(["a"], [{"a": cell}], raw=True), newline="")))[1] == [cell]


def test_a_number_is_no_formula_but_a_negative_one_looks_like_it() -> None:
    assert table_csv(["a", "b"], [{"a": 3, "b": -3}]) == "a,b\n3,'-3\n"


def test_markdown_escapes_its_own_marks() -> None:
    assert table_markdown(["a|b", "c"], [{"a|b": "x | y\nz", "c": ("p", "q")}]) == "| a\\|b | c |\n| --- | --- |\n| x \\| y z | p, q |"


def test_paths_are_told_once_in_order() -> None:
    rows = [{"path": "b.md"}, {"path": "a.md"}, {"path": "b.md"}, {"path": None}, {"path": "c\x1b.md"}]
    assert table_paths(rows) == "b.md\na.md\nc\\x1b.md"
    assert table_paths(rows, raw=True).endswith("c\x1b.md")


def test_json_has_all_fields_or_those_asked_for_and_the_place() -> None:
    row = {"path": "a.md", "line": 3, "on": TODAY, "at": datetime(2026, 5, 4, 15, 30, 5), "list": ("x", TODAY), "none": None}  # noqa: DTZ001 - as above
    assert row_json(None, row) == {
        "path": "a.md", "line": 3, "on": "2026-05-18", "at": "2026-05-04T15:30:05", "list": ["x", "2026-05-18"], "none": None,
    }  # fmt: skip
    assert row_json(["on"], row) == {"path": "a.md", "line": 3, "on": "2026-05-18"}


@given(st.text())
def test_json_says_the_same_and_steers_nothing(words: str) -> None:
    rows = [{"path": "a.md", "line": 1, "text": words}]
    for shape in ("json", "jsonl"):
        said = shaped(shape, "points", ["text"], rows, today=TODAY, chosen=False, width=0, paint=plain)
        found = json.loads(said)
        assert (found["rows"][0] if shape == "json" else found)["text"] == words
        assert not any(ch in said for ch in "\x1b\x9b\x7f\u202e\u2066")


@pytest.mark.parametrize("shape", ["table", "jsonl", "paths"])
def test_no_rows_say_nothing(shape: str) -> None:
    assert shaped(shape, "points", NAMES, [], today=TODAY, chosen=False, width=80, paint=plain) == ""
