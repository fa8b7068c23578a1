"""The heart of the page: what people said by theme, where they disagree, who stands alone, and what nobody has marked yet."""

from __future__ import annotations

from collections.abc import Iterable

from notes_kit.model.note import Stance
from notes_kit.model.schema import TIARA
from notes_kit.render.report_html_marks import legend, stands, strip
from notes_kit.render.report_html_markup import Html, el, hidden, joined, said
from notes_kit.render.report_html_sheet import Sheet, plain_day, quoted, short_day, title
from notes_kit.render.report_page import share, stood
from notes_kit.render.words import listing, plural
from notes_kit.themes.coverage import category_of
from notes_kit.themes.evidence import representative
from notes_kit.themes.report import Report
from notes_kit.themes.voices import ASPECTS, Contrast, Count, Said, Theme, Voice

QUOTED = 3
"""Points that stand for a theme before it is unfolded."""

MOST_POINTS, MOST_GROUPS, MOST_ALIKE, MOST_VOICES = 80, 12, 20, 12
"""Points of one theme on the page, suggested groups, points of one of those, and people on one side of a disagreement.

What is beyond is counted on the page, and stays in the notes and in the JSON.
"""

ASPECT_WORDS = {
    "role": "role", "seniority": "seniority", "organization": "organisation", "industry": "industry", "source": "how you found them",
}  # fmt: skip
_SIDES = ((Stance.FOR, "For"), (Stance.AGAINST, "Against"), (Stance.BOTH, "Both"), (None, "Without a mark"))


def themes(sheet: Sheet) -> Html | None:
    """A card for each marked theme that more than one person spoke of."""
    report = sheet.report
    shared = [theme for theme in report.marked if len(theme.people) > 1]
    if not shared:
        return None
    lead = el("p", f"Counted by person, out of the {plural(report.totals.people_heard, 'person', 'people')} heard, and never by mention. ",
              "Words in quotation marks are theirs; the rest is your notes' account of them.", class_="lead")  # fmt: skip
    return joined([lead, legend(), *(card(sheet, theme) for theme in shared)])


def card(sheet: Sheet, theme: Theme) -> Html:
    """One theme: how many and who stands where, what it claims, and the evidence, of which all but a few points are folded."""
    report = sheet.report
    name = sheet.theme_id(theme.name)
    chosen = representative(theme.points, QUOTED)
    told = {(point.path, point.line) for point in chosen}
    left = [point for point in theme.points if (point.path, point.line) not in told]
    shown = [*chosen, *representative(left, MOST_POINTS - QUOTED), *[point for point in left if point.own][:MOST_POINTS]]
    rest = sorted(shown[len(chosen) :], key=lambda point: point.order)
    head = el("h3", title(theme.name), id=f"{name}-title")
    body = [
        head,
        el("p", said(theme.definition), class_="claim", dir="auto") if theme.definition else None,
        el("ul", *(sheet.point(point, theme=theme.name) for point in chosen), class_="points") if chosen else None,
        _marks(sheet, theme),
        _rest(sheet, theme, rest, len(theme.points) - len(shown)),
    ]
    about = {} if shown else sheet.about(people=theme.people, days=[mark.date for mark in theme.marks])
    about["data_theme"] = f"{sheet.themes[theme.name]}"
    return el("article", _margin(report, theme), el("div", *body, class_="body"), id=name, class_="card", aria_labelledby=f"{name}-title", **about)


def _margin(report: Report, theme: Theme) -> Html:
    heard = report.totals.people_heard
    days = [day for day in dict.fromkeys((theme.first, theme.last)) if day]
    trend = next((one for one in report.trends.themes if one.name == theme.name), None)
    parts: list[str | None] = [
        el("p", el("strong", f"{len(theme.people)}"), f" of {heard} people", class_="measure"),
        stands(theme.sides, heard),
        el("p", stood(theme.sides) or "nobody marked for or against", class_="stood"),
    ]
    if trend and trend.talks:
        of = len(report.saturation.steps)
        span = joined([short_day(day) for day in days], " to ")
        parts += [strip(trend.talks, of, high=10), el("p", f"in {len(trend.talks)} of {of} talks, ", span, class_="stood")]
    return el("div", *parts, class_="margin")


def _marks(sheet: Sheet, theme: Theme) -> Html | None:
    """The talks that are under the theme as a whole."""
    if not theme.marks:
        return None
    names = [joined([sheet.person_link(voice) for voice in mark.people] or ["somebody unnamed"], ", ") for mark in theme.marks]
    items = [joined([name, " (", sheet.opens(mark.path, mark.line), ")"]) for name, mark in zip(names, theme.marks, strict=True)]
    return el("p", "As a whole, ", "the talk with " if len(items) == 1 else "the talks with ", joined(items, "; "), ".", class_="note")


