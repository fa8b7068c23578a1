"""The report as a page for a terminal: the headline first, each claim with who said it, when and where."""

from __future__ import annotations

from collections.abc import Iterable

from notes_kit.model.note import Stance
from notes_kit.model.schema import TIARA
from notes_kit.render.report_page import SIGNS, Page, Style, described, share, stood, unstyled
from notes_kit.render.report_process import process
from notes_kit.render.report_suggested import suggested, suggested_names
from notes_kit.render.words import listing, plain, plural, unquoted
from notes_kit.themes.coverage import category_of
from notes_kit.themes.evidence import representative
from notes_kit.themes.narrow import NoSuchThemeError, find_theme, no_such_theme
from notes_kit.themes.report import Belief, Report, Skill
from notes_kit.themes.voices import Contrast, Theme

__all__ = ["NoSuchThemeError", "find_theme", "report_text", "theme_page", "themes_table"]

_FEW = 6
_QUOTED = 3
_ASPECTS = {"role": "role", "seniority": "seniority", "organization": "organisation", "industry": "industry", "source": "how you found them"}


def report_text(report: Report, *, width: int = 80, style: Style = unstyled) -> str:
    """The whole report on a page `width` columns wide; `style` gives its parts their looks."""
    page = Page(width, style)
    _headline(page, report)
    if report.totals.held:
        _themes(page, report)
        _contrasts(page, report.contrasts)
        _minor(page, report)
        suggested(page, report)
        _by_heading(page, report)
        _beliefs(page, report)
        _skills(page, report.skills)
        _coverage(page, report)
        _heard_of(page, report)
        _digests(page, report)
    process(page, report)
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
    for aspect, word in _ASPECTS.items():
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
    page.pair("notes-kit report", period or f"{report.today}", "head")
    page.gap()
    if totals.held:
        themed = totals.said - len(report.untagged)
        page.text(f"{plural(totals.people_heard, 'person', 'people')} heard in {plural(totals.held, 'talk')}; {themed} of {plural(totals.said, 'point')} "
                  f"stand under {plural(len(report.marked), 'theme')}.")  # fmt: skip
    if totals.withheld:
        page.text(f"{plural(totals.withheld, 'confidential talk')} left out.")
    shared = [theme for theme in report.marked if len(theme.people) > 1]
    if shared:
        page.text(f"Most heard: {listing(f'{theme.name} ({len(theme.people)} of {totals.people_heard})' for theme in shared[:3])}.")
    if report.contrasts:
        page.text(f"People disagree on {listing(f'{one.theme} ({stood(one.sides)})' for one in report.contrasts[:3])}.")
    gaps = [skill for skill in report.skills if skill.gap and skill.action is None]
    if gaps:
        page.text(f"Asked for by several, not yet yours, and without a plan: {listing(skill.name for skill in gaps)}.")
    if report.hint:
        page.text(report.hint)
    for one in report.left_out[:_FEW]:
        page.text(f"Not counted: {plural(one.points, 'point')} in {one.path}; {one.why}.", "dim")


def _themes(page: Page, report: Report) -> None:
    shared = [theme for theme in report.marked if len(theme.people) > 1]
    if not shared:
        return
    page.heading("Themes", "counted by person")
    for theme in shared:
        page.gap()
        page.pair(theme.name, _measure(theme, report))
        if theme.definition:
            page.text(plain(theme.definition), "quote", indent=2)
        chosen = representative(theme.points, _QUOTED)
        for said in chosen:
            page.point(said)
        more = sum(not said.own for said in theme.points) - len(chosen)
        if more:
            page.text(f"and {plural(more, 'more point')}", "dim", indent=4)


def _contrasts(page: Page, contrasts: Iterable[Contrast]) -> None:
    found = list(contrasts)
    if not found:
        return
    page.heading("Where they disagree")
    for one in found:
        page.pair(one.theme, stood(one.sides))
        for stance, side in ((Stance.FOR, one.sides.favour), (Stance.AGAINST, one.sides.against), (Stance.BOTH, one.sides.both)):
            if side:
                sign, kind = SIGNS[stance]
                page.text("; ".join(described(voice) for voice in side), indent=2, sign=sign, sign_kind=kind)
        for claim in one.claims:
            favour = listing(f"all {number} of {value}" for value, number in claim.favour)
            against = listing(f"all {number} of {value}" for value, number in claim.against)
            page.text(f"By {_ASPECTS[claim.aspect]}: {favour} for; {against} against.", indent=2)


def _minor(page: Page, report: Report) -> None:
    if report.single_voice:
        page.heading("Single voices", "one person each")
        for theme in report.single_voice:
            for said in representative(theme.points, 1):
                page.pair(theme.name, stood(theme.sides))
                page.point(said)
            if not theme.points:
                page.pair(theme.name, f"the whole talk with {theme.people[0].name}")
                page.source("", theme.marks[0].path, theme.marks[0].line, indent=4)
    silent = [theme.name for theme in report.marked if not theme.people] + [one.name for one in report.unheard]
    if silent:
        page.gap()
        page.text(f"Nobody has spoken of {listing(silent)}.")


