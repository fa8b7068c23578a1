"""The day until which somebody was to be left in peace has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Dated
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Relation
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact whose pause is over; where a message waits for its answer, that duty speaks instead."""
    for person, relation in context.contacts():
        paused = over(relation, context.today)
        if paused is not None and not relation.upcoming and not relation.unanswered:
            yield context.duty(
                f"you paused {person.name} until {paused.date}: be in touch again, or pause for longer",
                relation.contact.path, paused.place, start=paused.date, person=person, close=context.log(person, "touch", ""),
            )  # fmt: skip


def over(relation: Relation, today: date) -> Dated | None:
    """The pause that has ended by the day without any contact since, if there is one."""
    paused = relation.contact.paused
    if paused is None or relation.quiet or paused.date > today:
        return None
    return paused if relation.last_touch is None or relation.last_touch < paused.date else None


_CONTACT = """\
---
type: contact
touches:
  - 2026-01-20 email give the paper on lineage
paused: 2026-06-01
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK503",
    name="pause-over",
    title="The day until which you paused somebody has come",
    why="A pause is a promise to come back, often one that they asked for: after the leave, after the deadline. Nothing else would remind you of them.",
    how_to_fix="Write to them and record it as a touch, set `paused` to a later day, or close the contact.",
    practice="P43",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=0, late=14),
    bad=Example(date(2026, 6, 1), {_PATH: _CONTACT}, (f"{_PATH}:5:9",)),
    good=Example(date(2026, 6, 1), {_PATH: _CONTACT.replace("lineage\n", "lineage\n  - 2026-06-01 email welcome back\n")}),
)
