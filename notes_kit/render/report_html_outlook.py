"""What lies ahead and what lately came: news since a day, what to ask next and whom, who gave, and pairs of points worth a look."""

from __future__ import annotations

from notes_kit.model.state import Stage
from notes_kit.render.report_html_decide import MOST_ROWS, scrolled
from notes_kit.render.report_html_markup import Html, el, joined, said
from notes_kit.render.report_html_sheet import Sheet, plain_day, short_day
from notes_kit.render.words import plural
from notes_kit.themes.outlook import Ask, Asked, Gave

MOST_QUESTIONS = 12
"""Questions of the bank on the page, those on what was asked least; the rest is counted."""

_STANDS = {
    Stage.SCHEDULED: "talk", Stage.REPLIED: "replied", Stage.KEPT: "in touch", Stage.THANKED: "met", Stage.MET: "met", Stage.ASKED: "asked", Stage.LEAD: "not asked yet",
}  # fmt: skip


def news(sheet: Sheet) -> Html | None:
    """What the talks since a day added."""
    found = sheet.report.news
    if found is None:
        return None
    rows: list[tuple[str, Html]] = []
    if found.people:
        rows.append(("First heard", joined([sheet.person_link(voice) for voice in found.people], ", ")))
    if found.themes:
        rows.append(("New themes", joined([sheet.theme_link(name) for name in found.themes], ", ")))
    if found.grown:
        rows.append(
            ("More voices", joined([joined([sheet.theme_link(one.name), f" (from {one.before} to {one.now} people)"]) for one in found.grown], ", "))
        )
    if found.divided:
        rows.append(("Newly divided", joined([sheet.theme_link(name) for name in found.divided], ", ")))
    lead = el("p", f"{plural(found.talks, 'talk')} since {plain_day(found.since)}, against all that came before.", class_="lead")
    if not rows:
        return joined([lead, el("p", "Nothing new: no person, no theme, no side that was not heard before.", class_="note")])
    return joined([lead, el("dl", *(joined([el("dt", name), el("dd", body)]) for name, body in rows), class_="brief-list")])


def ask(sheet: Sheet) -> Html | None:
    """The questions that nobody has answered yet, each with the contacts who could."""
    found = sheet.report.ask
    if not found:
        return None
    lead = el("p", "Questions of your bank that nobody has answered, and who could, by where they stand.", class_="lead")
    items = [_question(sheet, one) for one in found[:MOST_QUESTIONS]]
    left = len(found) - len(items)
    more = el("p", f"And {plural(left, 'more question')} of the bank.", class_="note") if left > 0 else None
    return joined([lead, el("ul", *items, class_="plain"), more])


def _question(sheet: Sheet, one: Ask) -> Html:
    who = joined([joined([el("bdi", person.name), " (", _where(person), ")"]) for person in one.people], ", ")
    facts = [one.category, who if one.people else None, sheet.opens(one.path, one.line)]
    return el("li", el("p", said(one.text), dir="auto"), el("p", joined([fact for fact in facts if fact], " · "), class_="source"))


def _where(person: Asked) -> Html:
    """Where the two of you stand."""
    if person.day is not None:
        return joined(["talk on ", short_day(person.day)])
    return joined([_STANDS.get(person.stage, person.stage.value)])


def gave(sheet: Sheet) -> Html | None:
    """Everybody met, with what they gave and what went back (P45)."""
    found = sheet.report.gave
    if not found:
        return None
    words = ("Person", "Talks", "Names given", "Promises kept", "From you")
    head = el("tr", *(el("th", word, scope="col", class_=None if word == "Person" else "number") for word in words))
    rows = [_gave(sheet, one) for one in found[:MOST_ROWS]]
    name = "Who gave, and what went back"
    owed = sum(not one.back for one in found)
    said_so = f"{plural(owed, 'person', 'people')} gave and got nothing back yet." if owed else "Something went back to everybody."
    table = el("table", el("caption", name, class_="heard"), el("thead", head), el("tbody", *rows), class_="rows narrow")
    return joined([el("h3", name), el("p", said_so, class_="lead"), scrolled(table, name)])


def _gave(sheet: Sheet, one: Gave) -> Html:
    numbers = [el("td", f"{number or '–'}", class_="number") for number in (one.talks, one.names, one.kept)]
    back = el("td", f"{one.back}" if one.back else el("strong", "nothing yet", class_="warn"), class_="number")
    return el("tr", el("th", sheet.opens(one.path, shown=one.name) or el("bdi", one.name), scope="row"), *numbers, back)


def worth_marking(sheet: Sheet) -> Html | None:
    """Pairs of unmarked points that may contradict each other: for a person to judge, and never asserted."""
    pairs = sheet.report.opposed
    if not pairs:
        return None
    lead = "Pairs that may contradict each other. A machine is right about one in three, so read both, and mark them with (+) and (-) where they do."
    items = [el("li", el("ul", sheet.point(pair.one), sheet.point(pair.other), class_="points"), class_="pair-of-points") for pair in pairs]
    return joined([el("h3", "Worth marking?"), el("p", lead, class_="lead"), el("ul", *items, class_="plain")])
