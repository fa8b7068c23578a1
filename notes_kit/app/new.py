"""Begin a note from the vault's own template: only what is known differs from it, and what is there is never replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from notes_kit.app.desk import AskedWrongError, Desk
from notes_kit.app.fill import fill
from notes_kit.app.names import LONGEST, file_stem, theme_name
from notes_kit.model.names import fold, plain_name
from notes_kit.model.people import Contact
from notes_kit.model.settings import DEFAULT_FOLDERS, Settings
from notes_kit.model.vault import Person, Vault

if TYPE_CHECKING:
    from notes_kit.model.note import Note

TEMPLATES = {"contact": "Contact", "interview": "Interview", "organization": "Organization", "theme": "Theme"}
ARTICLES = {"contact": "a contact", "interview": "an interview", "organization": "an organization", "theme": "a theme"}
MINUTES = "30"
"""Minutes of a talk of which nothing else is said (P7: 15 to 30)."""

_HABITS = ("duration", "format", "place")
_LINKED = ("organization", "source")


class AlreadyKnownError(AskedWrongError):
    """There is a note for this person, organization or theme."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the time of the clock if it is known."""

    day: date
    clock: time | None = None

    def __str__(self) -> str:
        """As a note has it: `2026-03-02T15:00`, or `2026-03-02`."""
        return f"{self.day}T{self.clock:%H:%M}" if self.clock else f"{self.day}"


def new_contact(desk: Desk, vault: Vault, name: str, facts: Mapping[str, str | Sequence[str]]) -> str:
    """A note for a person; returns its path.

    `facts` are properties of the schema: role, organization, email, source, linkedin, tags. What names a
    note of the vault becomes a link to it.

    Raises:
        AlreadyKnownError: a contact goes by that name or alias.
        AskedWrongError: the name cannot be that of a file.
    """
    name = " ".join(name.split())
    want = plain_name(name)
    for contact in vault.contacts:
        if want and want in map(plain_name, (contact.name, contact.note.stem, *contact.aliases)):
            raise AlreadyKnownError(
                f"there is a contact of that name: {_who(contact)}. "
                f"If this is somebody else, add what tells them apart, such as “{name} (where they work)”"
            )
    stem = _stem(name)
    path = _begin(desk, vault, "contact", stem, name)
    for key, value in facts.items():
        for one in [value] if isinstance(value, str) else value:
            if one.strip():
                spelled = _linked(vault, one.strip(), path, people=key == "source") if key in _LINKED else one.strip()
                (desk.add if key == "tags" else desk.put)(path, key, spelled)
    return path


def new_interview(desk: Desk, vault: Vault, people: Sequence[Person], when: Moment, facts: Mapping[str, str]) -> str:
    """A note for a talk, named by its day and the first of the people; returns its path.

    `facts` are properties of the schema: duration, format, place, outcome. A second talk on one day gets a 2.

    Raises:
        AlreadyKnownError: there is a note for a talk with the first of the people at that very moment.
    """
    person = people[0]
    for talk in vault.interviews_of.get(person.key, ()):
        if talk.when is not None and (talk.when.date, talk.when.time) == (when.day, when.clock):
            other = "" if when.clock else "; if there is a second talk on that day, give its time as well"
            raise AlreadyKnownError(f"there is a note for the talk with {person.name} on {when}: {talk.path}{other}")
    stem = person.contact.note.stem if person.contact else person.name
    longest = LONGEST - len(f"{when.day}  99")
    name = f"{when.day} {file_stem(stem, longest) or 'talk'}"
    folder = folder_for(desk.settings, vault, "interview")
    number = 1
    while _there(desk, f"{folder}/{_numbered(name, number)}.md"):
        number += 1
    path = _begin(desk, vault, "interview", _numbered(name, number), "")
    links = [link_to(vault, one, path) for one in people]
    if len(links) == 1:
        desk.put(path, "contact", links[0])
    else:
        for link in links:
            desk.add(path, "contact", link)
    desk.put(path, "date", str(when))
    for key, value in {"duration": MINUTES, **facts}.items():
        if value and (key in facts or not _has(desk, path, key)):
            desk.put(path, key, value)
    return path


def habits(desk: Desk, vault: Vault, person: Person, given: Mapping[str, str]) -> dict[str, str]:
    """How one meets somebody, added to what is `given`: length, way and place that the last two talks held had in common.

    One talk is no habit, and the link of a call is made anew each time. What is taken over is told.
    """
    held = [talk for talk in vault.interviews_of.get(person.key, ()) if talk.outcome == "held" and talk.when and not talk.note.meeting][-2:]
    shared = {key: {" ".join(field.values[0].raw.split()) if (field := talk.note.get(key)) else "" for talk in held} for key in _HABITS}
    usual = {key: next(iter(values)) for key, values in shared.items() if len(held) > 1 and len(values) == 1 and not given.get(key)}
    usual = {key: value for key, value in usual.items() if value and "://" not in value}
    told = [f"{key} {value}" for key, value in usual.items() if (key, value) != ("duration", MINUTES)]
    if told:
        desk.hints.append(f"as in your last two talks with {person.name}: {', '.join(told)}")
    return {**usual, **given}


