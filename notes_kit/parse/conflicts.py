"""Unfinished merges: the marks that Git leaves in a text where two versions of it disagree."""

from __future__ import annotations

import re

from notes_kit.model.finding import Fault
from notes_kit.model.text import Place

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")


def drop_conflicts(lines: list[str], first: int) -> list[Fault]:
    """Blank the marks of an unfinished merge in the lines, so that both of its sides are read; a fault for the first, or nothing.

    Args:
        lines: of the body, changed in place.
        first: the number of the first of them in the note (from 1).
    """
    marks = [row for row, line in enumerate(lines) if _CONFLICT.match(line)]
    begin = next((row for row in marks if lines[row].startswith("<")), None)
    if begin is None:
        return []
    place = Place(first + begin, 1, first + begin, len(lines[begin]) + 1)
    for row in marks:
        if row >= begin:
            lines[row] = ""
    return [Fault("merge-conflict", "this note holds an unfinished merge; choose between the two sides and delete the marks", place)]
