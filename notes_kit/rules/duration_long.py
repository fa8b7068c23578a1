"""A talk planned for longer than one asks of a stranger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import ahead, duty_before


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk ahead of more than `limit` minutes; once it is reconfirmed, both have agreed to it."""
    limit = context.threshold.limit or 0
    for talk in ahead(context):
        minutes, field = talk.interview.duration, talk.interview.note.get("duration")
        confirmed = talk.interview.confirmed
        if minutes is None or field is None or minutes <= limit or (confirmed is not None and confirmed.date <= context.today):
            continue
        yield duty_before(
            context, talk,
            f"the talk with {talk.who} on {talk.when.date} is planned for {minutes} minutes: ask for {limit}, unless they offered more",
            f"duration: {limit}", place=field.values[0].place,
        )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
duration: 60
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK205",
    name="duration-long",
    title="A talk is planned for longer than half an hour",
    why="Twenty minutes are easy to give and an hour is not: the long request is the one that is put off. People who enjoy the conversation stay longer "
    "by themselves.",
    how_to_fix="Ask for less, and let them offer more. If they did, record the day on which the talk was reconfirmed, or waive it with that reason.",
    practice="P7 P24",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=7, limit=30),
    bad=Example(date(2026, 2, 23), {_PATH: _NOTE}, (f"{_PATH}:5:11",)),
    good=Example(date(2026, 2, 23), {_PATH: _NOTE.replace("60", "30")}),
)
