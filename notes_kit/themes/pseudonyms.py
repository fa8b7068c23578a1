"""Names found in free text however they are spelled, and put away under a label: `Ada`, `ADA'S`, `Okafor, Ada`, `adaokafor`, `Ádá`.

Rather one word too many than one too few: a first or last name alone counts, in any case, also where it is
an ordinary word, unless it is a small word of grammar (`will`, `may`), which must be written large to be a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from notes_kit.parse.inline import MARKDOWN_LINK, WIKILINK
from notes_kit.themes.known import Known, Sort
from notes_kit.themes.suggest_stop import STOP

_WITHIN = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Marks that stand within a word: accents typed apart, and what nobody sees."""

TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_WITHIN}])*")
_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNSPACED = re.compile(f"[{_SCRIPTS}]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SMALL = frozenset(word for words in STOP.values() for word in words)
_NO_NAMES = frozenset("dr mr mrs ms mx miss sir prof professor jr sr phd md de da do dos das di del della der den van von zu zur la le les el al bin ibn st"
                      " herr frau señor señora don doña mme mlle the and und y et e of".split())  # fmt: skip
"""Titles and particles: they are nobody's name alone."""

_LEGAL = frozenset("ltd limited inc llc llp plc gmbh ag sa sas sarl bv nv ab as oy spa srl kg co corp corporation company group holding".split())
_GENERIC = frozenset(
    """
    academy agency analytics association bank bureau business care central centre center city civil clinic club college company consulting council
    county data design development digital east education energy engineering european federal finance financial first foundation general global group
    health hospital house housing industries information innovation insurance institute international investment library local logistics london
    management market media medical metropolitan ministry museum national network north northern office open parcels partners people port press
    project public rail railway region regional research royal school schools science sciences security service services society software solutions
    south southern state street studio studios supply support systems team tech technologies technology transit transport trust union united
    university water west western works world
    ayuntamiento banco universidad hospital ministerio instituto empresa universität krankenhaus stadt stiftung institut verein université hôpital
    mairie ministère fondation banque universidade câmara prefeitura fundação università ospedale comune fondazione
    """.split()
)
"""What organisations are, not what they are called (ours)."""

_FREE_MAIL = frozenset("info hello contact office mail admin me post kontakt team support".split())
_PUBLIC_HOSTS = frozenset("linkedin gmail googlemail outlook hotmail yahoo icloud proton protonmail gmx web www com org net".split())
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:|tel:)[^\s<>\[\]\"“”«»`|{}]+"
    r"|(?<![\w@.])(?:[\w-]+\.)+(?:(?:com|org|net|io|co|edu|gov|info|dev|app|ai|eu|uk|de|fr|es|pt|nl|ie|ch|at|be|pl|cz|se|example)\b(?:/[^\s<>\[\]\"“”«»`|{}]*)?"
    r"|[a-z]{2,24}/[^\s<>\[\]\"“”«»`|{}]+)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@])@[\w][\w.-]*")
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)[0-9][0-9 ().\u00a0/-]{6,}[0-9]")
_DIGITS = re.compile(r"(?<![0-9])\(?[0-9](?:[ ().\u00a0/+-]{0,3}[0-9]){6,}(?![0-9])")
_TAIL = 7
"""Digits at the end of a number by which it is known, however its beginning is written."""

_GAP = 4
_INFLECTED, _ENDING = 5, 4
"""Letters from which a name is known with an ending (`Tomášovi`), and letters of that at most (ours)."""

_ENDS = "aeiouyаеиоуыэюяьαεηιουω"
"""Folded vowels at the end of a name that other endings take the place of."""

_JOINED, _PART = 5, 4
"""Letters that an address or a name without spaces must have to be searched for, and a word of an organisation's name (ours)."""

_MANY = 3


class Hit(NamedTuple):
    """Where something known stands in a text. `token` is the folded word where it is one word alone, else empty."""

    start: int
    end: int
    known: tuple[int, ...]
    token: str = ""


