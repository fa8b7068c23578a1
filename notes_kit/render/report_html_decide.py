"""What the talks mean for a decision (P40–P42): assumptions and goals, skills, people and places heard of, things to read."""

from __future__ import annotations

from collections.abc import Iterable

from notes_kit.render.report_html_marks import stands
from notes_kit.render.report_html_markup import Html, el, hidden, joined, said, web_link
from notes_kit.render.report_html_sheet import Sheet, short_day
from notes_kit.render.report_page import share, stood
from notes_kit.render.words import plural
from notes_kit.themes.report import Avenue, Belief, Evidence, Resource, Skill
from notes_kit.themes.voices import Spot

MOST_ROWS, MOST_POINTS = 100, 12
"""Rows of one list on the page, and points on one skill; those beyond are counted."""


def decisions(sheet: Sheet) -> Html | None:
    """The profile's assumptions and goals against the evidence, and the skills that were named."""
    report = sheet.report
    parts: list[str] = []
    for name, found in (("What you assumed", report.assumptions), ("What you want to know", report.goals)):
        if found:
            parts += [el("h3", name), el("ul", *(_belief(sheet, one) for one in found), class_="beliefs")]
    skills = _skills(sheet, report.skills)
    return joined([*parts, skills]) if parts or skills else None


def _belief(sheet: Sheet, belief: Belief) -> Html:
    head = el("p", said(belief.text), " ", sheet.opens(belief.path, belief.line), class_="belief", dir="auto")
    if not belief.evidence:
        return el("li", head, el("p", "No marked evidence yet. Link a theme to it, as ", el("code", "#theme/NAME"), ".", class_="note"))
    return el("li", head, *(_evidence(sheet, one) for one in belief.evidence))


def _evidence(sheet: Sheet, one: Evidence) -> Html:
    heard = sheet.report.totals.people_heard
    people = sum(map(len, (one.sides.favour, one.sides.against, one.sides.both, one.sides.unmarked)))
    if not people:
        return el("p", "On ", sheet.theme_link(one.theme), ": nobody has spoken of it yet.", class_="note")
    words = f": {share(people, heard)} heard on it, {stood(one.sides) or 'none marked for or against'}."
    return el("div", stands(one.sides, heard), el("p", "On ", sheet.theme_link(one.theme), words), class_="evidence")


def _skills(sheet: Sheet, skills: Iterable[Skill]) -> Html | None:
    found = list(skills)
    several = [skill for skill in found if len(skill.people) > 1]
    alone = [skill for skill in found if len(skill.people) == 1]
    if not found:
        return None
    parts: list[str] = [el("h3", "Skills they named")]
    if several:
        head = el("tr", *(el("th", word, scope="col") for word in ("Skill", "Named by", "And you")))
        rows = [_skill(sheet, skill) for skill in several[:MOST_ROWS]]
        parts.append(scrolled(el("table", el("caption", "Skills named by two people or more", class_="heard"), el("thead", head), el("tbody", *rows),
                                 class_="rows"), "Skills named by two people or more"))  # fmt: skip
    if alone:
        names = ", ".join(f"{skill.name} ({skill.people[0].name})" for skill in alone[:MOST_ROWS])
        parts.append(el("p", f"Named by one person each: {names}.", class_="note"))
    return joined(parts)


def _skill(sheet: Sheet, skill: Skill) -> Html:
    if skill.have:
        plan: Html = Html("you have it")
    elif skill.action:
        due = joined([", by ", short_day(skill.action.due)]) if skill.action.due else None
        state = "done: " if skill.action.done else "planned: "
        plan = joined([state, said(skill.action.text), None if skill.action.done else due, " ", sheet.opens(skill.action.path, skill.action.line)])
    else:
        plan = el("strong", "no plan yet", class_="warn")
    points = [el("li", said(point.text), " ", sheet.source(point), class_="said") for point in skill.points[:MOST_POINTS]]
    if len(skill.points) > MOST_POINTS:
        points.append(el("li", f"and {len(skill.points) - MOST_POINTS} more", class_="note"))
    shown = joined([sheet.person_link(voice) for voice in skill.people[:MOST_POINTS]], ", ")
    names = joined([shown, f" and {len(skill.people) - MOST_POINTS} more"]) if len(skill.people) > MOST_POINTS else shown
    evidence = el(
        "details", el("summary", plural(len(skill.points), "point"), hidden(f" on {skill.name}")), el("ul", *points, class_="points"), class_="aside"
    )
    return el("tr", el("th", skill.name, scope="row"), el("td", f"{len(skill.people)}: ", names, evidence), el("td", plan),
              **sheet.about(skill.points, people=skill.people))  # fmt: skip


def heard_of(sheet: Sheet) -> Html | None:
    """People and places named and not approached yet, and what to read, hear or visit, each with who named it."""
    report = sheet.report
    parts: list[str] = []
    for kind, head in (
        ("work", "Work you had not thought of"),
        ("person", "People named, without a note yet"),
        ("organization", "Organisations heard of"),
    ):
        found = [one for one in report.avenues if one.kind == kind]
        if found:
            parts += [el("h3", head), el("ul", *(_avenue(sheet, one) for one in found[:MOST_ROWS]), _left(len(found)), class_="plain")]
    if report.resources:
        items = [_resource(sheet, one) for one in report.resources[:MOST_ROWS]]
        parts += [el("h3", "To read, hear or visit"), el("ul", *items, _left(len(report.resources)), class_="plain")]
    return joined(parts) if parts else None


def _avenue(sheet: Sheet, one: Avenue) -> Html:
    names = joined([sheet.person_link(voice) for voice in one.people] or ["somebody unnamed"], ", ")
    own = joined([" ", sheet.note(one.path)]) if one.path else None
    return el("li", el("bdi", one.name), own, ", from ", names, " ", _spots(sheet, one.spots), **sheet.about(people=one.people))


def _spots(sheet: Sheet, spots: Iterable[Spot]) -> Html:
    return joined([sheet.opens(spot.path, spot.line) for spot in spots], ", ")


def _resource(sheet: Sheet, one: Resource) -> Html:
    words = said(one.text)
    link = None if not one.url or "<a " in words else joined([" ", web_link(one.url, one.url)])
    names = joined([sheet.person_link(voice) for voice in one.people] or ["somebody unnamed"], ", ")
    source = joined([names, short_day(one.date), sheet.opens(one.path, one.line)], " · ")
    return el("li", el("p", words, link, dir="auto"), el("p", source, class_="source"), **sheet.about(people=one.people, days=[one.date]))


def _left(number: int) -> Html | None:
    return el("li", f"and {number - MOST_ROWS} more in the notes", class_="note") if number > MOST_ROWS else None


def scrolled(table: Html, name: str) -> Html:
    """A table that may be wider than the page: it scrolls within a region that the keyboard reaches."""
    return el("div", table, class_="wide", role="region", tabindex=0, aria_label=name)
