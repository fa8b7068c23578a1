"""Who there is: what every note is called, and whom talks and contacts name that have none, kept so that a name is found without loading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notes_kit.model.note import Field, Note, Value
from notes_kit.model.text import TOP
from notes_kit.parse.records import NAMES
from notes_kit.rules.base import Shared
from notes_kit.rules.tally import Row, Source

NOTES, PEOPLE = "notes", "people"
"""The keys: one row a note, the word its type; and one for each mention of somebody without a note, the word what they are called; whether they were met."""


def _called(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        names = [[item.key, item.name, [value.raw for value in item.values]] for item in note.fields if item.known and item.name in NAMES]
        yield Row(NOTES, note.type, path, (note.meeting, note.confidential, names))
        yield from (Row(PEOPLE, name, path, (met,)) for name, met in dict.fromkeys(_without_note(shared, path)))


def _without_note(shared: Shared, path: str) -> Iterator[tuple[str, bool]]:
    """What those without a note are called, and whether it is somebody met."""
    talk, contact = shared.talks.get(path), shared.vault.contact_at(path)
    refs = [(ref, True) for ref in talk.people] + [(ref, False) for ref in talk.referrals] if talk is not None else []
    if contact is not None and contact.source is not None:
        refs.append((contact.source, False))
    for ref, met in refs:
        person = shared.vault.person(ref, path)
        if person.contact is None:
            yield person.name, met


CALLED = Source("called", _called)
"""What commands ask besides the rules."""


def bare(row: Row) -> Note:
    """The note of a row under `NOTES`: its path, its type and its names."""
    meeting, confidential, names = row.said
    fields = tuple(Field(key, name, TOP, tuple(Value(raw, TOP) for raw in values)) for key, name, values in names)
    return Note(path=row.path, type=row.word, meeting=meeting, confidential=confidential, fields=fields)
