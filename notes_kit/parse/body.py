"""A note's body to headings, points, tasks, questions, log lines, links and tags, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.model.finding import Fault
from notes_kit.model.note import Draft, Heading, Link, LogLine, Point, Question, Section, Tag, Task
from notes_kit.model.text import Place, Source, holds, new_place
from notes_kit.parse import inline
from notes_kit.parse.blocks import END_ITEM, HEADING, ITEM, PARAGRAPH, QUOTE, UNDERLINED, Block, column, cut, read_blocks, split_lines
from notes_kit.parse.conflicts import drop_conflicts
from notes_kit.parse.headings import innermost, lists_guests, meaning
from notes_kit.parse.mapping import RawField
from notes_kit.parse.points import Item, Points, Quote
from notes_kit.parse.private import blank_private, only_hidden, without_blanks
from notes_kit.parse.sentences import Sentences, plain_words
from notes_kit.parse.values import DateProblem, read_date, split_event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from notes_kit.parse.fields import InlineFields

_new_link: Callable[[tuple[str, str, Place, str, bool, bool, bool]], Link] = partial(tuple.__new__, Link)
"""As `new_place`."""

_CALLOUT = re.compile(r"\[!([\w-]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*([^\n]*)\n?")
_OTHER, _PREP, _LOG, _PRIVATE, _DRAFT = (
    Section.OTHER,
    Section.PREP,
    Section.LOG,
    Section.PRIVATE,
    Section.DRAFT,
)  # found once: a member costs more than a dictionary
_LABEL = re.compile(r":\*\*|\*\*:|:__|__:")  # what `InlineFields` looks for where there is no `::`
_OWN_TAGS = re.compile(r"#(?:q|topic)/[^\s#]+", re.IGNORECASE)


@dataclass(slots=True)
class Body:
    """What a body holds; mutable only while it is being read."""

    headings: list[Heading] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    log: list[LogLine] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    filled: set[Section] = field(default_factory=set)
    drafts: list[Draft] = field(default_factory=list)
    sentences: Sentences = field(default_factory=Sentences)


def read_body(source: Source, start: int, headings: Mapping[str, tuple[str, ...]], *, points: bool, properties: InlineFields | None = None) -> Body:
    """Everything in the text from offset `start`, the beginning of a line, on. Never raises.

    `points` asks for points as well, `properties` takes the lines that state a property.
    """
    text = source.text
    first = source.line_of(start)
    body = Body()
    said = text[start:]
    shown = blank_private(said)
    if shown is not said:
        body.sentences.private(only_hidden(said).replace("\u00a0", " "))
    lines = split_lines(shown)
    if holds(text, "<<<<<<<"):
        body.faults += drop_conflicts(lines, first)
    reader = _Reader(body, lines, first, headings, properties)
    if points:
        reader.points = Points(body.points, reader)
    reader.read(read_blocks(lines))
    if reader.points is not None:
        reader.points.finish()
    if reader.drafted:
        body.drafts += _drafts(body.headings, lines, first)
    return body


def _drafts(headings: list[Heading], lines: list[str], first: int) -> Iterator[Draft]:
    """What stands below each heading that says Draft, as far as the next one or the next of its level or above; nothing private."""
    for at, heading in enumerate(headings):
        if heading.section is _DRAFT and not heading.private:
            begin = heading.place.line + 1 - first
            later = (other.place.line - first for other in headings[at + 1 :] if other.level <= heading.level or other.section is _DRAFT)
            end = next(later, len(lines))
            text = "\n".join(lines[begin:end])
            if text.strip():
                yield Draft(text, Place(heading.place.line + 1, 1, first + end, 1), heading.text)


def _is_delimiters(row: str) -> bool:
    """Whether a row is the line below a table's heading: `--- | :-:`."""
    return not row.strip("|:- \t") and all(cell.strip(" \t:").strip("-") == "" and "-" in cell for cell in row.strip("| \t").split("|"))


class _Frame(NamedTuple):
    """An open heading with all above it: `section` is what they make of what stands below."""

    level: int
    names: tuple[str, ...]
    themes: tuple[str, ...]
    sections: tuple[Section, ...]
    section: Section


