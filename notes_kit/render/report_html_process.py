"""How the search itself goes (P5, P47): the funnel, the answers by channel, what led somewhere, and what is due next."""

from __future__ import annotations

import re
from datetime import date

from notes_kit.render.report_html_decide import scrolled
from notes_kit.render.report_html_marks import bar, interval
from notes_kit.render.report_html_markup import Html, el, hidden, joined, said
from notes_kit.render.report_html_sheet import Sheet, short_day
from notes_kit.render.report_process import STEP_WORDS
from notes_kit.render.words import listing, plural
from notes_kit.themes.report import Action, Channel, Report

_MOST_DUTIES, _MOST_YIELDS = 40, 12
_ISO = re.compile(r"(?<![\d-])(\d{4}-\d\d-\d\d)(?![\d-])")


def funnel(sheet: Sheet) -> Html | None:
    """How many contacts came at least this far, each step with its share of the one before."""
    steps = sheet.report.funnel
    if not steps or not steps[0].people:
        return None
    rows = []
    for at, step in enumerate(steps):
        before = steps[at - 1].people if at else 0
        share = f"{100 * step.people / before:.0f} %" if before else ""
        rows.append(el("tr", el("th", STEP_WORDS[step.stage].capitalize(), scope="row"), el("td", bar(step.people / steps[0].people), class_="plot"),
                       el("td", f"{step.people}", class_="number"), el("td", share, class_="number")))  # fmt: skip
    head = el("tr", el("th", "Came at least to", scope="col"), el("th", hidden("as a bar"), scope="col"), el("th", "People", scope="col", class_="number"),
              el("th", "Of the step before", scope="col", class_="number"))  # fmt: skip
    name = "From lead to kept contact"
    return joined([el("h3", name), el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *rows), class_="bars")])


def outreach(sheet: Sheet) -> Html | None:
    """Who answered, by channel, with what may well be the true rate, and what the guides expect."""
    channels = sheet.report.outreach
    if not channels:
        return None
    words = ("Channel", "People asked", "Answered", "Rate", "Days to reply", "Guides expect")
    head = el("tr", *(el("th", word, scope="col", class_="number" if word in words[1:3] or word == words[4] else None) for word in words))
    name = "Answers by channel"
    table = el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *map(_channel, channels)), class_="rows channels")
    lead = "The dot is the share of people who answered; the line is where the true rate may well lie (95 %, Wilson), wide where few were asked."
    return joined([el("h3", name), el("p", lead, class_="lead"), scrolled(table, name)])


def _channel(one: Channel) -> Html:
    rate = joined(
        [interval(one.rate, one.low, one.high), el("small", f"{100 * one.rate:.0f} %, likely {100 * one.low:.0f} to {100 * one.high:.0f} %")]
    )
    days = f"{one.median_days:g}" if one.median_days is not None else ""
    again = f" in {plural(one.attempts, 'message')}" if one.attempts > one.people else ""
    return el("tr", el("th", one.channel, scope="row"), el("td", f"{one.people}", el("small", again) if again else None, class_="number"),
              el("td", f"{one.replied}", class_="number"), el("td", rate, class_="plot"), el("td", days, class_="number"), el("td", one.expected or "–"))  # fmt: skip


def yields(sheet: Sheet) -> Html | None:
    """Which people and sources led to a talk."""
    found = [row for row in sheet.report.network.yields if row.named][:_MOST_YIELDS]
    if not found:
        return None
    rows = [el("tr", el("th", el("bdi", row.name) if row.person else el("em", row.name), scope="row"), *(el("td", f"{number}", class_="number")
            for number in (row.named, row.asked, row.met))) for row in found]  # fmt: skip
    head = el(
        "tr", *(el("th", word, scope="col", class_=None if word == "Who or what" else "number") for word in ("Who or what", "Named", "Asked", "Met"))
    )
    left = len(sheet.report.network.yields) - len(found)
    table = el("table", el("caption", "What the names led to", class_="heard"), el("thead", head), el("tbody", *rows), class_="rows")
    more = el("p", f"And {left} more, with less to show.", class_="note") if left > 0 else None
    return el("details", el("summary", "What each name led to"), scrolled(table, "What the names led to"), more, class_="aside")


def due(sheet: Sheet) -> Html | None:
    """The duties that `lint` finds, soonest first, then what was agreed and stays open."""
    report = sheet.report
    parts: list[str] = []
    if report.next:
        parts.append(el("ol", *(_duty(sheet, at) for at in range(min(len(report.next), _MOST_DUTIES))), class_="duties"))
        if len(report.next) > _MOST_DUTIES:
            parts.append(el("p", f"And {len(report.next) - _MOST_DUTIES} more: ", el("code", "notes-kit due"), ".", class_="note"))
    told = {(duty.path, duty.place.line) for duty in report.next}
    pending = [action for action in report.actions if not action.done and (action.path, action.line) not in told]
    for head, found in (("Also agreed", [one for one in pending if not one.promised]), ("Promised to you", [one for one in pending if one.promised])):
        if found:
            parts += [el("h3", head), el("ul", *(_action(sheet, one) for one in found[:_MOST_DUTIES]), class_="plain")]
    return joined(parts) if parts else None


def _duty(sheet: Sheet, at: int) -> Html:
    duty = sheet.report.next[at]
    late = duty.days_late > 0
    day = (
        el("span", short_day(duty.due), hidden(", late") if late else None, class_="day late" if late else "day")
        if duty.due
        else el("span", "no day", class_="day")
    )
    place = sheet.opens(duty.path, duty.place.line)
    close = joined(["Closed by ", el("code", duty.close)]) if duty.close else None
    return el("li", day, el("div", el("p", told(duty.message), ". ", place), el("p", close, class_="source") if close else None))


def _action(sheet: Sheet, one: Action) -> Html:
    who = f"{listing(one.people)}: " if one.people else ""
    due_on = joined([", by ", short_day(one.due)]) if one.due else ", no date"
    late = el("strong", " overdue", class_="warn") if one.overdue else None
    return el("li", who, said(one.text), due_on, late, " ", sheet.opens(one.path, one.line))


def told(message: str) -> Html:
    """A duty's words as a sentence, its days written out."""
    parts = _ISO.split(message[:1].upper() + message[1:])
    return joined(_day(part) if at % 2 else part for at, part in enumerate(parts))


def _day(words: str) -> str:
    try:
        return short_day(date.fromisoformat(words))
    except ValueError:
        return words


def late(report: Report) -> int:
    """How many of the duties are past their day."""
    return sum(duty.days_late > 0 for duty in report.next)
