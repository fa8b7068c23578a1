"""YAML's lines of `name: value` to raw properties with places: YAML's structure, never YAML's guesses (vault-format, law 3).

Read from libyaml's events: they keep their stack on the heap, where its composer overflows the C
stack from about 1,500 levels in a small thread, and aliases are counted as they expand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from notes_kit.model.finding import Edit, Fault, Fix
from notes_kit.model.note import Value
from notes_kit.model.text import Place, Source, Span, new_place

if TYPE_CHECKING:
    from collections.abc import Callable

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_CHARS = 65_536
MAX_DEPTH = 32
MAX_NODES = 5_000
MAX_EXPANDED = 20_000

REPRESENTATIVE = {
    name: rank
    for rank, name in enumerate((
        "contact", "person", "link", "name", "title", "label", "value", "email_address", "address", "url", "number", "city", "date", "start", "text",
    ))
}  # fmt: skip
"""Which of the properties inside a property stands for it, the best first: other vaults nest, notes-kit does not."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINK = re.compile(r"!?\[\[[^\[\]\r\n]*\]\]")
NULLS = ("", "~", "null", "Null", "NULL")
_LINE_REST = re.compile(r"[^\r\n]*")


Event = Any
"""One of PyYAML's events. Their stubs call every mark optional, which none is that libyaml makes."""


@dataclass(slots=True)
class RawField:
    """One property before it is named and typed; `nested` marks a value below the flat level."""

    key: str
    place: Place
    values: list[Value]
    nested: bool = False


@dataclass(slots=True)
class FrontMatter:
    """What stands between the fences; `body` is the offset at which the body begins."""

    body: int = 0
    start: int = 0
    end: int = 0
    fields: list[RawField] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class TooComplexError(Exception):
    """YAML beyond the limits that keep it from eating the machine."""


class NotMappingError(Exception):
    """YAML that is no mapping; `scalar` if it is words."""

    def __init__(self, *, scalar: bool) -> None:
        super().__init__("not a mapping")
        self.scalar = scalar


