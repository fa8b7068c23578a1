"""Somebody gave their time and has not been thanked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Interview
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held, thanks
from notes_kit.model.vault import Person
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One duty for each person met in a talk, with a note of their own or without."""
    for interview, when in context.interviews():
        if not is_held(interview, context.today):
            continue
        people = context.people(interview)
        for person in context.owed(people):
            if thanks(context.vault, interview, person, context.today) is None:
                yield context.duty(
                    f"{person.name} has not been thanked for the talk of {when.date}",
                    interview.path, when.place, start=when.date, person=person,
                    close=context.log(person, "thanked", _line(interview, person, context.today, alone=len(people) == 1), interview),
                )  # fmt: skip


def _line(interview: Interview, person: Person, today: date, *, alone: bool) -> str:
    """What to write for somebody without a note: the property, or one more item of it."""
    fact = f"{today}" if alone else f"{today} [[{person.name}]]"
    return f"- {fact}" if interview.thanked else f"thanked: {fact}"


_NOTE = """\
---
type: interview
contact: ["[[Ada Okafor]]", "[[Ben Li]]"]
date: 2026-03-02
outcome: held
thanked:
  - 2026-03-03 [[Ben Li]]
---
"""
_PATH = "interviews/2026-03-02 Ada and Ben.md"

RULE = Rule(
    code="NK301",
    name="thank-you-missing",
    title="Somebody you talked with has not been thanked",
    why="Thanks within a day, naming what they said, is what people remember of you, and a thank-you that comes late reads as an afterthought. "
    "Where several people gave their time, each is owed one.",
    how_to_fix="Write to them within a day or two, name what you took from it and whom they named, and record the day.",
    practice="P29 P30",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=2),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("[[Ben Li]]\n---", "[[Ben Li]]\n  - 2026-03-03 [[Ada Okafor]]\n---")}),
)
