"""The two edits of a note's body: a task ticked, and a line put at the end of a section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Edit
from notes_kit.model.note import Heading, Section
from notes_kit.model.schema import squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.body import Body, read_body
from notes_kit.parse.edit_check import EditUnsafeError, verify
from notes_kit.parse.edit_list import line_ending
from notes_kit.parse.edit_text import EditRefusedError, edit, refuse_damaged, revise
from notes_kit.parse.edit_value import LINE_BREAK
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.headings import section_of

_END = re.compile(r"(?:[ \t\u00a0]+\^[A-Za-z0-9-]+)?[ \t\u00a0]*\Z")
_DONE = re.compile(r"(?:✅\ufe0f?[ \t\u00a0]*|[\[(](?:completion|completed|done)::[ \t]*|@done\()(\d{4}-\d{1,2}-\d{1,2})", re.IGNORECASE)
_DATAVIEW = re.compile(r"([\[(])(?:due|scheduled|start|created|completion|repeat|priority)::", re.IGNORECASE)
_AT = re.compile(r"@(?:due|start)\(")
_BULLET = re.compile(r"[ \t]*(?:([-*+])|\d{1,9}[.)])(?:[ \t]|\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*\Z")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r(?!\n))\Z")
_PROBE = "- [ ] notes-kit"


def tick_task(source: Source, line: int, done: date | None) -> tuple[Edit, ...]:
    """Edits that tick the task or question on a line (from 1) and note the day it was done; none if it is ticked.

    The day is written as `✅ DATE`, or as `[completion:: DATE]` or `@done(DATE)` on a line that uses that
    form, before a block id, which has to be last. `done` is None for a question, which has no day. A
    repeating task is ticked as any other: its next occurrence is not written.

    Raises:
        EditRefusedError: there is no open task on that line (also: it stands in code or in a hidden passage).
    """
    refuse_damaged(source)
    start = read_front_matter(source).body
    column, ticked, status = _box(read_body(source, start, {}, points=False), line)
    if not column or not _box_at(source.line_text(line), column):
        raise EditRefusedError(source.path, "there is no task on this line", line)
    if ticked:
        return ()
    if status == "-":
        raise EditRefusedError(source.path, "this task is cancelled (`[-]`); open it first", line)
    at = source.offset(line, column)
    edits = [edit(source, at + 1, at + 2, "x")]
    if done is not None:
        edits.append(_day(source, line, done.isoformat()))
    after = revise(source, edits)
    verify(source, after, edits, {})
    body = read_body(after, start, {}, points=False)
    if not _box(body, line)[1] or (done is not None and all(task.place.line != line or task.done_on != done for task in body.tasks)):
        raise EditUnsafeError(source.path, "the task would not read as done on that day; tick it in an editor", line)
    return tuple(edits)


def _box(body: Body, line: int) -> tuple[int, bool, str]:
    """Column of the box on a line (0 = none), whether it is ticked, and a task's status."""
    for task in body.tasks:
        if task.place.line == line:
            return task.place.column, task.done, task.status
    for question in body.questions:
        if question.place.line == line:
            return question.place.column, question.asked, ""
    return 0, False, ""


def _box_at(text: str, column: int) -> bool:
    return text[column - 1 : column] == "[" and text[column + 1 : column + 2] == "]"


def _day(source: Source, line: int, day: str) -> Edit:
    """The day of completion in the form that the line uses; one that is there already is replaced."""
    text, begin = source.line_text(line), source.offset(line, 1)
    there = _DONE.search(text)
    if there:
        return edit(source, begin + there.start(1), begin + there.end(1), day)
    dataview = _DATAVIEW.search(text)
    mark = f"✅ {day}"
    if dataview:
        mark = f"[completion:: {day}]" if dataview[1] == "[" else f"(completion:: {day})"
    elif _AT.search(text):
        mark = f"@done({day})"
    end = _END.search(text)
    at = begin + (end.start() if end else len(text))
    return edit(source, at, at, f" {mark}")


