"""What a watch must survive: a storm of real saves, renames, deletions and checkouts with lost events, and kill -9.

    python tests/benchmarks/watch_torture.py [--seconds 300] [--kills 500] [--notes 400] [--seed 1]

- Storm: two writers and Git work in a watched vault. Now and then the watch is stopped while more events come than the
  kernel keeps for it. At the end its index must equal one that is built from scratch, row by row, and every note that was
  ever written under a new name must have been told of within one sweep.
- Kills: the watch is killed at random moments while notes are saved; after each kill no note may differ by a byte from
  what was written, and the next start must agree with a fresh index.

Exits 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from make_vault import make
from measure import notes_kit

SWEEP = 30.0
"""Seconds between two looks of `app/watch.py` at everything."""

LATE = 5.0
"""Seconds that such a look, and what is told of it, may take on a busy machine."""

COLUMNS = "path, type, meeting, typed_by, confidential, told, hash, size, facts, body, faults"
BODY = "---\ntype: interview\ncontact: {}\ndate: 2026-05-{:02}\noutcome: held\n---\n\n## Notes\n\n- Said {} #theme/hiring\n"
NAMES = ("Vesna Achterberg", "Jens Oyelaran", "Pia Castellanos", "Noor Whitfield", "Emre Lindgren", "Sofie Abernathy")


class Watching:
    """A watch that is running; `seen` holds when each path was first told of."""

    def __init__(self, vault: Path) -> None:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "NOTES_KIT_"))}
        self.process = subprocess.Popen(
            notes_kit(vault, "watch", "--json"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=plain | {"PYTHONUNBUFFERED": "1"}
        )
        self.seen: dict[str, float] = {}
        self.started = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with suppress(ValueError):
                event = json.loads(line)
                self.started.set()
                for name in ("added", "changed", "removed"):
                    for path in event.get(name, ()):
                        self.seen.setdefault(path, time.monotonic())

    def end(self) -> int:
        """Ask it to end; its exit status."""
        self.process.terminate()
        return self.process.wait(60)


def rows(vault: Path) -> list[tuple[object, ...]]:
    """What an index holds, without the stats of files."""
    with sqlite3.connect(vault / ".notes-kit" / "index.db") as db:
        return db.execute(f"SELECT {COLUMNS} FROM notes ORDER BY path").fetchall()  # constants


def fresh(vault: Path, scratch: Path) -> list[tuple[object, ...]]:
    """The rows of an index built from scratch over the same notes."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(vault, scratch, ignore=shutil.ignore_patterns(".notes-kit", ".git"))
    subprocess.run(notes_kit(scratch, "index", "--quiet"), check=True, stdout=subprocess.DEVNULL)
    return rows(scratch)


class Storm:
    """Two writers and Git in one vault."""

    def __init__(self, vault: Path, seed: int, *, watching: Watching | None = None) -> None:
        self.vault, self.watching = vault, watching
        self.chance = [Random(seed), Random(seed + 1), Random(seed + 2)]
        self.born: dict[str, float] = {}
        self.steps = self.overflows = 0
        self.stop = threading.Event()

    def run(self, seconds: float) -> None:
        """Work for a while; the writers pause for Git, as a person would not save in the middle of a checkout."""
        turn = threading.Lock()
        workers = [threading.Thread(target=self._work, args=(step, turn)) for step in (self._writer(0), self._writer(1), self._git)]
        for worker in workers:
            worker.start()
        self.stop.wait(seconds)
        self.stop.set()
        for worker in workers:
            worker.join()

    def _work(self, step: Callable[[], float], turn: threading.Lock) -> None:
        while not self.stop.is_set():
            with turn:
                pause = step()
                self.steps += 1
            self.stop.wait(pause)

    def _writer(self, number: int) -> Callable[[], float]:
        chance, made = self.chance[number], [0]

        def step() -> float:
            notes = [path for path in sorted(self.vault.rglob("*.md")) if ".notes-kit" not in path.parts and path.name[0] != "w"]
            note = chance.choice(notes)
            kind = chance.choice(["new", "new", "save", "save", "in place", "rename", "delete", "move folder", "case"])
            if kind == "new":
                made[0] += 1
                path = self.vault / "interviews" / f"w {number}-{made[0]}.md"
                path.parent.mkdir(exist_ok=True)
                self.born[path.relative_to(self.vault).as_posix()] = time.monotonic()
                self._save(path, chance)
            elif kind == "save":
                self._save(note, chance)
            elif kind == "in place":
                with note.open("r+", encoding="utf-8") as stream:
                    text = stream.read()
                    stream.seek(0)
                    stream.truncate()
                    stream.flush()
                    stream.write(text + f"\n- one thing more {chance.random()}\n")
            elif kind == "rename":
                note.rename(note.with_name(f"{note.stem} {chance.randrange(1000)}.md"))
            elif kind == "case" and (swapped := note.with_name(note.stem.swapcase() + ".md")) != note and not swapped.exists():
                note.rename(swapped)
            elif kind == "delete" and len(notes) > 50:
                note.unlink()
            elif kind == "move folder":
                folder = chance.choice([path for path in sorted((self.vault / "interviews").iterdir()) if path.is_dir()] or [None])
                if folder is not None:
                    folder.rename(folder.with_name(f"{folder.name.split('-')[0]}-{chance.randrange(100)}"))
            return chance.choice([0.0, 0.01, 0.1, 0.4])

        return step

    def _save(self, path: Path, chance: Random) -> None:
        """As editors save: beside it, then over it."""
        beside = path.with_name(f".{path.name}.{chance.randrange(10**6)}.tmp")
        beside.write_text(BODY.format(chance.choice(NAMES), chance.randrange(1, 28), chance.random()), encoding="utf-8")
        beside.replace(path)

    def _git(self) -> float:
        chance = self.chance[2]
        act = chance.choice(["commit", "stash", "checkout", "overflow"])
        if act == "overflow" and self.watching is not None:
            self._overflow()
        elif act == "commit":
            git(self.vault, "add", "-A")
            git(self.vault, "commit", "-qm", "more", "--allow-empty")
        elif act == "stash":
            git(self.vault, "stash", "-q", "-u")
            git(self.vault, "stash", "pop", "-q")
        else:
            git(self.vault, "add", "-A")
            git(self.vault, "commit", "-qm", "more", "--allow-empty")
            git(self.vault, "checkout", "-q", chance.choice(["HEAD~1", "main", "HEAD~2"]), check=False)
            git(self.vault, "checkout", "-q", "main")
        return chance.choice([0.5, 1.0, 2.0])

    def _overflow(self) -> None:
        """Let more happen than the kernel remembers: the watch does not run meanwhile, and its thread that reads events neither."""
        assert self.watching is not None
        limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text(encoding="utf-8"))
        self.watching.process.send_signal(signal.SIGSTOP)
        try:
            noise = self.vault / "interviews" / "noise.txt"
            twin = noise.with_suffix(".twin")
            for _ in range(limit // 4 + 10):  # making, writing, moving and deleting: four events and more
                noise.write_text("x", encoding="utf-8")
                noise.rename(twin)
                twin.unlink()
            path = self.vault / "interviews" / f"w after {self.overflows}.md"
            self.born[path.relative_to(self.vault).as_posix()] = time.monotonic()
            self._save(path, self.chance[2])
            self.overflows += 1
        finally:
            self.watching.process.send_signal(signal.SIGCONT)


def git(vault: Path, *arguments: str, check: bool = True) -> None:
    """Run Git in the vault."""
    own = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@x.example"}
    done = subprocess.run(["git", *arguments], check=False, cwd=vault, env=os.environ | own, capture_output=True)
    if check and done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.decode('utf-8', 'replace')}")


