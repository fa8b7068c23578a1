"""A passage of a confidential note that shows in a note that is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """One fault for each public embed of a confidential note, and each public link that spells out one of its headings.

    Passages that are private within a public note are not known here: their links are not loaded.
    """
    if not any(note.confidential for note in context.vault.notes.values()):
        return
    for path in sorted(context.vault.notes):
        note = context.vault.notes[path]
        for link in () if note.confidential else note.links:
            if link.private or not (link.embed or link.heading) or (not link.embed and link.heading.startswith("^")):
                continue
            target = context.vault.resolve(link.target, path) if link.target else None
            if target is not None and target.confidential:
                what = "shows what" if link.embed else "spells out a heading that"
                yield context.fault(f"this {what} stands in {target.stem}, which is confidential", path, link.place)


_CONFIDED = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
confidential: true
---
## Her post goes in autumn
- The staff are told in June ^june
"""
_NOTE = """\
---
type: contact
---
What she said: ![[Talk with Ada#^june]]
"""
_PATH, _TALK = "contacts/Ada Okafor.md", "interviews/Talk with Ada.md"

RULE = Rule(
    code="NK971",
    name="private-leak",
    title="A public note shows what stands in a confidential one",
    why="What was said in confidence is kept out of reports and exports with its note; where another note shows it, it is passed on with that one.",
    how_to_fix="Link to the note as a whole, put the passage between `%%`, or make this note confidential as well.",
    practice="P35",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=check,
    scope=Scope.LINKS,
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE, _TALK: _CONFIDED}, (f"{_PATH}:4:16",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("![[Talk with Ada#^june]]", "[[Talk with Ada]]"), _TALK: _CONFIDED}),
)
