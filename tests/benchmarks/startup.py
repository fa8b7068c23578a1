"""What it costs to ask: `--help`, and `due` on 2,000 notes, beside importing click and sqlite3 alone.

    python tests/benchmarks/startup.py [--notes 2000] [--times 15]

Exits 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from make_vault import make
from measure import Bar, best, in_turns, judge, notes_kit, run, spread

MOST_OF_IMPORTS = 2.5
"""`--help`, and `due` with an index that is up to date, take at most this many times the imports."""


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=2_000)
    parser.add_argument("--times", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        make(vault, arguments.notes)
        run(notes_kit(vault, "index"))
        imports, asked, due = in_turns(
            lambda: run([sys.executable, "-c", "import click, sqlite3"]),
            lambda: run(notes_kit(None, "--help")),
            lambda: run(notes_kit(vault, "due"), statuses=(0, 1)),
            times=arguments.times,
        )
    print(f"import click, sqlite3     {spread(imports)}")
    print(f"notes-kit --help          {spread(asked)}")
    print(f"notes-kit due             {spread(due)}   ({arguments.notes} notes)")
    how = "times importing click and sqlite3"
    return judge([
        Bar("--help", best(asked) / best(imports), MOST_OF_IMPORTS, how),
        Bar("due", best(due) / best(imports), MOST_OF_IMPORTS, how),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
