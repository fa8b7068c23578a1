"""A digest of what a note says in public, so that whoever quotes it can tell whether it still says so."""

from __future__ import annotations

from hashlib import blake2b

from notes_kit.model.note import Note, private_sections, within

_BYTES = 5
"""Ten hexadecimal digits: one change in 10^12 goes unseen."""


def public_digest(note: Note) -> str:
    """The digest of a note's properties, headings, points, tasks, questions and log, without private passages and places."""
    away = private_sections(note.headings)
    parts = [note.type]
    add = parts.append
    for item in note.fields:
        if not (away and within(item.place.line, away)):
            add(item.name)
            parts += [value.raw for value in item.values]
    parts += [heading.text for heading in note.headings if not heading.private]
    for point in note.points:
        if not point.private:
            add(point.text)
            add(f"{'>' if point.quote else '-'}{point.stance or ''}")
            parts += point.themes
            parts += point.skills
            for reason in point.reasons:
                add(f"{reason.depth}{reason.text}")
    for task in note.tasks:
        if not task.private:
            add(f"{task.status}{task.text} {task.due or ''} {task.done_on or ''} {task.recurrence}{task.promised or ''}")
            parts += task.tags
    for one in note.questions:
        if not (away and within(one.place.line, away)):
            add(f"{one.asked}{one.category} {one.topic} {one.text}")
    for line in note.log:
        if not (away and within(line.place.line, away)):
            add(f"{line.date} {line.words}")
    text = " ".join("\x1f ".join(parts).split())
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()
