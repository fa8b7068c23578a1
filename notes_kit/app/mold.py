"""Many new notes from one template: the careful editor fills in one note of each shape, and the others are cast from it.

A shape is which properties have how many values. What the editor did is remembered as places in the text; each further
note spells its own values at these places, by the same rules, and is read once more before it counts. That takes a
twentieth of editing each note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from notes_kit.app.desk import Desk
from notes_kit.app.fill import fill
from notes_kit.model.finding import Edit
from notes_kit.model.schema import CONTACT, Kind
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit import EditRefusedError, add_to_property, remove_property, revise, set_property
from notes_kit.parse.edit_entry import Matter, Shape
from notes_kit.parse.edit_value import scalar
from notes_kit.parse.front_matter import read_front_matter
from notes_kit.parse.note import read_source

Values = Mapping[str, tuple[str, ...]]

OBSIDIAN_LISTS = ("aliases", "tags")
"""Properties that Obsidian wants as lists, however many values they have."""

_STEM = "Nk0stem0kN"
_FACTS = tuple(prop.name for prop in CONTACT if prop.kind in (Kind.DATE, Kind.EVENT, Kind.INTERVAL))
"""What happened and when: a template may begin with some of it, and no import knows any."""


class _Slot(NamedTuple):
    """Where a value stands in the text of a shape, and how it is spelled there."""

    start: int
    end: int
    name: str
    number: int
    style: str
    flow: bool


class _Shape(NamedTuple):
    """A note with a word in the place of each value. `keys` says how each property is spelled, `faults` what is wrong with all of them."""

    text: str
    slots: tuple[_Slot, ...]
    keys: Mapping[str, str]
    faults: frozenset[str]


@dataclass
class Mold:
    """The vault's template for contacts, ready to be filled in many times. `folder` is where the notes go.

    `emptied` are the properties of the template, and `tasks` how many of its tasks, that were left out; `unfilled` says
    that it holds a placeholder which only a plugin fills.
    """

    desk: Desk
    folder: str
    emptied: tuple[str, ...] = ()
    tasks: int = 0
    unfilled: bool = False
    _text: str = ""
    _shapes: dict[tuple[tuple[str, int], ...], _Shape] = field(default_factory=dict)
    _named: bool = False

    def __post_init__(self) -> None:
        """Fill what is the same in every note, and take out what states a fact.

        Raises:
            notes_kit.parse.edit.EditRefusedError: the template is no note that can be filled in.
        """
        desk = self.desk
        text = fill(desk.template("Contact"), _STEM, desk.moment, date_format=desk.date_format, time_format=desk.time_format)
        source = Source(f"{self.folder}/{_STEM}.md", text)
        if read_source(source, [], desk.settings).type != "contact":
            source = revise(source, set_property(source, "type", "contact", desk.settings))
        note = read_source(source, [], desk.settings)
        emptied = [item.key for item in note.fields if item.known and item.name in _FACTS and item.values]
        for key in emptied:
            source = revise(source, _emptied(source, key, desk.settings))
        lines = {task.place.line for task in read_source(source, [], desk.settings).tasks}
        kept = [source.text[start:end] for number, (start, end) in enumerate(_lines(source), 1) if number not in lines]
        self.emptied, self.tasks, self._text = tuple(emptied), len(lines), "".join(kept)
        self.unfilled = any(fault.rule == "template-placeholder" for fault in note.faults)
        self._named = any(item.name == "name" for item in note.fields)

    def cast(self, stem: str, name: str, values: Values) -> bytes:
        """The note of that file's name.

        Raises:
            EditRefusedError: the values cannot be written so that they read as they are.
        """
        given = {"name": (name,), **values} if self._named or name != stem else values
        given = {key: found for key, found in given.items() if found}
        path = f"{self.folder}/{stem}.md"
        shape = self._shape(tuple((key, len(found)) for key, found in given.items()))
        kinds = {prop.name: prop.kind for prop in CONTACT}
        parts, at = [], 0
        for slot in shape.slots:
            value = given[slot.name][slot.number]
            parts += [shape.text[at : slot.start], scalar(value, flow=slot.flow, style=slot.style, kind=None if slot.flow else kinds.get(slot.name))]
            at = slot.end
        parts.append(shape.text[at:])
        text = "".join(parts).replace(_STEM, stem)
        matter = read_front_matter(Source(path, text))
        found = {item.key: tuple(value.raw for value in item.values) for item in matter.fields}
        if any(found.get(shape.keys[key]) != value for key, value in given.items()) or {fault.rule for fault in matter.faults} - shape.faults:
            raise EditRefusedError(path, "what the file says of this person cannot be written so that it reads the same; write it by hand")
        return text.encode()

    def _shape(self, wanted: tuple[tuple[str, int], ...]) -> _Shape:
        """The text with a word of its own for each value, as the careful editor writes it, and where these stand."""
        if wanted not in self._shapes:
            settings = self.desk.settings
            source = Source(f"{self.folder}/{_STEM}.md", self._text)
            for name, count in wanted:
                for index in range(count):
                    put = add_to_property if index or name in OBSIDIAN_LISTS else set_property
                    source = revise(source, put(source, name, _word(name, index), settings))
            matter = Matter(source, settings)
            slots, keys = [], {}
            for name, count in wanted:
                entry = matter.entry(matter.spelled(name)[0])
                keys[name] = entry.key
                items = {item.value: item for item in entry.items}
                for index in range(count):
                    item = items[_word(name, index)]
                    slots.append(_Slot(item.start, item.end, name, index, item.style, entry.shape is Shape.FLOW))
            self._shapes[wanted] = _Shape(source.text, tuple(sorted(slots)), keys, frozenset(fault.rule for fault in matter.matter.faults))
        return self._shapes[wanted]


def _emptied(source: Source, key: str, settings: Settings) -> tuple[Edit, ...]:
    try:
        return set_property(source, key, "", settings)
    except EditRefusedError:  # several values
        return remove_property(source, key, settings)


def _word(name: str, index: int) -> str:
    return f"Nk{index}{name.replace('_', '')}kN"


def _lines(source: Source) -> list[tuple[int, int]]:
    starts = source.line_starts
    return list(zip(starts, [*starts[1:], len(source.text)], strict=True))