def folded(word: str) -> str:
    """A word as names are compared: without case, accents and what cannot be seen."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(ch for ch in bare if unicodedata.category(ch) not in ("Mn", "Cf")).translate(_LETTERS)


@dataclass(frozen=True)
class Names:
    """What is known, and tables to find it by. Make one with `names_of`; `places` are labels for paths."""

    known: tuple[Known, ...]
    places: Mapping[str, str]
    _sequences: Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[int]]]]
    _single: Mapping[str, frozenset[int]]
    _large: frozenset[str]
    _stems: Mapping[str, frozenset[int]]
    _unspaced: tuple[re.Pattern[str] | None, Mapping[str, int]]
    _phones: Mapping[str, int]
    _told: dict[str, str] = field(default_factory=dict)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What to call the person or organisation of each key."""
        return {one.key: one.label for one in self.known}

    @cached_property
    def _begins(self) -> frozenset[str]:
        """Words with which something known begins."""
        return frozenset((*self._sequences, *self._single))

    def text(self, words: str) -> str:
        """A text in which every name is its label, and every address and number the word for what it was; links keep their words."""
        if not words or words.isspace():
            return words
        told = self._told.get(words)
        if told is None:
            told = self._told[words] = self._put_away(plain_words(words))
        return told

    def _put_away(self, words: str) -> str:
        words = _EMAIL.sub("(e-mail)", words)
        words = _URL.sub("(address)", words)
        words = _HANDLE.sub("(handle)", words)
        words = _PHONE.sub("(phone)", words)
        out: list[str] = []
        at = 0
        for hit in _merged(self.find(words), words):
            out += [words[at : hit.start], self._called(hit.known)]
            at = hit.end
        out.append(words[at:])
        return "".join(out)

    def _called(self, known: tuple[int, ...]) -> str:
        labels = list(dict.fromkeys(self.known[number].label for number in known))
        return " or ".join(labels) if len(labels) < _MANY else "somebody"

    def find(self, text: str) -> list[Hit]:
        """Every place at which something known stands, longest first where several begin, none within another."""
        hits = list(self._in_scripts(text))
        taken = [(hit.start, hit.end) for hit in hits]
        for match in _DIGITS.finditer(text) if self._phones else ():
            digits = "".join(ch for ch in match.group() if ch.isdigit())
            if digits[-_TAIL:] in self._phones:
                hits.append(Hit(*match.span(), (self._phones[digits[-_TAIL:]],)))
        tokens = [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]
        words = [folded(token) for _, _, token in tokens]
        at = 0
        while at < len(tokens):
            if not (words[at] in self._begins or tokens[at][2][0].isupper()):
                at += 1
                continue
            length, known, token = self._at(tokens, words, at)
            if known and not any(start < tokens[at + length - 1][1] and tokens[at][0] < end for start, end in taken):
                hits.append(Hit(tokens[at][0], tokens[at + length - 1][1], tuple(sorted(known)), token))
            at += length
        return sorted(hits)

    def _at(self, tokens: Sequence[tuple[int, int, str]], words: Sequence[str], at: int) -> tuple[int, frozenset[int], str]:
        """How many tokens the name that begins at one takes, and whose it may be."""
        word = words[at]
        for rest, known in self._sequences.get(word, ()):
            last = at + len(rest)
            near = last < len(words) and all(tokens[n + 1][0] - tokens[n][1] <= _GAP for n in range(at, last))
            if near and tuple(words[at + 1 : last + 1]) == rest:
                return len(rest) + 1, known, ""
        shown = tokens[at][2]
        alone = self._single.get(word)
        if alone and (word not in self._large or shown[0].isupper()):
            return 1, alone, word
        return 1, self._ended(word) if shown[0].isupper() else frozenset(), word

    def _ended(self, word: str) -> frozenset[int]:
        """Whose name a word is with a genitive's s or another ending."""
        if word.endswith("s") and word[:-1] in self._single and word[:-1] not in self._large:
            return self._single[word[:-1]]
        for length in range(len(word), max(len(word) - _ENDING, _INFLECTED - 1) - 1, -1):
            if word[:length] in self._stems:
                return self._stems[word[:length]]
        return frozenset()

    def _in_scripts(self, text: str) -> Iterator[Hit]:
        """Names in scripts that put no spaces between words."""
        pattern, whose = self._unspaced
        for match in pattern.finditer(text) if pattern and _UNSPACED.search(text) else ():
            yield Hit(*match.span(), (whose["".join(match.group().split())],))


