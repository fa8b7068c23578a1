"""A message as its reader meets it: subject, greeting, sentences, and the name below, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from notes_kit.model.text import Place, Source, Span
from notes_kit.parse.front_matter import find_fences
from notes_kit.parse.phrases import Match, Phrases, Word, words_of
from notes_kit.parse.private import blank_private

MOST = 20_000
"""Characters of a message that are read; a page of it is 3,000."""

_HEADER = re.compile(r"(to|from|cc|bcc|date|reply-to|subject|betreff|asunto|objet|oggetto|assunto|x-unsent)[ \t]*:[ \t]*(.*)\Z", re.IGNORECASE)
_SUBJECTS = ("subject", "betreff", "asunto", "objet", "oggetto", "assunto")
_END = re.compile(r"""[.!?…]+["'”’»)\]]*(?=\s|\Z)|\n[ \t]*(?:\n[ \t]*)+|\n(?=[ \t]*(?:[-*+•]|\d{1,2}[.)])[ \t])""")
_QUOTED = re.compile(r"^(?:[ \t]*>)+|^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_SHORT = frozenset(
    ["dr", "mr", "mrs", "ms", "mx", "prof", "st", "sr", "sra", "rev", "e.g", "i.e", "etc", "vs", "no", "nr", "ca", "approx", "tel", "m", "mme"]
)
_INITIALS = re.compile(r"(?!i\Z)[^\W\d_](?:\.[^\W\d_])*\Z")
_FEW, _NAME = 6, 3
"""Words of a line that stands for itself: a greeting or a close, which end in a mark, and a name, which needs none."""

GAP = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|<%.{0,200}?%>|(?<![\w\]\[])\[(?=[^\[\]\n]*[^\W\d_]{2})[^\[\]\n]{1,120}\](?![(\]\[:])"
    r"|(?<!\w)(?:TODO|TBD|XX+|FIXME)(?!\w)|_{3,}|\.{4,}"
)
"""What was never filled in: a placeholder, words in square brackets that are no link, a note to oneself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the text, its words, and whether it ends as a question."""

    span: Span
    words: tuple[Word, ...]
    asks: bool = False

    def text(self, match: Match) -> Span:
        """Where a phrase that was found in it stands."""
        return Span(self.words[match.first].start, self.words[match.last - 1].end)


@dataclass(frozen=True)
class Letter:
    """A message. Spans are offsets in `source.text`; `headers` says that it begins with lines such as `Subject:`.

    `greeting` is the first line where it greets, without what follows on the same line; `names` are the words of it
    after the greeting itself. `signed` are the words of the lines below the close.
    """

    source: Source
    subject: Span | None
    headers: bool
    body: Span
    greeting: Span | None
    names: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    signed: tuple[Word, ...]

    def text(self, span: Span) -> str:
        """The characters of a span."""
        return self.source.text[span.start : span.end]

    def place(self, span: Span) -> Place:
        """Where a span stands."""
        return self.source.place(span)

    @property
    def words(self) -> int:
        """How many words a reader reads: those of the body, greeting and name included, as the eye parts them."""
        return len(self.text(self.body).split())

    @cached_property
    def gaps(self) -> tuple[Span, ...]:
        """What was never filled in, of the subject and the body."""
        spans = [self.body] if self.subject is None else [self.subject, self.body]
        return tuple(Span(*match.span()) for span in spans for match in GAP.finditer(self.source.text, span.start, span.end))


def read_letter(text: str, phrases: Phrases, path: str = "") -> Letter:
    """The message in a text. Front matter, comments (`%% … %%`) and the marks of quotations are passed over; never raises.

    Past `MOST` characters nothing is read.
    """
    source = Source(path, text)
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), blank_private(text[:MOST]))
    if plain.startswith("---") and (fences := find_fences(plain)) is not None and fences.closed:
        plain = " " * fences.body + plain[fences.body :]
    plain = plain.replace("\r\n", " \n").replace("\r", "\n").replace("\u00a0", " ")
    at, subject, headers = _headers(plain)
    while at < len(plain) and plain[at].isspace():
        at += 1
    body = Span(at, max(len(plain.rstrip()), at))
    greeting, names = _greeting(plain, body, phrases)
    start = greeting.end if greeting is not None else body.start
    sentences = tuple(_sentences(plain, start, body.end))
    return Letter(source, subject, headers, body, greeting, names, sentences, _signed(sentences, phrases))


