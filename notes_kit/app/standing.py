"""The findings that stand at one look after the other: what is kept is read back only where it is not what was read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from notes_kit.app.judging import news
from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.model.days import shift
from notes_kit.model.finding import Finding
from notes_kit.store.answers import unpack_each
from notes_kit.store.judged import Mark, Wanted

Identity = tuple[str, str, str, str, str]
"""What two findings of one meaning have in common; see `Finding.identity`."""

Name = tuple[Identity, int]
"""An identity, and which it is among the findings that share it, from 0 on in their order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The findings of one look, by name; `rows` are those that the index keeps, by their marks there."""

    found: Mapping[Name, Finding] = field(default_factory=dict)
    rows: Mapping[Mark, tuple[Identity, Finding]] = field(default_factory=dict)

    def without(self, other: Standing) -> tuple[Finding, ...]:
        """What stands here and not there, in the order of a compiler's messages."""
        return tuple(sorted((self.found[name] for name in self.found.keys() - other.found.keys()), key=_order))


def stand(session: Session, before: Standing, *, horizon: int = 0) -> Standing:
    """The findings now, as `lint` gives them with this horizon in days; `before` is what stood at an earlier look at the same vault."""
    wanted = Wanted(shift(session.today, horizon).isoformat(), but=("future-fact",) if session.past else ())
    told = news(session, wanted, before.rows.keys())
    if told is None:
        return Standing(by_name((item.identity, item) for item in lint(session, horizon=horizon).findings))
    rows = dict(before.rows) if not told.gone else {mark: row for mark, row in before.rows.items() if mark not in told.gone}
    for mark, text in told.came.items():
        (item,) = unpack_each([text])
        rows[mark] = item.identity, item
    return Standing(by_name(rows.values()), rows)


def by_name(rows: Iterable[tuple[Identity, Finding]]) -> dict[Name, Finding]:
    """Findings with their identity, by name: none is lost, though two are alike; what is the same in all is one."""
    alike: dict[Identity, list[Finding]] = {}
    for identity, item in rows:
        alike.setdefault(identity, []).append(item)
    return {
        (identity, number): item
        for identity, items in alike.items()
        for number, item in enumerate(sorted(dict.fromkeys(items), key=_order) if len(items) > 1 else items)
    }


def _order(item: Finding) -> tuple[tuple[str, int, int, str, str], str, str]:
    return item.order, item.contact or "", item.close