def plain_words(words: str) -> str:
    """A text without its links: of each what it shows, or what it leads to without folder and ending."""
    if "[" not in words:
        return words
    words = WIKILINK.sub(lambda m: (m[4] or "").strip() or m[2].strip().rsplit("/", 1)[-1].removesuffix(".md") or (m[3] or "").lstrip("#"), words)
    return MARKDOWN_LINK.sub(lambda m: m[2] or "(address)", words)


def names_of(known: Sequence[Known], places: Mapping[str, str], ordinary: frozenset[str] = frozenset()) -> Names:
    """The tables for what is known. A word of `ordinary` must be written large to be part of an organisation's name."""
    sequences: dict[tuple[str, ...], set[int]] = {}
    single: dict[str, set[int]] = {}
    unspaced: dict[str, int] = {}
    phones: dict[str, int] = {}
    large = set(_SMALL | _GENERIC)
    for number, one in enumerate(known):
        for name in one.names:
            if _UNSPACED.search(name):
                unspaced.update(dict.fromkeys(_script_spellings(name), number))
            for words in spellings(name):
                _spell(words, name, one, number, sequences, single)
        for address in (*one.emails, *one.addresses):
            for words in _address_words(address):
                sequences.setdefault(words, set()).add(number)
        for phone in one.phones:
            digits = "".join(ch for ch in phone if ch.isdigit())
            if len(digits) >= _TAIL:
                phones[digits[-_TAIL:]] = number
    parts = {
        word for one in known if one.sort is Sort.ORGANIZATION for name in one.names for words in spellings(name) if len(words) > 1 for word in words
    }
    people = {word for one in known if one.sort is not Sort.ORGANIZATION for name in one.names for words in spellings(name) for word in words}
    large = (large | (parts & ordinary)) - (people - _SMALL)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[int]]]] = {}
    for words, numbers in sequences.items():
        if len(words) == 1:
            single.setdefault(words[0], set()).update(numbers)
        else:
            by_first.setdefault(words[0], []).append((words[1:], frozenset(numbers)))
    for rows in by_first.values():
        rows.sort(key=lambda row: (-len(row[0]), row[0]))
    stems: dict[str, frozenset[int]] = {}
    for word, numbers in single.items():
        if len(word) >= _INFLECTED and word.isalpha() and word not in large:
            stems.setdefault(word, frozenset(numbers))
            stems.setdefault(_stem(word), frozenset(numbers))
    pattern = (
        re.compile("|".join(r"\s?".join(map(re.escape, name)) for name in sorted(unspaced, key=lambda name: (-len(name), name))))
        if unspaced
        else None
    )
    return Names(
        tuple(known),
        places,
        by_first,
        {word: frozenset(numbers) for word, numbers in single.items()},
        frozenset(large),
        stems,
        (pattern, unspaced),
        phones,
    )


def _stem(word: str) -> str:
    """A name without the vowels that its endings replace, where enough is left."""
    bare = word.rstrip(_ENDS)
    return bare if len(bare) >= _INFLECTED - 1 else word


def spellings(name: str) -> Iterator[tuple[str, ...]]:
    """A name as folded words; twice where an umlaut may be written out."""
    words = tuple(folded(token) for token in TOKEN.findall(name))
    yield words
    written_out = tuple(folded(token) for token in TOKEN.findall(unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)))
    if written_out != words:
        yield written_out


