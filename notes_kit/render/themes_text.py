"""Suggested themes, the parts of a theme, and what a change of themes wrote: for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from notes_kit.render.report_json import point_json, theme_json
from notes_kit.render.report_page import Page, Style, share, unstyled
from notes_kit.render.words import plural, term_safe
from notes_kit.rules.words import shell
from notes_kit.themes.voices import Offer, Said, Theme

Offers = Sequence[tuple[str, tuple[Offer, ...]]]


class Touched(Protocol):
    """A note that changed; see `notes_kit.app.themes_write`."""

    @property
    def path(self) -> str:
        """Where it is now; empty if it was taken away."""

    @property
    def was(self) -> str:
        """Where it was; empty if it is new."""

    @property
    def lines(self) -> int:
        """How many of its lines changed."""


def suggested_page(
    groups: Sequence[Theme], offers: Offers, unthemed: Sequence[Said], people: int, *, faint: bool, width: int = 80, style: Style = unstyled
) -> str:
    """`themes suggest`: each group and each offer with its points and the command that accepts it, then what fits nowhere."""
    page = Page(width, style)
    if groups:
        page.heading("Said by several, not marked yet")
        for theme in groups:
            page.gap()
            page.pair(theme.name, f"{share(len(theme.people), people)} · {plural(len(theme.points), 'point')}")
            _points(page, theme.points)
            _command(page, f"accept {shell(theme.name)} --as NAME")
    near = [(name, [offer for offer in found if offer.near or faint]) for name, found in offers]
    shown = [(name, found) for name, found in near if found]
    if shown:
        page.heading("Seem to belong to a theme you have")
        for name, found in shown:
            page.gap()
            page.pair(name, plural(len(found), "point"))
            _points(page, [offer.said for offer in found])
            _command(page, f"accept {shell(name)}{' --faint' if faint else ''}")
    page.gap()
    hidden = sum(not offer.near for _, found in offers for offer in found)
    if hidden and not faint:
        page.text(f"{plural(hidden, 'more point')} resemble{'s' if hidden == 1 else ''} a theme faintly: `--faint` shows them.", "dim")
    if unthemed:
        page.text(f"{plural(len(unthemed), 'point')} fit{'s' if len(unthemed) == 1 else ''} nowhere; `--rest` lists them.", "dim")
    if not page.lines or not (groups or shown or hidden or unthemed):
        page.text("Every point stands under a theme, or there is none yet: nothing to suggest.")
    elif groups or shown:
        page.text("Found by likeness of words, so read before you believe. `--only PATH:LINE` and `--except PATH:LINE` choose points.", "dim")
    return page.whole()


def rest_page(unthemed: Sequence[Said], *, width: int = 80, style: Style = unstyled) -> str:
    """The points that fit nowhere."""
    page = Page(width, style)
    _points(page, unthemed)
    return page.whole() if unthemed else "Nothing is left over.\n"


def parts_page(name: str, parts: Sequence[Theme], *, width: int = 80, style: Style = unstyled) -> str:
    """`themes split NAME`: the groups that a theme would fall into, with the command that parts each from it."""
    page = Page(width, style)
    for part in parts:
        page.gap()
        page.pair(part.name, f"{plural(len(part.people), 'person', 'people')} · {plural(len(part.points), 'point')}")
        _points(page, part.points)
        _command(page, f"split {shell(name)} --part {shell(part.name)} --as NAME")
    if not parts:
        page.text(
            f"No part of {name} stands out by its words. Choose its points yourself: `notes-kit themes split {shell(name)} --word … --as NAME`."
        )
    return page.whole()


def _command(page: Page, words: str) -> None:
    """A command on a line of its own, whole, so that it can be copied."""
    page.lines.append(page.style(f"  → notes-kit themes {term_safe(words)}", "dim"))


def _points(page: Page, points: Iterable[Said]) -> None:
    for said in points:
        page.point(said, reasons=0)


def suggested_json(today: date, groups: Sequence[Theme], offers: Offers, unthemed: Sequence[Said]) -> dict[str, Any]:
    """`themes suggest --json`: all of it, faint offers too."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "suggested": [theme_json(theme) for theme in groups],
        "offers": [{"theme": name, "points": [{**point_json(offer.said), "near": offer.near} for offer in found]} for name, found in offers],
        "unthemed": [point_json(said) for said in unthemed],
    }


def parts_json(today: date, name: str, parts: Sequence[Theme]) -> dict[str, Any]:
    """`themes split NAME --json`."""
    return {"version": 1, "today": today.isoformat(), "theme": name, "parts": [theme_json(part) for part in parts]}


def touched_text(touched: Sequence[Touched], left: Iterable[tuple[str, int]], style: Style = unstyled) -> str:
    """Each note that changed with the number of its lines that did, then what only an editor can change."""
    lines = [_touched(one, style) for one in touched]
    lines += [f"{style(term_safe(f'{path}:{line}'), 'path')}: names it in a way that only an editor can change" for path, line in left]
    return "\n".join(lines) or "nothing names it"


def _touched(one: Touched, style: Style) -> str:
    was, path = style(term_safe(one.was), "path"), style(term_safe(one.path), "path")
    if not one.path:
        return f"{was}: taken away"
    if not one.was:
        return f"{path}: a new note"
    return f"{was} → {path}" if one.was != one.path else f"{path}: {plural(one.lines, 'line')}"


def touched_json(today: date, title: str, touched: Sequence[Touched], left: Iterable[tuple[str, int]], diff: str, *, written: bool) -> dict[str, Any]:
    """What a change of themes wrote; `path` is null for a note that was taken away, `was` for a new one."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "title": title,
        "written": written,
        "notes": [{"path": one.path or None, "was": one.was or None, "lines": one.lines} for one in touched],
        "left": [{"path": path, "line": line} for path, line in left],
        "diff": diff,
    }
