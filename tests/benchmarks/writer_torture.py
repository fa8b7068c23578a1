"""The careful writer at full size: fuzzed edits, kills at random moments, saves by an editor in the same instant.

`python tests/benchmarks/writer_torture.py [edits|kills|rename|truncate] [--count N] [--seed N]` runs all four,
or one, at the size that the project promises, prints what it counted, and exits with 1 if anything was wrong.
The tests run the same code, smaller.
"""

from __future__ import annotations

import argparse
import mmap
import os
import shutil
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from edit_fuzz import MANY, Figures, fuzz_edits

from notes_kit.io.writer import Change, ExternallyChangedError, WriteError, recover, undo, write_note, write_notes
from notes_kit.parse.edit import encode, open_note, revise, set_property

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
FULL = {"edits": 100_000, "kills": 10_000, "rename": 3_000, "truncate": 3_000}

# ---- kills: at every instant a note is the old or the new version ----------------------------------------------------


@dataclass(frozen=True)
class State:
    """The versions of the notes of a small vault; 0 = the note is not there."""

    alone: int = 1
    pair: int = 1
    extra: int = 0

    def after(self, what: str, version: int) -> State:
        """The state after an operation."""
        if what == "alone":
            return State(version, self.pair, self.extra)
        return State(self.alone, version, version if what == "make" else 0 if what == "delete" else self.extra)

    def files(self) -> dict[str, bytes]:
        """What the vault holds."""
        made = {"alone.md": self.alone, "people/one.md": self.pair, "people/two.md": self.pair, "new/folder/extra.md": self.extra}
        return {path: content(path, version) for path, version in made.items() if version}


def content(path: str, version: int) -> bytes:
    """A note of some 2 to 20 KB that tells by itself whether it is whole."""
    words = f"{path} version {version}\n" * Random(version).randint(60, 700)
    return f"{sha256(words.encode()).hexdigest()}\n{words}".encode()


def plan(random: Random, state: State, depth: int) -> str:
    """The next operation."""
    what = random.choice(["alone", "alone", "pair", "make", "delete", "undo"])
    if what == "undo" and depth == 0:
        return "alone"
    return {"make": "pair" if state.extra else "make", "delete": "delete" if state.extra else "pair"}.get(what, what)


def step(random: Random, stack: list[State], version: int) -> str:
    """The name of the next operation, done to the stack of states."""
    what = plan(random, stack[-1], len(stack) - 1)
    if what == "undo":
        stack.pop()
    else:
        stack.append(stack[-1].after(what, version))
    return what


def work(root: str, seed: int, stack: list[State], version: int, shared: mmap.mmap) -> None:
    """Write until killed, telling after each operation that it is done."""
    random = Random(seed)
    done = 0
    while True:
        old = stack[-1]
        what = step(random, stack, version + done)
        if what == "undo":
            undo(root, now=NOW)
        else:
            before, after = old.files(), stack[-1].files()
            write_notes(root, [Change(path, before.get(path), after.get(path)) for path in sorted({*before, *after})], now=NOW)
        done += 1
        shared[:8] = struct.pack("q", done)


def kill_writers(count: int, seed: int = 1, folder: str | None = None) -> Figures:
    """Kill a process that writes, undoes, makes and deletes notes; then start again, which one time in ten is killed as well."""
    figures = Figures("kill -9 while writing")
    root = tempfile.mkdtemp(dir=folder)
    stack = [State()]
    for path, data in stack[0].files().items():
        (Path(root) / path).parent.mkdir(exist_ok=True)
        (Path(root) / path).write_bytes(data)
    shared = mmap.mmap(-1, 8)
    random = Random(seed)
    version = 2
    started = time.perf_counter()
    longest = 8 * pace(folder)
    for number in range(count):
        shared[:8] = struct.pack("q", 0)
        own = random.randrange(1 << 30)
        killed_after(random.uniform(0, longest), partial(work, root, own, list(stack), version, shared))
        if random.random() < 0.1:
            killed_after(random.uniform(0, longest / 8), partial(recover, root))
            figures.counted["starts killed too"] += 1
        left = recover(root)
        figures.counted["taken back"] += bool(left.taken_back)
        figures.counted["finished"] += bool(left.finished)
        done = struct.unpack("q", shared[:8])[0]
        figures.counted["operations"] += done
        stack = judge_kill(root, own, stack, version, done, figures, f"seed {seed} number {number}")
        if left.conflicts or left.problem:
            figures.bad.append(f"seed {seed} number {number}: {left}")
        version += done + 1
        del stack[:-30]  # the journal keeps 50 operations, undone ones and undoings among them
        figures.count += 1
        if len(figures.bad) > MANY:
            break
    figures.seconds = time.perf_counter() - started
    shutil.rmtree(root)
    return figures


