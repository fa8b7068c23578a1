"""What the index costs, beside the least that any program must do for the same answer.

    python tests/benchmarks/index.py [--notes 10000] [--times 9] [--vault FOLDER] [--large] [--peers]

- Warm: a second `index` with nothing changed, beside an interpreter that walks the folders and asks for every stat.
- Cold: the first `index` on two cores, beside the sum of reading all bytes, PyYAML's C loader over all front
  matters, and the inserts into SQLite, measured alone on one core: a row a note with its text, and FTS5 over these texts.
- Memory: the most that the first `index` holds, beside that of a tenth of the notes.
- `--vault` measures a copy of that vault instead of one that is made; `--large` also indexes ten times the notes, once,
  and holds the time to the number of notes; `--peers` runs other programs on the same vault, where they are installed.

Exits 1 if a bar is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from make_vault import make
from measure import MILLISECONDS, Bar, Run, best, in_turns, judge, notes_kit, run, spread

MOST_OF_WALK = 2.0
"""A second `index` takes at most this many times an interpreter's start and a stat of every file."""

MOST_OF_FLOOR = 1.5
"""The first `index`, on two cores, takes at most this many times reading, loading YAML and inserting on one."""

MOST_GROWTH = 1.25
"""Ten times the notes take at most this many times the memory: flat, but for what a page more of a B-tree costs."""

MOST_OF_TENTH = 11.0
"""Ten times the notes take at most this many times the time."""

MOST_A_NOTE = 1.5
"""And each note more takes at most this many KB: its path and its stat, in the walk and in what is kept of it."""

PATIENCE = 600
"""Seconds after which another program is no longer waited for."""

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
    """The first `index` of a vault, on two cores."""
    shutil.rmtree(vault / ".notes-kit", ignore_errors=True)
    return run(notes_kit(vault, "index"), cores=2)


def floor(vault: Path) -> Run:
    """The least work, on one core; its seconds are those of the three steps alone."""
    with tempfile.TemporaryDirectory() as folder:
        done = run([sys.executable, "-c", FLOOR, str(vault), str(Path(folder) / "floor.db")], cores=1)
    return Run(sum(json.loads(done.said).values()), done.peak, done.said)


@dataclass(frozen=True)
class Peer:
    """Another program: how to get it, how it is run on a vault, and what its time buys."""

    name: str
    source: str
    command: list[str]
    does: str


GRAPH = "import sys, pathlib, obsidiantools.api as api; api.Vault(pathlib.Path(sys.argv[1])).connect().gather()"


def peers(vault: Path, mddb: str, python: str) -> list[Peer]:
    """What is worth a look beside us; see `README.md` of each."""
    return [
        Peer("ripgrep", "a package of most systems", ["rg", "--count-matches", "--no-ignore", "hiring", str(vault)], "one word, nothing kept"),
        Peer(
            "MarkdownDB", "npm install mddb", [mddb, str(vault)], "properties, tags, links, tasks into SQLite; no words, places, points or second run"
        ),
        Peer("obsidiantools", "pip install obsidiantools", [python, "-c", GRAPH, str(vault)], "links and texts in memory; nothing kept, no places"),
    ]


def beside(one: Peer, folder: Path) -> str:
    """A line on another program's one run, or on why there was none."""
    start = time.perf_counter()
    try:
        done = subprocess.run(one.command, cwd=folder, capture_output=True, timeout=PATIENCE, check=False)
    except FileNotFoundError:
        return f"{one.name:<26}not here ({one.source})"
    except subprocess.TimeoutExpired:
        return f"{one.name:<26}more than {PATIENCE} s   ({one.does})"
    if done.returncode not in (0, 1):
        return f"{one.name:<26}ended with {done.returncode}: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}"
    if done.returncode == 1 and b"No module named" in done.stderr:
        return f"{one.name:<26}not here ({one.source})"
    return f"{one.name:<26}{(time.perf_counter() - start) * MILLISECONDS:.0f} ms once   ({one.does})"


def large(folder: Path, notes: int, tenth: Run) -> list[Bar]:
    """The first `index` of ten times the notes, once."""
    vault = folder / "large"
    size = make(vault, notes * 10)
    one = cold(vault)
    print(f"{notes * 10} notes, {size / 1e6:.1f} MB     {one.seconds:.1f} s, {one.cpu:.1f} s of processors, {one.peak:.0f} MB")
    if f"{notes * 10} notes: {notes * 10} new" not in one.said:
        sys.exit(f"not every note was indexed:\n{one.said}")
    return [
        Bar("ten times the notes", one.seconds / tenth.seconds, MOST_OF_TENTH, "times the time"),
        Bar("their memory", (one.peak - tenth.peak) * 1024 / (notes * 9), MOST_A_NOTE, "KB for each note more"),
    ]


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--mddb", default="mddb", help="the program of MarkdownDB")
    parser.add_argument("--python", default=sys.executable, help="a Python that has obsidiantools")
    arguments = parser.parse_args()
    bars: list[Bar] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        vault, tenth = folder / "vault", folder / "tenth"
        if arguments.vault:
            shutil.copytree(arguments.vault, vault, ignore=shutil.ignore_patterns(".notes-kit", ".git"))
            notes = sum(1 for _ in vault.rglob("*.md"))
            size = sum(path.stat().st_size for path in vault.rglob("*.md"))
        else:
            notes, size = arguments.notes, make(vault, arguments.notes)
        print(f"{notes} notes, {size / 1e6:.1f} MB; {len(os.sched_getaffinity(0))} cores")
        first, least = in_turns(lambda: cold(vault), lambda: floor(vault), times=max(arguments.times // 3, 1))
        again, walk = in_turns(
            lambda: run(notes_kit(vault, "index")), lambda: run([sys.executable, "-c", WALK, str(vault)]), times=arguments.times
        )  # fmt: skip
        parts = json.loads(min(least, key=lambda one: one.seconds).said)
        print(f"first index, two cores    {spread(first)}; {min(one.cpu for one in first):.1f} s of processors")
        print(f"  read + load + insert    {spread(least)}   ({', '.join(f'{part} {seconds * 1000:.0f}' for part, seconds in parts.items())})")
        print(f"second index              {spread(again)}")
        print(f"  start + walk + stat     {spread(walk)}")
        if arguments.peers:
            for one in peers(vault, arguments.mddb, arguments.python):
                print(beside(one, folder))
        peak = max(one.peak for one in first)
        bars += [
            Bar("second index", best(again) / best(walk), MOST_OF_WALK, "times an interpreter's start and a walk with stats"),
            Bar("first index", best(first) / best(least), MOST_OF_FLOOR, "times reading, loading YAML and inserting on one core, itself on two"),
        ]
        if not arguments.vault:
            make(tenth, notes // 10)
            small = cold(tenth)
            print(f"peak memory               {peak:.0f} MB   ({small.peak:.0f} MB for {notes // 10} notes)")
            bars.append(Bar("memory", peak / small.peak, MOST_GROWTH, "times that of a tenth of the notes"))
        if arguments.large:
            bars += large(folder, notes, min(first, key=lambda one: one.seconds))
    return judge(bars)


if __name__ == "__main__":
    sys.exit(main())
