"""The careful editor: a change of one property as a splice of its own bytes, checked before it is handed out.

Every function returns the edits that make the change, none if nothing has to change, or raises an
`EditRefusedError` that says what stands in the way. The edits are for the text that was given: to make a
second change, `revise` the text first.
"""

from __future__ import annotations

from notes_kit.model.finding import Edit
from notes_kit.model.note import Field
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit_body import append_line, tick_task
from notes_kit.parse.edit_check import Changes, EditUnsafeError, verify
from notes_kit.parse.edit_entry import Entry, Matter, Shape
from notes_kit.parse.edit_list import appended, emptied, line_ending, removed
from notes_kit.parse.edit_text import EditRefusedError, OverlapError, apply_edits, edit, encode, open_note, refuse_damaged, revise
from notes_kit.parse.edit_value import LINE_BREAK, scalar
from notes_kit.parse.front_matter import RawField

__all__ = [
    "EditRefusedError", "EditUnsafeError", "OverlapError", "add_to_property", "append_line", "apply_edits", "encode", "open_note",
    "remove_from_property", "remove_property", "revise", "set_property", "tick_task", "verify",
]  # fmt: skip

_LINE_OF_BODY = "stands in the body as `{key}:: …` (line {line}); change it there"


def set_property(source: Source, key: str, value: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that make `value` the one value of a property, an empty value emptying it.

    `key` is the schema's name or any key; the person's own spelling of it is the one that is written to.
    An absent property comes at the end of the front matter, which is made if the note has none. A value
    in the body (`key:: value`) is changed where it stands. Quotes are put only where YAML needs them.

    Raises:
        EditRefusedError: see `Matter`, `Matter.entry` and `verify`; or the property holds several values.
    """
    matter = _open(source, key, value, settings)
    found = matter.spelled(key)
    raw = found[0] if found else None
    if raw is None or not raw.values:
        lines = matter.in_body(key)
        if lines:
            return _set_in_body(source, matter, key, lines[0], value)
    if raw is None:
        return _create(source, matter, key, f" {_spell(matter, key, value)}" if value else "", (value,) if value else ())
    entry = matter.entry(raw)
    changes: Changes = {raw.key: (value,) if value else ()}
    if entry.shape not in (Shape.EMPTY, Shape.SCALAR):
        edits = _set_in_list(source, matter, key, entry, value)
    elif not value:
        edits = () if entry.shape is Shape.EMPTY else (emptied(source, entry),)
    elif entry.value.start == entry.value.end:
        edits = (_fill(source, entry, _spell(matter, key, value)),)
    else:
        edits = (edit(source, *entry.value, _spell(matter, key, value, entry.items[0].style)),)
    return _checked(source, edits, changes)


def add_to_property(source: Source, key: str, value: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that append one value to a property, in the way its list is written; none if it is there already.

    A single value becomes a list of two, with its own bytes untouched; an absent or empty property
    becomes a list with a dash before its item.

    Raises:
        EditRefusedError: see `set_property`; or the value is empty.
    """
    if not value.strip():
        raise EditRefusedError(source.path, f"there is nothing to add to `{key}`")
    matter = _open(source, key, value, settings)
    found = matter.spelled(key)
    if any(one.raw == value for raw in found for one in raw.values):
        return ()
    raw = found[0] if found else None
    if raw is None or not raw.values:
        lines = matter.in_body(key)
        if lines:
            return _add_in_body(source, matter, key, lines, value)
    if raw is None:
        newline = _newline_at(source, matter.matter.end) if matter.exists else source.newline
        return _create(source, matter, key, f"{newline}{_step(source, matter)}- {scalar(value)}", (value,))
    entry = matter.entry(raw)
    _refuse_comment(source, entry, raw)
    old = tuple(one.raw for one in raw.values) if entry.shape is not Shape.EMPTY else ()
    return _checked(source, appended(source, entry, value, _step(source, matter)), {raw.key: (*old, value)})


def remove_property(source: Source, key: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that take a property's lines out of the front matter; none if it is not there.

    Raises:
        EditRefusedError: see `set_property`; or the property stands under two spellings or in the body.
    """
    matter = _open(source, key, "", settings)
    found = matter.spelled(key)
    lines = matter.in_body(key)
    if lines:
        raise EditRefusedError(source.path, f"`{key}` " + _LINE_OF_BODY.format(key=lines[0].key, line=lines[0].place.line), lines[0].place.line)
    if len(found) > 1:
        names = " and ".join(f"`{raw.key}`" for raw in found)
        raise EditRefusedError(source.path, f"{names} mean the same; name the one to remove by deleting the other first", found[1].place.line)
    if not found:
        return ()
    entry = matter.entry(found[0])
    end = source.offset(source.line_col(entry.end)[0] + 1, 1)
    return _checked(source, (edit(source, entry.start, end, ""),), {found[0].key: None})


def remove_from_property(source: Source, key: str, value: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that take one value out of a property, wherever it stands in it; none if it is not there.

    Raises:
        EditRefusedError: see `set_property`; or the value stands in the body.
    """
    matter = _open(source, key, value, settings)
    for raw in matter.spelled(key):
        kept = tuple(one.raw for one in raw.values if one.raw != value)
        if len(kept) < len(raw.values):
            entry = matter.entry(raw)
            _refuse_comment(source, entry, raw)
            return _checked(source, removed(source, entry, value), {raw.key: kept})
    for field in matter.in_body(key):
        if any(one.raw == value for one in field.values):
            raise EditRefusedError(source.path, f"“{value[:40]}” " + _LINE_OF_BODY.format(key=field.key, line=field.place.line), field.place.line)
    return ()


def _open(source: Source, key: str, value: str, settings: Settings | None) -> Matter:
    """The note's properties, if it and what is asked can be written at all."""
    refuse_damaged(source)
    for what, text in (("a property's name", key), (f"`{key}`", value)):
        if LINE_BREAK.search(text) or "\0" in text:
            raise EditRefusedError(source.path, f"{what} is one line of text; notes-kit does not write line breaks or NUL into it")
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise EditRefusedError(source.path, f"{what} holds a character that UTF-8 cannot write")
    if not key.strip():
        raise EditRefusedError(source.path, "a property needs a name")
    return Matter(source, settings)


def _refuse_comment(source: Source, entry: Entry, raw: RawField) -> None:
    """Refuse `tags: #word`: a value for a person (and for the reader), nothing for YAML."""
    if entry.shape is Shape.EMPTY and any(value.raw.strip() for value in raw.values):
        reason = f"what follows `{raw.key}:` is a comment for YAML; take away the `#` or put it in quotes, then try again"
        raise EditRefusedError(source.path, reason, raw.place.line)


def _checked(source: Source, edits: tuple[Edit, ...], changes: Changes) -> tuple[Edit, ...]:
    """The edits, looked at once more; none where they would leave the text as it is."""
    after = revise(source, edits)
    if after.text == source.text:
        return ()
    verify(source, after, edits, changes)
    return edits


def _spell(matter: Matter, key: str, value: str, style: str = "") -> str:
    """The value as YAML; where it needs quotes, in those of `style`."""
    prop = matter.property_of(key)
    kind = prop.kind if prop else None
    bare = scalar(value, kind=kind)
    return scalar(value, style=style, kind=kind) if style and bare != value else bare


def _step(source: Source, matter: Matter) -> str:
    """What stands before the dashes of this note's lists: two spaces where it has none (as Obsidian writes them)."""
    text = source.text[matter.matter.start : matter.matter.end] if matter.exists else ""
    for line in text.splitlines():
        bare = line.lstrip(" ")
        if bare.startswith("- "):
            return line[: len(line) - len(bare)]
    return matter.indent + "  "


def _newline_at(source: Source, offset: int) -> str:
    """The line ending before an offset, else the note's own."""
    text = source.text
    if text[max(offset - 2, 0) : offset] == "\r\n":
        return "\r\n"
    return text[offset - 1] if offset and text[offset - 1] in "\r\n" else source.newline


def _create(source: Source, matter: Matter, key: str, rest: str, values: tuple[str, ...]) -> tuple[Edit, ...]:
    """A new property at the end of the front matter, or in a new one."""
    spelled = scalar(key, style='"' if ":" in key else "")
    at = matter.matter.end
    if matter.exists:
        newline = _newline_at(source, at)
        edits = (edit(source, at, at, f"{matter.indent}{spelled}:{rest}{newline}"),)
    else:
        newline = source.newline
        edits = (edit(source, 0, 0, f"---{newline}{spelled}:{rest}{newline}---{newline}"),)
    return _checked(source, edits, {key: values})


def _fill(source: Source, entry: Entry, spelled: str) -> Edit:
    """A value for `key:`, before its comment if it has one, after its blank if there is one and nothing more."""
    rest = source.text[entry.colon : entry.end]
    at = entry.colon + 1 if rest[:1] == " " and not rest.strip(" \t") else entry.colon
    return edit(source, at, at, spelled if at > entry.colon else f" {spelled}")


def _set_in_list(source: Source, matter: Matter, key: str, entry: Entry, value: str) -> tuple[Edit, ...]:
    """The one value of a list replaced in place."""
    if len(entry.items) > 1:
        reason = f"`{entry.key}` holds {len(entry.items)} values; say which one to replace by removing it and adding the other"
        raise EditRefusedError(source.path, reason, source.line_col(entry.start)[0])
    flow = entry.shape is Shape.FLOW
    if not value:
        return removed(source, entry, entry.items[0].value) if entry.items and not entry.items[0].empty else ()
    if not entry.items:
        prop = matter.property_of(key)
        if prop is not None and not prop.many:
            return (edit(source, entry.value.start, entry.value.end, scalar(value, kind=prop.kind)),)
        return appended(source, entry, value, "")
    item = entry.items[0]
    if item.start == item.end:
        return appended(source, entry, value, "")
    spelled = scalar(value, flow=flow)
    return (edit(source, item.start, item.end, scalar(value, flow=flow, style=item.style) if spelled != value else spelled),)


def _set_in_body(source: Source, matter: Matter, key: str, field: Field, value: str) -> tuple[Edit, ...]:
    """The value of a line `key:: value` replaced."""
    span = source.span(field.values[0].place)
    old = source.text[span.start : span.end]
    if old == value:
        return ()
    if len(field.values) > 1 or old != field.values[0].raw or not value:
        raise EditRefusedError(source.path, f"`{key}` " + _LINE_OF_BODY.format(key=field.key, line=field.place.line), field.place.line)
    return _checked_in_body(source, matter, key, (edit(source, span.start, span.end, value),), value)


def _add_in_body(source: Source, matter: Matter, key: str, fields: list[Field], value: str) -> tuple[Edit, ...]:
    """One more line `key:: value` below the last one, written as that one is."""
    if any(one.raw == value for field in fields for one in field.values):
        return ()
    last = fields[-1].values[0].place
    begin, start = source.offset(last.line, 1), source.offset(last.line, last.column)
    end = begin + len(source.line_text(last.line))
    return _checked_in_body(source, matter, key, (edit(source, end, end, line_ending(source, last.line) + source.text[begin:start] + value),), value)


def _checked_in_body(source: Source, matter: Matter, key: str, edits: tuple[Edit, ...], value: str) -> tuple[Edit, ...]:
    """The edits, looked at once more: the reader has to find the value, and nothing else changed."""
    after = revise(source, edits)
    verify(source, after, edits, {}, points=False)
    if not any(one.raw == value for field in Matter(after, matter.settings).in_body(key) for one in field.values):
        raise EditUnsafeError(source.path, f"`{key}` would not read as intended; change it in an editor")
    return edits
