"""Runs the console blocks of a Markdown file and compares what is said with what is written there.

A block fenced as `console` holds commands after `$ ` and below each what it prints, both streams together:

    $ notes-kit due
    contacts/Ada Okafor.md:15:5: …
    [exit 1]

Commands are handed to bash, with `notes-kit` first in the PATH, one after another in one temporary folder; `cd` lasts.
A here-document (`<<'EOF'`) or a backslash at the end of a line goes on in the next one. `[exit N]` closes the
output of a command whose status N is not 0. In expected output `…` inside a line stands for any text, and `…` alone
on a line for any lines. The temporary folder is shown as `/home/me`.
"""

from __future__ import annotations

import difflib
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

HOME = "/home/me"
_FENCE = re.compile(r"^(?P<ticks>`{3,})console[ \t]*\n(?P<body>.*?)^(?P=ticks)[ \t]*$", re.MULTILINE | re.DOTALL)
_HERE = re.compile(r"(?<!<)<<-?\s*(['\"]?)(?P<end>\w+)\1")
_SECONDS = 60
_CRASHED = re.compile(r"fault of notes-kit itself|^Traceback \(most recent call last\)", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One command and what it should print; `start` and `end` delimit the expected text in the file."""

    command: str
    expected: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Outcome:
    """What a command printed, as a transcript writes it, and the folder that it left the shell in."""

    said: str
    folder: Path


def steps(text: str) -> list[Step]:
    """Every command of every console block of a Markdown text, in order."""
    return [step for block in _FENCE.finditer(text) for step in _block(text, block.start("body"), block.end("body"))]


def _block(text: str, start: int, end: int) -> list[Step]:
    commands: list[tuple[str, int, int]] = []  # the command, where it begins, where it ends
    at = start
    while at < end:
        line = _line(text, at, end)
        if not line.startswith("$ "):
            if not commands:
                number = text.count("\n", 0, at) + 1
                raise ValueError(f"line {number}: a console block begins with a command after `$ `, not with {line!r}")
            at += len(line)
            continue
        command_end = at + len(line)
        here = _HERE.search(line)
        while command_end < end and (line.endswith("\\\n") or (here and line.strip() != here["end"])):
            line = _line(text, command_end, end)
            command_end += len(line)
        commands.append((text[at + 2 : command_end], at, command_end))
        at = command_end
    begins = [begin for _, begin, _ in commands[1:]] + [end]
    return [
        Step(command, text[output:next_begin], output, next_begin, text.count("\n", 0, begin) + 1)
        for (command, begin, output), next_begin in zip(commands, begins, strict=True)
    ]


def _line(text: str, at: int, end: int) -> str:
    newline = text.find("\n", at, end)
    return text[at : newline + 1 if newline >= 0 else end]


def run(command: str, folder: Path, home: Path, environment: dict[str, str]) -> Outcome:
    """Run one command as a person at a terminal without colour would, and say what it printed."""
    place = home / ".left-in"
    script = f"{command}\nstatus=$?\npwd -P > {str(place)!r}\nexit $status\n"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script],
        check=False, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=_SECONDS,
    )  # fmt: skip
    said = done.stdout.decode("utf-8", "backslashreplace").replace(str(home), HOME)
    if said and not said.endswith("\n"):
        said += "\n"
    if done.returncode:
        said += f"[exit {done.returncode}]\n"
    left_in = Path(place.read_text(encoding="utf-8").rstrip("\n")) if place.exists() else folder
    place.unlink(missing_ok=True)
    return Outcome(said, left_in)


def environment_for(home: Path, today: str) -> dict[str, str]:
    """The environment of a transcript: this interpreter's `notes-kit`, no colour, 100 columns, a fixed day."""
    scripts = str(Path(sys.executable).parent)
    own = {
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]),
        "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "1", "COLUMNS": "100", "TERM": "dumb",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    if today:
        own["NOTES_KIT_TODAY"] = today
    return own | {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


def matches(expected: str, said: str) -> bool:
    """Whether the output is what was expected, `…` standing for any text."""
    if "…" not in expected:
        return expected == said
    parts = ["(?:.*\n)*?" if line.strip() == "…" else ".*?".join(map(re.escape, line.split("…"))) + "\n" for line in expected.splitlines()]
    return re.fullmatch("".join(parts), said) is not None


def check(path: Path, folder: Path, home: Path, today: str = "", *, update: bool = False) -> int:
    """Run a file's commands from `folder` and compare; with `update`, rewrite what differs (but never with a crash).

    Returns:
        How many commands were run.

    Raises:
        AssertionError: where something else was said than is written, with a diff and the place.
    """
    text = path.read_text(encoding="utf-8")
    found = steps(text)
    for before, after in pairwise(found):
        assert before.end <= after.start, f"{path.name}: overlapping commands"
    environment = environment_for(home, today)
    changed: list[Step] = []
    for step in found:
        outcome = run(step.command, folder, home, environment)
        folder = outcome.folder
        if matches(step.expected, outcome.said):
            continue
        if not update or _CRASHED.search(outcome.said):
            raise AssertionError(_difference(path, step, outcome.said))
        changed.append(replace(step, expected=outcome.said))
    for step in reversed(changed):
        text = text[: step.start] + step.expected + text[step.end :]
    if changed:
        path.write_text(text, encoding="utf-8")
    return len(found)


def _difference(path: Path, step: Step, said: str) -> str:
    lines = difflib.unified_diff(step.expected.splitlines(), said.splitlines(), "written", "said", lineterm="")
    shown = "\n".join(lines)
    return f"{path.name}:{step.line}: $ {step.command.strip()}\n{shown}\n(`pytest --update` rewrites what is written)"
