"""The questions that `notes-kit log CONTACT held` asks on a terminal, one after another; Enter passes over each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import click

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.log_after import After, Asked, Named, Step, read_step, recognise
from notes_kit.app.log_words import EVENTS, read_said
from notes_kit.parse.human_date import HumanDateError, read_human_date
from notes_kit.parse.records import NONE_WORDS
from notes_kit.render.words import term_safe

if TYPE_CHECKING:
    from notes_kit.model.people import Contact

T = TypeVar("T")
_YES, _NO = ("y", "yes"), ("n", "no")


def walk(asked: Asked, today: date) -> After:
    """Ask what comes of a talk. What cannot be understood is asked once more, with the reason.

    Raises:
        click.Abort: the person has broken off, or there is nobody to answer.
    """
    _say(f"The talk with {asked.person} of {asked.day}. Enter passes over a question, Ctrl-C ends without writing anything.")
    thanked = "" if asked.thanked else _thanked(today)
    named, nobody = ([], False) if asked.named else _named(asked)
    return After(thanked, named, nobody, _steps(today))


def _thanked(today: date) -> str:
    """A day in the person's words; empty if they have not been thanked."""

    def read(words: str) -> str:
        day = "today" if words.casefold() in _YES else words
        read_said(EVENTS["thanked"], [day], today)
        return day

    return _understood("Thanked already? The day, such as today: ", read, "", _NO) or ""


def _named(asked: Asked) -> tuple[list[Named], bool]:
    """The people named, and whether they were asked and named nobody."""
    found: list[Named] = []
    words = _ask("Whom did they name? One name, or none: ")
    if words.casefold() in NONE_WORDS:
        return [], True
    while words:
        found.append(_one(asked, words))
        words = _ask("Whom else? ")
    return found, False


def _one(asked: Asked, name: str) -> Named:
    """Somebody named: with a note to link to, one to begin, or none."""
    known = recognise(asked.vault, name)
    if known.contact is not None:
        _say(f"  {known.contact.name} has a note; it will be linked.")
        return Named(name)
    for contact in known.perhaps[:3]:
        if _yes(f"  Is that {_who(contact)}? [y/N] ", default=False):
            return Named(contact.name)
    return Named(name, _yes(f"  Begin a note for {name}? [Y/n] ", default=True))


def _who(contact: Contact) -> str:
    about = ", ".join(filter(None, (contact.role, contact.organization.shown if contact.organization else "")))
    return f"{contact.name} ({about or contact.path})"


def _steps(today: date) -> list[Step]:
    """What is to be done, each with its day."""
    found: list[Step] = []
    question = "What comes of it? One thing to do: "
    while (step := _understood(question, lambda words: read_step(words, today), None)) is not None:
        due = step.due or _understood("  By when? Such as fri or +2w: ", lambda words: read_human_date(words, today), None)
        found.append(Step(step.text, due))
        question = "What else? "
    return found


def _understood(question: str, read: Callable[[str], T], otherwise: T, nothing: tuple[str, ...] = ()) -> T:
    """An answer as `read` takes it, asked for until it can be read; `otherwise` for none."""
    while True:
        words = _ask(question)
        if not words or words.casefold() in nothing:
            return otherwise
        try:
            return read(words)
        except (AskedWrongError, HumanDateError) as problem:
            _say(f"  {problem}")


def _yes(question: str, *, default: bool) -> bool:
    while True:
        words = _ask(question).casefold()
        if not words or words in _YES + _NO:
            return words in _YES if words else default
        _say("  y or n")


def _ask(question: str) -> str:
    """One line of an answer. The question goes to stderr, so that stdout holds the answer of the command alone."""
    click.echo(term_safe(question), nl=False, err=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        _say("  that is no text in UTF-8")
        return _ask(question)
    if not line:
        click.echo(err=True)
        raise click.Abort
    return " ".join(line.split())


def _say(words: str) -> None:
    click.echo(term_safe(words), err=True)
