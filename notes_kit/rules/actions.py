"""Open actions of mine, as they stood on the day: the tasks in the notes of contacts and talks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from notes_kit.model.note import Note, Task
from notes_kit.model.people import Interview
from notes_kit.model.vault import Person
from notes_kit.rules.base import Context
from notes_kit.rules.words import names, quoted

UNDATED = "📅 …"
"""What a line to write has where the day is for the person to choose; left there, it is no date."""


class Action(NamedTuple):
    """A task, the note it stands in, the person it concerns, and in words what it is and where it comes from."""

    task: Task
    note: Note
    person: Person | None
    what: str
    origin: str

    @property
    def day(self) -> date | None:
        """The day it is to be done: its due date, else the day it is planned for."""
        return self.task.due or self.task.scheduled

    def line(self, status: str, marks: str) -> str:
        """The task's line with another status and dates; a private one without its words."""
        task = self.task
        if hidden(self.note, task):
            return f"- [{status}] … {marks}"
        tags = [f"#{tag}" for tag in task.tags if f"#{tag}" not in task.text]
        again = [f"🔁 {task.recurrence}"] if task.recurrence else []
        text = task.text.removesuffix(UNDATED).rstrip()
        return " ".join([f"- [{status}]", text, *tags, *again, marks])


def hidden(note: Note, task: Task) -> bool:
    """Whether the words of a task must not leave its note (P35)."""
    return task.private or note.confidential


def open_actions(context: Context) -> Iterator[Action]:
    """Every action of mine that was open on the day, in the order of paths and lines; what others promised is not mine."""
    for contact in sorted(context.vault.contacts, key=lambda item: item.path):
        if contact.note.tasks:
            person = Person(contact.path, contact.name, contact)
            yield from _of(context, contact.note, person, f"in {person.name}'s note")
    for interview in context.shared.interviews:
        if interview.note.tasks and not interview.note.meeting and not _ahead(interview, context.today):
            people = context.people(interview)
            when = f" on {interview.when.date}" if interview.when else ""
            origin = f"agreed with {names([one.name for one in people])}{when}" if people else f"agreed{when}"
            yield from _of(context, interview.note, people[0] if people else None, origin)


def _ahead(interview: Interview, today: date) -> bool:
    """Whether the note tells of a talk that lies after the day: what was agreed there was not agreed yet."""
    return interview.when is not None and interview.when.date > today and (bool(interview.outcome) or interview.note.told)


def _of(context: Context, note: Note, person: Person | None, origin: str) -> Iterator[Action]:
    for task in note.tasks:
        undone = task.open or (task.done and task.done_on is not None and task.done_on > context.today)
        made = task.created is None or task.created <= context.today
        if undone and made and not task.promised and task.text:
            what = "an action in a private passage" if hidden(note, task) else quoted(task.text)
            yield Action(task, note, person, what, origin)
