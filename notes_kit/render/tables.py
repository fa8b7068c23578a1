"""Rows as a table for a terminal, as CSV, Markdown, JSON, JSON lines, or the paths alone."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from notes_kit.render.words import columns, padded, plain, shortened, term_safe

Rows = Sequence[Mapping[str, object]]
Paint = Callable[[str, str], str]

GAP = 2
NARROWEST = 6
"""Columns that a cell keeps, however little room there is."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shaped(
    shape: str, kind: str, names: Sequence[str], rows: Rows, *, today: date, chosen: bool, width: int, paint: Paint, raw: bool = False
) -> str:  # fmt: skip
    """Rows in one of the shapes: `table`, `json`, `jsonl`, `csv`, `md` or `paths`.

    `chosen` says that a person asked for these `names`: then JSON has no others, and a table shows also those without a value.
    """
    if shape == "json":
        return _harmless_json(json.dumps(table_document(today, kind, names if chosen else None, rows), ensure_ascii=False, indent=2))
    if shape == "jsonl":
        return "\n".join(_harmless_json(json.dumps(row_json(names if chosen else None, row), ensure_ascii=False)) for row in rows)
    if shape == "csv":
        return table_csv(names if chosen else [*names, "path"], rows, raw=raw)
    if shape == "md":
        return table_markdown(names, rows)
    if shape == "paths":
        return table_paths(rows, raw=raw)
    return table_text(names, rows, width, paint, drop_empty=not chosen) if rows else ""


def table_text(names: Sequence[str], rows: Rows, width: int, paint: Paint, *, drop_empty: bool = False) -> str:
    """Aligned columns; the widest give way until a line fits `width` columns (0: none gives way).

    `drop_empty` leaves out the columns in which no row has anything.
    """
    texts = {name: [_cell(row.get(name)) for row in rows] for name in names}
    shown = [name for name in names if any(texts[name])] if drop_empty and rows else list(names)
    if not shown:
        return ""
    heads = {name: term_safe(name) for name in shown}
    widths = _fitted([max(columns(heads[name]), *(columns(text) for text in texts[name])) if rows else columns(heads[name]) for name in shown], width)
    right = [all(type(row.get(name)) in (int, float, type(None)) for row in rows) for name in shown]

    def line(cells: Iterable[str]) -> str:
        parts = [padded(shortened(cell, widths[at]), widths[at], right=right[at]) for at, cell in enumerate(cells)]
        return (" " * GAP).join(parts).rstrip()

    return "\n".join([paint(line(heads.values()), "head"), *(line(texts[name][at] for name in shown) for at in range(len(rows)))])


def _fitted(widths: list[int], width: int) -> list[int]:
    """The widths under one common bound, the largest with which a line of `width` columns holds them all."""
    room = width - GAP * (len(widths) - 1)
    if not width or sum(widths) <= room:
        return widths
    bound = NARROWEST
    for value in sorted(widths):
        below = [one for one in widths if one < value]
        fair = (room - sum(below)) // (len(widths) - len(below))
        if fair < value:
            bound = max(fair, NARROWEST)
            break
    fitted = [min(value, bound) for value in widths]
    spare = room - sum(fitted)
    for at, value in enumerate(widths):
        if spare > 0 and value > fitted[at]:
            fitted[at] += 1
            spare -= 1
    return fitted


def _cell(value: object) -> str:
    """A value on one line, as a person reads it."""
    return term_safe(" ".join(plain(_words(value, ", ", yes="yes", no="no", day_and_time=" ")).split()))


def _words(value: object, between: str, *, yes: str, no: str, day_and_time: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, tuple):
        return between.join(_words(item, between, yes=yes, no=no, day_and_time=day_and_time) for item in value)
    if isinstance(value, datetime):
        return _iso(value).replace("T", day_and_time)
    return str(value)


def _iso(value: date) -> str:
    """ISO 8601; seconds only where there are any."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return value.isoformat()


def table_csv(names: Sequence[str], rows: Rows, *, raw: bool = False) -> str:
    """CSV with a head; several values in a cell are separated by `; `.

    Unless `raw`, what a spreadsheet would run as a formula gets a `'` before it, and characters that
    steer a terminal are made visible.
    """
    harmless = str if raw else _harmless
    lines = [[harmless(name) for name in names]]
    lines += [[harmless(_words(row.get(name), "; ", yes="true", no="false", day_and_time="T")) for name in names] for row in rows]
    return "".join(map(_csv_line, lines))


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # with a bare `\n`, a carriage return in a cell is not quoted before Python 3.13
    return out.getvalue().removesuffix("\r\n") + "\n"


def _harmless(text: str) -> str:
    return term_safe(f"'{text}" if text.startswith(_FORMULA) else text)


def table_markdown(names: Sequence[str], rows: Rows) -> str:
    """A Markdown table; a `|` inside a cell is escaped."""
    lines = [list(names), *([_words(row.get(name), ", ", yes="yes", no="no", day_and_time=" ") for name in names] for row in rows)]
    cells = [[term_safe(" ".join(text.split()).replace("|", "\\|")) for text in line] for line in lines]
    cells.insert(1, ["---"] * len(names))
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def table_paths(rows: Rows, *, raw: bool = False) -> str:
    """The paths of the rows, each once, a line each."""
    paths = dict.fromkeys(str(row["path"]) for row in rows if row.get("path"))
    return "\n".join(path if raw else term_safe(path) for path in paths)


def table_document(today: date, kind: str, names: Sequence[str] | None, rows: Rows) -> dict[str, object]:
    """`list --format json` (version 1); `names` None means every field."""
    return {"version": 1, "today": today.isoformat(), "kind": kind, "rows": [row_json(names, row) for row in rows]}


def row_json(names: Sequence[str] | None, row: Mapping[str, object]) -> dict[str, object]:
    """A row with its place and the fields of these names, or all: dates in ISO 8601, several values as a list."""
    wanted = row if names is None else dict.fromkeys(["path", "line", *names])
    return {name: _plain_json(row.get(name)) for name in wanted}


def _plain_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain_json(item) for item in value]
    return _iso(value) if isinstance(value, date) else value


def _harmless_json(text: str) -> str:
    """JSON that says the same and steers no terminal: `json` escapes C0 only."""
    return _STEERING.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
