"""A theme's tag put on one thing that was said, in the one place where it belongs to that and to nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notes_kit.model.finding import Edit
from notes_kit.model.names import fold
from notes_kit.model.note import Note, Point
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.blocks import PARAGRAPH, read_blocks, split_lines
from notes_kit.parse.edit_check import verify
from notes_kit.parse.edit_text import EditRefusedError, edit, revise
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.marks import THEME
from notes_kit.parse.note import read_source
from notes_kit.parse.private import blank_private

_END = re.compile(r"(?:(?:\A|[ \t\u00a0])[ \t\u00a0]*\^[A-Za-z0-9-]+)?[ \t\u00a0|]*\Z")


def tag_point(source: Source, settings: Settings, line: int, theme: str) -> tuple[Edit, ...]:
    """Edits that put `#theme/NAME` on the point of a line (from 1); none if it has it.

    The tag comes behind the point's own words, before a block id. Whatever else the note says stays as it was.

    Raises:
        EditRefusedError: no point begins on that line, or there is no such place.
    """
    before = read_source(source, [], settings)
    point = _point_at(before, line)
    if point is None:
        raise EditRefusedError(source.path, "nothing that was said begins on this line", line)
    if any(fold(name) == fold(theme) for name in point.themes):
        return ()
    for number in _rows(source, line):
        end = _END.search(source.line_text(number))
        text = source.line_text(number)[: end.start() if end else None]
        if not text.strip():
            continue
        at = source.offset(number, 1) + len(text)
        edits = (edit(source, at, at, f" #{THEME}{theme}"),)
        after = revise(source, edits)
        if _only_tagged(before, read_source(after, [], settings), line, theme):
            verify(source, after, edits, {}, points=False)
            return edits
    raise EditRefusedError(
        source.path, f"there is no place for a tag on this line that changes nothing else; write `#{THEME}{theme}` there yourself", line
    )


def _point_at(note: Note, line: int) -> Point | None:
    return next((point for point in note.points if point.place.line == line), None)


def _rows(source: Source, line: int) -> Iterator[int]:
    """The lines on which the paragraph of a point may end, the likeliest first."""
    start = read_front_matter(source).body
    first = source.line_of(start)
    for kind, row, text, _ in read_blocks(split_lines(blank_private(source.text[start:]))):
        last = first + row + text.count("\n")
        if kind == PARAGRAPH and first + row <= line <= last:
            yield from range(last, line, -1)
            break
    yield line


def _only_tagged(before: Note, after: Note, line: int, theme: str) -> bool:
    """Whether the point of a line has the theme now, and that is all there is to tell."""
    if len(before.points) != len(after.points):
        return False
    for old, new in zip(before.points, after.points, strict=True):
        mine = old.place.line == line
        themes = (*old.themes, theme) if mine else old.themes
        if sorted(new.themes) != sorted(themes) and not (not mine and _inherits(old, new, theme)):
            return False
        if new._replace(themes=(), tags=(), place=old.place) != old._replace(themes=(), tags=()):
            return False
    return True


def _inherits(old: Point, new: Point, theme: str) -> bool:
    """A quote below a bullet speaks of the same themes."""
    return new.quote and sorted(new.themes) == sorted((*old.themes, theme))