def new_plain(desk: Desk, vault: Vault, kind: str, name: str, *, spelled: bool = False) -> str:
    """A note for an organization or a theme; returns its path. `spelled` says that a theme's name is to stay as it is.

    Raises:
        AlreadyKnownError: there is one of that name.
        AskedWrongError: the name cannot be that of a file, or of a tag for a theme.
    """
    name = theme_name(name, lower=not spelled) if kind == "theme" else " ".join(name.split())
    if not name:
        raise AskedWrongError("a theme's name holds letters or digits, so that `#theme/name` can say it")
    want = plain_name(name)
    for note in vault.of_type(kind):
        spellings = [value.raw for key in ("name", "aliases") for value in note.values(key)]
        if want and want in map(plain_name, (note.stem, *spellings)):
            raise AlreadyKnownError(f"there is {ARTICLES[kind]} of that name: {note.path}")
    return _begin(desk, vault, kind, _stem(name), name)


def link_to(vault: Vault, person: Person, source: str) -> str:
    """How the note `source` says a person: the shortest link that leads to their note, else the name.

    Somebody without a note is a link to a note that may yet be.
    """
    if person.contact is None:
        link = f"[[{person.name}]]"
        return link if _leads(vault, link, source, person.key) else person.name
    stem, whole = person.contact.note.stem, person.contact.path.removesuffix(".md")
    spellings = [f"[[{stem}]]"] if fold(stem) == fold(person.name) else [f"[[{stem}|{person.name}]]", f"[[{stem}]]"]
    for link in (*spellings, f"[[{whole}|{person.name}]]", f"[[{whole}]]", person.name):
        if _leads(vault, link, source, person.key):
            return link
    return person.name


def _leads(vault: Vault, link: str, source: str, key: str) -> bool:
    from notes_kit.parse.values import ref  # noqa: PLC0415

    return vault.person(ref(link), source).key == key


def _linked(vault: Vault, words: str, source: str, *, people: bool) -> str:
    """A link where the words name a note of the vault, else the words. A part of the name is enough for one of the `people`."""
    if "[[" in words:
        return words
    paths = vault.targets(words, source)
    note: Note | None = vault.notes[paths[0]] if len(paths) == 1 else None
    if note is None:
        want = set(plain_name(words).split())
        named = [(contact, set(plain_name(contact.name).split())) for contact in vault.contacts]
        same = [contact for contact, parts in named if want and (want == parts or (people and want <= parts))]
        if len(same) != 1:
            return words
        note = same[0].note
    contact = vault.contact_at(note.path)
    if contact is not None:
        return link_to(vault, Person(contact.path, contact.name, contact), source)
    plain = note.type != "" and vault.targets(note.stem, source)[:1] == [note.path] and not set(note.stem + words) & set("[]|#^")
    if not plain:
        return words
    return f"[[{note.stem}]]" if fold(note.stem) == fold(words) else f"[[{note.stem}|{words}]]"


def _who(contact: Contact) -> str:
    about = ", ".join(part for part in (contact.role, contact.organization.shown if contact.organization else "") if part)
    return f"{contact.name}{f' ({about})' if about else ''}, {contact.path}"


def _stem(name: str) -> str:
    stem = file_stem(name)
    if not stem:
        raise AskedWrongError(f"“{name}” leaves nothing that a file can be called; give a name with letters or digits")
    return stem


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


def folder_for(settings: Settings, vault: Vault, kind: str) -> str:
    """The folder for notes of that type: the first that the settings name, unless such notes are kept in another one and none there."""
    wanted = next(iter(settings.folders.get(kind, ())), "").strip("/") or DEFAULT_FOLDERS[kind][0]
    kept = Counter(path.rpartition("/")[0] for path, note in vault.notes.items() if note.type == kind)
    if not kept or any(folder == wanted or folder.startswith(wanted + "/") for folder in kept):
        return wanted
    usual = kept.most_common(1)[0][0]
    return usual or wanted


def _there(desk: Desk, path: str) -> bool:
    return path in desk.now or desk.taken(path)


def _begin(desk: Desk, vault: Vault, kind: str, stem: str, name: str) -> str:
    """The filled template as a note that reads as that type, and says its name where the file's name does not."""
    path = f"{folder_for(desk.settings, vault, kind)}/{stem}.md"
    if _there(desk, path):
        raise AlreadyKnownError(f"{path} is there already; notes-kit never replaces a note by a new one")
    text = fill(desk.template(TEMPLATES[kind]), stem, desk.moment, date_format=desk.date_format, time_format=desk.time_format)
    desk.create(path, text)
    if _read(desk, path).type != kind:
        desk.put(path, "type", kind)
    if name and name != stem:
        desk.put(path, "name", name)
    return path


def _has(desk: Desk, path: str, key: str) -> bool:
    return _read(desk, path).get(key) is not None


def _read(desk: Desk, path: str) -> Note:
    from notes_kit.parse.note import read_source  # noqa: PLC0415

    return read_source(desk.source(path), [], desk.settings)


def unfilled(desk: Desk, paths: Iterable[str]) -> list[str]:
    """Notes that still hold a placeholder, such as Templater's `<% … %>`, which only its plugin fills."""
    return [path for path in paths if any(fault.rule == "template-placeholder" for fault in _read(desk, path).faults)]
