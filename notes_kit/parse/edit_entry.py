"""One property as it is spelled: where its key, its value and the items of its list begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import yaml

from notes_kit.model.note import Field
from notes_kit.model.schema import Property, squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source, Span
from notes_kit.parse.edit_text import EditRefusedError
from notes_kit.parse.front_matter import LOADER, FrontMatter, RawField, read_front_matter
from notes_kit.parse.note import read_source
from notes_kit.parse.note_type import table_for
from notes_kit.parse.recover import CONFLICT

_LINK = re.compile(r"\[\[[^\[\]\r\n]*\]\]")
_PLACEHOLDER = re.compile(r"\{\{[^{}\r\n]*\}\}")
_NULL = ("~", "null", "Null", "NULL")
_MORE = re.compile(r"[ \t\r\n#]|- |-[\r\n]")
_BRACES = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*[ \t]*\{")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


class Shape(StrEnum):
    """How a property's value is written."""

    EMPTY = "empty"
    SCALAR = "scalar"
    BLOCK = "a list with a dash before each item"
    FLOW = "a list in brackets"


@dataclass(frozen=True, slots=True)
class Item:
    """One scalar: its text, where it stands (quotes included), and its quotation mark if it has one."""

    value: str
    start: int
    end: int
    style: str = ""

    @property
    def empty(self) -> bool:
        """Nothing, or YAML's word for nothing."""
        return not self.value.strip() or (not self.style and self.value in _NULL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A property of the front matter. Offsets are into the note's text.

    `start` begins the key's line, `colon` follows the key's colon, `value` is the value's span (brackets
    included), `end` the end of its last line, without the line's ending.
    """

    key: str
    shape: Shape
    start: int
    colon: int
    value: Span
    end: int
    items: tuple[Item, ...] = ()


class Matter:
    """A note's properties as an editor needs them: found by the schema's name, and refused where they are not certain.

    Raises:
        EditRefusedError: the front matter is not closed, is no mapping, or is no block of `name: value` lines.
    """

    def __init__(self, source: Source, settings: Settings | None = None) -> None:
        settings = settings or Settings()
        self.source = source
        self.matter: FrontMatter = read_front_matter(source)
        self.exists = self.matter.body > 0
        self._refuse_broken()
        note = read_source(source, [], settings)
        own = len(self.matter.fields)
        self.fields: list[tuple[RawField, Field]] = list(zip(self.matter.fields, note.fields[:own], strict=True))
        self.of_body = note.fields[own:]
        self.table = table_for(note.type, settings)
        self.settings = settings

    def _refuse_broken(self) -> None:
        source, matter = self.source, self.matter
        for fault in matter.faults:
            if fault.rule in ("unclosed-front-matter", "front-matter-not-mapping", "too-complex"):
                raise EditRefusedError(source.path, fault.message, fault.place.line)
        if not self.exists:
            return
        for match in _LINE.finditer(source.text, matter.start, matter.end):
            if CONFLICT.match(match.group().rstrip("\r\n")):
                line = source.line_col(match.start())[0]
                raise EditRefusedError(source.path, "the front matter holds the marks of an unfinished merge; finish it, then try again", line)
        first = next((item.place for item in matter.fields if not item.nested), None)
        prefix = source.line_text(first.line)[: first.column - 1] if first else ""
        if prefix.strip(" ") or _BRACES.match(source.text, matter.start, matter.end):
            reason = "the front matter is not written as one `name: value` line per property; write it so, then try again"
            raise EditRefusedError(source.path, reason, source.line_col(matter.start)[0])

    @property
    def indent(self) -> str:
        """The spaces before every top-level key, nearly always none."""
        first = next((item for item in self.matter.fields if not item.nested), None)
        return " " * (first.place.column - 1) if first else ""

    def property_of(self, key: str) -> Property | None:
        """What the schema knows of a key of this note's type."""
        return self.table.get(squash(key))

    def spelled(self, key: str) -> list[RawField]:
        """The properties that the reader takes for `key` (a schema name, or any key), the one that it believes first."""
        prop = self.property_of(key)
        name = prop.name if prop else key
        found = [(raw, field) for raw, field in self.fields if not raw.nested and (field.name == name if field.known else raw.key == key)]
        found.sort(key=lambda one: (not one[1].values, squash(one[0].key) != squash(name)))
        keys = [raw.key for raw, _ in found]
        for raw, _ in found:
            if keys.count(raw.key) > 1:
                lines = " and ".join(str(other.place.line) for other, _ in found if other.key == raw.key)
                reason = f"`{raw.key}` stands more than once (lines {lines}), and programs keep only one of them; make it one, then try again"
                raise EditRefusedError(self.source.path, reason, raw.place.line)
        return [raw for raw, _ in found]

    def in_body(self, key: str) -> list[Field]:
        """The lines `key:: value` of the body that the reader takes for `key`, where the front matter has no value for it."""
        prop = self.property_of(key)
        return [field for field in self.of_body if prop is not None and field.name == prop.name]

    def entry(self, raw: RawField) -> Entry:
        """The spelling of a property.

        Raises:
            EditRefusedError: it cannot be told, or is none that an edit may touch.
        """
        source = self.source
        start = source.offset(raw.place.line, 1)
        later = (other.place.line for other, _ in self.fields if not other.nested and other.place.line > raw.place.line)
        line = next(later, None)
        end = self.matter.end if line is None else source.offset(line, 1)
        for stop in dict.fromkeys((end, _own_end(source.text, start, end))):
            try:
                events = list(yaml.parse(source.text[start:stop], Loader=LOADER))
            except (yaml.YAMLError, ValueError):
                continue
            return _Reader(source, raw, start, stop).read(events)
        reason = f"`{raw.key}` cannot be read as YAML; put its value in quotes (`notes-kit lint` shows how), then try again"
        raise EditRefusedError(source.path, reason, raw.place.line)


