"""What a report says of its own making: the notes it was made from with a digest each, written into every format and read back.

One line a note, so that a changed note changes one line. In a page each line also carries digests of what was quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote, unquote

from notes_kit.model.sources import Basis
from notes_kit.render.report_kept import made_digest
from notes_kit.render.words import plain, term_safe
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Said

_HEAD, _END = "%% made of", "%%"
_BLOCK = re.compile(r"^%% made of\n(?P<lines>.*?)^%%[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!-- made of (?P<facts>[^\n]*)\n(?P<lines>.*?)-->", re.DOTALL)
_LINE = re.compile(r"^(?P<digest>[0-9a-f]{10,12}) (?:\[(?P<quotes>[0-9a-f ]*)\] )?(?P<path>\S.*)$", re.MULTILINE)
_SELF = "this report as it was written"
_ACTIVE = re.compile(r"[%<>\[\]`*#|\\$&~=^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|^\s|\s$")
_QUOTE_BYTES = 4
_MARKS = re.compile(r"[*_`~=\\\[\]<>“”„‟«»\"'‘’‚‛‹›]|&(?:#\d+|\w+);")
_DASHES = re.compile("[‐‑‒–—―−]")


class Made(NamedTuple):
    """What a report says of its own making. `written` is the digest of its text, empty where it has none; `quotes` are digests by path."""

    sources: tuple[Basis, ...]
    written: str = ""
    quotes: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - never changed
    facts: dict[str, str] = {}  # noqa: RUF012 - never changed


def with_block(text: str, sources: Iterable[Basis]) -> str:
    """A Markdown report with the block of its sources at the end, in a comment that Obsidian does not show."""
    lines = [f"{one.digest} {_inert(one.path)}" for one in sources]
    return "\n".join([text.rstrip("\n"), "", _HEAD, f"{made_digest(text)} {_SELF}", *lines, _END, ""])


def with_comment(page: str, report: Report) -> str:
    """A page with a comment at its end that names its sources; a redacted one names none."""
    if not report.sources:
        return page
    told: dict[str, list[str]] = {}
    for said in (*report.unthemed, *(said for theme in report.themes for said in theme.points)):
        told.setdefault(said.path, []).extend(_digests(said))
    facts = {"today": report.today, "since": report.since, "until": report.until, "where": report.where, "theme": report.theme}
    head = " ".join(f"{name}={quote(str(value), safe='')}" for name, value in facts.items() if value)
    lines = [f"{one.digest} [{' '.join(dict.fromkeys(told.get(one.path, ())))}] {_inert(one.path)}" for one in report.sources]
    return f"{page.rstrip()}\n<!-- made of {head.replace('--', '-%2D')}\n" + "\n".join([*lines, "-->", ""])


def read_block(text: str) -> Made | None:
    """What the block of a Markdown report says; None where it has none."""
    match = _BLOCK.search(text.replace("\r\n", "\n"))
    if match is None:
        return None
    rows = [(row["digest"], row["path"]) for row in _LINE.finditer(match["lines"])]
    written = next((digest for digest, path in rows if path == _SELF), "")
    return Made(tuple(Basis(unquote(path), digest) for digest, path in rows if path != _SELF), written)


def read_comment(text: str) -> Made | None:
    """What the comment of a page says; None where it has none."""
    matches = list(_COMMENT.finditer(text.replace("\r\n", "\n")))
    if not matches:
        return None
    found = matches[-1]
    rows = [(unquote(row["path"]), row["digest"], tuple((row["quotes"] or "").split())) for row in _LINE.finditer(found["lines"])]
    facts = dict(part.partition("=")[::2] for part in found["facts"].split() if "=" in part)
    return Made(
        tuple(Basis(path, digest) for path, digest, _ in rows), quotes={path: quotes for path, _, quotes in rows if quotes},
        facts={name: unquote(value) for name, value in facts.items()},
    )  # fmt: skip


def normal(text: str) -> str:
    """A text as quotes are compared: without Markdown's marks and quotation marks, white space as one space, dashes as hyphens."""
    from html import unescape  # noqa: PLC0415 - a table that only this needs

    return " ".join(_DASHES.sub("-", _MARKS.sub("", term_safe(unquote(unescape(plain(text)))))).split())


def quote_digest(text: str) -> str:
    """A short digest of a quote, whatever marks it is written with."""
    return blake2b(normal(text).encode("utf-8", "surrogatepass"), digest_size=_QUOTE_BYTES).hexdigest()


def _digests(said: Said) -> list[str]:
    return [quote_digest(text) for text in (said.text, *(reason.text for reason in said.reasons))]


def _inert(path: str) -> str:
    """A path that no format takes for anything else, and that can still be read."""
    return _ACTIVE.sub(lambda match: quote(match.group()), path).replace("--", "-%2D")
