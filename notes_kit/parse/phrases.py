"""Phrases found in the words of a sentence: the little language of `model/phrases.py`, compiled to bounded patterns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from notes_kit.model.phrases import CONTRACTIONS, NUMBERS
from notes_kit.model.phrases_english import ENGLISH

LONGEST, OPEN = 400, 3
"""Characters of a phrase, and how often it may leave open what comes next (`*`, `[…]`): three gaps are 125 tries a word and no more."""

_WORD = re.compile(r"https?://\S+|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARTS = re.compile(r"[;:–—]|\s-\s")
_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_GAP = r"(?:\S+ ){0,4}"
_WHOLE = {key: words.split() for key, words in CONTRACTIONS.items() if key[0] != "'" and key != "n't"}
_ENDS = {key: words.strip() for key, words in CONTRACTIONS.items() if key not in _WHOLE}


class Word(NamedTuple):
    """A word as phrases compare it, and the span of offsets that it came from.

    `proper` where it has a capital letter; `parted` where a semicolon, colon or dash stands before it.
    """

    text: str
    start: int
    end: int
    proper: bool = False
    parted: bool = False


class Match(NamedTuple):
    """Where a phrase was found: word numbers, the last exclusive, and the numbers that stood where it says `#`."""

    first: int
    last: int
    numbers: tuple[int, ...] = ()


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a text: without case and accents, shortened ones written out, number words as figures."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        parted = _PARTS.search(text, at, match.start()) is not None
        at = match.end()
        typed = match.group()
        if typed.startswith("http"):
            parts = ["https"]
        else:
            bare = "".join(ch for ch in unicodedata.normalize("NFKD", typed.casefold().replace("’", "'")) if not unicodedata.combining(ch))
            parts = _written_out(bare)
        proper = typed[0].isupper()
        found += [Word(NUMBERS.get(part, part), offset + match.start(), offset + match.end(), proper, parted) for part in parts]
    return found


def _written_out(word: str) -> list[str]:
    if "'" not in word:
        return [word]
    if word in _WHOLE:
        return _WHOLE[word]
    for end, meaning in _ENDS.items():
        if word.endswith(end) and len(word) > len(end):
            return [word.removesuffix(end), meaning]
    head, _, tail = word.partition("'")
    return [head] if tail == "s" else [word.replace("'", "")]


class Phrases:
    """Every list of phrases, with those that a vault adds."""

    def __init__(self, own: Mapping[str, Iterable[str]] | None = None) -> None:
        self._lists = {name: (*phrases, *(own or {}).get(name, ())) for name, phrases in ENGLISH.items()}
        self._compiled: dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]] = {}

    def find(self, name: str, words: Sequence[Word]) -> list[Match]:
        """Where a list's phrases stand in a sentence, from its beginning; of those that overlap the first."""
        if name not in self._compiled:
            self._compiled[name] = _compiled(self._lists[name])
        wanted, unwanted = self._compiled[name]
        text, ends = _line(words)
        found = _matches(wanted, text, ends)
        if found and unwanted is not None:
            off = _matches(unwanted, text, ends)
            found = [one for one in found if not any(one.first < other.last and other.first < one.last for other in off)]
        return found

    def has(self, name: str, words: Sequence[Word]) -> bool:
        """Whether one of the list's phrases stands there."""
        return bool(self.find(name, words))

    def same(self, name: str, one: Sequence[Word], other: Sequence[Word]) -> bool:
        """Whether one phrase of the list, whichever of its alternatives, is what stands in both."""
        patterns = [_compiled([phrase])[0] for phrase in self._lists[name]]
        return any(pattern.fullmatch(_line(one)[0]) and pattern.fullmatch(_line(other)[0]) for pattern in patterns)

    def whole(self, name: str, words: Sequence[Word]) -> bool:
        """Whether one of the list's phrases is all that stands there."""
        return any(match.first == 0 and match.last == len(words) for match in self.find(name, words))


@lru_cache(maxsize=4)
def phrases_of(own: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Phrases:
    """The phrases with a vault's own, compiled once for the same additions; what cannot be read is left out."""
    readable = {name: [phrase for phrase in phrases if _is_phrase(phrase)] for name, phrases in own}
    return Phrases(readable)


def check_phrase(phrase: str) -> None:
    """Raise where a phrase cannot be read.

    Raises:
        PhraseError: it is empty, too long, or a bracket is not closed.
    """
    if len(phrase) > LONGEST:
        raise PhraseError(f"is longer than a phrase should be ({LONGEST} characters)")
    tokens = _TOKEN.findall(phrase.removeprefix("-"))
    if tokens.count("*") + tokens.count("[") > OPEN:
        raise PhraseError(f"leaves more than {OPEN} places open")
    if not any(ch.isalnum() or ch in "~@#" for ch in phrase):
        raise PhraseError("holds no word")
    _pattern(tokens)


def _is_phrase(phrase: str) -> bool:
    try:
        check_phrase(phrase)
    except PhraseError:
        return False
    return True


def _line(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The words as one text, and the offset at which each ends in it. A `^` marks a capital letter."""
    pieces = [f"{word.text}^ " if word.proper else f"{word.text} " for word in words]
    return "".join(pieces), list(accumulate(map(len, pieces)))


def _matches(pattern: re.Pattern[str], text: str, ends: list[int]) -> list[Match]:
    found = []
    for match in pattern.finditer(text):
        first, last = bisect_right(ends, match.start()), bisect_right(ends, match.end() - 1) + 1
        numbers = tuple(int(word) for word in match.group().replace("^", "").split() if word.isdigit() and len(word) < 5)  # noqa: PLR2004 - minutes
        found.append(Match(first, last, numbers))
    return found


def _compiled(phrases: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for phrase in phrases:
        (unwanted if phrase.startswith("-") else wanted).append(_pattern(_TOKEN.findall(phrase.removeprefix("-"))))
    start = r"(?:(?<= )|^)"
    return re.compile(f"{start}(?:{'|'.join(wanted)})"), re.compile(f"{start}(?:{'|'.join(unwanted)})") if unwanted else None


def _pattern(tokens: list[str]) -> str:
    """The pattern of a phrase's tokens; brackets may stand in each other.

    A bracket takes the first of its alternatives that fits and never comes back to it, so no phrase takes long.
    """
    out: list[str] = []
    stack: list[str] = []
    for at, part in enumerate(tokens):
        if part in "([":
            stack.append(part)
            out.append("(?>" if part == "(" else "(?:")
        elif part in ")]":
            if not stack or stack.pop() + part not in ("()", "[]"):
                raise PhraseError("has a bracket too many")
            out.append(")" if part == ")" else ")?")
        elif part == "|":
            if not stack:
                raise PhraseError("has a `|` outside brackets")
            out.append("|")
        elif part == "*":
            out.append(_GAP + ("" if at == len(tokens) - 1 else "?"))
        else:
            out.append(_one(part))
    if stack:
        raise PhraseError("has a bracket that is not closed")
    return "".join(out)


def _one(part: str) -> str:
    if part == "~":
        return r"\S+ "
    if part == "@":
        return r"[^\s^]+\^ "
    if part == "#":
        return r"\d+\^? "
    if "*" in part:
        return r"[^\s^]*".join(re.escape(part) for part in _plain(part).split("*")) + r"\^? "
    return "".join(re.escape(word.text) + r"\^? " for word in words_of(part)) or r"(?!)"


def _plain(part: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", part.casefold()) if not unicodedata.combining(ch))
