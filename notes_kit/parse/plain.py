"""Front matter as nearly everybody writes it, read without YAML: `name: value` lines and flat lists.

A shortcut, four times as fast as libyaml's events: it gives what `parse/mapping.py` gives, or gives
up. `tests/parse/test_plain.py` holds the two equal.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notes_kit.model.note import Value
from notes_kit.model.text import new_place
from notes_kit.parse.mapping import CONTROL, NULLS, RawField

if TYPE_CHECKING:
    from notes_kit.model.text import Source

MAX_CHARS = 8_000  # so that no limit of `parse/mapping.py` can be near
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_ .&/'()-]{0,60}\Z")
_WORDS = r"[A-Za-z0-9($/+._\u00a1-\u2027\u2030-\ud7ff\uf900-\ufefe\U00010000-\U0010ffff]"
_FIRST = re.compile(_WORDS)
_PLAIN = re.compile(_WORDS + r"(?:[^:#\t]|:(?! |\Z)|(?<! )#)*\Z")
_QUOTED = re.compile(r"\"[^\"\\]*\"\Z|'[^']*'\Z")
_FLOW_ITEM = re.compile(r" *(" + _WORDS + r"[^,:#\[\]{}\"'&*!|>%@`?]*|\"[^\"\\,]*\"|'[^',]*') *")
_NESTED = re.compile(r"\n[ -][^\n]*:[ \n]")
_ITEM = re.compile(r"( *)- +(?=\S)")


def read_plain(source: Source, start: int, end: int) -> list[RawField] | None:
    """The properties between two offsets, as `read_mapping` would give them; None where one is written in another way."""
    chunk = source.text[start:end]
    if len(chunk) > MAX_CHARS or "\r" in chunk or "\t" in chunk or "|\n" in chunk or _NESTED.search(chunk) or CONTROL.search(chunk):
        return None
    return _Lines(chunk.split("\n"), source.line_of(start)).read()


class _Lines:
    """Walks the lines, one property at a time."""

    def __init__(self, lines: list[str], number: int) -> None:
        self.lines, self.number = lines, number

    def read(self) -> list[RawField] | None:
        lines, count, row = self.lines, len(self.lines), 0
        fields: list[RawField] = []
        while row < count:
            line = lines[row]
            if not line.strip(" ") or line[0] == "#":
                row += 1
                continue
            key, colon, typed = line.partition(":")
            if not colon or _KEY.match(key) is None or key[-1] == " " or (typed and typed[0] != " "):
                return None
            after = row + 1
            while after < count and (not lines[after] or lines[after][0] in " -#"):
                after += 1
            typed = typed.lstrip(" ")
            values = self.values(typed.rstrip(" "), row, after, len(line) - len(typed))
            if values is None:
                return None
            number = self.number + row
            fields.append(RawField(key, new_place((number, 1, number, len(key) + 1)), values))
            row = after
        return fields or None

    def values(self, typed: str, row: int, after: int, column: int) -> list[Value] | None:
        """The values of a property in the rows from `row` to before `after`; None if they are not simple."""
        rest = [index for index in range(row + 1, after) if self.lines[index].strip(" ")] if after > row + 1 else []
        if not typed:
            return self.items(rest) if rest else []
        if rest:
            return None
        number = self.number + row
        if typed[0] == "[" and typed[-1] == "]":
            return self.flow(typed, number, column)
        return self.scalar(typed, number, column)

    def scalar(self, typed: str, number: int, column: int) -> list[Value] | None:
        if _FIRST.match(typed) if ":" not in typed and "#" not in typed else _PLAIN.match(typed):
            raw = typed
        elif _QUOTED.match(typed):
            raw = typed[1:-1]
        else:
            return None
        if raw is typed and raw in NULLS:
            return []
        return [Value(raw, new_place((number, column + 1, number, column + 1 + len(typed))))]

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

    def items(self, rest: list[int]) -> list[Value] | None:
        values: list[Value] = []
        indent = -1
        for index in rest:
            line = self.lines[index]
            match = _ITEM.match(line)
            if match is None or (len(match[1]) != indent and indent >= 0):
                return None
            indent = len(match[1])
            found = self.scalar(line[match.end() :].rstrip(" "), self.number + index, match.end())
            if found is None:
                return None
            values += found
        return values
