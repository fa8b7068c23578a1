"""A report in the vault that tells of notes as they were: some have changed since, or talks were held that it knows nothing of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note
from notes_kit.model.sources import basis_of, whole
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.words import shell


def check(context: Context) -> Iterable[Finding]:
    """One fault for each Markdown report whose notes are no longer those that it was made from.

    A report narrowed by a condition is left alone, since only `report --check` can tell which talks it is true of.
    """
    for note in context.vault.of_type("report"):
        made, day = note.get("sources"), _day(note, "today")
        if made is None or day is None or day > context.today or note.get("where"):
            continue
        since, until = _day(note, "since"), _day(note, "until")
        then, now = basis_of(context.vault, day, since, until), basis_of(context.vault, context.today, since, until)
        more = len({one.path for one in now} - {one.path for one in then})
        changed = whole(then) != made.values[0].raw.rpartition(" ")[2]
        if changed or more:
            what = ["notes have changed"] if changed else []
            what += [f"{more} talk{'s were' if more > 1 else ' was'} held"] if more else []
            yield context.fault(
                f"this report tells of {day}, and {' and '.join(what)} since: `notes-kit report --check {shell(note.path)}` says which",
                note.path, made.values[0].place,
            )  # fmt: skip


def _day(note: Note, name: str) -> date | None:
    item = note.get(name)
    try:
        return date.fromisoformat(item.values[0].raw.strip()) if item else None
    except ValueError:
        return None


_REPORT = """\
---
type: report
today: 2026-03-03
sources: 1 note, 000000000000
---
# What people told you
"""
_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Notes
- Pay rises slowly
"""
_PATH, _TALK_PATH = "Report.md", "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK963",
    name="report-stale",
    title="A report in the vault is older than the notes that it tells of",
    why="Whoever reads it takes it for what people said, and some of it may stand nowhere any more.",
    how_to_fix="Write it again with `notes-kit report -o FILE`; your words between its `keep` marks stay. Or move it out of the vault, as a record of its day.",
    practice="P36",
    kind=Kind.FAULT,
    severity=Severity.INFO,
    check=check,
    bad=Example(date(2026, 3, 4), {_PATH: _REPORT, _TALK_PATH: _TALK}, (f"{_PATH}:4:10",)),
    good=Example(date(2026, 3, 4), {_PATH: _REPORT.replace("000000000000", "9fda11746e25"), _TALK_PATH: _TALK}),
)
