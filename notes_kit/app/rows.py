"""The rows that `list` shows: contacts, interviews, actions, referrals, organizations and points, with what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from notes_kit.app.lint import lint
from notes_kit.app.properties import Row, linked, moment, one_or_all, properties
from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Point, Task
from notes_kit.model.people import Contact, Interview
from notes_kit.model.schema import properties_of
from notes_kit.model.state import Relation, is_held, relation, thanks
from notes_kit.model.vault import Person, Vault
from notes_kit.themes.codebook import read_codebook, theme_names
from notes_kit.themes.heard import giver_of

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.model.finding import Finding

_AHEAD = 36525
"""Days ahead, a hundred years, within which a duty counts for `due`."""

ABOUT = ("organization", "role", "seniority", "industry")
"""What rows on talks say of the people met, where these have a note."""

DERIVED: Mapping[str, tuple[str, ...]] = {
    "contacts": ("path", "line", "name", "stage", "due", "last_touch", "next_touch", "days_since_touch", "attempts", "interviews", "points", "themes",
                 "keep_in_touch_days", "paused", "ended"),
    "interviews": ("path", "line", "date", "people", *ABOUT, "days", "held", "thanked", "points", "themes"),
    "actions": ("path", "line", "text", "status", "done", "done_on", "due", "scheduled", "start", "created", "overdue", "promised", "contact",
                "section", "priority", "recurrence", "tags", "private", "type"),
    "referrals": ("path", "line", "name", "by", "on", "told_by", "contact", "stage", "interviews"),
    "organizations": ("path", "line", "name", "note", "people", "contacts", "interviews", "last_touch"),
    "points": ("path", "line", "person", *ABOUT, "date", "text", "stance", "quote", "themes", "skills", "section", "headings", "reasons",
               "tags", "held", "private"),
}  # fmt: skip
"""Kind to the fields that its rows have besides, or instead of, the properties of a note."""

TYPES = {"contacts": "contact", "interviews": "interview", "organizations": "organization"}
"""Kinds whose rows are notes, to the type of those notes."""


def fields(kind: str) -> tuple[str, ...]:
    """Every field that a row of this kind always has: the derived ones, then the properties of the schema."""
    own = DERIVED[kind]
    props = [prop.name for prop in properties_of(TYPES[kind])] if kind in TYPES else []
    return tuple(dict.fromkeys([*own, *(name for name in props if name not in own), *(f"note.{name}" for name in props if name in _replaced(kind))]))


def _replaced(kind: str) -> frozenset[str]:
    """Derived fields that bear the name of a property and say something else; the property is `note.NAME` then.

    A name or a date that stands in for a missing property says the same, so it takes its place.
    """
    return frozenset(DERIVED[kind]) - {"name", "date"}


Duties = Callable[[], "Iterable[Finding]"]
"""Gives every duty, however far ahead it falls due."""


def duties_of(session: Session) -> Duties:
    """The duties of an opened vault, as `notes-kit due` has them."""
    return lambda: lint(session, select=["duties"], horizon=_AHEAD).findings


def duties_in(vault: Vault, today: date) -> Duties:
    """The duties of a vault that is not as its session has it."""
    from notes_kit.rules.driver import run  # noqa: PLC0415 - all rules, needed where nothing is kept

    return lambda: run(vault, today, select=["duties"], horizon=_AHEAD)


def rows(vault: Vault, today: date, kind: str, duties: Duties, *, private: bool = False) -> list[Row]:
    """The rows of one kind in their natural order; `private` adds what private passages say.

    The vault must be loaded with its points.
    """
    makers: Mapping[str, Callable[[_Maker], Iterable[Row]]] = {
        "contacts": _Maker.contacts, "interviews": _Maker.interviews, "actions": _Maker.actions,
        "referrals": _Maker.referrals, "organizations": _Maker.organizations, "points": _Maker.points,
    }  # fmt: skip
    return list(makers[kind](_Maker(vault, today, private, duties)))


def met(vault: Vault, talk: Interview) -> tuple[Person, ...]:
    """The people of a talk, each once; the vault's owner, who may be listed as present, is not one of them."""
    found: dict[str, Person] = {}
    for ref in talk.people:
        note = vault.resolve(ref.name, talk.path) if ref.name else None
        person = vault.person(ref, talk.path)
        if person.key.strip("?") and not (note and note.type == "profile"):
            found.setdefault(person.key, person)
    return tuple(found.values())


def contact_row(vault: Vault, today: date, contact: Contact, duties: Duties, *, private: bool = False) -> Row:
    """The row of one contact; see `rows`. A theme without a note is spelled as it is most often in the talks of this vault."""
    return _Maker(vault, today, private, duties).contact(contact)


