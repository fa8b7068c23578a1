"""What `report --check` found: as values, as text for a person and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from notes_kit.render.words import listing, plural, shortened, term_safe

Paint = Callable[[str, str], str]
_LONGEST = 160
_FEW = 8


class Change(StrEnum):
    """What is no longer as a report says."""

    QUOTE = "quote-gone"
    CHANGED = "note-changed"
    GONE = "note-gone"
    NEW = "note-new"
    EDITED = "report-edited"


@dataclass(frozen=True, slots=True)
class Stale:
    """One thing that is no longer as a report says. `line` is the report's own, 0 where it tells none; `now` the nearest of what stands there today."""

    kind: Change
    path: str = ""
    text: str = ""
    line: int = 0
    now: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A report held against the notes: the day it is of, and what is no longer so."""

    file: str
    day: str
    quotes: int
    sources: int
    found: tuple[Stale, ...]


_TITLES = {Change.CHANGED: "changed since", Change.GONE: "no longer part of it (gone, private, or moved)", Change.NEW: "new since"}


def checked_text(check: Check, paint: Paint) -> str:
    """One paragraph for each quote that is gone, then the notes that changed, went and came."""
    head = f"{check.file}{f' tells of {check.day}' if check.day else ''}: {plural(check.quotes, 'quote')} from {plural(check.sources, 'note')}"
    lines = [term_safe(head)]
    gone = [one for one in check.found if one.kind is Change.QUOTE]
    for one in gone:
        place = f"{check.file}:{one.line}" if one.line else one.path
        words = f"“{shortened(one.text, _LONGEST)}”" if one.text else "a quote that the page words in another way"
        lines.append(f"{paint(term_safe(place), 'path')}: {term_safe(words)} no longer stands in {term_safe(one.path)}")
        if one.now:
            lines.append(f"    there stands: “{term_safe(shortened(one.now, _LONGEST))}”")
    for kind, title in _TITLES.items():
        paths = [one.path for one in check.found if one.kind is kind]
        if paths:
            more = f" and {len(paths) - _FEW} more" if len(paths) > _FEW else ""
            shown = listing(map(term_safe, paths[:_FEW])) if not more else ", ".join(map(term_safe, paths[:_FEW])) + more
            lines.append(f"{plural(len(paths), 'note')} {title}: {shown}")
    if any(one.kind is Change.EDITED for one in check.found):
        lines.append("the report was changed by hand where nothing is kept: that is lost when it is written again")
    if not check.found:
        lines.append(paint("every quote stands in its note, and nothing has changed since", "good"))
    return "\n".join(lines)


def checked_json(check: Check, today: date) -> dict[str, Any]:
    """`report --check --json` (version 1)."""
    found = [
        {"kind": one.kind.value, "path": one.path or None, "line": one.line or None, "text": one.text or None, "now": one.now or None}
        for one in check.found
    ]
    return {
        "version": 1,
        "today": today.isoformat(),
        "file": check.file,
        "of": check.day or None,
        "quotes": check.quotes,
        "sources": check.sources,
        "findings": found,
    }
