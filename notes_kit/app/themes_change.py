"""Rename, merge and drop themes over the whole vault: one plan, one write, one undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from notes_kit.app.desk import AskedWrongError, Desk, desk_of
from notes_kit.app.names import theme_name
from notes_kit.app.session import Session
from notes_kit.app.themes_apply import Applied, apply
from notes_kit.app.themes_check import look_again, standing
from notes_kit.app.themes_write import Rewritten, carry_out
from notes_kit.model.names import fold
from notes_kit.model.vault import Vault
from notes_kit.themes.codebook import Codebook, theme_key
from notes_kit.themes.respelling import collision, respelling, themes_of


class NoSuchThemeError(AskedWrongError):
    """No theme goes by that name; the message names the nearest."""


def rename(session: Session, old: str, new: str, *, now: datetime, dry_run: bool = False) -> Rewritten:
    """Give a theme another name wherever it is named; those within it (`old/…`) go with it.

    Raises:
        AskedWrongError: there is no such theme, the name is none, or another theme has it.
        notes_kit.parse.edit.EditRefusedError, notes_kit.app.themes_check.ThemesUnsafeError: it cannot be done with care.
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    vault, desk = session.vault(points=True), desk_of(session, now)
    book, known = themes_of(vault)
    key = known_theme(book, known, old)
    done = put(desk, vault, book, known, {key: _free(book, known, key, named(new))})
    _tell_queries(session, [known[key]])
    return carry_out(
        session, desk, vault, now, f"rename theme {known[key]} to {named(new)}", dry_run=dry_run, moved=done.paths, left=tuple(done.left)
    )


def merge(session: Session, names: Sequence[str], into: str = "", *, now: datetime, dry_run: bool = False) -> Rewritten:
    """Make several themes one: the first of them, or the one that `into` names, which may be new.

    Raises:
        AskedWrongError: there is no such theme, or only one.
        As `rename`.
    """
    vault, desk = session.vault(points=True), desk_of(session, now)
    book, known = themes_of(vault)
    keys = list(dict.fromkeys(known_theme(book, known, name) for name in names))
    goal = book.key(named(into)) if into else keys[0]
    target = known.get(goal) or named(into)
    if not set(keys) - {goal} or (len(keys) < 2 and goal not in known):  # noqa: PLR2004 - two to make one of
        raise AskedWrongError(
            "name at least two themes to make one of" + (f"; to rename one: `notes-kit themes rename {known[keys[0]]} …`" if keys else "")
        )
    done = put(desk, vault, book, known, {key: target for key in keys if key != goal})
    _tell_queries(session, [known[key] for key in keys if key != goal])
    title = f"merge themes {', '.join(known[key] for key in keys if key != goal)} into {target}"
    return carry_out(session, desk, vault, now, title, dry_run=dry_run, moved=done.paths, left=tuple(done.left))


def drop(session: Session, name: str, *, now: datetime, dry_run: bool = False) -> Rewritten:
    """Take a theme away: what was said stays, under no theme or under its other ones.

    Raises:
        AskedWrongError: there is no such theme.
        As `rename`.
    """
    vault, desk = session.vault(points=True), desk_of(session, now)
    book, known = themes_of(vault)
    key = known_theme(book, known, name)
    done = put(desk, vault, book, known, {key: ""})
    _tell_queries(session, [known[key]])
    return carry_out(session, desk, vault, now, f"drop theme {known[key]}", dry_run=dry_run, moved=done.paths, left=tuple(done.left))


def put(desk: Desk, vault: Vault, book: Codebook, known: dict[str, str], moves: dict[str, str]) -> Applied:
    """Put the change on the desk and look again: every point stands under the themes that the change says."""
    plan = respelling(book, known, moves)
    done = apply(desk, vault, plan, known)
    expected = {place: frozenset(plan.key(key) for key in keys) - {""} for place, keys in standing(vault).items()}
    look_again(vault, desk.vault(vault), expected, done.paths)
    return done


def named(name: str) -> str:
    """A theme's name as a person typed it, in the spelling that a tag can have.

    Raises:
        AskedWrongError: nothing is left of it.
    """
    found = theme_name(name, lower=False)
    if not found:
        raise AskedWrongError(f"“{name}” is no name for a theme; it holds letters or digits, so that `#theme/name` can say it")
    return found


def known_theme(book: Codebook, known: dict[str, str], name: str) -> str:
    """The key of the theme that a person means.

    Raises:
        NoSuchThemeError: there is none.
    """
    key = book.key(name) or book.key(theme_name(name))
    if key in known:
        return key
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong name

    near = get_close_matches(theme_key(name), known, 3)
    hint = f"did you mean {' or '.join(known[one] for one in near)}?" if near else "`notes-kit themes` lists them"
    raise NoSuchThemeError(f"there is no theme “{name}”; {hint}")


def _free(book: Codebook, known: dict[str, str], key: str, new: str) -> str:
    """The new name, if no other theme has it.

    Raises:
        AskedWrongError: one has, or nothing would change.
    """
    if new == known[key]:
        raise AskedWrongError(f"{new} is what it is called already")
    names = respelling(book, known, {key: new}).names
    taken = collision(book, known, names)
    if taken is not None:
        moved, there = taken
        from notes_kit.rules.words import shell  # noqa: PLC0415

        raise AskedWrongError(f"there is a theme {there} already; to make the two one: `notes-kit themes merge {shell(there)} {shell(known[moved])}`")
    return new


def _tell_queries(session: Session, names: Sequence[str]) -> None:
    """Say which saved queries ask for a name that is no longer anybody's: settings are the person's to change."""
    for query, words in session.settings.queries.items():
        for name in names:
            if fold(name) in fold(words):
                session.say(f"the saved query @{query} asks for {name}; change it in notes-kit.yaml")
