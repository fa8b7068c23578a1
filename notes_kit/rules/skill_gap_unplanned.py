"""Several people named a skill that I do not have, and nothing is planned about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held
from notes_kit.model.text import TOP, Place
from notes_kit.parse.skills import SKILL, has_phrase, is_plan, is_skill, listed, phrases, plan_words, skill_key
from notes_kit.rules.actions import UNDATED
from notes_kit.rules.base import Context, Example, Rule, Shared
from notes_kit.rules.scope import Scope
from notes_kit.rules.spoken import tags_of
from notes_kit.rules.tally import Changed, Row, Rows, Source, Tally
from notes_kit.rules.words import names

_SEVERAL = 2
_MOST = 3
"""Names that a message gives."""


class _Naming(NamedTuple):
    day: str
    path: str
    place: Place
    name: str
    person: str
    shown: str


def judge(context: Context, rows: Rows, key: str) -> Iterable[Finding]:
    """One duty for each skill that two people named (P41), from the day on which the second did."""
    if len(rows.words(NAMINGS, key)) < _SEVERAL:
        return
    found = sorted(naming for naming in map(_read, rows.rows(NAMINGS, key)) if naming.day <= context.today.isoformat())
    first: dict[str, _Naming] = {}
    for naming in found:
        first.setdefault(naming.person, naming)
    have = rows.rows(PROFILE, "")
    if len(first) < _SEVERAL or listed_in(have, key) or planned(rows, key, context.today):
        return
    ranked = sorted(first.values())
    people = [naming.shown for naming in ranked]
    more = [f"{len(people) - _MOST} more"] if len(people) > _MOST else []
    path, place = (have[0].path, Place(*have[0].said)) if have else (found[0].path, found[0].place)
    yield context.duty(
        f"{names([*people[:_MOST], *more])} named the skill “{found[0].name}”; your profile does not list it, and no action is about it",
        path, place, start=date.fromisoformat(ranked[_SEVERAL - 1].day), person=None,
        close=f"- [ ] Practise {found[0].name.replace('-', ' ')} #skill/{found[0].name} {UNDATED}",
    )  # fmt: skip


def listed_in(profiles: Iterable[Row], key: str) -> bool:
    """Whether a profile lists the skill; `profiles` are the rows of `PROFILE`."""
    return any(has_phrase(row.word, key) for row in profiles)


def planned(rows: Rows, key: str, today: date) -> bool:
    """Whether a task of mine is about the skill that there was by the day."""
    return any(has_phrase(said, key) and created <= today.isoformat() for created in rows.keys(PLANS) for said in rows.words(PLANS, created))


def _read(row: Row) -> _Naming:
    day, name, shown, *place = row.said
    return _Naming(day, row.path, Place(*place), name, row.word, shown)


def _named(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        talk = shared.talks.get(path)
        if talk is None or talk.when is None or talk.note.meeting or not is_held(talk, date.max):
            continue
        for one in tags_of(talk.note):
            name = one.name[len(SKILL) :]
            if is_skill(one.name) and not one.private and skill_key(name):
                for person in shared.people[path]:
                    yield Row(skill_key(name), person.key, path, (talk.when.date.isoformat(), name, person.name, *one.place))


NAMINGS = Source("namings", _named)
"""Who named a skill in a talk that took place, under the skill's plain name; the word is the person."""


def _tasks(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        said: dict[str, list[str]] = {}
        for task in shared.vault.notes[path].tasks:
            if is_plan(task):
                said.setdefault(task.created.isoformat() if task.created else "", []).append(plan_words(task))
        yield from (Row(created, "".join(words), path) for created, words in said.items())


PLANS = Source("plans", _tasks)
"""What the tasks of mine in a note are about, under the day on which they were made, if that is known."""


def _mine(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        if note.type == "profile":
            skills = note.get("skills")
            yield Row("", phrases(listed(note)), path, tuple(skills.place if skills else TOP))


PROFILE = Source("skills", _mine)
"""The skills that a profile lists, and where they are listed or would be."""


def _stirred(rows: Rows, gone: Changed, came: Changed) -> set[str]:
    """The skills that were named; those that an action is about that came or went; and all, where the profile changed."""
    sides = (gone, came)
    found = {row.key for side in sides for row in side.get(NAMINGS.name, ())}
    if any(side.get(PROFILE.name) for side in sides):
        return found | set(rows.keys(NAMINGS))
    plans = [row.word for side in sides for row in side.get(PLANS.name, ())]
    return found | {key for key in rows.keys(NAMINGS) if any(has_phrase(said, key) for said in plans)} if plans else found


TALLY = Tally((NAMINGS, PLANS, PROFILE), lambda rows: sorted(rows.keys(NAMINGS)), judge, _stirred)


_PROFILE = """\
---
type: profile
skills: [sql, writing]
---
"""
_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Advice
- Draw the tables before you write one #skill/data-modelling
- Write about what you build #skill/writing
"""
_OTHER = _TALK.replace("Ada Okafor", "Ben Li").replace("03-02", "03-09")
_ADA, _BEN = "interviews/2026-03-02 Ada Okafor.md", "interviews/2026-03-09 Ben Li.md"

RULE = Rule(
    code="NK404",
    name="skill-gap-unplanned",
    title="A skill that several people named is neither yours nor planned",
    why="One person's advice is an opinion; a skill that two or more name unasked is what the work asks for, and a gap without a plan stays one.",
    how_to_fix="Add an action with the skill's tag and a date, list the skill in your profile if it is yours, or waive it there if it is not for you.",
    practice="P41",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=TALLY.check,
    scope=Scope.TALLY,
    tally=TALLY,
    default=Threshold(due=7, late=30),
    bad=Example(date(2026, 3, 16), {"Profile.md": _PROFILE, _ADA: _TALK, _BEN: _OTHER}, ("Profile.md:3:1",)),
    good=Example(
        date(2026, 3, 16),
        {
            "Profile.md": _PROFILE,
            _ADA: _TALK,
            _BEN: _OTHER + "## Next steps\n- [ ] Draw the bed board as tables #skill/data-modelling 📅 2026-04-01\n",
        },
    ),
)
