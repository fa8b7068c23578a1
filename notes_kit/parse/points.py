"""What is said: bullets, paragraphs and quotes to points with the reasons below them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Protocol

from notes_kit.model.note import Point, Reason, Section, Stance
from notes_kit.parse import inline
from notes_kit.parse.private import without_blanks
from notes_kit.parse.sentences import LEAST

if TYPE_CHECKING:
    from collections.abc import Callable

    from notes_kit.model.text import Place

_EMBEDS = re.compile(r"(?:!\[\[[^\[\]\n]*\]\][ \t]*\n?|!\[[^\[\]\n]*\]\([^()\n]*\)[ \t]*\n?)+\Z")
_new_point: Callable[[tuple[object, ...]], Point] = partial(tuple.__new__, Point)
_LOG, _NEXT_STEPS, _PREP = Section.LOG, Section.NEXT_STEPS, Section.PREP  # found once: a member costs more than a dictionary
_MUTE = (_NEXT_STEPS, _LOG, Section.DRAFT)
_NO_WORDS = " \t\n\u00a0-–—*_|:.#>=+"
_ALONE = re.compile(r"\^([A-Za-z0-9-]+)\Z")


class Item:
    """An open list item: what its first paragraph became, and the point and reason that further ones belong to.

    `role` is point, task, asked (a question whose answers stand below it), skip, or empty so far.
    `base` is the depth of the item that the point itself stands in.
    """

    __slots__ = ("base", "depth", "point", "question", "quote", "reason", "role")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.role = ""
        self.point = self.question = self.reason = -1
        self.base = 0
        self.quote = False


class Quote:
    """An open blockquote. `kind` is a callout's, empty for a plain quote, None until its first paragraph shows."""

    __slots__ = ("before", "kind", "row", "title")

    def __init__(self) -> None:
        self.kind: str | None = None
        self.title = ""
        self.row = self.before = 0


class _More:
    """What stands below a point's first paragraph; kept apart, so that a thousand reasons cost a thousand steps."""

    __slots__ = ("block", "quotes", "reasons", "skills", "stance", "tags", "texts", "themes")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.reasons: list[tuple[list[str], Place, int]] = []
        self.quotes: list[str] = []
        self.themes: list[str] = []
        self.skills: list[str] = []
        self.tags: list[str] = []
        self.stance: Stance | None = None
        self.block = ""

    def joined(self, point: Point) -> Point:
        """The point with all of it."""
        return point._replace(
            text="\n\n".join((point.text, *self.texts)),
            reasons=tuple([Reason("\n\n".join(texts), place, depth) for texts, place, depth in self.reasons]),
            quotes=(*point.quotes, *self.quotes),
            themes=tuple(dict.fromkeys((*point.themes, *self.themes))),
            skills=tuple(dict.fromkeys((*point.skills, *self.skills))),
            tags=tuple(dict.fromkeys((*point.tags, *self.tags))),
            stance=point.stance or self.stance,
            block=point.block or self.block,
        )


class Context(Protocol):
    """Where a paragraph stands."""

    items: list[Item]
    quotes: list[Quote]
    names: tuple[str, ...]
    themes: tuple[str, ...]
    section: Section
    private: bool

    def at(self, row: int, text: str, start: int, end: int) -> Place:
        """The place of text[start:end], as far as its first line goes."""

    def answered(self, item: Item) -> None:
        """Something is said below a question."""

    def remember(self, line: int, text: str) -> None:
        """Something longer was said in public, in these words, from that line on."""


