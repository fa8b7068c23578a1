"""What notes-kit makes of somebody's vault: what it understood, what it did not, what it would add to the settings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from notes_kit.render.words import listing, plural, term_safe

Paint = Callable[[str, str], str]
SHOWN = 30


class Sort(NamedTuple):
    """Notes of one type, how many, and what told the type: `property`, `tag` or `folder` to a number."""

    type: str
    notes: int
    told: Mapping[str, int]


class Spelling(NamedTuple):
    """How a property of which type of note is spelled in how many, what it means (empty: nothing), and values of it."""

    key: str
    meaning: str
    notes: int
    examples: tuple[str, ...] = ()
    of: str = "contact"


class Found(NamedTuple):
    """A folder, or a word of `type`, whose notes look like a type of ours: `alike` of `notes`."""

    name: str
    type: str
    notes: int
    alike: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """One look at a vault.

    `added` are the lists that the settings would get, by section and name. `changed` are the files that would be written,
    `refused` notes that cannot be, each with the reason.
    """

    notes: int
    sorts: tuple[Sort, ...]
    understood: tuple[Spelling, ...]
    guessed: tuple[Spelling, ...]
    unknown: tuple[Spelling, ...]
    found: tuple[Found, ...]
    faults: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


_NAMES = {
    "contact": "people", "interview": "talks", "meeting": "meetings, which owe nothing", "organization": "organizations", "theme": "themes",
    "profile": "profile", "": "other notes, searchable and linkable",
}  # fmt: skip


_OF = {"contact": "", "interview": " of a talk", "organization": " of an organization"}


def adopted_text(seen: Adoption, paint: Paint, *, whole: bool = False) -> str:
    """The look as a page, without what would be written."""
    lines = [paint(plural(seen.notes, "note"), "head")]
    size = max((len(f"{sort.notes:,}") for sort in seen.sorts), default=1)
    for sort in seen.sorts:
        told = f"  (told by {listing(f'{by} {number}' for by, number in sort.told.items())})" if sort.type and sort.told else ""
        lines.append(f"{sort.notes:>{size},}  {_NAMES.get(sort.type, sort.type)}{paint(told, 'dim')}")
    most = None if whole else SHOWN
    _part(
        lines,
        paint,
        "Understood in another spelling",
        [f"{term_safe(one.key)} is {one.meaning}{_OF[one.of]}  ({one.notes})" for one in seen.understood],
        most,
    )
    _part(
        lines, paint, "Probably", [
            *(f"{term_safe(one.key)} is {paint(one.meaning, 'good')}  ({one.notes}, such as {_examples(one)})" for one in seen.guessed),
            *(f"{_where(one)} hold {paint(_NAMES[one.type], 'good')}  ({one.alike} of {one.notes} look like it)" for one in seen.found),
        ], most,
    )  # fmt: skip
    _part(
        lines,
        paint,
        "Not understood: kept, searchable, listed by `--where`",
        [f"{term_safe(one.key)}  ({one.notes}, such as {_examples(one)})" for one in seen.unknown],
        most,
    )
    _part(
        lines,
        paint,
        "Not readable as what they are",
        [f"{rule}  ({number}; `notes-kit lint --select {rule}`)" for rule, number in seen.faults.items()],
        most,
    )
    if any(path == "notes-kit.yaml" for path, _ in seen.refused):
        _part(lines, paint, "For notes-kit.yaml, by hand", list(_by_hand(seen.added)), None)
    return "\n".join(lines)


def _by_hand(added: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    for section, lists in added.items():
        yield f"{section}:"
        yield from (f"  {name}: [{', '.join(json.dumps(term_safe(one), ensure_ascii=False) for one in values)}]" for name, values in lists.items())


def _part(lines: list[str], paint: Paint, head: str, rows: Sequence[str], most: int | None) -> None:
    if rows:
        lines += ["", paint(head, "head"), *(f"  {row}" for row in rows[:most])]
        if most is not None and len(rows) > most:
            lines.append(paint(f"  … and {len(rows) - most} more (-v shows all)", "dim"))


def _where(one: Found) -> str:
    return f"notes of type “{term_safe(one.name.removeprefix('type: '))}”" if one.name.startswith("type: ") else f"{term_safe(one.name)}/"


def _examples(one: Spelling) -> str:
    return listing((f"“{term_safe(text)}”" for text in one.examples), "or")


def adopted_document(seen: Adoption, today: date, *, written: bool) -> dict[str, object]:
    """`adopt --json` (version 1)."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "written": written,
        "notes": seen.notes,
        "types": [{"type": sort.type or None, "notes": sort.notes, "told_by": dict(sort.told)} for sort in seen.sorts],
        "understood": [_row(one) for one in seen.understood],
        "guessed": [_row(one) for one in seen.guessed],
        "unknown": [_row(one) for one in seen.unknown],
        "found": [one._asdict() for one in seen.found],
        "faults": dict(seen.faults),
        "settings": {section: {name: list(values) for name, values in lists.items()} for section, lists in seen.added.items()},
        "changed": list(seen.changed),
        "refused": [{"path": path, "why": why} for path, why in seen.refused],
    }


def _row(one: Spelling) -> dict[str, object]:
    return {"key": one.key, "meaning": one.meaning or None, "of": one.of, "notes": one.notes, "examples": list(one.examples)}
