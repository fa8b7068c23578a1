"""Sentences as numbers: enough to notice that one stands in two places, and nothing that could be read (P35).

A number has forty bits, 32 of the text and 8 of its length: two texts have the same one once in 10^10.
"""

from __future__ import annotations

import re
from zlib import crc32

from notes_kit.model.names import fold

LEAST = 8
"""Words of a sentence that nobody writes twice by chance."""

_ENDS = re.compile(r"[.!?…](?=\s)|\n(?=[ \t]{0,99}(?:\n|[-*+>|]|[0-9]{1,9}[.)]\s))")
_MAY_END = re.compile(r"\n[\s\-*+>|0-9]")
_MARKS = re.compile(r"[ \n](?:\([^\w\n]{1,3}\)|[#^][^\s#]+)")
_AROUND = " \t\n\u00a0-–—*_+>.,;:!?…'\"“”„«»"
_AROUND_ASCII = _AROUND.encode("ascii", "ignore")


class Sentences:
    """The numbers of one note while it is read; see `Note.echoes` and `Note.secrets`."""

    __slots__ = ("echoes", "secrets")

    def __init__(self) -> None:
        self.echoes: list[int] = []
        self.secrets: set[int] = set()

    def public(self, line: int, text: str) -> None:
        """Keep the longer sentences of a public paragraph without tags (`plain_words`) that begins on a line (from 1)."""
        several = "\n" in text
        if text.count(" ") < LEAST - 1 and (not several or text.count(" ") + text.count("\n") < LEAST - 1):
            return
        if not several and ". " not in text and "? " not in text and "! " not in text:
            self.echoes += (sentence_mark(text), line)
            return
        flat = text.replace("\n", " ") if several else text
        if not flat.isascii() or "  " in flat or not flat.isprintable() or flat[0] == " " or flat[-1] == " " or (several and _MAY_END.search(text)):
            for mark, start in sentence_marks(text):
                self.echoes += (mark, line + text.count("\n", 0, start))
            return
        at = 0  # ASCII, and one space between words: the same as `sentence_marks` in half the time
        for part in flat.lower().replace("? ", ". ").replace("! ", ". ").encode().split(b". "):
            if part.count(b" ") >= LEAST - 1:
                data = part.strip(_AROUND_ASCII)
                self.echoes += (crc32(data) << 8 | len(data) & 0xFF, line + text.count("\n", 0, at - 1) if several and at else line)
            at += len(part) + 2

    def private(self, text: str, block: str = "") -> None:
        """Keep the longer sentences of a private text, and the id of its block."""
        self.secrets |= {mark for mark, _ in sentence_marks(plain_words(text))}
        if block:
            self.secrets.add(block_mark(block))

    def heading(self, words: str) -> None:
        """Keep a private heading."""
        self.secrets.add(heading_mark(words))


def sentence_mark(sentence: str) -> int:
    """The number of a sentence without tags (`plain_words`), whatever its case and the marks around it."""
    data = sentence.lower().encode().strip(_AROUND_ASCII) if sentence.isascii() else sentence.strip(_AROUND).lower().encode("utf-8", "surrogatepass")
    return crc32(data) << 8 | len(data) & 0xFF


def sentence_marks(text: str) -> list[tuple[int, int]]:
    """The number of each sentence of `LEAST` words or more, and its offset."""
    found, start = [], 0
    for end in (*(match.end() for match in _ENDS.finditer(text)), len(text)):
        words = text[start:end].split()
        if len(words) >= LEAST:
            found.append((sentence_mark(" ".join(words)), start))
        start = end
    return found


def plain_words(text: str) -> str:
    """A text with its tags, stance marks and block ids blanked, every offset kept."""
    return _MARKS.sub(_blank, text) if "#" in text or "(" in text or "^" in text else text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def heading_mark(text: str) -> int:
    """The number of a heading, as a link names it."""
    return sentence_mark("#" + fold(" ".join(text.split())))


def block_mark(name: str) -> int:
    """The number of a block id, as a link names it."""
    return sentence_mark("^" + fold(name))
