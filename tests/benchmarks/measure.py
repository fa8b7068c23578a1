"""Times whole processes, one after the other and in turns, so that both sides of a ratio meet the same weather."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TODAY = "2026-05-18"
MILLISECONDS = 1000

_UNLIKE_OTHERS = ("COVERAGE_", "NOTES_KIT_", "PYTHONDONTWRITEBYTECODE")
"""How the environment's variables begin that would make a run unlike that of an installed program, which is compiled."""


@dataclass(frozen=True)
class Run:
    """One process: wall-clock seconds from start to end, the most memory that it held in MB, what it printed.

    `cpu` is the processor's seconds, its own and those of the programs that it started: what a busy machine distorts less.
    """

    seconds: float
    peak: float
    said: str
    cpu: float = 0.0


@dataclass(frozen=True)
class Bar:
    """A figure with the most that it may be."""

    name: str
    figure: float
    most: float
    how: str

    @property
    def held(self) -> bool:
        """Whether it is kept."""
        return self.figure <= self.most


def notes_kit(vault: Path | None, *arguments: str) -> list[str]:
    """The command line of this environment's `notes-kit`, on a fixed day."""
    program = str(Path(sys.executable).parent / "notes-kit")
    return [program, *(["--vault", str(vault)] if vault else []), "--today", TODAY, *arguments]


def run(command: Sequence[str], *, cores: int | None = None, statuses: tuple[int, ...] = (0,)) -> Run:
    """Run one process to its end, on that many cores if said.

    Raises:
        SystemExit: it ended with another status; what it printed is shown.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_UNLIKE_OTHERS)}
    before = os.sched_getaffinity(0)
    if cores:
        os.sched_setaffinity(0, set(sorted(before)[:cores]))
    try:
        start = time.perf_counter()
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=plain) as process:
            said = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        os.sched_setaffinity(0, before)
    if process.returncode not in statuses:
        shown = " ".join(word if "\n" not in word else "…" for word in command)
        sys.exit(f"{shown} ended with {process.returncode}:\n{said}")
    return Run(seconds, usage.ru_maxrss / 1024, said, usage.ru_utime + usage.ru_stime)


def in_turns(*sides: Callable[[], Run], times: int) -> list[list[Run]]:
    """Run every side once, then every side again, `times` times; the first round warms caches and is dropped."""
    rounds = [[side() for side in sides] for _ in range(times + 1)]
    return [list(runs) for runs in zip(*rounds[1:], strict=True)]


def best(runs: list[Run]) -> float:
    """The fastest run in seconds: what the work costs when nothing else disturbs it."""
    return min(run.seconds for run in runs)


def spread(runs: list[Run]) -> str:
    """Best and median, in milliseconds."""
    return f"best {best(runs) * MILLISECONDS:.0f} ms, median {median(run.seconds for run in runs) * MILLISECONDS:.0f} ms"


def judge(bars: list[Bar]) -> int:
    """Print every bar; 1 if one is not held."""
    print()
    for bar in bars:
        print(f"{'held  ' if bar.held else 'BROKEN'}  {bar.figure:6.2f}  (at most {bar.most:g})  {bar.name}: {bar.how}")
    return 0 if all(bar.held for bar in bars) else 1
