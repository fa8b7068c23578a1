"""A private passage that shows in a public note: embedded, spelled out in a link, or repeated word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Link, Note, Section
from notes_kit.model.text import Place
from notes_kit.parse.headings import meaning
from notes_kit.parse.sentences import block_mark, heading_mark
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One fault for each public link that shows something private, and for each public sentence that stands in a private passage.

    Sentences are compared between notes that have to do with each other: one links to the other, or they are of the same
    people. What a note says in private and in public itself is its own affair.
    """
    notes = context.vault.notes
    if not any(note.confidential or note.secrets for note in notes.values()):
        return
    for path in sorted(notes):
        note = notes[path]
        if not note.confidential:
            yield from _linked(context, note)
            if note.echoes:
                yield from _repeated(context, note)


def _linked(context: Context, note: Note) -> Iterator[Finding]:
    for link in note.links:
        if link.private or not (link.embed or link.heading):
            continue
        target = context.vault.resolve(link.target, note.path) if link.target else None
        if target is None or target.path == note.path:
            continue
        what = _shown(context, link, target)
        if what:
            where = f"{target.stem}, which is confidential" if target.confidential else f"a private passage of {target.stem}"
            yield context.fault(f"this {what} stands in {where}", note.path, link.place)


def _shown(context: Context, link: Link, target: Note) -> str:
    """What a link shows that is private; nothing where it merely leads there."""
    if link.embed:
        whole = target.confidential or (link.heading and _is_secret(link, target))
        return "shows what" if whole else ""
    if link.heading.startswith("^") or meaning(link.heading, context.vault.settings.headings, Section.OTHER) is Section.PRIVATE:
        return ""
    return "spells out a heading that" if target.confidential or _is_secret(link, target) else ""


def _is_secret(link: Link, target: Note) -> bool:
    last = link.heading.rsplit("#", 1)[-1]
    return (block_mark(last[1:]) if last.startswith("^") else heading_mark(last)) in target.secrets


def _repeated(context: Context, note: Note) -> Iterator[Finding]:
    secrets: dict[int, Note] = {}
    for other in _around(context, note):
        if other.path != note.path:
            secrets |= dict.fromkeys(other.secrets - secrets.keys(), other)
    for at in range(0, len(note.echoes), 2):
        mark, line = note.echoes[at : at + 2]
        if mark in secrets:
            other = secrets[mark]
            where = f"in {other.stem}, which is confidential" if other.confidential else f"in a private passage of {other.stem}"
            yield context.fault(f"this sentence stands word for word {where}", note.path, Place(line, 1, line, 1))


def _around(context: Context, note: Note) -> Iterator[Note]:
    """The notes that have to do with a note: linked to, the people of a talk, and all talks with them; the first comes first."""
    vault, own = context.vault, context.shared.talks.get(note.path)
    for link in note.links:
        target = vault.resolve(link.target, note.path) if link.target else None
        if target is not None:
            yield target
    people = context.people(own) if own is not None else [person for person in (context.person_at(note.path),) if person]
    for person in people:
        if person.contact is not None:
            yield person.contact.note
        yield from (talk.note for talk in vault.interviews_of.get(person.key, ()))


_CONFIDED = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
---
- It took two years beside the job
## Private
- The staff of her whole floor are only told in June ^june
"""
_NOTE = """\
---
type: contact
---
What she said: ![[Talk with Ada#^june]]

The staff of her whole floor are only told in June.
"""
_PATH, _TALK = "contacts/Ada Okafor.md", "interviews/Talk with Ada.md"

RULE = Rule(
    code="NK971",
    name="private-leak",
    title="A public note shows what is private in another",
    why="What was said in confidence is kept out of reports and exports with its note or passage; where another note shows it, it is passed on with that.",
    how_to_fix="Link to the note as a whole, say it in your own words, put the passage between `%%`, or make this note confidential as well.",
    practice="P35",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=check,
    scope=Scope.AROUND,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE, _TALK: _CONFIDED}, (f"{_PATH}:4:16", f"{_PATH}:6:1")),
    good=Example(
        date(2026, 3, 3),
        {
            _PATH: _NOTE.replace("![[Talk with Ada#^june]]", "[[Talk with Ada]]").replace("The staff", "%% The staff").replace("June.", "June. %%"),
            _TALK: _CONFIDED,
        },
    ),
)
