"""An import over texts, for tests: the planner, the molds and the editor themselves, and no disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.desks import Texts, after, desk
from rules.vaults import vault

from notes_kit.app.import_notes import compose
from notes_kit.app.importing import Wish, plan_import
from notes_kit.app.new import folder_for
from notes_kit.model.card import Card, Sheet
from notes_kit.render.imported import Imported

TODAY = date(2026, 5, 18)


def sheet(*cards: Card, distinct: bool = False) -> Sheet:
    return Sheet("a table", tuple(cards), distinct=distinct)


def imported(
    files: Texts, read: Sheet, wish: Wish | None = None, templates: Texts | None = None, today: date = TODAY
) -> tuple[Imported, dict[str, str]]:
    """What was planned, and the files as it leaves them."""
    before = vault(files)
    folder = folder_for(before.settings, before, "contact")
    wanted = wish or Wish(source="the list")
    plan = plan_import(before, read, wanted, "list.csv", folder, [note.stem for note in before.notes.values()], today)
    place = desk(files, today, templates)
    done, changes, _ = compose(place, plan)
    made = {change.path: (change.after or b"").decode() for change in changes if change.before is None}
    assert not set(made) & set(files), "nothing that is there is replaced"
    return done, after(files, place) | made


def values(files: Mapping[str, str], path: str) -> dict[str, tuple[str, ...]]:
    """The properties of a note that have values, as they are read."""
    note = vault({path: files[path]}).notes[path]
    assert note.faults == (), note.faults
    return {field.name: tuple(value.raw for value in field.values) for field in note.fields if field.values}
