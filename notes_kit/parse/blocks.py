"""Markdown's block structure, line by line: the headings and paragraphs, and the lists and quotes they stand in.

CommonMark's own algorithm for containers and leaves, without HTML blocks and reference
definitions, which a note's reader takes for text. One pass; the work per line is bounded by
`MAX_DEPTH`, so no input is slow. `tests/parse/test_blocks.py` holds it equal to markdown-it-py,
which takes three times as long and 86 ms to import.
"""

from __future__ import annotations

import re

HEADING, UNDERLINED, PARAGRAPH, ITEM, END_ITEM, QUOTE, END_QUOTE = range(7)
"""Kinds of block; a heading has hashes before it or a line below it. Code, fenced or indented, and thematic breaks make none: nothing in them is read."""

MAX_DEPTH = 64
"""Lists and quotes inside one another; what is nested deeper is text of the innermost."""

Block = tuple[int, int, str, int]
"""Kind, first row (from 0), text, and a heading's level.

Every row of a text is stripped at both ends, and rows are joined by a newline, so a row's column
is found from the end of its line (`column`).
"""

_STRUCTURAL = frozenset(["", *" \t>*+-0123456789.)#`~=_"])
"""What a line that is not plain text begins with, the end of the line among them."""

_SPACES = re.compile(r" *")
_PREFIX = re.compile(r"[ \t>*+\-0-9.)]*")
_FENCE = re.compile(r"(`{3,})[^`]*\Z|(~{3,})")
_RULE = re.compile(r"(?:-[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\Z")
_ATX = re.compile(r"(#{1,6})(?=[ \t]|\Z)")
_HASHES = re.compile(r"#{1,6}(?=[ \t]|\Z)")
_MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})[.)])(?= |\Z)")


def split_lines(text: str) -> list[str]:
    """The lines of a text without their endings: LF, CRLF or a lone CR, as `Source` counts them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def column(line: str, text: str) -> int:
    """Where (from 0) a row's `text` begins in its line, at whose end it stands (see `cut`)."""
    return len(line.rstrip()) - len(text)


def cut(line: str, text: str) -> str:
    """The line of a heading with that text, without its closing hashes."""
    match = _HASHES.search(line)
    return line[: line.index(text, match.end()) + len(text)] if match else line


def _untabbed(line: str) -> str:
    """The line with the tabs before its text as spaces, as they count for structure."""
    end = _PREFIX.match(line).end()  # type: ignore[union-attr]
    return line[:end].expandtabs(4) + line[end:]


def _typed(line: str, start: int) -> str:
    """The line's text from column `start` of its untabbed form, as it was typed."""
    width = 0
    for at, char in enumerate(line):
        if width >= start:
            return line[at:].strip()
        width += 4 - width % 4 if char == "\t" else 1
    return ""


