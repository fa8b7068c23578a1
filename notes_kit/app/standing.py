"""The findings that stand at one look after the other: what is kept is read back only where it is not what was read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from notes_kit.app.judging import news
from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.model.days import shift
from notes_kit.model.finding import Finding
from notes_kit.store.answers import unpack_each
from notes_kit.store.judged import Mark, News, Wanted

Identity = tuple[str, str, str, str, str]
"""What two findings of one meaning have in common; see `Finding.identity`."""

Name = tuple[Identity, int]
"""An identity, and which it is among the findings that share it, from 0 on in their order."""


Row = tuple[Identity, Finding]


@dataclass(frozen=True, slots=True)
class Standing:
    """The findings of one look, by name, and those that are `new` or `gone` since the look before, in the order of a compiler's messages.

    `rows` are those that the index keeps, by their marks there, and `alike` the marks of each identity.
    """

    found: Mapping[Name, Finding] = field(default_factory=dict)
    rows: Mapping[Mark, Row] = field(default_factory=dict)
    alike: Mapping[Identity, frozenset[Mark]] = field(default_factory=dict)
    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()


def stand(session: Session, before: Standing, *, horizon: int = 0) -> Standing:
    """The findings now, as `lint` gives them with this horizon in days; `before` is what stood at an earlier look at the same vault."""
    wanted = Wanted(shift(session.today, horizon).isoformat(), but=("future-fact",) if session.past else ())
    told = news(session, wanted, before.rows.keys())
    if told is None:
        return _compared(Standing(by_name((item.identity, item) for item in lint(session, horizon=horizon).findings)), before)
    return _moved(before, told) if before.rows else _compared(_moved(Standing(), told), before)


def _compared(now: Standing, before: Standing) -> Standing:
    """The same, with what is new and gone found by looking at all."""
    return replace(now, new=_without(now.found, before.found), gone=_without(before.found, now.found))


def _moved(before: Standing, told: News) -> Standing:
    """What stands after such news: as much work as they are many."""
    rows, alike, found = dict(before.rows), dict(before.alike), dict(before.found)
    touched: set[Identity] = set()
    for mark in told.gone:
        identity, _ = rows.pop(mark)
        alike[identity] -= {mark}
        touched.add(identity)
    for mark, text in told.came.items():
        (item,) = unpack_each([text])
        rows[mark] = item.identity, item
        alike[item.identity] = alike.get(item.identity, frozenset()) | {mark}
        touched.add(item.identity)
    old: dict[Name, Finding] = {}
    for identity in touched:
        number = 0
        while (identity, number) in found:
            old[identity, number] = found.pop((identity, number))
            number += 1
    now = by_name(rows[mark] for identity in touched for mark in alike[identity])
    for identity in touched:
        if not alike[identity]:
            del alike[identity]
    return Standing(found | now, rows, alike, _without(now, old), _without(old, now))


def by_name(rows: Iterable[Row]) -> dict[Name, Finding]:
    """Findings with their identity, by name: none is lost, though two are alike; what is the same in all is one."""
    alike: dict[Identity, list[Finding]] = {}
    for identity, item in rows:
        alike.setdefault(identity, []).append(item)
    return {
        (identity, number): item
        for identity, items in alike.items()
        for number, item in enumerate(sorted(dict.fromkeys(items), key=_order) if len(items) > 1 else items)
    }


def _without(some: Mapping[Name, Finding], others: Mapping[Name, Finding]) -> tuple[Finding, ...]:
    """Those of some that are not among others."""
    return tuple(sorted((some[name] for name in some.keys() - others.keys()), key=_order))


def _order(item: Finding) -> tuple[tuple[str, int, int, str, str], str, str]:
    return item.order, item.contact or "", item.close
