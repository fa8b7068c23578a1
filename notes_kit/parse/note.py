"""The one door of this room: a note's bytes in, a `Note` out, with everything the reader noticed."""

from __future__ import annotations

import hashlib
import re
from typing import TypedDict

from notes_kit.model.finding import Fault
from notes_kit.model.note import Field, Link, Note, Section, Value
from notes_kit.model.schema import squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import TOP, Place, Source, Span, holds
from notes_kit.parse import inline
from notes_kit.parse.body import Body, read_body
from notes_kit.parse.digest import public_digest
from notes_kit.parse.fields import InlineFields, name_fields
from notes_kit.parse.front_matter import FrontMatter, RawField, find_fences, hides, read_front_matter
from notes_kit.parse.note_type import Guess, guess_type, supported, table_for
from notes_kit.parse.sentences import heading_mark
from notes_kit.parse.values import read_flag

_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD = 200_000  # bytes of a note beyond the limit that are looked at for its front matter
_CONFLICT = re.compile(r"(?:^|(?<=\r))<{7}(?: [^\r\n]*)?(?=[\r\n]|\Z)", re.MULTILINE)
_SECTIONS = tuple(Section)
_UNREAD = ("yaml-syntax", "yaml-trap", "front-matter-not-mapping", "too-complex", "unclosed-front-matter")
POINTED = ("interview", "theme")
"""Types whose bullets are points: what somebody said, and the definition of a theme."""


class Marks(TypedDict):
    """See `Note.echoes` and `Note.secrets`."""

    echoes: tuple[int, ...]
    secrets: frozenset[int]


def decode(path: str, data: bytes) -> tuple[Source, list[Fault]]:
    """The text of a note. Bytes that are no UTF-8 are read as well as can be, and reported: such a note is never written."""
    bom = data.startswith(b"\xef\xbb\xbf")
    bare = data[3:] if bom else data
    try:
        return Source(path, bare.decode(), bom), []
    except UnicodeDecodeError as problem:
        at = problem.start
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[2:].decode(encoding, "replace")
            message = "the note is in UTF-16; save it as UTF-8 (notes-kit reads it but will not write it)"
            return Source(path, text, bom=True), [Fault("not-utf8", message)]
    source = Source(path, bare.decode("utf-8", "replace"), bom)
    begin = len(bare[:at].decode())
    message = f"byte 0x{bare[at]:02x} is not UTF-8; save the note as UTF-8 (notes-kit reads it but will not write it)"
    return source, [Fault("not-utf8", message, source.place(Span(begin, begin + 1)))]


def read_note(path: str, data: bytes, settings: Settings) -> Note:
    """Everything a note says. Never raises: what cannot be read is a fault of the note.

    Of a note beyond the limit only the front matter is read.
    """
    digest = hashlib.sha256(data).hexdigest()
    if len(data) <= settings.max_note_size:
        source, faults = decode(path, data)
        return read_source(source, faults, settings, digest, len(data))
    source, _ = decode(path, data[:_HEAD])
    fences = find_fences(source.text)
    head = Source(path, source.text[: fences.body] if fences and fences.closed else "", source.bom)
    return read_source(head, [too_large(len(data), settings)], settings, digest, len(data))


