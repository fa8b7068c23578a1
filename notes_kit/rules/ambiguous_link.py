"""A link that several notes answer to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.links import personal, shown
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import names

_MOST = 3


def check(context: Context) -> Iterable[Finding]:
    """One fault for each link with more than one answer, none of them the only one in the note's own folder.

    Where a property names people, only notes of people can be meant.
    """
    for note, link, paths in context.shared.odd_links:
        found = paths
        if len(found) > 1 and personal(note, link):
            found = [path for path in found if context.vault.contact_at(path)]
        own = [path for path in found if posixpath.dirname(path) == posixpath.dirname(note.path)]
        if len(found) > 1 and len(own) != 1:
            others = [*found[:_MOST], *([f"{len(found) - _MOST} more"] if len(found) > _MOST else [])]
            better = found[0].removesuffix(".md")
            hint = "write which one" if link.private else f"write which one, such as [[{better}]]"
            yield context.fault(f"{shown(link)} can mean {names(others)}: {hint}", note.path, link.place)


_NOTE = """\
---
type: interview
contact: "[[Ada]]"
date: 2026-03-02
---
"""
_PATH = "interviews/2026-03-02 Ada.md"
_FILES = {f"contacts/{name}.md": "---\ntype: contact\naliases: [Ada]\n---\n" for name in ("Ada Okafor", "Ada Varga")}

RULE = Rule(
    code="NK942",
    name="ambiguous-link",
    title="A link can mean several notes",
    why="Every program chooses by its own rule, and none knows whom you meant: the talk may stand in the wrong person's story.",
    how_to_fix="Write the note's whole name or its path in the link, or take the alias from one of the notes.",
    practice="P39",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.LINKS,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE, **_FILES}, (f"{_PATH}:3:11",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("[[Ada]]", "[[Ada Okafor|Ada]]"), **_FILES}),
)
