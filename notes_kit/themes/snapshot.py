"""Take a snapshot of a vault on a day, to be compared with another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from notes_kit.model.finding import Finding
from notes_kit.model.note import Note
from notes_kit.model.people import Contact, Event, Interview
from notes_kit.model.snapshot import Belief, Deal, Deed, Duty, Heard, Meeting, Snapshot, Somebody
from notes_kit.model.state import is_held, is_unsettled
from notes_kit.model.vault import Vault
from notes_kit.themes.decisions import beliefs
from notes_kit.themes.heard import listen, one_line, organization_of, people_of
from notes_kit.themes.marked import marked_themes
from notes_kit.themes.public import public
from notes_kit.themes.voices import Theme


def take(vault: Vault, today: date, duties: Iterable[Finding]) -> Snapshot:
    """The snapshot of a vault that was loaded with its points; `duties` are those due by `today`."""
    themes = listen(public(vault, today).vault, today)
    marked = marked_themes(themes)
    return Snapshot(
        day=today,
        people=tuple(_somebody(vault, contact) for contact in sorted(vault.contacts, key=lambda one: one.path)),
        meetings=tuple(_meeting(vault, talk, today) for talk in sorted(vault.interviews, key=lambda one: one.path)),
        deeds=tuple(sorted((deed for deed in _deeds(vault) if deed.date <= today.isoformat()), key=lambda one: (one.date, one.path, one.line, one.what))),
        duties=tuple(_duty(item) for item in duties),
        deals=tuple(_deals(vault, today)),
        themes=tuple(_heard(theme) for theme in marked),
        beliefs=tuple(
            Belief(kind, one.text, one.path, one.line, tuple((item.theme, *_sizes(item.sides)) for item in one.evidence))
            for kind in ("goal", "assumption") for one in beliefs(themes, f"{kind}s", marked)
        ),
    )  # fmt: skip


def _somebody(vault: Vault, contact: Contact) -> Somebody:
    where = organization_of(vault, contact.organization, contact.path)
    marks = tuple(mark.casefold() for mark in (*contact.email, contact.linkedin) if mark)
    source = contact.source.shown if contact.source else ""
    return Somebody(
        contact.path, contact.note.hash, one_line(contact.name), one_line(contact.role), one_line(where), one_line(contact.location),
        contact.seniority, one_line(source), marks,
    )  # fmt: skip


def _meeting(vault: Vault, talk: Interview, today: date) -> Meeting:
    people = people_of(vault, talk)
    return Meeting(
        talk.path, talk.note.hash, tuple(one_line(person.name) for person in people), tuple(person.key for person in people),
        talk.when.date.isoformat() if talk.when else "", _state(talk, today), talk.format, len(talk.note.points),
        tuple(one_line(vault.person(ref, talk.path).name) for ref in talk.referrals),
    )  # fmt: skip


def _state(talk: Interview, today: date) -> str:
    if is_held(talk, today):
        return "held"
    if talk.outcome not in ("", "held"):
        return talk.outcome
    if talk.when is None:
        return "undated"
    return "unsettled" if is_unsettled(talk, today) else "ahead"


def _deeds(vault: Vault) -> Iterator[Deed]:
    for contact in vault.contacts:
        who, path = one_line(contact.name), contact.path
        closed = (contact.closed,) if contact.closed else ()
        for what, events in (("asked", contact.outreach), ("touched", contact.touches), ("closed", closed)):
            for event in events:
                yield Deed(what, who, path, event.date.isoformat(), _words(event), path, event.place.line)
        single = (("replied", contact.replied), ("declined", contact.declined), ("connected", contact.linkedin_connected))
        for what, day in single:
            if day is not None:
                yield Deed(what, who, path, day.date.isoformat(), "", path, day.place.line)
        for line in contact.note.log:
            yield Deed("touched", who, path, line.date.isoformat(), one_line(line.words), path, line.place.line)
    for talk in vault.interviews:
        people = people_of(vault, talk)
        who, key = ", ".join(one_line(person.name) for person in people), people[0].key if people else ""
        if talk.confirmed is not None:
            yield Deed("confirmed", who, key, talk.confirmed.date.isoformat(), "", talk.path, talk.confirmed.place.line)
        for event in talk.thanked:
            yield Deed("thanked", who, key, event.date.isoformat(), _words(event), talk.path, event.place.line)


def _words(event: Event) -> str:
    return one_line(" ".join(part for part in (event.channel, event.nature, event.words) if part))


def _duty(item: Finding) -> Duty:
    due = item.due.isoformat() if item.due else ""
    return Duty(
        item.rule, item.message, item.contact or "", item.about or item.contact or "", due, item.days_late, item.path, item.place.line, item.close,
        item.severity.value,
    )  # fmt: skip


def _deals(vault: Vault, today: date) -> Iterator[Deal]:
    names = {talk.path: ", ".join(one_line(person.name) for person in people_of(vault, talk)) for talk in vault.interviews}
    names |= {contact.path: one_line(contact.name) for contact in vault.contacts}
    for note in _typed(vault):
        for task in note.tasks:
            if task.text:
                ahead = task.done_on is not None and task.done_on > today
                state = "done" if task.done and not ahead else "open" if task.open or ahead else "cancelled"
                due = task.due or task.scheduled
                on, by = (day.isoformat() if day else "" for day in (task.done_on, due))
                yield Deal(one_line(task.text), names.get(note.path, ""), note.path, task.place.line, state, on, by, task.promised)


def _typed(vault: Vault) -> Sequence[Note]:
    return [note for path, note in sorted(vault.notes.items()) if note.type]


def _heard(theme: Theme) -> Heard:
    sides = theme.sides
    return Heard(theme.name, *(tuple(voice.name for voice in side) for side in (sides.favour, sides.against, sides.both, sides.unmarked)))


def _sizes(sides: object) -> tuple[int, int, int, int]:
    return tuple(len(getattr(sides, name)) for name in ("favour", "against", "both", "unmarked"))  # type: ignore[return-value]
