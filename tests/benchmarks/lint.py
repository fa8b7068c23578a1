"""What a check costs where nothing changed, on a new day, and after one changed note, beside the least that it takes.

    python tests/benchmarks/lint.py [--notes 10000] [--times 9]

- Warm: `lint` with nothing changed since the last, beside an interpreter that imports click.
- A changed note: what `lint` takes longer than warm where one note was saved, beside the same in a tenth of the notes:
  it may not grow with the vault. The walk that looks for the change is in both, and so in neither difference.
- A new day: `due` on the day after, beside the first of all, which reads nothing new either but judges everything.

Processor time is compared, which a busy machine distorts less. Exits 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from make_vault import make
from measure import MILLISECONDS, Bar, Run, in_turns, judge, notes_kit, run

MOST_OF_START = 6.0
"""A warm `lint` takes at most this many times an interpreter's start with click."""

MOST_GROWTH = 2.0
"""In ten times the notes a change costs at most this many times as much: what is looked up in a larger index, and nothing that is read."""

MOST_OF_FIRST = 0.6
"""The first `due` of a day takes at most this part of the first of all."""

FOUND = (0, 1)
TWO_DAYS = ("2026-05-19", "2026-05-20")


def cpu(runs: list[Run]) -> float:
    """The processor's seconds of the fastest run."""
    return min(one.cpu for one in runs)


def shown(runs: list[Run]) -> str:
    """Best and median, in milliseconds of the processor."""
    return f"best {cpu(runs) * MILLISECONDS:.0f} ms, median {median(one.cpu for one in runs) * MILLISECONDS:.0f} ms"


def linted(vault: Path) -> Run:
    """`lint` of a vault, as it stands."""
    return run(notes_kit(vault, "lint"), statuses=FOUND)


def saving(vault: Path) -> Callable[[], Run]:
    """A function that saves one note, of a talk that was held, with a line more, and lints."""
    note = next(path for path in sorted((vault / "interviews").rglob("*.md")) if "outcome: held" in path.read_text(encoding="utf-8"))

    def save() -> Run:
        with note.open("a", encoding="utf-8") as stream:
            stream.write("- [ ] Send the paper 📅 2026-05-01\n")
        return linted(vault)

    return save


def first(vault: Path) -> Run:
    """The first `due` of all: the notes are read already, and nothing is judged."""
    (vault / ".notes-kit" / "index.db").unlink(missing_ok=True)
    run(notes_kit(vault, "index"))
    return run(notes_kit(vault, "due"), statuses=FOUND)


def next_day(vault: Path) -> Run:
    """`due` on another day than the last time."""
    days = [run([*notes_kit(vault, "due"), "--today", day], statuses=FOUND) for day in TWO_DAYS]
    return days[-1]


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault, tenth = Path(folder) / "vault", Path(folder) / "tenth"
        make(vault, arguments.notes)
        make(tenth, arguments.notes // 10)
        few = max(arguments.times // 4, 1)
        anew, day = in_turns(lambda: first(vault), lambda: next_day(vault), times=few)
        linted(tenth)
        start, warm, small = in_turns(
            lambda: run([sys.executable, "-c", "import click"]), lambda: linted(vault), lambda: linted(tenth), times=arguments.times
        )
        after, small_after = in_turns(saving(vault), saving(tenth), times=arguments.times)
    print(f"import click              {shown(start)}")
    print(f"lint, warm                {shown(warm)}   ({arguments.notes} notes; {shown(small)} for a tenth)")
    print(f"lint, one note changed    {shown(after)}   ({shown(small_after)} for a tenth)")
    print(f"due, on a new day         {shown(day)}   ({shown(anew)} at first)")
    least = cpu(start)
    return judge([
        Bar("warm lint", cpu(warm) / least, MOST_OF_START, "times an interpreter's start with click"),
        Bar("a changed note", max(cpu(after) - cpu(warm), 0) / max(cpu(small_after) - cpu(small), least / 10), MOST_GROWTH,
            "times what it costs in a tenth of the notes"),
        Bar("a new day", cpu(day) / cpu(anew), MOST_OF_FIRST, "of the first `due` of all"),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
