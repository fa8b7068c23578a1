"""Three versions of a note's properties to one: by key, and within a list by item.

A merge by lines takes two people's new entries at the end of one list for a conflict, and writes its
marks into the YAML, which no program reads then. Here both entries stay. What both sides changed is
left as our side has it and reported, for a person to decide; whoever calls writes it where it can be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from notes_kit.model.text import Source
from notes_kit.parse.front_matter import find_fences, read_front_matter
from notes_kit.parse.mapping import RawField

_KEY = re.compile(r"(?:\"[^\"\\\n]+\"|'[^'\n]+'|[^\s#\-\[\]{}\"'&*!|>%@`,?:][^:\n]*?)[ \t]*:(?=[ \t\r\n]|\Z)")
_ITEM = re.compile(r"([ ]*)- +(\S.*)\Z")
_DATED = re.compile(r"[\"']?\d{4}-\d\d-\d\d\b")
_FLOW = re.compile(r"[^\n]*?:[ \t]*\[.*\][ \t]*\Z")


class Clash(NamedTuple):
    """A property that both sides changed, each in another way: the lines of each, empty where it is gone."""

    key: str
    ours: str
    base: str
    theirs: str


class Merged(NamedTuple):
    """The properties of all three, with fences, and what was left as our side has it."""

    text: str
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """One property: its lines as they stand, comments above it included, and its values as typed, quotes and all."""

    key: str
    text: str
    typed: tuple[str, ...]
    raws: tuple[str, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class _Matter:
    opening: str
    chunks: dict[str, _Chunk]
    tail: str
    closing: str


def split(source: Source) -> tuple[str, str] | None:
    """Front matter with its fences, and body; None for a note without front matter, or with one that is not closed or not at the beginning."""
    fences = find_fences(source.text)
    if fences is None:
        return ("", source.text)
    return None if not fences.closed or fences.late else (source.text[: fences.body], source.text[fences.body :])


def merge_matter(base: str, ours: str, theirs: str) -> Merged | None:
    """The front matters of three versions as one; None wherever there is any doubt about one of them, or about the result."""
    if theirs in (ours, base):
        return Merged(ours, ())
    if base == ours:
        return Merged(theirs, ())
    versions = [_read(text) for text in (base, ours, theirs)]
    if any(one is None for one in versions):
        return None
    old, mine, other = (one for one in versions if one is not None)
    chosen: dict[str, _Chunk | None] = {}
    clashes: list[Clash] = []
    for key in dict.fromkeys((*mine.chunks, *other.chunks)):
        was, one, two = (version.chunks.get(key) for version in (old, mine, other))
        if _same(one, two) or _same(was, two):
            chosen[key] = one
        elif _same(was, one):
            chosen[key] = two
        else:
            both = _merge_lists(was, one, two)
            chosen[key] = both or one
            if both is None:
                clashes.append(Clash(key, *(chunk.text if chunk else "" for chunk in (one, was, two))))
    tail = _one_of(old.tail, mine.tail, other.tail)
    opening, closing = _one_of(old.opening, mine.opening, other.opening), _one_of(old.closing, mine.closing, other.closing)
    if tail is None or opening is None or closing is None:
        return None
    kept = [chunk for key in _order(list(mine.chunks), list(other.chunks)) if (chunk := chosen[key]) is not None]
    text = opening + "".join(chunk.text for chunk in kept) + tail + closing
    again = _read(text)
    if again is None or [(one.key, one.raws) for one in again.chunks.values()] != [(one.key, one.raws) for one in kept]:
        return None
    return Merged(text, tuple(clashes))


def _same(one: _Chunk | None, two: _Chunk | None) -> bool:
    return one is two or (one is not None and two is not None and one.text == two.text)


def _one_of(base: str, ours: str, theirs: str) -> str | None:
    """The side that changed; None if both did."""
    return ours if theirs in (base, ours) else theirs if base == ours else None


def _order(ours: list[str], theirs: list[str]) -> list[str]:
    """Our keys in our order, and each that only they have behind the one that stands before it there."""
    order = list(ours)
    for at, key in enumerate(theirs):
        if key not in order:
            before = next((other for other in reversed(theirs[:at]) if other in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def _read(text: str) -> _Matter | None:
    """Front matter property by property; None where the lines and the reader do not tell the same."""
    source = Source("merge.md", text)
    fences = find_fences(text)
    if fences is None:
        return _Matter("", {}, "", "") if not text else None
    lines = text[fences.start : fences.end].splitlines(keepends=True)
    found = read_front_matter(source)
    tops = [field for field in found.fields if not field.nested]
    groups: list[list[str]] = []
    waiting: list[str] = []
    for line in lines:
        if _KEY.match(line):
            groups.append([*waiting, line])
            waiting = []
        elif not line.strip() or line.startswith("#"):
            waiting.append(line)
        elif groups:
            groups[-1] += [*waiting, line]
            waiting = []
        else:
            return None
    if found.faults or len(groups) != len(tops) or len({field.key for field in tops}) != len(tops):
        return None
    if waiting and groups and not "".join(waiting).strip():
        groups[-1] += waiting
        waiting = []
    chunks = {}
    for field, group in zip(tops, groups, strict=True):
        chunk = _chunk(source, field, group)
        if chunk is None:
            return None
        chunks[field.key] = chunk
    return _Matter(text[: fences.start], chunks, "".join(waiting), text[fences.end :])


def _chunk(source: Source, field: RawField, group: list[str]) -> _Chunk | None:
    text = "".join(group)
    at = next(index for index, line in enumerate(group) if _KEY.match(line))
    if source.line_text(field.place.line) != group[at].rstrip("\r\n"):
        return None
    typed = tuple(source.text[slice(*source.span(value.place))] for value in field.values)
    below = [line.rstrip("\r\n") for line in group[at + 1 :] if line.strip()]
    block = bool(below) and all(_ITEM.match(line) for line in below) and len(below) == len(typed)
    flow = not below and _FLOW.match(group[at].rstrip("\r\n")) is not None
    return _Chunk(field.key, text, typed, tuple(value.raw for value in field.values), block or flow)


def _merge_lists(base: _Chunk | None, ours: _Chunk | None, theirs: _Chunk | None) -> _Chunk | None:
    """A list with what each side added and without what either took out; None if both changed one item, or it is no list."""
    if ours is None or theirs is None or not any(one is not None and one.listed for one in (base, ours, theirs)):
        return None
    versions = [one for one in (base, ours, theirs) if one is not None]
    if any(not one.listed and (len(one.raws) != 1 or "\n" in one.text.rstrip("\r\n")) for one in versions if one.raws):
        return None  # a mapping, or text over several lines
    if any("#" in line.replace("[#", "[") and _has_comment(line) for one in versions for line in one.text.splitlines()):
        return None
    if any(len(set(one.raws)) != len(one.raws) for one in versions):
        return None
    raws = _merge_items(base.raws if base else (), ours.raws, theirs.raws)
    if raws is None:
        return None
    spelled: dict[str, str] = {}
    for one in (theirs, ours):
        spelled |= dict(zip(one.raws, one.typed, strict=True))
    return _written(ours if ours.listed else theirs if theirs.listed else ours, raws, spelled)


def _has_comment(line: str) -> bool:
    return line.lstrip().startswith("#") or re.search(r"[ \t]#(?: |\Z)", line) is not None


def _merge_items(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The items of three lists as one; None if both sides changed the same item, each in another way."""
    gone: list[dict[int, tuple[str, ...]]] = []
    added: list[dict[int, list[str]]] = []
    for side in (ours, theirs):
        out: dict[int, tuple[str, ...]] = {}
        new: dict[int, list[str]] = {}
        for tag, begin, end, first, last in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
            if tag != "equal":
                fresh = [item for item in side[first:last] if item not in base]
                out |= dict.fromkeys(range(begin, end), tuple(fresh))
                new.setdefault(end, []).extend(fresh)
        moved = [item for item in base if item in side]
        if moved != [item for item in side if item in base]:
            return None  # one side put the items in another order
        out = {at: fresh for at, fresh in out.items() if base[at] not in side}
        gone.append(out)
        added.append(new)
    for at in gone[0].keys() & gone[1].keys():
        if gone[0][at] != gone[1][at]:
            return None
    found: list[str] = []
    for at in range(len(base) + 1):
        groups = sorted(added[side].get(at, []) for side in (0, 1))  # the same whichever side is ours
        found += [item for group in groups for item in group]
        if at < len(base) and at not in gone[0] and at not in gone[1]:
            found.append(base[at])
    found = list(dict.fromkeys(found))
    dated = all(_DATED.match(item) for item in found) and all(list(side) == sorted(side, key=_day) for side in (base, ours, theirs))
    return sorted(found, key=_day) if dated else found


