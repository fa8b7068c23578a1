"""The report as Markdown for the vault: the same notes give the same bytes, and one changed point changes few lines.

Nothing in it counts lines of notes or days until today, both of which would change on their own:
places are links to the block or heading, and what is due has its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notes_kit import __version__
from notes_kit.model.note import Section, Stance
from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_page import share, stood
from notes_kit.render.report_process import STEP_WORDS, likely
from notes_kit.render.report_suggested import suggested_lines
from notes_kit.render.words import listing, plural, unquoted
from notes_kit.themes.report import Action, Belief, Digest, Edge, Report
from notes_kit.themes.voices import Claim, Said, Sides, Theme, Voice

_SIGNS = {Stance.FOR: "(+) ", Stance.AGAINST: "(−) ", Stance.BOTH: "(±) "}
_ELSEWHERE = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS, Section.RESOURCES)
"""Sections whose points have a place of their own in the report."""


def report_markdown(report: Report) -> str:
    """The whole report, with its front matter, ending in a newline."""
    lines = [*_summary(report)]
    if report.totals.held:
        for section in (_themes, _contrasts, _minor, suggested_lines, _decisions, _skills, _progress, _coverage, _heard_of, _talks):
            lines += section(report)
    for section in (_actions, _process, _next):
        lines += section(report)
    return _framed(report, "\n".join(lines))


def _framed(report: Report, body: str) -> str:
    import frontmatter  # noqa: PLC0415 - YAML, needed only by this format

    known = {"type": "report", "today": report.today, "since": report.since, "until": report.until, "redacted": report.redacted}
    known["notes_kit"] = __version__
    post = frontmatter.Post(body)
    post.metadata.update({key: value for key, value in known.items() if value})
    return str(frontmatter.dumps(post)) + "\n"


def _summary(report: Report) -> list[str]:
    totals = report.totals
    lines = ["# What people told you", ""]
    if totals.held:
        lines.append(f"- {plural(totals.people_heard, 'person', 'people')} heard in {plural(totals.held, 'talk')}")
        lines.append(f"- {plural(totals.said, 'point')}, {totals.said - len(report.untagged)} of them under {plural(len(report.marked), 'theme')}")
        if totals.own:
            lines.append(f"- {plural(totals.own, 'point')} of your own (takeaways, open questions), which count as nobody's voice")
    if totals.withheld:
        lines.append(f"- {plural(totals.withheld, 'confidential talk')} left out")
    lines += [f"- Not counted: {plural(one.points, 'point')} in {note_link(one.path, _stem(one.path))}; {one.why}" for one in report.left_out]
    if report.hint:
        lines += ["", inert(report.hint)]
    return [*lines, ""]


def _themes(report: Report) -> list[str]:
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
    lines += _table(("Theme", "People", "Talks", "For", "Against", "Both", "First", "Last"), rows)
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
        lines += _point(said)
    for mark in theme.marks:
        names = listing(mark_voice.name for mark_voice in mark.people) or "somebody unnamed"
        lines.append(f"- the whole talk — {note_link(mark.path, names)}{_on(mark.date)}")
    return [*lines, ""]


def _contrasts(report: Report) -> list[str]:
    if not report.contrasts:
        return []
    rows = [
        [inert(one.theme, cell=True), *(_people(side, cell=True) for side in (one.sides.favour, one.sides.against, one.sides.both))]
        for one in report.contrasts
    ]
    claims = [f"- {inert(one.theme)}: {_claim(claim)}" for one in report.contrasts for claim in one.claims]
    return ["## Where they disagree", "", *_table(("Theme", "For", "Against", "Both"), rows), *claims, *([""] if claims else [])]


def _claim(claim: Claim) -> str:
    favour = listing(f"all {number} of {inert(value)}" for value, number in claim.favour)
    against = listing(f"all {number} of {inert(value)}" for value, number in claim.against)
    return f"by {claim.aspect}, {favour} for; {against} against"


def _minor(report: Report) -> list[str]:
    lines = []
    if report.single_voice:
        lines += ["## Single voices", ""]
        lines += [f"- {inert(theme.name)}: {_people(theme.people)}" for theme in report.single_voice]
        lines.append("")
    if report.unheard:
        lines += ["## Nobody has spoken of", "", *(f"- {note_link(one.note, one.name)}" for one in report.unheard), ""]
    return lines


def _decisions(report: Report) -> list[str]:
    lines = []
    for title, found in (("Assumptions", report.assumptions), ("Goals", report.goals)):
        if found:
            lines += [f"## {title}", ""]
            for belief in found:
                lines += _belief(belief, report)
            lines.append("")
    return lines


def _belief(belief: Belief, report: Report) -> list[str]:
    lines = [f"- {inert(belief.text)}"]
    if not belief.evidence:
        lines.append("  - no marked evidence")
    for one in belief.evidence:
        people = [*one.sides.favour, *one.sides.against, *one.sides.both, *one.sides.unmarked]
        if not people:
            lines.append(f"  - {inert(one.theme)}: nobody has spoken of it yet")
            continue
        lines.append(f"  - {inert(one.theme)}: {share(len(people), report.totals.people_heard)}; {_stands(one.sides)}")
    return lines


def _stands(sides: Sides) -> str:
    said = (("for", sides.favour), ("against", sides.against), ("both", sides.both))
    return "; ".join(f"{word}: {_people(side)}" for word, side in said if side) or "none marked for or against"


def _skills(report: Report) -> list[str]:
    if not report.skills:
        return []
    rows = []
    for skill in report.skills:
        plan = f"{inert(skill.action.text, cell=True)}{_due(skill.action)}" if skill.action else ""
        rows.append([inert(skill.name, cell=True), _people(skill.people, cell=True), "yes" if skill.have else "", plan])
    return ["## Skills", "", *_table(("Skill", "Named by", "Yours", "Plan"), rows)]


def _progress(report: Report) -> list[str]:
    found = report.saturation
    rows = [
        [note_link(step.path, _stem(step.path), cell=True), ", ".join(inert(name, cell=True) for name in step.new), f"{step.total}"]
        for step in found.steps
    ]
    lines = ["## New themes by talk", "", inert(found.sentence), ""]
    return [*lines, *_table(("Talk", "New", "So far"), rows)] if report.marked else lines


def _coverage(report: Report) -> list[str]:
    found = report.coverage
    head = ("", *(inert(voice.name, cell=True) for voice in found.people))
    lines: list[str] = []
    if found.themes:
        rows = [[inert(row.name, cell=True), *(f"{number}" if number else "" for number in row.points)] for row in found.themes]
        lines += ["## Who spoke of what", "", *_table(head, rows)]
    rows = [
        [inert(row.name, cell=True), *(_asked(points, asked) for points, asked in zip(row.points, row.asked, strict=True))]
        for row in found.categories
        if any(row.points) or any(row.asked)
    ]
    if rows:
        lines += ["## What was asked", "", "Points under a heading of that name; `?` for each question asked.", "", *_table(head, rows)]
    return lines


def _asked(points: int, asked: int) -> str:
    return " ".join(part for part in (f"{points}" if points else "", "?" * asked) if part)


def _heard_of(report: Report) -> list[str]:
    lines = []
    if report.avenues:
        lines += ["## Heard of", ""]
        for one in report.avenues:
            name = note_link(one.path, one.name) if one.path else inert(one.name)
            spots = dict.fromkeys(spot.path for spot in one.spots)
            lines.append(f"- {name} — {', '.join(note_link(path, _stem(path)) for path in spots)}")
        lines.append("")
    if report.resources:
        shown = dict.fromkeys((one.text, note_link(one.path, _names(one.people)) + _on(one.date)) for one in report.resources)
        lines += ["## Resources", "", *(f"- {inert(text)} — {where}" for text, where in shown), ""]
    return lines


def _talks(report: Report) -> list[str]:
    left: dict[str, list[Said]] = {}
    for said in report.untagged:
        if said.section not in _ELSEWHERE:
            left.setdefault(said.path, []).append(said)
    lines = ["## Talk by talk", ""]
    for one in report.digests:
        lines += _talk(one, left.get(one.path, []))
    return lines


def _talk(one: Digest, unthemed: Sequence[Said]) -> list[str]:
    day = f"{one.date}" if one.date else "undated"
    facts = []
    if one.themes:
        facts.append(f"Themes: {', '.join(inert(name) for name in one.themes)}")
    if one.referrals:
        named = ", ".join(_linked(who.name, who.path) for who in one.referrals)
        facts.append(f"Named: {named}")
    elif one.asked_none:
        facts.append("Named: nobody, when asked")
    steps = ((one.open_actions, "open"), (one.promised, "promised by them"), (one.done, "done"))
    if any(number for number, _ in steps):
        facts.append(f"Next steps: {', '.join(f'{number} {word}' for number, word in steps if number)}")
    lines = [f"### {note_link(one.path, f'{day} {_names(one.people)}')}", "", *(f"- {fact}" for fact in facts), *([""] if facts else [])]
    for title, found in (("Takeaways", one.takeaways), ("Open questions", one.open_questions), ("Under no theme", unthemed)):
        if found:
            lines += [f"**{title}**", ""]
            for said in found:
                lines += _point(said, source=False)
            lines.append("")
    return lines


def _actions(report: Report) -> list[str]:
    kinds = (
        ("To do", [one for one in report.actions if not one.done and not one.promised]),
        ("Promised to you", [one for one in report.actions if not one.done and one.promised]),
        ("Done", [one for one in report.actions if one.done]),
    )
    lines: list[str] = []
    for title, found in kinds:
        if found:
            lines += [f"## {title}", "", *(f"- {inert(one.text)}{_due(one)} — {note_link(one.path, _stem(one.path))}" for one in found), ""]
    return lines


def _process(report: Report) -> list[str]:
    if not report.totals.contacts:
        return []
    lines = ["## How the search goes", ""]
    lines += _table([STEP_WORDS[step.stage].capitalize() for step in report.funnel], [[f"{step.people}" for step in report.funnel]])
    if report.outreach:
        rows = [
            [one.channel, f"{one.people}", f"{one.replied}", likely(one), f"{one.median_days:g}" if one.median_days is not None else "", one.expected]
            for one in report.outreach
        ]
        lines += _table(("Channel", "Asked", "Answered", "Rate (likely)", "Days", "Guides expect"), rows)
    givers: dict[tuple[str, str], list[Edge]] = {}
    for edge in report.network.edges:
        givers.setdefault((edge.giver, edge.giver_path), []).append(edge)
    if givers:
        lines += ["## Who led to whom", ""]
        for (giver, path), edges in givers.items():
            led = ", ".join(f"{_linked(edge.named, edge.named_path)} ({edge.stage.value if edge.stage else 'no note'})" for edge in edges)
            lines.append(f"- {_linked(giver, path)} → {led}")
        lines.append("")
    return lines


def _next(report: Report) -> list[str]:
    """The duties by their day; their messages count days until today, so they are told by rule and person."""
    if not report.next:
        return []
    rows = []
    for one in report.next:
        what = ", ".join(part for part in (one.rule.replace("-", " "), one.contact or "") if part)
        rows.append(f"- {f'{one.due}: ' if one.due else ''}{inert(what)} — {note_link(one.path, _stem(one.path))}")
    return ["## Next", "", *dict.fromkeys(rows), ""]


def _point(said: Said, *, source: bool = True) -> list[str]:
    words = inert(unquoted(said.text)) if said.quote else inert(said.text)
    words = f"“{words}”" if said.quote else words
    if source:
        words += f" — {note_link(said.path, _names(said.people, own=said.own), anchor=said.anchor, block=said.block)}{_on(said.date)}"
    sign = _SIGNS[said.stance] if said.stance else ""
    return [f"- {sign}{words}", *(f"{'  ' * reason.depth}- {inert(reason.text)}" for reason in said.reasons)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table without padding, so that a longer cell changes its own row and no other."""
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows), ""]


def _people(people: Iterable[Voice], *, cell: bool = False) -> str:
    return ", ".join(_linked(voice.name, voice.path, cell=cell) for voice in people)


def _linked(name: str, path: str, *, cell: bool = False) -> str:
    return note_link(path, name, cell=cell) if path else inert(name, cell=cell)


def _names(people: Iterable[Voice], *, own: bool = False) -> str:
    return ", ".join(voice.name for voice in people) or ("my own words" if own else "somebody unnamed")


def _on(day: object) -> str:
    return f", {day}" if day else ""


def _due(action: Action) -> str:
    if action.done:
        return f", done {action.done_on}" if action.done_on else ""
    return f", due {action.due}" if action.due else ""


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].removesuffix(".md")
