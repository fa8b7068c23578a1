"""What a search found, as lines with their places and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from notes_kit.render.words import columns, plural, term_safe

Paint = Callable[[str, str], str]

SHOWN = 3
"""Lines of one note on a page; JSON has them all."""

LEAST = 40
"""Columns of a line that are shown, however long its place is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a match: its number from 1, its text without the line ending, and where in it the matches are.

    `spans` are half-open ranges of offsets into `text`; `words` counts the different words searched for that it holds.
    """

    number: int
    text: str
    spans: tuple[tuple[int, int], ...]
    words: int


@dataclass(frozen=True, slots=True)
class Match:
    """A note that holds every word, with its score and the lines to show for it."""

    path: str
    score: int
    lines: tuple[Line, ...]


def hits_text(matches: Sequence[Match], width: int, paint: Paint) -> str:
    """`path:line:column: text` for the best lines of each note; lines are cut around the match to `width` columns (0: whole)."""
    out = []
    for match in matches:
        best = sorted(match.lines, key=lambda line: (-line.words, line.number))[:SHOWN]
        for line in sorted(best, key=lambda line: line.number):
            place = term_safe(f"{match.path}:{line.number}:{_column(line)}:")
            room = max(width - columns(place) - 1, LEAST) if width else 0
            out.append(f"{paint(place, 'path')} {_snippet(line, room, paint)}")
        more = len(match.lines) - len(best)
        if more:
            out.append(paint(f"  … and {plural(more, 'more line')} in this note", "dim"))
    return "\n".join(out)


def hits_document(today: date, matches: Sequence[Match], total: int) -> dict[str, object]:
    """`find --json` (version 1): every line of the notes found, the best note first; `notes` counts all that match."""
    hits = [
        {"path": match.path, "line": line.number, "column": _column(line), "text": line.text, "score": match.score}
        for match in matches
        for line in match.lines
    ]
    return {"version": 1, "today": today.isoformat(), "notes": total, "hits": hits}


def _column(line: Line) -> int:
    return line.spans[0][0] + 1 if line.spans else 1


def _snippet(line: Line, room: int, paint: Paint) -> str:
    """The part of a line that fits into `room` columns, with its matches marked."""
    text = line.text
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    before = after = ""
    first = line.spans[0][0] if line.spans else begin
    if room and columns(text[begin:end]) > room:
        lead = max(room // 3, room - 1 - columns(text[first:end]))  # nothing is left empty where the line ends soon after the match
        if columns(text[begin:first]) > lead:
            begin = _word_start(text, _step_back(text, first, lead - 1), first)
            before = "…"
        if columns(text[begin:end]) + len(before) > room:
            end = _step_on(text, begin, room - len(before) - 1)
            after = "…"
    parts, at = [], begin
    for start, stop in line.spans:
        first_shown, last_shown = max(start, at), min(stop, end)
        if first_shown < last_shown:
            parts += [term_safe(text[at:first_shown]), paint(term_safe(text[first_shown:last_shown]), "name")]
            at = last_shown
    return "".join([before, *parts, term_safe(text[at:end]).rstrip(), after])


def _step_back(text: str, at: int, room: int) -> int:
    while at > 0 and room > 0:
        at -= 1
        room -= columns(text[at])
    return at


def _step_on(text: str, at: int, room: int) -> int:
    while at < len(text) and (room := room - columns(text[at])) >= 0:
        at += 1
    return at


def _word_start(text: str, at: int, limit: int) -> int:
    """The beginning of the next word, where there is one before `limit`."""
    space = text.find(" ", at, limit)
    return at if space < 0 else space + 1
