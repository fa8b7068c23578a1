"""Record a fact in the right note, and say which duties that closes and which it opens."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.app import log_contact
from notes_kit.app.circle import around
from notes_kit.app.desk import AskedWrongError, Desk, Line, carry_out, desk_of
from notes_kit.app.lint import lint
from notes_kit.app.log_contact import AlreadySaidError
from notes_kit.app.log_talk import TALK_EVENTS, Talks, choose
from notes_kit.app.log_words import EVENTS, Said, leading_date, read_said
from notes_kit.app.session import NobodyError, Session, find_contact
from notes_kit.model.finding import Finding, Kind
from notes_kit.model.names import plain_name
from notes_kit.model.vault import Person, Vault

if TYPE_CHECKING:
    from collections import Counter

    from notes_kit.app.log_after import After
    from notes_kit.model.note import Note, Task

AHEAD = 14
"""Days within which a duty that a fact opens is worth telling: the longest first clock of the reach and after rungs (P9)."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be recorded: an event's name, and what was said with it. `interview` is a day or a path."""

    event: str
    words: Sequence[str] = ()
    channel: str = ""
    interview: str = ""


class Logged(NamedTuple):
    """What was written, and what came of it; `already` says why nothing was, `diff` what would be (dry run)."""

    person: str
    lines: tuple[Line, ...] = ()
    closed: tuple[Finding, ...] = ()
    opened: tuple[Finding, ...] = ()
    already: str = ""
    diff: str = ""
    hints: tuple[str, ...] = ()


def log(session: Session, who: str, fact: Fact, *, now: datetime, dry_run: bool = False, after: After | None = None) -> Logged:
    """Record a fact about somebody; with a talk that was held also what comes `after` it, as one operation.

    Raises:
        NobodyError: nobody, or more than one, goes by that name.
        AskedWrongError: it cannot be what happened, or it is not clear which talk is meant.
        notes_kit.parse.edit.EditRefusedError: the note is none that a careful writer changes.
        notes_kit.io.writer.WriteError: it could not be written.
    """
    vault, desk = around(session, who), desk_of(session, now)
    said = read_said(EVENTS[fact.event], fact.words, session.today, fact.channel)
    person = find_person(vault, who)
    there = ""
    hints: tuple[str, ...] = ()
    try:
        hints = record(desk, vault, person, said, session.today, fact.interview)
    except AlreadySaidError as problem:
        there = str(problem)
        if not after:
            return Logged(person.name, already=there)
    if after:
        from notes_kit.app.log_after import record_after  # noqa: PLC0415

        hints += record_after(desk, vault, person, said, session.today, fact.interview, after)
    if not desk.changes():
        return Logged(person.name, already=there or f"{next(iter(desk.now), 'the note')} says so already", hints=hints)
    hints += (*desk.hints, *_over(person, said, session.today))
    lines = tuple(desk.lines())
    begun = {contact.path for contact in desk.vault(vault).contacts if vault.contact_at(contact.path) is None}
    before, after_it = _sides(session, {change.path: change.after or b"" for change in desk.changes()})
    closed, opened = compare(before, after_it, session.today, begun)
    written = carry_out(session, desk, now, f"log {person.name} {fact.event}", dry_run=dry_run)
    return Logged(person.name, lines, closed, opened, diff=written.diff, hints=hints)


_GOES_ON = ("outreach", "replied", "scheduled", "moved", "confirmed", "held", "touch", "paused")
"""Events that tell that one is still, or again, in touch."""


def _over(person: Person, said: Said, today: date) -> tuple[str, ...]:
    """That the contact was closed or declined before what is recorded now, so that nothing will come of it."""
    contact, day = person.contact, said.day or today
    if contact is None or said.event.name not in _GOES_ON:
        return ()
    for name, told, fact in (("closed", "you closed this contact", contact.closed), ("declined", "they declined", contact.declined)):
        if fact is not None and fact.date <= min(day, today):
            advice = f"If you are in touch again, delete `{name}` there"
            return (f"{contact.path}:{fact.place.line} says that {told} on {fact.date}, so nothing will fall due. {advice}",)
    return ()


