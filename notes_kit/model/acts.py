"""What a task's words make of it, in English: whether doing it is a word to somebody, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from notes_kit.model.names import plain_name

_VERB = (
    r"(?:send|e-?mail|mail|message|reply|answer|thank|tell|text|call|ring|phone|forward|share|lend|return|invite|introduce|connect"
    r"|(?:write|get back|reach out|talk|speak) (?:back )?to)\b"
)
_DELIVERS = re.compile(_VERB, re.IGNORECASE)
_TO_THEM = re.compile(rf"(?:{_VERB} |.{{0,200}}\bto )(?:her|him|them)\b", re.IGNORECASE)
_NAME = r"(?:\[\[)?[^\W\d_a-zß-ÿ][a-zß-ÿ'’]"
_TO_SOMEBODY = re.compile(rf"(?i:{_VERB}) (?:(?:back )?to )?{_NAME}|\bto {_NAME}")
_AROUND = "*_ "


def delivers(text: str) -> bool:
    """Whether doing a task is itself a word to somebody, going by how it begins: `Send the paper`, `Write to Ben`."""
    return _DELIVERS.match(text.lstrip(_AROUND)) is not None


def reaches(text: str, names: Iterable[str]) -> bool:
    """Whether doing a task was a word to the person of these names, with whom it was agreed or in whose note it stands.

    `Put tests on the report` is none, and neither is `Write to Ben` in the notes of a talk with Ada; `Send the paper` is.
    """
    words = text.lstrip(_AROUND)
    if not delivers(words):
        return False
    own = {word for name in names for word in plain_name(name).split() if len(word) > 1}
    if own & set(plain_name(words).split()) or _TO_THEM.match(words):
        return True
    return _TO_SOMEBODY.search(words) is None
