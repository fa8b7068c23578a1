"""A talk that took place, and of which nothing was written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import remembered


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk that is said to have been held and whose note holds nothing that was said."""
    for talk in remembered(context):
        if not talk.interview.note.told:
            yield context.duty(
                f"the talk with {talk.who} was held on {talk.when.date}, and nothing that was said is written down",
                talk.interview.path, talk.when.place, start=talk.when.date, person=talk.person, close="- … (under Notes)",
            )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Prep
- [x] What did moving from analyst to engineer take? #q/advice
## Notes
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK302",
    name="notes-empty",
    title="A talk was held and nothing that was said is written down",
    why="By the next morning half of it is gone, and first the words that were theirs. Without notes there is nothing to thank for, nothing to compare "
    "and nothing to come back to.",
    how_to_fix="Write a bullet for each thing you remember, in their words where you still have them, and the reason below it.",
    practice="P25 P31",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=3),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE + "- It took two years beside the job\n"}),
)
