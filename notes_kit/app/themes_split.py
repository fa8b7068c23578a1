"""Split a theme: the points that are chosen by word, person or place go to another one, the rest stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from notes_kit.app.desk import AskedWrongError, Desk, desk_of
from notes_kit.app.new import new_plain
from notes_kit.app.session import Session
from notes_kit.app.themes_change import known_theme, named
from notes_kit.app.themes_check import WHOLE, Place, look_again, standing
from notes_kit.app.themes_mark import followed, place_of
from notes_kit.app.themes_suggest import looked_at
from notes_kit.app.themes_write import Rewritten, carry_out
from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Point
from notes_kit.model.vault import Vault
from notes_kit.parse.edit import EditRefusedError
from notes_kit.parse.edit_marks import retagged
from notes_kit.parse.edit_point import tag_point
from notes_kit.parse.marks import Spots, TagSpot, spots
from notes_kit.parse.note import read_source
from notes_kit.themes.codebook import Codebook, theme_key
from notes_kit.themes.respelling import themes_of
from notes_kit.themes.suggest import parts
from notes_kit.themes.voices import Theme

_PROBE = "notes-kit-probe"
"""A name that a heading's theme is given for a moment, to see which points stand below it."""


@dataclass(frozen=True, slots=True)
class Which:
    """The points that are to go: those of a suggested `part`; or those with one of the words, by one of the people, at one of the places.

    Of words, people and places, each kind that is named has to hold.
    """

    part: str = ""
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def parts_of(session: Session, name: str) -> tuple[str, tuple[Theme, ...]]:
    """The theme's name, and how its points would fall into groups that are more alike; nothing is written.

    Raises:
        AskedWrongError: there is no such theme.
    """
    vault = session.vault(points=True)
    book, known = themes_of(vault)
    key = known_theme(book, known, name)
    heard, themes, _ = looked_at(vault, session.today)
    return known[key], parts(heard, themes, known[key])


