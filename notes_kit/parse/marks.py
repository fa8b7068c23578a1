"""Where a note's body names themes and other notes: every tag and link with its place, those in hidden passages too, none in code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from notes_kit.model.note import Link, Note, Section
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source, Span
from notes_kit.parse.body import Body, read_body
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.headings import meaning
from notes_kit.parse.private import hidden_spans, only_hidden

_CALLOUT = re.compile(r"[^\[]*>[ \t]*\[!([\w-]+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
THEME = "theme/"


class TagSpot(NamedTuple):
    """A tag, without its `#`, and the offsets at which it begins and ends in the note's text, the `#` included."""

    name: str
    span: Span

    @property
    def theme(self) -> str:
        """The theme that it names as it is spelled; empty for another tag."""
        return self.name[len(THEME) :] if self.name[: len(THEME)].lower() == THEME else ""


class LinkSpot(NamedTuple):
    """A link and its offsets in the note's text."""

    link: Link
    span: Span


class Spots(NamedTuple):
    """The tags and links of a body, in the order of the text."""

    tags: tuple[TagSpot, ...]
    links: tuple[LinkSpot, ...]


def spots(source: Source, settings: Settings) -> Spots:
    """The tags and links of a note's body.

    A hidden passage (`%% … %%`, an HTML comment) is read as a text of its own, for a reader passes over it
    and its owner does not.
    """
    start = read_front_matter(source).body
    found = [(source, read_body(source, start, settings.headings, points=False))]
    if hidden_spans(source.text[start:]):
        inside = Source(source.path, source.text[:start] + only_hidden(source.text[start:]))
        found.append((inside, read_body(inside, start, settings.headings, points=False)))
    return _sorted(
        {text.span(tag.place): tag.name for text, body in found for tag in body.tags},
        {text.span(link.place): link for text, body in found for link in body.links},
    )


def spots_of(note: Note, source: Source) -> Spots | None:
    """The same of a text that was read already; None where it has hidden passages, or `note` is another version of it."""
    if "%%" in source.text or "<!--" in source.text or note.size != len(source.text.encode()) + 3 * source.bom:
        return None
    start = read_front_matter(source).body
    links = {source.span(link.place): link for link in note.links}
    return _sorted({source.span(tag.place): tag.name for tag in note.tags}, {span: link for span, link in links.items() if span.start >= start})


def _sorted(tags: Mapping[Span, str], links: Mapping[Span, Link]) -> Spots:
    return Spots(
        tuple(TagSpot(name, span) for span, name in sorted(tags.items())),
        tuple(LinkSpot(link, span) for span, link in sorted(links.items(), key=lambda item: item[0])),
    )


def private_lines(source: Source, settings: Settings, *, confidential: bool) -> frozenset[int]:
    """The lines (from 1) that nothing may show: all of a confidential note, else those of private passages.

    Closed by failing: the whole block of lines around a private part counts as private.
    """
    count = len(source.line_starts)
    if confidential:
        return frozenset(range(1, count + 1))
    start = read_front_matter(source).body
    lines: set[int] = set()
    for first, last in hidden_spans(source.text[start:]):
        lines.update(range(source.line_col(start + first)[0], source.line_col(start + last)[0] + 1))
    body = read_body(source, start, settings.headings, points=True)
    end = count + 1
    for heading in reversed(body.headings):
        if heading.private:
            lines.update(range(heading.place.line, end))
        end = heading.place.line
    for line in _private_parts(source, body, settings):
        lines.update(_block(source, line))
    return frozenset(lines)


def _private_parts(source: Source, body: Body, settings: Settings) -> set[int]:
    """The lines on which something private begins: what is told of it, and the callouts that say they are private."""
    found = {point.place.line for point in body.points if point.private} | {task.place.line for task in body.tasks if task.private}
    found |= {link.place.line for link in body.links if link.private} | {tag.place.line for tag in body.tags if tag.private}
    if "[!" in source.text:
        for line in range(1, len(source.line_starts) + 1):
            match = _CALLOUT.match(source.line_text(line))
            if match and meaning(match[1].lower(), settings.headings, Section.OTHER) is Section.PRIVATE:
                found.add(line)
    return found


def _block(source: Source, line: int) -> range:
    """The lines around a line up to the next empty one, or the next heading, on either side."""
    first = last = line
    while first > 1 and source.line_text(first - 1).strip() and not _HEADING.match(source.line_text(first)):
        first -= 1
    while last < len(source.line_starts) and source.line_text(last + 1).strip() and not _HEADING.match(source.line_text(last + 1)):
        last += 1
    return range(first, last + 1)