class Points:
    """Adds paragraphs to a list of points, or to the points that they belong to."""

    def __init__(self, points: list[Point], context: Context) -> None:
        self.points, self.context = points, context
        self.more: dict[int, _More] = {}

    def add(self, row: int, text: str, names: tuple[str, ...], item: Item | None, line: str = "") -> None:
        """Take a paragraph; `item` is the list item that it stands in, `line` the table's row that it was cut from."""
        context = self.context
        section = context.section
        if section in _MUTE:
            return
        holder = item if item is None or item.role else self._holder()
        role = holder.role if holder is not None else ""
        if (section is _PREP and role not in ("asked", "point")) or role == "skip":
            return
        if "#" in text or "^" in text or "(" in text or "\u00a0" in text or text[0] <= " " or text[-1] <= " ":
            start, end = inline.words_span(text)
        else:
            start, end = 0, len(text)
        words = text[start:end]
        if not (words[:1].isalnum() or words.strip(_NO_WORDS)) or (words[0] == "!" and _EMBEDS.match(words)):
            self._block_alone(text)
            return
        if "\u00a0" in words:
            words = without_blanks(words)
        in_quote = bool(context.quotes) and context.quotes[-1].kind == ""
        cut = line.find(text) if line else 0
        place = context.at(row, line or text, start + cut, end + cut)
        if words.count(" ") >= LEAST - 1 and not context.private:
            context.remember(place.line, words)
        owner = holder if holder is not None and role == "point" else None
        if owner is not None and context.private and not self.points[owner.point].private:
            owner = None  # a private callout below a bullet is no part of what the bullet says (P35)
        if owner is not None and (owner.quote or not in_quote):
            self._extend(owner, item, words, names, text, place)
            return
        if holder is not None and role == "asked":
            context.answered(holder)
        themes = [name[6:] for name in names if name[:6].lower() == "theme/"] if names else []
        parent = self.points[owner.point].themes if owner is not None else ()  # a quote below a bullet speaks of the same themes
        verbatim = inline.quotations(words) if '"' in words or not words.isascii() else ()
        whole = len(verbatim) == 1 and len(words) <= len(verbatim[0]) + 4
        self.points.append(_new_point((
            words, place, section, context.names, in_quote or whole, verbatim,
            tuple(dict.fromkeys((*themes, *context.themes, *parent))) if themes or parent else context.themes,
            tuple(dict.fromkeys(name[6:] for name in names if name[:6].lower() == "skill/")) if names else (),
            tuple(dict.fromkeys(names)) if names else (),
            inline.stance(inline.without_code(text)) if "(" in text else None, (), inline.block_id(text) if "^" in text else "", context.private,
        )))  # fmt: skip
        if item is not None and not item.role:
            item.role, item.point, item.base, item.quote = "point", len(self.points) - 1, item.depth, in_quote

    def _holder(self) -> Item | None:
        """The nearest item around the innermost one that has become something."""
        items = self.context.items
        for index in range(len(items) - 2, -1, -1):
            if items[index].role:
                return items[index]
        return None

    def _block_alone(self, text: str) -> None:
        """A block id on a line of its own names the block before it."""
        match = _ALONE.match(text.strip())
        if match and self.points and not self.points[-1].block:
            self.points[-1] = self.points[-1]._replace(block=match[1])

    def _extend(self, owner: Item, item: Item | None, words: str, names: tuple[str, ...], text: str, place: Place) -> None:
        """Add a nested bullet or a further paragraph to the point it belongs to."""
        more = self.more.get(owner.point)
        if more is None:
            more = self.more[owner.point] = _More()
        if item is not None and not item.role:
            item.role, item.point, item.base, item.quote = "point", owner.point, owner.base, owner.quote
            item.reason = len(more.reasons)
            more.reasons.append(([words], place, item.depth - owner.base))
        elif item is not None and item.reason >= 0:
            more.reasons[item.reason][0].append(words)
        else:
            more.texts.append(words)
        if names:
            more.themes += [name[6:] for name in names if name[:6].lower() == "theme/"]
            more.skills += [name[6:] for name in names if name[:6].lower() == "skill/"]
            more.tags += names
        if more.stance is None and "(" in text:
            more.stance = inline.stance(inline.without_code(text))
        more.quotes += inline.quotations(words)
        if not more.block and "^" in text:
            more.block = inline.block_id(text)

    def finish(self) -> None:
        """Give each point what stands below it."""
        for index, more in self.more.items():
            self.points[index] = more.joined(self.points[index])
