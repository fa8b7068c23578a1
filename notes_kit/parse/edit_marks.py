"""Themes and links under other names, or gone: splices of the very tags, link targets and values that say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from notes_kit.model.finding import Edit
from notes_kit.model.names import fold
from notes_kit.model.note import Field, Link
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source, Span
from notes_kit.parse.edit_check import verify
from notes_kit.parse.edit_entry import Matter, Shape
from notes_kit.parse.edit_list import removed
from notes_kit.parse.edit_text import EditRefusedError, edit, revise
from notes_kit.parse.edit_value import scalar
from notes_kit.parse.front_matter import RawField
from notes_kit.parse.inline import MARKDOWN_LINK, WIKILINK
from notes_kit.parse.marks import THEME, Spots, TagSpot

Respell = Callable[[str], str | None]
"""A theme's name as spelled, to the name that it shall have: empty = it goes, None = it stays."""

_MARKS = r"(?:#[^\s#]+|\((?:\+/-|\+-|[+\-−–±~])\))"
_BEFORE = re.compile(rf"[ \t>]*(?:(?:[-+*]|[0-9]{{1,9}}[.)])[ \t]+)*(?:\[[^\[\]]\][ \t]+)?(?:\#{{1,6}}[ \t]+)?(?:{_MARKS}[ \t\u00a0:]+)*\Z")
_AFTER = re.compile(rf"(?:[ \t\u00a0]+(?:{_MARKS}|\^[A-Za-z0-9-]+))*[ \t\u00a0|]*\Z")
_NEXT = re.compile(r"[ \t>]*(?:\Z|\||%%|<!--|-->|[-+*][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|`{3}|~{3}|=+[ \t]*\Z|-+[ \t]*\Z)")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")
_SPACE = " \t\u00a0"


def retagged(source: Source, found: Spots, respell: Respell) -> tuple[Edit, ...]:
    """Edits that give the theme tags of a body their new names.

    A tag that goes is taken out where it stands at the beginning or the end of what was said, and leaves its
    name as a word where it is part of the sentence. One that would stand twice on its line goes, too.
    """
    edits: list[Edit] = []
    said: dict[tuple[int, str], bool] = {}
    for tag in found.tags:
        if not tag.theme:
            continue
        new = respell(tag.theme)
        key = (source.line_col(tag.span.start)[0], fold(tag.theme if new is None else new))
        again = new != "" and key in said and (new is not None or said[key])
        said.setdefault(key, new is not None)
        if new == "" or again:
            gone = _outside_sentence(source, tag.span)
            if gone is not None:
                edits.append(edit(source, *gone, ""))
                continue
        if new is not None:
            edits.append(_renamed(source, tag, new))
    return tuple(edits)


def _renamed(source: Source, tag: TagSpot, new: str) -> Edit:
    """The tag's name replaced; the whole tag by the word, if nothing is to be a tag any more."""
    if new:
        return edit(source, tag.span.start + 1 + len(THEME), tag.span.end, new)
    end = tag.span.end + (source.text[tag.span.end : tag.span.end + 1] == "/")
    return edit(source, tag.span.start, end, tag.theme.rpartition("/")[2])


def _outside_sentence(source: Source, span: Span) -> Span | None:
    """What has to go with a tag at the end or the beginning of what was said; None for one that is a part of it."""
    line, column = source.line_col(span.start)
    text = source.line_text(line)
    begin = span.start - column + 1
    left, right = column - 1, span.end - begin
    right += text[right : right + 1] == "/"
    leads, ends = _BEFORE.match(text[:left]), _AFTER.match(text, right)
    alone = leads and ends
    last = _ends(text, source.line_text(line + 1))
    if (alone and (_HEADING.match(text) or not last)) or not (leads or (ends and last)):
        return None  # a heading that is nothing but the tag keeps its word, and so does a line amid a paragraph
    if leads:
        return Span(begin + left, begin + len(text) - len(text[right:].lstrip(_SPACE + ":")))
    return Span(begin + len(text[:left].rstrip(_SPACE)), begin + right)


def _ends(line: str, after: str) -> bool:
    """Whether what is said on a line ends there: the next one is empty, begins something else, or is quoted where this one is not."""
    deep, deeper = (len(one) - len(one.lstrip(" \t>")) for one in (line, after))
    return _NEXT.match(after) is not None or after[:deeper].count(">") > line[:deep].count(">")


def relinked(source: Source, found: Spots, respell: Callable[[Link], tuple[str, str] | None]) -> tuple[Edit, ...]:
    """Edits that make links of a body lead elsewhere; the words that a link shows beside its target stay.

    `respell` gives a link's new target and heading; see `respelled_link`. None lets it stay.
    """
    edits = []
    for spot in found.links:
        new = respell(spot.link)
        text = source.text[spot.span.start : spot.span.end]
        if new is not None and respelled_link(text, *new) != text:
            edits.append(edit(source, *spot.span, respelled_link(text, *new)))
    return tuple(edits)


