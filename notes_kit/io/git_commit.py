"""A commit of some notes as they stand on disk, made by plumbing: no hook, filter, signer or editor of anybody's runs.

What else is staged stays staged and is no part of it. Refused are repositories in the middle of something,
notes with conflict marks, and notes that Git keeps in another form (encrypted, or in large-file storage):
making that form would need programs that the repository names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress

from notes_kit.io.files import read_bytes
from notes_kit.io.git_repo import Repository
from notes_kit.io.git_run import GitError

_MARKS = re.compile(rb"^(?:<{7}|>{7})(?: |\r?$)", re.MULTILINE)
_PLAIN = (b"unspecified", b"unset")
_FILE = "100644"


class NotNowError(GitError):
    """The notes cannot be committed as things stand; they will when a person has seen to it."""


def commit_notes(repository: Repository, root: str, paths: Sequence[str], message: str) -> str:
    """Commit notes by their paths from the vault's `root`, those that are gone as deletions; the commit's id, or nothing where nothing differs.

    Raises:
        NotNowError: a merge or the like is under way, HEAD is on no branch, a note holds conflict marks or has a filter.
        GitError: Git refuses, for one because it does not know who commits.
    """
    git = repository.git
    if repository.underway:
        raise NotNowError(f"Git is in the middle of a {repository.underway}")
    if git.try_to("symbolic-ref", "--quiet", "HEAD", most=10_000)[0] != 0:
        raise NotNowError("HEAD is on no branch (`git switch BRANCH` puts it on one)")
    full = {path: repository.prefix + path for path in paths}
    _refuse_filters(repository, list(full.values()))
    modes = _modes(repository, list(full.values()))
    entries = b"".join(_entry(repository, root, path, name, modes.get(name, _FILE)) for path, name in full.items())
    tip, tree = (repository.head.id, repository.head.tree) if repository.head else ("", repository.empty)
    scratch = os.path.join(repository.folder, f"notes-kit-index.{os.getpid()}")
    try:
        extra = {"GIT_INDEX_FILE": scratch}
        git.ask("read-tree", tree, extra=extra)
        git.ask("update-index", "-z", "--index-info", feed=entries, extra=extra)
        new_tree = git.ask("write-tree", extra=extra).decode("ascii").strip()
    finally:
        for name in (scratch, f"{scratch}.lock"):
            with suppress(OSError):
                os.unlink(name)
    if new_tree == tree:
        return ""
    parents = ["-p", tip] if tip else []
    made = git.ask("commit-tree", new_tree, *parents, "-F", "-", feed=message.encode()).decode("ascii").strip()
    # First the index, then the branch: if one is locked, the notes stand staged, and nothing seems taken back.
    git.ask("update-index", "-z", "--index-info", feed=entries)
    subject = message.split("\n", 1)[0]
    git.ask("update-ref", "-m", f"commit: {subject}", "HEAD", made, tip or "0" * len(made))
    return made


def _refuse_filters(repository: Repository, names: Sequence[str]) -> None:
    said = repository.git.ask("check-attr", "-z", "--stdin", "filter", feed=b"".join(os.fsencode(name) + b"\0" for name in names)).split(b"\0")
    for name, _, value in zip(said[::3], said[1::3], said[2::3], strict=False):
        if value not in _PLAIN:
            raise NotNowError(
                f"{os.fsdecode(name)} passes through the filter “{value.decode('utf-8', 'replace')}” on its way into Git; commit it yourself"
            )


def _modes(repository: Repository, names: Sequence[str]) -> dict[str, str]:
    """The modes under which Git keeps these files, as far as it does."""
    found = {}
    for line in repository.git.ask("ls-files", "--stage", "-z", "--", *names).split(b"\0"):
        head, _, name = line.partition(b"\t")
        mode, _, stage = head.decode("ascii").split() if head else ("", "", "0")
        if stage != "0":
            raise NotNowError(f"Git holds two versions of {os.fsdecode(name)}; choose between them (`git add` says which)")
        if mode:
            found[os.fsdecode(name)] = mode
    return found


def _entry(repository: Repository, root: str, path: str, name: str, mode: str) -> bytes:
    """The line of `update-index --index-info` for a note as it stands on disk."""
    try:
        data = read_bytes(root, path)
    except FileNotFoundError:
        return f"0 {'0' * (64 if repository.format == 'sha256' else 40)}\t".encode() + os.fsencode(name) + b"\0"
    except OSError as problem:
        raise NotNowError(f"{path} cannot be read: {problem.strerror}") from problem
    if _MARKS.search(data):
        raise NotNowError(f"{path} holds conflict marks")
    blob = repository.git.ask("hash-object", "-w", "--stdin", f"--path={name}", feed=data).decode("ascii").strip()
    return f"{mode} {blob}\t".encode() + os.fsencode(name) + b"\0"
