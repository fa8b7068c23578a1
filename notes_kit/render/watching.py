"""What `watch` says: a line a change for a person, an object a line for a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from notes_kit.model.finding import Finding
from notes_kit.render.findings import finding_row
from notes_kit.render.index_words import Changed
from notes_kit.render.words import term_safe

Paint = Callable[[str, str], str]


class Round(Protocol):
    """What one look at the vault found."""

    @property
    def changes(self) -> Changed:
        """What changed on disk."""

    @property
    def new(self) -> Sequence[Finding]:
        """Findings that were not there before."""

    @property
    def gone(self) -> Sequence[Finding]:
        """Findings that are there no more."""

    @property
    def open(self) -> int:
        """Findings now."""

    @property
    def first(self) -> bool:
        """Whether this is the first look."""

    @property
    def new_day(self) -> bool:
        """Whether the day has turned since the last look."""


def round_lines(one: Round, now: datetime, today: date, paint: Paint) -> list[str]:
    """`15:04 Ada Okafor · + thank-you-missing due tomorrow · − past-unsettled`, a line for each person or note concerned."""
    clock = paint(now.strftime("%H:%M"), "dim")
    if one.first:
        return [f"{clock} watching {one.changes.total} notes, {one.open} findings; Ctrl-C ends"]
    lines = [f"{clock} {paint(f'it is {today:%A} {today}', 'head')}"] if one.new_day else []
    told: dict[str, list[str]] = {}
    for item in one.gone:
        told.setdefault(_whose(item), []).append(paint(f"− {item.rule}", "good"))
    for item in one.new:
        told.setdefault(_whose(item), []).append(paint(f"+ {item.rule}", item.severity.value) + _due(item, today))
    lines += [f"{clock} {paint(term_safe(who), 'name')} · {' · '.join(parts)}" for who, parts in sorted(told.items())]
    if not told:
        paths = [*one.changes.added, *one.changes.changed, *one.changes.removed]
        lines += [f"{clock} {paint(term_safe(path), 'path')}" for path in paths[:5]]
        if len(paths) > 5:  # noqa: PLR2004 - a git checkout should not fill the screen
            lines.append(f"{clock} … and {len(paths) - 5} more notes")
    return lines


def _whose(item: Finding) -> str:
    return item.contact or item.path


def _due(item: Finding, today: date) -> str:
    if item.due is None:
        return ""
    days = (item.due - today).days
    if days < 0:
        return f" {-days} {'day' if days == -1 else 'days'} overdue"
    return " due today" if days == 0 else " due tomorrow" if days == 1 else f" due {item.due}"


def round_events(one: Round, today: date) -> Iterator[dict[str, object]]:
    """The events of one look, each an object with `event` (version 1)."""
    head = {"version": 1, "today": today.isoformat()}
    if one.first:
        yield {**head, "event": "started", "notes": one.changes.total, "findings": one.open}
    if one.new_day:
        yield {**head, "event": "day"}
    if one.changes.added or one.changes.changed or one.changes.removed:
        yield {
            **head,
            "event": "indexed",
            "added": list(one.changes.added),
            "changed": list(one.changes.changed),
            "removed": list(one.changes.removed),
        }
    for name, items in (("finding-gone", one.gone), ("finding-new", one.new)):
        for item in items:
            yield {**head, "event": name, "finding": finding_row(item)}
