"""The second look at a change of themes: every point of every talk stands where the change says, and says what it said."""

from __future__ import annotations

from collections.abc import Mapping

from notes_kit.model.note import Note, Point
from notes_kit.model.vault import Vault
from notes_kit.themes.codebook import theme_names
from notes_kit.themes.respelling import themes_of

Place = tuple[str, int]
"""A talk's path and the number of a point in it, from 0; -1 is the talk as a whole."""

WHOLE = -1


class ThemesUnsafeError(Exception):
    """The change would count somebody under another theme than it says; nothing was written."""


def standing(vault: Vault) -> dict[Place, frozenset[str]]:
    """The keys of the themes under which each point of each talk stands, private ones too; a talk's own are at `WHOLE`."""
    book, _ = themes_of(vault)
    found: dict[Place, frozenset[str]] = {}
    for talk in vault.interviews:
        found[talk.path, WHOLE] = frozenset(book.key(name) for name, _ in theme_names(talk.note)) - {""}
        for number, point in enumerate(talk.note.points):
            found[talk.path, number] = frozenset(book.key(name) for name in point.themes) - {""}
    return found


def look_again(before: Vault, after: Vault, expected: Mapping[Place, frozenset[str]], moved: Mapping[str, str | None]) -> None:
    """Make sure that the talks say what they said, with each point under the themes that are `expected`.

    Every link leads where it led, or to where that note is now: `moved` tells, None for a note that is gone.

    Raises:
        ThemesUnsafeError: they do not.
    """
    notes = {talk.path: talk.note for talk in before.interviews}
    if _met(before) != _met(after):
        raise ThemesUnsafeError("the change would alter who was met in which talk, so nothing was written")
    for talk in after.interviews:
        _same_words(notes[talk.path], talk.note)
    _same_links(before, after, moved)
    found = standing(after)
    for place, themes in expected.items():
        if found.get(place) != themes:
            path, number = place
            line = notes[path].points[number].place.line if number != WHOLE else 1
            names = ", ".join(sorted(found.get(place, frozenset()) ^ themes))
            raise ThemesUnsafeError(f"{path}:{line}: what is said here would not stand under the right themes ({names}); nothing was written")


def _met(vault: Vault) -> dict[str, tuple[str, ...]]:
    return {talk.path: tuple(vault.person(who, talk.path).key for who in talk.people) for talk in vault.interviews}


def _same_links(before: Vault, after: Vault, moved: Mapping[str, str | None]) -> None:
    for path, note in before.notes.items():
        new = after.notes.get(moved.get(path, path) or "")
        if new is None or (path in moved and new.path != path and len(new.links) != len(note.links)):
            continue
        found = {path for link in new.links if link.target for path in after.targets(link.target, new.path)[:1]}
        for link in note.links:
            there = before.targets(link.target, path)[:1] if link.target else []
            goal = moved.get(there[0], there[0]) if there else None
            if goal is not None and goal not in found:
                raise ThemesUnsafeError(f"{path}:{link.place.line}: [[{link.target}]] would lead elsewhere; write its whole path, then try again")


def _same_words(old: Note, new: Note) -> None:
    if len(old.points) != len(new.points):
        raise ThemesUnsafeError(f"{old.path}: the change would alter how many things were said, so nothing was written")
    wrong = next((one for one, two in zip(old.points, new.points, strict=True) if not _says_the_same(one, two)), None)
    if wrong is not None:
        raise ThemesUnsafeError(f"{old.path}:{wrong.place.line}: the change would alter what is said here, so nothing was written")


def _says_the_same(old: Point, new: Point) -> bool:
    """Whether two points differ in nothing but their themes; a tag in the middle of a sentence is one of its words."""
    same = all(getattr(old, name) == getattr(new, name) for name in ("section", "quote", "stance", "block", "private", "skills"))
    texts = ((old.text, new.text), *((one.text, two.text) for one, two in zip(old.reasons, new.reasons, strict=False)))
    return same and len(old.reasons) == len(new.reasons) and all(one == two or "#" in one for one, two in texts)
