"""A talk that was written down, and not what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Section
from notes_kit.model.settings import Threshold
from notes_kit.rules.actions import UNDATED
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import told_without


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk with notes that has nothing under Next steps and no task anywhere."""
    for talk in told_without(context, Section.NEXT_STEPS):
        note = talk.interview.note
        if not note.tasks:
            yield context.duty(
                f"the notes of the talk with {talk.who} on {talk.when.date} do not say what comes of it",
                note.path, talk.when.place, start=talk.when.date, person=talk.person,
                close=f"- [ ] … {UNDATED} (under Next steps)",
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
## Next steps
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK304",
    name="next-steps-missing",
    title="A talk is written down, but not what comes of it",
    why="A conversation that leads to nothing was pleasant. One thing to read, to try or to send makes it count, and gives you a reason to write again.",
    how_to_fix="Write each step as a task with a date under Next steps, theirs with `#promised`. If nothing comes of it, write that: `none`.",
    practice="P28 P31",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=7),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE + "- [ ] Send the lineage paper 📅 2026-03-05\n"}),
)