def _day(item: str) -> str:
    return item.lstrip("\"'")[:10]


def _written(model: _Chunk, raws: Sequence[str], spelled: dict[str, str]) -> _Chunk:
    """The list in the way that the model is written."""
    lines = model.text.splitlines(keepends=True)
    at = next(index for index, line in enumerate(lines) if _KEY.match(line))
    head = _KEY.match(lines[at])
    assert head is not None
    end = "\r\n" if lines[at].endswith("\r\n") else "\n"
    typed = [spelled[raw] for raw in raws]
    if not raws or (model.listed and lines[at][head.end() :].strip()):
        text = f"{head.group()} [{', '.join(_in_flow(raw, one) for raw, one in zip(raws, typed, strict=True))}]{end}"
    else:
        below = next((match for line in lines[at + 1 :] if (match := _ITEM.match(line.rstrip("\r\n")))), None)
        indent = below[1] if below else "  "
        text = f"{head.group()}{end}" + "".join(f"{indent}- {one}{end}" for one in typed)
    return _Chunk(model.key, "".join(lines[:at]) + text, tuple(typed), tuple(raws), listed=True)


def _in_flow(raw: str, typed: str) -> str:
    """A value as it may stand between brackets."""
    return typed if typed[0] in "\"'" or not set(typed) & set(",[]{}:#") else json.dumps(raw, ensure_ascii=False)


def conflict_lines(clashes: Sequence[Clash], *, size: int = 7, newline: str = "\n") -> str:
    """The clashes with the marks of a merge, to stand at the beginning of a body."""
    found = []
    for one in clashes:
        ours, theirs = (_closed(text, newline) for text in (one.ours, one.theirs))
        found.append(f"{'<' * size} ours{newline}{ours}{'=' * size}{newline}{theirs}{'>' * size} theirs{newline}")
    return "".join(found)


def _closed(text: str, newline: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + newline
