"""A waiver that does not hold: without a reason, past its date, of no rule, or with nothing to set aside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.waivers import flaw, holding, meant, silencing


def check(context: Context) -> Iterable[Finding]:
    """One fault for each. What a waiver sets aside is looked for among all findings, those not yet due included."""
    shared = context.shared
    table = holding(shared)
    used = {item for finding in shared.found for item in silencing(finding, table)}
    incomplete = any(finding.rule == "crashed-rule" for finding in shared.found)
    for item in shared.waivers:
        problem = flaw(item.waiver, shared.rules, context.today)
        if not problem and item not in used and not incomplete:
            rule = meant(item.waiver, shared.rules)
            problem = f"this waiver of {rule.name if rule else item.waiver.rule} sets nothing aside; delete it"
        if problem:
            yield context.fault(problem, item.path, item.waiver.place)


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
waive:
  - thank-you-missing until 2026-04-01 she asked for no mail while on leave
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK982",
    name="waiver-stale",
    title="A waiver has no reason, has ended, or sets nothing aside",
    why="A waiver that outlives its reason hides the next finding of its kind, which nobody meant to set aside.",
    how_to_fix="Delete the line, or write it as `RULE [until DATE] REASON`.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    dated=True,
    bad=Example(date(2026, 4, 2), {_PATH: _NOTE}, (f"{_PATH}:7:5",)),
    good=Example(date(2026, 4, 1), {_PATH: _NOTE}),
)