@dataclass(frozen=True)
class _Maker:
    """Makes rows of one vault on one day; what several kinds need is computed once."""

    vault: Vault
    today: date
    private: bool
    duties: Duties

    def relation(self, contact: Contact) -> Relation:
        if contact.path not in self.known:
            self.known[contact.path] = relation(self.vault, contact, self.today)
        return self.known[contact.path]

    @cached_property
    def known(self) -> dict[str, Relation]:
        return {}

    @cached_property
    def due(self) -> Mapping[str, date]:
        """Contact's path to the day of their earliest duty, as `notes-kit due` has it."""
        table: dict[str, date] = {}
        for finding in self.duties():
            if finding.due is not None and finding.about:
                table[finding.about] = min(finding.due, table.get(finding.about, date.max))
        return table

    @cached_property
    def theme_name(self) -> Callable[[str], str]:
        """From any spelling of a theme to the name that the codebook, or most people, use."""
        talks = [talk.note for talk in self.vault.interviews]
        spelled = [name for note in talks for name, _ in theme_names(note)]
        spelled += [name for note in talks for point in note.points for name in point.themes]
        book = read_codebook(self.vault, spelled)
        return lambda name: book.name(book.key(name))

    def said(self, note: Note) -> list[Point]:
        """The points of a talk that are to be shown."""
        return [point for point in note.points if self.private or not (point.private or note.confidential)]

    def themes(self, talks: Iterable[Interview]) -> tuple[str, ...]:
        """The themes of talks, those of whole talks first."""
        found: dict[str, None] = {}
        for talk in talks:
            names = [name for name, _ in theme_names(talk.note)] + [name for point in self.said(talk.note) for name in point.themes]
            found |= dict.fromkeys(self.theme_name(name) for name in names)
        return tuple(found)

    def organization(self, contact: Contact) -> str | None:
        return linked(self.vault, contact.organization, contact.path) if contact.organization else None

    def about(self, people: Iterable[Person]) -> Row:
        """What they do and where: one value, or one each in a tuple."""
        contacts = [person.contact for person in people if person.contact]
        found: dict[str, list[str | None]] = {"organization": [self.organization(one) for one in contacts]}
        found |= {
            "role": [one.role for one in contacts],
            "seniority": [one.seniority for one in contacts],
            "industry": [one.industry for one in contacts],
        }
        return {name: one_or_all(dict.fromkeys(value for value in values if value)) for name, values in found.items()}

    def contacts(self) -> Iterator[Row]:
        for contact in sorted(self.vault.contacts, key=lambda one: (plain_name(one.name), one.path)):
            yield self.contact(contact)

    def contact(self, contact: Contact) -> Row:
        state = self.relation(contact)
        last = state.last_touch
        return {
            "path": contact.path,
            "line": 1,
            **properties(self.vault, contact.note, derived=_replaced("contacts"), private=self.private),
            "name": contact.name,
            "stage": state.stage.value,
            "due": self.due.get(contact.path),
            "last_touch": last,
            "next_touch": state.next_touch,
            "days_since_touch": (self.today - last).days if last else None,
            "attempts": len(state.attempts),
            "interviews": len(state.held),
            "points": sum(len(self.said(talk.note)) for talk in state.held),
            "themes": self.themes(state.held),
            "keep_in_touch_days": state.keep_in_touch,
            "paused": state.paused,
            "ended": state.ended,
        }

    def talks(self) -> list[Interview]:
        """The talks by date, undated ones last."""
        return sorted(self.vault.interviews, key=lambda talk: (f"{talk.when.date} {talk.when.time or ''}" if talk.when else "~", talk.path))

    def interviews(self) -> Iterator[Row]:
        for talk in self.talks():
            people = met(self.vault, talk)
            held = is_held(talk, self.today)
            yield {
                "path": talk.path,
                "line": 1,
                **properties(self.vault, talk.note, derived=_replaced("interviews"), private=self.private),
                "date": moment(talk.when.date, talk.when.time) if talk.when else None,
                "people": tuple(person.name for person in people),
                **self.about(people),
                "days": (self.today - talk.when.date).days if talk.when else None,
                "held": held,
                "thanked": bool(people) and all(thanks(self.vault, talk, person, self.today) for person in people),
                "points": len(self.said(talk.note)),
                "themes": self.themes([talk]),
            }

    def actions(self) -> Iterator[Row]:
        """The tasks of all notes that have a type: open ones by their day, then the others, the latest first."""
        people = {talk.path: one_or_all(person.name for person in met(self.vault, talk)) for talk in self.vault.interviews}
        people |= {contact.path: contact.name for contact in self.vault.contacts}
        notes = [note for path, note in sorted(self.vault.notes.items()) if note.type]
        found = [self.action(note, task, people.get(note.path)) for note in notes for task in note.tasks]
        pending = [row for row in found if row["status"] == "open"]
        ended = [row for row in found if row["status"] != "open"]
        yield from sorted(pending, key=lambda row: str(row["due"] or "~"))
        yield from sorted(ended, key=lambda row: str(row["done_on"] or row["due"] or ""), reverse=True)

    def action(self, note: Note, task: Task, contact: object) -> Row:
        done = task.done and not (task.done_on and task.done_on > self.today)
        due = task.due or task.scheduled
        status = "done" if done else "open" if task.open or task.done else "cancelled"
        return {
            "path": note.path, "line": task.place.line, "text": task.text, "status": status, "done": done, "done_on": task.done_on, "due": due,
            "scheduled": task.scheduled, "start": task.start, "created": task.created, "overdue": status == "open" and due is not None and due < self.today,
            "promised": task.promised, "contact": contact, "section": task.section.value, "priority": task.priority or None,
            "recurrence": task.recurrence or None, "tags": task.tags, "private": task.private or note.confidential, "type": note.type,
        }  # fmt: skip

    def referrals(self) -> Iterator[Row]:
        """Every naming of one person by others, by its day; then those that only the named one's `source` tells of."""
        told: set[tuple[str, str]] = set()
        for talk in self.talks():
            if talk.when is not None and talk.when.date > self.today:
                continue
            givers = met(self.vault, talk)
            for ref in talk.referrals:
                named = self.vault.person(ref, talk.path)
                if named.key.strip("?"):
                    told |= {(giver.key, named.key) for giver in givers}
                    by = one_or_all(giver.name for giver in givers if giver.key != named.key)
                    yield self.referral(named, by, talk.path, ref.place.line, talk.when.date if talk.when else None, "referral")
        for contact in sorted(self.vault.contacts, key=lambda one: one.path):
            giver = giver_of(self.vault, contact)
            if giver is not None and contact.source is not None and (giver.key, contact.path) not in told:
                named = Person(contact.path, contact.name, contact)
                yield self.referral(named, giver.name, contact.path, contact.source.place.line, None, "source")

    def referral(self, named: Person, by: object, path: str, line: int, on: date | None, told_by: str) -> Row:
        state = self.relation(named.contact) if named.contact is not None else None
        held = sum(is_held(talk, self.today) for talk in self.vault.interviews_of.get(named.key, ()))
        return {
            "path": path, "line": line, "name": named.name, "by": by, "on": on, "told_by": told_by,
            "contact": named.contact.path if named.contact else None, "stage": state.stage.value if state else None, "interviews": held,
        }  # fmt: skip

    def organizations(self) -> Iterator[Row]:
        """The organizations with a note of their own, and those that contacts name without one."""
        people: dict[str, list[Contact]] = {note.path: [] for note in self.vault.of_type("organization")}
        for contact in sorted(self.vault.contacts, key=lambda one: (plain_name(one.name), one.path)):
            if contact.organization is not None and contact.organization.name:
                note = self.vault.resolve(contact.organization.name, contact.path)
                key = note.path if note is not None and note.type in ("organization", "") else "?" + plain_name(self.organization(contact) or "")
                people.setdefault(key, []).append(contact)
        found = [self.one_organization(key, staff) for key, staff in people.items()]
        return iter(sorted(found, key=lambda row: (plain_name(str(row["name"])), str(row["path"]))))

    def one_organization(self, key: str, staff: list[Contact]) -> Row:
        note = self.vault.notes.get(key)
        first = min(staff, key=lambda one: one.path) if staff else None
        own = properties(self.vault, note or Note("", type="organization"), derived=_replaced("organizations"), private=self.private)
        touches = [touch for one in staff if (touch := self.relation(one).last_touch)]
        named = own.get("name") or (note.stem if note else first and self.organization(first))
        return {
            "path": note.path if note else first and first.path,
            "line": 1 if note or not (first and first.organization) else first.organization.place.line,
            **own,
            "name": named,
            "note": note.path if note else None,
            "people": len(staff),
            "contacts": tuple(one.name for one in staff),
            "interviews": len({talk.path for one in staff for talk in self.relation(one).held}),
            "last_touch": max(touches, default=None),
        }

    def points(self) -> Iterator[Row]:
        for talk in self.talks():
            people = met(self.vault, talk)
            shared: Row = {
                "person": one_or_all(person.name for person in people),
                **self.about(people),
                "date": talk.when.date if talk.when else None,
                "held": is_held(talk, self.today),
            }
            for point in self.said(talk.note):
                yield {
                    "path": talk.path, "line": point.place.line, **shared, "text": " ".join(point.text.split()),
                    "stance": point.stance.value if point.stance else None, "quote": point.quote,
                    "themes": tuple(dict.fromkeys(self.theme_name(name) for name in point.themes)), "skills": point.skills,
                    "section": point.section.value, "headings": point.headings, "reasons": tuple(reason.text for reason in point.reasons),
                    "tags": point.tags, "private": point.private or talk.note.confidential,
                }  # fmt: skip


def hidden_points(vault: Vault) -> int:
    """How many points `list points` leaves out where private passages were not asked for."""
    return sum(point.private or talk.note.confidential for talk in vault.interviews for point in talk.note.points)