def _own_end(text: str, start: int, end: int) -> int:
    """Where the lines that can only belong to the key at `start` end."""
    at = start
    for match in _LINE.finditer(text, start, end):
        if at > start and match.group() and not _MORE.match(match.group()):
            break
        at = match.end()
    return min(at, end)


def _begin(event: yaml.Event) -> int:
    return 0 if event.start_mark is None else event.start_mark.index


def _end(event: yaml.Event) -> int:
    return 0 if event.end_mark is None else event.end_mark.index


class _Reader:
    """Walks the events of one property's lines."""

    def __init__(self, source: Source, raw: RawField, start: int, stop: int) -> None:
        self.source, self.raw, self.start, self.stop = source, raw, start, stop

    def refuse(self, reason: str) -> EditRefusedError:
        return EditRefusedError(self.source.path, f"`{self.raw.key}` {reason}", self.raw.place.line)

    def read(self, events: list[yaml.Event]) -> Entry:
        text = self.source.text
        walk = iter(events[2:])
        root, key = next(walk), next(walk, None)
        if not isinstance(root, yaml.MappingStartEvent) or root.flow_style or not isinstance(key, yaml.ScalarEvent):
            raise self.refuse("is not written as a `name: value` line; write it so, then try again")
        colon = re.compile(r"[ \t]*:").match(text, self.start + _end(key))
        if colon is None or text[self.start : self.start + _begin(key)].strip(" ") or "\n" in key.value:
            raise self.refuse("is not written as a `name: value` line; write it so, then try again")
        for event in events:
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                raise self.refuse("holds a YAML anchor (`&name` or `*name`), so a change could reach other properties; write the value out")
            if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
                raise self.refuse(f"holds a YAML tag ({event.tag}); remove it, then try again")
        entry = self.value(key.value, colon.end(), next(walk), walk)
        if not isinstance(next(walk, None), yaml.MappingEndEvent):
            raise self.refuse("shares its lines with another property; give each its own, then try again")
        return entry

    def value(self, key: str, colon: int, event: yaml.Event, walk: Iterator[yaml.Event]) -> Entry:
        begin = self.start + _begin(event)
        if isinstance(event, yaml.ScalarEvent):
            item = self.item(event)
            shape = Shape.EMPTY if item.empty else Shape.SCALAR
            return Entry(key, shape, self.start, colon, Span(item.start, item.end), self.line_end(max(item.end, colon)), (item,))
        if isinstance(event, yaml.SequenceStartEvent):
            link = _LINK.match(self.source.text, begin) if event.flow_style else None
            if link is not None and self.skip(walk) == link.end():
                return self.single(key, colon, link.group(), Span(*link.span()))
            items, end = self.children(walk)
            if event.flow_style:
                return Entry(key, Shape.FLOW, self.start, colon, Span(begin, end), self.line_end(end), tuple(items))
            return Entry(key, Shape.BLOCK, self.start, colon, Span(begin, items[-1].end), self.line_end(items[-1].end), tuple(items))
        placeholder = _PLACEHOLDER.match(self.source.text, begin)
        if placeholder is not None and self.skip(walk) == placeholder.end():
            return self.single(key, colon, placeholder.group(), Span(begin, placeholder.end()))
        raise self.refuse("holds further properties; notes-kit writes plain values and lists of them only")

    def single(self, key: str, colon: int, value: str, span: Span) -> Entry:
        """An unquoted link or an unfilled placeholder: brackets for YAML, one value for a person."""
        return Entry(key, Shape.SCALAR, self.start, colon, span, self.line_end(span.end), (Item(value, *span),))

    def children(self, walk: Iterator[yaml.Event]) -> tuple[list[Item], int]:
        """The items of a list and the offset at which it ends."""
        items: list[Item] = []
        for event in walk:
            begin = self.start + _begin(event)
            if isinstance(event, yaml.SequenceEndEvent):
                return items, self.start + _end(event)
            if isinstance(event, yaml.ScalarEvent):
                items.append(self.item(event))
                continue
            link = _LINK.match(self.source.text, begin)
            end = self.skip(walk)
            if link is None or link.end() != end:
                raise self.refuse("holds a list or a property inside its list; notes-kit writes plain values and lists of them only")
            items.append(Item(link.group(), begin, end))
        raise self.refuse("has a list without an end")

    def skip(self, walk: Iterator[yaml.Event]) -> int:
        """The offset at which the collection ends that has just begun."""
        depth = 1
        for event in walk:
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                depth += 1
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
                if not depth:
                    return self.start + _end(event)
        raise self.refuse("has no end")

    def item(self, event: yaml.ScalarEvent) -> Item:
        if event.style in ("|", ">"):
            raise self.refuse("holds a block of several lines (`|` or `>`); change it in an editor")
        start, end = self.start + _begin(event), self.start + _end(event)
        if any(mark in self.source.text[start:end] for mark in "\r\n"):
            raise self.refuse("holds a value of several lines; change it in an editor")
        return Item(event.value, start, end, event.style or "")

    def line_end(self, at: int) -> int:
        """The end of the line at an offset, without its line ending."""
        line = self.source.line_col(at)[0]
        return self.source.offset(line, 1) + len(self.source.line_text(line))
