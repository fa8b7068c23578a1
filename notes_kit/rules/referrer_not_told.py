"""I met somebody whom they named, and have not let them know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Contact, Interview, Ref
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held
from notes_kit.model.vault import Person
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import still_remembered
from notes_kit.rules.words import names


class Meeting(NamedTuple):
    """The first talk with somebody who was named, and where they were."""

    day: date
    path: str
    ref: Ref
    name: str


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact who named people that I have met since I was last in touch with the contact; later on, `gone-cold` speaks."""
    for path, meetings in sorted(untold(context).items()):
        contact = context.relations[path].contact
        person = Person(path, contact.name, contact)
        first_met = meetings[0]
        met = list(dict.fromkeys(f"{item.name} (met on {item.day})" for item in meetings))
        yield context.duty(
            f"{contact.name} named {names(met)} and has not heard from you since: tell them how it went",
            first_met.path, first_met.ref.place, start=first_met.day, person=person, close=context.log(person, "touch update", ""),
        )  # fmt: skip


def untold(context: Context) -> dict[str, list[Meeting]]:
    """By the path of the contact who named them, the people met of whom that contact has not heard, the earliest first."""
    news: dict[str, list[Meeting]] = {}
    for interview, _ in context.interviews():
        if not interview.referrals or not is_held(interview, context.today):
            continue
        referrers = [
            person.contact for person in context.owed(context.people(interview))
            if person.contact is not None and not context.relations[person.contact.path].exhausted
        ]  # fmt: skip
        for ref in interview.referrals if referrers else ():
            other = context.vault.person(ref, interview.path)
            first = _first_talk(context, other)
            if first is not None and still_remembered(first, context.today):
                for referrer in referrers:
                    if referrer.path != other.key and not _told(context, referrer, first):
                        news.setdefault(referrer.path, []).append(Meeting(first, interview.path, ref, other.name))
    return {path: sorted(meetings, key=lambda item: (item.day, item.path, item.ref.place)) for path, meetings in news.items()}


def _first_talk(context: Context, person: Person) -> date | None:
    """The day of the first talk with somebody. If that was before they were named, the talk in which they were is the word since then."""
    days = (talk.when.date for talk in context.vault.interviews_of.get(person.key, ()) if talk.when and _is_talk(talk, context.today))
    return min(days, default=None)


def _is_talk(talk: Interview, today: date) -> bool:
    return not talk.note.meeting and is_held(talk, today)


def _told(context: Context, referrer: Contact, day: date) -> bool:
    """Whether there was any contact with them since, that day included: it was surely said."""
    last = context.relations[referrer.path].last_touch
    return last is not None and last >= day


_ADA = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
referrals: ["[[Ben Li]]"]
---
"""
_BEN = """\
---
type: interview
contact: "[[Ben Li]]"
date: 2026-03-16
outcome: held
---
"""
_CONTACT = """\
---
type: contact
touches:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"
_FILES = {_PATH: _ADA, "interviews/2026-03-16 Ben Li.md": _BEN, "contacts/Ada Okafor.md": _CONTACT, "contacts/Ben Li.md": _CONTACT}

RULE = Rule(
    code="NK307",
    name="referrer-not-told",
    title="You met somebody whom they named, and have not told them",
    why="Whoever gave you a name put their own in with it. Two lines on how it went are their reward, and the reason that there will be a second name.",
    how_to_fix="Write two lines: that you met, one thing that you took from it, thank you. Record it as a touch.",
    practice="P44",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=7, late=21),
    bad=Example(date(2026, 3, 23), _FILES, (f"{_PATH}:6:13",)),
    good=Example(date(2026, 3, 23), {**_FILES, "contacts/Ada Okafor.md": _CONTACT.replace("touches:", "touches: 2026-03-18 email update met Ben")}),
)
