"""A year of two people's notes, committed step by step; what `changes`, `history` and `--at` say at each step is in its table.

`tests/vaults/a-year-in-git` has a folder a step: the files saved that day, and in `step.txt` how: `move: OLD -> NEW`,
`who:`, `branch:`, `merge:`, `commit: no`. Its `table.md` is compared (and with `--update` written).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from app.opened import opened
from repos import IRIS, NOOR, Repo

from notes_kit.app.changes import changes
from notes_kit.app.history import history
from notes_kit.app.lint import duties
from notes_kit.app.past import open_past_session
from notes_kit.app.session import Session
from notes_kit.model.changes import Changes
from notes_kit.model.state import relations

STORY = Path(__file__).resolve().parent.parent / "vaults" / "a-year-in-git"
TABLE = STORY / "table.md"
PEOPLE = {name: (name, address) for name, address in (IRIS, NOOR)}
TITLE = "# A year in Git\n\nWhat each day's commit changed, what it added to the history of Mara, and what `--at` that day answers.\n"


@dataclass(frozen=True)
class Step:
    """One day of the story."""

    name: str
    day: date
    how: dict[str, str]
    files: dict[str, str | bytes | None]

    @property
    def committed(self) -> bool:
        return self.how.get("commit") != "no"


def steps() -> Iterator[Step]:
    for folder in sorted(path for path in STORY.iterdir() if path.is_dir()):
        plan = folder / "step.txt"
        how = dict(line.split(": ", 1) for line in plan.read_text(encoding="utf-8").splitlines()) if plan.exists() else {}
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path != plan}
        yield Step(folder.name, date.fromisoformat(folder.name[:10]), how, {**files})


def play(repo: Repo, step: Step) -> None:
    """Do what was done that day."""
    branch = step.how.get("branch")
    if branch:
        repo.git("checkout", "-q", "-b", branch)
    if "move" in step.how:
        repo.git("mv", *step.how["move"].split(" -> "))
    if step.committed:
        repo.commit(step.files, str(step.day), f"vault backup: {step.day}", PEOPLE[step.how.get("who", IRIS[0])])
    else:
        repo.write(step.files)
    if branch:
        repo.git("checkout", "-q", "main")
    if "merge" in step.how:
        repo.git("merge", "-q", "--no-ff", "--no-commit", step.how["merge"])
        repo.commit({}, str(step.day), "merge", IRIS)


def happened(found: Changes) -> list[str]:
    """What happened, as short as can be."""
    told = [f"{one.what} {one.who}" for part in (found.people, found.talks, found.deeds) for one in part]
    told += [f"{one.what} “{one.words}”" for one in found.actions]
    told += [
        f"{sign} {duty.rule} {duty.who}" for sign, part in (("closed", found.closed), ("owed", found.new), ("late", found.late)) for duty in part
    ]
    told += [f"theme {one.what} {one.name} {len(one.after.people)}" for one in found.themes]
    return told + [f"{one.belief.kind} {one.what}" for one in found.beliefs]


def stood(session: Session) -> list[str]:
    """How it stood: the stage of everybody, and what was owed."""
    stages = [f"{item.contact.name} {item.stage.value}" for item in relations(session.vault(points=False), session.today).values()]
    return stages + [f"{item.rule} {item.contact}" for item in duties(session)]


def row(*cells: list[str] | str) -> str:
    return "| " + " | ".join(cell if isinstance(cell, str) else "<br>".join(cell) or "–" for cell in cells) + " |"


def test_what_each_day_says(tmp_path: Path, *, update: bool) -> None:
    repo = Repo(tmp_path / "vault")
    rows = [TITLE, row("day", "changes", "history", "--at"), "|---|---|---|---|"]
    known: set[str] = set()
    told: dict[date, list[str]] = {}
    state: dict[date, list[str]] = {}
    days: list[date] = []
    for step in steps():
        play(repo, step)
        if step.how.get("branch"):
            continue
        session = opened(repo.path, today=step.day)[0]
        told[step.day] = happened(changes(session, f"{days[-1]}..", now=step.day).changes) if days else []
        state[step.day] = stood(session)
        lines = [f"{one.date} {one.what} {one.words}".rstrip() for one in history(session, "mara").happened]
        rows.append(row(step.name, told[step.day], [line for line in lines if line not in known], state[step.day]))
        known |= set(lines)
        days.append(step.day)
    written = "\n".join(rows) + "\n"
    if update:
        TABLE.write_text(written, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == written, "`pytest --update` writes the table"
    committed = [step.day for step in steps() if step.committed and not step.how.get("branch")]
    now = opened(repo.path, today=days[-1])[0]
    for day in committed + [step.day for step in steps() if not step.committed and not step.files]:
        assert stood(open_past_session(now, str(day), day, None)) == state[day], "seen from the end as on the day itself"
    for before, day in pairwise(committed):
        if days.index(day) == days.index(before) + 1:
            assert happened(changes(now, f"{before}..{day}", now=day).changes) == told[day]
