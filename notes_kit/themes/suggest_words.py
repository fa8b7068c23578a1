"""The words of what people said that can carry a theme: without stop words, names, dates, links, and one side's jargon."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from notes_kit.parse.inline import MARKDOWN_LINK, WIKILINK
from notes_kit.themes.suggest_stop import STOP

_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_SPACED = 2
"""Letters that make a word, in scripts that put spaces between words; others are cut into pairs of characters."""

_LARGE_NOUNS = ("de",)
"""Languages that write nouns large anywhere; in others the first word of a sentence is named as if it stood within."""

_PREFIXES = (3, 4, 5)
_REASON = 0.5
"""What a word in a nested reason counts, beside 1 in the point itself (ours)."""

_CONSTANT_POINTS, _CONSTANT_SHARE, _CONSTANT_TIMES = 4, 0.3, 4.0
"""A word is somebody's jargon from four of their points, three in ten of them, and four times what others use it (ours)."""


class Words(NamedTuple):
    """One text: how often each word occurs (a reason's word counts half), and how it is written."""

    counts: Mapping[str, float]
    written: Mapping[str, str]


class _Letters(dict[int, str]):
    """What keeps letters and the marks that belong to them, and puts a space for all else; filled as it is asked."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if unicodedata.category(char)[0] in "LM" else " "
        return self[code]


_LETTERS = _Letters()


def tokens(text: str) -> list[str]:
    """The words of a text as written, links by what they show, without addresses, numbers and single letters."""
    if "[" in text:
        text = WIKILINK.sub(lambda m: (m[4] or "").strip() or m[2].strip() or (m[3] or ""), text)
        text = MARKDOWN_LINK.sub(lambda m: m[2] or " ", text)
    text = unicodedata.normalize("NFC", _URL.sub(" ", text)).translate(_LETTERS)
    found = []
    for token in text.split():
        if token.isascii() or not _UNSPACED.search(token):
            if len(token) >= _SPACED:
                found.append(token)
            continue
        for run in _UNSPACED.findall(token):
            found += [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
    return found


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The words of which names consist."""
    return frozenset(token.casefold() for name in names for token in tokens(name))


def languages(talks: Sequence[Sequence[str]]) -> list[str]:
    """The language of each talk, told by its stop words; one too short to tell has that of all together."""
    hits = [Counter(language for text in talk for token in tokens(text) for language in _STOPS.get(token.casefold(), ())) for talk in talks]
    whole = sum(hits, Counter())
    usual = _most(whole, 1)
    return [_most(counts, _SPACED + 1) or usual for counts in hits]


def words(text: str, reasons: Iterable[str], language: str, names: frozenset[str]) -> Words:
    """The words of a point that carry meaning. A name's word counts as one only where it is written large."""
    stop = STOP.get(language, frozenset())
    counts: dict[str, float] = {}
    written: dict[str, str] = {}
    for part, weight in ((text, 1.0), *((reason, _REASON) for reason in reasons)):
        for at, token in enumerate(tokens(part)):
            word = token.casefold()
            if word in stop or (word in names and (token != token.lower() or token == token.upper())):
                continue
            counts[word] = counts.get(word, 0.0) + weight
            opens = at == 0 and token.istitle() and language not in _LARGE_NOUNS
            shown = token.lower() if opens else token
            written[word] = word if word in (shown, written.get(word)) else min(shown, written.get(word, shown))
    return Words(counts, written)


def features(found: Words) -> dict[str, float]:
    """A text's words and the beginnings of them, so that `manage`, `manager` and `managing` have something in common."""
    bag: dict[str, float] = {}
    for word, weight in found.counts.items():
        for feature in (f"={word}", *(word[:length] for length in _PREFIXES if len(word) >= length)):
            bag[feature] = bag.get(feature, 0.0) + weight
    return bag


def without_jargon(bags: Sequence[dict[str, float]], owners: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The bags without the words that one owner (a person, an organisation) uses constantly and others hardly ever.

    `owners` are those of each bag. Only the owner's own bags lose the word: where others say it, it may mean something.
    """
    theirs: dict[str, list[int]] = {}
    for at, mine in enumerate(owners):
        for owner in dict.fromkeys(mine):
            theirs.setdefault(owner, []).append(at)
    everywhere = Counter(feature for bag in bags for feature in bag)
    jargon: dict[int, set[str]] = {}
    for places in theirs.values():
        size, rest = len(places), len(bags) - len(places)
        if size < _CONSTANT_POINTS or not rest:
            continue
        for feature, count in Counter(feature for at in places for feature in bags[at]).items():
            elsewhere = (everywhere[feature] - count) / rest
            if count >= _CONSTANT_POINTS and count >= _CONSTANT_SHARE * size and count / size >= _CONSTANT_TIMES * elsewhere:
                for at in places:
                    jargon.setdefault(at, set()).add(feature)
    return [{feature: weight for feature, weight in bag.items() if feature not in jargon[at]} if at in jargon else bag for at, bag in enumerate(bags)]


def _most(counts: Counter[str], least: int) -> str:
    best = min(counts.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    return best[0] if best[1] >= least else ""


_STOPS: dict[str, tuple[str, ...]] = {}
for _language, _words in STOP.items():
    for _word in _words:
        _STOPS[_word] = (*_STOPS.get(_word, ()), _language)
