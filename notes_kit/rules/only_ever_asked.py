"""Somebody I met, of whom I have asked again and again, and to whom nothing has come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.giving import given_back
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Relation
from notes_kit.model.text import Place
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope

ENOUGH = 3
"""Asks after which giving nothing shows (P45 gives no number; ours)."""


class _Ask(NamedTuple):
    day: date
    path: str
    place: Place


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact met, at the third ask after the first talk. Whom two messages did not reach is left alone."""
    for person, relation in context.contacts():
        if relation.exhausted or not relation.held:
            continue
        asks = sorted(_asks(relation, context.today))
        if len(asks) < ENOUGH or given_back(relation, context.today):
            continue
        third = asks[ENOUGH - 1]
        yield context.duty(
            f"since your first talk you have asked {len(asks)} things of {person.name}, and no word of yours gave or told them anything",
            third.path, third.place, start=third.day, person=person, close=context.log(person, "touch give", ""),
        )  # fmt: skip


def _asks(relation: Relation, today: date) -> Iterator[_Ask]:
    """What I asked of them since the first talk: another conversation, a favour, or what they promised in a talk."""
    talks = [talk for talk in relation.held if talk.when is not None and not talk.note.meeting]
    first = min((talk.when.date for talk in talks if talk.when), default=None)
    if first is None:
        return
    contact = relation.contact
    yield from (_Ask(event.date, contact.path, event.place) for event in contact.outreach if first < event.date <= today)
    yield from (_Ask(event.date, contact.path, event.place) for event in contact.touches if event.nature == "ask" and first <= event.date <= today)
    for talk in talks:
        promise = next((task for task in talk.note.tasks if task.promised and not task.private), None)
        if promise is not None and talk.when is not None:
            yield _Ask(talk.when.date, talk.path, promise.place)


_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Next steps
- [ ] Introduces me to Chloe #promised 📅 2026-03-10
"""
_CONTACT = """\
---
type: contact
touches:
  - 2026-03-20 email ask who else to talk to
  - 2026-04-15 email ask to read my letter
---
"""
_PATH, _TALK_PATH = "contacts/Ada Okafor.md", "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK502",
    name="only-ever-asked",
    title="You have asked of somebody three times and given nothing",
    why="People notice who only writes when something is wanted. An article, an introduction, or word of what became of their advice costs minutes.",
    how_to_fix="Give something before you ask again: what you did with what they said, something worth reading, a person worth knowing. Record it as a "
    "touch that begins with `give` or `update`.",
    practice="P45",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=0, late=30),
    bad=Example(date(2026, 4, 15), {_PATH: _CONTACT, _TALK_PATH: _TALK}, (f"{_PATH}:5:5",)),
    good=Example(date(2026, 4, 15), {_PATH: _CONTACT.replace("ask who else", "update I wrote to those"), _TALK_PATH: _TALK}),
)
