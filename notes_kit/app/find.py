"""Search the notes for words: the index narrows the notes down, and the notes themselves say where and how well they match.

What counts as a word is what SQLite's `unicode61` tokenizer takes for one, ignoring case and accents; a word also
matches the beginning of a longer one. Scripts that put no spaces between words match anywhere. The index is asked
for plain ASCII words only, where its folding and ours agree; for all others every note is read. One thing it cannot
know: to SQLite, a word that touches a script without spaces, or a symbol newer than its tables, is one with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from notes_kit.app.session import Session
from notes_kit.model.schema import squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.fields import table_for
from notes_kit.parse.front_matter import find_fences
from notes_kit.render.hits import Line, Match

_NAME, _NAME_BEGUN, _NAME_FIRST, _HEAD, _MOST = 20_000, 10_000, 5_000, 100, 99
"""What a term adds to the score: as a whole word of a name, as the beginning of one, where the name begins with it, in a
heading or property; and the largest number of occurrences that counts."""

_NAMING = ("name", "first_name", "last_name", "aliases")
_KEY = re.compile(r"([^\s:#\-\"'][^:]{0,80}):(?:\s|\Z)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_ACCENTS = range(0x300, 0x370)
_ACCENT = re.compile("[\u0300-\u036f]")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Thai, Lao, Burmese, Khmer, Han, kana and (as decomposed) Hangul."""

_BEGINS = rf"(?:(?<![^\W_])|(?<=[{_UNSPACED}]))"
_BETWEEN = r"(?=[\W_])(?:[^\w\n]|_)*(?:\n[ \t>]*)?"
"""What may stand between the words of a phrase: spaces and punctuation, and the end of a line within a paragraph."""

_IN_UNSPACED = re.compile(f"[{_UNSPACED}]")


