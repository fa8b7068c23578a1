"""What a report that was written earlier quotes, read back from its Markdown, its page or its JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import unquote

from notes_kit.model.sources import Basis
from notes_kit.parse.inline import QUOTES, quotations
from notes_kit.render.report_basis import Made, normal, quote_digest, read_block, read_comment
from notes_kit.render.report_kept import made_digest

_FACTS = ("today", "since", "until", "where", "theme")
_QUOTING = ("Themes", "Assumptions", "Goals", "Worth marking?", "Resources", "Talk by talk")
"""Sections of a Markdown report in which a bullet with a link to a note is something said there."""

_LINK = r"\[\[(?P<wiki>[^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\\?\|[^\[\]\n]*)?\]\]|\[[^\[\]\n]*\]\((?P<md>[^()<>\n]+\.md)(?:#[^()\n]*)?\)"
_LINKED = re.compile(rf" — (?:{_LINK})(?:, \d{{4}}-\d\d-\d\d)?\s*$")
_ANY_LINK = re.compile(_LINK)
_BULLET = re.compile(r"^(?P<indent>(?:  )*)[-*+] (?:\((?:[+−±-])\) )?(?P<words>.*)$")
_HEADING = re.compile(r"^(?P<level>#{2,3}) (?P<words>.*)$")
_VOID = ("meta", "br", "hr", "input", "col", "link", "img", "wbr")
_SIGN = re.compile(r"^\([+−±-]\) ")
_ESCAPE = re.compile(r"\\([^\w\s])")


class Quoted(NamedTuple):
    """Words that a report says stand in a note. `line` is the report's own, from 1; 0 where it has none worth telling."""

    path: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class Earlier:
    """A report as it was written: what it told of, what it was made from, and what it quotes.

    `by_hand` says that its text was changed where nothing is kept. `unknown` are digests of quotes whose words
    could not be found on the page any more, with their notes.
    """

    facts: dict[str, str]
    sources: tuple[Basis, ...]
    quotes: tuple[Quoted, ...]
    by_hand: bool = False

    def day(self, name: str) -> date | None:
        """One of the days `today`, `since` and `until`."""
        try:
            return date.fromisoformat(self.facts.get(name, ""))
        except ValueError:
            return None


class UnreadableReportError(ValueError):
    """The file is no report that tells what it was made from; the message says why."""


def read_report(text: str, name: str) -> Earlier:
    """A report of any format that quotes notes.

    Raises:
        UnreadableReportError: it is none, a redacted one, or one from before reports told their sources.
    """
    start = text.lstrip("\ufeff").lstrip()
    if start.startswith("{"):
        return _from_json(start, name)
    if start[:15].casefold().startswith(("<!doctype", "<html")):
        made = read_comment(start)
        return Earlier(made.facts, made.sources, tuple(_from_page(start, made))) if made else _nothing(start, name)
    made = read_block(start)
    if made is None:
        return _nothing(start, name)
    by_hand = bool(made.written) and made_digest(start) != made.written
    return Earlier(_front_matter(start), made.sources, tuple(_from_markdown(text.replace("\r\n", "\n"))), by_hand)


def _nothing(text: str, name: str) -> Earlier:
    if any(sign in text[:4000] for sign in ("\ntype: report\n", 'content="notes-kit report"', '"totals"')):
        raise UnreadableReportError(f"{name} does not tell what it was made from: it is redacted, or older than that")
    raise UnreadableReportError(f"{name} is no report of notes-kit in Markdown, HTML or JSON")


def _front_matter(text: str) -> dict[str, str]:
    from notes_kit.model.settings import Settings  # noqa: PLC0415 - with YAML, needed only by this format
    from notes_kit.parse.note import read_note  # noqa: PLC0415

    note = read_note("report.md", text.encode("utf-8", "replace"), Settings())
    return {name: item.values[0].raw for name in _FACTS if (item := note.get(name))}


def _from_json(text: str, name: str) -> Earlier:
    try:
        found = json.loads(text)
    except ValueError as problem:
        raise UnreadableReportError(f"{name} is no JSON: {problem}") from None
    sources = found.get("sources") if isinstance(found, dict) else None
    if not isinstance(sources, list) or not sources:
        return _nothing(text, name)
    basis = tuple(Basis(str(one.get("path")), str(one.get("digest"))) for one in sources if isinstance(one, dict))
    facts = {key: str(found[key]) for key in _FACTS if found.get(key)}
    quotes = dict.fromkeys(Quoted(path, words) for path, words in _said([found.get("themes"), found.get("unthemed")]))
    return Earlier(facts, basis, tuple(quotes))