def respelled_link(text: str, target: str, heading: str) -> str:
    """One link as it is written, with another target and heading; the words that it shows, if both are empty."""
    wiki = WIKILINK.fullmatch(text)
    if wiki is not None:
        bare = wiki[2].strip().rstrip("\\")
        if not target and not heading:
            return (wiki[4] or "").strip() or bare.rpartition("/")[2].removesuffix(".md")
        at = wiki.start(2) + wiki[2].find(bare)
        rest = at + len(bare)
        tail = text[rest:] if wiki[3] is None else text[rest : wiki.start(3)] + (f"#{heading}" if heading else "") + text[wiki.end(3) :]
        return text[:at] + target + tail
    link = MARKDOWN_LINK.fullmatch(text)
    if link is None:
        return text
    if not target and not heading:
        return link[2]
    inside = link[3]
    at = link.start(3) + len(inside) - len(inside.lstrip())
    path = inside.strip().split(' "', 1)[0].partition("#")[0]
    return text[:at] + _quoted(path, target, angled=text[link.start(3) - 1] == "<") + text[at + len(path) :]


def _quoted(old: str, new: str, *, angled: bool) -> str:
    """A path as the old one was written: with `%20` for spaces where it was, or where nothing else would hold it."""
    if "%" not in old and (angled or not set(new) & set(" ()%")):
        return new
    from urllib.parse import quote  # noqa: PLC0415 - only for such a path

    return quote(new)


def revalued(
    source: Source, fields: Sequence[Field], settings: Settings, respell: Callable[[Field, str], str | None]
) -> tuple[Source, tuple[int, ...]]:
    """The note with values of its properties (`fields`) spelled anew, and the lines of those that no careful edit can reach.

    `respell` gives a value's new text: empty takes it out, None lets it stay. A value that would stand twice in
    its list is taken out, too.

    Raises:
        EditRefusedError: a value of `themes`, `tags` or `parent` has to change and cannot; see `Matter`.
    """
    if all(respell(field, value.raw) in (None, value.raw) for field in fields for value in field.values):
        return source, ()
    left: list[int] = []
    done: set[str] = set()
    while True:
        matter = Matter(source, settings)
        step = next(((raw, field) for raw, field in matter.fields if raw.key not in done and _changes(raw, field, respell)), None)
        if step is None:
            break
        raw, field = step
        done.add(raw.key)
        try:
            source = _revalued(source, matter, raw, [respell(field, value.raw) for value in raw.values])
        except EditRefusedError:
            if field.known and field.name in ("themes", "tags", "parent"):
                raise
            left.append(raw.place.line)
    for field in Matter(source, settings).of_body:
        source = _in_body(source, field, respell)
    return source, tuple(left)


def _changes(raw: RawField, field: Field, respell: Callable[[Field, str], str | None]) -> bool:
    return any(respell(field, value.raw) not in (None, value.raw) for value in raw.values)


def _revalued(source: Source, matter: Matter, raw: RawField, new: list[str | None]) -> Source:
    """One property with its new values: first what goes is taken out, then what stays is spelled anew."""
    if raw.nested:
        raise EditRefusedError(source.path, f"`{raw.key}` is a property inside another; change it in an editor", raw.place.line)
    entry = matter.entry(raw)
    items = [item for item in entry.items if not item.empty]
    if [item.value for item in items] != [value.raw for value in raw.values]:
        raise EditRefusedError(source.path, f"`{raw.key}` is written in a way that only an editor can change", raw.place.line)
    kept: dict[str, str] = {}
    gone: dict[str, None] = {}
    for item, text in zip(items, new, strict=True):
        final = item.value if text is None else text
        if not final or (fold(final) in kept and kept[fold(final)] != item.value):
            gone[item.value] = None
        else:
            kept.setdefault(fold(final), item.value)
    if gone:
        edits = removed(source, entry, next(iter(gone)))
        after = _sure(source, edits, raw, tuple(item.value for item in items if item.value != next(iter(gone))))
        fresh = Matter(after, matter.settings)
        rest = [(item, text) for item, text in zip(items, new, strict=True) if item.value != next(iter(gone))]
        again = next(other for other, _ in fresh.fields if other.key == raw.key)
        return _revalued(after, fresh, again, [text for _, text in rest]) if rest else after
    flow = entry.shape is Shape.FLOW
    edits = tuple(
        edit(source, item.start, item.end, scalar(text, flow=flow, style=item.style))
        for item, text in zip(items, new, strict=True)
        if text is not None and text != item.value
    )
    return _sure(source, edits, raw, tuple(item.value if text is None else text for item, text in zip(items, new, strict=True)))


def _sure(source: Source, edits: tuple[Edit, ...], raw: RawField, values: tuple[str, ...]) -> Source:
    after = revise(source, edits)
    verify(source, after, edits, {raw.key: values})
    return after


def _in_body(source: Source, field: Field, respell: Callable[[Field, str], str | None]) -> Source:
    """A property that the body states in a line of its own."""
    for value in field.values:
        new = respell(field, value.raw)
        if new is None or new == value.raw:
            continue
        span = source.span(value.place)
        if not new or source.text[span.start : span.end] != value.raw:
            raise EditRefusedError(source.path, f"`{field.key}` stands in the body; change it in an editor", value.place.line)
        edits = (edit(source, *span, new),)
        after = revise(source, edits)
        verify(source, after, edits, {}, points=False)
        source = after
    return source