class NothingToFindError(Exception):
    """Nothing was typed that could be looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best matches, best first, and how many notes match in all."""

    matches: tuple[Match, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. `tokens` are those of its words that the index can be asked for."""

    pattern: re.Pattern[str]
    tokens: tuple[str, ...]


def find(session: Session, words: Sequence[str], *, limit: int = 0, note_type: str | None = None) -> Found:
    """The notes that hold every one of `words`, each a word or a phrase, at most `limit` of them (0: all).

    Names score most, then headings and properties, then how often the words occur; equals stand by path.

    `note_type` is one of the schema's, or `note` for notes without one.

    Raises:
        NothingToFindError: `words` holds nothing but spaces.
    """
    terms = [term for word in words if (term := read_term(word)) is not None]
    if not terms:
        raise NothingToFindError("there is nothing to look for; name one word or more, a phrase in quotation marks")
    naming = _naming(session.settings)
    types = {} if note_type is None else {note.path: note.type or "note" for note in session.notes(points=False)}
    scored: list[tuple[int, str]] = []
    for path in _candidates(session, terms):
        if note_type is None or types.get(path) == note_type:
            score = _score(_text(session, path), terms, naming)
            if score:
                scored.append((-score, path))
    scored.sort()
    best = scored[: limit or None]
    return Found(tuple(Match(path, -score, tuple(_lines(_text(session, path), terms))) for score, path in best), len(scored))


def _candidates(session: Session, terms: Sequence[Term]) -> list[str]:
    """The notes that may hold every term: what the index says, or all where it cannot tell."""
    tokens = sorted({token for term in terms for token in term.tokens})
    if not tokens:
        return sorted(session.scan.files)
    return [path for path in session.search(tokens) if path in session.scan.files]


def _naming(settings: Settings) -> frozenset[str]:
    """The spellings, squashed, of the properties that name a note."""
    return frozenset(squash(key) for key, prop in table_for("contact", settings).items() if prop.name in _NAMING)


def read_term(word: str) -> Term | None:
    """What to look for where a person typed `word`; None if that is nothing.

    Its words have to stand one after another, with nothing but spaces and punctuation between them, so that `on-call`
    finds "on call" and `O'Dwyer` finds "O’Dwyer". A `+` or `#` at its end counts: `C++`, `C#`. Where there is no word
    in it, the characters themselves are looked for.
    """
    folded = fold(word.strip())
    if not folded:
        return None
    tokens = _tokens(folded)
    if not tokens:
        return Term(re.compile(re.escape(folded)), ())
    ending = re.escape(folded[len(folded.rstrip("+#")) :])
    begins = "" if _IN_UNSPACED.match(tokens[0]) else _BEGINS
    pattern = begins + _BETWEEN.join(map(re.escape, tokens)) + ending
    return Term(re.compile(pattern), tuple(token for token in tokens if token.isascii()))


def _tokens(folded: str) -> list[str]:
    """The words of a folded text: runs of letters, digits, and the marks that go with them."""
    return "".join(ch if unicodedata.category(ch)[0] in "LNM" or unicodedata.category(ch) == "Co" else " " for ch in folded).split()


class _Folding(dict[int, str]):
    """Code point to what it is compared as, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        text = "".join(ch for ch in unicodedata.normalize("NFD", chr(code)) if ord(ch) not in _ACCENTS)
        self[code] = folded = "σ" if text == "ς" else text.lower()
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as it is compared: without case and accents; other characters in their parts (NFD)."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1][: -len(".md")]


def _text(session: Session, path: str) -> Source:
    """The note's text; none where it cannot be read, or is too large to be."""
    if session.scan.files[path].size > session.settings.max_note_size:
        return Source(path, "")
    try:
        return session.source(path)
    except OSError:
        return Source(path, "")


def _score(source: Source, terms: Sequence[Term], naming: frozenset[str]) -> int:
    """How well a note matches; 0 where it lacks one of the terms."""
    text = fold(source.text)
    fences = find_fences(source.text)
    front = fold(source.text[: fences.body]) if fences else ""
    names = [fold(_stem(source.path)), *_names(front, naming)]
    score = count = 0
    for term in terms:
        starts = [hit.start() for hit in term.pattern.finditer(text)]
        named = [hit for name in names for hit in term.pattern.finditer(name)]
        if not starts and not named:
            return 0
        count += len(starts)
        if named:
            score += _NAME if any(not hit.string[hit.end() : hit.end() + 1].isalnum() for hit in named) else _NAME_BEGUN
            score += _NAME_FIRST if any(not hit.string[: hit.start()].strip(" -[\"'") for hit in named) else 0
        if any(start < len(front) or _HEADING.match(text, text.rfind("\n", 0, start) + 1) for start in starts):
            score += _HEAD
    return score + max(min(count, _MOST), 1)


def _names(front: str, naming: frozenset[str]) -> list[str]:
    """What the front matter calls its note: the values of naming properties, on the line of the key or in a list below it."""
    found = []
    taken = False
    for line in front.splitlines():
        key = _KEY.match(line)
        if key:
            taken = squash(key[1]) in naming
        if taken:
            found.append(line[key.end() :] if key else line)
    return found


def _lines(source: Source, terms: Sequence[Term]) -> list[Line]:
    """The lines in which matches begin, in order; the note's name stands before them where only it holds a term."""
    folded = fold(source.text)
    offset = _back(source.text, folded)
    places: dict[int, list[tuple[int, int, Term]]] = {}
    held = set()
    for term in terms:
        for hit in term.pattern.finditer(folded):
            first, last = offset(hit.start()), offset(hit.end())
            number, column = source.line_col(first)
            places.setdefault(number, []).append((column - 1, column - 1 + last - first, term))
            held.add(term)
    lines = [_line(number, source.line_text(number), places[number]) for number in sorted(places)]
    if len(held) < len(set(terms)):
        stem = _stem(source.path)
        back = _back(stem, folded := fold(stem))
        lines.insert(0, _line(1, stem, [(back(hit.start()), back(hit.end()), term) for term in terms for hit in term.pattern.finditer(folded)]))
    return lines


def _line(number: int, text: str, found: Iterable[tuple[int, int, Term]]) -> Line:
    spans: list[tuple[int, int]] = []
    terms = set()
    for start, end, term in sorted(found, key=lambda one: one[:2]):
        terms.add(term)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], min(end, len(text))))
        else:
            spans.append((start, min(end, len(text))))
    return Line(number, text, tuple(spans), len(terms))


def _back(text: str, folded: str) -> Callable[[int], int]:
    """From an offset into a folded text to the offset into the text itself."""
    if len(text) == len(folded) and not _ACCENT.search(text):
        return lambda at: at
    ends = list(accumulate(len(fold(ch)) for ch in text))
    return lambda at: min(bisect_right(ends, at), len(text))
