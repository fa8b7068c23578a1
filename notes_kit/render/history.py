"""One person's history, as a page for a terminal, as Markdown, and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from notes_kit.render.report_page import Page, Style, place
from notes_kit.render.words import columns, padded, plain

SHORT = 8
"""Characters of a commit's id that are shown."""


class Happening(NamedTuple):
    """One thing that happened: what, in which words, when, and where it is written: a line of a note, or a commit and who made it.

    `date` is None where the notes do not say when. Without a commit, `author` is a remark on where it is from.
    """

    what: str
    words: str
    date: date | None
    time: time | None
    path: str
    line: int
    commit: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What happened with one person, in order; with `field`, to one property. `read` says what of Git was read, empty without."""

    today: date
    name: str
    path: str
    doing: str
    happened: tuple[Happening, ...]
    read: str = ""
    field: str = ""


def history_text(history: History, *, width: int, style: Style) -> str:
    """The history on a page, one line for each thing that happened."""
    page = Page(width, style)
    about = f"{history.field} of {history.name}" if history.field else history.name
    page.pair(about, history.path if history.field else history.doing or history.path or "no note of their own", "head")
    if history.read:
        page.text(f"from the notes, and from {history.read}" if not history.field else f"from {history.read}", "dim")
    page.gap()
    lead = max((columns(one.what) for one in history.happened), default=0)
    ahead = False
    for one in history.happened:
        if one.date is not None and one.date > history.today and not ahead:
            ahead = True
            page.text(f"still to come, after {history.today}", "dim", indent=2)
        day = f"{one.date or 'no date'} {f'{one.time:%H:%M}' if one.time else ''}".rstrip()
        sign = padded(day, 10) if history.field else f"{padded(day, 16)}  {padded(one.what, lead)}"
        page.placed(plain(one.words) or ("(nothing)" if history.field else "·"), _where(one), sign=sign + " ")
    if not history.happened:
        page.text("nothing that the notes tell of", indent=2)
    return page.whole()


def _where(one: Happening) -> str:
    if one.commit:
        return f"{one.commit[:SHORT]}, {one.author}"
    return f"{place(one.path, one.line)}{f', {one.author}' if one.author else ''}"


def history_markdown(history: History) -> str:
    """The history for a note: a heading and a bullet for each thing that happened."""
    from notes_kit.render.report_markup import inert, note_link  # noqa: PLC0415 - patterns that the page for a terminal does not need

    name = note_link(history.path, history.name) if history.path else inert(history.name)
    lines = [f"## {name}: {inert(history.field) if history.field else 'history'}", ""]
    for one in history.happened:
        when = f"{one.date or 'no date'}{f' {one.time:%H:%M}' if one.time else ''}"
        where = note_link(one.path, one.path.rsplit("/", 1)[-1].removesuffix(".md")) if one.path else f"`{one.commit[:SHORT]}`, {inert(one.author)}"
        what = "" if history.field else f" {one.what}"
        words = inert(one.words) or ("(nothing)" if history.field else "")
        lines.append(f"- {when}{what}{':' if words else ''} {words} ({where})".replace("  ", " "))
    return "\n".join(lines) + "\n"


def history_document(history: History) -> dict[str, object]:
    """`history --json` (version 1): `happened` in order; each has a place in a note, or a commit with its author."""
    return {
        "version": 1,
        "today": history.today.isoformat(),
        "name": history.name,
        "path": history.path or None,
        "field": history.field or None,
        "git": bool(history.read),
        "happened": [
            {
                "date": one.date.isoformat() if one.date else None,
                "time": f"{one.time:%H:%M}" if one.time else None,
                "what": one.what,
                "words": one.words or None,
                "ahead": one.date is not None and one.date > history.today,
                "path": one.path or None,
                "line": one.line or None,
                "commit": one.commit or None,
                "author": one.author if one.commit else None,
            }
            for one in history.happened
        ],
    }