def _by_heading(page: Page, report: Report) -> None:
    """What carries no theme but stands under a heading that says what it is (P18)."""
    found = {name: [said for said in report.untagged if category_of(said) == name] for name in TIARA if name != "resources"}
    if not any(found.values()):
        return
    page.heading("Under your headings", "no theme yet")
    for name, points in found.items():
        if points:
            people = {voice for said in points for voice in said.people}
            page.pair(name.capitalize(), f"{share(len(people), report.totals.people_heard)} · {plural(len(points), 'point')}")
            for said in representative(points, _QUOTED if report.marked else 2 * _QUOTED):
                page.point(said)


def _beliefs(page: Page, report: Report) -> None:
    for title, found in (("What you assume", report.assumptions), ("What you want to know", report.goals)):
        if found:
            page.heading(title)
            for belief in found:
                page.text(plain(belief.text), sign="·", sign_kind="dim")
                page.text(_verdict(belief, report), "dim", indent=4)


def _verdict(belief: Belief, report: Report) -> str:
    if not belief.evidence:
        return "no marked evidence; link a theme to it, as `#theme/NAME`"
    parts = []
    for found in belief.evidence:
        people = {voice for side in (found.sides.favour, found.sides.against, found.sides.both, found.sides.unmarked) for voice in side}
        heard = (
            f"{share(len(people), report.totals.people_heard)}: {stood(found.sides) or 'none marked for or against'}"
            if people
            else "nobody has spoken of it yet"
        )
        parts.append(f"{found.theme}, {heard}")
    return "; ".join(parts)


def _skills(page: Page, skills: Iterable[Skill]) -> None:
    found = [skill for skill in skills if len(skill.people) > 1]
    if not found:
        return
    page.heading("Skills", "named by two or more")
    for skill in found:
        if skill.have:
            plan = "you have it"
        elif skill.action:
            done = skill.action.done
            plan = f"{'done' if done else 'planned'}: {plain(skill.action.text)}" + (
                f", by {skill.action.due}" if skill.action.due and not done else ""
            )
        else:
            plan = "no plan yet"
        page.text(f"{skill.name} ({plural(len(skill.people), 'person', 'people')}): {plan}", sign="·", sign_kind="dim")


def _coverage(page: Page, report: Report) -> None:
    page.heading("How far you have come")
    found = report.saturation
    page.text(found.sentence)
    if found.base:
        rule = f"runs of {found.run_length} after the first {found.base_size}, enough at {100 * found.threshold:.0f} % (Guest, Namey & Chen 2020)"
        page.text(f"New themes by talk: {' '.join(f'{len(step.new)}' for step in found.steps)}; {rule}.", "dim")
    gaps = [row.name for row in report.coverage.categories if not any(row.asked) and not any(row.points)]
    if gaps and len(report.digests) >= found.base_size:  # before that, everything is a gap
        page.text(f"Nobody was asked about {listing(gaps, 'or')}, and no heading of your notes is called so.")


def _heard_of(page: Page, report: Report) -> None:
    if not (report.avenues or report.resources):
        return
    page.heading("Heard of, and not followed yet")
    for one in report.avenues:
        sources = listing(voice.name for voice in one.people) or "somebody unnamed"
        page.text(f"{one.name}, from {sources}", sign="·", sign_kind="dim")
        page.source("", *one.spots[0], indent=2)
    if report.resources:
        page.text(f"{plural(len(report.resources), 'thing')} to read, hear or visit; `--format md` lists them.", "dim")


def _digests(page: Page, report: Report) -> None:
    page.heading("Talk by talk")
    for one in report.digests:
        names = listing(voice.name for voice in one.people) or "somebody unnamed"
        page.text(f"{one.date or 'undated'}  {names}", "name")
        for said in one.takeaways[:1] or one.key_points[:_QUOTED]:
            words = plain(said.text)
            page.text(f"“{unquoted(words)}”" if said.quote else words, "quote" if said.quote else "", indent=4)
        named = [f"named {listing(referral.name for referral in one.referrals)}"] if one.referrals else []
        due = [plural(one.open_actions, "open action")] if one.open_actions else []
        theirs = [plural(one.promised, "promise") + " to come"] if one.promised else []
        if named or due or theirs:
            page.text("; ".join([*named, *due, *theirs]), "dim", indent=4)


def _next(page: Page, report: Report) -> None:
    pending = [action for action in report.actions if not action.done]
    if report.next:
        page.heading("Next")
        for duty in report.next[:_FEW]:
            page.text(duty.message, sign="!" if duty.days_late else "·", sign_kind="error" if duty.days_late else "dim")
            page.source(f"due {duty.due}" if duty.due else "", duty.path, duty.place.line, indent=2)
        if len(report.next) > _FEW:
            page.text(f"and {len(report.next) - _FEW} more: `notes-kit due`", "dim", indent=2)
    elif pending:
        page.heading("Next")
        for action in pending[:_FEW]:
            theirs = f"{listing(action.people) or 'They'} promised: " if action.promised else ""
            page.text(theirs + plain(action.text), sign="!" if action.overdue else "·", sign_kind="error" if action.overdue else "dim")
            page.source(f"due {action.due}" if action.due else "no date", action.path, action.line, indent=2)