def quote(text: str) -> str:
    """A YAML double-quoted scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read_mapping(source: Source, start: int, end: int, result: FrontMatter) -> None:
    """Add the properties of the mapping between two offsets, and what is odd about them, to `result`.

    Raises:
        TooComplexError: more than 64 KB, 32 levels, 5,000 nodes or 20,000 values once aliases expand.
        NotMappingError: it is a list, or words.
        yaml.YAMLError, ValueError: it is not YAML.
    """
    if end - start > MAX_CHARS:
        raise TooComplexError(f"the front matter is longer than {MAX_CHARS // 1024} KB")
    reader = _Events(source, start, end)
    reader.read()
    result.fields += reader.fields
    result.faults += reader.faults


def count_events(chunk: str) -> None:
    """Refuse a text that no composer should be given.

    Raises:
        TooComplexError, yaml.YAMLError, ValueError: see `read_mapping`.
    """
    if len(chunk) > MAX_CHARS:
        raise TooComplexError(f"the text is longer than {MAX_CHARS // 1024} KB")
    stack = [0]  # nodes in each open collection, once aliases expand
    anchors: list[str | None] = []
    sizes: dict[str, int] = {}
    for nodes, event in enumerate(yaml.parse(chunk, Loader=LOADER)):
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(1)
            anchors.append(event.anchor)
        elif isinstance(event, yaml.CollectionEndEvent):
            size, anchor = stack.pop(), anchors.pop()
            stack[-1] += size
            if anchor:
                sizes[anchor] = size
        elif isinstance(event, yaml.ScalarEvent):
            stack[-1] += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise TooComplexError(f"`*{event.anchor}` refers to itself or to nothing")
            stack[-1] += sizes[event.anchor]
        if len(stack) > MAX_DEPTH:
            raise TooComplexError(f"the text is nested more than {MAX_DEPTH} levels deep")
        if nodes > MAX_NODES or stack[-1] > MAX_EXPANDED:
            raise TooComplexError("the text has too many values")


def is_words(text: str) -> bool:
    """Whether YAML reads the whole text as one scalar."""
    try:
        events = [type(event) for _, event in zip(range(5), yaml.parse(text[:MAX_CHARS], Loader=LOADER), strict=False)]
    except (yaml.YAMLError, ValueError):
        return False
    return events == [yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.ScalarEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent]


class _Events:
    """Reads one mapping's events into raw properties."""

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source, self.text, self.start = source, source.text, start
        chunk = source.text[start:end]
        self.get: Callable[[], Event] = LOADER(chunk).get_event
        self.fields: list[RawField] = []
        self.faults: list[Fault] = []
        self.anchors: dict[str, tuple[Value, ...]] = {}
        self.nodes = self.expanded = 0
        # libyaml ends lines at characters where no editor does; then its lines and columns are not ours.
        self.line = 0 if CONTROL.search(chunk) else source.line_of(start)

    def read(self) -> None:
        self.get()  # stream
        if isinstance(self.get(), yaml.StreamEndEvent):
            raise NotMappingError(scalar=True)
        root = self.get()
        mapping = isinstance(root, yaml.MappingStartEvent)
        if not mapping:
            self.skip(root)
        while mapping and not isinstance(key := self.get(), yaml.MappingEndEvent):
            self.property(key, "", 0)
        self.get()  # document
        if not isinstance(self.get(), yaml.StreamEndEvent):
            raise yaml.YAMLError("more than one document")
        if not mapping:
            raise NotMappingError(scalar=isinstance(root, yaml.ScalarEvent))

    def property(self, key: Event, prefix: str, depth: int) -> RawField:
        """Read a key and its value."""
        place = self.place(key)
        if type(key) is yaml.ScalarEvent:
            name = key.value
        else:
            stop = self.skip(key)
            name = self.text[self.start + key.start_mark.index : stop]
            place = self.source.place(Span(self.start + key.start_mark.index, stop))
        item = RawField(prefix + name, place, [], depth > 0)
        self.fields.append(item)
        self.value(item, self.get(), depth)
        return item

    def place(self, event: Event) -> Place:
        begin, end = event.start_mark, event.end_mark
        if self.line:
            return new_place((begin.line + self.line, begin.column + 1, end.line + self.line, end.column + 1))
        return self.source.place(Span(self.start + begin.index, self.start + end.index))

    def value(self, item: RawField, event: Event, depth: int) -> None:
        """Add what a node says to `item`, and read the node to its end."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise TooComplexError("the front matter has too many values")
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.scalar(item, event)
            if event.anchor:
                self.anchors[event.anchor] = tuple(item.values[-1:])
            return
        if kind is yaml.AliasEvent:
            self.alias(item, event)
            return
        if depth >= MAX_DEPTH:
            raise TooComplexError(f"the front matter is nested more than {MAX_DEPTH} levels deep")
        before = len(item.values)
        if kind is yaml.MappingStartEvent:
            self.mapping(item, event, depth)
        elif not (event.flow_style and self.link(item, event)):
            while type(child := self.get()) is not yaml.SequenceEndEvent:
                self.value(item, child, depth + 1)
        if event.anchor:
            self.anchors[event.anchor] = tuple(item.values[before:])

    def alias(self, item: RawField, event: Event) -> None:
        if event.anchor not in self.anchors:
            raise yaml.YAMLError(f"nothing is called {event.anchor}")
        values = self.anchors[event.anchor]
        self.expanded += len(values)
        if self.expanded > MAX_EXPANDED:
            raise TooComplexError("the front matter has too many values once its aliases (`*name`) are followed")
        place = self.place(event)
        item.values += [Value(value.raw, place) for value in values]

    def scalar(self, item: RawField, event: Event) -> None:
        raw = event.value
        if event.style:
            item.values.append(Value(raw, self.place(event)))
            return
        at = self.start + event.end_mark.index
        if not raw or self.text.startswith((" #", "\t#"), at):
            self.lost_to_comment(item, raw, at)
        if raw not in NULLS:
            item.values.append(Value(raw, self.place(event)))

    def lost_to_comment(self, item: RawField, raw: str, at: int) -> None:
        """A value followed by `#word` on its line: YAML takes the word for a comment."""
        rest = _LINE_REST.match(self.text, at, at + 200).group().rstrip()  # type: ignore[union-attr]
        comment = rest.lstrip()
        if not comment.startswith("#") or comment[1:2] in ("", " ", "\t", "#", "!"):
            return
        begin = at + len(rest) - len(comment)
        words = comment.split()
        if raw:
            span = Span(at - len(raw), begin + len(comment))
            if self.text[span.start : at] != raw:
                return
            better, lost = quote(self.text[span.start : span.end]), f"so `{item.key}` is only `{raw[:40]}` for every program"
        else:
            span, lost = Span(begin, begin + len(comment)), f"so `{item.key}` is empty for every program"
            tags = all(word.startswith("#") and word.count("#") == 1 for word in words)
            better = "[" + ", ".join(word.lstrip("#") for word in words) + "]" if tags else quote(comment)
            item.values.extend(Value(word.lstrip("#"), self.source.place(span)) for word in words if word.strip("#"))
        fix = Fix("Write it so that it is kept", safe=True, edits=(Edit(self.source.path, self.source.place(span), better),))
        message = f"YAML reads `{comment[:40]}` as a comment, {lost}"
        self.faults.append(Fault("yaml-trap", message, self.source.place(span), fix))

    def link(self, item: RawField, event: Event) -> bool:
        """`[[Ada]]` without quotes: a list in a list for YAML, a link for a person."""
        match = _LINK.match(self.text, self.start + event.start_mark.index)
        if match is None:
            return False
        stop = self.skip(event)
        place = self.source.place(Span(match.start(), stop))
        if stop != match.end():  # `[[a], b]` cannot match; what is left is two links of one list item
            item.values.append(Value(self.text[match.start() : stop], place))
            return True
        raw = match.group()
        fix = Fix("Quote the link", safe=True, edits=(Edit(self.source.path, place, quote(raw)),))
        self.faults.append(Fault("unquoted-link", f"{raw[:60]} needs quotes; YAML reads it as a list in a list", place, fix))
        item.values.append(Value(raw, place))
        return True

    def mapping(self, item: RawField, event: Event, depth: int) -> None:
        begin = self.start + event.start_mark.index
        if self.text.startswith("{{", begin):
            stop = self.skip(event)
            item.values.append(Value(self.text[begin:stop], self.source.place(Span(begin, stop))))
            return
        best: tuple[int, Value] | None = None
        while type(key := self.get()) is not yaml.MappingEndEvent:
            inner = self.property(key, item.key + ".", depth + 1)
            rank = REPRESENTATIVE.get(inner.key[len(item.key) + 1 :].casefold())
            if rank is not None and inner.values and (best is None or rank < best[0]):
                best = (rank, inner.values[0])
        if best is not None:
            item.values.append(best[1])

    def skip(self, event: Event) -> int:
        """Read a node to its end; the offset at which it ends."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if not depth:
                return self.start + int(event.end_mark.index)
            self.nodes += 1
            if self.nodes > MAX_NODES or depth > MAX_DEPTH:
                raise TooComplexError("the front matter has too many values")
            event = self.get()
