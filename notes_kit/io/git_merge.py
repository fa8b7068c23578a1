"""Git's own merge of three texts, and the settings and attributes by which Git asks for ours."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from shlex import quote

from notes_kit.io.git import repository_above
from notes_kit.io.git_run import Git, GitError, find_git

DRIVER = "notes-kit"
LINE = "*.md merge=notes-kit diff=notes-kit"
MARK = "# notes-kit: properties are merged by key, and shown a line each; `notes-kit git remove` takes this out"
_ERRORS = 128
"""From this exit status on, `git merge-file` tells of a failure and not of conflicts."""


def merge_texts(ours: bytes, base: bytes, theirs: bytes, *, size: int = 7, folder: str = "") -> tuple[bytes, int]:
    """Three texts merged as Git merges them, and how many conflicts were left, in the style that the person chose.

    Raises:
        GitError: one of them is binary, or Git cannot be run.
    """
    here = folder or os.getcwd()
    git = Git(find_git(here), repository_above(here) or here)
    with tempfile.TemporaryDirectory() as scratch:
        paths = []
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            path = os.path.join(scratch, name)
            with open(path, "wb") as stream:
                stream.write(data)
            paths.append(path)
        words = ["merge-file", "-p", f"--marker-size={size}", "-L", "ours", "-L", "base", "-L", "theirs", *paths]
        status, said, why = git.try_to(*words)
    if status >= _ERRORS:
        raise GitError(f"Git cannot merge these: {why}")
    return said, status


def settings() -> dict[str, str]:
    """What `.git/config` has to say for Git to ask notes-kit."""
    program = f"{quote(sys.executable)} -m notes_kit git"
    return {
        f"merge.{DRIVER}.name": "notes by property and list item (notes-kit)",
        f"merge.{DRIVER}.driver": f"{program} merge %O %A %B %L",
        f"diff.{DRIVER}.textconv": f"{program} text",
        f"diff.{DRIVER}.xfuncname": "^(#{1,6} .*|[A-Za-z][A-Za-z0-9 _-]*:.*)$",
        f"diff.{DRIVER}.cachetextconv": "false",
    }


def configured(git: Git) -> dict[str, str]:
    """Which of these settings the repository has, as they stand there."""
    found = {}
    for name in settings():
        status, said, _ = git.try_to("config", "--local", "--get", name, most=10_000)
        if status == 0:
            found[name] = said.decode("utf-8", "replace").rstrip("\n")
    return found


def configure(git: Git, wanted: Sequence[tuple[str, str]]) -> None:
    """Write settings into `.git/config`; an empty value takes one out.

    Raises:
        GitError: the file is locked or cannot be written.
    """
    for name, value in wanted:
        if value:
            git.ask("config", "--local", name, value)
        else:
            git.try_to("config", "--local", "--unset-all", name)
    for section in (f"merge.{DRIVER}", f"diff.{DRIVER}"):
        if wanted and not any(value for name, value in wanted):
            git.try_to("config", "--local", "--remove-section", section)


def attributes_with(text: str) -> str:
    """`.gitattributes` with our line, under its comment; what is there stays."""
    if LINE in text.splitlines():
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    begin = text if not text or text.endswith("\n") else text + newline
    return f"{begin}{MARK}{newline}{LINE}{newline}"


def attributes_without(text: str) -> str:
    """`.gitattributes` without our line and its comment."""
    return "".join(line for line in text.splitlines(keepends=True) if line.rstrip("\r\n") not in (MARK, LINE))