def storm(folder: Path, notes: int, seconds: float, seed: int) -> list[str]:
    """The storm, and what was wrong after it."""
    vault = folder / "storm"
    make(vault, notes)
    (vault / ".gitignore").write_text(".notes-kit/\n*.tmp\nnoise.*\n", encoding="utf-8")
    git(vault, "init", "-q", "-b", "main")
    for _ in range(3):
        git(vault, "add", "-A")
        git(vault, "commit", "-qm", "begin", "--allow-empty")
    watching = Watching(vault)
    watching.started.wait(120)
    weather = Storm(vault, seed, watching=watching)
    weather.run(seconds)
    calm = time.monotonic()
    want = fresh(vault, folder / "fresh")
    pause, wrong = threading.Event(), []
    while rows(vault) != want and time.monotonic() - calm < SWEEP + LATE:
        pause.wait(0.2)
    took = time.monotonic() - calm
    young = {path for path in weather.born if path in {row[0] for row in want}}
    while not young <= watching.seen.keys() and time.monotonic() - calm < SWEEP + LATE:
        pause.wait(0.2)
    if (have := rows(vault)) != want:
        wrong.append(f"the index differs from a fresh one in {len(set(have) ^ set(want))} rows")
    late = [path for path in sorted(young) if watching.seen.get(path, float("inf")) - weather.born[path] > SWEEP + LATE]
    wrong += [f"not told of within a sweep: {path}" for path in late]
    status = watching.end()
    if status != 143:
        wrong.append(f"the watch ended with {status}")
    print(
        f"storm: {weather.steps} steps in {seconds:.0f} s, {weather.overflows} overflows; equal {took:.1f} s after the last step; {len(want)} notes"
    )
    return wrong


def kills(folder: Path, notes: int, times: int, seed: int) -> list[str]:
    """Kill it at random moments while notes are saved; what was wrong."""
    chance, vault = Random(seed), folder / "kills"
    make(vault, notes)
    paths = sorted(vault.rglob("*.md"))
    want = {path: path.read_bytes() for path in paths}
    wrong: list[str] = []
    for number in range(times):
        watching = Watching(vault)
        if chance.random() < 0.5:
            watching.started.wait(60)
        begun, length = time.monotonic(), chance.uniform(0, 0.6)
        while time.monotonic() - begun < length:
            path = chance.choice(paths)
            want[path] = want[path] + f"\n- more {number}\n".encode()
            path.write_bytes(want[path])
            threading.Event().wait(chance.uniform(0, 0.05))
        watching.process.kill()
        watching.process.wait()
        wrong += [f"kill {number}: {path} is not what was written" for path, data in want.items() if path.read_bytes() != data]
        if number % 25 == 24 or number == times - 1:
            subprocess.run(notes_kit(vault, "index", "--quiet"), check=True, stdout=subprocess.DEVNULL)
            if rows(vault) != fresh(vault, folder / "fresh"):
                wrong.append(f"kill {number}: the index differs from a fresh one")
    left = [
        path.name for path in vault.rglob("*") if ".notes-kit" not in path.parts and path.is_file() and path not in want and path.suffix != ".yaml"
    ]
    wrong += [f"left behind: {name}" for name in left]
    print(f"kills: {times}, {len(want)} notes")
    return wrong


def main() -> int:
    """Do both, and say what was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--notes", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = storm(Path(folder), arguments.notes, arguments.seconds, arguments.seed) if arguments.seconds else []
        wrong += kills(Path(folder), max(arguments.notes // 8, 10), arguments.kills, arguments.seed) if arguments.kills else []
    for line in wrong:
        print(f"WRONG  {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
