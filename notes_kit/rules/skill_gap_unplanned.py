"""Several people named a skill that I do not have, and nothing is planned about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.model.text import TOP, Place
from notes_kit.model.vault import Vault
from notes_kit.parse.skills import SKILL, is_skill, mine, plans, skill_key
from notes_kit.rules.actions import UNDATED
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.spoken import uses
from notes_kit.rules.words import names

_SEVERAL = 2


class _Naming(NamedTuple):
    day: date
    path: str
    place: Place
    name: str
    person: str
    shown: str


def check(context: Context) -> Iterable[Finding]:
    """One duty for each skill that two people named (P41), from the day on which the second did."""
    named: dict[str, list[_Naming]] = {}
    for talk, when in context.held():
        for use in uses(talk.note) if any(is_skill(tag.name) for tag in talk.note.tags) else ():
            if is_skill(use.name) and not use.private:
                name = use.name[len(SKILL) :]
                for person in context.people(talk):
                    named.setdefault(skill_key(name), []).append(_Naming(when.date, talk.path, use.place, name, person.key, person.name))
    several = {key: found for key, found in named.items() if key and len({naming.person for naming in found}) >= _SEVERAL}
    open_ones = several.keys() - mine(context.vault.of_type("profile"), several)
    open_ones -= plans(context.vault.notes.values(), open_ones, context.today).keys()
    path, place = _profile(context.vault) if open_ones else ("", None)
    for key in sorted(open_ones):
        found = sorted(several[key])
        first: dict[str, _Naming] = {}
        for naming in found:
            first.setdefault(naming.person, naming)
        second = sorted(first.values())[_SEVERAL - 1]
        people = names([naming.shown for naming in first.values()])
        yield context.duty(
            f"{people} named the skill “{found[0].name}”; your profile does not list it, and no action is about it",
            path or found[0].path, place or found[0].place, start=second.day, person=None,
            close=f"- [ ] Practise {found[0].name.replace('-', ' ')} #skill/{found[0].name} {UNDATED}",
        )  # fmt: skip


def _profile(vault: Vault) -> tuple[str, Place | None]:
    """Where the skills that I have are listed, or would be."""
    note = next(iter(vault.of_type("profile")), None)
    if note is None:
        return "", None
    skills = note.get("skills")
    return note.path, skills.place if skills else TOP


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
    check=check,
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