def record(desk: Desk, vault: Vault, person: Person, said: Said, today: date, interview: str = "") -> tuple[str, ...]:
    """Put the fact on the desk; returns what a person should know beside it.

    Raises:
        AlreadySaidError: the notes say so already.
        AskedWrongError, notes_kit.parse.edit.EditRefusedError: see `log`.
    """
    name = said.event.name
    chosen = choose(vault, person, interview, today) if interview else None
    if name in TALK_EVENTS:
        TALK_EVENTS[name](Talks(desk, vault, person, today, said, chosen))
        return ()
    if name == "done":
        return _tick(desk, vault, person, said, today)
    if interview:
        raise AskedWrongError(f"`{name}` is written into the contact's own note; leave out --interview")
    if person.contact is None:
        from notes_kit.rules.words import shell  # noqa: PLC0415

        raise AskedWrongError(
            f"{person.name} has no note of their own, which `{name}` goes into; begin it: `notes-kit new contact {shell(person.name)}`"
        )
    if name in ("outreach", "touch"):
        log_contact.log_event(desk, person.contact, said, today)
    elif name == "closed":
        log_contact.log_closed(desk, person.contact, said, today)
    elif name == "paused":
        log_contact.log_paused(desk, person.contact, said)
    else:
        log_contact.log_day(desk, vault, person.contact, said, today)
    return ()


def find_person(vault: Vault, name: str) -> Person:
    """The person that a name means: a contact, else somebody who was met and has no note.

    Raises:
        NobodyError: nobody, or more than one.
    """
    want = plain_name(name)
    met: dict[str, Person] = {}
    for interview in vault.interviews:
        for ref in interview.people:
            person = vault.person(ref, interview.path)
            if person.contact is None:
                met[person.key] = person
    exact = [person for person in met.values() if plain_name(person.name) == want]
    part = [person for person in met.values() if want and set(want.split()) <= set(plain_name(person.name).split())]
    try:
        contact = find_contact(vault, name)
    except NobodyError:
        for found in (exact, part):
            if len(found) == 1:
                return found[0]
        _only_named(vault, name, want)
        raise
    if len(exact) == 1 and want not in map(plain_name, (contact.name, contact.note.stem, *contact.aliases)):
        return exact[0]
    return Person(contact.path, contact.name, contact)


def _only_named(vault: Vault, name: str, want: str) -> None:
    """Say so where somebody was named in a talk and nothing more."""
    from notes_kit.rules.words import shell  # noqa: PLC0415

    for interview in vault.interviews:
        for ref in interview.referrals:
            person = vault.person(ref, interview.path)
            if person.contact is None and want and plain_name(person.name) == want:
                raise NobodyError(
                    f"{person.name} was named ({interview.path}:{ref.place.line}) and has no note yet: `notes-kit new contact {shell(name)}`"
                )


def _sides(session: Session, texts: Mapping[str, bytes]) -> tuple[list[Finding], list[Finding]]:
    """The duties of the notes as they are, and as they will be with these texts, of those due by `AHEAD` days from today; not what is the same."""
    before = lint(session, horizon=AHEAD).findings
    try:
        session.overlays |= texts
        after = lint(session, horizon=AHEAD).findings
    finally:
        session.overlays.clear()
    same = set(before) & set(after)
    return [item for item in before if item not in same], [item for item in after if item not in same]


