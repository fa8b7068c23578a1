"""Carry an import out: new notes from the vault's template, empty properties of others filled in, all in one operation."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from notes_kit.app.desk import AskedWrongError, Desk, desk_of
from notes_kit.app.importing import Progress, Wish, plan_import
from notes_kit.app.mold import OBSIDIAN_LISTS, Mold
from notes_kit.app.new import folder_for
from notes_kit.app.session import Session
from notes_kit.io.writer import Change, write_notes
from notes_kit.model.card import Sheet
from notes_kit.parse.edit import EditRefusedError
from notes_kit.render.imported import Imported

KINDS = ("linkedin", "csv", "vcard", "json")


def read_file(kind: str, path: str, mapping: dict[str, str] | None = None) -> tuple[str, Sheet]:
    """The file's name and the people in it, read as that kind of file.

    Raises:
        notes_kit.io.foreign.ForeignError: it cannot be read.
        AskedWrongError: it is none of that kind, or nobody is in it; the message says what was looked for and what seen.
    """
    from notes_kit.io.foreign import read_foreign  # noqa: PLC0415 - with the readers, only what an import needs
    from notes_kit.parse.foreign.tables import FormatError  # noqa: PLC0415

    name, data = read_foreign(path, "Connections.csv" if kind == "linkedin" else "")
    try:
        return name, _sheet(kind, data, mapping or {})
    except FormatError as problem:
        raise AskedWrongError(f"{name}: {problem}") from None


def _sheet(kind: str, data: bytes, mapping: dict[str, str]) -> Sheet:
    if kind == "linkedin":
        from notes_kit.parse.foreign.linkedin import read_linkedin  # noqa: PLC0415

        return read_linkedin(data)
    if kind == "vcard":
        from notes_kit.parse.foreign.vcard import read_vcards  # noqa: PLC0415

        return read_vcards(data)
    if kind == "json":
        from notes_kit.parse.foreign.entries import read_entries  # noqa: PLC0415

        return read_entries(data)
    from notes_kit.parse.foreign.contacts import read_contacts  # noqa: PLC0415

    return read_contacts(data, mapping)


def plan(session: Session, file: str, sheet: Sheet, wish: Wish, *, progress: Progress | None = None) -> Imported:
    """What importing the sheet into the vault would do.

    Raises:
        AskedWrongError, notes_kit.parse.where.WhereError: see `notes_kit.app.importing.plan_import`.
    """
    vault = session.vault(points=False)
    folder = folder_for(session.settings, vault, "contact")
    used = [note.stem for note in vault.notes.values()]
    with suppress(OSError):  # it is not there yet
        used += [os.path.splitext(name)[0] for name in os.listdir(os.path.join(session.root, folder))]
    wish = wish if wish.source else replace(wish, source=_SOURCES.get(sheet.kind) or ("address book" if sheet.kind[:5] == "vCard" else file))
    return plan_import(vault, sheet, wish, file, folder, used, session.today, progress)


_SOURCES = {"LinkedIn's connections": "LinkedIn", "Google's contacts": "address book", "Outlook's contacts": "address book"}


def compose(desk: Desk, planned: Imported, *, progress: Progress | None = None) -> tuple[Imported, list[Change], Mold | None]:
    """The changes that a plan asks for; nothing is written. What a note refuses is told in the plan that comes back.

    Raises:
        notes_kit.io.template.TemplateError, notes_kit.parse.edit.EditRefusedError: the vault's template cannot be used.
    """
    refused: dict[str, str] = {}
    changes: list[Change] = []
    total = planned.writes
    mold = Mold(desk, os.path.dirname(planned.begun[0].path)) if planned.begun else None
    for number, one in enumerate(planned.begun, 1):
        assert mold is not None
        try:
            data = mold.cast(os.path.basename(one.path)[: -len(".md")], one.name, {**one.values, "imported": (str(desk.moment.date()),)})
            changes.append(Change(one.path, None, data))
        except EditRefusedError as problem:
            refused[one.path] = problem.reason
        if progress is not None:
            progress("preparing notes", number, total)
    for number, other in enumerate(planned.filled, len(planned.begun) + 1):
        try:
            for name, values in other.values.items():
                for index, value in enumerate(values):
                    (desk.add if index or name in OBSIDIAN_LISTS else desk.put)(other.path, name, value)
        except (EditRefusedError, OSError) as problem:
            desk.now.pop(other.path, None)
            refused[other.path] = problem.reason if isinstance(problem, EditRefusedError) else problem.strerror or "it cannot be read"
        if progress is not None:
            progress("preparing notes", number, total)
    done = replace(
        planned, refused=tuple(refused.items()), begun=tuple(one for one in planned.begun if one.path not in refused),
        filled=tuple(one for one in planned.filled if one.path not in refused),
    )  # fmt: skip
    return done, [*changes, *desk.changes()], mold


def carry_out(session: Session, planned: Imported, *, now: datetime, progress: Progress | None = None) -> Imported:
    """Write what was planned, all of it or nothing; what a note refuses is told in the plan that comes back.

    Raises:
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`; nothing was written.
        notes_kit.io.template.TemplateError, notes_kit.parse.edit.EditRefusedError: the vault's template cannot be used.
    """
    done, changes, mold = compose(desk_of(session, now), planned, progress=progress)
    if mold is not None:
        _tell(session, mold)
    title = f"import {done.writes} of {planned.rows} people from {planned.file}"
    written = write_notes(session.root, changes, now=now, title=title, progress=progress and partial(progress, "writing notes"))
    for sentence in written.weaker:
        session.say(sentence)
    return done


def _tell(session: Session, mold: Mold) -> None:
    """What of the template an import leaves out."""
    if mold.emptied:
        session.say(
            f"the template's {', '.join(mold.emptied)} {'is' if len(mold.emptied) == 1 else 'are'} left out of the new notes: no import knows it"
        )
    if mold.tasks:
        session.say(f"the template's tasks are left out of the new notes ({mold.tasks}): nobody owes anything to whom they only imported")
    if mold.unfilled:
        session.say("the template holds a placeholder that only its plugin fills, and so do the new notes; see `notes-kit lint`")
