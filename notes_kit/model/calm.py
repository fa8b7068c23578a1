"""A queue that buries nobody: how many duties towards one person are told at once.

It stands apart from the rules, so that an answer kept in the index needs none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from notes_kit.model.finding import Finding, Kind
from notes_kit.model.names import plain_name


def calm(findings: Sequence[Finding], most: int = 3) -> tuple[list[Finding], int]:
    """The findings without those of duties that are too many for one person, and how many were left out; the order stays.

    Of each person the `most` gravest are kept, of the same severity those due first; duties that concern
    nobody and faults are all kept.
    """
    by_person: dict[str, list[int]] = {}
    for place, finding in enumerate(findings):
        who = finding.about or plain_name(finding.contact or "")
        if finding.kind is Kind.DUTY and who:
            by_person.setdefault(who, []).append(place)
    left = set[int]()
    for places in by_person.values():
        if len(places) > most:
            places.sort(key=lambda place: (-findings[place].severity.rank, findings[place].due or date.max, findings[place].order))
            left.update(places[most:])
    return [finding for place, finding in enumerate(findings) if place not in left], len(left)
