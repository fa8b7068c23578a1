"""What went back to somebody who gave their time (P45): a thing given, word of how it went, a message that was owed and sent."""

from __future__ import annotations

from datetime import date

from notes_kit.model.acts import delivers
from notes_kit.model.note import Task
from notes_kit.model.state import Relation

BACK = ("give", "gave", "update")
"""First words of a touch, or of a line of the log, that gives or tells somebody something."""


def done_by(task: Task, today: date) -> date | None:
    """The day on which I did a task of mine, by `today`; None for what is open, undated or promised to me."""
    return task.done_on if task.done and not task.promised and task.done_on is not None and task.done_on <= today else None


def given_back(relation: Relation, today: date) -> int:
    """How often anything went the other way by `today`: touches and log lines that give or tell, and messages that I owed and sent."""
    contact = relation.contact
    touches = sum(event.nature in BACK and event.date <= today for event in contact.touches)
    logged = sum(line.date <= today and line.words.partition(" ")[0].casefold() in BACK for line in contact.note.log)
    notes = (contact.note, *(talk.note for talk in relation.held))
    sent = sum(delivers(task.text) and done_by(task, today) is not None for note in notes for task in note.tasks)
    return touches + logged + sent
