"""What each talk came to (P38), and all that was promised, by me and by them (P28, P34)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.note import Note, Section, Task
from notes_kit.model.people import Interview
from notes_kit.themes.evidence import representative
from notes_kit.themes.heard import Heard, Talk, one_line
from notes_kit.themes.report import Action, Digest, Referral

_KEY_POINTS = 3
_NOT_KEY = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS, Section.RESOURCES)
_KEPT_TYPES = ("contact", "organization", "profile")


def digests(heard: Heard) -> tuple[Digest, ...]:
    """One card per held talk, in order."""
    return tuple(_digest(heard, talk) for talk in heard.talks)


def actions(heard: Heard) -> tuple[Action, ...]:
    """The tasks of the chosen talks that are not still ahead, and of contacts, organisations and the profile.

    Open ones first, by due date, undated ones after those; then what is done, the latest first.
    """
    found: list[Action] = []
    for talk in heard.vault.interviews:
        ahead = talk.when is not None and talk.when.date > heard.today
        if heard.chosen(talk) and not ahead:
            found += _actions(talk.note, _names(heard, talk), heard.today)
    for note_type in _KEPT_TYPES:
        for note in heard.vault.of_type(note_type):
            who = heard.vault.contact_at(note.path)
            found += _actions(note, (who.name,) if who else (), heard.today)
    pending = sorted((one for one in found if not one.done), key=lambda one: (one.due is None, one.due or date.max, one.path, one.line))
    done = sorted((one for one in found if one.done), key=lambda one: (-(one.done_on or date.min).toordinal(), one.path, one.line))
    return (*pending, *done)


def _names(heard: Heard, talk: Interview) -> tuple[str, ...]:
    people = [heard.vault.person(who, talk.path) for who in talk.people]
    return tuple(dict.fromkeys(heard.voices[person.key].name if person.key in heard.voices else person.name for person in people))


def _actions(note: Note, people: tuple[str, ...], today: date) -> Iterable[Action]:
    for task in note.tasks:
        if task.created and task.created > today:
            continue
        done = task.done and not (task.done_on and task.done_on > today)
        if done or task.open or task.done:
            yield _action(task, note.path, people, done=done, today=today)


def _action(task: Task, path: str, people: tuple[str, ...], *, done: bool, today: date) -> Action:
    return Action(
        text=one_line(task.text), path=path, line=task.place.line, people=people, promised=task.promised, due=task.due, done=done,
        done_on=task.done_on if done else None, recurrence=task.recurrence, overdue=not done and task.due is not None and task.due < today,
    )  # fmt: skip


def _digest(heard: Heard, talk: Talk) -> Digest:
    tasks = list(_actions(talk.interview.note, (), heard.today))
    names = [heard.codebook.name(heard.codebook.key(name)) for name, _ in talk.themes]
    return Digest(
        path=talk.path,
        date=talk.date,
        people=talk.people,
        points=len(talk.points),
        themes=tuple(dict.fromkeys([*names, *(name for said in talk.points for name in said.themes)])),
        takeaways=tuple(said for said in talk.points if said.section is Section.TAKEAWAYS),
        key_points=representative([said for said in talk.points if said.section not in _NOT_KEY], _KEY_POINTS),
        open_questions=tuple(said for said in talk.points if said.section is Section.OPEN_QUESTIONS),
        quotes=tuple(said for said in talk.points if said.quote),
        referrals=tuple(_referral(heard, talk)),
        asked_none=talk.interview.asked_none,
        open_actions=sum(not task.done and not task.promised for task in tasks),
        promised=sum(not task.done and task.promised for task in tasks),
        done=sum(task.done for task in tasks),
    )


def _referral(heard: Heard, talk: Talk) -> Iterable[Referral]:
    for who in talk.interview.referrals:
        person = heard.vault.person(who, talk.path)
        yield Referral(one_line(person.name), person.contact.path if person.contact else "", who.place.line)
