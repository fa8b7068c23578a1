"""A file's name for somebody's or something's name: the same wherever the vault is opened, and never a way out of its folder."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
"""Bytes of a name, so that its note can be synced and copied anywhere."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")]
)
_APART = re.compile(r"\s*[/\\|:]\s*")
_BARRED = re.compile(r'[*?"<>#^\[\]]')
_NO_TAG = re.compile("[\u2000-\u206f\u3000-\u303f\ufe0f]")
"""Letters and signs among these end a tag (as in Obsidian)."""
_HIDDEN = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
_STEERING = frozenset("\u200b\u200e\u200f\u2060\ufeff\u061c") | frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def file_stem(name: str, longest: int = LONGEST) -> str:
    r"""The name as a file can bear it on every system and a link can say it, without its ending; empty if nothing is left.

    A slash, backslash, bar or colon becomes a hyphen; `* ? " < > # ^ [ ]`, control characters and signs that
    turn the writing direction go; so do dots and spaces at its ends. A name that Windows keeps for a device
    gets an underscore. At most `longest` bytes, cut between words where that can be.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if unicodedata.category(ch) in _HIDDEN else "" if ch in _STEERING else ch for ch in text)
    text = _BARRED.sub("", _APART.sub("-", text))
    text = _trimmed(" ".join(text.split()))
    if len(text.encode()) > longest:
        text = _trimmed(_cut(text, longest))
    if text.split(".", 1)[0].rstrip().casefold() in _RESERVED:
        head, dot, rest = text.partition(".")
        text = f"{head.rstrip()}_{dot}{rest}"
    return text if any(ch.isalnum() for ch in text) else ""


def _trimmed(text: str) -> str:
    return text.strip(" .-")


def _cut(text: str, longest: int) -> str:
    kept = text.encode()[:longest].decode("utf-8", "ignore")
    rest = text[len(kept) :]
    while kept and rest and (unicodedata.combining(rest[0]) or rest[0] in "\u200d\ufe0f" or kept[-1] == "\u200d"):
        kept, rest = kept[:-1], kept[-1] + rest  # never in the middle of what is seen as one character
    words = kept.rpartition(" ")[0]
    return words if len(words.encode()) > longest // 2 and not rest.startswith(" ") else kept


def theme_name(name: str, *, lower: bool = True) -> str:
    """A theme's name as its tag can say it: hyphens for spaces, lower case unless not; a slash makes it a part of a wider theme."""
    text = unicodedata.normalize("NFC", name.lower() if lower else name)
    kept = "".join(ch if ch in "-_/ " or (unicodedata.category(ch)[0] in "LMN" and not _NO_TAG.match(ch)) else " " for ch in text)
    parts = ("-".join(piece.split()).strip("-_") for piece in kept.removeprefix("#").split("/"))
    named = [part for part in parts if any(ch.isalnum() for ch in part)]
    return "/".join(named[1:] if named[:1] == ["theme"] and len(named) > 1 else named)
