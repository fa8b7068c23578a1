"""What `watch` says: a line a change for a person, an object a line for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.render.findings import finding_row
from notes_kit.render.index_words import Changed
from notes_kit.render.words import plural, shortened, term_safe

Paint = Callable[[str, str], str]

MOST = 30_000
"""Characters of one variable of a command's environment: some systems take no more than 32,767 in all, and four bytes are possible for one."""


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
    def duties(self) -> int:
        """How many of them are duties."""

    @property
    def late(self) -> int:
        """How many of them should have been done before today."""

    @property
    def next(self) -> Finding | None:
        """The duty that falls due next."""

    @property
    def first(self) -> bool:
        """Whether this is the first look."""

    @property
    def new_day(self) -> bool:
        """Whether the day has turned since the last look."""

    @property
    def new_settings(self) -> bool:
        """Whether the settings are others than at the last look."""


def round_lines(one: Round, now: datetime, today: date, paint: Paint) -> list[str]:
    """`15:04 Ada Okafor · − past-unsettled · + thank-you-missing due tomorrow`, a line for each person or note concerned.

    What falls due together is named together: `+ thank-you-missing, notes-empty 3 days overdue`.
    """
    clock = paint(now.strftime("%H:%M"), "dim")
    if one.first:
        return [f"{clock} watching {plural(one.changes.total, 'note')}, {plural(one.open, 'finding')}; Ctrl-C ends"]
    lines = [f"{clock} {paint(f'it is {today:%A} {today}', 'head')}"] if one.new_day else []
    told: dict[str, list[str]] = {}
    for item in one.gone:
        told.setdefault(_whose(item), []).append(paint(f"− {item.rule}", "good"))
    for (who, due), items in _together(one.new, today).items():
        told.setdefault(who, []).append(
            paint("+ ", items[-1].severity.value) + ", ".join(paint(item.rule, item.severity.value) for item in items) + due
        )
    lines += [f"{clock} {paint(term_safe(who), 'name')} · {' · '.join(parts)}" for who, parts in sorted(told.items())]
    if one.new_settings:
        lines.append(f"{clock} the settings changed")
    if not told:
        paths = [*one.changes.added, *one.changes.changed, *one.changes.removed]
        lines += [f"{clock} {paint(term_safe(path), 'path')}" for path in paths[:5]]
        if len(paths) > 5:  # noqa: PLR2004 - a git checkout should not fill the screen
            lines.append(f"{clock} … and {len(paths) - 5} more notes")
    return lines


def _together(items: Sequence[Finding], today: date) -> dict[tuple[str, str], list[Finding]]:
    """Findings by whose they are and when they fall due, in words."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for item in items:
        found.setdefault((_whose(item), _due(item, today)), []).append(item)
    return found


def _whose(item: Finding) -> str:
    return item.contact or item.path


def _due(item: Finding, today: date) -> str:
    if item.due is None:
        return ""
    days = (item.due - today).days
    if days < 0:
        return f" {-days} {'day' if days == -1 else 'days'} overdue"
    return " due today" if days == 0 else " due tomorrow" if days == 1 else f" due {item.due}"


def status_line(one: Round, today: date, columns: int) -> str:
    """What stands below the lines on a terminal: notes, duties, and the next that falls due; cut to `columns`."""
    words = f"{plural(one.changes.total, 'note')} · {plural(one.duties, 'duty', 'duties')}"
    if one.late:
        words += f", {one.late} late"
    if one.next is not None:
        words += f" · next: {one.next.contact or one.next.path} · {one.next.rule}{_due(one.next, today)}"
    return shortened(term_safe(words), max(columns - 1, 1))


def message(one: Round, today: date) -> tuple[str, str] | None:
    """Title and text of a message on the desktop: the duties that are new, the first three by name; None without any."""
    new = [item for item in one.new if item.kind is Kind.DUTY and item.severity is not Severity.INFO]
    if not new or one.first:
        return None
    lines = [f"{item.contact or item.path}: {item.rule}{_due(item, today)}" for item in new[:3]]
    if len(new) > 3:  # noqa: PLR2004 - a desktop shows three lines
        lines.append(f"and {len(new) - 3} more")
    return f"notes-kit: {plural(len(new), 'duty', 'duties')}", "\n".join(lines)


def variables(one: Round, today: date) -> dict[str, str]:
    """What a command that a watch starts finds in its environment: paths a line each, findings as JSON."""
    paths = {"ADDED": one.changes.added, "CHANGED": one.changes.changed, "REMOVED": one.changes.removed}
    found = {"NEW": one.new, "GONE": one.gone}
    return {
        "NOTES_KIT_TODAY": today.isoformat(),
        **{f"NOTES_KIT_{name}": _lines(those) for name, those in paths.items()},
        **{f"NOTES_KIT_{name}": _findings(those) for name, those in found.items()},
    }


def _lines(paths: Sequence[str]) -> str:
    text = "\n".join(paths)
    return text if len(text) <= MOST else text[:MOST].rpartition("\n")[0]


def _findings(items: Sequence[Finding]) -> str:
    rows = [finding_row(item) for item in items]
    while len(text := json.dumps(rows, ensure_ascii=True, default=str)) > MOST:
        rows = rows[: len(rows) // 2]
    return text


def round_events(one: Round, today: date) -> Iterator[dict[str, object]]:
    """The events of one look, each an object with `event` (version 1)."""
    head = {"version": 1, "today": today.isoformat()}
    if one.first:
        yield {**head, "event": "started", "notes": one.changes.total, "findings": one.open}
    if one.new_day:
        yield {**head, "event": "day"}
    if one.new_settings:
        yield {**head, "event": "settings"}
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
