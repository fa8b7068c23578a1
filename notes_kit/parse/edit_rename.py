"""A property under another name, with every byte of its value where it was."""

from __future__ import annotations

from notes_kit.model.finding import Edit
from notes_kit.model.schema import squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit_check import verify
from notes_kit.parse.edit_entry import Matter
from notes_kit.parse.edit_text import EditRefusedError, refuse_damaged, revise
from notes_kit.parse.edit_value import scalar


def rename_property(source: Source, key: str, name: str, settings: Settings | None = None) -> tuple[Edit, ...]:
    """Edits that call the property `key`, spelled so, `name`; none if there is no such property.

    Raises:
        EditRefusedError: there is one called `name`, or `key` stands twice; or see `Matter` and `verify`.
    """
    refuse_damaged(source)
    matter = Matter(source, settings)
    own = [raw for raw, _ in matter.fields if not raw.nested]
    found = [raw for raw in own if raw.key == key]
    if not found or key == name:
        return ()
    if len(found) > 1:
        raise EditRefusedError(source.path, f"`{key}` stands more than once; make it one, then try again", found[1].place.line)
    other = next((raw for raw in own if raw is not found[0] and squash(raw.key) == squash(name)), None)
    if other is not None:
        raise EditRefusedError(source.path, f"there is a property `{other.key}` beside `{key}`; make them one by hand", other.place.line)
    edits = (Edit(source.path, found[0].place, scalar(name)),)
    after = revise(source, edits)
    verify(source, after, edits, {key: None, name: tuple(value.raw for value in found[0].values)})
    return edits
