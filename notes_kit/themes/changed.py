"""What happened between two snapshots, in the words of the field and not in lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from notes_kit.model.changes import BeliefTold, Changes, ThemeTold, Told
from notes_kit.model.names import fold, plain_name
from notes_kit.model.snapshot import Belief, Deal, Duty, Heard, Meeting, Snapshot, Somebody

T = TypeVar("T", Somebody, Meeting)

_MOVING = ("role", "organization", "seniority", "location")
_CALLED_OFF = ("cancelled", "no-show", "moved")
_ALIKE = 0.5
_MOST = 40_000
"""Pairs of vanished and new notes that are looked at: beyond it a whole vault was moved, and Git knows better."""


def compare(before: Snapshot, after: Snapshot, renames: Mapping[str, str] | None = None) -> Changes:
    """What is different between two snapshots. `renames` are paths that are known to have moved, old to new."""
    known = dict(renames or {})
    people = _moves(before.people, after.people, known, _same_person)
    moves = people | _moves(before.meetings, after.meetings, known, lambda old, new: _same_talk(old, new, people))
    new_people = {one.path for one in after.people} - {moves.get(one.path, one.path) for one in before.people}
    closed, new, late = _duties(before, after, moves)
    return Changes(
        before.day, after.day,
        people=tuple(_people(before.people, after.people, moves)), talks=tuple(_talks(before.meetings, after.meetings, moves)),
        deeds=tuple(_deeds(before, after, moves, new_people)), closed=closed, new=new, late=late,
        themes=tuple(_themes(before.themes, after.themes)), actions=tuple(_actions(before, after, moves)),
        beliefs=tuple(_beliefs(before.beliefs, after.beliefs)),
    )  # fmt: skip


def _moves(old: Sequence[T], new: Sequence[T], known: Mapping[str, str], same: Callable[[T, T], bool]) -> dict[str, str]:
    """Notes that stand at another path: as known, else with the same bytes, else alike enough to be nobody else's."""
    there, here = {one.path for one in old}, {one.path for one in new}
    gone = [one for one in old if one.path not in here]
    come = [one for one in new if one.path not in there]
    found = {one.path: known[one.path] for one in gone if known.get(one.path) in {other.path for other in come}}
    for test in (_same_bytes, same) if len(gone) * len(come) <= _MOST else ():
        for one in gone:
            fits = [other for other in come if one.path not in found and other.path not in found.values() and test(one, other)]
            rivals = [other for other in gone if other.path not in found and fits and test(other, fits[0])]
            if len(fits) == 1 and len(rivals) == 1:
                found[one.path] = fits[0].path
    return found


def _same_bytes(old: T, new: T) -> bool:
    return bool(old.hash) and old.hash == new.hash


def _same_person(old: Somebody, new: Somebody) -> bool:
    return plain_name(old.name) == plain_name(new.name) or bool({*old.marks} & {*new.marks})


def _same_talk(old: Meeting, new: Meeting, moves: Mapping[str, str]) -> bool:
    return bool(old.keys) and {moves.get(key, key) for key in old.keys} == {*new.keys} and old.state != "held"


def _pairs(old: Iterable[T], new: Iterable[T], moves: Mapping[str, str]) -> tuple[list[tuple[T | None, T]], list[T]]:
    """Each note now with what it was, and those that are gone."""
    was = {moves.get(one.path, one.path): one for one in old}
    pairs = [(was.pop(one.path, None), one) for one in new]
    return pairs, list(was.values())


def _people(old: Sequence[Somebody], new: Sequence[Somebody], moves: Mapping[str, str]) -> Iterable[Told]:
    pairs, gone = _pairs(old, new, moves)
    for was, one in pairs:
        if was is None:
            doing = " @ ".join(part for part in (one.role, one.organization) if part)
            words = ", ".join(part for part in (doing, f"through {one.source}" if one.source else "") if part)
            yield Told("new", one.name, words, "", one.path, 1)
            continue
        if plain_name(was.name) != plain_name(one.name):
            yield Told("renamed", one.name, f"was {was.name}", "", one.path, 1)
        if moved := [f"{name}: {_from_to(getattr(was, name), getattr(one, name))}" for name in _MOVING if getattr(was, name) != getattr(one, name)]:
            yield Told("moved", one.name, "; ".join(moved), "", one.path, 1)
    yield from (Told("gone", one.name, f"the note {one.path} is gone", "", "", 0) for one in gone)


def _from_to(old: str, new: str) -> str:
    return f"{old or '–'} → {new or '–'}"


def _talks(old: Sequence[Meeting], new: Sequence[Meeting], moves: Mapping[str, str]) -> Iterable[Told]:
    pairs, gone = _pairs(old, new, moves)
    found = [told for was, one in pairs if (told := _talk(was, one)) is not None]
    found += [Told("gone", _who(one), f"the note {one.path} is gone", one.date, "", 0) for one in gone]
    return sorted(found, key=lambda told: (told.date or "~", told.path))


def _talk(was: Meeting | None, now: Meeting) -> Told | None:
    state = was.state if was else ""
    dates = f"{was.date or 'no date'} → {now.date or 'no date'}" if was and was.date != now.date else ""
    what, words = "", ""
    if now.state == "held" and state != "held":
        named = f"named {', '.join(now.named)}" if now.named else ""
        what, words = "held", ", ".join(part for part in (now.format, f"{now.points} points" if now.points != 1 else "1 point", named) if part)
    elif now.state in _CALLED_OFF and state != now.state:
        what = {"moved": "put off"}.get(now.state, now.state)
    elif now.state == "held" and was and now.points > was.points:
        what, words = "written down", f"{was.points} → {now.points} points"
    elif was is None and now.state in ("ahead", "undated"):
        what, words = "arranged", now.format
    elif dates and now.state in ("ahead", "undated", "unsettled"):
        what, words = "rescheduled", dates
    return Told(what, _who(now), words, now.date, now.path, 1) if what else None


