"""Put points under a theme by a tag on each: a suggested theme accepted, offers accepted, a theme split in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from notes_kit.app.desk import AskedWrongError, Desk, desk_of
from notes_kit.app.names import theme_name
from notes_kit.app.new import new_plain
from notes_kit.app.session import Session
from notes_kit.app.themes_change import NoSuchThemeError, named
from notes_kit.app.themes_check import WHOLE, Place, look_again, standing
from notes_kit.app.themes_suggest import Suggested, suggest
from notes_kit.app.themes_write import Rewritten, carry_out
from notes_kit.model.vault import Vault
from notes_kit.parse.edit_point import tag_point
from notes_kit.themes.codebook import theme_key
from notes_kit.themes.respelling import themes_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the points that are on offer are meant: `only` these places (`PATH:LINE`), `but` not those."""

    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    faint: bool = False


def accept(session: Session, name: str, choice: Choice, label: str = "", *, now: datetime, dry_run: bool = False) -> Rewritten:
    """Mark the points of a suggested theme, or those offered to a theme there is, and begin the theme's note if it has none.

    `label` is the name that a suggested theme gets, its own without one.

    Raises:
        AskedWrongError: nothing of that name is suggested, or nothing is chosen.
        notes_kit.parse.edit.EditRefusedError, notes_kit.app.themes_check.ThemesUnsafeError: it cannot be done with care.
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    found = suggest(session)
    vault, desk = session.vault(points=True), desk_of(session, now)
    book, known = themes_of(vault)
    group = next((one for one in found.groups if theme_key(one.name) == theme_key(name)), None)
    if group is not None:
        wanted = named(label) if label else theme_name(name)
        points = group.points
    else:
        key = book.key(name)
        if key not in known:
            raise _nothing(found, name)
        if label:
            raise AskedWrongError(f"{known[key]} is a theme already, so its offers go to it; leave out --as")
        wanted, points = known[key], found.offered(known[key], faint=choice.faint)
    places = _chosen(session, vault, [(said.path, said.line) for said in points], choice)
    if not places:
        more = len(found.offered(wanted, faint=True))
        hint = f"; {more} resemble it faintly: --faint takes them, too" if more and not choice.faint else ""
        raise AskedWrongError(f"nothing that is unmarked seems to belong to {wanted}{hint}")
    wanted = known.get(book.key(wanted), wanted)
    mark(desk, vault, dict.fromkeys(places, wanted))
    if book.entry(wanted) is None:
        new_plain(desk, vault, "theme", wanted, spelled=True)
    lines = tuple(desk.lines())
    return carry_out(session, desk, vault, now, f"accept theme {wanted}", dry_run=dry_run, lines=lines)


def mark(desk: Desk, vault: Vault, marks: Mapping[tuple[str, int], str]) -> None:
    """Put a theme's tag on each point that begins at a path and line, and look again that nothing else changed.

    Raises:
        notes_kit.parse.edit.EditRefusedError: a point has no place for a tag.
        ThemesUnsafeError: more would change.
    """
    book, _ = themes_of(vault)
    expected = dict(standing(vault))
    given: dict[str, set[str]] = {}
    for (path, line), theme in sorted(marks.items()):
        desk.edit(path, tag_point(desk.source(path), desk.settings, line, theme))
        given.setdefault(path, set()).add(book.key(theme))
        for number, point in enumerate(vault.notes[path].points):
            if point.place.line == line:
                expected[path, number] |= {book.key(theme)}
    after = desk.vault(vault)
    look_again(vault, after, followed(vault, expected, standing(after), given), {})


def followed(
    vault: Vault, expected: Mapping[Place, frozenset[str]], found: Mapping[Place, frozenset[str]], given: Mapping[str, set[str]]
) -> dict[Place, frozenset[str]]:
    """What is expected, and that a quote below a bullet speaks of what the bullet speaks of: of the themes `given` in its note."""
    out = dict(expected)
    for (path, number), themes in expected.items():
        more = found.get((path, number), themes) ^ themes
        if number != WHOLE and more <= given.get(path, set()) and vault.notes[path].points[number].quote:
            out[path, number] = found[path, number]
    return out


def _chosen(session: Session, vault: Vault, places: Sequence[tuple[str, int]], choice: Choice) -> list[tuple[str, int]]:
    only, but = ([place_of(session, vault, text) for text in texts] for texts in (choice.only, choice.but))
    for place in (*only, *but):
        if place not in places:
            raise AskedWrongError(f"{place[0]}:{place[1]} is none of the points in question")
    return [place for place in places if (not only or place in only) and place not in but]


def place_of(session: Session, vault: Vault, text: str) -> tuple[str, int]:
    """A place that a person typed or copied: `interviews/2026-03-02 Ada Okafor.md:24`.

    Raises:
        AskedWrongError: it is none.
    """
    path, _, line = text.strip().rpartition(":")
    if not path or not line.isdecimal():
        raise AskedWrongError(f"“{text}” is no place; write it as the list does, such as “interviews/2026-03-02 Ada Okafor.md:24”")
    return path if path in vault.notes else session.relative(path), int(line)


def _nothing(found: Suggested, name: str) -> NoSuchThemeError:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong name

    names = {theme_key(one): one for one in (*(group.name for group in found.groups), *(theme for theme, _ in found.offers))}
    near = get_close_matches(theme_key(name), names, 3)
    hint = f"did you mean {' or '.join(names[one] for one in near)}?" if near else "`notes-kit themes suggest` lists what is"
    return NoSuchThemeError(f"no theme “{name}” is suggested; {hint}")
