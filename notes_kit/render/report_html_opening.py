"""The first page of the report: one sentence on how much was heard, and what a reader with a minute should know."""

from __future__ import annotations

from notes_kit.render.report_html_markup import Html, el, joined
from notes_kit.render.report_html_process import late, told
from notes_kit.render.report_html_sheet import Sheet, plain_day, title
from notes_kit.render.report_page import stood
from notes_kit.render.words import listing, plural
from notes_kit.themes.report import Report

_FEW = 3


def opening(report: Report) -> Html | None:
    """How much was heard, when, and how much of it stands under a theme; or what to write first."""
    totals = report.totals
    words = []
    if totals.held and report.theme:
        words.append(_narrowed(report))
    elif totals.held:
        days = sorted(one.date for one in report.digests if one.date)
        span = f" between {plain_day(days[0])} and {plain_day(days[-1])}" if len(set(days)) > 1 else f" on {plain_day(days[0])}" if days else ""
        themed = totals.said - len(report.untagged)
        words.append(
            f"{plural(totals.people_heard, 'person', 'people')} heard in {plural(totals.held, 'talk')}{span}. "
            f"Your notes hold {plural(totals.said, 'point')} of theirs, {themed} of them under {plural(len(report.marked), 'theme')}."
        )
    if report.hint:
        words.append(report.hint)
    return el("p", *_commands(" ".join(words)), class_="opening") if words else None


def _narrowed(report: Report) -> str:
    """How much was heard on the one theme that the report is narrowed to."""
    points = {(point.path, point.line) for theme in report.themes for point in theme.points if not point.own}
    people = {voice.key for theme in report.themes for voice in theme.people}
    heard = plural(report.totals.people_heard, "person", "people")
    return f"On {title(report.theme)} alone: {plural(len(points), 'point')} of {len(people)} of the {heard} heard."


def _commands(words: str) -> list[Html]:
    """Words with what stands between backticks as code."""
    return [el("code", part) if at % 2 else joined([part]) for at, part in enumerate(words.split("`"))]


def in_short(sheet: Sheet) -> Html | None:
    """A line each on what was heard most, where people part, what is missing, and what to do."""
    report = sheet.report
    rows: list[tuple[str, Html]] = []
    heard = report.totals.people_heard
    shared = [theme for theme in report.marked if len(theme.people) > 1][:_FEW]
    if shared:
        rows.append(
            ("Most heard", joined([joined([sheet.theme_link(theme.name), f" ({len(theme.people)}\u00a0of\u00a0{heard})"]) for theme in shared], ", "))
        )
    if report.contrasts:
        found = [joined([sheet.theme_link(one.theme), f" ({stood(one.sides)})"]) for one in report.contrasts[:_FEW]]
        more = len(report.contrasts) - len(found)
        tail = joined(["; and on ", el("a", f"{more} more", href="#disagree")]) if more else None
        rows.append(("They disagree on", joined([joined(found, "; "), tail, "."])))
    if report.single_voice:
        names = joined([joined([sheet.theme_link(theme.name), f" ({theme.people[0].name})"]) for theme in report.single_voice[:_FEW]], ", ")
        rows.append(("One voice alone", names))
    gaps = [skill for skill in report.skills if skill.gap and skill.action is None]
    if gaps:
        names_ = listing(f"{skill.name} ({len(skill.people)})" for skill in gaps)
        rows.append(("Asked of you", joined([f"Named by several, not yet yours and without a plan: {names_}."])))
    if report.totals.held and not report.theme:
        rows.append(("How far", joined([report.saturation.sentence])))
    if report.next:
        behind = late(report)
        first = told(report.next[0].message)
        words = f", {behind} of them late" if behind else ""
        rows.append(("To do", joined([el("a", plural(len(report.next), "duty", "duties"), href="#next"), f"{words}. First: ", first, "."])))
    if not rows:
        return None
    return el("dl", *(joined([el("dt", name), el("dd", body)]) for name, body in rows), class_="brief-list")