def split(session: Session, name: str, new: str, which: Which, *, now: datetime, dry_run: bool = False) -> Rewritten:
    """Put the chosen points of a theme under another one, which is begun if it is not there.

    A heading's tag goes to the points below it where only some of them are chosen. A talk that stands under the
    theme as a whole stays there.

    Raises:
        AskedWrongError: there is no such theme, or no point or every point is chosen.
        notes_kit.parse.edit.EditRefusedError, notes_kit.app.themes_check.ThemesUnsafeError: it cannot be done with care.
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    vault, desk = session.vault(points=True), desk_of(session, now)
    book, known = themes_of(vault)
    key = known_theme(book, known, name)
    every = {place for place, keys in standing(vault).items() if key in keys and place[1] != WHOLE}
    chosen, label = _chosen(session, vault, known[key], every, which)
    wanted = named(new or label)
    goal = known.get(book.key(wanted), wanted)
    if theme_key(goal) == key:
        raise AskedWrongError(f"{goal} is the theme that is to be split; give the points another name with --as")
    if not chosen or chosen == every:
        raise AskedWrongError(
            f"that is {'none' if not chosen else 'every one'} of the {len(every)} points of {known[key]}"
            + ("" if not chosen else f"; to give all of it another name: `notes-kit themes rename {known[key]} {wanted}`")
        )
    part_off(desk, vault, chosen, key, goal)
    return carry_out(session, desk, vault, now, f"split {goal} off theme {known[key]}", dry_run=dry_run)


def part_off(desk: Desk, vault: Vault, chosen: Collection[Place], key: str, goal: str) -> None:
    """Put the chosen points of the theme with that key under `goal`, and look again that nothing else changed.

    Raises:
        notes_kit.parse.edit.EditRefusedError, notes_kit.app.themes_check.ThemesUnsafeError: it cannot be done with care.
    """
    book, known = themes_of(vault)
    for path in sorted({path for path, _ in chosen}):
        _Splitter(desk, book, path, key, known[key], goal).split({number for at, number in chosen if at == path})
    if book.entry(goal) is None:
        new_plain(desk, vault, "theme", goal, spelled=True)
    expected = {place: (keys - {key}) | {book.key(goal)} if place in chosen else keys for place, keys in standing(vault).items()}
    after = desk.vault(vault)
    both = {path: {key, book.key(goal)} for path, _ in chosen}
    look_again(vault, after, followed(vault, expected, standing(after), both), {})


def _chosen(session: Session, vault: Vault, theme: str, every: Collection[Place], which: Which) -> tuple[set[Place], str]:
    """The chosen places among `every`, and what they are called without another name."""
    if which.part:
        found = parts_of(session, theme)[1]
        group = next((one for one in found if theme_key(one.name) == theme_key(which.part)), None)
        if group is None:
            known = ", ".join(one.name for one in found)
            raise AskedWrongError(
                f"{theme} has no part “{which.part}”; " + (f"there are {known}" if known else "its points are too unlike each other")
            )
        lines = {(said.path, said.line) for said in group.points}
        return {(path, number) for path, number in every if (path, vault.notes[path].points[number].place.line) in lines}, group.name
    if not (which.words or which.people or which.places):
        raise AskedWrongError("say which points are to go: --part, --word, --person or --only")
    people = _talks_of(vault, which.people)
    places = {place_of(session, vault, text) for text in which.places}
    wrong = places - {(path, vault.notes[path].points[number].place.line) for path, number in every}
    if wrong:
        path, line = min(wrong)
        raise AskedWrongError(f"{path}:{line} is no point of {theme}")

    def meant(path: str, number: int) -> bool:
        point = vault.notes[path].points[number]
        return (
            (not which.words or _says(point, which.words))
            and (not which.people or path in people)
            and (not places or (path, point.place.line) in places)
        )

    return {(path, number) for path, number in every if meant(path, number)}, ""


def _talks_of(vault: Vault, names: tuple[str, ...]) -> set[str]:
    """The paths of the talks with the people that the names mean."""
    from notes_kit.app.log import find_person  # noqa: PLC0415

    keys = {find_person(vault, name).key for name in names}
    return {talk.path for talk in vault.interviews if keys & {vault.person(who, talk.path).key for who in talk.people}}


def _says(point: Point, words: tuple[str, ...]) -> bool:
    """Whether one of the words begins a word of the point, or of a reason below it; of several words in one, all in a row."""
    text = " " + plain_name(" ".join((point.text, *(reason.text for reason in point.reasons))))
    return any(plain_name(word) and f" {plain_name(word)}" in text for word in words)


@dataclass(frozen=True, slots=True)
class _Splitter:
    """Changes the tags of one note; `theme` is how the theme is called, `goal` the one that chosen points go to."""

    desk: Desk
    book: Codebook
    path: str
    key: str
    theme: str
    goal: str

    def split(self, chosen: set[int]) -> None:
        """Put the points of these numbers under the other theme."""
        for line in [heading.place.line for heading in self.note().headings]:
            self.heading(line, chosen)
        points = self.note().points
        starts = sorted({point.place.line for point in points} | {heading.place.line for heading in self.note().headings})
        ranges = [range(points[number].place.line, next((line for line in starts if line > points[number].place.line), 1 << 60)) for number in chosen]
        self.retag([tag for tag in self.tags() if any(self.line(tag) in lines for lines in ranges)], self.goal)
        self.lacking(chosen)

    def heading(self, line: int, chosen: set[int]) -> None:
        """Give a heading's tag to the other theme, or to the points below it, where those are chosen all or in part."""
        own = [tag for tag in self.tags() if self.line(tag) == line]
        if not own:
            return
        source = self.desk.source(self.path)
        self.retag(own, _PROBE)
        below = {number for number, point in enumerate(self.note().points) if _PROBE in point.themes}
        self.desk.now[self.path] = source
        if not below & chosen:
            return
        if below <= chosen:
            self.retag(own, self.goal)
            return
        self.retag(own, "")
        points = self.note().points
        for number in sorted(below - chosen):
            if self.key not in map(self.book.key, points[number].themes):
                self.desk.edit(self.path, tag_point(self.desk.source(self.path), self.desk.settings, points[number].place.line, self.theme))

    def lacking(self, chosen: set[int]) -> None:
        """Tag the chosen points that have lost their heading's tag."""
        for number in sorted(chosen):
            point = self.note().points[number]
            if self.book.key(self.goal) not in map(self.book.key, point.themes):
                self.desk.edit(self.path, tag_point(self.desk.source(self.path), self.desk.settings, point.place.line, self.goal))

    def note(self) -> Note:
        return read_source(self.desk.source(self.path), [], self.desk.settings)

    def tags(self) -> list[TagSpot]:
        found = spots(self.desk.source(self.path), self.desk.settings).tags
        return [tag for tag in found if tag.theme and self.book.key(tag.theme) == self.key]

    def line(self, tag: TagSpot) -> int:
        return self.desk.source(self.path).line_col(tag.span.start)[0]

    def retag(self, tags: list[TagSpot], new: str) -> None:
        source = self.desk.source(self.path)
        edits = retagged(source, Spots(tuple(tags), ()), lambda _: new)
        if edits or not tags:
            self.desk.edit(self.path, edits)
        else:
            raise EditRefusedError(self.path, f"the tag of {self.theme} cannot be taken from here", self.line(tags[0]))
