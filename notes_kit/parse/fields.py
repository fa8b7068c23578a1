"""Raw properties to the schema's: named by synonym, split into values, and checked by their kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from notes_kit.model.finding import Edit, Fault, Fix
from notes_kit.model.names import fold, one_slip
from notes_kit.model.note import Field, Value
from notes_kit.model.schema import Kind, Property, properties_of, squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Place, Source, Span
from notes_kit.parse import values as read
from notes_kit.parse.inline import PLACEHOLDER, WIKILINK
from notes_kit.parse.mapping import RawField
from notes_kit.parse.note_type import table_for

__all__ = ["InlineFields", "check", "inline_fields", "name_fields", "table_for"]

_LONG = 5
"""Letters of a property from which one slip is more likely than another word."""
_NAME = 3
"""Words of which a theme's name consists at most, where a label in the body tells it (ours)."""

_COMMA_KINDS = (Kind.TAG, Kind.EMAIL)
_INLINE = re.compile(r"(\*\*|__)?([^\W\d_][^:*\n\[\]#|`]{0,40}?)(?:(?:\*\*|__)?(::)(?:\*\*|__)?|:(?:\*\*|__)|(?:\*\*|__):)(?:[ \t]+|(?<=::))(\S.*)")
"""One line of a body that states a property: `key:: value`, `**Key**:: value`, `**Key:** value`."""


def name_fields(source: Source, note_type: str, stem: str, raw: list[RawField], settings: Settings, faults: list[Fault]) -> list[Field]:
    """The note's properties under the schema's names, checked; faults are added to `faults`."""
    table = table_for(note_type, settings)
    fields: list[Field] = []
    seen: dict[str, RawField] = {}
    for item in raw:
        squashed = squash(item.key)
        if not item.nested:
            if squashed in seen and seen[squashed].key == item.key:
                faults.append(_duplicate(item, seen[squashed]))
            seen.setdefault(squashed, item)
        prop = None if item.nested else table.get(squashed)
        if prop is not None and prop.name == "role" and squashed == "title" and item.values and fold(item.values[0].raw) == fold(stem):
            prop = None  # many vaults repeat the file's name as `title`
        placeholder = None
        for value in item.values:
            if ("{" in value.raw or "<%" in value.raw) and PLACEHOLDER.search(value.raw):
                placeholder = value
                break
        if placeholder is not None:
            message = f"`{item.key}` still holds the template's {placeholder.raw[:40]}; fill it in or empty it"
            faults.append(Fault("template-placeholder", message, placeholder.place))
        values = tuple(item.values) if prop is None else tuple(_split(source, prop, item.values))
        fields.append(Field(item.key, prop.name if prop else item.key, item.place, values, prop is not None))
        if prop is not None and placeholder is None:
            for value in values:
                fault = check(source, prop, value)
                if fault is not None:
                    faults.append(fault)
    if note_type and len(seen) > sum(field.known for field in fields):
        faults += _misspelled(source, note_type, raw, fields)
    return fields


def _misspelled(source: Source, note_type: str, raw: list[RawField], fields: list[Field]) -> list[Fault]:
    """Properties one slip away from one that is understood and that the note lacks, or that may hold several; people's own are no fault."""
    have = {field.name for field in fields if field.known}
    several = {prop.name for prop in properties_of(note_type) if prop.many}
    found = []
    for item, field in zip(raw, fields, strict=True):
        name = _meant(squash(item.key), note_type) if not field.known and field.values and not item.nested else ""
        if name and name in have and name in several:
            message = f"`{item.key[:40]}` means nothing to notes-kit; if it is meant for `{name}`, write it there: the note has one"
            found.append(Fault("unknown-key", message, item.place))
        elif name and name not in have:
            fix = Fix(f"Write {name}", safe=False, edits=(Edit(source.path, item.place, name),))
            found.append(Fault("unknown-key", f"`{item.key[:40]}` means nothing to notes-kit; did you mean `{name}`?", item.place, fix))
    return found


