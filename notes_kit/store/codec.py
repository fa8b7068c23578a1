"""A note to the JSON of its index row and back: positional arrays, because a vault has a hundred thousand parts.

JSON and not a pickle: an index may come with a vault from somebody else, and reading it must not run anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from notes_kit.model.finding import Edit, Fault, Fix
from notes_kit.model.note import Draft, Field, Heading, Link, LogLine, Note, Point, Question, Reason, Section, Stance, Tag, Task, Value
from notes_kit.model.text import Place

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=lambda value: value.isoformat()).encode


class Packed(NamedTuple):
    """The three texts of a row: what duties need, what reports need besides, and what the reader noticed."""

    facts: str
    body: str
    faults: str


def pack(note: Note) -> Packed:
    """The texts of a note's row."""
    known, rest = [], []
    for at, item in enumerate(note.fields):
        if item.known and item.values:
            known.append(_flat(item))
        else:
            rest.append([at, item.known, *_flat(item)])
    return Packed(
        _dumps(
            {
                "fields": known,
                "tasks": note.tasks,
                "log": note.log,
                "questions": note.questions,
                "links": note.links,
                "tags": note.tags,
                "filled": note.filled,
                "digest": note.digest,
                **({"drafts": note.drafts} if note.drafts else {}),
                "echoes": note.echoes,
                "secrets": sorted(note.secrets),
            }
        ),
        _dumps({"rest": rest, "headings": note.headings, "points": note.points}),
        _dumps([_fault_row(fault) for fault in note.faults]) if note.faults else "",
    )


def _flat(item: Field) -> list[Any]:
    """A property without inner arrays, which cost more to read than all that stands in them."""
    key, name, place, values, _ = item
    if len(values) == 1:
        ((raw, where),) = values
        return [key, name, *place, raw, *where]
    row: list[Any] = [key, name, *place]
    for raw, where in values:
        row += (raw, *where)
    return row


def _fault_row(fault: Fault) -> list[Any]:
    fix = None
    if fault.fix is not None:
        fix = [fault.fix.title, fault.fix.safe, [[edit.path, edit.place, edit.text] for edit in fault.fix.edits]]
    return [fault.rule, fault.message, fault.place, fix]


def unpack(row: Sequence[Any], *, points: bool) -> Note:
    """The note of a row: path, type, meeting, typed by, confidential, told, hash, size, and the three texts; without `points` only what duties need."""
    path, kind, meeting, typed_by, confidential, told, digest, size, facts, body, faults = row
    parts = unpack_facts(facts)
    if points:
        parts |= unpack_body(body, parts["fields"])
    return Note(
        path=path, type=kind, meeting=bool(meeting), typed_by=typed_by, hash=digest, size=size,
        faults=unpack_faults(faults) if faults else (), confidential=bool(confidential), told=bool(told), **parts,
    )  # fmt: skip


def unpack_facts(text: str) -> dict[str, Any]:
    """What duties need of a row: understood properties with a value, tasks, log, questions, links, tags, by the note's attribute names."""
    data = json.loads(text)
    place = Place._make
    return {
        "fields": tuple([
            Field(row[0], row[1], place(row[2:6]), tuple([Value(row[at], place(row[at + 1 : at + 5])) for at in range(6, len(row), 5)]))
            for row in data["fields"]
        ]),
        "tasks": tuple([_task(row) for row in data["tasks"]]),
        "questions": tuple([Question(words, category, topic, asked, place(at)) for words, category, topic, asked, at in data["questions"]]),
        "links": tuple([Link(row[0], row[1], place(row[2]), *row[3:]) for row in data["links"]]),
        "tags": tuple([Tag(name, place(at), private) for name, at, private in data["tags"]]),
        "filled": tuple([Section(name) for name in data["filled"]]),
        "digest": data["digest"],
        "drafts": tuple([Draft(words, place(at), heading) for words, at, heading in data.get("drafts", ())]),
        "echoes": tuple(data["echoes"]),
        "secrets": frozenset(data["secrets"]),
        "log": tuple([LogLine(date.fromisoformat(day), words, place(at)) for day, words, at in data["log"]]),
    }  # fmt: skip


def _task(row: list[Any]) -> Task:
    text, status, at, section, promised, due, done, scheduled, start, created, *rest, tags, private = row
    recurrence, priority = rest
    days: Sequence[date | None] = [date.fromisoformat(day) if day else None for day in (due, done, scheduled, start, created)]
    return Task(text, status, Place._make(at), Section(section), promised, days[0], days[1], days[2], days[3], days[4],
                recurrence, priority, tuple(tags), private)  # fmt: skip


def unpack_body(text: str, known: tuple[Field, ...]) -> dict[str, Any]:
    """What reports need besides: headings, points, and among the `known` properties, in their places, the others."""
    data = json.loads(text)
    place = Place._make
    fields = list(known)
    for position, understood, *row in data["rest"]:
        values = tuple([Value(row[at], place(row[at + 1 : at + 5])) for at in range(6, len(row), 5)])
        fields.insert(position, Field(row[0], row[1], place(row[2:6]), values, understood))
    return {
        "fields": tuple(fields),
        "headings": tuple([Heading(level, words, Section(section), place(at), private) for level, words, section, at, private in data["headings"]]),
        "points": tuple([_point(row) for row in data["points"]]),
    }


def _point(row: list[Any]) -> Point:
    text, at, section, headings, quote, quotes, themes, skills, tags, stance, reasons, block, private = row
    return Point(
        text, Place._make(at), Section(section), tuple(headings), quote, tuple(quotes), tuple(themes), tuple(skills), tuple(tags),
        Stance(stance) if stance else None, tuple([Reason(words, Place._make(where), depth) for words, where, depth in reasons]), block, private,
    )  # fmt: skip


def unpack_faults(text: str) -> tuple[Fault, ...]:
    """What the reader noticed."""
    return tuple([_fault(row) for row in json.loads(text)]) if text else ()


def _fault(row: list[Any]) -> Fault:
    rule, message, at, fix = row
    if fix is None:
        return Fault(rule, message, Place._make(at))
    title, safe, edits = fix
    return Fault(rule, message, Place._make(at), Fix(title, safe, tuple(Edit(path, Place._make(where), words) for path, where, words in edits)))
