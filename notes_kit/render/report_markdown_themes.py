"""What was said, as Markdown: what one assumed against the evidence, the themes with every point, where people differ."""

from __future__ import annotations

from notes_kit.model.note import Stance
from notes_kit.render.report_kept import place
from notes_kit.render.report_lines import due, linked_people, on, point, table
from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_outlook import kinds_apart
from notes_kit.render.report_page import share, stood
from notes_kit.render.words import listing, plural
from notes_kit.themes.evidence import representative
from notes_kit.themes.report import Belief, Evidence, Report
from notes_kit.themes.voices import Claim, Sides, Theme

_EACH_SIDE = 3
"""Points that stand for a side of an assumption; the theme has all of them."""


def news(report: Report) -> list[str]:
    """What the period added to all that was heard before it."""
    if report.news is None:
        return []
    found = report.news
    lines = [f"## New since {found.since}", "", f"- {plural(found.talks, 'talk')} held"]
    if found.people:
        lines.append(f"- First heard: {linked_people(found.people)}")
    if found.themes:
        lines.append(f"- First spoken of: {listing(map(inert, found.themes))}")
    lines += [f"- {inert(one.name)}: {one.before} → {plural(one.now, 'person', 'people')}" for one in found.grown]
    lines += [f"- {inert(name)}: people disagree on it for the first time" for name in found.divided]
    return [*lines, ""]


def decisions(report: Report) -> list[str]:
    """Each assumption and goal of the profile with the points that support and contradict it (P40)."""
    lines: list[str] = []
    told: set[str] = set()
    for title, found in (("Assumptions", report.assumptions), ("Goals", report.goals)):
        if found:
            lines += [f"## {title}", ""]
            for belief in found:
                lines += _belief(belief, report, told)
            lines.append("")
    return [*lines, *place("decisions")] if lines else []


def _belief(belief: Belief, report: Report, told: set[str]) -> list[str]:
    """A belief with its evidence; points that stand above already (`told`) are not repeated."""
    lines = [f"- {inert(belief.text)}"]
    if not belief.evidence:
        lines.append("  - no marked evidence")
    for one in belief.evidence:
        people = [*one.sides.favour, *one.sides.against, *one.sides.both, *one.sides.unmarked]
        if not people:
            lines.append(f"  - {inert(one.theme)}: nobody has spoken of it yet")
            continue
        lines.append(f"  - {inert(one.theme)}: {share(len(people), report.totals.people_heard)}; {_stands(one.sides)}")
        lines += [] if one.theme in told else _evidence(one)
        told.add(one.theme)
    return lines


def _evidence(one: Evidence) -> list[str]:
    """A few points of each side; who has said nothing for or against stands in the theme alone."""
    lines = []
    for stance in (Stance.FOR, Stance.AGAINST, Stance.BOTH):
        every = [said for said in one.points if said.stance is stance]
        for said in representative(every, _EACH_SIDE):
            lines += point(said, indent=2, reasons=False)
        if len(every) > _EACH_SIDE:
            lines.append(f"    - and {plural(len(every) - _EACH_SIDE, 'more point')} of the kind")
    return lines


def _stands(sides: Sides) -> str:
    said = (("for", sides.favour), ("against", sides.against), ("both", sides.both))
    return "; ".join(f"{word}: {linked_people(side)}" for word, side in said if side) or "none marked for or against"


def themes(report: Report) -> list[str]:
    """The themes that people marked, counted by person, each with every point."""
    if not report.marked:
        return []
    rows = [
        [
            note_link(theme.note, theme.name, cell=True) if theme.note else inert(theme.name, cell=True),
            f"{len(theme.people)}",
            f"{len(theme.talks)}",
            *(f"{len(side)}" if side else "" for side in (theme.sides.favour, theme.sides.against, theme.sides.both)),
            f"{theme.first or ''}",
            f"{theme.last or ''}",
        ]
        for theme in report.marked
    ]
    lines = ["## Themes", "", f"Counted by person, out of the {report.totals.people_heard} heard.", ""]
    lines += table(("Theme", "People", "Talks", "For", "Against", "Both", "First", "Last"), rows)
    for theme in report.marked:
        lines += _theme(theme, report)
    return lines


def _theme(theme: Theme, report: Report) -> list[str]:
    measure = [share(len(theme.people), report.totals.people_heard), plural(len(theme.talks), "talk"), stood(theme.sides)]
    lines = [f"### {inert(theme.name)}", ""]
    if theme.definition:
        lines += [f"*{inert(theme.definition)}*", ""]
    lines += [", ".join(part for part in measure if part) + ".", ""]
    for said in theme.points:
        lines += point(said)
    for mark in theme.marks:
        lines.append(f"- the whole talk — {note_link(mark.path, listing(voice.name for voice in mark.people) or 'somebody unnamed')}{on(mark.date)}")
    return [*lines, "", *place(theme.name)]


def contrasts(report: Report) -> list[str]:
    """Where people differ, and of which kind those are who do (P37)."""
    if not report.contrasts:
        return []
    rows = [
        [inert(one.theme, cell=True), *(linked_people(side, cell=True) for side in (one.sides.favour, one.sides.against, one.sides.both))]
        for one in report.contrasts
    ]
    notes = [f"- {inert(one.theme)}: {_claim(claim)}" for one in report.contrasts for claim in one.claims]
    notes += [f"- {inert(one.theme)}, by {aspect}: {inert(words)}" for one in report.contrasts for aspect, words in kinds_apart(one)]
    return ["## Where they disagree", "", *table(("Theme", "For", "Against", "Both"), rows), *notes, *([""] if notes else [])]


def _claim(claim: Claim) -> str:
    favour = listing(f"all {number} of {inert(value)}" for value, number in claim.favour)
    against = listing(f"all {number} of {inert(value)}" for value, number in claim.against)
    return f"by {claim.aspect}, {favour} for; {against} against"


def minor(report: Report) -> list[str]:
    """What one person alone raised, what nobody did, and what may be worth a mark."""
    lines = []
    if report.single_voice:
        lines += ["## Single voices", ""]
        lines += [f"- {inert(theme.name)}: {linked_people(theme.people)}" for theme in report.single_voice]
        lines.append("")
    if report.unheard:
        lines += ["## Nobody has spoken of", "", *(f"- {note_link(one.note, one.name)}" for one in report.unheard), ""]
    if report.opposed:
        lines += [
            "## Worth marking?",
            "",
            "Two people's points that share words, and of which one denies something. Read them; most such pairs agree.",
            "",
        ]
        for one in report.opposed:
            lines += [*point(one.one, reasons=False), *point(one.other, reasons=False, indent=1)]
        lines.append("")
    return lines


def skills(report: Report) -> list[str]:
    """Skills heard, by person, against those of the profile (P41)."""
    if not report.skills:
        return []
    rows = []
    for skill in report.skills:
        plan = f"{inert(skill.action.text, cell=True)}{due(skill.action)}" if skill.action else "none yet" if skill.gap else ""
        rows.append([inert(skill.name, cell=True), linked_people(skill.people, cell=True), "yes" if skill.have else "", plan])
    return ["## Skills", "", *table(("Skill", "Named by", "Yours", "Plan"), rows)]
