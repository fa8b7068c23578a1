"""A vault on a disk that is changed step by step, as chance has it, and asked after each."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from rules.towns import DAY, PATHS, SETTINGS, saved, town

from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.model.finding import Finding
from notes_kit.rules.driver import run


class Place:
    """A vault on a disk that is changed step by step."""

    def __init__(self, root: Path, number: int) -> None:
        self.root, self.chance, self.today = root, Random(number), DAY
        shutil.rmtree(root, ignore_errors=True)
        for path, text in town(number).items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        self.remove(path)
        (self.root / path).write_text(text, encoding="utf-8")

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def notes(self) -> list[str]:
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.rglob("*.md"))

    def session(self) -> Session:
        return Session(str(self.root), self.today, clock_ns=time.time_ns)

    def step(self) -> str:
        """Change one thing, or a few; says what."""
        there = self.notes()
        what = self.chance.choice(
            ["edit"] * 6 + ["add"] * 3 + ["remove", "remove", "rename", "swap", "several", "settings", "day", "day", "lost", "plain"]
        )
        if not there or what == "add":
            path = self.chance.choice(sorted(PATHS))
            self.write(path, saved(self.chance, path))
            return f"add {path}"
        path = self.chance.choice(there)
        if what == "edit" and path in PATHS:
            self.write(path, saved(self.chance, path))
        elif what == "remove":
            self.remove(path)
        elif what == "rename":
            other = self.chance.choice(sorted(PATHS))
            (self.root / other).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).rename(self.root / other)
            return f"rename {path} {other}"
        elif what == "swap":
            self.write(path, saved(self.chance, self.chance.choice(sorted(PATHS))))
        elif what == "several":
            for _ in range(5):
                self.step()
        elif what == "settings":
            self.write("notes-kit.yaml", self.chance.choice(SETTINGS))
        elif what == "day":
            self.today += timedelta(days=self.chance.choice((-30, -1, 1, 1, 7)))
        elif what == "lost":
            self.remove(path)
            (self.root / path).symlink_to("/nowhere")
        elif what == "plain":
            self.write(path, "Nothing to see here.\n")
        return f"{what} {path}"

    def kept(self, **question: object) -> list[Finding]:
        session = self.session()
        found = list(lint(session, **question).findings)
        session.index.close()
        return found

    def fresh(self, **question: object) -> list[Finding]:
        session = Session(str(self.root), self.today, memory=True)
        return run(session.vault(points=False), self.today, **question)
