"""Waivers: which findings a person has set aside, with what reason, and what is wrong with a waiver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from notes_kit.model.finding import Finding
from notes_kit.model.people import Waiver
from notes_kit.rules.base import Rule, Shared, Written

NEVER = ("waiver-stale", "crashed-rule")
"""Rules that no waiver silences: they speak of waivers, and of us."""


def meant(waiver: Waiver, rules: Iterable[Rule]) -> Rule | None:
    """The rule that a waiver names, by name or code; None if there is none."""
    word = waiver.rule.casefold().rstrip(":")
    return next((rule for rule in rules if word in (rule.name, rule.code.casefold())), None)


def flaw(waiver: Waiver, rules: Iterable[Rule], today: date) -> str:
    """Why a waiver does not hold on that day, whatever there is to silence; empty if it does."""
    rule = meant(waiver, rules)
    if rule is None:
        return f"there is no rule “{waiver.rule[:40]}” to waive{_near(waiver.rule, rules)}"
    if rule.name in NEVER:
        return f"{rule.name} cannot be waived"
    if waiver.until == date.min:
        return f"the date of this waiver of {rule.name} cannot be read; write `{rule.name} until 2026-04-01 the reason`"
    if waiver.until is not None and waiver.until < today:
        return f"this waiver of {rule.name} ended on {waiver.until}; delete it, or give it a new date"
    if not waiver.reason:
        return f"this waiver of {rule.name} gives no reason; write why after it"
    return ""


def _near(word: str, rules: Iterable[Rule]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(word.casefold(), [rule.name for rule in rules], 1)
    return f"; did you mean {near[0]}?" if near else ""


def holding(shared: Shared) -> dict[tuple[str, str], list[Written]]:
    """The waivers that hold on the day, by path and rule."""
    table: dict[tuple[str, str], list[Written]] = {}
    for item in shared.waivers:
        rule = meant(item.waiver, shared.rules)
        if rule is not None and not flaw(item.waiver, shared.rules, shared.today):
            table.setdefault((item.path, rule.name), []).append(item)
    return table


def silencing(finding: Finding, table: Mapping[tuple[str, str], list[Written]]) -> list[Written]:
    """The waivers that set a finding aside: those in its own note, and those in the note of the person it concerns."""
    own = table.get((finding.path, finding.rule), [])
    return own if finding.about in ("", finding.path) else own + table.get((finding.about, finding.rule), [])
