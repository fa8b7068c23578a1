"""What lies ahead and what lately came, in the report's formats: whom to ask what, who gave, what is new, what may be worth a mark."""

from __future__ import annotations

from typing import Any

from notes_kit.model.state import Stage
from notes_kit.render.words import listing, plural
from notes_kit.themes.marked import LEAST
from notes_kit.themes.outlook import Ask, Asked, Gave, News
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Contrast, Count, Said

_STAGES = {Stage.REPLIED: "answered you", Stage.ASKED: "asked, no answer yet", Stage.LEAD: "not asked yet"}
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
    """Where kinds of people lean to different sides without all of each agreeing: in what, and the counts of every kind.

    A kind is told from two people on, and nothing is said where one alone differs.
    """
    found = []
    for aspect, groups in contrast.by.items():
        kinds = {value: count for value, count in groups.items() if sum(count) >= LEAST}
        if len({_leaning(count) for count in kinds.values()}) > 1 and not any(claim.aspect == aspect for claim in contrast.claims):
            words = "; ".join(f"{value} {_counted(count)}" for value, count in kinds.items())
            found.append((ASPECT_WORDS[aspect], words))
    return found


def _leaning(count: Count) -> int:
    return (count.favour > count.against) - (count.favour < count.against)


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
