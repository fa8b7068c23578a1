"""Small helpers for text that people read: safe on a terminal, counted, listed, wrapped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_EMPHASIS = re.compile(r"(\*\*|__|==|~~|\*|(?<!\w)_)(?=\S)([^\n]{1,300}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,300})(?<!`)\1(?!`)")
_WORD = re.compile(r"`(?:[^\s`]| ){1,60}`\S*|\S+")
_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“”"}
_BYTE = 0xFF


def term_safe(text: str) -> str:
    """The text with what could steer a terminal or turn its writing direction made visible.

    C0 but for newline and tab, DEL, C1, the bidirectional controls U+202A–202E and U+2066–2069, the
    line separators U+2028–2029 and lone surrogates, which no terminal can be sent.
    """
    return _UNSAFE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}"


def json_safe(text: str) -> str:
    """A JSON text with the same characters escaped as JSON escapes them: it may be shown on a terminal, and means what it meant."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def plural(number: int, one: str, many: str = "") -> str:
    """`1 talk`, `3 talks`; `many` where an s is not enough."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listing(items: Iterable[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    parts = list(items)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def plain(text: str) -> str:
    """Words without their Markdown: links by what they show, emphasis and code without marks."""
    if "[" in text:
        from notes_kit.parse.inline import MARKDOWN_LINK, WIKILINK  # noqa: PLC0415 - 15 ms of patterns that most answers never need

        text = WIKILINK.sub(lambda m: (m[4] or "").strip() or m[2].strip() or (m[3] or "").lstrip("#"), text)
        text = MARKDOWN_LINK.sub(lambda m: m[2] or m[3], text)
    return unmarked(text)


def unmarked(text: str) -> str:
    """Words without the marks of emphasis and code."""
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    for mark in "*_=~":
        if mark in text:
            return _EMPHASIS.sub(r"\2", text)
    return text


def unquoted(text: str) -> str:
    """A quote without the marks around the whole of it."""
    close = _QUOTES.get(text[:1], "")
    inner = text[1:-1]
    return inner.strip() if len(text) > 2 and text[-1] in close and not set(inner) & set(text[0] + close) else text  # noqa: PLR2004 - two marks


def columns(text: str) -> int:
    """How many columns a terminal needs for a text."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(ch) or ch in "\u200b\u200d\ufe0f" else 1 + (unicodedata.east_asian_width(ch) in "FW") for ch in text)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to a width in columns."""
    space = " " * max(width - columns(text), 0)
    return space + text if right else text + space


def shortened(text: str, width: int) -> str:
    """The text cut to a width in columns, with an ellipsis where something is missing."""
    if columns(text) <= width:
        return text
    kept, used = [], 1
    for ch in text:
        used += columns(ch)
        if used > width:
            break
        kept.append(ch)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, width: int) -> list[str]:
    """The words of a text in lines of at most `width` columns; a longer word, such as an address, keeps its own line.

    What stands between backticks, such as a command, is one word.
    """
    lines: list[str] = []
    line, used = "", 0
    for word in _WORD.findall(text):
        need = columns(word)
        if line and used + 1 + need > width:
            lines.append(line)
            line, used = word, need
        else:
            line, used = (f"{line} {word}", used + 1 + need) if line else (word, need)
    return [*lines, line] if line else lines
