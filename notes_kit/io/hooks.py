"""A Git pre-commit hook of our own: put in place, told apart from others', and taken out again."""

from __future__ import annotations

import os
import stat
import sys

from notes_kit.io.git import repository_above

MARK = "# notes-kit pre-commit hook"
"""The line that tells our hook from anybody else's."""


class HookError(Exception):
    """The hook cannot be put in place, or taken out."""


def _file(root: str) -> str:
    repository = repository_above(root)
    if repository is None:
        raise HookError(f"{root} is in no Git repository; `git init` makes one")
    folder = os.path.join(repository, ".git")
    if not os.path.isdir(folder):
        raise HookError(f"{folder} is no folder (a worktree or a submodule); put the hook where that repository keeps its hooks")
    return os.path.join(folder, "hooks", "pre-commit")


def script(root: str) -> str:
    """What the hook runs: faults stop the commit, duties only tell."""
    from shlex import quote  # noqa: PLC0415

    command = f"{quote(sys.executable)} -m notes_kit --vault {quote(root)} lint --select faults --fail-on error --quiet"
    return f"#!/bin/sh\n{MARK}; `notes-kit hook uninstall` takes it out\n{command} || exit 1\n"


def install(root: str) -> tuple[str, bool]:
    """Put the hook in place; returns its path, and whether anything was written.

    Raises:
        HookError: there is no repository, or a hook that is not ours: it is left alone.
    """
    file, wanted = _file(root), script(root)
    if os.path.lexists(file):
        with open(file, encoding="utf-8", errors="replace") as stream:
            there = stream.read(100_000)
        if there == wanted:
            return file, False
        if MARK not in there:
            raise HookError(f"{file} is a hook of somebody else's and is left alone; add this line to it:\n{wanted.splitlines()[2]}")
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8") as stream:
        stream.write(wanted)
    os.chmod(file, os.stat(file).st_mode | stat.S_IXUSR)  # Git runs it as the person who commits
    return file, True


def uninstall(root: str) -> tuple[str, bool]:
    """Take our hook out; returns its path, and whether there was one.

    Raises:
        HookError: there is no repository, or the hook there is not ours.
    """
    file = _file(root)
    if not os.path.lexists(file):
        return file, False
    with open(file, encoding="utf-8", errors="replace") as stream:
        if MARK not in stream.read(100_000):
            raise HookError(f"{file} is a hook of somebody else's and is left alone")
    os.unlink(file)
    return file, True