@lru_cache(maxsize=4096)
def _meant(key: str, note_type: str) -> str:
    """The property that a key is a misspelling of: a letter missing, too many or wrong, or two swapped. A plural is a key of its own."""
    for prop in properties_of(note_type):
        own = squash(prop.name)
        for name in (own, *(other for other in map(squash, prop.synonyms) if one_slip(other, own))):  # `organisation` beside `organization`
            if len(name) >= _LONG and key != name + "s" and one_slip(key, name):
                return prop.name
    return ""


def _duplicate(item: RawField, first: RawField) -> Fault:
    values = [", ".join(value.raw for value in one.values)[:30] or "nothing" for one in (first, item)]
    message = (
        f"`{item.key}` stands twice, with {values[0]} (line {first.place.line}) and {values[1]}; programs keep one and drop the other: make it one"
    )
    return Fault("duplicate-key", message, item.place)


def _split(source: Source, prop: Property, values: list[Value]) -> list[Value]:
    """One value per thing said: commas between tags or addresses, links side by side, lines of a block."""
    if not prop.many:
        return [value for value in values if value.raw and not value.raw.isspace()]
    out: list[Value] = []
    for value in values:
        text = value.raw
        if prop.kind in _COMMA_KINDS and ("," in text or (prop.kind is Kind.TAG and " " in text and "#" in text)):
            out += _located(source, value, re.split(r"[,\s]+" if "#" in text else ",", text))
        elif prop.kind is Kind.LINK and text.count("[[") > 1:
            out += _located(source, value, [match.group() for match in WIKILINK.finditer(text)])
        elif prop.kind is Kind.LINK and "," in text and "[" not in text:
            out += _located(source, value, text.split(","))
        elif prop.kind in (Kind.EVENT, Kind.WAIVER, Kind.THRESHOLD, Kind.TAG) and "\n" in text.strip():
            out += _located(source, value, [line.strip().removeprefix("- ") for line in text.splitlines()])
        elif text and not text.isspace():
            out.append(value)
    return out


def _located(source: Source, value: Value, parts: list[str]) -> list[Value]:
    """The parts of a value, each at its own place where the note spells it as it is read."""
    begin, end = source.span(value.place)
    out: list[Value] = []
    for part in parts:
        bare = part.strip()
        if not bare:
            continue
        at = source.text.find(bare, begin, end)
        if at < 0:
            out.append(Value(bare, value.place))
            continue
        begin = at + len(bare)
        out.append(Value(bare, source.place(Span(at, begin))))
    return out


def check(source: Source, prop: Property, value: Value) -> Fault | None:
    """What is wrong with one value of a property, or None."""
    reader = _READERS.get(prop.kind)
    if reader is None:
        return _check_choice(source, prop, value) if prop.choices else None
    if _is_sound(prop.kind, value.raw):
        return None
    try:
        reader(value.raw)
    except read.DateProblem as problem:
        return Fault("impossible-date" if problem.impossible else "wrong-type", f"`{prop.name}`: {problem}", value.place)
    except ValueError as problem:
        return Fault("wrong-type", f"`{prop.name}`: {problem}", value.place)
    return None


@lru_cache(maxsize=4096)
def _is_sound(kind: Kind, raw: str) -> bool:
    """Whether a text reads as its kind asks; the same days and lengths stand in many notes."""
    try:
        _READERS[kind](raw)
    except ValueError:
        return False
    return True


def _date(raw: str) -> None:
    if not raw[:1].isdigit() and raw.strip().casefold() in _NO_DATES:
        return  # not a date, and plainly not meant as one
    read.read_moment(raw)


def _event(raw: str) -> None:
    if raw[:1].isdigit() or raw.strip().casefold() not in _FLAGS:
        read.read_event(raw)


