"""Tables as other programs write them: their encoding, their separator, their header wherever it stands, their rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_SHOWN = 70
_HEAD, _TEXT = 4000, 20
"""Bytes that are looked at, and of how many one may be a NUL in a text."""


class FormatError(ValueError):
    """A file that is not what it was taken for; the message says what was looked for and what was seen."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, each with the line on which it begins (from 1)."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    line: int


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and the encoding that had to be guessed; empty where its bytes say it, or are UTF-8.

    Raises:
        FormatError: it is no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ""
    if data[:_HEAD].count(0) > len(data[:_HEAD]) // _TEXT:
        if data[1:4:2] == b"\0\0":
            return data.decode("utf-16-le", "replace"), "UTF-16"
        raise FormatError(f"it is no text file (it begins with {data[:8]!r})")
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def read_table(text: str, known: Callable[[list[str]], int], *, anywhere: bool) -> Table | None:
    """The table in a text, or None if there is no header that `known` knows.

    `known` says how many columns of a header it understands, 0 where it is none. `anywhere` looks for the header in every
    line (LinkedIn puts words of its own above it); else it is the first line that is not blank.
    """
    lines = _LINE.findall(text)
    for number, line in enumerate(lines):
        if not line.strip(" \t\r\n,;\ufeff"):
            continue
        cells = [(known(row), separator, row) for separator in SEPARATORS if (row := _single(line, separator))]
        score, separator, head = max(cells, key=lambda one: one[0], default=(0, ",", []))
        if score:
            rows = tuple(_rows(lines[number + 1 :], separator, number + 1))
            return Table(tuple(cell.strip() for cell in head), rows, number + 1)
        if not anywhere:
            return None
    return None


def _single(line: str, separator: str) -> list[str]:
    """The cells of one line, none where it is too long to be a header."""
    try:
        return next(csv.reader([line], delimiter=separator), []) if len(line) < csv.field_size_limit() else []
    except csv.Error:
        return []


def _rows(lines: list[str], separator: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its first line.

    Raises:
        FormatError: a quotation mark is never closed, so that the rest of the file is one cell.
    """
    reader = csv.reader(lines, delimiter=separator)
    start = end = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            raise FormatError(f"line {before + end + 1}: the row cannot be read ({problem}); is a quotation mark missing?") from None
        start, end = end, reader.line_num
        if any(cell.strip() for cell in row):
            yield before + start + 1, row
    if end - start > 1 and sum(line.count('"') for line in lines[start:end]) % 2:
        raise FormatError(
            f"line {before + start + 1}: a quotation mark is never closed, so that all below it would be one cell; close it, or take it out"
        )


def seen(text: str) -> str:
    """The first line with words in it, for a message that says what was seen instead."""
    for number, line in enumerate(_LINE.findall(text[:20_000]), 1):
        words = " ".join(line.replace("\ufeff", "").split())
        if words:
            return f"line {number} says “{words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}”"
    return "the file is empty"


def cells_of(row: list[str], columns: Iterable[int]) -> list[str]:
    """The cells of a row in some columns; a row that is too short has empty ones."""
    return [row[at] if at < len(row) else "" for at in columns]


def told_besides(table: Table, used: Container[int]) -> tuple[str, ...]:
    """The columns that are not used although something stands in them."""
    return tuple(
        name for at, name in enumerate(table.head) if name and at not in used and any(at < len(row) and row[at].strip() for _, row in table.rows)
    )
