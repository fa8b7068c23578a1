"""Make the Git repository of a network kept for three years: the same number and seed give the same commits, everywhere.

    python tests/benchmarks/make_history.py FOLDER --notes 3000 --commits 5000

The notes are those of `make_vault`. Each came into being on a day of its own, in up to four versions, some under another
name; a machine committed every change there was (obsidian-git's "vault backup"), one of two people's, and their machines
were merged every now and then. `git fast-import` writes it, so no time is spent on a working tree before the end.
"""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from make_vault import DAY, write

BEGIN = datetime(DAY.year - 3, DAY.month, DAY.day, 7, tzinfo=UTC)
END = datetime(DAY.year, DAY.month, DAY.day, 19, tzinfo=UTC)
LONG = int((END - BEGIN).total_seconds() // 60)
PEOPLE = ("Iris Halloran <iris@home.example>", "Noor Haddad <noor@work.example>")
RENAMED = 0.04
MERGED_EVERY = 60
BRANCH = 3
SETTINGS = ("notes-kit.yaml", "# A vault made for measuring.\n")


class Edit(NamedTuple):
    """What was saved when: a path with its text, or the path that it had before, too."""

    when: datetime
    path: str
    text: str
    was: str = ""


def edits(notes: int, seed: int) -> list[Edit]:
    """Every save of every note, in the order of time; the last of each is the note that `make_vault` writes."""
    found = [Edit(BEGIN, *SETTINGS)]
    for path, text in write(notes, seed):
        chance = Random(f"{seed}:history:{path}")
        born = BEGIN + timedelta(minutes=chance.randrange(LONG - 5_000))
        left = int((END - born).total_seconds() // 60)
        days = sorted(born + timedelta(minutes=chance.randrange(1, min(left, 190_000))) for _ in range(chance.randint(0, 3)))
        first = path.replace(".md", " (draft).md") if days and chance.random() < RENAMED else path
        texts = _versions(chance, text, len(days) + 1)
        found.append(Edit(born, first, texts[0]))
        for number, (when, version) in enumerate(zip(days, texts[1:], strict=True)):
            found.append(Edit(when, path, version, first if number == 0 and first != path else ""))
    return sorted(found)


def _versions(chance: Random, text: str, count: int) -> list[str]:
    """The text as it grew: each version has more of its lines than the one before, and the properties of the first are fewer."""
    front, _, body = text.partition("\n---\n")
    lines = body.split("\n")
    made = []
    for number in range(count - 1):
        kept = max(2, len(lines) * (number + 1) // count)
        head = front if number else "\n".join(line for line in front.split("\n") if not line.startswith(("replied:", "thanked:", "outcome:")))
        made.append(head + "\n---\n" + "\n".join(lines[:kept]) + "\n" + f"<!-- {chance.randrange(10**6)} -->\n")
    return [*made, text]


def stream(notes: int, commits: int, seed: int) -> Iterator[bytes]:
    """What `git fast-import` reads."""
    found = edits(notes, seed)
    groups = [found[len(found) * at // commits : len(found) * (at + 1) // commits] for at in range(commits)]
    groups = [group for group in groups if group]
    mark, tip = 0, 0
    at = 0
    while at < len(groups):
        if at and at % MERGED_EVERY == 0 and at + BRANCH < len(groups):
            side, fork = tip, tip
            for group in groups[at : at + BRANCH]:
                mark += 1
                yield _commit("laptop", mark, side, group, PEOPLE[1], f"vault backup: {group[-1].when:%Y-%m-%d %H:%M:%S}")
                side = mark
            mark += 1
            yield _commit("main", mark, fork, groups[at + BRANCH], PEOPLE[0], f"vault backup: {groups[at + BRANCH][-1].when:%Y-%m-%d %H:%M:%S}")
            mark += 1
            together = [edit for group in groups[at : at + BRANCH] for edit in group]
            later = groups[at + BRANCH][-1].when + timedelta(seconds=30)
            yield _commit("main", mark, mark - 1, together, PEOPLE[0], "Merge branch 'laptop'", merged=side, when=later)
            tip = mark
            at += BRANCH + 1
            continue
        mark += 1
        who = PEOPLE[at % 5 == 0]
        yield _commit("main", mark, tip, groups[at], who, f"vault backup: {groups[at][-1].when:%Y-%m-%d %H:%M:%S}")
        tip = mark
        at += 1


def _commit(
    branch: str, mark: int, parent: int, group: list[Edit], who: str, words: str, *, merged: int = 0, when: datetime | None = None
) -> bytes:  # fmt: skip
    seconds = int((when or group[-1].when).timestamp())
    lines = [f"commit refs/heads/{branch}\nmark :{mark}\ncommitter {who} {seconds} +0100\n".encode(), _data(words)]
    lines += [f"from :{parent}\n".encode()] if parent else []
    lines += [f"merge :{merged}\n".encode()] if merged else []
    for edit in group:
        if edit.was:
            lines.append(f"D {_quoted(edit.was)}\n".encode())
        lines += [f"M 100644 inline {_quoted(edit.path)}\n".encode(), _data(edit.text)]
    return b"".join(lines)


def _data(text: str) -> bytes:
    data = text.encode()
    return b"data %d\n%s\n" % (len(data), data)


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def make(folder: Path, notes: int, commits: int, seed: int = 1) -> None:
    """Make the repository in a folder that is empty or does not exist, checked out and packed as a clone is."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    with subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for part in stream(notes, commits, seed):
            process.stdin.write(part)
        process.stdin.close()
        if process.wait() != 0:
            raise SystemExit("git fast-import failed")
    git(folder, "repack", "-q", "-a", "-d")
    git(folder, "commit-graph", "write", "--reachable")
    git(folder, "reset", "-q", "--hard")


def git(folder: Path, *words: str) -> str:
    """What plain Git prints."""
    done = subprocess.run(["git", *words], cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    return done.stdout.rstrip("\n")


def main() -> None:
    """Read the command line and make the repository."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=3_000)
    parser.add_argument("--commits", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    make(arguments.folder, arguments.notes, arguments.commits, arguments.seed)
    print(f"{git(arguments.folder, 'rev-list', '--count', 'HEAD')} commits in {arguments.folder}")


if __name__ == "__main__":
    main()
