"""What the index costs, beside the least that any program must do for the same answer.

    python tests/benchmarks/index.py [--notes 10000] [--times 9]

- Warm: a second `index` with nothing changed, beside an interpreter that walks the folders and asks for every stat.
- Cold: the first `index` on one core, beside the sum of reading all bytes, PyYAML's C loader over all front
  matters, and the inserts into SQLite alone: a row a note with its text, and FTS5 over these texts.
- Memory: the most that the first `index` holds, beside that of a tenth of the notes.

Exits 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from make_vault import make
from measure import Bar, Run, best, in_turns, judge, notes_kit, run, spread

MOST_OF_WALK = 3.0
"""A second `index` takes at most this many times an interpreter's start and a stat of every file."""

MOST_OF_FLOOR = 2.5
"""The first `index` takes at most this many times reading, loading YAML and inserting."""

MOST_GROWTH = 1.25
"""Ten times the notes take at most this many times the memory: flat, but for what a page more of a B-tree costs."""

WALK = """
import os, sys
stack, count = [sys.argv[1]], 0
while stack:
    with os.scandir(stack.pop()) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            else:
                entry.stat(follow_symlinks=False)
                count += 1
print(count)
"""

FLOOR = """
import json, os, re, sqlite3, sys, time, yaml
root, database = sys.argv[1:]
paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(".md")]

start = time.perf_counter()
notes = []
for path in paths:
    with open(path, "rb", buffering=0) as stream:
        notes.append(stream.read())
read = time.perf_counter() - start

split = re.compile(r"---\\n(.*?)\\n---\\n", re.DOTALL)
texts = [data.decode() for data in notes]
matters = [found[1] for text in texts if (found := split.match(text))]
start = time.perf_counter()
for matter in matters:
    yaml.load(matter, Loader=yaml.CSafeLoader)
load = time.perf_counter() - start

db = sqlite3.connect(database, isolation_level=None)
db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, path TEXT UNIQUE, text TEXT)")
db.execute("CREATE VIRTUAL TABLE search USING fts5 (text, content = notes, content_rowid = id)")
start = time.perf_counter()
db.execute("BEGIN")
for number, (path, text) in enumerate(zip(paths, texts)):
    db.execute("INSERT INTO notes VALUES (?, ?, ?)", (number, path, text))
    db.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))
db.execute("COMMIT")
insert = time.perf_counter() - start
print(json.dumps({"read": read, "load": load, "insert": insert}))
"""


def cold(vault: Path) -> Run:
    """The first `index` of a vault, on one core."""
    shutil.rmtree(vault / ".notes-kit", ignore_errors=True)
    return run(notes_kit(vault, "index"), cores=1)


def floor(vault: Path) -> Run:
    """The least work, on one core; its seconds are those of the three steps alone."""
    with tempfile.TemporaryDirectory() as folder:
        done = run([sys.executable, "-c", FLOOR, str(vault), str(Path(folder) / "floor.db")], cores=1)
    return Run(sum(json.loads(done.said).values()), done.peak, done.said)


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault, tenth = Path(folder) / "vault", Path(folder) / "tenth"
        size = make(vault, arguments.notes)
        make(tenth, arguments.notes // 10)
        print(f"{arguments.notes} notes, {size / 1e6:.1f} MB")
        first, least = in_turns(lambda: cold(vault), lambda: floor(vault), times=max(arguments.times // 3, 1))
        small = cold(tenth)
        again, walk = in_turns(
            lambda: run(notes_kit(vault, "index")), lambda: run([sys.executable, "-c", WALK, str(vault)]), times=arguments.times
        )  # fmt: skip
    parts = json.loads(min(least, key=lambda one: one.seconds).said)
    print(f"first index, one core     {spread(first)}")
    print(f"  read + load + insert    {spread(least)}   ({', '.join(f'{name} {seconds * 1000:.0f}' for name, seconds in parts.items())})")
    print(f"second index              {spread(again)}")
    print(f"  start + walk + stat     {spread(walk)}")
    peak = max(one.peak for one in first)
    print(f"peak memory               {peak:.0f} MB   ({small.peak:.0f} MB for {arguments.notes // 10} notes)")
    return judge([
        Bar("second index", best(again) / best(walk), MOST_OF_WALK, "times an interpreter's start and a walk with stats"),
        Bar("first index", best(first) / best(least), MOST_OF_FLOOR, "times reading, loading YAML and inserting, on one core"),
        Bar("memory", peak / small.peak, MOST_GROWTH, "times that of a tenth of the notes"),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
