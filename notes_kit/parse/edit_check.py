"""A second look at an edit before it lands: both texts are read, and all that was not asked for has to be as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import yaml

from notes_kit.model.finding import Edit
from notes_kit.model.text import Place, Source, Span
from notes_kit.parse.body import Body, read_body
from notes_kit.parse.edit_text import EditRefusedError, apply_edits, refuse_damaged, spans
from notes_kit.parse.front_matter import FrontMatter, TooComplexError, compose, read_front_matter

Changes = Mapping[str, tuple[str, ...] | None]
"""Keys as spelled to the values they should have afterwards; None = the property is gone."""

_STRUCTURAL = (
    "yaml-syntax", "yaml-trap", "unquoted-link", "unclosed-front-matter", "late-front-matter", "front-matter-not-mapping", "too-complex",
)  # fmt: skip


class EditUnsafeError(EditRefusedError):
    """The second look found that an edit would change more than it should; nothing was changed."""


def verify(before: Source, after: Source, edits: Iterable[Edit], changes: Changes | None = None, *, points: bool = True) -> None:
    """Make sure that `edits` turn `before` into `after`, and change nothing but what they touch.

    Both texts are read anew: every property but the touched ones has the value and the order it had, by
    this reader and by YAML's structure; every byte of the body stands unless an edit lies in it, and then
    every heading, point, task, question, log line, link and tag outside the edited lines is as it was.
    `changes` names the properties that may change and what they should say; without it, those whose lines
    an edit touches may. `points` is False for a line that is a property and no point, wherever it stands.

    Raises:
        EditUnsafeError: anything else changed.
        EditRefusedError: the edits do not fit, or `after` is no text to write (see `refuse_damaged`).
    """
    edits = tuple(edits)
    if apply_edits(before, edits) != after.text or before.bom != after.bom or before.path != after.path:
        raise EditUnsafeError(before.path, "the new text is not the old one with these edits")
    refuse_damaged(after)
    _same_endings(before, after, edits)
    old, new = _Read(before, edits), _Read(after, _mirror(before, after, edits))
    _same_properties(old, new, changes)
    _same_body(old, new, points=points)


def _same_endings(before: Source, after: Source, edits: Iterable[Edit]) -> None:
    """Refuse a joint at which a lone CR and an LF, the endings of two lines, would become the one ending CRLF."""
    for back in _mirror(before, after, edits):
        span = after.span(back.place)
        for at in span:
            if after.text[at - 1 : at + 1] == "\r\n" and at:
                raise EditUnsafeError(before.path, "the note mixes line endings in this place; make them one kind, then try again", back.place.line)


def _mirror(before: Source, after: Source, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that would lead back: each place as it is afterwards."""
    back, shift = [], 0
    for span, text in spans(before, edits):
        start = span.start + shift
        back.append(Edit(after.path, after.place(Span(start, start + len(text))), before.text[span.start : span.end]))
        shift += len(text) - (span.end - span.start)
    return back


