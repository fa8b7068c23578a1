"""The agenda as a page and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from notes_kit.model.finding import Finding
from notes_kit.render.findings import finding_row
from notes_kit.render.words import listing, plural, term_safe

Paint = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One talk ahead. `early` is when to be there or to open the link; `findings` are the rules' on this note."""

    path: str
    day: date
    start: time | None
    end: time | None
    early: time | None
    people: tuple[str, ...]
    organization: str
    format: str
    place: str
    confirmed: date | None
    findings: tuple[Finding, ...]


def agenda_text(meetings: Sequence[Meeting], today: date, days: int, paint: Paint) -> str:
    """Day by day: when, with whom, where, whether it is confirmed, and what the rules say."""
    if not meetings:
        return f"nothing is scheduled within {plural(days, 'day')}"
    lines: list[str] = []
    day: date | None = None
    for one in meetings:
        if one.day != day:
            day = one.day
            lines += [*([""] if lines else []), paint(_day(day, today), "head")]
        lines += _meeting(one, paint)
    return "\n".join(lines)


def _day(day: date, today: date) -> str:
    ahead = (day - today).days
    near = {0: ", today", 1: ", tomorrow"}.get(ahead, f", in {ahead} days")
    return f"{day:%A} {day}{near}"


def _meeting(one: Meeting, paint: Paint) -> list[str]:
    when = f"{one.start:%H:%M}–{one.end:%H:%M}" if one.start and one.end else "no time yet"
    who = paint(term_safe(listing(one.people) or "nobody yet"), "name")
    lines = [f"  {when}  {who}" + (f", {term_safe(one.organization)}" if one.organization else "")]
    about = [word for word in (one.format, one.place) if word]
    if about:
        lines.append("    " + term_safe(" · ".join(about)))
    if one.early:
        lines.append(paint(f"    be there by {one.early:%H:%M}", "dim"))
    lines.append(f"    reconfirmed on {one.confirmed}" if one.confirmed else "    not reconfirmed yet")
    lines += [f"    {paint(item.rule, item.severity.value)}: {term_safe(item.message)}" for item in one.findings]
    return [*lines, paint(f"    {term_safe(one.path)}", "path")]


def agenda_document(meetings: Sequence[Meeting], today: date) -> dict[str, object]:
    """`agenda --json` (version 1)."""
    return {"version": 1, "today": today.isoformat(), "items": [_row(one) for one in meetings]}


def _row(one: Meeting) -> dict[str, object]:
    return {
        "path": one.path,
        "date": one.day.isoformat(),
        "start": f"{one.start:%H:%M}" if one.start else None,
        "end": f"{one.end:%H:%M}" if one.end else None,
        "be_there": f"{one.early:%H:%M}" if one.early else None,
        "people": list(one.people),
        "organization": one.organization or None,
        "format": one.format or None,
        "place": one.place or None,
        "confirmed": one.confirmed.isoformat() if one.confirmed else None,
        "findings": [finding_row(item) for item in one.findings],
    }