def _who(talk: Meeting) -> str:
    return ", ".join(talk.people) or "nobody named"


def _deeds(before: Snapshot, after: Snapshot, moves: Mapping[str, str], new_people: set[str]) -> Iterable[Told]:
    """Facts that are told now and were not; of people who are new, those of the time since alone."""
    known = Counter((deed.what, deed.date, moves.get(deed.path, deed.path)) for deed in before.deeds)
    since = before.day.isoformat()
    for deed in after.deeds:
        name = (deed.what, deed.date, deed.path)
        if known[name]:
            known[name] -= 1
        elif deed.date > since or deed.key not in new_people:
            yield Told(deed.what, deed.who, deed.words, deed.date, deed.path, deed.line)


def _duties(before: Snapshot, after: Snapshot, moves: Mapping[str, str]) -> tuple[tuple[Duty, ...], tuple[Duty, ...], tuple[Duty, ...]]:
    """Those that are gone, those that came, and those that were in time and are not any more."""
    names = {was.name: one.name for was, one in _pairs(before.people, after.people, moves)[0] if was is not None}
    left: dict[tuple[str, ...], list[Duty]] = {}
    for duty in before.duties:
        left.setdefault(_identity(duty, moves, names), []).append(duty)
    came, late = [], []
    for duty in after.duties:
        same = left.get(_identity(duty, {}, {}))
        if not same:
            came.append(duty)
        elif not same.pop(0).late and duty.late:
            late.append(duty)
    return tuple(duty for rest in left.values() for duty in rest), tuple(came), tuple(late)


def _identity(duty: Duty, moves: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    return (duty.rule, moves.get(duty.path, duty.path), plain_name(names.get(duty.who, duty.who)), duty.due)


def _themes(old: Sequence[Heard], new: Sequence[Heard]) -> Iterable[ThemeTold]:
    was = {fold(one.name): one for one in old}
    found = []
    for one in new:
        before = was.pop(fold(one.name), Heard(one.name))
        joined = tuple(sorted({*one.people} - {*before.people}))
        if not before.people:
            found.append(ThemeTold("new", one.name, before, one, joined))
        elif _leaning(before) != _leaning(one) and _leaning(before):
            found.append(ThemeTold("turned", one.name, before, one, joined))
        elif len(one.people) != len(before.people):
            found.append(ThemeTold("grew" if len(one.people) > len(before.people) else "shrank", one.name, before, one, joined))
    found += [ThemeTold("gone", one.name, one, Heard(one.name), ()) for one in was.values()]
    order = ("turned", "new", "grew", "shrank", "gone")
    return sorted(found, key=lambda told: (order.index(told.what), -len(told.after.people), fold(told.name)))


def _leaning(theme: Heard) -> str:
    """Where those stand who stand anywhere: all for, all against, or divided."""
    favour, against, both, _ = theme.counts
    return "divided" if both or (favour and against) else "for" if favour else "against" if against else ""


def _actions(before: Snapshot, after: Snapshot, moves: Mapping[str, str]) -> Iterable[Told]:
    known: dict[tuple[str, str], list[Deal]] = {}
    for deal in before.deals:
        known.setdefault((moves.get(deal.path, deal.path), deal.text), []).append(deal)
    for deal in after.deals:
        same = known.get((deal.path, deal.text))
        was = same.pop(0) if same else None
        if deal.state == (was.state if was else ""):
            continue
        if was is None and deal.state == "done" and deal.on and deal.on <= before.day.isoformat():
            continue
        what = {"done": "they did" if deal.promised else "done", "cancelled": "dropped", "open": "promised" if deal.promised else "agreed"}[
            deal.state
        ]
        if was is None or deal.state != "open":
            yield Told(what, deal.who, deal.text, deal.on if deal.state == "done" else deal.due, deal.path, deal.line)


def _beliefs(old: Sequence[Belief], new: Sequence[Belief]) -> Iterable[BeliefTold]:
    was = {(one.kind, fold(one.text)): one for one in old}
    pairs = [(was.pop((one.kind, fold(one.text)), None), one) for one in new]
    for before, one in pairs:
        worded = before
        if before is None:
            worded = next((other for other in was.values() if other.kind == one.kind and _alike(other.text, one.text)), None)
            if worded is None:
                yield BeliefTold("new", one)
                continue
            del was[worded.kind, fold(worded.text)]
            yield BeliefTold("reworded", one, worded.text)
        counts = {theme: tuple(numbers) for theme, *numbers in (worded.evidence if worded else ())}
        turned = [(theme, counts.get(theme, (0, 0, 0, 0)), tuple(numbers)) for theme, *numbers in one.evidence]
        if different := tuple(item for item in turned if item[1] != item[2]):
            yield BeliefTold("evidence", one, evidence=different)
    yield from (BeliefTold("gone", one) for one in was.values())


def _alike(old: str, new: str) -> bool:
    """Whether two sentences share at least half of their words."""
    one, other = {*plain_name(old).split()}, {*plain_name(new).split()}
    return bool(one | other) and len(one & other) / len(one | other) >= _ALIKE
