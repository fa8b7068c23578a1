"""How soon `watch` tells of a save, and what it costs while nothing happens.

    python tests/benchmarks/watch.py [--notes 10000] [--times 40] [--idle 65] [--day 500]

- Told: from `close()` of a saved note to the printed finding, and to the index that another program can read, at a tenth
  of the notes and at all of them. Every second save takes the finding away again.
- Idle: the share of one core while nothing is saved; two sweeps and more lie within it.
- Day: memory after a day of saves, beside that after the first twenty.

Exits 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from statistics import median

from make_vault import make
from measure import MILLISECONDS, Bar, judge, notes_kit

QUIET = 0.15
"""The debounce of `io/watch.py`, in seconds: no answer can come sooner."""

MOST_AFTER = 0.06
"""Seconds after the debounce within which half of the saves are told of."""

MOST_GROWTH = 1.3
"""Ten times the notes take at most this many times as long."""

MOST_IDLE = 0.005
"""Share of a core while nothing happens."""

MOST_DAY = 1.1
"""Memory after a day of saves, beside that near its beginning."""

WARM = 20
TALK = "---\ntype: interview\ncontact: Vesna Achterberg\ndate: 2026-05-15\noutcome: held\n{}---\n\n## Notes\n\n- Words of save {}\n"


@dataclass(frozen=True)
class Told:
    """One save: seconds from `close()` to the line, and to the index."""

    line: float
    index: float


class Watched:
    """A running watch, and the lines that it prints with the moment of each."""

    def __init__(self, vault: Path) -> None:
        self.vault = vault
        self.note = vault / "interviews" / "2026-05-15 Vesna Achterberg.md"
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "NOTES_KIT_"))}
        self.process = subprocess.Popen(
            notes_kit(vault, "watch", "--json"), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=plain | {"PYTHONUNBUFFERED": "1"}
        )
        self.lines: Queue[tuple[float, dict[str, object]]] = Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.saves = 0
        self.until("started")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put((time.perf_counter(), json.loads(line)))

    def until(self, event: str, rule: str = "") -> float:
        """The moment of the next line of this event, of this rule if said."""
        while True:
            moment, said = self.lines.get(timeout=120)
            finding = said.get("finding")
            if said["event"] == event and (not rule or (isinstance(finding, dict) and finding["rule"] == rule)):
                return moment

    def save(self) -> Told:
        """Save the note so that its finding comes, or goes; what each took."""
        self.saves += 1
        comes = self.saves % 2 == 1
        before = self.hash()
        self.note.parent.mkdir(exist_ok=True)
        with self.note.open("w", encoding="utf-8") as stream:
            stream.write(TALK.format("" if comes else "thanked: 2026-05-16\n", self.saves))
        closed = time.perf_counter()
        indexed = self.when_indexed(before)
        return Told(self.until("finding-new" if comes else "finding-gone", "thank-you-missing") - closed, indexed - closed)

    def hash(self) -> str:
        """What the index says of the note."""
        with sqlite3.connect(f"file:{self.vault}/.notes-kit/index.db?mode=ro", uri=True) as db:
            row = db.execute("SELECT hash FROM notes WHERE path = ?", (self.note.relative_to(self.vault).as_posix(),)).fetchone()
        return str(row[0]) if row else ""

    def when_indexed(self, before: str) -> float:
        """The moment at which the index says something else."""
        pause = threading.Event()
        while self.hash() == before:
            pause.wait(0.002)
        return time.perf_counter()

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes resident."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def watched(vault: Path) -> Iterator[Watched]:
    """A watch that is ended."""
    one = Watched(vault)
    try:
        yield one
    finally:
        one.process.terminate()
        one.process.wait(20)


def saves(one: Watched, times: int) -> list[Told]:
    """What a number of saves took, the first two left out: they warm what is cached."""
    return [one.save() for _ in range(times + 2)][2:]


def words(told: list[Told]) -> str:
    """Medians and the slowest, in milliseconds."""
    line, index = (sorted(getattr(each, name) * MILLISECONDS for each in told) for name in ("line", "index"))
    return f"told: median {median(line):.0f} ms, slowest {line[-1]:.0f} ms; indexed: median {median(index):.0f} ms"


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--idle", type=float, default=65.0, help="seconds")
    parser.add_argument("--day", type=int, default=500, help="saves of a long day")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        make(small, max(arguments.notes // 10, 10))
        make(large, arguments.notes)
        with watched(small) as one:
            few = saves(one, arguments.times)
        with watched(large) as one:
            many = saves(one, arguments.times)
            threading.Event().wait(1.0)
            began, used = time.perf_counter(), one.cpu()
            threading.Event().wait(arguments.idle)
            idle = (one.cpu() - used) / (time.perf_counter() - began)
        with watched(small) as one:
            saves(one, WARM)
            early = one.memory()
            saves(one, arguments.day)
            late = one.memory()
    print(f"{max(arguments.notes // 10, 10):>6} notes   {words(few)}")
    print(f"{arguments.notes:>6} notes   {words(many)}")
    print(f"idle {idle:.2%} of a core")
    print(f"memory {early:.0f} MB, and {late:.0f} MB after {arguments.day} saves more")
    half = {name: median(each.line for each in told) for name, told in (("few", few), ("many", many))}
    return judge([
        Bar("told", half["many"] / (QUIET + MOST_AFTER), 1.0, f"times the debounce and {MOST_AFTER * MILLISECONDS:.0f} ms"),
        Bar("growth", half["many"] / half["few"], MOST_GROWTH, "times the wait in a vault of a tenth of the notes"),
        Bar("idle", idle, MOST_IDLE, f"of a core, over {arguments.idle:.0f} s"),
        Bar("day", late / early, MOST_DAY, "times the memory of the morning"),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
