"""Text as it stands on disk, and the one way to turn an offset into a line and a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

_EOL = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A half-open range of code-point offsets into `Source.text`."""

    start: int
    end: int


class Place(NamedTuple):
    """Where something stands in a note: lines and columns count from 1, in code points.

    The end is exclusive, as in LSP: `end_column` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


new_place: Callable[[tuple[int, int, int, int]], Place] = partial(tuple.__new__, Place)
"""`Place` from its four numbers, in half the time: a vault has a million of them."""

TOP = Place(1, 1, 1, 1)
"""The place of a finding about a whole file."""


def holds(text: str, mark: str) -> bool:
    """Whether a long text holds a mark of several characters, of which most texts lack the first: that is looked for fifty times as fast."""
    return mark[0] in text and mark in text


@dataclass(frozen=True)
class Source:
    """One note's text, decoded but otherwise untouched: no newline translation, no stripping.

    `text` excludes a byte-order mark; `bom` remembers that there was one, for writing back.
    Lines end at LF, CRLF or a lone CR, as CommonMark has it, and nowhere else: not at the
    form feeds and Unicode separators where `str.splitlines` also breaks.
    """

    path: str
    text: str
    bom: bool = False

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of each line; a text ending in a newline has an empty last line."""
        text = self.text
        if "\r" in text:
            return [0, *(m.end() for m in _EOL.finditer(text))]
        starts = [0]
        find, at = text.find, text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    @property
    def newline(self) -> str:
        """The note's own line ending: that of its first line, LF for a text of one line."""
        match = _EOL.search(self.text)
        return match.group() if match else "\n"

    def line_col(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1, in code points) of an offset; past the end is the end."""
        starts = self.line_starts
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_of(self, offset: int) -> int:
        """The line (from 1) of an offset; cheaper than `line_col` near the beginning of a text."""
        before = self.text[:offset]
        return before.count("\n") + 1 + (before.count("\r") - before.count("\r\n") if "\r" in before else 0)

    def place(self, span: Span) -> Place:
        """The place that a span covers."""
        line, column = self.line_col(span.start)
        end_line, end_column = self.line_col(span.end)
        return Place(line, column, end_line, end_column)

    def span(self, place: Place) -> Span:
        """The span that a place covers; a place outside the text is clamped to it."""
        return Span(self.offset(place.line, place.column), self.offset(place.end_line, place.end_column))

    def offset(self, line: int, column: int) -> int:
        """Offset of a line and column (from 1); clamped to the text."""
        starts = self.line_starts
        if line > len(starts):
            return len(self.text)
        return min(starts[max(line, 1) - 1] + max(column, 1) - 1, len(self.text))

    def line_text(self, line: int) -> str:
        """Line number `line` (from 1) without its line ending; empty past the end."""
        starts = self.line_starts
        if not 1 <= line <= len(starts):
            return ""
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def utf16_column(self, line: int, column: int) -> int:
        """The column that editors speaking LSP count: UTF-16 code units, from 1."""
        before = self.line_text(line)[: column - 1]
        return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1
