"""The contract of a rule: a value that names, explains and checks one thing, and what a check may know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from notes_kit.model.days import business_shift, shift
from notes_kit.model.finding import Fault, Finding, Fix, Kind, Severity
from notes_kit.model.names import plain_name
from notes_kit.model.note import Link, Note
from notes_kit.model.people import Contact, Dated, Interview, Waiver
from notes_kit.model.settings import Settings, Threshold
from notes_kit.model.state import Relation, is_held, relations
from notes_kit.model.text import TOP, Place
from notes_kit.model.vault import Person, Vault
from notes_kit.parse.values import read_waiver
from notes_kit.rules.scope import Scope
from notes_kit.rules.tally import Counted, Tally
from notes_kit.rules.words import lateness, shell

GROUPS = {"1": "reach", "2": "plan", "3": "after", "4": "act", "5": "keep", "9": "faults"}
"""First digit of a code to the group's name, in the order of a conversation."""

VAULT_FILE = "notes-kit.yaml"
"""Where findings stand that belong to no single note: the file that marks the vault."""

_ATTACHMENT = re.compile(r"\.(?!md\Z)[a-z][a-z0-9]{0,7}\Z", re.IGNORECASE)

OFF = "off"
"""The severity, in settings, of a rule that is not to be run."""


@dataclass(frozen=True, slots=True)
class Example:
    """A small vault on a day, and where the rule speaks: `flags` are `path:line:column`, all of them.

    A file is its text; its bytes, where no text can show what is wrong with it; or None, for a file
    that is there and cannot be read. `notes-kit.yaml` among them is read as the vault's settings.
    """

    today: date
    files: Mapping[str, str | bytes | None]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule. Its examples are its tests and its documentation.

    `name` reads well after "waive"; `title` is one line without a full stop; `why` says what
    neglect costs; `practice` cites the practice's rows; `default` holds the days and, for a rule
    that counts, the limit. A rule whose severity is info is soft: lateness makes it a warning, and
    without a late day it stays a hint. `setting` is one of the vault's that it goes by besides its own. `scope` says how far it looks; left out, it may look at
    everything, and is judged anew after every change. `dated` says that a fault hangs on the day, as every
    duty does. `kin` gives the words that a note may share
    with those that the rule compares it with, and `tally` what it counts, for the scopes of these
    names.
    """

    code: str
    name: str
    title: str
    why: str
    how_to_fix: str
    practice: str
    kind: Kind
    severity: Severity
    check: Callable[[Context], Iterable[Finding]]
    bad: Example
    good: Example
    default: Threshold = field(default_factory=Threshold)
    setting: str = ""
    scope: Scope = Scope.VAULT
    kin: Callable[[Note, Contact | None], Iterable[str]] | None = None
    tally: Tally | None = None
    dated: bool = False

    @property
    def timeless(self) -> bool:
        """Whether it says the same on any day."""
        return self.kind is Kind.FAULT and not self.dated

    @property
    def group(self) -> str:
        """The group that the code's first digit stands for."""
        return GROUPS[self.code.removeprefix("NK")[0]]

    @property
    def personal(self) -> bool:
        """Whether its days may be other ones for one contact, or for those of a tier."""
        return self.kind is Kind.DUTY and self.scope is not Scope.TALLY and (self.default.due is not None or self.default.late is not None)

    def threshold(self, settings: Mapping[str, Threshold]) -> Threshold:
        """The days and the severity in force: what `rules:` in a vault's settings says, over the rule's own."""
        own = settings.get(self.name, Threshold())
        days = over(self.default, own)
        return replace(days, severity=own.severity or self.severity.value, limit=self.default.limit if own.limit is None else own.limit)


def days_in_force(rule: Rule, settings: Settings, contact: Contact | None) -> Threshold:
    """The days of a duty towards somebody: their own, else those of their tiers, else those of the rule."""
    days = rule.threshold(settings.rules)
    if contact is None or not (settings.tiers or contact.thresholds):
        return days
    said = [item.days for item in contact.thresholds if item.rule in (rule.name, rule.code.casefold())]
    said += [tier.rules[rule.name] for tier in settings.tiers_of(contact.tags, contact.keep_in_touch) if rule.name in tier.rules]
    for own in reversed(said):
        days = over(days, own)
    return days


def over(days: Threshold, own: Threshold) -> Threshold:
    """Days with what is said of them elsewhere in their place.

    Where only more time until it is due is given, it is late as long after that as before: nothing is late before it is due.
    """
    due = days.due if own.due is None else own.due
    late = days.late if own.late is None else own.late
    if own.late is None and due is not None and late is not None and days.due is not None and days.due <= late < due:
        late = due + late - days.due
    return replace(days, due=due, late=late)