def pace(folder: str | None) -> float:
    """Seconds that a write takes here and now; also loads what the first write loads, once for all child processes."""
    root = tempfile.mkdtemp(dir=folder)
    write_notes(root, [Change("n.md", None, b"0")], now=NOW)
    started = time.perf_counter()
    for number in range(20):
        write_notes(root, [Change("n.md", str(number).encode(), str(number + 1).encode())], now=NOW)
    shutil.rmtree(root)
    return (time.perf_counter() - started) / 20


def killed_after(seconds: float, call: Callable[[], object]) -> None:
    """Run a call in a child process and kill it after some time, or when it is done."""
    child = os.fork()
    if child == 0:
        try:
            call()
            os._exit(0)
        except BaseException as problem:  # noqa: BLE001 - the parent judges what is on the disk; this tells why
            sys.stderr.write(f"{type(problem).__name__}: {problem}\n")
            os._exit(1)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass  # a kill at a random microsecond: nothing to wait for
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def judge_kill(root: str, own: int, stack: list[State], version: int, done: int, figures: Figures, where: str) -> list[State]:
    """Find which of the two possible states is on the disk; everything else is wrong."""
    random = Random(own)
    stack = list(stack)
    for index in range(done):
        step(random, stack, version + index)
    later = list(stack)
    step(random, later, version + done)
    found, left = {}, []
    for path in sorted(Path(root).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".notes-kit/"):
            found[name] = path.read_bytes()
        elif name in (".notes-kit/lock", ".notes-kit/undo/pending.json") or name.endswith((".new", ".tmp", ".old")):
            left.append(name)
    if left:
        figures.bad.append(f"{where}: left behind: {left}")
    for possible in (stack, later):
        if found == possible[-1].files():
            return possible
    wrong = {name for state in (stack[-1], later[-1]) for name, data in state.files().items() if found.get(name) != data}
    figures.bad.append(f"{where}: neither the old nor the new state: {sorted(found)}, differing {sorted(wrong)}")
    for name in found:
        (Path(root) / name).unlink()
    for name, data in stack[-1].files().items():
        (Path(root) / name).parent.mkdir(parents=True, exist_ok=True)
        (Path(root) / name).write_bytes(data)
    shutil.rmtree(Path(root) / ".notes-kit")
    return [stack[-1]]


# ---- races: what somebody saves in the same instant is in the note or in a conflict copy -----------------------------


def save_by_rename(path: str, data: bytes) -> None:
    """As many editors save: a new file takes the place of the old."""
    Path(path + ".editor").write_bytes(data)
    os.replace(path + ".editor", path)


def save_by_truncating(path: str, data: bytes) -> None:
    """As the others save: the file is emptied, then written in pieces."""
    with Path(path).open("wb", buffering=0) as stream:
        stream.writelines(data[at : at + 512] for at in range(0, len(data), 512))


SAVES = {"rename": save_by_rename, "truncate": save_by_truncating}


def edit_like(start: int, end: int, save: Callable[[str, bytes], None], root: str, longest: float, seed: int) -> None:
    """The editor's process: for each line it reads, one save of that note after a random time."""
    random = Random(seed)
    with os.fdopen(start, "r", 1, "ascii") as orders, os.fdopen(end, "w", 1, "ascii") as answers:
        for order in orders:
            until = time.perf_counter() + random.uniform(0, longest)
            data = note_of(f"EDITOR-{order.strip()}", random.randint(1, 12))
            while time.perf_counter() < until:
                pass  # a save at a random microsecond
            save(os.path.join(root, f"{order.strip()}.md"), data)
            answers.write("saved\n")


