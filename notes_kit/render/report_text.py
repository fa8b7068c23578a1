"""The report as a page for a terminal: what it comes to first, each claim with who said it, when and where, what is due last.

It is read in five minutes by somebody tired: of everything there are a few, and the other formats have the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from notes_kit.render.report_outlook import ASPECT_WORDS, asked_words, gave_words
from notes_kit.render.report_page import Page, Style, share, stood, unstyled
from notes_kit.render.report_process import process
from notes_kit.render.report_suggested import suggested, suggested_names
from notes_kit.render.report_text_themes import beliefs, by_heading, contrasts, minor, themes
from notes_kit.render.words import listing, plain, plural, shortened, unquoted
from notes_kit.themes.narrow import NoSuchThemeError, find_theme, no_such_theme
from notes_kit.themes.report import Avenue, Report, Skill
from notes_kit.themes.voices import Theme

__all__ = ["NoSuchThemeError", "find_theme", "report_text", "theme_page", "themes_table"]

_FEW, _ASK, _TALKS = 4, 3, 3
_LONGEST = 240
"""Columns of a duty's words: one may name everybody who ever said something."""


def report_text(report: Report, *, width: int = 80, style: Style = unstyled) -> str:
    """The whole report on a page `width` columns wide; `style` gives its parts their looks."""
    page = Page(width, style)
    _headline(page, report)
    if report.totals.held:
        _news(page, report)
        told = beliefs(page, report)
        themes(page, report, told)
        contrasts(page, report.contrasts)
        minor(page, report)
        suggested(page, report)
        if not report.marked:
            by_heading(page, report)
        _takeaways(page, report)
        _skills(page, report.skills)
        if len(report.digests) <= _TALKS:
            _talks(page, report)
        if not report.theme:
            _progress(page, report)
            _ask(page, report)
            _heard_of(page, report)
    process(page, report)
    _gave(page, report)
    _next(page, report)
    return page.whole()


def themes_table(report: Report, *, width: int = 80, style: Style = unstyled) -> str:
    """`themes list`: every theme with its people, talks and sides, then those of the codebook that nobody has raised."""
    page = Page(width, style)
    if report.marked:
        rows = [
            [theme.name, f"{len(theme.people)}", f"{len(theme.talks)}", *_sides_cells(theme), f"{theme.last or ''}", theme.origin]
            for theme in report.marked
        ]
        page.table(["theme", "people", "talks", "for", "against", "both", "last heard", "origin"], rows, numbers=(1, 2, 3, 4, 5))
        page.gap()
        heard = plural(report.totals.people_heard, "person", "people")
        page.text(f"Counted by person: {heard} heard in {plural(report.totals.held, 'talk')}.", "dim")
    if report.unheard:
        page.text(f"Nobody has spoken of {listing(one.name for one in report.unheard)}.")
    if report.hint:
        page.text(report.hint)
    elif not report.marked and not report.unheard:
        page.text("No point carries a theme yet.")
    suggested_names(page, report)
    return page.whole()


def theme_page(report: Report, name: str, *, width: int = 80, style: Style = unstyled) -> str:
    """`themes show NAME`: one theme with all that was said on it.

    Raises:
        NoSuchThemeError: no theme of the notes or the codebook goes by that name.
    """
    theme = find_theme(report, name)
    if theme is None:
        raise NoSuchThemeError(no_such_theme(report, name))
    page = Page(width, style)
    page.pair(theme.name, _measure(theme, report))
    if theme.definition:
        page.text(plain(theme.definition), "quote", indent=2)
    if theme.parent:
        page.text(f"Part of {theme.parent}.", "dim", indent=2)
    page.gap()
    for said in theme.points:
        page.point(said, reasons=len(said.reasons))
    for mark in theme.marks:
        names = listing(voice.name for voice in mark.people) or "somebody unnamed"
        page.text(f"the whole talk, with {names}", indent=2, sign="·", sign_kind="dim")
        page.source(f"{mark.date or ''}", mark.path, mark.line, indent=4)
    for aspect, word in ASPECT_WORDS.items():
        groups = theme.by.get(aspect, {})
        if len(groups) > 1 and max(groups.values()) > 1:
            page.gap()
            page.text(f"By {word}: {', '.join(f'{value} {number}' for value, number in groups.items())}")
    return page.whole()


