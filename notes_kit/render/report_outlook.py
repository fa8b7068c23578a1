"""What lies ahead and what lately came, in the report's formats: whom to ask what, who gave, what is new, what may be worth a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from notes_kit.model.state import Stage
from notes_kit.render.words import listing, plural
from notes_kit.themes.marked import LEAST
from notes_kit.themes.outlook import Ask, Asked, Gave, News
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Contrast, Count, Said

_STAGES = {Stage.REPLIED: "answered you", Stage.ASKED: "asked, no answer yet", Stage.LEAD: "not asked yet"}
_LARGE, _TENTH, _BEYOND = 5, 10, 3.09
"""People who take a side from which a kind is large, the share of all that makes a kind, and the normal quantile of p = 0.001."""

ASPECT_WORDS = {"role": "role", "seniority": "seniority", "organization": "organisation", "industry": "industry", "source": "how you found them"}


def asked_words(who: Asked) -> str:
    """Where you stand with somebody who could answer."""
    if who.day is not None:
        return f"talk on {who.day}"
    return _STAGES.get(who.stage, "met")


def gave_words(one: Gave) -> str:
    """What somebody gave."""
    named = [plural(one.names, "name")] if one.names else []
    kept = [plural(one.kept, "promise") + " kept"] if one.kept else []
    return listing([plural(one.talks, "talk"), *named, *kept])


def kinds_apart(contrast: Contrast) -> list[tuple[str, str]]:
    """Where one kind of people leans one way and another the other, without all of each agreeing: in what, and the counts of both.

    A kind leans where two people more stand on one side than on the other; kinds of less than a tenth of all are left out.
    Where the kinds are large, they must also differ by more than chance would have them. Of each side the strongest is told.
    """
    found = []
    for aspect, groups in contrast.by.items():
        everyone = sum(sum(count) for count in groups.values())
        kinds = sorted((row for row in groups.items() if _TENTH * sum(row[1]) >= everyone), key=lambda row: (_leaning(row[1]), row[0]))
        if len(kinds) < LEAST or any(claim.aspect == aspect for claim in contrast.claims):
            continue
        (against, least), (favour, most) = kinds[0], kinds[-1]
        if _leaning(least) <= -LEAST and _leaning(most) >= LEAST and _beyond_chance([count for _, count in kinds]):
            found.append((ASPECT_WORDS[aspect], f"{favour} {_counted(most)}; {against} {_counted(least)}"))
    return found


def _leaning(count: Count) -> int:
    return count.favour - count.against


def _beyond_chance(kinds: Sequence[Count]) -> bool:
    """Whether large kinds differ with p < 0.001 (chi-squared, Wilson & Hilferty 1931); nothing is tested on small ones, and all counts are told.

    So small a p because every theme is looked at in five ways.
    """
    rows = [(count.favour, count.against) for count in kinds if count.favour + count.against]
    if len(rows) < LEAST or min(map(sum, rows)) < _LARGE:
        return True
    share = sum(favour for favour, _ in rows) / sum(map(sum, rows))
    expected = [(sum(row) * share, sum(row) * (1 - share)) for row in rows]
    if min(map(min, expected)) == 0:
        return False
    chi = sum((seen - usual) ** 2 / usual for row, both in zip(rows, expected, strict=True) for seen, usual in zip(row, both, strict=True))
    spread = 2 / (9 * (len(rows) - 1))
    return bool(((chi / (len(rows) - 1)) ** (1 / 3) - (1 - spread)) / spread**0.5 > _BEYOND)


def _counted(count: Count) -> str:
    parts = ((count.favour, "for"), (count.against, "against"), (count.both, "both"))
    return ", ".join(f"{number} {word}" for number, word in parts if number)


def outlook_json(report: Report) -> dict[str, Any]:
    """These parts as values that `json.dumps` takes."""
    return {
        "news": _news(report.news) if report.news else None,
        "ask": [_ask(one) for one in report.ask],
        "gave": [_gave(one) for one in report.gave],
        "worth_marking": [[_place(one.one), _place(one.other)] for one in report.opposed],
    }


def _news(one: News) -> dict[str, Any]:
    return {
        "since": one.since.isoformat(),
        "talks": one.talks,
        "people": [voice.name for voice in one.people],
        "themes": list(one.themes),
        "grown": [{"theme": grown.name, "before": grown.before, "now": grown.now} for grown in one.grown],
        "divided": list(one.divided),
    }


def _ask(one: Ask) -> dict[str, Any]:
    people = [{"name": who.name, "path": who.path, "stage": who.stage.value, "date": who.day.isoformat() if who.day else None} for who in one.people]
    return {"text": one.text, "category": one.category, "topic": one.topic, "people": people, "path": one.path, "line": one.line}


def _gave(one: Gave) -> dict[str, Any]:
    return {"name": one.name, "path": one.path, "talks": one.talks, "names": one.names, "kept": one.kept, "back": one.back}


def _place(said: Said) -> dict[str, Any]:
    return {"person": said.person, "path": said.path, "line": said.line, "text": said.text}