class _Read:
    """One of the two texts, read."""

    def __init__(self, source: Source, edits: Iterable[Edit]) -> None:
        self.source = source
        self.matter: FrontMatter = read_front_matter(source)
        self.edits = spans(source, edits)
        self.spans = [span for span, _ in self.edits]
        self.tops = [item for item in self.matter.fields if not item.nested]

    def touched(self) -> set[str]:
        """Keys of the properties whose lines an edit changes."""
        starts = [self.source.offset(item.place.line, 1) for item in self.tops] + [self.matter.end]
        found = set()
        for item, start, end in zip(self.tops, starts, starts[1:], strict=False):
            if any(span.start < end and span.end > start for span in self.spans):
                found.add(item.key)
        return found

    def fields(self, without: set[str]) -> list[tuple[str, bool, tuple[str, ...]]]:
        """All other properties, with their values, in order."""
        return [
            (item.key, item.nested, tuple(value.raw for value in item.values))
            for item in self.matter.fields
            if item.key not in without and item.key.split(".", 1)[0] not in without
        ]

    def tree(self, without: set[str]) -> list[tuple[object, object]] | None:
        """The same as YAML has it, or None where YAML reads nothing."""
        if not self.matter.body:
            return []
        try:
            root = compose(self.source.text[self.matter.start : self.matter.end])
        except (yaml.YAMLError, ValueError, RecursionError, TooComplexError):
            return None
        pairs = root.value if isinstance(root, yaml.MappingNode) else []
        return [(_shape(key), _shape(value)) for key, value in pairs if not isinstance(key, yaml.ScalarNode) or key.value not in without]

    def faults(self) -> Counter[str]:
        """How often the front matter breaks which rule, of those that make programs misread it."""
        found = Counter(fault.rule for fault in self.matter.faults if fault.rule in _STRUCTURAL)
        found["duplicate-key"] = len(self.tops) - len({item.key for item in self.tops})
        return found

    def body(self) -> str:
        return self.source.text[self.matter.body :]

    def outside(self, *, points: bool) -> list[object]:
        """What the body says outside the edited lines, in order, without places (edits move them)."""
        lines = {line for span, put in self.edits for line in self.lines_of(span, put)}
        body: Body = read_body(self.source, self.matter.body, {}, points=points)
        said = list(body.points)
        places = [point.place for point in body.points] + [heading.place for heading in body.headings]
        places += [task.place for task in body.tasks] + [entry.place for entry in body.log]
        for line in lines:
            if not self.source.line_text(line).strip():
                continue
            owner = max((place.line for place in places if place.line <= line), default=0)
            said = [point for point in said if point.place.line != owner]
        found: list[object] = []
        for point in said:
            found.append(point._replace(place=_NOWHERE, reasons=()))
            found += [reason._replace(place=_NOWHERE) for reason in point.reasons]
        found += [heading._replace(place=_NOWHERE) for heading in body.headings if heading.place.line not in lines]
        found += [task._replace(place=_NOWHERE) for task in body.tasks if task.place.line not in lines]
        found += [question._replace(place=_NOWHERE) for question in body.questions if question.place.line not in lines]
        found += [entry._replace(place=_NOWHERE) for entry in body.log if entry.place.line not in lines]
        found += [link._replace(place=_NOWHERE) for link in body.links if link.place.line not in lines]
        found += [tag._replace(place=_NOWHERE) for tag in body.tags if tag.place.line not in lines]
        return found

    def lines_of(self, span: Span, put: str) -> range:
        """The lines that `put` in place of a span changes; what begins with a line's ending leaves that line's words alone."""
        text = self.source.text
        start, end = span
        if text[start:end].startswith(("\r\n", "\n", "\r")):
            start += 2 if text[start:end].startswith("\r\n") else 1
        elif start == end and (start == len(text) or text[start] in "\r\n") and put[:1] in ("", "\r", "\n"):
            return range(0)
        first, last = self.source.line_col(start)[0], self.source.line_col(max(end - 1, start))[0]
        return range(first, last + 1)


_NOWHERE = Place(0, 0, 0, 0)


def _shape(node: yaml.Node) -> object:
    """A node as values that can be compared. `compose` has refused what would not end."""
    if isinstance(node, yaml.SequenceNode):
        return ["list", *(_shape(child) for child in node.value)]
    if isinstance(node, yaml.MappingNode):
        return ["mapping", *((_shape(key), _shape(value)) for key, value in node.value)]
    return (node.value, isinstance(node, yaml.ScalarNode) and bool(node.style))


def _same_properties(old: _Read, new: _Read, changes: Changes | None) -> None:
    path = old.source.path
    touched = set(changes) if changes is not None else old.touched() | new.touched()
    before, after = old.fields(touched), new.fields(touched)
    if before != after:
        other = next((one for one in (*before, *after) if one not in before or one not in after), before[0] if before else ("the order", False, ()))
        raise EditUnsafeError(path, f"the edit would also change `{other[0]}`; change it in an editor")
    old_tree, new_tree = old.tree(touched), new.tree(touched)
    if old_tree is not None and old_tree != new_tree:
        raise EditUnsafeError(path, "the edit would change how YAML reads the other properties; change it in an editor")
    worse = new.faults() - old.faults()
    if worse:
        raise EditUnsafeError(path, f"the edit would leave the front matter with a fault ({', '.join(worse)}); change it in an editor")
    for key, values in (changes or {}).items():
        found = [tuple(value.raw for value in item.values) for item in new.tops if item.key == key]
        if found != ([] if values is None else [values]):
            raise EditUnsafeError(path, f"`{key}` would not read as intended; change it in an editor")


def _same_body(old: _Read, new: _Read, *, points: bool) -> None:
    if old.body() == new.body():
        return
    path = old.source.path
    if not any(span.end > old.matter.body or span.start >= old.matter.body for span in old.spans):
        raise EditUnsafeError(path, "the edit would move the line between front matter and body; change it in an editor")
    if old.outside(points=points) != new.outside(points=points):
        raise EditUnsafeError(path, "the edit would change how other lines of the note are read; change it in an editor")
