"""An action of mine without a date: it is done when somebody remembers it, which is to say by chance."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.actions import UNDATED, open_actions
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One duty, itself without a day, for each open action that has none."""
    for action in open_actions(context):
        if action.day is None:
            yield context.duty(
                f"{action.what}, {action.origin}, has no date: give it one",
                action.note.path, action.task.place, start=None, person=action.person,
                close=action.line(action.task.status, f"📅 {day}" if (day := _day(action.task.text)) else UNDATED),
            )  # fmt: skip


def _day(text: str) -> str:
    """The day that the words themselves name, as ISO writes it."""
    match = re.search(r"\b\d{4}-\d{2}-\d{2}\b", text)
    return match.group() if match else ""


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Next steps
- [ ] Read the lineage paper
- [ ] Introduces me to Chloe #promised
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK402",
    name="action-undated",
    title="An action of yours has no date",
    why="An action without a date competes with everything else and loses. A date, even one that you move, brings it back before you.",
    how_to_fix="Write the date after it, as `📅 2026-03-10` or `[due:: 2026-03-10]`.",
    practice="P34",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    bad=Example(date(2026, 3, 6), {_PATH: _NOTE}, (f"{_PATH}:8:3",)),
    good=Example(date(2026, 3, 6), {_PATH: _NOTE.replace("lineage paper", "lineage paper 📅 2026-03-20")}),
)
