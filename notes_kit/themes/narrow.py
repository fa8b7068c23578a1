"""A report on one theme alone, with the whole vault's people as its measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from notes_kit.themes.codebook import theme_key
from notes_kit.themes.report import Belief, Coverage, Network, Report
from notes_kit.themes.voices import Theme


class NoSuchThemeError(LookupError):
    """No theme of the notes or the codebook goes by that name; the message names the nearest."""


def on_theme(report: Report, name: str) -> Report:
    """What the report says on one theme and those within it: points, sides, what rests on it, and the talks in which it came up.

    Counts keep their measure: of all people heard, and not of those who spoke of it.

    Raises:
        NoSuchThemeError: there is no such theme.
    """
    found = find_theme(report, name)
    if found is None:
        raise NoSuchThemeError(no_such_theme(report, name))
    wanted = [theme for theme in report.themes if found.name in (theme.name, *_above(theme, report.themes))]
    names = {theme.name for theme in wanted}
    paths = {path for theme in wanted for path in theme.talks}
    coverage = report.coverage
    return replace(
        report,
        themes=tuple(wanted),
        unheard=tuple(one for one in report.unheard if found.name in (one.name, one.parent)),
        unthemed=(),
        offers=tuple(offer for offer in report.offers if names.intersection(offer.themes)),
        contrasts=tuple(one for one in report.contrasts if one.theme in names),
        coverage=Coverage(coverage.people, tuple(row for row in coverage.themes if row.name in names), ()),
        goals=_resting(report.goals, names),
        assumptions=_resting(report.assumptions, names),
        opposed=tuple(one for one in report.opposed if names.intersection((*one.one.themes, *one.other.themes))),
        digests=tuple(one for one in report.digests if one.path in paths),
        trends=replace(report.trends, themes=tuple(one for one in report.trends.themes if one.name in names)),
        skills=(), avenues=(), resources=(), actions=(), outreach=(), network=Network((), ()), funnel=(), next=(), left_out=(), ask=(), gave=(), news=None, stories=(),
        theme=found.name,
    )  # fmt: skip


def find_theme(report: Report, name: str) -> Theme | None:
    """The theme that goes by a name or an alias, ignoring case; one of the codebook that nobody has raised has no people."""
    key = theme_key(name)
    for theme in report.themes:
        if key in map(theme_key, (theme.name, *theme.aliases)):
            return theme
    silent = next((one for one in report.unheard if key in map(theme_key, (one.name, *one.aliases))), None)
    return silent.theme if silent else None


def no_such_theme(report: Report, name: str) -> str:
    """A message for a name that no theme goes by."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong name

    names = [theme.name for theme in report.themes] + [one.name for one in report.unheard]
    near = get_close_matches(theme_key(name), names, 3, 0.5)
    return f"there is no theme “{name}”" + (f"; did you mean {' or '.join(near)}?" if near else "; `notes-kit themes` lists them")


def _above(theme: Theme, every: Sequence[Theme]) -> list[str]:
    """The wider themes that a theme lies within."""
    parents = {one.name: one.parent for one in every}
    found: list[str] = []
    parent = theme.parent
    while parent and parent not in found:
        found.append(parent)
        parent = parents.get(parent, "")
    return found


def _resting(beliefs: Sequence[Belief], names: set[str]) -> tuple[Belief, ...]:
    kept = (replace(belief, evidence=tuple(one for one in belief.evidence if one.theme in names)) for belief in beliefs)
    return tuple(belief for belief in kept if belief.evidence)
