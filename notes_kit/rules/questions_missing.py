"""A talk a day or two away with fewer questions than it will take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.prep_empty import unprepared
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import ahead, duty_before


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk ahead with fewer than `limit` questions; where nothing is prepared at all, `prep-empty` says so."""
    limit = context.threshold.limit or 0
    for talk in ahead(context):
        count = len(talk.interview.note.questions)
        if count >= limit or unprepared(talk.interview.note):
            continue
        have = "no question that could be ticked" if not count else "one question" if count == 1 else f"{count} questions"
        yield duty_before(
            context, talk,
            f"the Prep for {talk.who} on {talk.when.date} holds {have}: have {limit} or more, of which you will ask some",
            "- [ ] …? #q/insights",
        )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
---
## Prep
- [ ] What did moving from analyst to engineer take? #q/advice
- [ ] Which part of your week does nobody outside the team see? #q/insights
- [ ] What has changed in the last two years? #q/trends
- [ ] Which piece of work would you give to a beginner? #q/assignments
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK208",
    name="questions-missing",
    title="A talk is about to take place with few questions prepared",
    why="A question that the other person answers before you ask it is gone, and the silence after the last one is long. With more than you need you can "
    "follow the conversation instead of the list.",
    how_to_fix="Add open questions under Prep, each as a task: `- [ ] …? #q/advice`. `limit` in the settings is the number to have ready.",
    practice="P17",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=2, limit=5),
    bad=Example(date(2026, 2, 28), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 28), {_PATH: _NOTE + "- [ ] What do you read to keep up? #q/resources\n"}),
)
