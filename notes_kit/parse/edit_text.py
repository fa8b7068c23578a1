"""The frame of every edit: which notes may be edited at all, and edits applied to the very text they were made for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from notes_kit.model.finding import Edit
from notes_kit.model.text import Source, Span
from notes_kit.parse.note import decode

_CONFLICT = re.compile(r"(?:\A|(?<=[\r\n]))<{7}(?=[ \r\n]|\Z)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class EditRefusedError(Exception):
    """An edit that might not change just what was asked for; nothing was changed.

    `reason` says what stands in the way and what to do; `line` (from 1, 0 = the whole note) says where.
    """

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path, self.reason, self.line = path, reason, line


class OverlapError(EditRefusedError):
    """Two edits of one text that want to change the same characters."""


def open_note(path: str, data: bytes) -> Source:
    """The text of a note that may be edited.

    Raises:
        EditRefusedError: the bytes are no UTF-8, hold a NUL character or the marks of an unfinished merge.
    """
    source, faults = decode(path, data)
    for fault in faults:
        raise EditRefusedError(path, fault.message, fault.place.line)
    refuse_damaged(source)
    return source


def encode(source: Source) -> bytes:
    """The bytes of a text, with its byte-order mark if it had one: what `open_note` read, for an unchanged text."""
    return (b"\xef\xbb\xbf" if source.bom else b"") + source.text.encode()


def refuse_damaged(source: Source) -> None:
    """Refuse a text that a careful writer leaves alone, whatever is asked of it.

    Raises:
        EditRefusedError: it holds a NUL, a lone surrogate (no UTF-8 has one) or the marks of an unfinished merge.
    """
    text = source.text
    at = text.find("\0")
    if at >= 0:
        raise EditRefusedError(source.path, "the note holds a NUL character, which no text should; delete it, then try again", source.line_col(at)[0])
    match = _CONFLICT.search(text) if "<<<<<<<" in text else None
    if match:
        reason = "the note holds an unfinished merge; choose between its two sides and delete the marks, then try again"
        raise EditRefusedError(source.path, reason, source.line_col(match.start())[0])
    match = None if text.isascii() else _SURROGATE.search(text)
    if match:
        raise EditRefusedError(source.path, "the note holds a character that UTF-8 cannot write; delete it", source.line_col(match.start())[0])


def edit(source: Source, start: int, end: int, text: str) -> Edit:
    """The edit that puts `text` in place of the offsets `start` to `end`."""
    return Edit(source.path, source.place(Span(start, end)), text)


def spans(source: Source, edits: Iterable[Edit]) -> list[tuple[Span, str]]:
    """The edits as offsets, in the order of the text; insertions at one place keep their order.

    Raises:
        OverlapError: two edits want the same characters, or one inserts inside what another replaces.
        EditRefusedError: an edit is for another note, or for a place that this text does not have.
    """
    found: list[tuple[Span, str]] = []
    for item in edits:
        span = source.span(item.place)
        if item.path != source.path or source.place(span) != item.place or span.start > span.end:
            raise EditRefusedError(source.path, f"an edit for {item.path}:{item.place.line}:{item.place.column} does not fit this text")
        found.append((span, item.text))
    found.sort(key=lambda one: one[0])
    for (before, _), (after, _) in pairwise(found):
        if after.start < before.end:
            raise OverlapError(source.path, "two edits change the same characters; apply one, then look again", source.line_col(after.start)[0])
    return found


def apply_edits(source: Source, edits: Iterable[Edit]) -> str:
    """The text after independent edits to this one baseline; every other character is where it was.

    Raises:
        EditRefusedError: see `spans`.
    """
    out: list[str] = []
    at = 0
    for span, text in spans(source, edits):
        out += (source.text[at : span.start], text)
        at = span.end
    out.append(source.text[at:])
    return "".join(out)


def revise(source: Source, edits: Iterable[Edit]) -> Source:
    """The note after the edits, as a text that further edits can be made for."""
    return Source(source.path, apply_edits(source, edits), source.bom)