def note_of(word: str, size: int) -> bytes:
    """A note that holds a word at its very end, where a torn save would not have it."""
    return ("---\ntype: contact\nreplied:\n---\n" + "A line of the note.\n" * 40 * size + word + "\n").encode()


def race_editors(count: int, style: str, seed: int = 1, folder: str | None = None) -> Figures:
    """One note after the other, saved by an editor while the tool reads, changes and writes it."""
    figures = Figures(f"saves racing the tool, by {style}")
    root = tempfile.mkdtemp(dir=folder)
    random = Random(seed)
    orders, answers = os.pipe(), os.pipe()
    longest = 1.5 * pace(folder) + 0.002  # two milliseconds go by between reading and writing
    editor = os.fork()
    if editor == 0:
        os.close(orders[1])
        os.close(answers[0])
        edit_like(orders[0], answers[1], SAVES[style], root, longest, seed)
        os._exit(0)
    os.close(orders[0])
    os.close(answers[1])
    started = time.perf_counter()
    with os.fdopen(orders[1], "w", 1, "ascii") as tell, os.fdopen(answers[0], "r", 1, "ascii") as told:
        for number in range(count):
            name = f"n{number}"
            path = Path(root) / f"{name}.md"
            path.write_bytes(note_of(f"BASE-{number}", random.randint(1, 12)))
            tell.write(f"{name}\n")
            outcome = use_the_tool(root, f"{name}.md")
            told.readline()
            judge_race(root, name, outcome, figures, f"seed {seed} number {number}")
            for kept in Path(root).glob(f"{name}[. ]*"):
                kept.unlink()
            if len(figures.bad) > MANY:
                break
    os.waitpid(editor, 0)
    figures.seconds = time.perf_counter() - started
    shutil.rmtree(root)
    return figures


def use_the_tool(root: str, path: str) -> str:
    """Read, change and write a note as a command does; what came of it."""
    data = (Path(root) / path).read_bytes()
    source = open_note(path, data)
    after = encode(revise(source, set_property(source, "replied", "2026-02-21")))
    try:
        write_note(root, path, data, after, now=NOW)
    except ExternallyChangedError as problem:
        return "kept both versions" if problem.conflict else "refused"
    except WriteError as problem:
        return f"failed: {problem}"
    return "written"


def judge_race(root: str, name: str, outcome: str, figures: Figures, where: str) -> None:
    """The editor's save is in the note or in a conflict copy, whole; and the tool said what it did."""
    figures.count += 1
    left = recover(root)
    note = (Path(root) / f"{name}.md").read_bytes()
    copies = [path.read_bytes() for path in Path(root).glob(f"{name} (notes-kit conflict*")]
    saved = f"EDITOR-{name}\n".encode()
    if not any(data.endswith(saved) for data in (note, *copies)):
        figures.bad.append(f"{where}: {outcome}: the editor's save is lost: {note[-40:]!r} {len(copies)} copies")
    if any(path.name.endswith((".tmp", ".old")) for path in Path(root).iterdir()):
        figures.bad.append(f"{where}: {outcome}: a temporary file is left")
    if outcome == "kept both versions" and not any(b"replied: 2026-02-21" in data for data in (note, *copies)):
        figures.bad.append(f"{where}: the tool's version is lost")
    if outcome.startswith("failed") or left.problem:
        figures.counted["failed otherwise"] += 1
    if outcome == "written":
        onto = b"replied: 2026-02-21" in note
        outcome = "written, and the save was found late" if left.conflicts else "written onto the save" if onto else "written before the save"
    figures.counted[outcome.split(":", 1)[0]] += 1


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=list(FULL))
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wrong = 0
    for what in [given.what] if given.what else FULL:
        count = given.count or FULL[what]
        runs = {"edits": fuzz_edits, "kills": kill_writers}
        figures = runs[what](count, given.seed) if what in runs else race_editors(count, what, given.seed)
        print(figures, flush=True)
        for line in figures.bad:
            print(f"  {line}", flush=True)
        wrong += len(figures.bad)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