def _measure(theme: Theme, report: Report) -> str:
    if not theme.talks:
        return "nobody has spoken of it yet"
    days = [f"{day}" for day in dict.fromkeys((theme.first, theme.last)) if day]
    parts = [share(len(theme.people), report.totals.people_heard), plural(len(theme.talks), "talk"), stood(theme.sides), " to ".join(days)]
    return " · ".join(part for part in parts if part)


def _sides_cells(theme: Theme) -> list[str]:
    return [f"{len(side)}" if side else "" for side in (theme.sides.favour, theme.sides.against, theme.sides.both)]


def _headline(page: Page, report: Report) -> None:
    totals = report.totals
    period = " ".join(part for part in (f"from {report.since}" if report.since else "", f"until {report.until}" if report.until else "") if part)
    page.pair("notes-kit report", " · ".join(part for part in (period or f"{report.today}", report.where, report.theme) if part), "head")
    page.gap()
    if totals.held:
        known = f", of {plural(totals.contacts, 'contact')}" if totals.contacts else ""
        left = f"; {plural(totals.withheld, 'confidential talk')} left out" if totals.withheld else ""
        page.text(f"{plural(totals.people_heard, 'person', 'people')} heard in {plural(totals.held, 'talk')}{known}{left}.")
        if not report.theme:
            themed = totals.said - len(report.untagged)
            page.text(
                f"Of the {plural(totals.said, 'point')} that they made {themed} {'stands' if themed == 1 else 'stand'} under {plural(len(report.marked), 'theme')}."
            )
    elif totals.withheld:
        page.text(f"{plural(totals.withheld, 'confidential talk')} left out.")
    gaps = [skill for skill in report.skills if skill.gap and skill.action is None]
    if gaps:
        page.text(f"Named by several, not yet yours, and without a plan: {listing(skill.name for skill in gaps)}.")
    if report.hint:
        page.text(report.hint)
    for one in report.left_out[:_FEW]:
        page.text(f"Not counted: {plural(one.points, 'point')} in {one.path}; {one.why}.", "dim")


def _news(page: Page, report: Report) -> None:
    found = report.news
    if found is None:
        return
    page.heading(f"New since {found.since}", f"{plural(found.talks, 'talk')}, against all before")
    parts = (
        ("first heard", [voice.name for voice in found.people]),
        ("first spoken of", found.themes),
        ("more people on", [f"{one.name} ({one.before} → {one.now})" for one in found.grown]),
        ("newly divided", found.divided),
    )
    for word, names in parts:
        if names:
            page.text(f"{word}: {listing(names)}", sign="·", sign_kind="dim")
    if not any(names for _, names in parts):
        page.text("Nobody and nothing that was not heard before.")


def _takeaways(page: Page, report: Report) -> None:
    """What I made of the latest talks, in my own words."""
    latest = [(one, said) for one in report.digests for said in one.takeaways[:1]][-_ASK:]
    if latest:
        page.heading("What you took from it", "your own words, the latest talks")
        for one, said in latest:
            page.text(
                f"{one.date or 'undated'} {listing(voice.name for voice in one.people) or 'somebody unnamed'}: {plain(said.text)}",
                sign="·",
                sign_kind="dim",
            )
            page.source("", said.path, said.line, indent=2)


def _talks(page: Page, report: Report) -> None:
    """While there are hardly any talks, what was said in each: there is nothing to compare yet."""
    page.heading("Talk by talk")
    for one in report.digests:
        page.text(f"{one.date or 'undated'}  {listing(voice.name for voice in one.people) or 'somebody unnamed'}", "name")
        for said in one.key_points:
            words = plain(said.text)
            page.text(f"“{unquoted(words)}”" if said.quote else words, "quote" if said.quote else "", indent=2)
        if one.referrals:
            page.text(f"named {listing(referral.name for referral in one.referrals)}", "dim", indent=2)