def _headers(plain: str) -> tuple[int, Span | None, bool]:
    """Where the body begins, the subject, and whether there are header lines at all."""
    at = len(plain) - len(plain.lstrip())
    subject, found = None, False
    while True:
        end = plain.find("\n", at)
        line = plain[at : end if end >= 0 else len(plain)]
        match = _HEADER.match(line.rstrip())
        if match is None:
            break
        found = True
        if match[1].casefold() in _SUBJECTS:
            subject = Span(at + match.start(2), at + match.end(2))
        at = end + 1 if end >= 0 else len(plain)
        if end < 0:
            break
    return at, subject, found


def _greeting(plain: str, body: Span, phrases: Phrases) -> tuple[Span | None, tuple[Word, ...]]:
    """The greeting at the beginning: a word that greets and up to five more, or a name alone on its line."""
    end = plain.find("\n", body.start, body.end)
    line_end = end if end >= 0 else body.end
    line = plain[body.start : line_end]
    stop = re.search(r"(?<![Dd]r)(?<!Mr|Ms|Mx)(?<!Mrs)(?<!Prof)(?<!\bM)[,!:;.?]|\s[-–—]\s|—", line)
    head = words_of(line[: stop.start() if stop else len(line)], body.start)
    hello = next((match for match in phrases.find("greeting", head) if match.first == 0), None)
    if hello is not None and len(head) - hello.last < _FEW:
        return Span(body.start, head[-1].end), tuple(head[hello.last :])
    if hello is None and stop and stop.group() == "," and not line[stop.end() :].strip() and 0 < len(head) < _FEW and _all_names(head, phrases):
        return Span(body.start, head[-1].end), tuple(head)
    return None, ()


def _all_names(words: Sequence[Word], phrases: Phrases) -> bool:
    return all(word.proper for word in words) and not phrases.has("close", words)


def _sentences(plain: str, start: int, end: int) -> Iterator[Sentence]:
    """The sentences of a stretch. A short line of its own, such as a close or a name, is one as well."""
    at = start
    for stop in _ends(plain, start, end):
        words = tuple(words_of(plain[at:stop], at))
        if words:
            mark = plain[words[-1].end : stop].strip()
            yield Sentence(Span(words[0].start, max(words[-1].end, at + len(plain[at:stop].rstrip()))), words, "?" in mark)
        at = stop


def _ends(plain: str, start: int, end: int) -> Iterator[int]:
    stops = {end}
    for match in _END.finditer(plain, start, end):
        before = re.search(r"(\S+)\Z", plain[max(start, match.start() - 12) : match.start()])
        word = before[1].lstrip("([\"'“‘").casefold() if before else ""
        if match.group()[0] == "." and (word in _SHORT or _INITIALS.match(word)):
            continue
        stops.add(match.end())
    at = start
    while (line := plain.find("\n", at, end)) >= 0:
        words = plain[at:line].split()
        if words and (len(words) <= _NAME or (len(words) <= _FEW and words[-1][-1] in ",.!?:;")):
            stops.add(line + 1)
        at = line + 1
    yield from sorted(stops)


def _signed(sentences: Sequence[Sentence], phrases: Phrases) -> tuple[Word, ...]:
    """The name below: the short last sentences after one that closes, or the very last one."""
    last = len(sentences)
    while last and len(sentences[last - 1].words) < _FEW and not sentences[last - 1].asks and _names(sentences[last - 1], phrases):
        last -= 1
    return tuple(word for sentence in sentences[last:] for word in sentence.words)


def _names(sentence: Sentence, phrases: Phrases) -> bool:
    return sum(word.proper for word in sentence.words) * 2 >= len(sentence.words) and not phrases.has("close", sentence.words)
