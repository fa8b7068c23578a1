"""Git hooks of our own: put in place beside those of others, told apart from them, and taken out again."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from notes_kit.io.git import repository_above
from notes_kit.io.git_run import Git, GitError, find_git

MARK = "# notes-kit hook"
"""The words that tell our hooks from anybody else's."""

OLD_MARK = "# notes-kit pre-commit hook"
ASIDE = ".before-notes-kit"
"""Ending of a hook that was there before; ours runs it first."""

NAMES = ("pre-commit", "prepare-commit-msg", "pre-push")
_MOST = 100_000


class HookError(Exception):
    """The hooks cannot be put in place, or taken out."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One hook after the work: its file, and whether anything was written, deleted, or put aside."""

    file: str
    changed: bool
    beside: bool = False


def folder(root: str) -> str:
    """Where the repository of a vault keeps its hooks: one place for all worktrees, or what `core.hooksPath` says.

    Raises:
        HookError: there is no repository, or its hooks are those of every repository of this person.
        notes_kit.io.git_run.GitError: Git cannot be asked.
    """
    top = repository_above(root)
    if top is None:
        raise HookError(f"{root} is in no Git repository; `git init` makes one")
    git = Git(find_git(root), top)
    for scope in ("--local", "--worktree"):
        status, said, _ = git.try_to("config", scope, "--get", "--path", "core.hooksPath", most=_MOST)
        if status == 0:
            return os.path.join(top, os.fsdecode(said).rstrip("\n"))
    status, said, _ = git.try_to("config", "--global", "--get", "--path", "core.hooksPath", most=_MOST)
    if status == 0:
        where = os.fsdecode(said).rstrip("\n")
        raise HookError(
            f"your Git looks for the hooks of all repositories in {where} (core.hooksPath); nothing is put there. "
            "Set it for this repository alone: git config core.hooksPath .git/hooks"
        )
    status, said, why = git.try_to("rev-parse", "--git-common-dir", most=_MOST)
    if status != 0:
        raise GitError(f"Git cannot open the repository at {top}: {why}")
    return os.path.join(top, os.fsdecode(said).rstrip("\n"), "hooks")


def script(root: str, name: str) -> str:
    """What a hook runs: first whatever was there before, then ours. A notes-kit that is gone stops nobody."""
    from shlex import quote  # noqa: PLC0415

    python = quote(sys.executable)
    feed = "input=$(cat)\n" if name == "pre-push" else ""
    pipe = 'printf "%s\\n" "$input" | ' if name == "pre-push" else ""
    return (
        f"#!/bin/sh\n{MARK} {name}; `notes-kit hook uninstall` takes it out\n{feed}"
        f'if [ -x "$0{ASIDE}" ]; then {pipe}"$0{ASIDE}" "$@" || exit $?; fi\n'
        f"if [ ! -x {python} ]; then echo 'notes-kit is gone from this machine; `notes-kit hook install` again, or delete this hook' >&2; exit 0; fi\n"
        f'{pipe}{python} -m notes_kit --vault {quote(root)} hook run {name} "$@"\n'
    )


def install(root: str, names: tuple[str, ...] = NAMES) -> list[Hook]:
    """Put hooks in place. A hook of somebody else's is put aside and goes on running, before ours.

    Raises:
        HookError: see `folder`; or there are two hooks of somebody else's already.
        OSError: a file cannot be written.
    """
    place = folder(root)
    os.makedirs(place, exist_ok=True)
    return [_install(os.path.join(place, name), script(root, name)) for name in names]


def _install(file: str, wanted: str) -> Hook:
    there, beside = _read(file), os.path.lexists(file + ASIDE)
    if there == wanted:
        return Hook(file, changed=False, beside=beside)
    if there is not None and not _is_ours(there):
        if beside:
            raise HookError(f"{file} and {file}{ASIDE} are both hooks of somebody else's; make them one, then try again")
        os.rename(file, file + ASIDE)
        beside = True
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o755)
    with open(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(wanted)
    os.chmod(file, os.stat(file).st_mode | stat.S_IXUSR)  # Git runs it as the person who commits
    return Hook(file, changed=True, beside=beside)


def uninstall(root: str) -> list[Hook]:
    """Take our hooks out, and put back what was there before them; returns those that were.

    Raises:
        HookError: see `folder`.
    """
    return list(_uninstall(folder(root)))


def _uninstall(place: str) -> Iterator[Hook]:
    for name in NAMES:
        file = os.path.join(place, name)
        there = _read(file)
        if there is None or not _is_ours(there):
            continue
        os.unlink(file)
        beside = os.path.lexists(file + ASIDE)
        if beside:
            os.rename(file + ASIDE, file)
        yield Hook(file, changed=True, beside=beside)


def _is_ours(text: str) -> bool:
    return any(line.startswith((MARK, OLD_MARK)) for line in text.splitlines()[:3])


def _read(file: str) -> str | None:
    if not os.path.lexists(file):
        return None
    with suppress(OSError), open(file, encoding="utf-8", errors="replace") as stream:
        return stream.read(_MOST)
    return ""
