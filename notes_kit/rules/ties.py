"""How notes hang together, without reading them again: the names that a note bears, and those that it says of others.

Names are kept as numbers, as coarse as the coarsest way in which the vault compares them (`model/vault.py`), so that two notes
that can mean each other share one. That two share one by chance costs a closer look and nothing else: what a link really leads
to is always asked of a vault in which every note with such a name is present.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from notes_kit.model.names import fold, plain_name
from notes_kit.model.note import Link, Note
from notes_kit.model.people import Contact, Interview, Ref
from notes_kit.parse.values import clean

_LINK = re.compile(r"\[\[([^\[\]|#]+)")
_ENDING = re.compile(r"\.md\Z", re.IGNORECASE)
_SHIFT = 32


class Tie(IntEnum):
    """What one note has to do with a name."""

    IS = 1
    """It is its own: file name, alias, a contact's name."""

    MET = 2
    """It is the name of somebody in this talk, or of somebody thanked for it."""

    NAMED = 3
    """It is the name of somebody named in this talk."""

    SOURCE = 4
    """It is what led to this contact."""

    HOUSE = 5
    """It is this contact's organization."""

    LINK = 6
    """It is linked to."""

    PATH = 7
    """It is linked to as a place, by folder or file ending, where a bare name may be that of somebody without a note."""

    SHOWN = 8
    """It is that of a note of which a part is shown or named here, so that what stands there matters."""

    KIN = 9
    """No name, but a word of some rule's `kin`."""

    KIND = 10
    """No name, but all that others ask of the note itself: its type, whether it is confidential, and its names to the letter."""

    WAIVES = 11
    """No name: the note holds a waiver."""

    PROFILE = 12
    """No name: the note is a profile, that is, of whoever keeps the notes."""

    ME = 13
    """It is what they are called."""


class Tied(NamedTuple):
    """The ties of one note, each a kind and a number in one number, and the day of the talk, as ISO writes it, if it is one."""

    ties: frozenset[int]
    day: str = ""

    def said(self, kind: Tie) -> frozenset[int]:
        """The numbers of one kind."""
        return frozenset(tie & 0xFFFFFFFF for tie in self.ties if tie >> _SHIFT == kind)


def tie(kind: Tie, key: int) -> int:
    """A kind and a number as one number."""
    return kind << _SHIFT | key


@lru_cache(maxsize=16384)
def name_key(name: str) -> int:
    """The number of a name: the same for names that differ by case, accents, punctuation or spaces."""
    return crc32(plain_name(name).encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=16384)
def loose_key(name: str) -> int:
    """The same for names of which the words stand in another order, too."""
    return crc32(" ".join(sorted(plain_name(name).split())).encode("utf-8", "surrogatepass"))


MYSELF = frozenset(name_key(name) for name in ("me", "myself"))
"""What everybody is called by themselves."""


def keys(name: str, source: str = "") -> frozenset[int]:
    """The numbers under which a note that this reference in the note `source` means may be found (`Vault.targets`, `Vault.person`)."""
    return frozenset(key for form in _forms(name, posixpath.dirname(source) if "/" in name else "") for key in _both(form))


def link_keys(name: str, source: str = "") -> frozenset[int]:
    """Those, and the numbers of names that look like it (`rules/broken_link.py`)."""
    return keys(name, source) | {loose_key(form) for form in _forms(name, posixpath.dirname(source) if "/" in name else "")}


@lru_cache(maxsize=16384)
def _forms(name: str, folder: str) -> frozenset[str]:
    forms = {name}
    if "/" in name:
        here = posixpath.normpath(posixpath.join(folder, name.strip()))
        forms |= {path.rsplit("/", 1)[-1] for path in (name, name.strip().strip("/"), here)}
    return frozenset(bare for form in forms for bare in (form, _ENDING.sub("", form.strip())))


def _both(name: str) -> tuple[int, ...]:
    """The numbers of a name as people compare it and as links do: one number, but for letters of which that is not the same."""
    return (name_key(name),) if name.isascii() else (name_key(name), name_key(fold(name)))


def tied(note: Note, contact: Contact | None, talk: Interview | None, kin: Iterable[str] = ()) -> Tied:
    """The ties of a note.

    Args:
        note: its path, type, links and aliases count.
        contact: the same note as a contact, if it is one.
        talk: the same note as a talk, if it is one; with me among its people where the note says so, since a profile tells who that is.
        kin: words that it may share with others, each with the name of its rule.
    """
    names = sorted(set(_names(note, contact)))
    kind = repr((note.type, note.meeting, note.confidential, names, [value.raw for value in note.values("name")]))
    found = {tie(Tie.KIND, crc32(kind.encode("utf-8", "surrogatepass")))}
    found |= {tie(Tie.IS, key) for name in names for key in (*_both(name), loose_key(name))}
    if note.type == "profile":
        mine = {note.stem, *(clean(value.raw) for name in ("name", "aliases") for value in note.values(name))}
        found |= {tie(Tie.PROFILE, 0), *(tie(Tie.ME, key) for name in mine if plain_name(name) for key in _both(name))}
    if contact is not None:
        found |= _said(Tie.SOURCE, note, [contact.source] if contact.source else ())
        found |= _said(Tie.HOUSE, note, [contact.organization] if contact.organization else ())
    if talk is not None:
        thanked = [Ref(target.strip(), target, event.place) for event in talk.thanked for target in _LINK.findall(event.words)]
        found |= _said(Tie.MET, note, (*talk.people, *thanked)) | _said(Tie.NAMED, note, talk.referrals)
    for link in note.links:
        found |= {tie(kind, key) for kind in _kinds(note, link) for key in link_keys(link.target, note.path)}
    found |= {tie(Tie.KIN, crc32(word.encode("utf-8", "surrogatepass"))) for word in kin}
    if note.get("waive") is not None:
        found.add(tie(Tie.WAIVES, 0))
    return Tied(frozenset(found), talk.when.date.isoformat() if talk is not None and talk.when is not None else "")


def _names(note: Note, contact: Contact | None) -> Iterator[str]:
    yield note.stem
    yield from (value.raw for key in ("aliases", *(("name",) if note.type == "profile" else ())) for value in note.values(key))
    if contact is not None:
        yield contact.name


def _said(kind: Tie, note: Note, refs: Iterable[Ref]) -> set[int]:
    return {tie(kind, key) for one in refs for key in keys(one.name, note.path)}


def _kinds(note: Note, link: Link) -> Iterator[Tie]:
    yield Tie.LINK
    if link.embed or link.heading:
        yield Tie.SHOWN
    if "/" in link.target or link.target.lower().endswith(".md") or note.type == "theme":
        yield Tie.PATH
