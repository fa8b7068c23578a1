"""What to sort out first, as words and as JSON: people without a note, links to nothing, rhythms, imported people your notes speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notes_kit.render.words import listing, plural, term_safe

Paint = Callable[[str, str], str]


class Unnoted(NamedTuple):
    """Somebody whom so many notes name and who has none; `by` are those who named them, `close` begins their note."""

    name: str
    notes: int
    by: tuple[str, ...]
    path: str
    line: int
    close: str


class Loose(NamedTuple):
    """A link that leads to no note, from so many notes; `near` are notes that may be meant, as a link says them."""

    target: str
    notes: int
    path: str
    line: int
    near: tuple[str, ...]


class Rhythm(NamedTuple):
    """Somebody you are in touch with every so many days, and the interval that says so (`6w`)."""

    name: str
    path: str
    days: int
    times: int
    every: str


class Spoken(NamedTuple):
    """Somebody who was only imported, and of whom so many notes speak."""

    name: str
    notes: int
    path: str
    first: str
    line: int


@dataclass(frozen=True, slots=True)
class Triage:
    """All of it, most first. `imported` counts the people that were imported and that nothing has happened with yet."""

    people: tuple[Unnoted, ...]
    links: tuple[Loose, ...]
    rhythms: tuple[Rhythm, ...]
    spoken: tuple[Spoken, ...]
    imported: int


def triage_text(found: Triage, paint: Paint, *, most: int) -> str:
    """The first of each kind, with what to do about them."""
    lines: list[str] = []
    part = _Part(lines, paint, most)
    part.show("Named, and without a note", [row for one in found.people for row in (_unnoted(one, paint),)])
    what = f"Imported, and spoken of in your notes ({len(found.spoken)} of {plural(found.imported, 'person', 'people')} not approached yet)"
    part.show(what, [_spoken(one, paint) for one in found.spoken])
    part.show("In touch without an interval", [_rhythm(one, paint) for one in found.rhythms])
    part.show("Links that lead to no note", [_loose(one, paint) for one in found.links])
    if not lines:
        return "nothing to sort out: everybody you name has a note, and every link leads to one"
    return "\n".join(lines[1:])


class _Part:
    """Appends parts, each under its head and not longer than it may be."""

    def __init__(self, lines: list[str], paint: Paint, most: int) -> None:
        self.lines, self.paint, self.most = lines, paint, most

    def show(self, head: str, rows: Sequence[str]) -> None:
        if rows:
            self.lines += ["", self.paint(head, "head"), *rows[: self.most or None]]
            if self.most and len(rows) > self.most:
                self.lines.append(self.paint(f"  … and {len(rows) - self.most:,} more (--limit 0 shows all)", "dim"))


def _at(path: str, line: int, paint: Paint) -> str:
    return paint(term_safe(f"{path}:{line}"), "path")


def _unnoted(one: Unnoted, paint: Paint) -> str:
    by = f", named by {term_safe(listing(one.by))}" if one.by else ""
    head = f"  {paint(term_safe(one.name), 'name')}  {plural(one.notes, 'note')}{by}  {_at(one.path, one.line, paint)}"
    return f"{head}\n    → {term_safe(one.close)}"


def _spoken(one: Spoken, paint: Paint) -> str:
    return f"  {paint(term_safe(one.name), 'name')}  {plural(one.notes, 'note')}, first {_at(one.first, one.line, paint)}  {paint(term_safe(one.path), 'path')}"


def _rhythm(one: Rhythm, paint: Paint) -> str:
    head = f"  {paint(term_safe(one.name), 'name')}  about every {plural(one.days, 'day')}, over {one.times} occasions"
    return f"{head}\n    → keep_in_touch: {one.every}   (in {term_safe(one.path)})"


def _loose(one: Loose, paint: Paint) -> str:
    near = f": perhaps {listing((term_safe(name) for name in one.near), 'or')}" if one.near else ""
    return f"  {term_safe(one.target)}  {plural(one.notes, 'note')}{near}  {_at(one.path, one.line, paint)}"


def triage_document(found: Triage, today: date) -> dict[str, object]:
    """`triage --json` (version 1)."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "people": [{**one._asdict(), "by": list(one.by)} for one in found.people],
        "imported": found.imported,
        "spoken_of": [one._asdict() for one in found.spoken],
        "rhythms": [one._asdict() for one in found.rhythms],
        "links": [{**one._asdict(), "near": list(one.near)} for one in found.links],
    }
