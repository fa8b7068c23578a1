"""The part of the text report on what people said: assumptions held against it, every theme on a line, who stands where, single voices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from notes_kit.model.note import Stance
from notes_kit.model.schema import TIARA
from notes_kit.render.report_outlook import ASPECT_WORDS, kinds_apart
from notes_kit.render.report_page import SIGNS, Page, share, stood
from notes_kit.render.words import listing, plain, plural
from notes_kit.themes.coverage import category_of
from notes_kit.themes.evidence import representative
from notes_kit.themes.report import Belief, Report
from notes_kit.themes.voices import Contrast, Said, Sides, Theme, Voice

MOST = 12
"""Rows of a kind on the page; the rest is counted, and the other formats have it."""

_TOLD, _QUOTED, _SINGLE = 3, 2, 4
"""Beliefs, and other themes, of which people are quoted; single voices that are."""

_NAMED, _DIVIDED = 6, 7
"""People up to whom a side is told by name, and themes on which people disagree."""

_STRIP = 24
_HEARD, _SILENT = "■", "·"
_PARTS = "·▁▂▃▄▅▆▇█"


def beliefs(page: Page, report: Report) -> set[str]:
    """What I assumed and want to know, with what people said to it; the names of the themes that are answered by it."""
    told: set[str] = set()
    quoted = 0
    for title, found in (("What you assumed", report.assumptions), ("What you want to know", report.goals)):
        if not found:
            continue
        page.heading(title, "held against what people said" if found is report.assumptions else "")
        for belief in found:
            if found is report.goals and belief.evidence and all(one.theme in told for one in belief.evidence):
                above = "; ".join(f"{_verdict(one.sides)}, see {one.theme}" for one in belief.evidence)
                page.text(f"{plain(belief.text)} ({above})", sign="·", sign_kind="dim")
                continue
            page.text(plain(belief.text), sign="·", sign_kind="dim")
            for line in _verdicts(belief, report):
                page.text(line, "dim", indent=2)
            fresh = [one for one in belief.evidence if one.theme not in told and one.points]
            if found is report.assumptions and fresh and quoted < _TOLD:
                for said in _sides(fresh[0].points):
                    page.point(said)
                quoted += 1
            if found is report.assumptions:
                told.update(one.theme for one in belief.evidence)
    return told


def _verdicts(belief: Belief, report: Report) -> Iterable[str]:
    """One line for each theme that a belief rests on: how people stand to it, out of all heard."""
    if not belief.evidence:
        yield "no theme is linked to it: write `#theme/NAME` behind it"
    for one in belief.evidence:
        people = [*one.sides.favour, *one.sides.against, *one.sides.both, *one.sides.unmarked]
        if not people:
            yield f"{one.theme}: nobody has spoken of it yet"
        else:
            yield f"{_verdict(one.sides)}: {stood(one.sides) or 'nobody marked'}; {share(len(people), report.totals.people_heard)} spoke of {one.theme}"


def _verdict(sides: Sides) -> str:
    """How people stand, in a word that claims nothing on one person."""
    favour, against = len(sides.favour), len(sides.against)
    if not favour + against + len(sides.both):
        return "open"
    if favour + against + len(sides.both) == 1:
        return "one voice"
    if favour and against:
        return "divided"
    return "both ways" if not favour + against else "mostly supported" if sides.both and favour else "mostly contradicted" if sides.both else (
        "supported" if favour else "contradicted"
    )  # fmt: skip


def _sides(points: Sequence[Said]) -> list[Said]:
    """One point for and one against; where nobody takes a side, the one that stands for all."""
    found = [said for stance in (Stance.FOR, Stance.AGAINST) for said in representative([one for one in points if one.stance is stance], 1)]
    return found or list(representative(points, 1))


def themes(page: Page, report: Report, told: set[str]) -> None:
    """A line for each theme: people, sides, and in which talks it came up; then a few in people's own words."""
    shared = [theme for theme in report.marked if len(theme.people) > 1 or report.theme]
    if not shared:
        return
    talks = [step.path for step in report.saturation.steps]
    page.heading("Themes", f"people of {report.totals.people_heard} heard, how they stand, and in which talks, first to last")
    rows = [(theme.name, f"{len(theme.people)}", _stands(theme.sides), _strip(theme, talks)) for theme in shared[:MOST]]
    page.columns(rows, numbers=(1,), flexible=0)
    if len(shared) > MOST:
        page.text(f"and {plural(len(shared) - MOST, 'more theme')}: `notes-kit themes`", "dim")
    for theme in [theme for theme in shared if report.theme or theme.name not in told][: MOST if report.theme else _QUOTED]:
        page.gap()
        page.pair(theme.name, _measure(theme))
        if theme.definition and report.theme:
            page.text(plain(theme.definition), "dim", indent=2)
        chosen = representative(theme.points, MOST) if report.theme else _sides(theme.points)
        for said in chosen:
            page.point(said, reasons=1)
        more = sum(not said.own for said in theme.points) - len(chosen)
        if more > 0:
            page.text(f"and {plural(more, 'more point')}", "dim", indent=4)
    if not report.theme:
        page.text("`notes-kit themes show NAME` has every point of a theme.", "dim")


