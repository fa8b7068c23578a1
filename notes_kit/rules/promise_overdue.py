"""Something they promised, past its day: one gentle reminder, and no second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note, Task
from notes_kit.model.settings import Threshold
from notes_kit.model.vault import Person
from notes_kit.rules.actions import hidden
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import still_remembered
from notes_kit.rules.words import quoted


def check(context: Context) -> Iterable[Finding]:
    """One hint for each promise with a date, until it is kept, or I have been in touch since that date, or it is long past.

    Whom two messages did not reach is not to be reminded by a third (P10).
    """
    for note, person in _notes(context):
        for task in note.tasks:
            day = task.due or task.scheduled
            undone = task.open or (task.done and task.done_on is not None and task.done_on > context.today)
            if not (task.promised and undone) or day is None or not still_remembered(day, context.today):
                continue
            if task.created is None or task.created <= context.today:
                relation = context.relations[person.key] if person is not None and person.contact is not None else None
                if relation is None or not (relation.exhausted or (relation.last_touch is not None and relation.last_touch > day)):
                    yield _duty(context, note, person, task, day)


def _notes(context: Context) -> Iterator[tuple[Note, Person | None]]:
    """The notes whose tasks can hold a promise, with whoever made it, without those who are to be left in peace."""
    for person, relation in context.contacts():
        if relation.contact.note.tasks:
            yield relation.contact.note, person
    for interview in context.shared.interviews:
        if interview.note.tasks and not interview.note.meeting and (interview.when is None or interview.when.date <= context.today):
            people = context.people(interview)
            owed = context.owed(people)
            if owed or not people:
                yield interview.note, owed[0] if owed else None


def _duty(context: Context, note: Note, person: Person | None, task: Task, day: date) -> Finding:
    what = "something in a private passage" if hidden(note, task) else quoted(task.text)
    who = person.name if person is not None else "somebody"
    return context.duty(
        f"{who} promised {what} by {day}: one friendly reminder, and no second",
        note.path, task.place, start=day, person=person, close=context.log(person, "touch", f"- [x] … 📅 {day} ✅ {context.today}"),
    )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Next steps
- [ ] Introduces me to Chloe #promised 📅 2026-03-10
- [ ] Send the lineage paper 📅 2026-03-05
"""
_CONTACT = """\
---
type: contact
touches:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK310",
    name="promise-overdue",
    title="What somebody promised you is past its day",
    why="People forget, and most are glad of one friendly line. A second one turns a favour into a debt; let it rest then.",
    how_to_fix="Tick it if it was kept. Else remind them once, kindly and best with something of your own to tell, and record that as a touch: "
    "nothing will ask you again.",
    practice="P28",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1),
    bad=Example(date(2026, 3, 11), {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT}, (f"{_PATH}:8:3",)),
    good=Example(
        date(2026, 3, 11),
        {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT.replace("touches:", "touches: 2026-03-11 email asked whether she had met Chloe")},
    ),
)
