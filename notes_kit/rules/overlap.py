"""Two talks at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import BUFFER, ahead, by_hour, in_turn, too_close


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk ahead that begins before one that began earlier ends."""
    talks = by_hour(ahead(context))
    for first, talk in in_turn(talks):
        if talk.begin < first.end:
            yield too_close(
                context, talks, talk, first, BUFFER,
                f"the talk with {talk.who} on {talk.day} begins before the one with {first.who} ends ({first.begin:%H:%M} to {first.end:%H:%M}): "
                "ask one of them for another hour",
            )  # fmt: skip


_ADA = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
duration: 45
---
"""
_BEN = """\
---
type: interview
contact: "[[Ben Li]]"
date: 2026-03-02T15:30
---
"""
_PATH = "interviews/2026-03-02 Ben Li.md"

RULE = Rule(
    code="NK202",
    name="overlap",
    title="Two talks are planned for the same time",
    why="One of the two will be let down, and the earlier they are asked for another hour the less it costs them.",
    how_to_fix="Ask one of them for another day or hour, and write it into the note. A talk without a `duration` is taken to last 30 minutes.",
    practice="P12",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.AHEAD,
    default=Threshold(due=30, late=2),
    bad=Example(date(2026, 2, 20), {"interviews/2026-03-02 Ada Okafor.md": _ADA, _PATH: _BEN}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 20), {"interviews/2026-03-02 Ada Okafor.md": _ADA, _PATH: _BEN.replace("15:30", "15:55")}),
)
