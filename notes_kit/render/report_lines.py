"""The parts that the sections of a Markdown report share: a point on its line, tables that diff well, people with their links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from notes_kit.model.note import Stance
from notes_kit.render.report_markup import inert, note_link
from notes_kit.render.words import unquoted
from notes_kit.themes.report import Action
from notes_kit.themes.voices import Said, Voice

SIGNS = {Stance.FOR: "(+) ", Stance.AGAINST: "(−) ", Stance.BOTH: "(±) "}


def point(said: Said, *, source: bool = True, indent: int = 0, reasons: bool = True) -> list[str]:
    """What somebody said with its reasons below it, and who, when and where; `source` only where that is not clear already."""
    words = inert(unquoted(said.text)) if said.quote else inert(said.text)
    words = f"“{words}”" if said.quote else words
    if source:
        words += f" — {note_link(said.path, names(said.people, own=said.own), anchor=said.anchor, block=said.block)}{on(said.date)}"
    sign = SIGNS[said.stance] if said.stance else ""
    lead = "  " * indent
    below = [f"{lead}{'  ' * reason.depth}- {inert(reason.text)}" for reason in said.reasons] if reasons else []
    return [f"{lead}- {sign}{words}", *below]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table without padding, so that a longer cell changes its own row and no other."""
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows), ""]


def linked_people(people: Iterable[Voice], *, cell: bool = False) -> str:
    """People by name, each a link to their note."""
    return ", ".join(linked(voice.name, voice.path, cell=cell) for voice in people)


def linked(name: str, path: str, *, cell: bool = False) -> str:
    """A name, and a link where there is a note."""
    return note_link(path, name, cell=cell) if path else inert(name, cell=cell)


def names(people: Iterable[Voice], *, own: bool = False) -> str:
    """People by name; who wrote the notes, and who is unnamed, in words."""
    return ", ".join(voice.name for voice in people) or ("my own words" if own else "somebody unnamed")


def on(day: object) -> str:
    """A day behind something else."""
    return f", {day}" if day else ""


def due(action: Action) -> str:
    """When an action is due, or was done."""
    if action.done:
        return f", done {action.done_on}" if action.done_on else ""
    return f", due {action.due}" if action.due else ""


def stem(path: str) -> str:
    """A note's name, as a link shows it."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")
