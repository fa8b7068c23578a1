"""The last gate of a redacted output: its bytes are searched for everything known, also behind escapes of HTML, JSON and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from notes_kit.themes.known import Sort
from notes_kit.themes.pseudonyms import TOKEN, Names, folded

_SECTION = re.compile(r"^#{1,6}[ \t]+(.+)$|<h[1-6][^>]*>([\s\S]{0,400}?)</h[1-6]>|^  \"(\w+)\": |^([A-Z][A-Z ,]{3,})(?:  .*)?$", re.MULTILINE)
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\([nrtbf\"/])")
_BREAKS = re.compile(r"</?(?:b|i|em|strong|span|mark|wbr|q|u|s|a|code)(?:\s[^<>]*)?>|\\(?=[^\w\s])", re.IGNORECASE)
_DEPTH = 3


class Leak(NamedTuple):
    """What would have been told, of whom, and in which section of the output; never the thing itself."""

    sort: Sort
    label: str
    section: str


def leaks(data: bytes, names: Names, own_words: Callable[[], frozenset[str]] = frozenset) -> tuple[Leak, ...]:
    """Everything known that still stands in an output, once per section.

    A name of one word may be a word that the output says by itself (`May`): `own_words`, asked only where such a
    one was found, gives those, folded; they are no leak.
    """
    found: dict[Leak, None] = {}
    own: frozenset[str] | None = None
    for section, part in _sections(data.decode("utf-8", "replace")):
        for view in _views(part):
            for hit in names.find(view):
                if hit.token:
                    own = own_words() if own is None else own
                    if hit.token in own:
                        continue
                one = names.known[hit.known[0]]
                found[Leak(_sort(view[hit.start : hit.end], one.sort), one.label, names.text(section))] = None
    return tuple(found)


def words_in(text: str) -> frozenset[str]:
    """The words of an output, folded as names are, in every view of it."""
    return frozenset(folded(token) for view in _views(text) for token in TOKEN.findall(view))


def _sort(text: str, sort: Sort) -> Sort:
    if "@" in text:
        return Sort.EMAIL
    if not any(ch.isalpha() for ch in text):
        return Sort.PHONE
    return Sort.ADDRESS if "." in text.strip(".") and " " not in text else sort


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The parts of an output below its headings, or the top keys of its JSON, each with what heads it."""
    name, at = "the beginning", 0
    for match in _SECTION.finditer(text):
        yield name, text[at : match.start()]
        name, at = re.sub("<[^<>]*>", "", next(group for group in match.groups() if group is not None)).strip(), match.start()
    yield name, text[at:]


def _views(text: str) -> Iterator[str]:
    """A text as it stands, and as whoever opens it may read it: without marks inside words, unescaped until nothing changes."""
    yield text
    for _ in range(_DEPTH):
        before = text
        for step in (_without_breaks, _unescaped_json, unescape, unquote):
            shown = step(text)
            if shown != text:
                yield shown
            text = shown
        if text == before:
            return


def _without_breaks(text: str) -> str:
    return _BREAKS.sub("", text)


def _unescaped_json(text: str) -> str:
    return _JSON_ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else " ", text) if "\\" in text else text
