"""A vault on a day, told in facts that can be compared with those of another day: who, which talks, what is owed, which themes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

VERSION = 1
"""Of the text of a snapshot; one of another version is not read."""


class Somebody(NamedTuple):
    """A contact: where their note stands, the hash of its bytes, and what moves in a working life. `marks` are addresses that are theirs alone."""

    path: str
    hash: str
    name: str
    role: str = ""
    organization: str = ""
    location: str = ""
    seniority: str = ""
    source: str = ""
    marks: tuple[str, ...] = ()


class Meeting(NamedTuple):
    """A talk and what had become of it: `held`, `ahead`, `unsettled`, `undated`, or its outcome (`cancelled`, `no-show`, `moved`).

    `date` is ISO or empty, `keys` are the people's as the vault has them, `points` counts what was written down.
    """

    path: str
    hash: str
    people: tuple[str, ...]
    keys: tuple[str, ...]
    date: str
    state: str
    format: str = ""
    points: int = 0
    named: tuple[str, ...] = ()


class Deed(NamedTuple):
    """A dated fact: `asked`, `replied`, `declined`, `confirmed`, `thanked`, `touched`, `connected`, `closed`; `date` is ISO."""

    what: str
    who: str
    key: str
    date: str
    words: str
    path: str
    line: int


class Duty(NamedTuple):
    """Something owed on the day; `late` counts the days after it fell due. `key` is the person's note, or their name."""

    rule: str
    message: str
    who: str
    key: str
    due: str
    late: int
    path: str
    line: int
    close: str
    severity: str


class Deal(NamedTuple):
    """A task: mine, or theirs where `promised`. `state` is `open`, `done` or `cancelled`; days are ISO or empty."""

    text: str
    who: str
    path: str
    line: int
    state: str
    on: str = ""
    due: str = ""
    promised: bool = False


class Heard(NamedTuple):
    """A theme with the people heard on it, by name, where each stands; everybody in exactly one of the four."""

    name: str
    favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody, by side."""
        return (*self.favour, *self.against, *self.both, *self.unmarked)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many stand where: for, against, both, unmarked."""
        return len(self.favour), len(self.against), len(self.both), len(self.unmarked)


class Belief(NamedTuple):
    """A goal or an assumption of the profile; `evidence` is what was said on each theme that it links to."""

    kind: str
    text: str
    path: str
    line: int
    evidence: tuple[tuple[str, int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that is compared of a vault on a day. Themes and beliefs are counted as the report does: without what is private."""

    day: date
    people: tuple[Somebody, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    deeds: tuple[Deed, ...] = ()
    duties: tuple[Duty, ...] = ()
    deals: tuple[Deal, ...] = ()
    themes: tuple[Heard, ...] = ()
    beliefs: tuple[Belief, ...] = ()


_KINDS = (Somebody, Meeting, Deed, Duty, Deal, Heard, Belief)
_PARTS = ("people", "meetings", "deeds", "duties", "deals", "themes", "beliefs")


def pack_snapshot(snapshot: Snapshot) -> str:
    """A snapshot as one text of JSON."""
    parts = [getattr(snapshot, name) for name in _PARTS]
    return json.dumps([VERSION, snapshot.day.isoformat(), *parts], ensure_ascii=False, separators=(",", ":"))


def unpack_snapshot(text: str) -> Snapshot | None:
    """The snapshot in such a text; None where it holds none, or one of another version."""
    try:
        version, day, *parts = json.loads(text)
        if version != VERSION:
            return None
        made = [tuple([kind(*map(frozen, row)) for row in rows]) for kind, rows in zip(_KINDS, parts, strict=True)]
        return Snapshot(date.fromisoformat(day), *made)
    except (ValueError, TypeError, KeyError):
        return None


def frozen(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value of JSON with its lists as tuples."""
    return tuple([frozen(one) for one in value]) if isinstance(value, list) else value