def counted(settings: Settings, day: date, days: int) -> date:
    """The day that lies so many days later, or earlier; business days where the settings say so."""
    return business_shift(day, days, settings.holidays) if settings.business_days else shift(day, days)


class Written(NamedTuple):
    """A waiver and the note it stands in."""

    path: str
    waiver: Waiver


@dataclass(frozen=True)
class Shared:
    """What all rules of one run share, computed at most once.

    `rules` are all that there are, chosen or not. `found` is what the others found before any
    waiver, for the one rule that judges waivers.
    """

    vault: Vault
    today: date
    rules: tuple[Rule, ...] = ()
    found: tuple[Finding, ...] = ()

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Derived state of every contact on the day, by path."""
        return relations(self.vault, self.today)

    @cached_property
    def interviews(self) -> list[Interview]:
        """The talks in the order of paths."""
        return sorted(self.vault.interviews, key=lambda item: item.path)

    @cached_property
    def talks(self) -> dict[str, Interview]:
        """The talks by path."""
        return {interview.path: interview for interview in self.vault.interviews}

    @cached_property
    def rows(self) -> Counted:
        """What the notes add up to, for rules that count."""
        return Counted(self)

    @cached_property
    def people(self) -> dict[str, list[Person]]:
        """Everybody who is met in each talk, by its path."""
        table = {}
        for interview in self.vault.interviews:
            found = (self.vault.person(ref, interview.path) for ref in interview.people)
            table[interview.path] = list({person.key: person for person in found}.values())
        return table

    @cached_property
    def faults(self) -> Mapping[str, list[tuple[str, Fault]]]:
        """What the reader noticed, by rule: path and fault, in the order of paths."""
        table: dict[str, list[tuple[str, Fault]]] = {}
        for path in sorted(self.vault.notes):
            for fault in self.vault.notes[path].faults:
                table.setdefault(fault.rule, []).append((path, fault))
        return table

    @cached_property
    def waivers(self) -> list[Written]:
        """Every waiver, in the order of paths. Any note may carry one, since any note may have a fault."""
        found = [Written(contact.path, waiver) for contact in self.vault.contacts for waiver in contact.waivers]
        found += [Written(interview.path, waiver) for interview in self.vault.interviews for waiver in interview.waivers]
        for path, note in self.vault.notes.items():
            if note.type not in ("contact", "interview"):
                found += [Written(path, read_waiver(value.raw, value.place)) for value in note.values("waive")]
        return sorted(found, key=lambda item: (item.path, item.waiver.place))

    @cached_property
    def odd_links(self) -> list[tuple[Note, Link, list[str]]]:
        """Links in typed notes that lead to no note or may mean several: note, link, and the paths, in the order of paths.

        A plain note may link to what is yet to be written, and a report to what was there when it was written; links to attachments and within one note are left out.
        """
        sure: set[str] = set()
        odd = []
        for path in sorted(self.vault.notes):
            note = self.vault.notes[path]
            for link in note.links if note.type not in ("", "report") and not note.meeting else ():
                target = link.target
                if target in sure or not target or _ATTACHMENT.search(target):
                    continue
                found = self.vault.targets(target, path)
                if len(found) != 1:
                    odd.append((note, link, found))
                elif "/" not in target:
                    sure.add(target)
        return odd

    @cached_property
    def addresses(self) -> dict[str, str]:
        """How to name each contact in a command, by path: by name, or by path where two people bear it."""
        names = {contact.path: plain_name(contact.name) for contact in self.vault.contacts}
        count = Counter(names.values())
        return {item.path: shell(item.path if count[names[item.path]] > 1 else item.name) for item in self.vault.contacts}


@dataclass(frozen=True)
class Context:
    """All that a rule may know: the vault, the day, and its own thresholds.

    Rules read a note's properties, tasks and log, and `told`; its points and questions may not be loaded.
    """

    vault: Vault
    today: date
    rule: Rule
    shared: Shared

    @property
    def relations(self) -> Mapping[str, Relation]:
        """Derived state of every contact on the day, by path."""
        return self.shared.relations

    @cached_property
    def threshold(self) -> Threshold:
        """The days and the severity in force."""
        return self.rule.threshold(self.vault.settings.rules)

    def days(self, person: Person | None = None) -> Threshold:
        """The days in force for a duty towards somebody; see `days_in_force`."""
        return days_in_force(self.rule, self.vault.settings, person.contact if person is not None else None)

    def shift(self, day: date, days: int) -> date:
        """The day that lies so many days later, or earlier; business days where the settings say so."""
        return counted(self.vault.settings, day, days)

    @property
    def severity(self) -> Severity:
        """The severity of a finding that is neither early nor late."""
        own = self.threshold.severity
        return self.rule.severity if own == OFF else Severity(own)

    @property
    def fixed(self) -> bool:
        """Whether the settings name the severity, so that lateness does not raise it."""
        own = self.vault.settings.rules.get(self.rule.name)
        return own is not None and own.severity not in ("", OFF)

    def interviews(self) -> Iterator[tuple[Interview, Dated]]:
        """The talks that can owe something, with their day: meetings of a work vault left out, in the order of paths."""
        for interview in self.shared.interviews:
            if interview.when is not None and not interview.note.meeting:
                yield interview, interview.when

    def held(self) -> Iterator[tuple[Interview, Dated]]:
        """Those of `interviews` that have taken place by the day."""
        return ((interview, when) for interview, when in self.interviews() if is_held(interview, self.today))

    def people(self, interview: Interview) -> list[Person]:
        """Everybody who is met in a talk, once each, in the order of the note."""
        return self.shared.people[interview.path]

    def person_at(self, path: str) -> Person | None:
        """The person whose note has that path."""
        contact = self.vault.contact_at(path)
        return Person(path, contact.name, contact) if contact is not None else None

    def contacts(self) -> Iterator[tuple[Person, Relation]]:
        """Everybody with a note of their own who has neither closed, declined nor been paused, with their state, in the order of paths."""
        for path, relation in self.relations.items():
            if not relation.quiet:
                yield Person(path, relation.contact.name, relation.contact), relation

    def owed(self, people: list[Person]) -> list[Person]:
        """Those of them who have neither closed, declined nor been paused: nobody else is owed anything."""
        return [person for person in people if person.contact is None or not self.relations[person.contact.path].quiet]

    def awaited(self, people: list[Person]) -> list[Person]:
        """Those of them with whom an appointment holds: a pause does not call off a talk that was agreed, a no does."""
        return [person for person in people if person.contact is None or not self.relations[person.contact.path].ended]

    def log(self, person: Person | None, event: str, line: str, talk: Interview | None = None) -> str:
        """The command that records an event; for somebody without a note, the line to write instead.

        `talk` is the one that is meant, named where the person had several.
        """
        if person is None or person.contact is None:
            return line
        command = f"notes-kit log {self.shared.addresses[person.contact.path]} {event}"
        talks = self.vault.interviews_of.get(person.contact.path, ())
        if talk is None or len(talks) <= 1:
            return command
        same_day = [other for other in talks if other.when and talk.when and other.when.date == talk.when.date]
        return f"{command} --interview {talk.when.date if talk.when and len(same_day) == 1 else shell(talk.path)}"

    def duty(
        self, message: str, path: str, place: Place, *, start: date | None, person: Person | None, close: str,
        due: date | None = None, late: date | None = None,
    ) -> Finding:  # fmt: skip
        """A duty whose clock began on `start`: due and late as many days later as `days(person)` says.

        `due` and `late` override the computed days; without `start` and `due` the duty has no day. Before it
        is due it is a hint, then it has the rule's severity, and once late the next one up; a severity that
        the settings name stays what it is. The message ends with how late it is.
        """
        if start is not None:
            days = self.days(person)
            due = due or self.shift(start, days.due or 0)
            if late is None and days.late is not None:
                late = self.shift(start, days.late)
        severity = self.severity
        if due is not None and self.today < due:
            severity = Severity.INFO
        elif late is not None and self.today >= late and not self.fixed:
            severity = Severity.WARNING if severity is Severity.INFO else Severity.ERROR
        contact = person.contact if person else None
        return Finding(
            code=self.rule.code, rule=self.rule.name, severity=severity, kind=Kind.DUTY, path=path, place=place,
            message=f"{message}; {lateness(due, self.today)}" if due else message, contact=person.name if person else None,
            due=due, days_late=max((self.today - due).days, 0) if due else 0, practice=self.rule.practice, close=close,
            about=contact.path if contact else "",
        )  # fmt: skip

    def fault(self, message: str, path: str, place: Place = TOP, *, fix: Fix | None = None, contact: str | None = None) -> Finding:
        """Something wrong with a note; `contact` is whose note it is, empty for nobody's, where the note itself is not at hand."""
        if contact is None:
            own = self.vault.contact_at(path)
            contact = own.name if own else ""
        return Finding(
            code=self.rule.code, rule=self.rule.name, severity=self.severity, kind=Kind.FAULT, message=message, path=path, place=place,
            contact=contact or None, practice=self.rule.practice, fix=fix, about=path if contact else "",
        )  # fmt: skip


def said_by_reader(context: Context) -> Iterable[Finding]:
    """The check of every rule that the reader already applied: it hands on the faults of that name."""
    for path, fault in context.shared.faults.get(context.rule.name, ()):
        yield context.fault(fault.message, path, fault.place, fix=fault.fix)
