"""What happened to a network between two days, as values: people, talks, facts, duties, themes, actions and beliefs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notes_kit.model.snapshot import Belief, Duty, Heard, frozen


class Told(NamedTuple):
    """One thing that happened: what, to or by whom, in which words, on which day (ISO, or empty), and where it is written (nowhere if it is gone)."""

    what: str
    who: str
    words: str
    date: str
    path: str
    line: int


class ThemeTold(NamedTuple):
    """A theme that is `new`, `grew`, `shrank`, `turned` (who holds what has changed sides or become divided) or is `gone`."""

    what: str
    name: str
    before: Heard
    after: Heard
    people: tuple[str, ...]


class BeliefTold(NamedTuple):
    """A goal or an assumption that is `new`, `gone`, `reworded`, or whose `evidence` has changed, as (theme, before, after)."""

    what: str
    belief: Belief
    before: str = ""
    evidence: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that happened after `since`, by the end of `until`. Of the duties those due by then."""

    since: date
    until: date
    people: tuple[Told, ...] = ()
    talks: tuple[Told, ...] = ()
    deeds: tuple[Told, ...] = ()
    closed: tuple[Duty, ...] = ()
    new: tuple[Duty, ...] = ()
    late: tuple[Duty, ...] = ()
    themes: tuple[ThemeTold, ...] = ()
    actions: tuple[Told, ...] = ()
    beliefs: tuple[BeliefTold, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything happened."""
        return any((self.people, self.talks, self.deeds, self.closed, self.new, self.late, self.themes, self.actions, self.beliefs))


_KINDS = {"people": Told, "talks": Told, "deeds": Told, "closed": Duty, "new": Duty, "late": Duty, "actions": Told}


def pack_changes(changes: Changes) -> str:
    """Changes as one text of JSON."""
    names = (*_KINDS, "themes", "beliefs")
    return json.dumps([changes.since.isoformat(), changes.until.isoformat(), {name: getattr(changes, name) for name in names}], ensure_ascii=False)


def unpack_changes(text: str) -> Changes:
    """The changes in a text made by `pack_changes`."""
    since, until, parts = json.loads(text)
    found = {name: tuple([kind(*map(frozen, row)) for row in parts[name]]) for name, kind in _KINDS.items()}
    themes = [
        ThemeTold(what, name, Heard(*map(frozen, was)), Heard(*map(frozen, now)), frozen(people)) for what, name, was, now, people in parts["themes"]
    ]
    beliefs = [BeliefTold(what, Belief(*map(frozen, belief)), before, frozen(evidence)) for what, belief, before, evidence in parts["beliefs"]]
    return Changes(date.fromisoformat(since), date.fromisoformat(until), **found, themes=tuple(themes), beliefs=tuple(beliefs))
