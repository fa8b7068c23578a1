"""What a machine found alike, told apart from what people marked: for a terminal and as Markdown."""

from __future__ import annotations

from collections import Counter

from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_page import Page, share
from notes_kit.render.words import listing, plural
from notes_kit.themes.evidence import representative
from notes_kit.themes.report import Report

_GROUPS = 6
_QUOTED = 2
TITLE = "Said by several, not marked yet"
HINT = "Found by likeness of words, so read before you believe. To make one a theme, write `#theme/NAME` on its points."


def suggested(page: Page, report: Report) -> None:
    """The groups of several people without a mark, and the themes that single points seem to belong to."""
    if report.suggested:
        page.heading(TITLE)
        for theme in report.suggested[:_GROUPS]:
            page.gap()
            page.pair(_words(theme.name), f"{share(len(theme.people), report.totals.people_heard)} · {plural(len(theme.points), 'point')}")
            for said in representative(theme.points, _QUOTED):
                page.point(said, reasons=0)
        page.gap()
        if len(report.suggested) > _GROUPS:
            page.text(f"And {plural(len(report.suggested) - _GROUPS, 'smaller group')}: `notes-kit themes` lists them.", "dim")
        page.text(f"{HINT} `notes-kit themes show {report.suggested[0].name}` shows all of one.", "dim")
    offered = _offered(report)
    if offered:
        page.gap()
        for name, number in offered:
            page.text(f"{plural(number, 'more point')} {'seems' if number == 1 else 'seem'} to belong to {name}.")
        first = next(offer for offer in report.offers if offer.near)
        page.text(f"The first is {first.path}:{first.line}; `--format json` lists all under `offers`, with fainter ones.", "dim")


def suggested_names(page: Page, report: Report) -> None:
    """One line with the groups, for the list of themes."""
    if report.suggested:
        page.gap()
        page.text(f"{TITLE}: {listing(f'{theme.name} ({len(theme.people)})' for theme in report.suggested)}.", "dim")


def suggested_lines(report: Report) -> list[str]:
    """The same in a few lines of Markdown: a group and its talks on one line each, so that a changed group changes one line."""
    lines = []
    if report.suggested:
        lines += [f"## {TITLE}", "", HINT, ""]
        for theme in report.suggested:
            talks: dict[str, str] = {}
            for said in theme.points:
                talks.setdefault(said.path, note_link(said.path, said.person or "somebody unnamed", anchor=said.anchor, block=said.block))
            lines.append(f"- {inert(_words(theme.name))} ({plural(len(theme.people), 'person', 'people')}): {', '.join(talks.values())}")
        lines.append("")
    offered = _offered(report)
    if offered:
        lines += ["## Points that seem to belong to a theme", ""]
        lines += [f"- {inert(name)}: {plural(number, 'more point')}" for name, number in offered]
        lines.append("")
    return lines


def _words(name: str) -> str:
    return ", ".join(name.split("-"))


def _offered(report: Report) -> list[tuple[str, int]]:
    """How many points are near each theme, the most first."""
    counts = Counter(offer.themes[0] for offer in report.offers if offer.near)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
