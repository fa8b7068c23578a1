"""The report as one HTML file to read, print or send: no network, no script needed, and whatever a note says stays words.

Text becomes markup in `report_html_markup` alone, which escapes it; a strict Content Security Policy stands behind that.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from notes_kit.render.report_html_coverage import categories, matrix, progress
from notes_kit.render.report_html_decide import decisions, heard_of
from notes_kit.render.report_html_marks import symbols
from notes_kit.render.report_html_markup import Html, el, joined
from notes_kit.render.report_html_network import network
from notes_kit.render.report_html_opening import in_short, opening
from notes_kit.render.report_html_outlook import ask, gave, news, worth_marking
from notes_kit.render.report_html_process import due, funnel, outreach, yields
from notes_kit.render.report_html_script import SCRIPT
from notes_kit.render.report_html_sheet import Notes, Sheet, plain_day, title
from notes_kit.render.report_html_style import style
from notes_kit.render.report_html_talks import digests, sources, timeline
from notes_kit.render.report_html_themes import by_heading, contrasts, single_voices, suggested, themes
from notes_kit.render.words import plural
from notes_kit.themes.report import Report

_Part = Callable[[Sheet], Html | None]
_SECTIONS: tuple[tuple[str, str, tuple[_Part, ...]], ...] = (
    ("short", "In short", (in_short,)),
    ("new", "What is new", (news,)),
    ("themes", "What they said", (themes,)),
    ("disagree", "Where they disagree", (contrasts,)),
    ("single", "Single voices", (single_voices,)),
    ("unmarked", "Said by several, not marked yet", (suggested, worth_marking)),
    ("headings", "Under your headings", (by_heading,)),
    ("decide", "What it means for you", (decisions,)),
    ("heard-of", "Heard of, not followed yet", (heard_of,)),
    ("ask", "What to ask next, and whom", (ask,)),
    ("coverage", "Who spoke of what", (matrix, categories)),
    ("progress", "How far you have come", (progress,)),
    ("search", "How the search goes", (funnel, outreach)),
    ("network", "Who led to whom", (network, yields, gave)),
    ("next", "What is due", (due,)),
    ("timeline", "When you talked", (timeline,)),
    ("talks", "Talk by talk", (digests,)),
    ("sources", "Sources", (sources,)),
)


def report_html(report: Report, notes: Notes | None = None, *, refresh: int | None = None) -> str:
    """The whole page. `notes` says where links to notes open; with `refresh` it reloads itself every so many seconds.

    The same report gives the same bytes.
    """
    sheet = Sheet(report, notes or Notes())
    made = [(name, head, joined(part(sheet) for part in parts)) for name, head, parts in _SECTIONS]
    made = [(name, head, body) for name, head, body in made if body]
    main = [el("section", el("h2", head), body, id=name) for name, head, body in made]
    contents = el("nav", el("ol", *(el("li", el("a", head, href=f"#{name}")) for name, head, _ in made)), aria_label="Contents") if made else None
    body = el(
        "body", el("a", "Skip to the report", href="#main", class_="skip"), symbols(),
        el("div", _top(report, refresh), contents, el("main", *main[:1], _filter(sheet) if report.totals.held else None, *main[1:], id="main", tabindex=-1), _foot(report),
           class_="page"), el("script", Html(SCRIPT)),
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{el('html', _head(report, refresh), body, lang='en')}"


def _head(report: Report, refresh: int | None) -> Html:
    look = Html(style())
    policy = (
        f"default-src 'none'; style-src '{_digest(look)}'; script-src '{_digest(SCRIPT)}'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return el(
        "head", el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=Html(policy)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"), el("meta", name="referrer", content="no-referrer"),
        el("meta", name="generator", content="notes-kit report"), el("meta", name="color-scheme", content="light dark"),
        el("noscript", el("meta", http_equiv="refresh", content=f"{refresh}")) if refresh else None,
        el("title", f"What people told you, {plain_day(report.today)}"), el("style", look),
    )  # fmt: skip


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _top(report: Report, refresh: int | None) -> Html:
    period = " ".join(
        word
        for word in (f"from {plain_day(report.since)}" if report.since else "", f"until {plain_day(report.until)}" if report.until else "")
        if word
    )
    pause = el("p", f"This page reloads itself every {plural(refresh, 'second')}. ", el("button", "Pause reloading", type="button", id="pause",
               data_every=f"{refresh}", hidden=True), class_="note") if refresh else None  # fmt: skip
    scope = [
        f"talks {period}" if period else "",
        f"talks where {report.where}" if report.where else "",
        f"on {title(report.theme)} alone" if report.theme else "",
    ]
    told = "; ".join(["Informational interviews, as of " + plain_day(report.today), *(part for part in scope if part)])
    eyebrow = el("p", told, class_="eyebrow")
    return el("header", eyebrow, el("h1", "What people told you"), opening(report), pause, class_="top")


def _filter(sheet: Sheet) -> Html:
    """The filter, which shows itself where scripts run."""
    report = sheet.report

    def choice(name: str, words: str, everything: str, options: list[tuple[int, str]]) -> Html:
        made = [el("option", everything, value=""), *(el("option", shown, value=str(number)) for number, shown in options)]
        return el("label", words, el("select", *made, name=name))

    who = sorted((number, voice.name) for number, voice in enumerate(report.people))
    named = [(number, title(theme.name)) for number, theme in enumerate(report.themes)]
    fields = [
        choice("who", "Person", "Everybody", who), choice("theme", "Theme", "All themes", named),
        el("label", "From", el("input", type="date", name="from"), class_="pair"), el("label", "To", el("input", type="date", name="to"), class_="pair"),
        el("label", "Words", el("input", type="search", name="text", autocomplete="off"), class_="pair"), el("button", "Show all", type="reset"),
    ]  # fmt: skip
    status = el("p", role="status", id="filter-status", class_="status")
    return el(
        "form", el("fieldset", el("legend", "Show only"), *fields), status, id="filter", hidden=True, role="search", aria_label="Filter what is shown"
    )


def _foot(report: Report) -> Html:
    totals = report.totals
    lines = ["People are counted, never mentions; whoever stands on both sides of a theme counts as both."] if totals.held else []
    if totals.withheld:
        lines.append(f"{plural(totals.withheld, 'confidential talk')} left out, and every private passage with no trace.")
    lines += [f"Not counted: {plural(one.points, 'point')} in {one.path}; {one.why}." for one in report.left_out]
    if report.redacted:
        lines.append("People and organisations stand under labels. What was said, and when, can still tell who it was.")
    lines.append(
        "Made from Markdown notes by notes-kit. " + ("" if report.redacted else "A link to a line opens its note in Obsidian, where the vault is.")
    )
    return el("footer", *(el("p", line) for line in lines), class_="foot")
