"""An action of mine whose day has come: do it, or give it another day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.actions import open_actions
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One duty for each open action that has a date."""
    for action in open_actions(context):
        day = action.day
        if day is not None:
            yield context.duty(
                f"{action.what}, {action.origin}, is dated {day}",
                action.note.path, action.task.place, start=day, person=action.person,
                close=action.line("x", f"{'📅' if action.task.due else '⏳'} {day} ✅ {context.today}"),
            )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Next steps
- [ ] Send the lineage paper 📅 2026-03-05
- [ ] Introduces me to Chloe #promised 📅 2026-03-10
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK401",
    name="action-overdue",
    title="An action of yours has reached its date and is still open",
    why="What was said aloud in a conversation is remembered by the other person. Doing it on the day is the cheapest way to be taken seriously; "
    "an old open action also hides the ones that matter.",
    how_to_fix="Do it and tick it with the day, or give it a new date. If it no longer matters, cancel it: `- [-]`.",
    practice="P28 P34",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=0, late=7),
    bad=Example(date(2026, 3, 6), {_PATH: _NOTE}, (f"{_PATH}:8:3",)),
    good=Example(date(2026, 3, 6), {_PATH: _NOTE.replace("[ ] Send", "[x] Send").replace("03-05", "03-05 ✅ 2026-03-05")}),
)
