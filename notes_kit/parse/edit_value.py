"""A value as YAML has to spell it so that every reader gets the text back, with quotes only where one would not."""

from __future__ import annotations

import re
from datetime import date

from notes_kit.model.schema import Kind

_WORDS = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
TYPED = frozenset({"~", "=", "<<", *(form for word in _WORDS for form in (word, word.capitalize(), word.upper()))})
"""Plain scalars that YAML 1.1 or 1.2 reads as null, true, false or a sign of its own (YAML 1.1 type repository; YAML 1.2 §10.3)."""

NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
"""Plain scalars that YAML 1.1 or 1.2 reads as a number, sexagesimal ones such as 15:30 included."""

TIMESTAMP = re.compile(
    r"(\d{4}-\d\d?-\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(?::(\d\d)(?:\.\d*)?)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)?",
    re.ASCII,
)
"""Plain scalars that YAML 1.1 reads as a date or a moment, and their near relatives."""

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # 15 digits: what every reader's number can hold
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")
_FLOW = re.compile(r"[,\[\]{}?:]")
_STRUCTURE = re.compile(r":(?:[ \t]|\Z)|[ \t]#|\t")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
LINE_BREAK = re.compile("[\n\r]")


def scalar(value: str, *, flow: bool = False, style: str = "", kind: Kind | None = None) -> str:
    """One line of YAML that every reader takes for the text `value` (a date, an integer or a flag for what it is).

    `flow` asks for a spelling that holds inside `[…]`; `style` is the quotation mark to use (and then
    always), empty for quotes where they are needed; `kind` is the property's, if it is known.
    """
    unprintable = _UNPRINTABLE.search(value) is not None
    if not style and not unprintable and is_plain(value, flow=flow, kind=kind):
        return value
    if not unprintable and (style == "'" or (not style and "'" not in value and ('"' in value or "\\" in value))):
        return "'" + value.replace("'", "''") + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda match: _escape(match.group()), escaped) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return "\\t" if char == "\t" else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - two hex digits


def is_plain(value: str, *, flow: bool = False, kind: Kind | None = None) -> bool:
    """Whether the value needs no quotes."""
    if not value or value[0] in " \t" or value[-1] in " \t":
        return False
    if kind is Kind.FLAG and value in ("true", "false"):
        return True
    if _INTEGER.fullmatch(value):
        return True
    moment = TIMESTAMP.fullmatch(value)
    if moment:
        return _real(moment) and not (flow and ":" in value)
    if value in TYPED or NUMBER.fullmatch(value) or value[0] in _INDICATORS:
        return False
    return not (_STRUCTURE.search(value) or (flow and _FLOW.search(value)))


def _real(moment: re.Match[str]) -> bool:
    """Whether it is written as ISO 8601 has it and exists: readers of YAML 1.1 stumble over 2026-02-30."""
    day, hour, minute, second = moment.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return hour is None or (len(hour) == 2 and int(hour) < 24 and int(minute) < 60 and int(second or 0) < 60)  # noqa: PLR2004 - a clock's
