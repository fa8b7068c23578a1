"""What the past costs, beside Git itself and beside the present, in one run; exits with 1 if a bar is broken.

    python tests/benchmarks/history.py [--notes 3000] [--commits 5000] [--times 5]

On a network kept in Git for three years: `changes` over the last week beside `git diff --raw` over the same week (what is
not committed included, as in both) and the program's start; `report --at` a year ago, with nothing kept and with
everything kept, beside a report on a checkout of that commit, without and with its index.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from make_history import git, make
from measure import Bar, best, in_turns, judge, notes_kit, run, spread

WEEK, YEAR = "2026-05-11", "2025-05-18"
MOST_OF_DIFF = 3.0
"""`changes`, asked before, takes at most the start of the program and this many times `git diff --raw`."""

MOST_OF_COLD, MOST_OF_WARM = 1.5, 1.2
"""`report --at` takes at most this many times a report on a checkout: nothing kept on both sides, everything kept on both."""


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=3_000)
    parser.add_argument("--commits", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault, there = Path(folder) / "vault", Path(folder) / "checkout"
        make(vault, arguments.notes, arguments.commits)
        commit = git(vault, "rev-list", "-1", "--first-parent", f"--before={YEAR}T23:59:59+0100", "HEAD")
        git(vault, "worktree", "add", "-q", "--detach", str(there), commit)
        bars = [*_week(vault, arguments.times), *_year(vault, there, max(2, arguments.times // 2))]
    return judge(bars)


def _week(vault: Path, times: int) -> list[Bar]:
    since = git(vault, "rev-list", "-1", "--first-parent", f"--before={WEEK}T23:59:59+0100", "HEAD")
    asked = notes_kit(vault, "changes", f"{WEEK}..")
    run(notes_kit(vault, "index"))
    first = run(asked)
    (vault / "new note.md").write_text("# New\n", encoding="utf-8")
    edited = run(asked)
    diff, start, due, again = in_turns(
        lambda: run(["git", "-C", str(vault), "diff", "--raw", since]),
        lambda: run(notes_kit(None, "changes", "--help")),
        lambda: run(notes_kit(vault, "due"), statuses=(0, 1)),
        lambda: run(asked),
        times=times,
    )
    print(f"git diff --raw {WEEK}..    {spread(diff)}")
    print(f"notes-kit changes --help        {spread(start)}")
    print(f"notes-kit due                   {spread(due)}")
    print(f"notes-kit changes, the first    {first.seconds * 1000:.0f} ms, peak {first.peak:.0f} MB")
    print(f"notes-kit changes, after a save {edited.seconds * 1000:.0f} ms")
    print(f"notes-kit changes, again        {spread(again)}")
    costs = [min(one.cpu for one in side) for side in (diff, start, again)]
    print("processor's time: " + ", ".join(f"{words} {cost * 1000:.0f} ms" for words, cost in zip(("diff", "start", "changes"), costs, strict=True)))
    beyond = max(costs[2] - costs[1], 0.0)
    return [
        Bar(
            "changes over a week, asked before",
            beyond / costs[0],
            MOST_OF_DIFF,
            "times `git diff --raw`, beyond the program's start (processor's time)",
        )
    ]


def _year(vault: Path, there: Path, times: int) -> list[Bar]:
    past = notes_kit(vault, "report", "--at", YEAR, "--no-suggestions")
    present = notes_kit(there, "report", "--no-suggestions")
    present[present.index("--today") + 1] = past[past.index("--today") + 1] = YEAR

    def cold(command: list[str], kept: Path) -> float:
        shutil.rmtree(kept, ignore_errors=True)
        return run(command).seconds

    rounds = [(cold(past, vault / ".notes-kit"), cold(present, there / ".notes-kit")) for _ in range(times + 1)][1:]
    cold_past, cold_present = (min(side) for side in zip(*rounds, strict=True))
    warm_past, warm_present = in_turns(lambda: run(past), lambda: run(present), times=times)
    if warm_past[0].said.partition("\n")[2] != warm_present[0].said:  # the first line says which commit was read
        raise SystemExit("the two reports differ")
    print(f"report --at {YEAR}           cold {cold_past * 1000:.0f} ms; warm {spread(warm_past)}")
    print(f"report on a checkout            cold {cold_present * 1000:.0f} ms; warm {spread(warm_present)}")
    return [
        Bar("report --at a year ago, cold", cold_past / cold_present, MOST_OF_COLD, "times a cold report on a checkout"),
        Bar("report --at a year ago, kept", best(warm_past) / best(warm_present), MOST_OF_WARM, "times a warm report on a checkout"),
    ]


if __name__ == "__main__":
    sys.exit(main())
