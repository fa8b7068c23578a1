"""A talk that was written down, and not what I take from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Section
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import told_without


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk with notes and nothing under Takeaways."""
    for talk in told_without(context, Section.TAKEAWAYS):
        yield context.duty(
            f"the notes of the talk with {talk.who} on {talk.when.date} do not say what you take from it",
            talk.interview.path, talk.when.place, start=talk.when.date, person=talk.person, close="- … (under Takeaways)",
        )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Notes
- It took two years beside the job
## Takeaways
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK303",
    name="takeaways-missing",
    title="A talk is written down, but not what you take from it",
    why="What was said is theirs, what you make of it is yours, and it is the second that you look for when you decide. It is also what a thank-you names.",
    how_to_fix="Write one to three lines under Takeaways: what surprised you, what you will think about, what changed.",
    practice="P31",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=7),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE + "- Evenings are enough to begin with.\n"}),
)
