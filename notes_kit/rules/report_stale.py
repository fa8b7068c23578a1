"""A report in the vault that tells of notes as they were: some have changed since, or talks were held that it knows nothing of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note
from notes_kit.model.sources import KINDS, Basis, hidden_paths, in_period, whole
from notes_kit.model.state import is_held
from notes_kit.model.text import Place
from notes_kit.rules.base import Context, Example, Rule, Shared
from notes_kit.rules.scope import Scope
from notes_kit.rules.tally import Changed, Row, Rows, Source, Tally
from notes_kit.rules.words import shell


def judge(context: Context, rows: Rows, path: str) -> Iterable[Finding]:
    """One fault for each Markdown report whose notes are no longer those that it was made from.

    A report narrowed by a condition is left alone, since only `report --check` can tell which talks it is true of.
    """
    for row in rows.rows(REPORTS, path):
        day, *period = (date.fromisoformat(said) if said else None for said in row.said[:3])
        if day is None or day > context.today:
            continue
        then, now = basis(rows, day, *period), basis(rows, context.today, *period)
        more = len({one.path for one in now} - {one.path for one in then})
        changed = whole(then) != row.word
        if changed or more:
            what = ["notes have changed"] if changed else []
            what += [f"{more} talk{'s were' if more > 1 else ' was'} held"] if more else []
            yield context.fault(
                f"this report tells of {day}, and {' and '.join(what)} since: `notes-kit report --check {shell(path)}` says which",
                path, Place(*row.said[3:]), contact="",
            )  # fmt: skip


def basis(rows: Rows, today: date, since: date | None, until: date | None) -> list[Basis]:
    """As `model.sources.basis_of`, from rows."""
    found = [Basis(row.path, row.word) for row in rows.rows(READ, _ALWAYS)]
    for row in rows.rows(READ, _TALKS):
        said, _, digest = row.word.partition(" ")
        day = date.fromisoformat(said) if said else None
        if (day is None or day <= today) and in_period(day, since, until):
            found.append(Basis(row.path, digest))
    return sorted(found)


_ALWAYS, _TALKS = "always", "talks"


def _read(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    away = hidden_paths(shared.vault)
    for path in paths:
        note, talk = shared.vault.notes[path], shared.talks.get(path)
        if path in away:
            continue
        if note.type in KINDS:
            yield Row(_ALWAYS, note.digest, path)
        elif talk is not None and is_held(talk, date.max):
            yield Row(_TALKS, f"{talk.when.date if talk.when else ''} {note.digest}", path)


READ = Source("read", _read)
"""What a report reads: the digests of notes that count on any day, and those of talks that took place, after their day."""


def _reports(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        made = note.get("sources") if note.type == "report" else None
        if made is not None and not note.get("where"):
            days = (_day(note, name) for name in ("today", "since", "until"))
            digest = made.values[0].raw.rpartition(" ")[2]
            yield Row(path, digest, path, (*(day.isoformat() if day else "" for day in days), *made.values[0].place))


REPORTS = Source("reports", _reports)
"""Each report: the digest of what it was made from, its day and period, and where it says so."""


def _day(note: Note, name: str) -> date | None:
    item = note.get(name)
    try:
        return date.fromisoformat(item.values[0].raw.strip()) if item else None
    except ValueError:
        return None


def _stirred(rows: Rows, gone: Changed, came: Changed) -> set[str]:
    """The reports themselves; and all, where a note that they may read changed."""
    found = {row.key for side in (gone, came) for row in side.get(REPORTS.name, ())}
    return found | (set(rows.keys(REPORTS)) if any(side.get(READ.name) for side in (gone, came)) else set())


TALLY = Tally((REPORTS, READ), lambda rows: sorted(rows.keys(REPORTS)), judge, _stirred)


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
    check=TALLY.check,
    scope=Scope.TALLY,
    dated=True,
    tally=TALLY,
    bad=Example(date(2026, 3, 4), {_PATH: _REPORT, _TALK_PATH: _TALK}, (f"{_PATH}:4:10",)),
    good=Example(date(2026, 3, 4), {_PATH: _REPORT.replace("000000000000", "9fda11746e25"), _TALK_PATH: _TALK}),
)
