"""Stories of a year, told in dated steps, and the tables of what is owed on each of its days.

`tests/vaults/STORY/story.md` has a heading `## DATE title` for each day on which something is written: a path in back-quotes,
and below it the new note, or what changes in it as a diff of a few lines. `table.md` has a row for each finding: its rule, whom
it concerns, the day that it falls due, and from which day to which it is there, with which severity.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from notes_kit.model.finding import Finding

VAULTS = Path(__file__).resolve().parent / "vaults"
NAMES = ("a-careful-year", "a-year-that-slid", "a-year-with-rules-of-its-own")

_SPAN = re.compile(r"From (\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2})\.")
_STEP = re.compile(r"^## (\d{4}-\d{2}-\d{2}) (.+)$", re.MULTILINE)
_EDIT = re.compile(r"^`([^`\n]+)`\n```(md|yaml|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"(info|warning|error) (\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?\Z")
NOBODY = "–"


@dataclass(frozen=True)
class Step:
    """What is written on one day: path and the text of each note afterwards."""

    day: date
    title: str
    files: dict[str, str]


@dataclass(frozen=True, order=True)
class Owed:
    """One finding as a table tells it."""

    rule: str
    who: str
    due: str
    severity: str

    def __str__(self) -> str:
        return f"{self.severity} {self.rule}, {self.who}, due {self.due}"


@dataclass(frozen=True)
class Story:
    """A year of steps, and what is owed on each of its days."""

    name: str
    first: date
    last: date
    steps: tuple[Step, ...]
    rows: dict[date, Counter[Owed]] = field(default_factory=dict)

    def days(self) -> Iterator[date]:
        """Every day of the year."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    def written(self, day: date) -> dict[str, str]:
        """The notes as they stand at the end of a day."""
        files: dict[str, str] = {}
        for step in self.steps:
            if step.day <= day:
                files |= step.files
        return files

    def rules(self) -> set[str]:
        """The rules that speak at some time of the year."""
        return {owed.rule for owed_then in self.rows.values() for owed in owed_then}


def told(finding: Finding) -> Owed:
    """A finding as a table tells it."""
    return Owed(finding.rule, finding.contact or NOBODY, str(finding.due or NOBODY), finding.severity.value)


def read_story(name: str) -> Story:
    """The story in a folder, with its table."""
    text = (VAULTS / name / "story.md").read_text(encoding="utf-8")
    span = _SPAN.search(text)
    assert span, f"{name} does not say from which day to which it goes"
    heads = list(_STEP.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    now: dict[str, str] = {}
    steps: list[Step] = []
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end]
        edits = _EDIT.findall(body)
        assert 2 * len(edits) == len(re.findall("^```", body, re.MULTILINE)), f"{name}, {head[1]}: an edit without its path"
        files: dict[str, str] = {}
        for path, kind, lines in edits:
            before = files.get(path, now.get(path))
            if kind == "diff":
                assert before is not None, f"{name}, {head[1]}: {path} is not there yet"
                files[path] = changed(before, lines, f"{name}, {head[1]}, {path}")
            else:
                assert before is None, f"{name}, {head[1]}: {path} is there already"
                files[path] = lines
        now |= files
        steps.append(Step(date.fromisoformat(head[1]), head[2], files))
    days = [step.day for step in steps]
    assert days == sorted(set(days)), f"{name}: the days do not follow one another"
    story = Story(name, date.fromisoformat(span[1]), date.fromisoformat(span[2]), tuple(steps))
    assert story.first <= days[0] <= days[-1] <= story.last
    story.rows.update(read_table(VAULTS / name / "table.md", story))
    return story


def changed(text: str, diff: str, where: str) -> str:
    """A text after a diff without line numbers: the lines that stay or go must stand together in one place only.

    Parts of the note that lie apart are apart by a line `@@`.
    """
    for part in diff.split("@@\n"):
        lines = part.splitlines()
        assert all(line[:1] in (" ", "+", "-", "") for line in lines), f"{where}: a line of a diff begins with ' ', '+' or '-'"
        old = [line[1:] for line in lines if line[:1] in (" ", "-", "")]
        new = [line[1:] for line in lines if line[:1] in (" ", "+", "")]
        now = text.splitlines()
        places = [at for at in range(len(now)) if now[at : at + len(old)] == old]
        assert len(places) == 1, f"{where}: these lines stand in {len(places)} places: {old}"
        text = "\n".join([*now[: places[0]], *new, *now[places[0] + len(old) :], ""])
    return text


def read_table(path: Path, story: Story) -> dict[date, Counter[Owed]]:
    """What is owed on each day, by the rows of a table; every day of the year is in it."""
    table: dict[date, Counter[Owed]] = {day: Counter() for day in story.days()}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or cells[0] in ("rule", "---"):
            continue
        rule, who, due, shown, why = cells
        assert why, f"{path.parent.name}: a row says why: {line}"
        for part in shown.split(", "):
            match = _SHOWN.match(part)
            assert match, f"{path.parent.name}: “{part}” is no severity with its days: {line}"
            first, last = date.fromisoformat(match[2]), date.fromisoformat(match[3] or match[2])
            assert story.first <= first <= last <= story.last, f"{path.parent.name}: days outside the year: {line}"
            for number in range((last - first).days + 1):
                table[first + timedelta(days=number)][Owed(rule, who, due, match[1])] += 1
    return table