def _flag(raw: str) -> None:
    if read.read_flag(raw) is None:
        raise ValueError(f"“{raw[:40]}” is neither true nor false")


_FLAGS = ("true", "false", "yes", "no")
_NO_DATES = (*_FLAGS, "never", "none", "-", "n/a", "?", "tbd")
_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.DATE: _date,
    Kind.MOMENT: read.read_moment,
    Kind.EVENT: _event,
    Kind.MINUTES: read.read_minutes,
    Kind.INTERVAL: read.read_interval,
    Kind.THRESHOLD: read.read_threshold,
    Kind.FLAG: _flag,
}
"""How each kind that can be wrong is read; a text can be anything."""


def _check_choice(source: Source, prop: Property, value: Value) -> Fault | None:
    if prop.name == "type" or read.read_choice(value.raw, prop.choices) or (prop.name == "channel" and read.read_channel(value.raw)):
        return None
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(value.raw.casefold(), prop.choices, 1)
    hint = f"; did you mean {near[0]}?" if near else f"; it is one of {', '.join(prop.choices)}"
    fix = Fix(f"Write {near[0]}", safe=False, edits=(Edit(source.path, value.place, near[0]),)) if near else None
    return Fault("unknown-value", f"`{prop.name}: {value.raw[:40]}` is not understood{hint}", value.place, fix)


def _is_said(prop: Property, text: str) -> bool:
    """Whether what stands behind `**Topics:**` is no list of names but a sentence, and so a point."""
    return prop.kind is Kind.TAG and "#" not in text and any(len(part.split()) > _NAME for part in text.split(","))


class InlineFields:
    """Properties kept in the body as `key:: value`, `**Key**:: value` or `- **Key:** value`.

    Only keys that the note's type understands count, and front matter wins: `known` are the
    schema names that it has. Bold labels are how people write headings too, so one counts only
    where its value reads as the property asks, and in an interview only above the talk itself.
    """

    def __init__(self, source: Source, note_type: str, settings: Settings, known: set[str]) -> None:
        self.source, self.type, self.known = source, note_type, known
        self.table = table_for(note_type, settings)
        self.found: list[RawField] = []

    def read(self, row: str, line: int, column: int, *, talk: bool) -> bool:
        """Whether a row is a property, which then is in `found`; it begins at `line` and `column`, counted from 1."""
        match = _INLINE.match(row)
        if match is None:
            return False
        prop = self.table.get(squash(match[2]))
        if prop is None:
            return False
        begin = match.start(4)
        text = row[begin:].rstrip("*").rstrip()
        value = Value(text, Place(line, column + begin, line, column + begin + len(text)))
        if not match[3] and ((talk and self.type == "interview") or check(self.source, prop, value) is not None or _is_said(prop, text)):
            return False
        if text and prop.name not in self.known:
            start, end = match.span(2)
            key = row[start:end].rstrip()
            self.found.append(RawField(key, Place(line, column + start, line, column + start + len(key)), [value]))
        return True

    def take_guests(self, field: RawField, text: str, place: Callable[[int, int], Place], *, listed: bool) -> None:
        """Add the people in a paragraph below a heading such as Attendees to its `field`: the links, or the words of a bullet."""
        if "contact" in self.known:
            return
        spans = [match.span() for match in WIKILINK.finditer(text)]
        if not spans and listed:
            spans = [(0, len(text.split("\n", 1)[0]))]
        if spans and not field.values:
            self.found.append(field)
        field.values += [Value(text[start:end], place(start, end)) for start, end in spans]


def inline_fields(source: Source, start: int, note_type: str, settings: Settings, known: set[str]) -> list[RawField]:
    """The properties that the body from offset `start` on keeps in its lines; see `InlineFields`."""
    from notes_kit.parse.body import read_body  # noqa: PLC0415 - which reads them on its way

    finder = InlineFields(source, note_type, settings, known)
    read_body(source, start, settings.headings, points=False, properties=finder)
    return finder.found
