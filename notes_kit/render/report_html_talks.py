"""The talks themselves: a timeline of everybody's story, a card for each talk, and the people as the report's sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from notes_kit.render.report_html_decide import scrolled
from notes_kit.render.report_html_markup import Html, el, hidden, joined, said
from notes_kit.render.report_html_sheet import MONTHS, Sheet, plain_day, quoted, short_day, title
from notes_kit.render.words import listing, plural
from notes_kit.themes.report import Digest, Story
from notes_kit.themes.voices import Said

MOST_STORIES = 40
"""Rows of the timeline; with more people, talks are counted by month instead."""

MOST_TALKS = 100
"""Cards of talks on the page, the latest; the sources name the notes of all."""

MOST_UNTHEMED = 600
"""Points without a theme on the page; beyond, the talks say how many there are."""

_KINDS = {"asked": "asked", "replied": "replied", "talk": "talked", "touch": "in touch", "ahead": "to come"}
_SIZES = {"asked": 3, "replied": 3, "talk": 6, "touch": 2.5, "ahead": 5.5}
_MOST_LINES = 24


def timeline(sheet: Sheet) -> Html | None:
    """Who was asked, answered, heard and kept, day by day; by month where there are too many people."""
    stories = sheet.report.stories
    if not stories:
        return None
    days = [moment.date for story in stories for moment in story.moments] + [sheet.report.today]
    if len(stories) > MOST_STORIES:
        return _months(sheet)
    scale = _Scale(min(days), max(days))
    marks = [_mark(kind, "9px", words) for kind, words in _KINDS.items()]
    legend = el("ul", *(el("li", el("svg", mark, width=18, height=18, aria_hidden="true"), f" {words}")
                        for mark, words in zip(marks, _KINDS.values(), strict=True)), class_="legend", aria_label="What the marks mean")  # fmt: skip
    head = el("tr", el("th", "Person", scope="col"), el("th", scale.months(), hidden("days"), scope="col"))
    rows = [_story(sheet, story, scale) for story in stories]
    table = el("table", el("caption", "Timeline of the talks", class_="heard"), el("thead", head), el("tbody", *rows), class_="timeline")
    return joined([legend, table])


class _Scale:
    """Days as shares of the room from the first month to the last."""

    def __init__(self, first: date, last: date) -> None:
        self.start = first.replace(day=1)
        self.end = (last.replace(day=28) + timedelta(days=4)).replace(day=1)
        self.days = (self.end - self.start).days

    def at(self, day: date) -> str:
        return f"{100 * (day - self.start).days / self.days:.2f}%"

    def starts(self) -> list[date]:
        """The first of each month."""
        found, day = [], self.start
        while day < self.end:
            found.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        return found

    def lines(self) -> list[Html]:
        step = max(1, len(self.starts()) // _MOST_LINES)
        return [el("line", x1=self.at(day), x2=self.at(day), y1="0%", y2="100%", class_="grid") for day in self.starts()[::step]]

    def months(self) -> Html:
        starts = self.starts()
        step = max(1, -(-len(starts) // 6))
        names = [
            el("text", f"{MONTHS[day.month - 1][:3]}" + (f" {day.year}" if number == 0 or day.month <= step else ""), x=self.at(day), y=12, dx=3)
            for number, day in enumerate(starts) if number % step == 0
        ]  # fmt: skip
        return el("svg", *self.lines(), *names, width="100%", height=18, aria_hidden="true", class_="months")


def _mark(kind: str, x: str, words: str) -> Html:
    return el("circle", el("title", words), cx=x, cy="50%", r=_SIZES[kind], class_=f"m-{kind}")


def _story(sheet: Sheet, story: Story, scale: _Scale) -> Html:
    order = ("asked", "replied", "touch", "ahead", "talk")
    moments = sorted(story.moments, key=lambda one: order.index(one.kind))
    met = [one.date for one in story.moments]
    thread = el("line", x1=scale.at(min(met)), x2=scale.at(max(met)), y1="50%", y2="50%", class_="thread")
    today = el("line", x1=scale.at(sheet.report.today), x2=scale.at(sheet.report.today), y1="0%", y2="100%", class_="today")
    marks = [_mark(one.kind, scale.at(one.date), f"{_KINDS[one.kind]}, {plain_day(one.date)}") for one in moments]
    spoken = "; ".join(f"{_KINDS[one.kind]} {plain_day(one.date)}" for one in story.moments)
    drawn = el("svg", *scale.lines(), today, thread, *marks, width="100%", height=24, aria_hidden="true", class_="story")
    voice = next((one for one in sheet.report.people if one.path == story.path and one.name == story.name), None)
    name = sheet.person_link(voice) if voice else el("bdi", story.name)
    about = sheet.about(people=[voice] if voice else [], days=[one.date for one in story.moments if one.kind in ("talk", "ahead")])
    return el("tr", el("th", name, scope="row"), el("td", drawn, hidden(spoken)), **about)


def _months(sheet: Sheet) -> Html:
    """Talks by month, as a bar each."""
    counts = Counter((one.date.year, one.date.month) for one in sheet.report.digests if one.date)
    most = max(counts.values(), default=1)
    rows = []
    for (year, month), number in sorted(counts.items()):
        drawn = el("svg", el("rect", width=f"{100 * number / most:.2f}%", height="100%", class_="fill"), width="100%", height=12, aria_hidden="true")
        rows.append(
            el("tr", el("th", f"{MONTHS[month - 1]} {year}", scope="row"), el("td", drawn, class_="plot"), el("td", f"{number}", class_="number"))
        )
    head = el("tr", el("th", "Month", scope="col"), el("th", hidden("as a bar"), scope="col"), el("th", "Talks", scope="col", class_="number"))
    return el("table", el("caption", "Talks by month", class_="heard"), el("thead", head), el("tbody", *rows), class_="trend")


def digests(sheet: Sheet) -> Html | None:
    """A card for each talk, with what it came to and, folded, all of its points that stand under no theme."""
    report = sheet.report
    if not report.digests:
        return None
    rest: dict[str, list[Said]] = {}
    for point in report.unthemed:
        rest.setdefault(point.path, []).append(point)
    shown = sum(map(len, rest.values())) <= MOST_UNTHEMED
    cards = [_digest(sheet, one, rest.get(one.path, []), shown=shown) for one in report.digests[-MOST_TALKS:]]
    left = len(report.digests) - len(cards)
    return joined([el("p", f"The latest {len(cards)}; {plural(left, 'talk')} before them.", class_="lead") if left else None, *cards])


def _digest(sheet: Sheet, one: Digest, rest: Sequence[Said], *, shown: bool) -> Html:
    names = listing(voice.name for voice in one.people) or "somebody unnamed"
    best = one.takeaways or one.key_points
    mine = {(point.path, point.line) for point in (*best, *one.open_questions)}
    left = [point for point in rest if (point.path, point.line) not in mine and not sheet.placed(point)]
    parts: list[str | None] = [
        _listed(sheet, "What you took from it" if one.takeaways else "What they said", best),
        _listed(sheet, "Still open", one.open_questions),
    ]
    facts: list[str] = []
    if one.themes:
        facts.append(joined(["On ", joined([sheet.theme_link(name) for name in one.themes], ", "), "."]))
    if one.referrals:
        named = [joined([sheet.opens(row.path, shown=row.name) or el("bdi", row.name)]) for row in one.referrals]
        facts.append(joined(["Named ", joined(named, ", "), "."]))
    elif one.asked_none:
        facts.append("Asked for further names; there were none.")
    steps = [
        words
        for number, words in ((one.open_actions, "to do"), (one.promised, "promised by them"), (one.done, "done"))
        if number
        for words in [f"{number} {words}"]
    ]
    if steps:
        facts.append(f"Next steps: {', '.join(steps)}.")
    if facts:
        parts.append(el("p", joined(facts, " "), class_="note"))
    if left and shown:
        items = [sheet.point(point, named=False) for point in left]
        parts.append(
            el(
                "details",
                el("summary", f"{plural(len(left), 'other point')} under no theme", hidden(f", {names}")),
                el("ul", *items, class_="points"),
            )
        )
    elif left:
        parts.append(el("p", f"{plural(len(left), 'other point')} under no theme.", class_="note"))
    head = el("h3", el("span", short_day(one.date), class_="day"), " ", names, " ", sheet.note(one.path))
    about = sheet.about(rest, people=one.people, days=[one.date])
    about["data_theme"] = " ".join(str(sheet.themes[name]) for name in one.themes if name in sheet.themes)
    return el("article", head, el("div", *parts, class_="body"), class_="talk", **about)


def _listed(sheet: Sheet, head: str, points: Sequence[Said]) -> Html | None:
    """Points under a small head, each on a line or two; those that stand above are not given a second place."""
    if not points:
        return None
    items = []
    for point in points:
        name = sheet.place(point)
        words = el("em", quoted(point)) if point.quote else said(point.text)
        items.append(el("li", words, " ", sheet.opens(point.path, point.line, anchor=point.anchor, block=point.block), id=name or None, dir="auto"))
    return joined([el("h4", head), el("ul", *items, class_="brief")])


def sources(sheet: Sheet) -> Html | None:
    """Everybody heard, with who they are, how they were found, and the notes that hold what they said."""
    report = sheet.report
    if not report.people:
        return None
    talks: dict[str, list[Digest]] = {}
    for one in report.digests:
        for voice in one.people:
            talks.setdefault(voice.key, []).append(one)
    raised: dict[str, list[str]] = {}
    for theme in report.marked:
        for voice in theme.people:
            raised.setdefault(voice.key, []).append(title(theme.name))
    rows = []
    for voice in report.people:
        own = joined([" ", sheet.note(voice.path)]) if voice.path else None
        about = ", ".join(part for part in (voice.role, voice.organization) if part)
        days = [joined([sheet.opens(one.path, shown=plain_day(one.date)), f" ({one.points})"]) for one in talks.get(voice.key, [])]
        rows.append(el(
            "tr", el("th", el("bdi", voice.name), own, scope="row"), el("td", about), el("td", voice.source), el("td", joined(days, ", ")),
            el("td", ", ".join(raised.get(voice.key, ()))), id=sheet.person_id(voice), **sheet.about(people=[voice], days=[one.date for one in talks.get(voice.key, [])]),
        ))  # fmt: skip
    words = ("Person", "Who they are", "How you found them", "Talks (points)", "Themes")
    head = el("tr", *(el("th", word, scope="col") for word in words))
    table = el("table", el("caption", "Everybody heard", class_="heard"), el("thead", head), el("tbody", *rows), class_="rows sources")
    return scrolled(table, "Everybody heard")