def _skills(page: Page, skills: Sequence[Skill]) -> None:
    found = [skill for skill in skills if len(skill.people) > 1]
    if not found:
        return
    page.heading("Skills", "named by two or more")
    for skill in found[: 2 * _FEW]:
        if skill.have:
            plan = "you have it"
        elif skill.action:
            plan = f"planned: {plain(skill.action.text)}" + (f", by {skill.action.due}" if skill.action.due else "")
        else:
            plan = "no plan yet"
        page.text(f"{skill.name} ({plural(len(skill.people), 'person', 'people')}): {plan}", sign="·", sign_kind="dim")


def _progress(page: Page, report: Report) -> None:
    page.heading("How far you have come")
    found = report.saturation
    page.text(" ".join(part for part in (found.lately, found.sentence) if part))
    if found.base:
        rule = f"runs of {found.run_length} after the first {found.base_size}, enough at {100 * found.threshold:.0f} % (Guest, Namey & Chen 2020)"
        steps = found.steps[-8 * _FEW :]
        lately = "" if len(steps) == len(found.steps) else f" in the last {len(steps)}"
        page.text(f"New themes by talk{lately}: {' '.join(f'{len(step.new)}' for step in steps)}; {rule}.", "dim")
    gaps = [row.name for row in report.coverage.categories if not any(row.asked) and not any(row.points)]
    if gaps and len(report.digests) >= found.base_size:  # before that, everything is a gap
        page.text(f"Nobody was asked about {listing(gaps, 'or')}, and no heading of your notes is called so.")


def _ask(page: Page, report: Report) -> None:
    """The questions that nobody has answered, and who could."""
    if not report.ask:
        return
    page.heading("To ask next", f"{plural(len(report.ask), 'question')} of your bank that nobody has answered")
    for one in report.ask[:_ASK]:
        page.text(plain(one.text), sign="·", sign_kind="dim")
        if one.people:
            page.text("; ".join(f"{who.name} ({asked_words(who)})" for who in one.people), "dim", indent=2)


def _heard_of(page: Page, report: Report) -> None:
    if not (report.avenues or report.resources):
        return
    page.heading("Heard of, and not followed yet")
    for one in report.avenues[:_FEW]:
        page.text(f"{one.name}{_kind(one)}, from {listing(voice.name for voice in one.people) or 'somebody unnamed'}", sign="·", sign_kind="dim")
        page.source("", *one.spots[0], indent=2)
    if len(report.avenues) > _FEW:
        page.text(f"and {len(report.avenues) - _FEW} more", "dim", indent=2)
    if report.resources:
        page.text(
            f"{plural(len(report.resources), 'thing')} to read, hear or visit; `notes-kit report -o Report.md` has them, with who named each.", "dim"
        )


def _kind(one: Avenue) -> str:
    return " (work)" if one.kind == "work" else ""


def _gave(page: Page, report: Report) -> None:
    """Who gave their time and got nothing back yet (P45)."""
    only = [one for one in report.gave if not one.back]
    if only:
        more = f" and {len(only) - _FEW} more" if len(only) > _FEW else ""
        page.text(f"Who gave, and got nothing back yet: {listing(f'{one.name} ({gave_words(one)})' for one in only[:_FEW])}{more}.")


def _next(page: Page, report: Report) -> None:
    pending = [action for action in report.actions if not action.done]
    if report.next:
        page.heading("Next")
        for duty in report.next[:_FEW]:
            page.text(shortened(duty.message, _LONGEST), sign="!" if duty.days_late else "·", sign_kind="error" if duty.days_late else "dim")
            page.source(f"due {duty.due}" if duty.due else "", duty.path, duty.place.line, indent=2)
        if len(report.next) > _FEW:
            page.text(f"and {len(report.next) - _FEW} more: `notes-kit due`", "dim", indent=2)
    elif pending:
        page.heading("Next")
        for action in pending[:_FEW]:
            theirs = f"{listing(action.people) or 'They'} promised: " if action.promised else ""
            page.text(theirs + plain(action.text), sign="!" if action.overdue else "·", sign_kind="error" if action.overdue else "dim")
            page.source(f"due {action.due}" if action.due else "no date", action.path, action.line, indent=2)
