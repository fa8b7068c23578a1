"""What was done and what is left to do, as Markdown: coverage, what was heard of, talk by talk, actions, and how the search goes."""

from __future__ import annotations

from collections.abc import Sequence

from notes_kit.model.note import Section
from notes_kit.render.report_lines import due, linked, names, on, point, stem, table
from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.report_outlook import asked_words, gave_words
from notes_kit.render.report_process import STEP_WORDS, likely
from notes_kit.render.words import plural
from notes_kit.themes.report import Digest, Edge, Report
from notes_kit.themes.voices import Said

_ELSEWHERE = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS, Section.RESOURCES)
"""Sections whose points have a place of their own in the report."""

_QUESTIONS = 12


def progress(report: Report) -> list[str]:
    """Which talk brought which new theme, and what that says of those to come."""
    found = report.saturation
    rows = [
        [note_link(step.path, stem(step.path), cell=True), ", ".join(inert(name, cell=True) for name in step.new), f"{step.total}"]
        for step in found.steps
    ]
    lines = ["## New themes by talk", "", inert(" ".join(part for part in (found.sentence, found.lately) if part)), ""]
    return [*lines, *table(("Talk", "New", "So far"), rows)] if report.marked else lines


def coverage(report: Report) -> list[str]:
    """Theme by person, and category by person with the questions asked."""
    found = report.coverage
    head = ("", *(inert(voice.name, cell=True) for voice in found.people))
    lines: list[str] = []
    if found.themes:
        rows = [[inert(row.name, cell=True), *(f"{number}" if number else "" for number in row.points)] for row in found.themes]
        lines += ["## Who spoke of what", "", *table(head, rows)]
    rows = [
        [inert(row.name, cell=True), *(_asked(points, asked) for points, asked in zip(row.points, row.asked, strict=True))]
        for row in found.categories
        if any(row.points) or any(row.asked)
    ]
    if rows:
        lines += ["## What was asked", "", "Points under a heading of that name; `?` for each question asked.", "", *table(head, rows)]
    return lines


def _asked(points: int, asked: int) -> str:
    return " ".join(part for part in (f"{points}" if points else "", "?" * asked) if part)


def to_ask(report: Report) -> list[str]:
    """The questions that nobody has answered yet, and who could."""
    if not report.ask:
        return []
    rows = []
    for one in report.ask[:_QUESTIONS]:
        people = ", ".join(f"{linked(who.name, who.path)} ({asked_words(who)})" for who in one.people)
        rows.append(f"- {inert(one.text)}{f' — {people}' if people else ''}")
    more = len(report.ask) - len(rows)
    rest = [f"- and {plural(more, 'more question')} in {note_link(report.ask[0].path, stem(report.ask[0].path))}"] if more else []
    return ["## To ask next", "", *rows, *rest, ""]


def heard_of(report: Report) -> list[str]:
    """People, places, kinds of work and things to read that somebody named (P42)."""
    lines = []
    if report.avenues:
        lines += ["## Heard of", ""]
        for one in report.avenues:
            name = note_link(one.path, one.name) if one.path else inert(one.name)
            spots = dict.fromkeys(spot.path for spot in one.spots)
            lines.append(f"- {name}{' (work)' if one.kind == 'work' else ''} — {', '.join(note_link(path, stem(path)) for path in spots)}")
        lines.append("")
    if report.resources:
        shown = dict.fromkeys((one.text, note_link(one.path, names(one.people)) + on(one.date)) for one in report.resources)
        lines += ["## Resources", "", *(f"- {inert(text)} — {where}" for text, where in shown), ""]
    return lines


def talks(report: Report) -> list[str]:
    """A card for each talk: what I took from it, what is open, and what stands under no theme (P38)."""
    if not report.digests:
        return []
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
        named = ", ".join(linked(who.name, who.path) for who in one.referrals)
        facts.append(f"Named: {named}")
    elif one.asked_none:
        facts.append("Named: nobody, when asked")
    steps = ((one.open_actions, "open"), (one.promised, "promised by them"), (one.done, "done"))
    if any(number for number, _ in steps):
        facts.append(f"Next steps: {', '.join(f'{number} {word}' for number, word in steps if number)}")
    lines = [f"### {note_link(one.path, f'{day} {names(one.people)}')}", "", *(f"- {fact}" for fact in facts), *([""] if facts else [])]
    for title, found in (("Takeaways", one.takeaways), ("Open questions", one.open_questions), ("Under no theme", unthemed)):
        if found:
            lines += [f"**{title}**", ""]
            for said in found:
                lines += point(said, source=False)
            lines.append("")
    return lines


def actions(report: Report) -> list[str]:
    """What I said I would do, what they said they would, and what is done."""
    kinds = (
        ("To do", [one for one in report.actions if not one.done and not one.promised]),
        ("Promised to you", [one for one in report.actions if not one.done and one.promised]),
        ("Done", [one for one in report.actions if one.done]),
    )
    lines: list[str] = []
    for title, found in kinds:
        if found:
            lines += [f"## {title}", "", *(f"- {inert(one.text)}{due(one)} — {note_link(one.path, stem(one.path))}" for one in found), ""]
    return lines


def process(report: Report) -> list[str]:
    """The funnel, the answers by channel, who led to whom, and who gave (P5, P45, P47)."""
    if not (report.totals.contacts and report.funnel):
        return []
    lines = ["## How the search goes", ""]
    lines += table([STEP_WORDS[step.stage].capitalize() for step in report.funnel], [[f"{step.people}" for step in report.funnel]])
    if report.outreach:
        rows = [
            [one.channel, f"{one.people}", f"{one.replied}", likely(one), f"{one.median_days:g}" if one.median_days is not None else "", one.expected]
            for one in report.outreach
        ]
        lines += table(("Channel", "Asked", "Answered", "Rate (likely)", "Days", "Guides expect"), rows)
    givers: dict[tuple[str, str], list[Edge]] = {}
    for edge in report.network.edges:
        givers.setdefault((edge.giver, edge.giver_path), []).append(edge)
    if givers:
        lines += ["## Who led to whom", ""]
        for (giver, path), edges in givers.items():
            led = ", ".join(f"{linked(edge.named, edge.named_path)} ({edge.stage.value if edge.stage else 'no note'})" for edge in edges)
            lines.append(f"- {linked(giver, path)} → {led}")
        lines.append("")
    only = [one for one in report.gave if not one.back]
    if only:
        lines += ["## Who gave, and got nothing back yet", "", *(f"- {linked(one.name, one.path)}: {gave_words(one)}" for one in only), ""]
    return lines


def duties(report: Report) -> list[str]:
    """The duties by their day; their messages count days until today, so they are told by rule and person."""
    if not report.next:
        return []
    rows = []
    for one in report.next:
        what = ", ".join(part for part in (one.rule.replace("-", " "), one.contact or "") if part)
        rows.append(f"- {f'{one.due}: ' if one.due else ''}{inert(what)} — {note_link(one.path, stem(one.path))}")
    return ["## Next", "", *dict.fromkeys(rows), ""]
