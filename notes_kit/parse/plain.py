"""Front matter as nearly everybody writes it, read without YAML: `name: value` lines, flat lists, and such lines once indented.

A shortcut, four times as fast as libyaml's events: it gives what `parse/mapping.py` gives, or gives
up. `tests/parse/test_mapping.py` holds the two equal.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from notes_kit.model.note import Value
from notes_kit.model.text import new_place
from notes_kit.parse.mapping import CONTROL, NULLS, REPRESENTATIVE, RawField

if TYPE_CHECKING:
    from notes_kit.model.text import Source

MAX_CHARS = 8_000  # so that no limit of `parse/mapping.py` can be near
_DEEPEST = 8
"""Lists and properties inside one another that are read; `parse/mapping.py` reads more."""

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_ .&/'()-]{0,60}\Z")
_WORDS = r"[A-Za-z0-9($/+._\u00a1-\u2027\u2030-\ud7ff\uf900-\ufefe\U00010000-\U0010ffff]"
_FIRST = re.compile(_WORDS)
_PLAIN = re.compile(_WORDS + r"(?:[^:#\t]|:(?! |\Z)|(?<! )#)*\Z")
_QUOTED = re.compile(r"\"[^\"\\]*\"\Z|'[^']*'\Z")
_FLOW_ITEM = re.compile(r" *(" + _WORDS + r"[^,:#\[\]{}\"'&*!|>%@`?]*|\"[^\"\\,]*\"|'[^',]*') *")
_JOINED = {"|": "\n", ">": " "}
_ITEM = re.compile(r"( *)- +(?=\S)")


def read_plain(source: Source, start: int, end: int) -> list[RawField] | None:
    """The properties between two offsets, as `read_mapping` would give them; None where one is written in another way."""
    chunk = source.text[start:end]
    if len(chunk) > MAX_CHARS or "\r" in chunk or "\t" in chunk or CONTROL.search(chunk):
        return None
    return _Lines(chunk.split("\n"), source.line_of(start)).read()


@lru_cache(maxsize=4096)
def _is_name(key: str) -> bool:
    """Whether YAML reads that, before a colon, as a plain name."""
    return _KEY.match(key) is not None and key[-1] != " "


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Lines:
    """Walks the lines, one property at a time. What is not simple ends it: every reader then returns None."""

    def __init__(self, lines: list[str], number: int) -> None:
        self.lines, self.number = lines, number
        self.fields: list[RawField] = []
        self.rows: list[int] = []  # those below the property of the outermost level that is being read
        self.next = 0  # which of them is to be read next

    def read(self) -> list[RawField] | None:
        lines, count, row = self.lines, len(self.lines), 0
        fields, number = self.fields, self.number
        while row < count:
            line = lines[row]
            if not line.strip(" ") or line[0] == "#":
                row += 1
                continue
            key, colon, typed = line.partition(":")
            if not colon or not _is_name(key) or (typed and typed[0] != " "):
                return None
            after = row + 1
            while after < count and (not lines[after] or lines[after][0] in " -#"):
                after += 1
            rest = [index for index in range(row + 1, after) if lines[index].strip(" ")] if after > row + 1 else ()
            at = number + row
            field = RawField(key, new_place((at, 1, at, len(key) + 1)), [])
            fields.append(field)
            typed = typed.lstrip(" ")
            if typed:
                typed, column = typed.rstrip(" "), len(line) - len(typed)
                values = self.one(typed, at, column) if not rest else self.text(typed, rest, at, column)
            elif rest:
                self.rows, self.next = rest, 0
                values = self.block(_indent(lines[rest[0]]), key, 0)
                if self.next < len(rest):
                    return None
            else:
                values = []
            if values is None:
                return None
            field.values = values
            row = after
        return fields or None

    def one(self, typed: str, number: int, column: int) -> list[Value] | None:
        """The values that stand behind a name or a dash, on its line."""
        return self.flow(typed, number, column) if typed[0] == "[" and typed[-1] == "]" else self.scalar(typed, number, column)

    def text(self, typed: str, rest: list[int], number: int, column: int) -> list[Value] | None:
        """The lines below `|` or `>`, if all are indented alike and none is empty."""
        lines, after = self.lines, rest[-1] + 1
        indent = _indent(lines[rest[0]])
        if typed not in _JOINED or not indent or after - (number - self.number) != len(rest) + 1 or after == len(lines):
            return None
        if any(_indent(lines[index]) != indent for index in rest) or not (lines[after].strip(" ") or lines[after:] == [""]):
            return None
        words = _JOINED[typed].join([lines[index][indent:] for index in rest])
        return [Value(words + "\n", new_place((number, column + 1, self.number + after, 1)))]

    def block(self, indent: int, outer: str, depth: int) -> list[Value] | None:
        """The values of the rows from the next one on that are indented that far: a list, or properties inside a property."""
        if depth == _DEEPEST:
            return None
        line = self.lines[self.rows[self.next]]
        return self.items(indent, outer, depth) if line[indent] == "-" else self.pairs(line, indent, outer, depth)

    def pairs(self, line: str, indent: int, outer: str, depth: int) -> list[Value] | None:
        """Properties inside a property, the first from column `indent` of a line on: added to `fields`; the value of the one that stands for them."""
        lines, rows, count = self.lines, self.rows, len(self.rows)
        best = len(REPRESENTATIVE)
        values: list[Value] = []
        while True:
            key, colon, typed = line[indent:].partition(":")
            if not colon or not _is_name(key) or (typed and typed[0] != " "):
                return None
            number = self.number + rows[self.next]
            field = RawField(f"{outer}.{key}", new_place((number, indent + 1, number, indent + 1 + len(key))), [], nested=True)
            self.fields.append(field)
            self.next += 1
            typed = typed.lstrip(" ")
            deeper = _indent(lines[rows[self.next]]) if self.next < count else -1
            if typed:
                found = self.one(typed.rstrip(" "), number, len(line) - len(typed))
            elif deeper > indent:
                found = self.block(deeper, field.key, depth + 1)
                deeper = _indent(lines[rows[self.next]]) if self.next < count else -1
            else:
                found = []
            if found is None or deeper > indent:
                return None
            field.values = found
            if found and (rank := REPRESENTATIVE.get(key.casefold(), best)) < best:
                best, values = rank, found[:1]
            if deeper < indent:
                return values
            line = lines[rows[self.next]]

    def items(self, indent: int, outer: str, depth: int) -> list[Value] | None:
        """The values of a list, one an item; an item of properties has the value of the one that stands for it."""
        lines, rows, count = self.lines, self.rows, len(self.rows)
        values: list[Value] = []
        while self.next < count:
            line = lines[rows[self.next]]
            match = _ITEM.match(line)
            if match is None or match.end(1) != indent:
                return values if _indent(line) < indent else None
            column = match.end()
            found = self.one(line[column:].rstrip(" "), self.number + rows[self.next], column)
            if found is not None:
                self.next += 1
            else:
                found = self.pairs(line, column, outer, depth + 1)
                if found is None:
                    return None
            values += found
        return values

    def scalar(self, typed: str, number: int, column: int) -> list[Value] | None:
        if "#" in typed and (at := typed.find(" # ")) == typed.find(" #") > 0 and _FIRST.match(typed):
            typed = typed[:at].rstrip(" ")
        if _FIRST.match(typed) if ":" not in typed and "#" not in typed else _PLAIN.match(typed):
            return [] if typed in NULLS else [Value(typed, new_place((number, column + 1, number, column + 1 + len(typed))))]
        if _QUOTED.match(typed):
            return [Value(typed[1:-1], new_place((number, column + 1, number, column + 1 + len(typed))))]
        return None

    def flow(self, typed: str, number: int, column: int) -> list[Value] | None:
        values: list[Value] = []
        at, last = 1, len(typed) - 1
        while at < last:
            match = _FLOW_ITEM.match(typed, at, last)
            if match is None:
                return None if typed[at:last].strip(" ") or values else values
            item = match[1].rstrip(" ")
            found = self.scalar(item, number, column + match.start(1))
            if found is None:
                return None
            values += found
            at = match.end()
            if at < last:
                if typed[at] != ",":
                    return None
                at += 1
        return values
