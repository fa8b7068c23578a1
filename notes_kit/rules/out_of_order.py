"""Two dates of one story that cannot both be right: thanked before the talk, answered before anybody asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One fault for each fact that stands before what it follows from."""
    for interview, when in context.interviews():
        for event in interview.thanked:
            if event.date < when.date:
                yield context.fault(
                    f"`thanked` is {event.date}, before the talk of {when.date}: one of the two is wrong", interview.path, event.place
                )
        confirmed = interview.confirmed
        if confirmed is not None and confirmed.date > when.date:
            message = f"`confirmed` is {confirmed.date}, after the talk of {when.date}: one of the two is wrong"
            yield context.fault(message, interview.path, confirmed.place)
    for contact in sorted(context.vault.contacts, key=lambda item: item.path):
        asked = min((event.date for event in contact.outreach), default=None)
        for name, fact in (("replied", contact.replied), ("declined", contact.declined)):
            if asked is not None and fact is not None and fact.date < asked:
                message = f"`{name}` is {fact.date}, before your first message of {asked}: one of the two is wrong, or a message is missing"
                yield context.fault(message, contact.path, fact.place)


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
confirmed: 2026-02-28
outcome: held
thanked: 2025-03-03
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK931",
    name="out-of-order",
    title="Two dates contradict each other",
    why="A day, a month or a year is mistyped, and everything that counts from it is wrong: who is owed an answer, how long they took, when it went cold.",
    how_to_fix="Look which of the two is wrong, and correct it. Where they wrote first, record that as the first outreach, or leave `replied` out.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 10), {_PATH: _NOTE}, (f"{_PATH}:7:10",)),
    good=Example(date(2026, 3, 10), {_PATH: _NOTE.replace("2025", "2026")}),
)
