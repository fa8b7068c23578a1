"""A note's properties as typed values, by the schema's names and, where the schema knows none, by their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from notes_kit.model.note import Field, Note
from notes_kit.model.people import Ref
from notes_kit.model.schema import Kind, Property, properties_of, squash
from notes_kit.model.vault import Vault
from notes_kit.parse import values as read

Row = dict[str, object]
"""A name to text, a number, true or false, a date with or without a time, several of these in a tuple, or None."""

_MARKS = ("theme/", "skill/", "q/", "topic/", "promised")
"""Tags in a body that are notes-kit's own grammar; what they say has fields of its own."""


def properties(vault: Vault, note: Note, *, derived: Iterable[str] = (), private: bool = False) -> Row:
    """Every property that the note's type may have, and every other one that the note has.

    A property with one value is that value, with several a tuple; a list is a tuple however many it has, and
    what cannot be read as its kind stays the text that was typed. A property whose name is one of the `derived`
    fields is called `note.NAME`. `private` adds the tags that stand in private passages.
    """
    taken = frozenset(derived)
    table = {prop.name: prop for prop in properties_of(note.type)}
    row: Row = {_free(name, taken): () if prop.many else None for name, prop in table.items()}
    reader = _Reader(vault, note.path)
    known: dict[str, list[Field]] = {}
    unknown: dict[str, list[object]] = {}
    for field in note.fields:
        if field.known and field.name in table:
            known.setdefault(field.name, []).append(field)
        elif field.values:
            unknown.setdefault(_free(field.key, taken | table.keys()), []).extend(reader.unknown(value.raw) for value in field.values)
    row |= {name: one_or_all(values) for name, values in unknown.items()}
    for name, fields in known.items():
        fields.sort(key=lambda field: squash(field.key) != squash(field.name))
        found = tuple(dict.fromkeys(reader.typed(table[name], value.raw) for field in fields for value in field.values))
        row[_free(name, taken)] = found if table[name].many else one_or_all(found)
    row["type"] = note.type
    row["confidential"] = note.confidential
    row["tags"] = tuple(dict.fromkeys([*_texts(row["tags"]), *body_tags(note, private=private)]))
    return row


def _free(name: str, taken: Iterable[str]) -> str:
    return f"note.{name}" if name in taken else name


def one_or_all(values: Iterable[object]) -> object:
    """The value, where there is one; all of them in a tuple, where there are several; None, where there is none."""
    found = tuple(values)
    return found[0] if len(found) == 1 else found or None


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, tuple) else []


def body_tags(note: Note, *, private: bool) -> list[str]:
    """The labels in a body: its tags but for those that mark themes, skills, questions and promises."""
    return [tag.name for tag in note.tags if (private or not tag.private) and not tag.name.lower().startswith(_MARKS)]


def moment(day: date, clock: time | None) -> date:
    """A day, with the time of day where one is known."""
    return datetime.combine(day, clock) if clock else day


def linked(vault: Vault, ref: Ref, source: str) -> str:
    """What a reference stands for in words: the name of the note that it leads to, else the words themselves."""
    if not ref.name:
        return ref.shown
    note = vault.resolve(ref.name, source)
    if note is None:
        return ref.target.rsplit("/", 1)[-1].removesuffix(".md") or ref.shown
    name = note.get("name") if note.type == "organization" else None
    return read.clean(name.values[0].raw) if name else vault.display(note.path)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the values of one note."""

    vault: Vault
    path: str

    def typed(self, prop: Property, raw: str) -> object:
        """A value as its property's kind; what does not read so stays text."""
        if prop.kind is Kind.LINK:
            return linked(self.vault, read.ref(raw), self.path)
        if prop.kind is Kind.CHOICE:
            return (read.read_channel(raw) if prop.name == "channel" else read.read_choice(raw, prop.choices)) or read.clean(raw)
        try:
            return _readers()[prop.kind](raw)
        except (KeyError, ValueError):
            return read.clean(raw)

    def unknown(self, raw: str) -> str:
        """A value of a property that the schema does not know: text, and a link by the note that it leads to."""
        text = read.clean(raw)
        if text.startswith("[[") and text.endswith("]]") and text.count("[[") == 1:
            return linked(self.vault, read.ref(text), self.path)
        return text


@lru_cache(maxsize=1)
def _readers() -> Mapping[Kind, Callable[[str], object]]:
    """What reads each kind; ValueError where a text is none of it. Kinds without an entry are text."""
    return {
        Kind.DATE: read.read_date,
        Kind.MOMENT: lambda raw: moment(*read.read_moment(raw)),
        Kind.MINUTES: read.read_minutes,
        Kind.EVENT: _event,
        Kind.FLAG: _flag,
        Kind.TAG: read.tag,
    }


def _event(raw: str) -> object:
    """A day, where the line says nothing else; else the line."""
    event = read.read_event(raw)
    return read.clean(raw) if event.channel or event.nature or event.words else moment(*read.read_moment(raw))


def _flag(raw: str) -> bool:
    found = read.read_flag(raw)
    if found is None:
        raise ValueError(raw)
    return found