def append_line(source: Source, section_heading: str, line: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that put a line at the end of a section, below its list if it has one.

    The section is the first one that means the same as `section_heading` (`parse/headings.py`), else one of
    that very name; if there is none, a heading is made at the end of the note. A bullet takes the sign that
    the section's bullets have.

    Raises:
        EditRefusedError: the line is empty or more than one, or the place is hidden, code, or reads as something else.
    """
    refuse_damaged(source)
    for text in (section_heading, line):
        if not text.strip() or LINE_BREAK.search(text) or "\0" in text:
            raise EditRefusedError(source.path, "what is added to a note is one line of text")
    headings = (settings or Settings()).headings
    start = read_front_matter(source).body
    body = read_body(source, start, headings, points=False)
    want = section_of(section_heading, headings)
    places = [(item, _first_line(source, item)) for item in body.headings]
    for heading, first in places:
        if first and (section_of(heading.text, headings) is want if want else squash(heading.text) == squash(section_heading)):
            last = next((other.place.line - 1 for other in body.headings if other.place.line > heading.place.line), len(source.line_starts))
            return _sure(source, headings, want, _below(source, first, last, line))
    try:
        return _sure(source, headings, want, _new_section(source, start, f"## {section_heading}", line))
    except EditUnsafeError:  # a heading of the first level may be open that keeps all below it to itself (Private, Prep)
        return _sure(source, headings, want, _new_section(source, start, f"# {section_heading}", line))


def _first_line(source: Source, heading: Heading) -> int:
    """The number of the line below a heading; 0 for one inside a quote or list."""
    number = heading.place.line
    text = source.line_text(number)
    if len(text) - len(text.lstrip(" ")) != heading.place.column - 1 and not text.lstrip(" ").startswith("#"):
        return 0
    if text.lstrip(" ").startswith("#"):
        return number + 1
    while number < len(source.line_starts):
        number += 1
        if _UNDERLINE.match(source.line_text(number)):
            return number + 1
    return 0


class _Spot(NamedTuple):
    """Where a line goes: an offset, and what is written before it and after it."""

    offset: int
    before: str
    line: str
    after: str = ""


def _below(source: Source, first: int, last: int, line: str) -> _Spot:
    """The end of what the section of lines `first` to `last` holds."""
    filled = [number for number in range(first, last + 1) if source.line_text(number).strip()]
    at = filled[-1] if filled else first - 1
    newline = line_ending(source, at)
    gap = newline if not filled or (_BULLET.match(line) and _in_list(source, first, at)) else newline * 2
    signs = [match[1] for number in filled if (match := _BULLET.match(source.line_text(number))) and match[1]]
    if signs and line.startswith("- "):
        line = signs[-1] + line[1:]
    return _Spot(source.offset(at, 1) + len(source.line_text(at)), gap, line)


def _in_list(source: Source, first: int, line: int) -> bool:
    """Whether a line belongs to a list: it, or one above it without a blank line between, begins an item."""
    while line >= first and source.line_text(line).strip():
        if _BULLET.match(source.line_text(line)):
            return True
        line -= 1
    return False


def _new_section(source: Source, start: int, heading: str, line: str) -> _Spot:
    """The end of the note, with a heading of its own and a blank line above it."""
    text = source.text
    ended = not text or text[-1] in "\r\n"
    newline = line_ending(source, len(source.line_starts) - 1) if text and ended else source.newline
    gap = "" if ended else newline
    if text[start:].strip() and not _BLANK_LINE.search(text):
        gap += newline
    return _Spot(len(text), f"{gap}{heading}{newline}", line, newline if ended else "")


def _sure(source: Source, headings: Mapping[str, tuple[str, ...]], want: Section, spot: _Spot) -> tuple[Edit, ...]:
    """The edit, once a task put there in its place was read as a task of that section."""
    start = read_front_matter(source).body
    probe = revise(source, [edit(source, spot.offset, spot.offset, spot.before + _PROBE + spot.after)])
    number = probe.line_col(spot.offset + len(spot.before))[0]
    body = read_body(probe, start, headings, points=False)
    if not any(task.place.line == number and want in (Section.OTHER, task.section) for task in body.tasks):
        hidden = all(question.place.line != number for question in body.questions)
        if want is not Section.PREP or hidden:
            reason = "what is written here would be hidden, or read as code or as part of another section; close it, then try again"
            raise EditUnsafeError(source.path, reason, source.line_col(spot.offset)[0])
    edits = (edit(source, spot.offset, spot.offset, spot.before + spot.line + spot.after),)
    verify(source, revise(source, edits), edits, {})
    return edits
