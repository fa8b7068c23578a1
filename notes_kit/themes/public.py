"""The gate of every output that leaves the vault (P35): what is confidential or private stays behind it.

Everything a report, draft or export shows is read from the vault that `public` returns, and from
nothing else. In doubt it hides: a note that links to a confidential one keeps everything but the
line with the link, and a talk with a confidential person is confidential.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from notes_kit.model.finding import Finding
from notes_kit.model.note import Field, Heading, Link, Note, Point, Tag, Task, Value, private_sections, within
from notes_kit.model.schema import Kind, properties_of
from notes_kit.model.sources import hidden_paths
from notes_kit.model.state import is_held
from notes_kit.model.text import TOP
from notes_kit.model.vault import Vault
from notes_kit.parse.inline import links
from notes_kit.parse.records import build_vault
from notes_kit.parse.values import ref

_TELLING = 12
"""Characters of a private text that cannot stand in a finding by chance."""

_NAMED = ("contact", "interview", "organization")


@dataclass(frozen=True)
class Public:
    """A vault without what is private, and what may be told of the rest: the days of the talks withheld."""

    vault: Vault
    withheld: tuple[date | None, ...]
    _hidden: Hidden

    def findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that neither stand in a hidden line nor name a hidden note."""
        return tuple(finding for finding in findings if self._hidden.may_tell(finding))


def public(vault: Vault, today: date) -> Public:
    """The part of a vault that may be shown. What it lacks cannot be told from what never was, but for `withheld`."""
    hidden = Hidden.of(vault)
    withheld = tuple(talk.when.date if talk.when else None for talk in vault.interviews if talk.path in hidden.paths and is_held(talk, today))
    kept = [hidden.without_private(note) for path, note in vault.notes.items() if path not in hidden.paths]
    unchanged = not hidden.paths and all(note is vault.notes[note.path] for note in kept)
    return Public(vault if unchanged else build_vault(kept, vault.settings), withheld, hidden)


@dataclass(frozen=True)
class Hidden:
    """The notes of a vault that nothing may name."""

    vault: Vault
    paths: frozenset[str]
    words: re.Pattern[str] | None = None

    @classmethod
    def of(cls, vault: Vault) -> Hidden:
        """The confidential notes, and the talks with somebody whose note is confidential."""
        paths = hidden_paths(vault)
        if not paths:
            return cls(vault, paths)
        talks = [talk for talk in vault.interviews if talk.path in paths]
        named = [path for path in paths if vault.notes[path].type in _NAMED]
        names = {vault.display(path) for path in named} | {vault.notes[path].stem for path in named}
        names |= {talk.when.date.isoformat() for talk in talks if talk.when}
        shapes = "|".join(re.escape(name) for name in sorted(names) if name)
        return cls(vault, paths, re.compile(rf"(?<!\w)(?:{shapes})(?!\w)", re.IGNORECASE) if shapes else None)

    def leads(self, target: str, source: str) -> bool:
        """Whether a link in the note `source` leads to a hidden note."""
        found = self.vault.targets(target, source)
        return bool(found) and found[0] in self.paths

    def linked(self, text: str, source: str) -> bool:
        """Whether a text links to a hidden note."""
        return bool(self.paths) and any(link.target and self.leads(link.target, source) for link in links(text))

    def without_private(self, note: Note) -> Note:
        """The note without its private passages and the lines that link to a hidden note; itself if there are none."""
        sections = private_sections(note.headings)
        fields = tuple(self._field(field, note) for field in note.fields if not within(field.place.line, sections))
        points = tuple(
            point for point in note.points
            if not (point.private or any(self.linked(text, note.path) for text in (point.text, *(reason.text for reason in point.reasons))))
        )  # fmt: skip
        headings = tuple(heading for heading in note.headings if not (heading.private or self.linked(heading.text, note.path)))
        gone = {heading.text for heading in note.headings} - {heading.text for heading in headings}
        if gone:
            points = tuple(
                point._replace(headings=tuple(text for text in point.headings if text not in gone)) if gone.intersection(point.headings) else point
                for point in points
            )
        parts = {
            "fields": fields,
            "headings": headings,
            "points": points,
            "tasks": tuple(task for task in note.tasks if not (task.private or self.linked(task.text, note.path))),
            "questions": tuple(one for one in note.questions if not (within(one.place.line, sections) or self.linked(one.text, note.path))),
            "log": tuple(line for line in note.log if not (within(line.place.line, sections) or self.linked(line.words, note.path))),
            "links": tuple(link for link in note.links if not (link.private or self._leads_away(link.target, note))),
            "tags": tuple(tag for tag in note.tags if not tag.private),
        }
        if all(len(part) == len(getattr(note, name)) for name, part in parts.items()) and fields == note.fields:
            return note
        return replace(note, **parts, told=bool(points) if note.points else note.told)  # type: ignore[arg-type]

    @cached_property
    def _private_texts(self) -> tuple[str, ...]:
        """What private tasks and points say, for a rule may quote them in another place; a word or two says nothing."""
        parts = (part for note in self.vault.notes.values() for kind in (note.points, note.tasks) for part in kind if part.private)
        return tuple(part.text for part in parts if len(part.text) >= _TELLING)

    def _leads_away(self, target: str, note: Note) -> bool:
        return bool(self.paths) and bool(target) and self.leads(target, note.path)

    def _field(self, field: Field, note: Note) -> Field:
        if not self.paths:
            return field
        is_link = any(prop.name == field.name and prop.kind is Kind.LINK for prop in properties_of(note.type))
        kept = tuple(value for value in field.values if not self._names_hidden(value, note, is_link=is_link))
        return field if len(kept) == len(field.values) else field._replace(values=kept)

    def _names_hidden(self, value: Value, note: Note, *, is_link: bool) -> bool:
        return self.linked(value.raw, note.path) or (is_link and self.leads(ref(value.raw).name, note.path))

    def may_tell(self, finding: Finding) -> bool:
        """Whether a finding may be shown."""
        if finding.path in self.paths or finding.about in self.paths:
            return False
        told = " ".join((finding.message, finding.close, finding.contact or ""))
        if (self.words and self.words.search(told)) or any(text in told for text in self._private_texts):
            return False
        note = self.vault.notes.get(finding.path)
        if note is None or finding.place == TOP:
            return True
        parts: tuple[Sequence[Point | Task | Heading | Link | Tag], ...] = (note.points, note.tasks, note.headings, note.links, note.tags)
        hidden = {part.place.line for kind in parts for part in kind if part.private}
        return finding.place.line not in hidden and not within(finding.place.line, private_sections(note.headings))
