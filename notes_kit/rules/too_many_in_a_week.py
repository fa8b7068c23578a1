"""More talks in one week than can be prepared for and written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import ANOTHER_DAY, Talk, ahead, duty_before

_WEEK = 7
_YEAR = 52
"""Weeks ahead in which room for a talk is looked for."""


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk still to come that is beyond the first `limit` of its week, from Monday to Sunday."""
    limit = context.threshold.limit or 0
    coming: dict[date, list[Talk]] = {}
    for talk in ahead(context):
        coming.setdefault(_monday(talk.when.date), []).append(talk)
    if not coming:
        return
    past: dict[date, int] = {}
    for interview, when in context.interviews():
        if is_held(interview, context.today):
            past[_monday(when.date)] = past.get(_monday(when.date), 0) + 1
    count = {monday: past.get(monday, 0) + len(talks) for monday, talks in coming.items()}
    for monday in sorted(coming):
        if count[monday] <= limit:
            continue
        talks = sorted(coming[monday], key=lambda item: (item.begin, item.interview.path))
        later = [shift(monday, weeks * _WEEK) for weeks in range(1, _YEAR)]
        free = next((week for week in later if count.get(week, 0) < limit), None)
        room = f", say in that of {free}" if free else ""
        for talk in talks[max(limit - past.get(monday, 0), 0) :]:
            yield duty_before(
                context, talk,
                f"{count[monday]} talks in the week of {monday}, and {limit} are enough: ask {talk.who} for a day in another week{room}",
                ANOTHER_DAY, start=monday,
            )  # fmt: skip


def _monday(day: date) -> date:
    return shift(day, -day.weekday())


def _talk(day: str, name: str) -> str:
    return f'---\ntype: interview\ncontact: "[[{name}]]"\ndate: {day}\n---\n'


_WEEK_OF_TALKS = {
    f"interviews/{day} {name}.md": _talk(day, name)
    for day, name in [
        ("2026-03-02", "Ada Okafor"),
        ("2026-03-03", "Ben Li"),
        ("2026-03-04", "Chloe Marsh"),
        ("2026-03-05", "Dana Reyes"),
    ]
}
_FIFTH = "interviews/Eno Bassey.md"

RULE = Rule(
    code="NK204",
    name="too-many-in-a-week",
    title="More talks are planned for one week than do each other good",
    why="Each talk takes an hour to prepare and another to write down and give thanks for. The fifth in a week gets neither, and runs together with "
    "the fourth in your memory.",
    how_to_fix="Ask for a day in another week. `limit` in the settings is the number of talks in a week, from Monday to Sunday, that you can do justice to.",
    practice="P14",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.AHEAD,
    default=Threshold(due=14, late=3, limit=4),
    bad=Example(date(2026, 2, 23), {**_WEEK_OF_TALKS, _FIFTH: _talk("2026-03-08", "Eno Bassey")}, (f"{_FIFTH}:4:7",)),
    good=Example(date(2026, 2, 23), {**_WEEK_OF_TALKS, _FIFTH: _talk("2026-03-09", "Eno Bassey")}),
)
