"""A talk whose day has gone by, and whose note does not say what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_unsettled
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import distance, names


def check(context: Context) -> Iterable[Finding]:
    """One duty for each unsettled talk."""
    for interview, when in context.interviews():
        people = context.people(interview)
        awaited = context.awaited(people)
        if not is_unsettled(interview, context.today) or (people and not awaited):
            continue
        person = awaited[0] if awaited else None
        yield context.duty(
            f"the talk with {names([one.name for one in people])} was to be on {when.date} ({distance(when.date, context.today)}), "
            "and nothing says what became of it: held, cancelled, no-show or moved",
            interview.path, when.place, start=when.date, person=person,
            close=context.log(person, "held", "outcome: held", interview),
        )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
---
## Prep
- [ ] What did moving from analyst to engineer take? #q/advice
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK209",
    name="past-unsettled",
    title="The day of a talk has passed and nothing says what became of it",
    why="Everything that follows hangs on it: thanks are owed if it took place, a new date if it did not. Notes written the same day are "
    "also far richer than notes written a week later.",
    how_to_fix="Write what you heard under Notes, which settles it, or set `outcome`: held, cancelled, no-show or moved.",
    practice="P31 P32",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=7),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE + "## Notes\n- Teams merge data and platform work\n"}),
)
