"""Plan an import: of each row of another program's file who is meant, and what their note lacks. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from notes_kit.app.alike import company_key, missing
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.match import Certainty, Known, People, name_words
from notes_kit.app.names import LONGEST, file_stem
from notes_kit.model.card import FIELDS, LISTS, TAKEN, Card, Sheet, Unread
from notes_kit.model.names import fold, plain_name
from notes_kit.model.note import Note
from notes_kit.model.vault import Vault
from notes_kit.parse.foreign.clean import MANY
from notes_kit.render.imported import Begun, Different, Doubtful, Filled, Imported

_NOT_TAKEN = ("name",)
_WHERE_TOO = {"company": "organization", "employer": "organization", "position": "role", "title": "role", "connected": "linkedin_connected",
              "connected_on": "linkedin_connected", "connectedon": "linkedin_connected", "url": "linkedin"}  # fmt: skip

_ROUNDS = 20
"""More rounds than any file needs; each changes something, or is the last."""

_ROOM = 10
"""Bytes of a file's name that brackets and a number take."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken of a file: properties, and of which people.

    `where` is a test as `list --where` has them, over the properties of a row. Without `new` only the notes that are there
    are filled in. `source` is what led to people whose row does not say.
    """

    take: tuple[str, ...] = TAKEN
    where: str = ""
    new: bool = True
    source: str = ""


def read_take(words: str) -> tuple[str, ...]:
    """The properties that a list with commas names; all of them for `all`, the usual ones for nothing.

    Raises:
        AskedWrongError: a word names none.
    """
    if not words.strip():
        return TAKEN
    if words.strip() == "all":
        return tuple(name for name in FIELDS if name not in _NOT_TAKEN)
    wanted = {word.strip().casefold().replace("-", "_").replace(" ", "_") for word in words.split(",") if word.strip()}
    wanted = {_WHERE_TOO.get(word, word) for word in wanted}
    for word in sorted(wanted - set(FIELDS)):
        raise AskedWrongError(f"--take {word}: there is no such property; there are {', '.join(name for name in FIELDS if name not in _NOT_TAKEN)}")
    return tuple(name for name in FIELDS if name in wanted and name not in _NOT_TAKEN)


def known_people(vault: Vault) -> People:
    """Everybody with a note, to be found."""
    people = People()
    for contact in vault.contacts:
        people.add(Known(contact.path, contact.name, _values(contact.note)))
    return people


def _values(note: Note) -> dict[str, tuple[str, ...]]:
    """The values of the properties that a row may tell of, as the note spells them."""
    found: dict[str, tuple[str, ...]] = {}
    for item in note.fields:
        if item.known and item.values and item.name in FIELDS:
            found[item.name] = (*found.get(item.name, ()), *(value.raw for value in item.values))
    return found


Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, of how much."""


def plan_import(
    vault: Vault, sheet: Sheet, wish: Wish, file: str, folder: str, used: Iterable[str], today: date, progress: Progress | None = None
) -> Imported:
    """What an import of these people would do. `folder` is where new notes go, `used` the names of files that are taken.

    Raises:
        AskedWrongError: the test of `where` asks for something that no row has.
        notes_kit.parse.where.WhereError: it cannot be read.
    """
    cards, passed = _chosen(sheet, wish.where, today)
    planner = _Planner(vault, wish, folder, {fold(name) for name in used}, distinct=sheet.distinct)
    ahead = sum(card.linkedin_connected is not None and card.linkedin_connected > today for card in cards)
    planner.progress = progress
    planner.run([replace(card, linkedin_connected=None) if card.linkedin_connected and card.linkedin_connected > today else card for card in cards])
    told = [name for name in FIELDS if any(card.values(name) for card in sheet.cards)]
    remarks = (*sheet.remarks, *((f"{ahead} dates of connecting lie after {today} and are left out",) if ahead else ()))
    return Imported(
        file=file, kind=sheet.kind, unit=sheet.unit, rows=len(sheet.cards), taken=("name", *(name for name in wish.take if name in told)),
        more=tuple(name for name in told if name not in (*wish.take, "name", "first_name", "last_name")), left=sheet.left, remarks=remarks,
        begun=planner.all_begun(), filled=planner.all_filled(), known=planner.known, passed=passed, without=planner.without,
        different=tuple(planner.different), doubtful=tuple(planner.doubtful), unread=(*sheet.unread, *planner.nameless),
    )  # fmt: skip


