"""A digest of what a note says in public, so that whoever quotes it can tell whether it still says so."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from notes_kit.model.note import private_sections, within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notes_kit.model.note import Field
    from notes_kit.parse.body import Body

_BYTES = 5
"""Ten hexadecimal digits: one change in 10^12 goes unseen."""


def public_digest(note_type: str, fields: Iterable[Field], body: Body) -> str:
    """The digest of a note's properties, headings, points, tasks, questions and log, without private passages and places."""
    away = private_sections(body.headings)
    parts = [note_type]
    add = parts.append
    for _, name, place, values, _ in fields:
        if not (away and within(place.line, away)):
            add(name)
            parts += [raw for raw, _ in values]
    parts += [heading.text for heading in body.headings if not heading.private]
    for text, _, _, _, quote, _, themes, skills, _, stance, reasons, _, private in body.points:
        if not private:
            parts += (text, f"{'>' if quote else '-'}{stance or ''}", *themes, *skills)
            for words, _, depth in reasons:
                add(f"{depth}{words}")
    for task in body.tasks:
        if not task.private:
            add(f"{task.status}{task.text} {task.due or ''} {task.done_on or ''} {task.recurrence}{task.promised or ''}")
            parts += task.tags
    for one in body.questions:
        if not (away and within(one.place.line, away)):
            add(f"{one.asked}{one.category} {one.topic} {one.text}")
    for line in body.log:
        if not (away and within(line.place.line, away)):
            add(f"{line.date} {line.words}")
    said = " ".join("\x1f ".join(parts).split())
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