def _rest(sheet: Sheet, theme: Theme, points: list[Said], left: int) -> Html | None:
    """The evidence that is folded away: side by side with who stands where, and by whom it was said."""
    parts: list[str] = []
    groups = [(word, [point for point in points if point.stance is stance and not point.own]) for stance, word in _SIDES]
    groups.append(("What you made of it", [point for point in points if point.own]))
    for word, found in groups:
        if found:
            parts.append(el("h4", word) if any(point.stance or point.own for point in points) else Html())
            parts.append(el("ul", *(sheet.point(point, theme=theme.name) for point in found), class_="points"))
    if left:
        parts.append(
            el("p", f"And {plural(left, 'more point')} in the notes: ", el("code", f"notes-kit themes show {theme.name}"), ".", class_="note")
        )
    kinds = [
        joined([el("dt", ASPECT_WORDS[aspect]), el("dd", ", ".join(f"{value} ({number})" for value, number in theme.by[aspect].items()))])
        for aspect in ASPECTS
        if theme.by.get(aspect) and aspect != "source"
    ]
    if kinds:
        parts.append(el("dl", *kinds, class_="by"))
    if not parts:
        return None
    summary = f"{plural(len(points) + left, 'more point')}, and who they are" if points else "Who they are"
    return el("details", el("summary", summary, hidden(f": {title(theme.name)}")), *parts)


def contrasts(sheet: Sheet) -> Html | None:
    """The themes on which people take different sides, side by side, a point for each of them."""
    if not sheet.report.contrasts:
        return None
    return joined(_contrast(sheet, one) for one in sheet.report.contrasts)


def _contrast(sheet: Sheet, one: Contrast) -> Html:
    theme = next(theme for theme in sheet.report.themes if theme.name == one.theme)
    columns = []
    for stance, word, side in (
        (Stance.FOR, "for", one.sides.favour),
        (Stance.AGAINST, "against", one.sides.against),
        (Stance.BOTH, "both", one.sides.both),
    ):
        if side:
            people = [_stance_of(sheet, theme, voice, stance) for voice in side[:MOST_VOICES]]
            if len(side) > MOST_VOICES:
                people.append(el("li", f"and {len(side) - MOST_VOICES} more", class_="voice"))
            columns.append(el("div", el("h4", f"{len(side)} {word}"), el("ul", *people, class_="voices"), class_=f"side {word}"))
    name = f"{sheet.theme_id(one.theme)}-sides"
    return el(
        "article", el("h3", sheet.theme_link(one.theme), id=name), el("p", said(theme.definition), class_="claim", dir="auto") if theme.definition else None,
        el("div", *columns, class_="sides"), _claims(one), class_="contrast", aria_labelledby=name,
        data_theme=f"{sheet.themes[one.theme]}",
    )  # fmt: skip


def _stance_of(sheet: Sheet, theme: Theme, voice: Voice, stance: Stance) -> Html:
    """A person with what they do, and the point in which they say it best."""
    theirs = [point for point in theme.points if voice in point.people and point.stance]
    best = representative([point for point in theirs if point.stance is stance] or theirs, 1)
    about = ", ".join(part for part in (voice.role, voice.organization) if part)
    lines: list[str | None] = [el("p", sheet.person_link(voice), f", {about}" if about else None, class_="voice")]
    for point in best:
        shown = el("em", quoted(point)) if point.quote else said(point.text)
        place = sheet.placed(point)
        where = (
            el("a", "evidence", hidden(f" of {voice.name}, {plain_day(point.date)}"), href=f"#{place}")
            if place
            else sheet.opens(point.path, point.line)
        )
        lines.append(el("p", shown, " ", where, class_="told", dir="auto"))
    return el("li", *lines, **sheet.about(best, people=[voice]))


def _claims(one: Contrast) -> Html | None:
    """What divides the sides, where two or more of a kind stand together; else the counts by seniority alone."""
    items = []
    for claim in one.claims:
        favour = listing(f"all {number} of {value}" for value, number in claim.favour)
        against = listing(f"all {number} of {value}" for value, number in claim.against)
        items.append(el("li", f"By {ASPECT_WORDS[claim.aspect]}: {favour} for; {against} against."))
    counts = [el("tr", el("th", value, scope="row"), *(el("td", f"{number or ''}", class_="number") for number in count))
              for value, count in _grouped(one)]  # fmt: skip
    table = None
    if counts:
        head = el("tr", *(el("th", word, scope="col", class_="" if word == "Who" else "number") for word in ("Who", "For", "Against", "Both")))
        table = el("details", el("summary", "The sides by who they are", hidden(f": {title(one.theme)}")),
                   el("div", el("table", el("caption", "The sides by who people are", class_="heard"), el("thead", head), el("tbody", *counts)), class_="wide", role="region", tabindex=0,
                      aria_label=f"{title(one.theme)}: the sides by who people are"), class_="aside")  # fmt: skip
    return joined([el("ul", *items, class_="claims") if items else None, table]) if items or table else None