def _spell(
    words: tuple[str, ...], name: str, one: Known, number: int, sequences: dict[tuple[str, ...], set[int]], single: dict[str, set[int]]
) -> None:
    """Enter all ways in which one spelling of a name is written."""
    if not words:
        return
    found = {words}
    if one.sort is Sort.ORGANIZATION:
        bare = words[:-1] if len(words) > 1 and words[-1] in _LEGAL else words
        found |= {bare, ("".join(words),) if len("".join(words)) > _JOINED else words}
        if "&" in name:
            found.add(tuple(folded(token) for token in TOKEN.findall(name.replace("&", " and "))))
        loose = [word for word in words if len(word) >= _PART and word not in _GENERIC | _LEGAL | _SMALL | _NO_NAMES]
    else:
        small = {folded(token) for token in TOKEN.findall(name) if token.islower() and len(words) > 1}
        loose = [word for word in words if len(word) > 1 and word not in _NO_NAMES | (small & _SMALL)]
        own = tuple(word for word in words if word not in _NO_NAMES)
        if len(own) > 1:
            first, last = own[0], own[-1]
            found |= {own, (first, last), (last, *own[:-1]), (last, first), (first[0], last), (last, first[0])}
            found |= {words[at:] for at in range(1, len(words) - 1)}
            found |= {part for part in (tuple(folded(token) for token in TOKEN.findall(part)) for part in name.split()) if len(part) > 1}
            found |= {(joined,) for joined in (first + last, last + first, first[0] + last, last + first[0]) if len(joined) > _JOINED}
    for spelled in found:
        if len(spelled) > 1:
            sequences.setdefault(spelled, set()).add(number)
        elif spelled and (spelled[0] not in _GENERIC or one.sort is not Sort.ORGANIZATION or len(words) == 1):
            single.setdefault(spelled[0], set()).add(number)
    if len(words) > 1:
        for word in loose:
            single.setdefault(word, set()).add(number)


def _script_spellings(name: str) -> Iterator[str]:
    """A name in a script without spaces: whole, and its parts of two characters or more."""
    parts = [part for part in re.split(r"\s+", name.strip()) if _UNSPACED.search(part)]
    whole = "".join(parts)
    if len(whole) > 1:
        yield whole
    yield from (part for part in parts if len(part) > 1)


def _address_words(address: str) -> Iterator[tuple[str, ...]]:
    """What of an address says whose it is: the whole of an e-mail and what stands before its `@`, a host, the end of a profile's path."""
    words = tuple(folded(token) for token in TOKEN.findall(address))
    if "@" in address:
        local = tuple(folded(token) for token in TOKEN.findall(address.partition("@")[0]))
        yield words
        if local and (len(local) > 1 or (len(local[0]) >= _JOINED and local[0] not in _FREE_MAIL)):
            yield local
        address = address.partition("@")[2]
    bare = re.sub(r"^[a-z]+://", "", address.strip(), flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    own = tuple(word for word in (folded(token) for token in TOKEN.findall(host)) if word != "www")
    if len(own) > 1 and not _PUBLIC_HOSTS & set(own[:-1]):
        yield own
    slug = tuple(folded(token) for token in TOKEN.findall(path.strip("/").rsplit("/", 1)[-1]))
    if path and slug and (len(slug) > 1 or len(slug[0]) >= _JOINED):
        yield slug


def _merged(hits: Iterable[Hit], text: str) -> list[Hit]:
    """Hits of the same person or place side by side are one: `Okafor, Ada`."""
    out: list[Hit] = []
    for hit in hits:
        alone = out and (hit.token or out[-1].token)
        if alone and set(hit.known) & set(out[-1].known) and re.fullmatch(r"[\s,_*'’-]{1,3}", text[out[-1].end : hit.start]):
            common = tuple(number for number in out[-1].known if number in hit.known)
            out[-1] = Hit(out[-1].start, hit.end, common, hit.token and out[-1].token)
        else:
            out.append(hit)
    return out
