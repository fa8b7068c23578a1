"""From the notes that changed to the units to be judged anew, and from these to the notes that this takes.

Both go along ties alone (`rules/ties.py`): no note is read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from notes_kit.model.days import shift
from notes_kit.model.vault import Vault
from notes_kit.parse.records import interview_of
from notes_kit.rules.base import Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.ties import MYSELF, Tie, Tied, tied

Keys = AbstractSet[int]
Paths = AbstractSet[str]


class Web(Protocol):
    """The ties of all notes of a vault, to be asked in either direction."""

    def holders(self, kinds: Iterable[Tie], keys: Keys) -> set[str]:
        """The paths of the notes that have one of these kinds of ties to one of these numbers."""

    def said(self, kinds: Iterable[Tie], paths: Paths) -> set[int]:
        """The numbers to which these notes have ties of these kinds."""

    def ahead(self, day: date) -> set[str]:
        """The paths of the talks of that day and later."""


@dataclass(frozen=True)
class Focus:
    """The units to be judged anew: notes by scope, people by the numbers of their names, and whether those of `AHEAD` are among them."""

    notes: Mapping[Scope, Paths] = field(default_factory=dict)
    people: Keys = frozenset()
    house: Keys = frozenset()
    ahead: bool = False

    def scopes(self) -> set[Scope]:
        """The scopes of which something is to be judged anew."""
        found = {scope for scope, paths in self.notes.items() if paths}
        found |= {scope for scope, keys in ((Scope.PERSON, self.people), (Scope.HOUSE, self.house)) if keys}
        return found | ({Scope.AHEAD} if self.ahead else set())


@dataclass(frozen=True)
class Change:
    """What became of one note: its ties before and after; None where there was or is no such note."""

    before: Tied | None
    after: Tied | None

    def shaken(self) -> set[int]:
        """The numbers of the names that may lead elsewhere now: all that it has and had, if anything of them is otherwise."""
        before, after = (side.said(Tie.KIND) if side else None for side in (self.before, self.after))
        names = (side.said(kind) for side in (self.before, self.after) if side for kind in (Tie.IS, Tie.ME))
        return set() if before == after else set().union(*names)


class Both:
    """The web before and after a change at once: a changed note has the ties of either side."""

    def __init__(self, web: Web, changes: Mapping[str, Change]) -> None:
        """Lay the changes over what holds for all other notes; `web` may know the changed ones as they were or as they are."""
        self.web = web
        self.sides = {path: [side for side in (change.before, change.after) if side] for path, change in changes.items()}

    def holders(self, kinds: Iterable[Tie], keys: Keys) -> set[str]:
        """See `Web`."""
        kinds = list(kinds)
        own = {path for path, sides in self.sides.items() if any(side.said(kind) & keys for side in sides for kind in kinds)}
        return (self.web.holders(kinds, keys) - self.sides.keys()) | own

    def said(self, kinds: Iterable[Tie], paths: Paths) -> set[int]:
        """See `Web`."""
        kinds = list(kinds)
        own = {key for path in paths & self.sides.keys() for side in self.sides[path] for kind in kinds for key in side.said(kind)}
        return self.web.said(kinds, paths - self.sides.keys()) | own

    def ahead(self, day: date) -> set[str]:
        """See `Web`."""
        own = {path for path, sides in self.sides.items() if any(side.day >= day.isoformat() for side in sides)}
        return (self.web.ahead(day) - self.sides.keys()) | own


class After(Both):
    """The web after a change."""

    def __init__(self, web: Web, changes: Mapping[str, Change]) -> None:
        """See `Both`."""
        super().__init__(web, {path: Change(None, change.after) for path, change in changes.items()})


def ties_of(vault: Vault, rules: Iterable[Rule]) -> dict[str, Tied]:
    """The ties of every note of a vault, by path."""
    kins = [(rule.name, rule.kin) for rule in rules if rule.kin is not None]
    contacts = {one.path: one for one in vault.contacts}
    talks = {path: interview_of(note) for path, note in vault.notes.items() if note.type == "interview"}
    return {
        path: tied(note, contacts.get(path), talks.get(path), (f"{name} {word}" for name, kin in kins for word in kin(note, contacts.get(path))))
        for path, note in vault.notes.items()
    }


def monday(day: date) -> date:
    """The first day of the week."""
    return shift(day, -day.weekday())


class Steps:
    """Steps along the ties. People are the numbers of the names by which somebody refers to them.

    I am met in no talk: many a vault lists me among the people of each, and I would tie all talks together. Unless my name
    is a contact's, too; or in `shaken`, that is, perhaps mine no more.
    """

    def __init__(self, web: Web, shaken: Keys = frozenset()) -> None:
        self.web = web
        profiles = web.holders([Tie.PROFILE], {0})
        mine = web.said([Tie.ME], profiles) | MYSELF
        self.me = mine - shaken - web.said([Tie.IS], web.holders([Tie.IS], mine) - profiles)

    def notes(self, people: Keys) -> set[str]:
        """The notes that such a reference may mean."""
        return self.web.holders([Tie.IS], people)

    def names(self, people: Keys) -> set[int]:
        """Whatever these people may be called."""
        return self.web.said([Tie.IS], self.notes(people)) | people

    def talks(self, people: Keys) -> set[str]:
        """The talks with them."""
        return self.web.holders([Tie.MET], self.names(people) - self.me)

    def naming(self, people: Keys) -> set[str]:
        """The talks in which one of them was named."""
        return self.web.holders([Tie.NAMED], self.names(people))

    def met(self, talks: Paths) -> set[int]:
        """The people of these talks."""
        return self.web.said([Tie.MET], talks) - self.me

    def named(self, talks: Paths) -> set[int]:
        """The people named in them."""
        return self.web.said([Tie.NAMED], talks)

    def led(self, people: Keys) -> set[str]:
        """The contacts to whom one of them led."""
        return self.web.holders([Tie.SOURCE], self.names(people))

    def beside(self, contacts: Paths) -> set[str]:
        """The contacts of the same organization, or of the same source."""
        found = self.web.holders([Tie.HOUSE], self.names(self.web.said([Tie.HOUSE], contacts)))
        # Words such as `alumni base` are nobody's name, and may have led to half the vault.
        return found | self.web.holders([Tie.SOURCE], self.web.said([Tie.IS], self.notes(self.web.said([Tie.SOURCE], contacts))))


def focus(web: Web, changes: Mapping[str, Change], today: date, judged: Callable[[Paths], Paths]) -> Focus:
    """The units whose findings may not be the same after these changes.

    Args:
        web: the ties of the other notes, and of the changed ones as they were or as they are.
        changes: every note that came, went or was saved, by path.
        today: the day on which the vault is judged.
        judged: of some contacts, those who have a finding of the scope `HOUSE`; of any other the scope promises that there is none
            to change.
    """
    both = Both(web, changes)
    shaken = {key for change in changes.values() for key in change.shaken()}
    go = Steps(both, shaken)
    # A name that leads elsewhere changes what is said by every note that says it.
    touched = changes.keys() | go.notes(shaken) | both.holders([Tie.MET, Tie.NAMED, Tie.SOURCE, Tie.HOUSE], shaken)
    people = both.said([Tie.IS], touched) | go.met(touched)
    theirs = go.talks(people)
    circle = people | go.met(theirs)
    contacts = go.notes(circle)
    everybody = circle | go.named(touched | theirs) | go.met(go.naming(people))
    talks = touched | go.talks(circle) | contacts
    neighbours = judged((go.beside(contacts | touched) | go.led(circle)) - contacts)
    links = changes.keys() | both.holders([Tie.LINK], shaken)
    links |= both.holders([Tie.PATH], both.said([Tie.MET, Tie.NAMED, Tie.SOURCE], changes.keys()))
    links |= both.holders([Tie.SHOWN], both.said([Tie.IS], changes.keys()))
    kin = changes.keys() | both.holders([Tie.KIN], both.said([Tie.KIN], changes.keys()))
    leading = both.holders([Tie.LINK], both.said([Tie.IS], changes.keys()))
    around = links | leading | talks
    return Focus(
        notes={Scope.NOTE: set(changes), Scope.LINKS: links, Scope.KIN: kin, Scope.TALK: talks, Scope.AROUND: around},
        people=everybody,
        house=circle | both.said([Tie.IS], neighbours),
        ahead=bool(both.ahead(monday(today)) & talks),
    )


def inputs(web: Web, wanted: Focus, today: date) -> tuple[set[str], set[str]]:
    """The notes on which the findings of these units rest, and those of which no more than the names is needed for it."""
    go = Steps(web)
    around = set(wanted.notes.get(Scope.AROUND, ()))
    talks = set(wanted.notes.get(Scope.TALK, ())) | around
    if wanted.ahead:
        talks |= web.ahead(monday(today))
    found = talks.union(*wanted.notes.values()) | _of_people(go, wanted.people, talks)
    if wanted.house:
        contacts = go.notes(wanted.house)
        beside = go.beside(contacts) | go.notes(web.said([Tie.SOURCE], contacts))
        found |= _of_people(go, wanted.house, set()) | beside | _relations(go, web.said([Tie.IS], beside))
    if links := set(wanted.notes.get(Scope.LINKS, ())) | around:
        found |= web.holders([Tie.MET, Tie.NAMED, Tie.SOURCE], web.said([Tie.PATH], links))
    if kin := wanted.notes.get(Scope.KIN):
        found |= web.holders([Tie.KIN], web.said([Tie.KIN], kin))
    if wanted.scopes() <= {Scope.NOTE, Scope.KIN}:
        return found, set()
    # Namesakes as well: whoever has one is told apart by path in what there is to type.
    said = web.said([Tie.IS, Tie.MET, Tie.NAMED, Tie.SOURCE, Tie.HOUSE], found) | web.said([Tie.LINK], links)
    return found, go.notes(said) - found


def _of_people(go: Steps, people: Keys, talks: Paths) -> set[str]:
    """What is to be known of these people, and of the people of these talks (or of those whose notes are among them)."""
    naming = go.naming(people)
    others = go.named(go.talks(people))
    found = _relations(go, people | go.met(talks) | go.web.said([Tie.IS], talks))
    return found | naming | go.notes(go.met(naming)) | go.notes(others) | go.talks(others)


def _relations(go: Steps, people: Keys) -> set[str]:
    """The notes of these people, their talks, and the notes of whom they were met with."""
    talks = go.talks(people)
    return go.notes(people) | talks | go.notes(go.met(talks))
