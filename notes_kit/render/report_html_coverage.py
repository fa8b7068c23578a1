"""How far the talks have come: who spoke of what, when each theme came up, and whether new talks still bring new themes."""

from __future__ import annotations

from collections import Counter

from notes_kit.model.note import Stance
from notes_kit.render.report_html_decide import scrolled
from notes_kit.render.report_html_marks import strip
from notes_kit.render.report_html_markup import Html, el, hidden, joined
from notes_kit.render.report_html_sheet import SIGNS, Sheet, plain_day, short_day, title
from notes_kit.render.words import listing, plural
from notes_kit.themes.report import Report, Row, Saturation
from notes_kit.themes.voices import Theme, Voice

MOST_PEOPLE, MOST_THEMES = 40, 24
"""Rows and columns of the matrix on a page; the JSON holds all."""

MOST_STEPS = 60
"""Rows of the curve as a table; with more talks, those that brought something new."""

_HIGH = 132
_ROOM = 18


def matrix(sheet: Sheet) -> Html | None:
    """Who spoke of which theme, for or against: a row a person, a column a theme, each cell a way to the evidence."""
    report = sheet.report
    themes = [theme for theme in report.marked if theme.people][:MOST_THEMES]
    people = _most_heard(report, themes)
    if not themes or not people:
        return None
    head = el(
        "tr", el("th", "Person", scope="col"), *(el("th", el("span", sheet.theme_link(theme.name)), scope="col", class_="tall") for theme in themes)
    )
    rows = [_row(sheet, voice, themes) for voice in people]
    foot = el("tr", el("th", "People", scope="row"), *(el("td", f"{len(theme.people)}") for theme in themes))
    name = "Themes by person"
    words = (
        "A sign is where they stand on it (+ for, − against, ± both, • unmarked); with it, the number of points. An empty cell is a gap to ask about."
    )
    left = _left(len(report.people) - len(people), len([theme for theme in report.marked if theme.people]) - len(themes))
    table = el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *rows), el("tfoot", foot), class_="matrix")
    return joined([el("h3", name), el("p", f"{words} {left}".strip(), class_="lead"), scrolled(table, name)])


def _most_heard(report: Report, themes: list[Theme]) -> list[Voice]:
    """Everybody by name, or the ones who spoke of most themes where there are too many."""
    people = list(report.people)
    if len(people) <= MOST_PEOPLE:
        return people
    counts = Counter(voice.key for theme in themes for voice in theme.people)
    kept = {voice.key for voice in sorted(people, key=lambda voice: -counts[voice.key])[:MOST_PEOPLE]}
    return [voice for voice in people if voice.key in kept]


def _left(people: int, themes: int) -> str:
    parts = [plural(number, one, many) for number, one, many in ((people, "person", "people"), (themes, "theme", "")) if number > 0]
    return f"Left out for room: {listing(parts)}, those with least to show." if parts else ""


def _row(sheet: Sheet, voice: Voice, themes: list[Theme]) -> Html:
    cells = []
    for theme in themes:
        if voice not in theme.people:
            cells.append(el("td"))
            continue
        theirs = [point for point in theme.points if voice in point.people]
        stance = next((stance for stance, side in _sides(theme) if voice in side), None)
        sign, word = SIGNS[stance]
        number = len(theirs)
        words = f"{word or 'unmarked'}, {plural(number, 'point')}" if number else "the talk as a whole"
        inner = joined([el("span", sign or "•", el("small", f"{number or ''}"), aria_hidden="true"), hidden(words)])
        place = next((sheet.placed(point) for point in theirs if sheet.placed(point)), "")
        link = el("a", inner, href=f"#{place}", title=words) if place else el("span", inner, title=words)
        cells.append(el("td", link, class_=word or "unmarked"))
    about = ", ".join(part for part in (voice.role, voice.organization) if part)
    return el("tr", el("th", sheet.person_link(voice), el("small", about) if about else None, scope="row"), *cells, **sheet.about(people=[voice]))


def _sides(theme: Theme) -> list[tuple[Stance, tuple[Voice, ...]]]:
    return [(Stance.FOR, theme.sides.favour), (Stance.AGAINST, theme.sides.against), (Stance.BOTH, theme.sides.both)]


def categories(sheet: Sheet) -> Html | None:
    """What each person was asked about and spoke of, by category (P18)."""
    report = sheet.report
    rows = report.coverage.categories
    if not report.coverage.people or not any(any(row.points) or any(row.asked) for row in rows):
        return None
    shown = {voice.key for voice in _most_heard(report, [theme for theme in report.marked if theme.people][:MOST_THEMES])}
    head = el("tr", el("th", "Person", scope="col"), *(el("th", row.name.capitalize(), scope="col") for row in rows))
    body = [
        el("tr", el("th", sheet.person_link(voice), scope="row"), *(_cell(row, at) for row in rows), **sheet.about(people=[voice]))
        for at, voice in enumerate(report.coverage.people) if voice.key in shown
    ]  # fmt: skip
    name = "Questions and answers by category"
    table = el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *body), class_="matrix plain-matrix")
    gaps = [row.name for row in rows if not any(row.points) and not any(row.asked)]
    words = "How many points stand under a heading of that name; small beside it, how many questions of that category were asked."
    if gaps:
        words += f" Nobody was asked about {listing(gaps, 'or')}."
    return joined([el("h3", name), el("p", words, class_="lead"), scrolled(table, name)])


def _cell(row: Row, at: int) -> Html:
    points, asked = row.points[at], row.asked[at] if row.asked else 0
    words = f"{plural(points, 'point')}, {plural(asked, 'question')} asked" if points or asked else "nothing"
    shown = [el("b", f"{points or '–'}"), el("i", f"{asked or ''}")] if points or asked else []
    return el("td", el("span", *shown, aria_hidden="true"), hidden(words))