def _measure(theme: Theme) -> str:
    days = " to ".join(f"{day}" for day in dict.fromkeys((theme.first, theme.last)) if day)
    return " · ".join(part for part in (stood(theme.sides), days) if part)


def _stands(sides: Sides) -> str:
    counts = ((len(sides.favour), Stance.FOR), (len(sides.against), Stance.AGAINST), (len(sides.both), Stance.BOTH))
    return " ".join(f"{SIGNS[stance][0]}{number}" for number, stance in counts if number)


def _strip(theme: Theme, talks: Sequence[str]) -> str:
    """In which talks a theme came up, a mark each from the first to the last; of many talks, how often in each part of them."""
    heard = [path in theme.talks for path in talks]
    if len(heard) <= _STRIP:
        return "".join(_HEARD if one else _SILENT for one in heard)
    bounds = [len(heard) * at // _STRIP for at in range(_STRIP + 1)]
    shares = [sum(heard[first:last]) / (last - first) for first, last in pairwise(bounds)]
    return "".join(_PARTS[0 if not part else max(1, round(part * (len(_PARTS) - 1)))] for part in shares)


def contrasts(page: Page, found: Sequence[Contrast]) -> None:
    """Who stands where on what people disagree about, and which kinds of people lean which way."""
    if not found:
        return
    page.heading("Where they disagree")
    for one in found[:_DIVIDED]:
        sides = ((Stance.FOR, one.sides.favour), (Stance.AGAINST, one.sides.against), (Stance.BOTH, one.sides.both))
        page.text(f"{one.theme}: {'; '.join(f'{SIGNS[stance][0]} {_names(side)}' for stance, side in sides if side)}", sign="·", sign_kind="dim")
        for claim in one.claims:
            favour = listing(f"all {number} of {value}" for value, number in claim.favour)
            against = listing(f"all {number} of {value}" for value, number in claim.against)
            page.text(f"By {ASPECT_WORDS[claim.aspect]}: {favour} for; {against} against.", indent=4)
        for aspect, words in kinds_apart(one)[:1]:
            page.text(f"By {aspect}: {words}.", "dim", indent=4)
    if len(found) > _DIVIDED:
        page.text(f"and on {plural(len(found) - _DIVIDED, 'more theme')}", "dim", indent=2)


def _names(people: Sequence[Voice]) -> str:
    return ", ".join(voice.name for voice in people) if len(people) <= _NAMED else f"{len(people)} people"


def minor(page: Page, report: Report) -> None:
    """What one person alone raised, what nobody did, and pairs of points worth a look."""
    single = report.single_voice if not report.theme else ()
    if single:
        page.heading("Single voices", "one person each")
        for theme in single[:_SINGLE]:
            for said in representative(theme.points, 1):
                page.pair(theme.name, stood(theme.sides))
                page.point(said)
            if not representative(theme.points, 1):
                page.pair(theme.name, f"the whole talk with {theme.people[0].name}")
                page.source("", theme.marks[0].path, theme.marks[0].line, indent=4)
        if len(single) > _SINGLE:
            page.text(f"and {listing(theme.name for theme in single[_SINGLE : _SINGLE + MOST])}", "dim", indent=2)
    silent = [theme.name for theme in report.marked if not theme.people] + [one.name for one in report.unheard]
    if silent:
        page.gap()
        page.text(f"Nobody has spoken of {listing(silent)}.")
    if report.opposed:
        page.heading("Worth marking?", "two people's words that may contradict each other; read them, most such pairs do not")
        for pair in report.opposed[:2]:
            page.point(pair.one, reasons=0)
            page.point(pair.other, reasons=0, indent=4)


def by_heading(page: Page, report: Report) -> None:
    """What carries no theme but stands under a heading that says what it is (P18)."""
    found = {name: [said for said in report.untagged if category_of(said) == name] for name in TIARA if name != "resources"}
    if not any(found.values()):
        return
    page.heading("Under your headings", "no theme yet")
    for name, points in found.items():
        if points:
            people = {voice for said in points for voice in said.people}
            page.pair(name.capitalize(), f"{share(len(people), report.totals.people_heard)} · {plural(len(points), 'point')}")
            for said in representative(points, 2 * _QUOTED):
                page.point(said)
