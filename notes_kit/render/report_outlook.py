"""What lies ahead and what lately came, in the report's formats: whom to ask what, who gave, what is new, what may be worth a mark."""

from __future__ import annotations

from typing import Any

from notes_kit.themes.outlook import Ask, Gave, News
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Said


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
