"""A message that is about to be sent and asks for a job."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.drafts import unsent
from notes_kit.rules.letter import job_remarks
from notes_kit.rules.scope import Scope

INSTEAD = "What would you try next, if you were in my place?"
"""What to ask instead."""


def check(context: Context) -> Iterable[Finding]:
    """One duty for each sentence of a draft that asks for a job."""
    for one in unsent(context):
        for remark in job_remarks(one.letter, one.phrases):
            yield context.duty(
                f"the draft to {one.person.name} asks for a job", one.note.path, one.at(remark), start=None, person=one.person, close=INSTEAD
            )


_NOTE = """\
---
type: contact
name: Ada Okafor
---
## Draft
Dear Ms Okafor,

I make the stock reports at a small bakery chain. Your article on counting pallets twice made me laugh.
Are there any openings in your team at the moment?
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK104",
    name="job-asking",
    title="A draft asks for a job",
    why="A stranger who is asked for a job has one easy answer, and it is no. The same person, asked how their work is done, often talks for half an "
    "hour, and knows you when there is work.",
    how_to_fix="Take the sentence out and ask for what they know. To say that you are not asking for a job is fine.",
    practice="P2",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    bad=Example(date(2026, 2, 9), {_PATH: _NOTE}, (f"{_PATH}:9:11",)),
    good=Example(date(2026, 2, 9), {_PATH: _NOTE.replace("Are there any openings in your team at the moment", INSTEAD.removesuffix("?"))}),
)