def _said(value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    """Every point below a value, with its reasons."""
    if isinstance(value, list):
        for item in value:
            yield from _said(item)
    elif isinstance(value, dict):
        path, words = value.get("path"), value.get("text")
        if isinstance(path, str) and isinstance(words, str):
            yield path, words
            yield from ((path, str(reason)) for reason in value.get("reasons") or ())
        yield from _said([item for item in value.values() if isinstance(item, list)])


def _from_markdown(text: str) -> Iterator[Quoted]:
    """The bullets of the sections that quote, and what a person quotes with a link to the note elsewhere."""
    section = talk = path = ""
    cards = kept = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("%% "):
            kept = line.startswith("%% keep ") or (kept and not line.startswith("%% /keep"))
            if line.startswith("%% made of"):
                return
            continue
        heading = _HEADING.match(line)
        if heading:
            path, cards = "", False
            linked = _ANY_LINK.search(heading["words"])
            section = heading["words"] if heading["level"] == "##" else section
            talk = _target(linked) if linked and heading["level"] == "###" else ""
        elif kept:
            yield from _by_hand(line, number)
        elif line.startswith("**"):
            cards, path = True, ""
        elif section in _QUOTING:
            bullet = _BULLET.match(line)
            found = _LINKED.search(line) if bullet else None
            if bullet and found:
                path = _target(found)
                words = line[bullet.start("words") : found.start()]
                if words != "the whole talk":
                    yield Quoted(path, _plain(words), number)
            elif bullet and not bullet["indent"]:
                path = talk if cards else ""
                if path:
                    yield Quoted(path, _plain(bullet["words"]), number)
            elif bullet and path and not bullet["words"].startswith("and "):
                yield Quoted(path, _plain(bullet["words"]), number)


def _by_hand(line: str, number: int) -> Iterator[Quoted]:
    """What a person wrote between marks: words in quotation marks on a line that links to one note."""
    links = list(_ANY_LINK.finditer(line))
    if len(links) == 1 and QUOTES.search(line):
        yield from (Quoted(_target(links[0]), words, number) for words in quotations(_plain(line[: links[0].start()])))


def _target(match: re.Match[str]) -> str:
    return f"{match['wiki'].strip()}.md" if match["wiki"] else unquote(match["md"])


def _plain(words: str) -> str:
    return _ESCAPE.sub(r"\1", words)


def _from_page(text: str, made: Made) -> Iterator[Quoted]:
    """The quotes of a page by their digests; words are looked for in its elements, and told where they were found."""
    reader = _Texts()
    reader.feed(text)
    words = {quote_digest(part): part for part in reader.parts}
    for path, digests in made.quotes.items():
        yield from (Quoted(path, words.get(digest, f"#{digest}")) for digest in digests)


class _Texts(HTMLParser):
    """The text of every element of a page, whitespace as one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: set[str] = set()
        self.open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        """An element begins."""
        if tag not in _VOID:
            if self.open:
                self._keep("".join(self.open[-1]))
            self.open.append([])

    def handle_endtag(self, tag: str) -> None:
        """An element ends; its text belongs to the one around it too."""
        if self.open and tag not in _VOID:
            part = "".join(self.open.pop())
            self._keep(part)
            if self.open and len(part) < 4000:  # noqa: PLR2004 - longer than any quote
                self.open[-1].append(part)

    def _keep(self, part: str) -> None:
        words = _SIGN.sub("", " ".join(part.split()))
        self.parts |= {words, words.rpartition(" — ")[0], words.removesuffix(" —")} - {""}

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.open:
            self.open[-1].append(data)


def missing(quotes: Iterable[Quoted], notes: dict[str, list[str]]) -> list[Quoted]:
    """The quotes that do not stand in the note any more; `notes` are the texts that each public note holds, by path."""
    whole = {path: [normal(text) for text in texts] for path, texts in notes.items()}
    digests = {path: {quote_digest(text) for text in texts} for path, texts in notes.items()}
    gone = []
    for one in quotes:
        if one.text.startswith("#") and len(one.text) == 9 and one.text[1:] in digests.get(one.path, ()):  # noqa: PLR2004 - a digest and its mark
            continue
        words = normal(one.text)
        if words and not any(words in text for text in whole.get(one.path, ())):
            gone.append(one)
    return gone
