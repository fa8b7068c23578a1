"""A talk a day or two away that nothing was prepared for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note, Section
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import ahead, duty_before
from notes_kit.rules.words import distance


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk ahead whose note has nothing under Prep."""
    for talk in ahead(context):
        if unprepared(talk.interview.note):
            yield duty_before(
                context, talk,
                f"the talk with {talk.who} is {distance(talk.when.date, context.today)} ({talk.day}), and there is nothing under Prep: "
                "read up on them, and write your questions",
                "- [ ] …? #q/insights",
            )  # fmt: skip


def unprepared(note: Note) -> bool:
    """Whether a note has neither anything under Prep nor a question anywhere."""
    return Section.PREP not in note.filled and not note.questions


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
---
## Prep
%% Read about them first. %%
## Notes
"""
_PREP = """\
## Prep
Her paper on lineage; the merger of last autumn.
- [ ] What did moving from analyst to engineer take? #q/advice
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK207",
    name="prep-empty",
    title="A talk is about to take place and nothing is prepared",
    why="Half an hour of reading is what the other person can tell within a minute. Without it you ask what a search answers, and they answer as "
    "a search would.",
    how_to_fix="Read about the person, the role, the organization and what is new in the field. Write what you found and what you want to ask under Prep.",
    practice="P16",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=2, late=0),
    bad=Example(date(2026, 2, 28), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 28), {_PATH: _NOTE.replace("## Prep\n", _PREP)}),
)
