"""A quarter of an hour beside an editor, and the midnight after it, as `watch` and `watch --commit` tell it: made by saving the notes of vault-template."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from repos import IRIS, Repo

from notes_kit.app.committing import QUIET, Committer
from notes_kit.app.session import Session
from notes_kit.app.watch import watch
from notes_kit.render.watching import round_lines, status_line

ROOT = Path(__file__).resolve().parent.parent
FARIDA, SAMUEL = "interviews/2026-05-15 Farida Yusupova.md", "interviews/2026-05-14 Samuel Adeyemi.md"


class Save(NamedTuple):
    """At a moment somebody puts `new` behind the first line that is `after`, and saves; without a path nothing is saved."""

    at: str
    words: str
    path: str = ""
    after: str = ""
    new: str = ""


STORY = (
    Save("2026-05-18 15:03", "in the talk with Farida Yusupova, `thanked: 2026-05-18` and :w", FARIDA, "outcome: held", "thanked: 2026-05-18"),
    Save("2026-05-18 15:05", "in the talk with Samuel Adeyemi, which is four days past, `outcome: held` and :w", SAMUEL, "confirmed: 2026-05-13", "outcome: held"),
    Save("2026-05-18 15:11", "what he said, below Notes, and :w", SAMUEL, "## Notes", "- Test the stops at night first, there the data is thin #theme/fundamentals-over-tools"),
    Save("2026-05-19 00:00", "nothing is saved, and midnight comes"),
)  # fmt: skip


class _Time:
    """Hints of a vault in which the story happens, a step at every wait."""

    def __init__(self, root: Path) -> None:
        self.root, self.step, self.words = root, -1, ""
        self.now = datetime.fromisoformat("2026-05-18 15:02")

    @property
    def stopped(self) -> bool:
        return self.step == len(STORY)

    def wait(self, seconds: float) -> None:  # noqa: ARG002 - the story goes on at once
        self.step += 1
        if not self.stopped:
            save = STORY[self.step]
            self.now, self.words = datetime.fromisoformat(save.at), save.words
            if save.path:
                note = self.root / save.path
                note.write_text(note.read_text(encoding="utf-8").replace(f"{save.after}\n", f"{save.after}\n{save.new}\n", 1), encoding="utf-8")

    def renew(self) -> bool:
        return False


def story() -> str:
    """What stands on the terminal at the end, with what was done in the editor between, and the commit that was made of it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "vault"
        shutil.copytree(ROOT / "vault-template", root, ignore=shutil.ignore_patterns(".notes-kit"))
        repo = Repo(root)
        repo.git("config", "user.name", IRIS[0])
        repo.git("config", "user.email", IRIS[1])
        repo.commit({})
        told, hints, clock = ["$ notes-kit watch --commit"], _Time(root), [0.0]
        committer = Committer(lambda: _opened(root, hints.now.date()), lambda: clock[0])
        last = ""
        for one in watch(lambda hinted: _opened(root, hints.now.date(), hinted=hinted), hints):
            told += [] if one.first else [f"      ({hints.words})"]
            told += round_lines(one, hints.now, one.session.today, lambda text, _: text)
            last = status_line(one, one.session.today, 200)
            if not one.first:
                committer.note(one.touched)
                clock[0] += QUIET
                committer.idle()
        commits = repo.git("log", "--format=%s", "--reverse", "main~3..")
    return "```text\n" + "\n".join([*told, last, "^C", "$ git log --format=%s --reverse -3", commits]) + "\n```\n"


def _opened(root: Path, today: date, **more: object) -> Session:
    return Session(str(root), today, clock_ns=time.time_ns, **more)  # type: ignore[arg-type]
