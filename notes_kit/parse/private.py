"""Hidden passages: Obsidian's `%% … %%` and HTML comments, blanked before anything else reads the body (P35)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container

from notes_kit.model.text import holds
from notes_kit.parse.blocks import HEADING, PARAGRAPH, UNDERLINED, read_blocks, split_lines

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FENCE = re.compile(r"((?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*)(`{3,}(?=[^`\r\n]*[\r\n]*\Z)|~{3,})")
_FAR_IN = re.compile(r"(?:[ >]|[-+*](?=[ \t])|[0-9]{1,9}[.)])*?(?: {4}|\t)")
_MARK = re.compile(r"`+|%%|<!--")
_TICKS = re.compile(r"`+")
_COMMENT = re.compile(r"%%|<!--|-->")
_TEXT = re.compile(r"[^\r\n]+")
_RUN = re.compile(r"[ \t]*\u00a0{4,}[ \t]*")
_CLOSERS = {"%%": "%%", "<!--": "-->"}

Spans = list[tuple[int, int]]


def blank_private(body: str) -> str:
    """The body with hidden passages blanked, every offset and line kept.

    Closed by failing: a comment that is never closed hides everything after it. A comment mark
    inside a code block or a code span hides nothing, as in Obsidian; where it cannot be told
    whether a mark stands in code, what any reading hides is hidden.
    """
    spans = hidden_spans(body)
    return _without(body, spans) if spans else body


def hidden_spans(body: str) -> Spans:
    """Where a body's hidden passages begin and end, their marks included, in order; see `blank_private`."""
    if not (holds(body, "%%") or holds(body, "<!--")):
        return []
    lines = [(m.start(), m.group()) for m in _LINE.finditer(body) if m.group()]
    spans, sure = _hidden(lines, len(body))
    return spans if sure else _in_doubt(body, lines, spans)


def _in_doubt(body: str, lines: list[tuple[int, str]], spans: Spans) -> Spans:
    """What is hidden where the lines alone do not tell what is code: the structure does, if it stays what it is once that is hidden."""
    code = _code_rows(body)
    told, sure = _hidden(lines, len(body), code=code)
    if sure:
        after = _without(body, told)
        if not {row for row in code ^ _code_rows(after) if _line_at(after, lines[row]).strip()}:
            return told
    return _union(spans + told + _hidden(lines, len(body), doubt_is_code=True)[0])


def _code_rows(body: str) -> set[int]:
    """The rows (from 0) that hold no text: code, and what parts it."""
    lines = split_lines(body)
    text: set[int] = set()
    for kind, row, words, _ in read_blocks(lines):
        if kind in (HEADING, UNDERLINED, PARAGRAPH):
            text.update(range(row, row + words.count("\n") + 1))
    return set(range(len(lines) - (not lines[-1]))) - text


def _line_at(body: str, line: tuple[int, str]) -> str:
    return body[line[0] : line[0] + len(line[1])]


def _without(body: str, spans: Spans) -> str:
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += (body[at:start], _blanked(body, start, end))
        at = end
    out.append(body[at:])
    return "".join(out)


def only_hidden(body: str) -> str:
    """What the hidden passages hold: all else blanked, the comment marks too, every offset and line kept."""
    out: list[str] = []
    at = 0
    for start, end in hidden_spans(body):
        out += (_TEXT.sub(_spaces, body[at:start]), _COMMENT.sub(_spaces, body[start:end]))
        at = end
    out.append(_TEXT.sub(_spaces, body[at:]))
    return "".join(out)


def _spaces(match: re.Match[str]) -> str:
    return "\u00a0" * len(match.group())


def without_blanks(text: str) -> str:
    """A text out of a blanked body, without the gap that a hidden passage left in it."""
    return _RUN.sub(" ", text).strip() if "\u00a0\u00a0\u00a0\u00a0" in text else text


def _hidden(lines: list[tuple[int, str]], size: int, *, code: Container[int] | None = None, doubt_is_code: bool = False) -> tuple[Spans, bool]:
    """What comments hide in one reading, and whether that is sure: no mark of theirs stood where code is in doubt.

    `code` are the rows of which it is known; without it the lines are gone by.
    """
    spans: Spans = []
    fence = closer = ""
    start = 0
    sure, plain = True, True
    loose = False  # backticks earlier in the paragraph may yet be closed
    for row, (offset, line) in enumerate(lines):
        if code is not None and not closer and row in code:
            loose = False
            continue
        if code is None and not closer:
            mark = _FENCE.match(line)
            if fence:
                if mark and mark[2].startswith(fence) and _closes(line, mark, plain=plain):
                    fence = ""
                continue
            if mark:
                plain = not mark[1]
                sure = sure and plain
                if plain or doubt_is_code:
                    fence, loose = mark[2], False
                    continue
        loose = loose and bool(line.strip())
        at = 0
        runs = _runs(line) if "`" in line else {}
        unclear = "\\`" in line or (code is None and _FAR_IN.match(line) is not None)
        while True:
            if closer:
                end = line.find(closer, at)
                if end < 0:
                    break
                at = end + len(closer)
                spans.append((start, offset + at))
                closer = ""
            found = _MARK.search(line, at)
            if found is None:
                break
            at = found.end()
            doubt = loose or unclear
            if found.group()[0] == "`":
                same = runs[at - found.start()]
                partner = bisect_left(same, at)
                if partner == len(same):
                    loose = True
                elif not doubt or doubt_is_code:
                    at = same[partner] + at - found.start()
                continue
            doubt = doubt or line.endswith("\\", 0, found.start())
            sure = sure and not doubt
            if not (doubt and doubt_is_code):
                start, closer = offset + found.start(), _CLOSERS[found.group()]
    if closer:
        spans.append((start, size))
    return spans, sure


def _closes(line: str, mark: re.Match[str], *, plain: bool) -> bool:
    """Whether the line closes a fence: a `plain` one, at the start of its line, is closed as CommonMark has it."""
    if line.strip(" \t\r\n>") != mark[2]:
        return False
    return not plain or (not mark[1].strip(" ") and len(mark[1]) < 4)  # noqa: PLR2004 - four columns make code


def _runs(line: str) -> dict[int, list[int]]:
    """Where each run of backticks begins, by length."""
    table: dict[int, list[int]] = {}
    for match in _TICKS.finditer(line):
        table.setdefault(match.end() - match.start(), []).append(match.start())
    return table


def _union(spans: Spans) -> Spans:
    out: Spans = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _blanked(body: str, start: int, end: int) -> str:
    """Lines that are hidden whole become empty; where a line keeps some text, no-break spaces hold the columns.

    Plain spaces at the start of a line could turn what follows into an indented code block.
    """

    def blank(match: re.Match[str]) -> str:
        first, last = start + match.start(), start + match.end()
        whole = (first == 0 or body[first - 1] in "\r\n") and (last == len(body) or body[last] in "\r\n")
        return (" " if whole else "\u00a0") * (last - first)

    return _TEXT.sub(blank, body[start:end])