def progress(sheet: Sheet) -> Html | None:
    """The curve of themes over the talks and, under it on the same talks, when each theme came up."""
    report = sheet.report
    found = report.saturation
    number = len(found.steps)
    if not number or not report.trends.themes:
        return el("p", f"{found.sentence} {found.lately}".strip(), class_="lead") if report.totals.held else None
    total = found.steps[-1].total
    first, last = found.steps[0].date, found.steps[-1].date
    axis = joined([el("span", short_day(first)), el("span", f"{plural(number, 'talk')}, in order"), el("span", short_day(last))])
    split = report.trends.split
    rows = [
        el("tr", el("th", "All themes so far", scope="row"), el("td", curve(found), class_="plot"), el("td", f"{total} themes", class_="number", colspan=2), class_="all"),
        *(
            el("tr", el("th", sheet.theme_link(trend.name), scope="row"),
               el("td", strip(trend.talks, number), hidden(_numbers(trend.talks) if number <= MOST_STEPS else ""), class_="plot"),
               el("td", f"{trend.before}", class_="number"), el("td", f"{trend.after}", class_="number"), data_theme=str(sheet.themes.get(trend.name, "")))
            for trend in report.trends.themes[:MOST_THEMES]
        ),
    ]  # fmt: skip
    head = el(
        "tr",
        el("th", "Theme", scope="col"),
        el("th", el("div", axis, class_="axis-words"), scope="col"),
        el("th", f"First {split}", hidden(" talks"), scope="col", class_="number"),
        el("th", f"Last {number - split}", hidden(" talks"), scope="col", class_="number"),
    )
    table = el("table", el("caption", "Themes over the talks", class_="heard"), el("thead", head), el("tbody", *rows), class_="trend")
    rule = (
        f"The line counts the themes heard so far, each block the new ones that a talk brought. The shaded first {found.base_size} talks are the base; "
        f"a run of {found.run_length} talks is said to bring little when its new themes are at most {100 * found.threshold:.0f} % of the base's "
        f"(Guest, Namey & Chen 2020)."
    )
    reached = f" That was so first with talk {found.reached}." if found.reached else ""
    return joined([
        el("h3", "New themes, talk by talk"), el("p", f"{found.sentence} {found.lately}".strip(), class_="lead"), table, el("p", rule + reached, class_="note"), _steps(sheet, found),
    ])  # fmt: skip


def curve(found: Saturation) -> Html:
    """Themes heard so far as a line, new ones as blocks, over the talks."""
    steps, total = found.steps, max(found.steps[-1].total, 1)
    wide, unit, ground = 100 / len(steps), (_HIGH - _ROOM) / total, _HIGH - 0.5
    base = el("rect", x=0, y=0, width=f"{min(found.base_size, len(steps)) * wide:.3f}%", height=_HIGH, class_="base")
    marks, since, level = [base], 0, steps[0].total
    for at, step in enumerate(steps):
        left, y = f"{at * wide:.3f}%", round(ground - level * unit, 2)
        if step.new:
            high = len(step.new) * unit
            marks.append(el("rect", x=f"{at * wide + wide * 0.12:.3f}%", y=round(ground - high, 2), width=f"{wide * 0.76:.3f}%", height=round(high, 2),
                            class_="new"))  # fmt: skip
        if step.total != level:
            marks.append(el("line", x1=f"{since * wide:.3f}%", x2=left, y1=y, y2=y, class_="step"))
            marks.append(el("line", x1=left, x2=left, y1=y, y2=round(ground - step.total * unit, 2), class_="step"))
            since, level = at, step.total
    marks.append(
        el("line", x1=f"{since * wide:.3f}%", x2="100%", y1=round(ground - level * unit, 2), y2=round(ground - level * unit, 2), class_="step")
    )
    marks.append(el("line", x1="0%", x2="100%", y1=ground, y2=ground, class_="axis"))
    told = ", ".join(f"{len(step.new)} in talk {at}" for at, step in enumerate(steps, start=1) if step.new)
    words = f"{total} themes over {plural(len(steps), 'talk')}; new ones: {told or 'none'}."
    return el("svg", el("title", "Themes heard so far", id="curve-title"), el("desc", words, id="curve-words"), *marks, width="100%", height=_HIGH,
              role="img", aria_labelledby="curve-title curve-words", class_="curve")  # fmt: skip


def _numbers(talks: tuple[int, ...]) -> str:
    return f"in {'talk' if len(talks) == 1 else 'talks'} {listing(map(str, talks))}" if talks else "in none of the dated talks"


def _steps(sheet: Sheet, found: Saturation) -> Html:
    """The same as a table."""
    rows = [
        el("tr", el("th", f"{at}", scope="row", class_="number"), el("td", short_day(step.date)),
           el("td", joined([sheet.person_link(voice) for voice in step.people], ", ")), el("td", ", ".join(title(name) for name in step.new) or "nothing new"),
           el("td", f"{step.total}", class_="number"))
        for at, step in enumerate(found.steps, start=1) if step.new or len(found.steps) <= MOST_STEPS
    ]  # fmt: skip
    words = ("Talk", "Day", "With", "New themes", "So far")
    head = el("tr", *(el("th", word, scope="col", class_="number" if word in ("Talk", "So far") else None) for word in words))
    name = f"New themes by talk, {plain_day(found.steps[0].date)} to {plain_day(found.steps[-1].date)}"
    table = el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *rows), class_="rows")
    left = len(found.steps) - len(rows)
    note = el("p", f"{plural(left, 'talk')} without a new theme left out.", class_="note") if left else None
    return el("details", el("summary", "The curve as a table"), note, scrolled(table, name), class_="aside")
