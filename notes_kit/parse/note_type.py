"""What a note is: by its `type`, its categories or tags, or its folder, as people's own vaults say it.

Other vaults hold pages about meetings and about historical persons. A word that only sounds like
ours needs a property beside it that such a page lacks: an address, an employer, a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from notes_kit.model.names import fold
from notes_kit.model.schema import CONTACT_FOLDERS, MEETING_FOLDERS, Property, spellings, squash, type_spellings
from notes_kit.model.settings import Settings
from notes_kit.parse import values as read
from notes_kit.parse.mapping import RawField

TYPE_KEYS = frozenset(("type", "kind", "notetype", "fileclass"))
_CATEGORY_KEYS = frozenset(("categories", "category"))
_TAG_KEYS = frozenset(("tags", "tag"))
_OURS = frozenset(("contact", "interview", "organization", "theme", "profile"))
_BY_CATEGORY = frozenset(("contact", "meeting", "interview"))
_BY_TAG = {"person": "contact", "people": "contact", "contact": "contact", "contacts": "contact",
           "interview": "interview", "interviews": "interview", "meeting": "meeting", "meetings": "meeting"}  # fmt: skip
_SUPPORT = {
    "contact": frozenset((
        "salutation", "role", "organization", "seniority", "email", "phone", "linkedin", "relationship", "met", "outreach", "replied", "touches",
        "last_contact", "follow_up", "linkedin_connected", "keep_in_touch",
    )),
    "interview": frozenset(("contact",)),
    "meeting": frozenset(("contact", "date")),
    "report": frozenset(("sources",)),
}  # fmt: skip
"""Properties that show that a note is what a word says it is: pages about persons and interviews lack them."""
_OTHER_USES = frozenset(
    map(squash, ("title", "occupation", "job", "work", "team", "field", "level", "prefix", "asked", "reply", "response", "who", "with"))
)
"""Spellings of those that pages about other things use as well."""


class Guess(NamedTuple):
    """A note's type (`meeting` for a foreign one), what told it, and whether that is enough."""

    type: str = ""
    by: str = ""
    sure: bool = True


@lru_cache(maxsize=16)
def _table(note_type: str, extra: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Property]:
    table = dict(spellings(note_type))
    by_name = {prop.name: prop for prop in table.values()}
    for name, others in extra:
        for other in others if name in by_name else ():
            table[squash(other)] = by_name[name]
    return table


def table_for(note_type: str, settings: Settings) -> Mapping[str, Property]:
    """Squashed spelling to property for one note type, the vault's own synonyms included."""
    if not settings.synonyms:
        return _table(note_type, ())
    return _table(note_type, tuple(sorted((key, tuple(value)) for key, value in settings.synonyms.items())))


def detect_type(path: str, raw: list[RawField], settings: Settings) -> tuple[str, str]:
    """The note's type as its front matter and folder tell it, and which of `property`, `tag` and `folder` did; empty for a plain note."""
    guess = guess_type(path, raw, settings)
    return (guess.type, guess.by) if guess.sure else ("", "")


def guess_type(path: str, raw: list[RawField], settings: Settings) -> Guess:
    """What the note is, as far as its front matter and folder tell.

    A `type` that is none of ours makes a plain note, unless categories or tags say what it is.
    """
    stated = False
    for found, by, ours in _words(raw, settings):
        stated = True
        if found:
            return Guess(found, by, sure=ours or supported(found, raw, settings))
    if stated:
        return Guess()
    return _by_folder(path, raw, settings)


def supported(note_type: str, raw: Iterable[RawField], settings: Settings) -> bool:
    """Whether the properties show that the note is of that type."""
    return supported_by(note_type, (item.key for item in raw if not item.nested), settings)


def supported_by(note_type: str, keys: Iterable[str], settings: Settings) -> bool:
    """The same, by how the properties are spelled."""
    if note_type not in _SUPPORT:
        return True
    table = table_for("interview" if note_type == "meeting" else note_type, settings)
    return any(key in table and key not in _OTHER_USES and table[key].name in _SUPPORT[note_type] for key in map(squash, keys))


def _words(raw: list[RawField], settings: Settings) -> Iterator[tuple[str, str, bool]]:
    """What each word of `type`, categories and tags makes of the note, what told it, and whether it is a word of ours or of the settings.

    A `type` that says nothing to us is told too; other words are not.
    """
    known, ours = type_spellings(), _OURS
    if settings.types:
        own = {squash(word): name for name, words in settings.types.items() for word in words}
        known, ours = known | own, ours | own.keys()
    tagged = []
    for item in raw:
        key = squash(item.key)
        if key in TYPE_KEYS and not item.nested:
            for value in item.values:
                word = squash(read.ref(value.raw).name.rsplit("/", 1)[-1])
                yield known.get(word, ""), "property", word in ours
        elif key in _CATEGORY_KEYS:
            for value in item.values:
                word = squash(read.ref(value.raw).name)
                if known.get(word) in _BY_CATEGORY:
                    yield known[word], "property", False
        elif key in _TAG_KEYS:
            tagged += item.values
    for value in tagged:
        for word in re.split(r"[,\s]+", value.raw):
            parts = word.strip("#\"'").casefold().split("/")
            if len(parts) == 2 and parts[0] == "type":  # noqa: PLR2004 - `type/person`
                parts = parts[1:]
            if parts[0] in _BY_TAG and (len(parts) == 1 or parts[0] == "people"):
                yield _BY_TAG[parts[0]], "tag", False


def _by_folder(path: str, raw: list[RawField], settings: Settings) -> Guess:
    parts = [fold(part) for part in path.split("/")[:-1]]
    for depth in range(len(parts), 0, -1):
        here = "/".join(parts[:depth])
        for note_type, folders in settings.folders.items():
            if any(here == fold(folder.strip("/")) for folder in folders):
                return Guess(note_type, "folder")
        name = parts[depth - 1].lstrip("!")
        if name in CONTACT_FOLDERS:
            return Guess("contact", "folder", sure=depth == 1 or supported("contact", raw, settings))
        if name in MEETING_FOLDERS:
            return Guess("meeting", "folder", sure=supported("meeting", raw, settings))
    return Guess()
