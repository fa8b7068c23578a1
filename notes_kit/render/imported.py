"""What an import would do, or did: who is new, what is filled in, who may be whom, what differs, as words and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notes_kit.model.card import Unread
from notes_kit.render.words import listing, plain, plural, shortened, term_safe, wrapped

Paint = Callable[[str, str], str]
Values = Mapping[str, tuple[str, ...]]

SHOWN = 10
"""Lines of each kind that are shown unless all are asked for; the counts stand above them."""


class Begun(NamedTuple):
    """Somebody who gets a note: its path, and what the row at `line` says of them."""

    path: str
    name: str
    line: int
    values: Values


class Filled(NamedTuple):
    """A note that gets values where it has none."""

    path: str
    name: str
    line: int
    values: Values


class Different(NamedTuple):
    """A property of which note and row say different things; the note keeps what it has."""

    path: str
    name: str
    have: str
    want: str
    line: int


class Doubtful(NamedTuple):
    """A row that may be somebody with a note (name and path), and why that is not sure; nothing is done with it."""

    line: int
    name: str
    about: str
    why: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The plan of an import. `rows` counts the people in the file, `known` those of whom it says nothing new.

    `passed` were left out by the test, `without` have no note and none was wanted. `taken` are the properties that count,
    `more` those that the file tells besides, `left` its columns that mean nothing here. `refused` are notes that cannot be
    written, each with the reason.
    """

    file: str
    kind: str
    unit: str
    rows: int
    taken: tuple[str, ...]
    more: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    begun: tuple[Begun, ...] = ()
    filled: tuple[Filled, ...] = ()
    known: int = 0
    passed: int = 0
    without: int = 0
    different: tuple[Different, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    unread: tuple[Unread, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def writes(self) -> int:
        """How many notes it would write."""
        return len(self.begun) + len(self.filled)


def imported_text(plan: Imported, paint: Paint, *, width: int = 100, whole: bool = False) -> str:
    """The plan as a page: counts, and the first of each kind; all of them if `whole`."""
    most = len(plan.begun) + len(plan.filled) + plan.rows + len(plan.different) if whole else SHOWN
    lines = [f"{paint(term_safe(plan.file), 'head')}: {plan.kind}, {plural(plan.rows, 'person', 'people')}", f"taken of each: {listing(plan.taken)}"]
    if plan.more:
        lines.append(paint(f"not taken: {listing(plan.more)} (`--take` says what is)", "dim"))
    if plan.left:
        lines.append(paint(term_safe(shortened(f"means nothing here: {', '.join(plan.left)}", width)), "dim"))
    lines.append("")
    counts = (
        (len(plan.begun), "new", "good"), (len(plan.filled), "filled in", "good"), (plan.known, "known, with nothing to add", "dim"),
        (plan.passed, "left out by --where", "dim"), (plan.without, "without a note, and none begun", "dim"),
        (len(plan.doubtful), "not sure, so nothing is done", "warning"), (len(plan.unread), f"{plan.unit if len(plan.unread) == 1 else _UNITS[plan.unit]} without a person", "dim"),
        (len(plan.refused), "that cannot be written", "error"),
    )  # fmt: skip
    size = max(len(f"{count:,}") for count, _, _ in counts)
    lines += [f"{count:>{size},}  {paint(words, kind)}" for count, words, kind in counts if count]
    part = _Part(lines, paint, most, width)
    part.show("New", [f"{paint(term_safe(one.path), 'path')}  {term_safe(_about(one.values))}".rstrip() for one in plan.begun])
    part.show("Filled in", [f"{paint(term_safe(one.path), 'path')}: {term_safe(_said(one.values))}" for one in plan.filled])
    part.show("Not sure", [_doubt(one, plan.unit, paint) for one in plan.doubtful], _SETTLE)
    part.show(
        "Different in the note, which keeps what it has",
        [
            f"{paint(term_safe(f'{one.path}'), 'path')}: {one.name} is “{term_safe(one.have)}”, the file says “{term_safe(one.want)}”"
            for one in plan.different
        ],
    )
    part.show(f"No person in the {plan.unit}", [f"{plan.unit} {one.line}: {term_safe(one.why)}" for one in plan.unread])
    part.show("Cannot be written", [f"{paint(term_safe(path), 'path')}: {term_safe(why)}" for path, why in plan.refused])
    return "\n".join(lines)


_UNITS = {"line": "lines", "entry": "entries"}
_SETTLE = (
    "If it is them, put the LinkedIn or e-mail address into their note; if not, begin a note with `notes-kit new contact`, with that address. "
    "Then import again."
)


class _Part:
    """Appends parts of the page, each under its head and not longer than it may be."""

    def __init__(self, lines: list[str], paint: Paint, most: int, width: int) -> None:
        self.lines, self.paint, self.most, self.width = lines, paint, most, width

    def show(self, head: str, rows: Sequence[str], after: str = "") -> None:
        if not rows:
            return
        self.lines += ["", self.paint(head, "head"), *(f"  {row}" for row in rows[: self.most])]
        if len(rows) > self.most:
            self.lines.append(self.paint(f"  … and {len(rows) - self.most:,} more (-v shows all)", "dim"))
        self.lines += [self.paint(f"  {line}", "dim") for line in wrapped(after, self.width - 2)]


def _about(values: Values) -> str:
    return " · ".join(plain(values[name][0]) for name in ("role", "organization") if values.get(name))


def _said(values: Values) -> str:
    return "; ".join(f"{name} {', '.join(found)}" for name, found in values.items())


def _doubt(one: Doubtful, unit: str, paint: Paint) -> str:
    who = term_safe(f"{one.name} ({one.about})" if one.about else one.name)
    may = listing((f"{term_safe(name)} ({paint(term_safe(path), 'path')})" for name, path in one.candidates[:3]), "or")
    return f"{unit} {one.line}: {who}{f' may be {may}' if may else ''}: {one.why}"


def imported_document(plan: Imported, today: date, *, written: bool) -> dict[str, object]:
    """`import --json` (version 1): lines count from 1, in the file that was read."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "written": written,
        "file": plan.file,
        "kind": plan.kind,
        "unit": plan.unit,
        "people": plan.rows,
        "taken": list(plan.taken),
        "not_taken": list(plan.more),
        "columns_left": list(plan.left),
        "remarks": list(plan.remarks),
        "new": [_row(one) for one in plan.begun],
        "filled": [_row(one) for one in plan.filled],
        "known": plan.known,
        "left_out": plan.passed,
        "without_note": plan.without,
        "unsure": [
            {"line": one.line, "name": one.name, "why": one.why, "candidates": [{"name": name, "path": path} for name, path in one.candidates]}
            for one in plan.doubtful
        ],
        "different": [{"path": one.path, "property": one.name, "note": one.have, "file": one.want, "line": one.line} for one in plan.different],
        "unread": [{"line": one.line, "why": one.why} for one in plan.unread],
        "refused": [{"path": path, "why": why} for path, why in plan.refused],
    }


def _row(one: Begun | Filled) -> dict[str, object]:
    return {"path": one.path, "name": one.name, "line": one.line, "values": {name: list(found) for name, found in one.values.items()}}


def done_text(plan: Imported, words: Iterable[str] = ()) -> str:
    """What was done, in a sentence or two."""
    parts = [plural(len(plan.begun), "new note")] if plan.begun else []
    parts += [f"{plural(len(plan.filled), 'note')} filled in"] if plan.filled else []
    return " ".join([f"{listing(parts)}; `notes-kit undo` takes it back", *words])