def read_blocks(lines: list[str]) -> list[Block]:  # noqa: C901, PLR0912, PLR0915 - one state machine; splitting it costs a third of the speed
    """The blocks of a text's lines, in order. Never raises."""
    blocks: list[Block] = []
    append = blocks.append
    stack: list[int] = []  # the open containers: an item's width in columns, 0 for a quote
    paragraph: list[str] = []  # the rows of the open paragraph
    begin = 0  # its first row
    fence = ""
    hollow = 0  # depth of an item whose marker nothing has followed yet

    def close(depth: int) -> None:
        """End the open paragraph, and the containers below `depth`."""
        if paragraph:
            append((PARAGRAPH, begin, paragraph[0] if len(paragraph) == 1 else "\n".join(paragraph), 0))
            paragraph.clear()
        while len(stack) > depth:
            append((END_ITEM if stack.pop() else END_QUOTE, 0, "", 0))

    for row, typed in enumerate(lines):
        if not fence:
            if not stack and typed[:1] not in _STRUCTURAL:  # most lines: a paragraph's, outside of everything
                if not paragraph:
                    begin = row
                paragraph.append(typed.strip())
                continue
            if typed[:2] == "- " and typed[2:3] not in _STRUCTURAL:  # and most others: an item of a list that stands by itself
                close(0)
                stack.append(2)
                append((ITEM, row, "", 0))
                begin, hollow = row, 0
                paragraph.append(typed[2:].strip())
                continue
        line = _untabbed(typed) if "\t" in typed else typed
        size = len(line)
        first = size - len(line.lstrip(" "))
        at = depth = 0
        for width in stack:
            if width:
                if first == size:
                    if hollow == depth + 1:
                        break
                elif first - at >= width:
                    at += width
                else:
                    break
            elif first < size and first - at < 4 and line[first] == ">":  # noqa: PLR2004 - four columns make code
                at = first + 1
                if line[at : at + 1] == " ":
                    at += 1
                first = _SPACES.match(line, at).end()  # type: ignore[union-attr]
            else:
                break
            depth += 1
        hollow = 0
        if fence:
            if depth == len(stack):
                if first - at < 4 and line.startswith(fence, first) and not line[first:].rstrip(" \t").strip(fence[0]):  # noqa: PLR2004
                    fence = ""
                continue
            fence = ""
        while True:
            if first == size:
                if paragraph or len(stack) > depth:
                    close(depth)
                break
            if first - at >= 4:  # noqa: PLR2004
                if paragraph:
                    paragraph.append(line[first:].strip() if line is typed else _typed(typed, first))
                else:
                    close(depth)
                break
            mark = line[first]
            if mark in "-+*0123456789>" and depth < MAX_DEPTH:
                if mark == ">":
                    close(depth)
                    at = first + 1
                    if line[at : at + 1] == " ":
                        at += 1
                    stack.append(0)
                    append((QUOTE, row, "", 0))
                    depth += 1
                    first = _SPACES.match(line, at).end()  # type: ignore[union-attr]
                    continue
                inside = bool(paragraph) and depth == len(stack)
                if mark == "-" and inside and _UNDERLINE.match(line, first):
                    append((UNDERLINED, begin, "\n".join(paragraph), 2))
                    paragraph.clear()
                    break
                if mark in "-*" and _RULE.match(line, first):
                    close(depth)
                    break
                match = _MARKER.match(line, first)
                if match:
                    after = match.end()
                    start = _SPACES.match(line, after).end()  # type: ignore[union-attr]
                    if not (inside and (start == size or (match[1] and int(match[1]) != 1))):
                        close(depth)
                        if start == size or start - after > 4:  # noqa: PLR2004
                            hollow = depth + 1 if start == size else 0
                            start, first = after + 1, start
                        else:
                            first = start
                        stack.append(start - at)
                        append((ITEM, row, "", 0))
                        at, depth = start, depth + 1
                        continue
            elif mark == "#":
                match = _ATX.match(line, first)
                if match:
                    close(depth)
                    append((HEADING, row, _atx_text(line[match.end() :]), match.end() - first))
                    break
            elif mark in "`~":
                match = _FENCE.match(line, first)
                if match:
                    close(depth)
                    fence = match[1] or match[2]
                    break
            elif mark == "=":
                if paragraph and depth == len(stack) and _UNDERLINE.match(line, first):
                    append((UNDERLINED, begin, "\n".join(paragraph), 1))
                    paragraph.clear()
                    break
            elif mark == "_" and _RULE.match(line, first):
                close(depth)
                break
            text = line[first:].strip() if line is typed else _typed(typed, first)
            if paragraph:
                paragraph.append(text)
            else:
                close(depth)
                begin = row
                paragraph.append(text)
            break
    close(0)
    return blocks


def _atx_text(rest: str) -> str:
    """A heading's text without its closing hashes."""
    text = rest.strip(" \t")
    bare = text.rstrip("#")
    if not bare or bare[-1] in " \t":
        text = bare
    return text.strip()