def _chosen(sheet: Sheet, where: str, today: date) -> tuple[list[Card], int]:
    """The people that pass the test, and how many do not."""
    if not where.strip():
        return list(sheet.cards), 0
    from notes_kit.parse.where import compile_where  # noqa: PLC0415 - only where people are chosen

    test = compile_where(where)
    names = {name: _WHERE_TOO.get(name.casefold(), name.casefold()) for name in test.names}
    for asked, name in names.items():
        if name not in FIELDS:
            raise AskedWrongError(f"--where: a row has no {asked}; it has {', '.join(FIELDS)}")
    kept = [card for card in sheet.cards if test({asked: _cell(card, name) for asked, name in names.items()}, today)]
    return kept, len(sheet.cards) - len(kept)


def _cell(card: Card, name: str) -> object:
    value = getattr(card, name)
    return value if value or isinstance(value, tuple) else None


class _Planner:
    """Goes through the rows until going once more would change nothing: what a later row tells may make an earlier one sure.

    A second import of the same file is one more such round, which is why it changes nothing.
    """

    def __init__(self, vault: Vault, wish: Wish, folder: str, used: set[str], *, distinct: bool) -> None:
        self.wish, self.folder, self.used, self.distinct = wish, folder, used, distinct
        self.people = known_people(vault)
        self.houses = _houses(vault)
        self.begun: dict[str, Known] = {}
        self.filled: dict[str, tuple[Known, int, dict[str, tuple[str, ...]]]] = {}
        self.own: set[int] = set()
        self.numbers: dict[str, int] = {}
        self.progress: Progress | None = None
        self.changed = False
        self.different: list[Different] = []
        self.doubtful: list[Doubtful] = []
        self.nameless: list[Unread] = []
        self.known = self.without = 0

    def run(self, cards: Sequence[Card]) -> None:
        """Plan for all rows; `own` are those that begin or fill in a note."""
        for _ in range(_ROUNDS):
            self.round(cards)
            if not self.changed or not (self.doubtful or self.different or self.filled):
                return  # every row is in a note of its own, or none has anything to add

    def round(self, cards: Sequence[Card]) -> None:
        """All rows once: first those about whom there is no doubt, so that no other row takes their note for its own."""
        self.changed, self.known, self.without = False, 0, 0
        for told in (self.different, self.doubtful, self.nameless):
            told.clear()
        claimed: set[int] = set()
        left: list[tuple[int, Card]] = []
        for at, card in enumerate(cards):
            known = self.people.certain(card, self.wish.take)
            if known is None:
                left.append((at, card))
            else:
                claimed.add(id(known))
                self.meet(known, at, card)
        for number, (at, card) in enumerate(left, 1):
            self.row(at, card, claimed)
            if self.progress is not None:
                self.progress("looking at people", number, len(left))

    def row(self, at: int, card: Card, claimed: set[int]) -> None:
        verdict = self.people.look(card, self.wish.take, claimed if self.distinct else ())
        if verdict.certainty is Certainty.UNSURE and at in self.own:
            return  # it has its note, which a later row came to resemble
        if verdict.certainty is Certainty.UNSURE:
            about = " · ".join(part for part in (card.role, card.organization) if part)
            candidates = tuple((one.name, one.path) for one in verdict.known)
            self.doubtful.append(Doubtful(card.line, card.name, about, verdict.why, candidates))
        elif verdict.known:
            claimed.add(id(verdict.known[0]))
            self.meet(verdict.known[0], at, card)
        elif self.wish.new:
            self.begin(at, card, claimed)
        else:
            self.without += 1

    def begin(self, at: int, card: Card, claimed: set[int]) -> None:
        stem = self.stem(card)
        if not stem:
            self.nameless.append(Unread(card.line, f"the name {card.name!r} leaves nothing that a file can be called"))
            return
        self.used.add(fold(stem))
        values = {name: self.spelled(name, found) for name in self.wish.take if (found := card.values(name))}
        known = Known(f"{self.folder}/{stem}.md", card.name, values, card.line, planned=True)
        self.begun[known.path] = known
        self.people.add(known)
        claimed.add(id(known))
        self.own.add(at)
        self.changed = True

    def stem(self, card: Card) -> str:
        """A name for the file that no other note has, told apart by where they work, else by a number."""
        plain = file_stem(card.name)
        if not plain or fold(plain) not in self.used:
            return plain
        house = file_stem(card.organization, LONGEST // 2)
        name = file_stem(card.name, LONGEST - len(house.encode()) - _ROOM)
        behind, key = house, fold(f"{name} ({house})")
        while not behind or fold(f"{name} ({behind})") in self.used:
            self.numbers[key] = self.numbers.get(key, 1) + 1
            behind = f"{house} {self.numbers[key]}".strip()
        return f"{name} ({behind})"  # in brackets, for a bare number behind a name is what iCloud makes of a copy

    def spelled(self, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        """The values as a note has them: an organization of which there is a note becomes a link to it."""
        if name != "organization" or not values:
            return values
        house = self.houses.get(company_key(values[0]))
        if house is None:
            return values
        return (f"[[{house}]]" if fold(house) == fold(values[0]) or set(values[0]) & set("[]|#^") else f"[[{house}|{values[0]}]]",)

    def meet(self, known: Known, at: int, card: Card) -> None:
        """Somebody with a note: empty properties are filled, and what differs is told."""
        fills: dict[str, tuple[str, ...]] = {}
        words = set(name_words(card.name))
        if not any(words <= own or own <= words for own in known.words):
            self.different.append(Different(known.path, "name", known.name, card.name, card.line))
        for name in self.wish.take:
            want = card.values(name)
            have = known.have.get(name, ())
            new = missing(name, have, want) if want else ()
            if not new or (name == "aliases" and all(plain_name(alias) in plain_name(known.name) for alias in new)):
                continue
            if not have:
                fills[name] = self.spelled(name, want)
            elif known.planned and name in LISTS and len(have) < MANY:  # two rows for a note that is not there yet
                fills[name] = (*have, *new)[:MANY]
            elif name != "source":  # what led to somebody is the person's own to say
                self.different.append(Different(known.path, name, ", ".join(have), ", ".join(new), card.line))
        if fills:
            self.fill(known, at, card, fills)
        elif at not in self.own:
            self.known += 1

    def fill(self, known: Known, at: int, card: Card, fills: dict[str, tuple[str, ...]]) -> None:
        known.learn(fills)
        self.people.add(known)
        self.changed = True
        if known.planned:
            self.known += at not in self.own
            return
        self.own.add(at)
        _, line, before = self.filled.get(known.path, (known, card.line, {}))
        self.filled[known.path] = (known, line, before | fills)

    def all_begun(self) -> tuple[Begun, ...]:
        return tuple(Begun(path, one.name, one.line, self._whole(one.have)) for path, one in self.begun.items())

    def _whole(self, have: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The values of a new note in the order of the schema, with what led to everybody where the row does not say."""
        source = (self.wish.source,) if self.wish.source else ()
        whole = {"source": source} | have
        return {name: whole[name] for name in FIELDS if whole.get(name)}

    def all_filled(self) -> tuple[Filled, ...]:
        return tuple(Filled(path, known.name, line, values) for path, (known, line, values) in self.filled.items())


def _houses(vault: Vault) -> Mapping[str, str]:
    """Names of organizations, as they are compared, to the file's name that a link says; only where that link leads there."""
    table: dict[str, str] = {}
    for note in vault.of_type("organization"):
        if vault.targets(note.stem)[:1] != [note.path] or set(note.stem) & set("[]|#^"):
            continue
        spellings: Sequence[str] = [value.raw for key in ("name", "aliases") if (found := note.get(key)) for value in found.values]
        for spelling in (note.stem, *spellings):
            table.setdefault(company_key(spelling), note.stem)
    return table