def _grouped(one: Contrast) -> Iterable[tuple[str, Count]]:
    """Kinds of people with at least two in them: of one person nothing is claimed."""
    for aspect in ASPECTS:
        for value, count in one.by.get(aspect, {}).items():
            if sum(count) > 1:
                yield f"{value} ({ASPECT_WORDS[aspect]})", count


def single_voices(sheet: Sheet) -> Html | None:
    """What one person alone raised: minor so far, and said to be."""
    report = sheet.report
    parts: list[str] = []
    if report.single_voice:
        parts.append(el("p", "One person each. It may be a detail, or what the others do not see.", class_="lead"))
        parts += [card(sheet, theme) for theme in report.single_voice]
    silent = [theme.name for theme in report.marked if not theme.people] + [one.name for one in report.unheard]
    if silent:
        parts.append(el("p", f"Nobody has spoken of {listing(map(title, silent))}.", class_="note"))
    return joined(parts) if parts else None


def suggested(sheet: Sheet) -> Html | None:
    """What a machine found alike: a guess, and told as one."""
    report = sheet.report
    parts: list[str] = []
    if report.suggested:
        parts.append(el("p", "Found by likeness of words, so read before you believe. Nothing here is counted above. To make one a theme, write ",
                        el("code", "#theme/NAME"), " on its points.", class_="lead"))  # fmt: skip
        parts += [_group(sheet, theme) for theme in report.suggested[:MOST_GROUPS]]
        left = len(report.suggested) - MOST_GROUPS
        if left > 0:
            parts.append(el("p", f"And {plural(left, 'smaller group')}: ", el("code", "notes-kit themes"), " lists them.", class_="note"))
    near: dict[str, int] = {}
    for offer in report.offers:
        if offer.near and offer.themes:
            near[offer.themes[0]] = near.get(offer.themes[0], 0) + 1
    if near:
        rows = sorted(near.items(), key=lambda item: (-item[1], item[0]))
        items = [el("li", f"{plural(number, 'more point')} {'seems' if number == 1 else 'seem'} to belong to ", sheet.theme_link(name), ".")
                 for name, number in rows]  # fmt: skip
        parts.append(el("ul", *items, class_="plain"))
    return joined(parts) if parts else None


def _group(sheet: Sheet, theme: Theme) -> Html:
    shown = theme.points if len(theme.points) <= MOST_ALIKE else representative(theme.points, MOST_ALIKE)
    name = sheet.theme_id(theme.name)
    measure = f"{share(len(theme.people), sheet.report.totals.people_heard)}, {plural(len(theme.points), 'point')}"
    words = ", ".join(theme.name.split("-"))
    head = el("summary", el("h3", f"“{words}”", id=f"{name}-title"), el("span", f" {measure}", class_="stood"))
    items = [sheet.point(point, theme=theme.name) for point in shown]
    left = len(theme.points) - len(shown)
    more = el("p", f"And {plural(left, 'more point')}: ", el("code", f"notes-kit themes show {theme.name}"), ".", class_="note") if left else None
    return el("details", head, el("ul", *items, class_="points"), more, id=name, class_="guess", data_theme=f"{sheet.themes[theme.name]}")


def by_heading(sheet: Sheet) -> Html | None:
    """What is under no theme but under a heading that says what it is (P18)."""
    report = sheet.report
    most = QUOTED if report.marked else 3 * QUOTED
    parts: list[str] = []
    for name in TIARA:
        found = [point for point in report.untagged if category_of(point) == name]
        if not found or name == "resources":
            continue
        people = {voice for point in found for voice in point.people}
        chosen = representative([point for point in found if not sheet.placed(point)] or found, most)
        head = el(
            "h3",
            name.capitalize(),
            " ",
            el("span", f"{share(len(people), report.totals.people_heard)}, {plural(len(found), 'point')}", class_="stood"),
        )
        parts.append(el("section", head, el("ul", *(sheet.point(point) for point in chosen), class_="points"), class_="plain-card"))
    if not parts:
        return None
    return joined([el("p", "No theme yet, but a heading that says what they are. All of them stand talk by talk, below.", class_="lead"), *parts])