class _Reader:
    """Walks the blocks once, keeping the headings, list items and quotes that are open."""

    def __init__(self, body: Body, lines: list[str], first: int, headings: Mapping[str, tuple[str, ...]], properties: InlineFields | None) -> None:
        self.body, self.lines, self.first, self.spellings, self.properties = body, lines, first, headings, properties
        self.points: Points | None = None
        self.items: list[Item] = []
        self.quotes: list[Quote] = []
        self.frames = [_Frame(0, (), (), (), _OTHER)]
        self.scopes: list[tuple[int, list[_Frame]]] = []
        self.names: tuple[str, ...] = ()
        self.themes: tuple[str, ...] = ()
        self.section = _OTHER
        self.last_filled: Section | None = None
        self.private = False
        self.drafted = False
        self.guests: RawField | None = None  # whom the talk was with, below a heading that says so

    def read(self, blocks: list[Block]) -> None:
        items = self.items
        for kind, row, text, level in blocks:
            if kind == PARAGRAPH:
                self.paragraph(row, text)
            elif kind == ITEM:
                items.append(Item(len(items) + 1))
            elif kind == END_ITEM:
                items.pop()
                if self.scopes:
                    self.leave()
            elif kind == HEADING:
                self.lines[row] = cut(self.lines[row], text)
                self.heading(row, text, level)
            elif kind == UNDERLINED:
                self.heading(row, text, level)
            elif kind == QUOTE:
                self.quotes.append(Quote())
            else:
                self.end_quote()

    def at(self, row: int, text: str, start: int, end: int) -> Place:
        """The place of text[start:end] in a block that begins in `row`, as far as its first line goes."""
        if "\n" in text:
            row += text.count("\n", 0, start)
            begin = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", start)
            text = text[begin : stop if stop >= 0 else len(text)]
            start, end = start - begin, min(end - begin, len(text))
        left = len(self.lines[row].rstrip()) - len(text) + 1  # `column`, in line
        number = self.first + row
        return new_place((number, left + start, number, left + end))

    def rows(self, row: int, text: str) -> tuple[list[int], list[int]]:
        """The offset at which each row of a block begins, and what to add to an offset in it for a column."""
        if "\n" not in text:
            return [0], [column(self.lines[row], text) + 1]
        begins, lefts, at = [], [], 0
        for index, part in enumerate(text.split("\n"), row):
            begins.append(at)
            lefts.append(column(self.lines[index], part) + 1 - at)
            at += len(part) + 1
        return begins, lefts

    def heading(self, row: int, text: str, level: int) -> None:
        inside = len(self.items) + len(self.quotes)
        if inside and (not self.scopes or self.scopes[-1][0] < inside):
            self.scopes.append((inside, list(self.frames)))
        while self.frames[-1].level >= level:
            self.frames.pop()
        above = self.frames[-1]
        if "#" in text or "^" in text or "(" in text or "\u00a0" in text or "\n" in text:
            start, end = inline.words_span(text)
            if start >= end:
                start, end = 0, len(text)
            words = without_blanks(text[start:end].replace("\n", " "))
        else:
            start, end, words = 0, len(text), text
        section = meaning(words, self.spellings, above.section if self.points is not None else _OTHER)
        self.section = innermost((*above.sections, section)) if section else above.section
        self.drafted = self.drafted or section is _DRAFT
        self.private = self.hidden()
        self.body.headings.append(Heading(level, words, section, self.at(row, text, start, end), self.private))
        if self.private:
            self.body.sentences.heading(words)
        names = self.inside(row, text, inline.without_code(text)) if "#" in text or "[" in text else ()
        themes = above.themes
        if names:
            themes = (*themes, *[name[len("theme/") :] for name in names if name[:6].lower() == "theme/"])
        self.guests = None
        if self.properties is not None and self.properties.type == "interview" and lists_guests(words):
            self.guests = RawField(words, self.at(row, text, start, end), [])
        self.frames.append(_Frame(level, (*above.names, words), themes, (*above.sections, section), self.section))
        self.enter()
        if self.section is _LOG and section is not _LOG:
            self.log_line(row, text, impossible=False)

    def enter(self) -> None:
        """Take over what the open headings mean for what stands below them."""
        _, self.names, self.themes, _, self.section = self.frames[-1]
        self.private = self.hidden()

    def leave(self) -> None:
        """A heading inside a list item or a quote holds no longer than that."""
        inside = len(self.items) + len(self.quotes)
        while self.scopes and self.scopes[-1][0] > inside:
            _, self.frames = self.scopes.pop()
        self.enter()

    def hidden(self) -> bool:
        return self.section is _PRIVATE or (bool(self.quotes) and any(quote.kind == "private" for quote in self.quotes))

    def paragraph(self, row: int, text: str) -> None:
        if self.quotes and self.quotes[-1].kind is None:
            row, text = self.open_quote(row, text)
        if not text or text.isspace():
            return
        if self.section is not self.last_filled:
            self.last_filled = self.section
            self.body.filled.add(self.section)
        if self.properties is not None and ("::" in text or (("**" in text or "__" in text) and _LABEL.search(text))):
            row, text = self.without_properties(row, text)
            if not text:
                return
        if self.private:
            self.body.sentences.private(text, inline.block_id(text))
        elif self.points is None:
            self.body.sentences.public(self.first + row, plain_words(text))
        names = self.inside(row, text, text if "`" not in text else inline.without_code(text)) if "#" in text or "[" in text else ()
        if self.guests is not None and self.properties is not None and not self.private:
            self.properties.take_guests(self.guests, text, lambda start, end: self.at(row, text, start, end), listed=bool(self.items))
            return
        item = self.items[-1] if self.items else None
        if item is not None and not item.role:
            box = inline.task_status(text) if text[0] == "[" else None
            if box is not None:
                self.task(row, text, box, names, item)
                return
            if self.section is _LOG and item.depth == 1:
                item.role = "skip"
                self.log_line(row, text)
                return
        if names and any(name[:2] in ("q/", "Q/") for name in names):
            self.question(row, text, names, item, asked=False)
        elif self.points is not None:
            if "|" in text and "\n" in text and _is_delimiters(text.split("\n", 2)[1]):
                self.table(row, text)
            else:
                self.points.add(row, text, names, item)

    def remember(self, line: int, text: str) -> None:
        """Something longer was said in public, in these words, from that line on."""
        self.body.sentences.public(line, text)

    def inside(self, row: int, text: str, code_free: str) -> tuple[str, ...]:
        """Record the links and tags of a paragraph or heading; the names of the tags."""
        links = inline.links(code_free) if "[[" in code_free or "](" in code_free else ()
        found = inline.tags(code_free) if "#" in code_free else ()
        if not (links or found):
            return ()
        begins, lefts = self.rows(row, text)
        number, left = self.first + row, lefts[0]
        for link in links:
            if len(lefts) > 1:
                index = bisect_right(begins, link.start) - 1
                number, left = self.first + row + index, lefts[index]
            place = new_place((number, left + link.start, number, left + link.end))
            self.body.links.append(_new_link((link[0], link[1], place, link[2], link[3], link[4], self.private)))
        for name, start, end in found:
            if len(lefts) > 1:
                index = bisect_right(begins, start) - 1
                number, left = self.first + row + index, lefts[index]
            self.body.tags.append(Tag(name, new_place((number, left + start, number, left + end)), self.private))
        return tuple([name for name, _, _ in found])

    def without_properties(self, row: int, text: str) -> tuple[int, str]:
        """The paragraph without the lines at its beginning and end that state a property."""
        if self.private or self.properties is None:
            return row, text
        talk = self.section is not _OTHER
        rows = text.split("\n")
        stated = [
            self.properties.read(line, self.first + row + index, column(self.lines[row + index], line) + 1, talk=talk)
            for index, line in enumerate(rows)
        ]  # fmt: skip
        begin, end = 0, len(rows)
        while begin < end and stated[begin]:
            begin += 1
        while begin < end and stated[end - 1]:
            end -= 1
        if begin:
            self.inside(row, "\n".join(rows[:begin]), inline.without_code("\n".join(rows[:begin])))
        if end < len(rows):
            self.inside(row + end, "\n".join(rows[end:]), inline.without_code("\n".join(rows[end:])))
        return row + begin, "\n".join(rows[begin:end])

    def open_quote(self, row: int, text: str) -> tuple[int, str]:
        """Decide what a blockquote is by its first line; what is left of its first paragraph."""
        quote = self.quotes[-1]
        match = _CALLOUT.match(text)
        if match is None:
            quote.kind = ""
            return row, text
        kind = match[1].lower()
        quote.kind = "private" if meaning(kind, self.spellings, _OTHER) is _PRIVATE else "" if kind in ("quote", "cite") else kind
        self.private = self.hidden()
        title = match[2].rstrip()
        if title:
            quote.title, quote.row = title, row
            self.inside(row, match[0].rstrip("\n"), inline.without_code(match[0].rstrip("\n")))
        quote.before = self.said()
        return row + match[0].count("\n"), text[match.end() :]

    def end_quote(self) -> None:
        quote = self.quotes[-1]
        if quote.title and self.points is not None and quote.before == self.said():
            # A callout of a title alone: the title is what it says.
            self.points.add(quote.row, quote.title, tuple([name for name, _, _ in inline.tags(inline.without_code(quote.title))]), None)
        self.quotes.pop()
        self.leave()

    def said(self) -> int:
        body = self.body
        return len(body.points) + len(body.tasks) + len(body.questions) + len(body.log)

    def table(self, row: int, text: str) -> None:
        """A point for each row of a table below its heading."""
        for index, line in enumerate(text.split("\n")[2:], 2):
            bare = line.strip("| \t")
            if bare and self.points is not None:
                self.points.add(row + index, bare, tuple([name for name, _, _ in inline.tags(inline.without_code(bare))]), None, line=line)

    def task(self, row: int, text: str, box: tuple[str, int], names: tuple[str, ...], item: Item) -> None:
        status, offset = box
        low = [name.lower() for name in names]
        if self.section is _PREP or any(name.startswith("q/") for name in low):
            self.question(row, text, names, item, asked=status in "xX", offset=offset)
            return
        item.role = "task"
        marks = inline.task_marks(text[offset:])
        place = self.at(row, text, 0, len(text))
        for bad in marks.bad:
            self.body.faults.append(Fault("impossible-date", f"there is no {bad[:40]} in the calendar", place))
        dates = marks.dates
        self.body.tasks.append(Task(
            marks.text, status, place, self.section, "promised" in low, dates.get("due"), dates.get("done_on"), dates.get("scheduled"),
            dates.get("start"), dates.get("created"), marks.recurrence, marks.priority, names, self.private,
        ))  # fmt: skip

    def question(self, row: int, text: str, names: tuple[str, ...], item: Item | None, *, asked: bool, offset: int = 0) -> None:
        """A question, and in the lines after its question mark an answer, if it was asked."""
        prep = self.section is _PREP
        if item is not None and not item.role:
            item.role = "asked" if asked or not prep else "skip"
        answer = ""
        if "\n" in text and asked:
            rows = text.split("\n")
            ends = next((index for index, line in enumerate(rows) if inline.stripped(line).endswith("?")), len(rows) - 1)
            text, answer = "\n".join(rows[: ends + 1]), "\n".join(rows[ends + 1 :])
        if not self.private:  # a question has no mark of its own to say that it is (P35)
            category = next((name[2:].lower() for name in names if name[:2] in ("q/", "Q/")), "")
            topic = next((name[6:].lower() for name in names if name[:6].lower() == "topic/"), "")
            words = inline.stripped(" ".join(_OWN_TAGS.sub(" ", text[offset:]).split()))
            if item is not None and not prep:
                item.question = len(self.body.questions)
            self.body.questions.append(Question(words, category, topic, asked, self.at(row, text, 0, len(text))))
        if answer and self.points is not None:
            tags = tuple([name for name, _, _ in inline.tags(inline.without_code(answer))])
            self.points.add(row + text.count("\n") + 1, answer, tags, item)

    def answered(self, item: Item) -> None:
        """Outside Prep a question with something said below it was asked, ticked or not."""
        if item.question >= 0:
            self.body.questions[item.question] = self.body.questions[item.question]._replace(asked=True)

    def log_line(self, row: int, text: str, *, impossible: bool = True) -> None:
        if self.private:
            return
        head, words = split_event(text)
        place = self.at(row, text, 0, len(text))
        try:
            day = read_date(head)
        except DateProblem as problem:
            if problem.impossible and impossible:
                self.body.faults.append(Fault("impossible-date", str(problem), place))
            return
        self.body.log.append(LogLine(day, " ".join(words.split()), place))
