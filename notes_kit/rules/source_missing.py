"""Somebody was approached, and nothing says who or what led to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import still_remembered


def check(context: Context) -> Iterable[Finding]:
    """One hint for each contact with an outreach and without a source, unless a talk's referrals say who named them."""
    named: set[str] | None = None
    for person, relation in context.contacts():
        if relation.contact.source is not None or not relation.attempts:
            continue
        if not still_remembered(relation.attempts[0].date, context.today):
            continue
        if named is None:
            named = {context.vault.person(ref, talk.path).key for talk in context.vault.interviews for ref in talk.referrals}
        if person.key not in named:
            yield context.duty(
                f"{person.name}'s note does not say who or what led you to them",
                relation.contact.path, relation.attempts[0].place, start=relation.attempts[0].date, person=person, close="source: …",
            )  # fmt: skip


_NOTE = """\
---
type: contact
name: Ada Okafor
outreach: 2026-02-10 email
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK106",
    name="source-missing",
    title="The note does not say who or what led you to somebody",
    why="A request says how you found them, and whoever led you there wants to hear what came of it. Over a year it also shows which ways to people "
    "lead somewhere.",
    how_to_fix='Write `source:`, a link to the person who named them, as `"[[Ben Li]]"`, or words such as `alumni list`.',
    practice="P3",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=0),
    bad=Example(date(2026, 2, 10), {_PATH: _NOTE}, (f"{_PATH}:4:11",)),
    good=Example(date(2026, 2, 10), {_PATH: _NOTE.replace("Okafor\n", "Okafor\nsource: alumni list\n")}),
)
