"""Judge a vault: all of it once, what hangs on the day once a day, and after a change no more than what the change can have touched.

The findings are kept in the index, each under the unit that it belongs to (`rules/scope.py`). What changed since leads along
the ties of notes to the units to be judged anew, and these to the notes that it takes (`rules/reach.py`): those are loaded,
the rules are run over them as if they were the vault, and what they say of these units takes the place of what they said.
Counts over the whole vault are kept as rows and judged by key (`rules/tally.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING

from notes_kit.store.database import DamagedError
from notes_kit.store.index import BusyError

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.app.verdicts import Verdicts
    from notes_kit.model.note import Note
    from notes_kit.store.index import Index
    from notes_kit.store.judged import Mark, News, Wanted

KEY, STAND_INS = "judged", "judged stand-ins"
"""Remarks of the index: what the findings rest on besides the notes, and the files that could not be read."""

ALL_FROM, PART = 200, 10
"""Notes to judge from which all of a vault is judged anew, if they are one in so many: fewer are faster by themselves."""


def many(index: Index, notes: int) -> bool:
    """Whether so many notes are to be judged that all may as well be."""
    return notes >= max(ALL_FROM, int(index.meta("count") or 0) // PART)


def answer(session: Session, wanted: Wanted, unsaved: Sequence[Note] = ()) -> list[tuple[str, str | None]] | None:
    """The findings that are asked for, as texts, with the reason of those that are set aside.

    Notes in `unsaved` are taken as if they were saved, for this answer alone. None where nothing can be kept or a rule
    breaks: then the rules are to be asked themselves, about all notes.
    """
    try:
        return _answer(session, wanted, unsaved)
    except DamagedError:
        session.start_anew()
        return _answer(session, wanted, unsaved)


def _answer(session: Session, wanted: Wanted, unsaved: Sequence[Note]) -> list[tuple[str, str | None]] | None:
    if not ready(session):
        return None
    judged = session.index.judged
    return judged.answer(wanted) if not unsaved else _try(session, wanted, unsaved)


def news(session: Session, wanted: Wanted, known: AbstractSet[Mark]) -> News | None:
    """How the findings that are asked for differ from those of these marks; None as in `answer`."""
    try:
        return _news(session, wanted, known)
    except DamagedError:
        session.start_anew()
        return _news(session, wanted, known)


def _news(session: Session, wanted: Wanted, known: AbstractSet[Mark]) -> News | None:
    return session.index.judged.news(wanted, known) if session.index.on_disk and _bring_up(session) else None


def _try(session: Session, wanted: Wanted, unsaved: Sequence[Note]) -> list[tuple[str, str | None]] | None:
    from notes_kit.app.verdicts import Verdicts  # noqa: PLC0415 - all rules, needed only where something changed

    index = session.index
    try:
        index.begin()
    except BusyError:
        return None
    try:
        aside = {note.path: note for note in (*session.stand_ins(), *unsaved)}
        trial = Verdicts(index, session.settings, session.today, aside)
        return index.judged.answer(wanted) if trial.change([note.path for note in unsaved]) else None
    finally:
        index.give_up()


def _judge(work: Verdicts, before: str, stamp: str, changed: Collection[str]) -> bool:
    """Judge as little as will do, given what was judged `before`; False if a rule broke."""
    if before.partition(" ")[2] != stamp.partition(" ")[2] or many(work.index, len(changed)):
        return work.whole()
    same_day = before == stamp
    return (same_day and not changed) or ((not changed or work.change(changed)) and (same_day or work.day()))


def ready(session: Session) -> bool:
    """Judge what is to be judged, so that what is kept is as of now; False if that cannot be done here."""
    return session.index.on_disk and _bring_up(session)


def _bring_up(session: Session) -> bool:
    index, stamp = session.index, session.stamp()
    aside = {note.path: note for note in session.stand_ins()}
    said = repr(sorted((note.path, note.faults) for note in aside.values()))
    if index.meta(KEY) == stamp and index.meta(STAND_INS) == said and not index.judged.pending():
        return True
    from notes_kit.app.verdicts import Verdicts  # noqa: PLC0415 - as above

    try:
        index.begin()
    except BusyError:
        return False
    try:
        work = Verdicts(index, session.settings, session.today, aside, partial(session.count, "asking the rules"))
        changed = index.judged.pending()
        if index.meta(STAND_INS) != said:
            changed |= aside.keys() | set(index.meta(STAND_INS + " paths").split("\0")) - {""}
        if not _judge(work, index.meta(KEY), stamp, changed):
            return False
        index.judged.settle()
        for name, words in ((KEY, stamp), (STAND_INS, said), (STAND_INS + " paths", "\0".join(aside))):
            index.note_down(name, words)
        index.commit()
    finally:
        index.give_up()
    return True