def compare(
    before: Iterable[Finding], after: Iterable[Finding], today: date, begun: Container[str] = ()
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The duties that are gone, and those that are new.

    A duty is the same if its rule and its person are; where there are several of them, their number counts. `begun` are the
    contacts whose notes there were not before.
    """
    from collections import Counter  # noqa: PLC0415

    sides = [
        sorted((item for item in side if item.kind is Kind.DUTY), key=lambda item: (item.due or date.max, item.order)) for side in (before, after)
    ]
    counts = [
        [Counter(_about(item, begun) for item in items) for items in (side, [item for item in side if item.due is None or item.due <= today])]
        for side in sides
    ]
    gone = {key: max(counts[0][0][key] - counts[1][0][key], counts[0][1][key] - counts[1][1][key]) for key in counts[0][0]}
    new = {key: counts[1][0][key] - counts[0][0][key] for key in counts[1][0]}
    return _some(sides[0], gone, sides[1], begun), _some(sides[1], new, sides[0], begun)


def _some(side: list[Finding], wanted: dict[tuple[str, str], int], other: list[Finding], begun: Container[str]) -> tuple[Finding, ...]:
    """So many findings of each kind, those first that the other side does not have."""
    there = {(item.rule, item.message) for item in other}
    found: list[Finding] = []
    left: Counter[tuple[str, str]] | dict[tuple[str, str], int] = dict(wanted)
    for item in sorted(side, key=lambda one: (one.rule, one.message) in there):
        if left.get(_about(item, begun), 0) > 0:
            left[_about(item, begun)] -= 1
            found.append(item)
    return tuple(found)


def _about(item: Finding, begun: Container[str]) -> tuple[str, str]:
    """What a duty is told apart by; somebody whose note is just `begun` is still called by name, as before."""
    return item.rule, plain_name(item.contact or item.path) if not item.about or item.about in begun else item.about


def _tick(desk: Desk, vault: Vault, person: Person, said: Said, today: date) -> tuple[str, ...]:
    """Tick the one open action that the words mean, with the day; a date may stand before them."""
    from notes_kit.parse.edit import tick_task  # noqa: PLC0415

    if not said.words:
        raise AskedWrongError("say some words of the action that is done")
    tasks = _tasks(vault, person)
    day, words = today, said.words
    found = _matching(tasks, words)
    dated = None if found else leading_date(said.event, words, today)
    if dated is not None:
        day, words = dated
        found = _matching(tasks, words)
    found = found or _nearly(tasks, words)
    if not found:
        _refuse_done(vault, person, words)
    if len(found) > 1:
        raise AskedWrongError(f"“{words}” can be {' or '.join(_shown(note, task) for note, task in found)}; say more of it")
    note, task = found[0]
    desk.edit(note.path, tick_task(desk.source(note.path), task.place.line, day))
    return (f"it repeats ({task.recurrence}); the next one is not written",) if task.recurrence else ()


def _tasks(vault: Vault, person: Person, *, done: bool = False) -> list[tuple[Note, Task]]:
    """The open (or the done) tasks in a person's note and in those of their talks."""
    notes = [talk.note for talk in vault.interviews_of.get(person.key, ())]
    if person.contact is not None:
        notes.insert(0, person.contact.note)
    return [(note, task) for note in notes for task in note.tasks if task.text and (task.done if done else task.open)]


def _matching(tasks: list[tuple[Note, Task]], words: str) -> list[tuple[Note, Task]]:
    """The tasks that the words mean: all of the text, else a part of it, else every word somewhere in it."""
    want = plain_name(words)
    texts = [plain_name(task.text) for _, task in tasks]
    for fits in (lambda text: text == want, lambda text: want in text, lambda text: set(want.split()) <= set(text.split())):
        found = [pair for pair, text in zip(tasks, texts, strict=True) if want and fits(text)]
        if found:
            return found
    return []


def _nearly(tasks: list[tuple[Note, Task]], words: str) -> list[tuple[Note, Task]]:
    """The tasks whose text differs by little from the words."""
    from difflib import get_close_matches  # noqa: PLC0415

    texts = [plain_name(task.text) for _, task in tasks]
    near = get_close_matches(plain_name(words), texts, 1, 0.75)
    return [pair for pair, text in zip(tasks, texts, strict=True) if text in near]


def _refuse_done(vault: Vault, person: Person, words: str) -> None:
    there = _matching(_tasks(vault, person, done=True), words)
    if len(there) == 1:
        note, task = there[0]
        raise AlreadySaidError(f"{note.path}:{task.place.line} says so already: done{f' on {task.done_on}' if task.done_on else ''}")
    tasks = _tasks(vault, person)
    listed = "; open are " + ", ".join(_shown(note, task) for note, task in tasks) if tasks else ""
    raise AskedWrongError(f"no open action with {person.name} says “{words}”{listed}")


def _shown(note: Note, task: Task) -> str:
    from notes_kit.rules.actions import hidden  # noqa: PLC0415
    from notes_kit.rules.words import quoted  # noqa: PLC0415

    return f"{'a private action' if hidden(note, task) else quoted(task.text)} ({note.path}:{task.place.line})"
