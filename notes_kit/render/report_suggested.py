"""What a machine found alike, told apart from what people marked: for a terminal and as Markdown."""

from __future__ import annotations

from collections import Counter

from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_page import Page, share
from notes_kit.render.words import listing, plural
from notes_kit.themes.evidence import representative
from notes_kit.themes.report import Report

_GROUPS, _BESIDE = 6, 3
"""Groups on the page where nothing is marked, and where they stand beside marked themes."""

_QUOTED = 2
TITLE = "Said by several, not marked yet"
HINT = "Found by likeness of words, so read before you believe."


def suggested(page: Page, report: Report) -> None:
    """The groups of several people without a mark, and the themes that single points seem to belong to."""
    if report.suggested:
        groups, quoted = (_BESIDE, 1) if report.marked else (_GROUPS, _QUOTED)
        page.heading(TITLE)
        for theme in report.suggested[:groups]:
            page.pair(_words(theme.name), f"{share(len(theme.people), report.totals.people_heard)} · {plural(len(theme.points), 'point')}")
            for said in representative(theme.points, quoted):
                page.point(said, reasons=0)
        more = f"{plural(len(report.suggested) - groups, 'smaller group')} more. " if len(report.suggested) > groups else ""
        page.text(f"{more}{HINT} `notes-kit themes suggest` shows them whole, `themes accept` makes one a theme.", "dim")
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
        lines += [f"## {TITLE}", "", f"{HINT} `notes-kit themes accept NAME` makes one a theme.", ""]
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