def read_source(source: Source, faults: list[Fault], settings: Settings, digest: str = "", size: int = 0) -> Note:
    """The note in a decoded text; `faults` are those of decoding it."""
    text = source.text
    if "\x00" in text:
        at = text.index("\x00")
        message = "the note holds a NUL character, which no text should; delete it"
        faults.append(Fault("control-character", message, source.place(Span(at, at + 1))))
    matter = read_front_matter(source)
    faults += matter.faults
    guess = guess_type(source.path, matter.fields, settings)
    note_type = "interview" if guess.type == "meeting" else guess.type
    properties = None
    if note_type == "interview" or (note_type == "contact" and (holds(text, "::") or "**" in text or holds(text, "__"))):
        properties = InlineFields(source, note_type, settings, _names(matter.fields, note_type, settings))
    body = read_body(source, matter.body, settings.headings, points=note_type in POINTED, properties=properties)
    stated = properties.found if properties is not None else []
    if not guess.sure and not supported(guess.type, stated, settings):
        guess, note_type, stated, body.points = Guess(), "", [], []
    raw = matter.fields + stated
    stem = source.path.rsplit("/", 1)[-1].removesuffix(".md")
    fields = name_fields(source, note_type, stem, raw, settings, faults)
    faults += body.faults
    _placeholders(source, matter.body, faults)
    if holds(text, "<<<<<<<") and not any(fault.rule == "merge-conflict" for fault in faults):
        match = _CONFLICT.search(text, 0, matter.body)
        if match:
            message = "this note holds an unfinished merge; choose between the two sides and delete the marks"
            faults.append(Fault("merge-conflict", message, source.place(Span(*match.span()))))
    if faults:
        faults.sort(key=lambda fault: fault.place)
    confidential = _confidential(source, matter, fields)
    return Note(
        path=source.path, type=note_type, meeting=guess.type == "meeting", typed_by=guess.by, hash=digest, size=size, fields=tuple(fields),
        headings=tuple(body.headings), points=tuple(body.points), tasks=tuple(body.tasks), questions=tuple(body.questions),
        log=tuple(body.log), links=(*_links_of(source, fields[: len(matter.fields)]), *body.links), tags=tuple(body.tags), faults=tuple(faults),
        confidential=confidential, told=bool(body.points), digest=public_digest(note_type, fields, body),
        filled=tuple([section for section in _SECTIONS if section in body.filled]), drafts=tuple(body.drafts), **_marks(body, confidential=confidential),
    )  # fmt: skip


def _marks(body: Body, *, confidential: bool) -> Marks:
    """The numbers of sentences; of a confidential note all are secret."""
    echoes, secrets = body.sentences.echoes, body.sentences.secrets
    if confidential:
        return {"echoes": (), "secrets": frozenset((*secrets, *echoes[::2], *(heading_mark(heading.text) for heading in body.headings)))}
    return {"echoes": tuple(echoes), "secrets": frozenset(secrets)}


def too_large(size: int, settings: Settings) -> Fault:
    """The fault of a note beyond the limit: its name is indexed, its text is not."""
    message = f"{size / 1_000_000:.1f} MB is more than a note should hold ({settings.max_note_size / 1_000_000:g} MB); its text is not read"
    return Fault("too-large", message, TOP)


def _names(raw: list[RawField], note_type: str, settings: Settings) -> set[str]:
    table = table_for(note_type, settings)
    return {table[key].name for item in raw if (key := squash(item.key)) in table and item.values}


def _confidential(source: Source, matter: FrontMatter, fields: list[Field]) -> bool:
    """True for `confidential: true`, and wherever that cannot be told (P35: closed by failing).

    That is an unreadable value, a property inside another, and front matter that could not be read
    whole and has the word at the beginning of a line.
    """
    found = False
    for item in fields:
        if item.name == "confidential" or (not item.known and item.key.rpartition(".")[2].casefold() == "confidential"):
            found = True
            if any(read_flag(value.raw) is not False for value in item.values):
                return True
    unread = not found and any(fault.rule in _UNREAD for fault in matter.faults)
    return unread and hides(source.text[matter.start : matter.end])


def _links_of(source: Source, fields: list[Field]) -> list[Link]:
    found = []
    for item in fields:
        for value in item.values:
            if "[[" in value.raw:
                for link in inline.links(value.raw):
                    place = _place_in(source, value, value.raw[link.start : link.end])
                    found.append(Link(link.target, link.shown, place, link.heading, link.wiki, link.embed))
    return found


def _place_in(source: Source, value: Value, text: str) -> Place:
    """Where a part of a value stands; the value's own place where the note spells it in another way."""
    place = value.place
    if text == value.raw and place.line == place.end_line and place.end_column - place.column == len(text) + 2:
        return Place(place.line, place.column + 1, place.line, place.end_column - 1)  # in quotes
    begin, end = source.span(place)
    at = source.text.find(text, begin, end)
    return source.place(Span(at, at + len(text))) if at >= 0 else place


def _placeholders(source: Source, start: int, faults: list[Fault]) -> None:
    """One finding for the first template placeholder of the body; more would say the same."""
    text = source.text
    if not (holds(text, "{{") or holds(text, "<%")):
        return
    code_free = inline.without_code(text[start:])
    match = re.search(r"\{\{(?:title|date|time)(?::[^{}\n]{0,40})?\}\}|<%[^<>\n]{1,200}%>", code_free)
    if match:
        place = source.place(Span(start + match.start(), start + match.end()))
        faults.append(
            Fault("template-placeholder", f"{match.group()[:40]} was never filled in; insert the note through a template, or type it", place)
        )
