"""The vault in a tree of Git: which files are notes, which are passed over and by which rule; as `files.scan` tells it of a disk."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notes_kit.io.files import Problem, Rules, Scan, Skipped, Stat, Walk
from notes_kit.io.git_repo import Repository
from notes_kit.io.git_values import Commit, Entry
from notes_kit.io.ignore import IgnoreFile

_ENDINGS = (".md", ".MD", ".Md", ".mD")
_IGNORE = ".gitignore"
_LARGEST = 1_000_000
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n.{0,200}?oid sha256:[0-9a-f]{64}\n", re.DOTALL)


@dataclass(slots=True)
class Listing:
    """The notes of a tree: a scan whose stats know sizes alone, and the id of each note's contents."""

    scan: Scan = field(default_factory=Scan)
    ids: dict[str, str] = field(default_factory=dict)


def read_texts(repository: Repository, entries: Iterable[Entry]) -> dict[str, str]:
    """The texts of a few small files, by path; bytes that are no UTF-8 are replaced.

    Raises:
        GitError: one cannot be read.
    """
    wanted = [entry for entry in entries if entry.mode.startswith("100")]
    if not wanted:
        return {}
    with repository.objects() as objects:
        blobs = list(objects.read([entry.id for entry in wanted], _LARGEST))
    return {entry.path: blob.data.decode("utf-8", "replace") for entry, blob in zip(wanted, blobs, strict=True)}


def list_notes(repository: Repository, commit: Commit, entries: Sequence[Entry], walk: Walk) -> Listing:
    """The notes among the entries of the vault's tree at a commit.

    Raises:
        GitError: an ignore file or a link cannot be read.
    """
    ignores = read_texts(repository, (entry for entry in entries if posixpath.basename(entry.path) == _IGNORE))
    files = {posixpath.dirname(path): IgnoreFile(posixpath.dirname(path), text.splitlines()) for path, text in ignores.items()}
    chooser = _Chooser(Rules(walk, _above(repository, commit)), files)
    links = [entry for entry in entries if entry.mode == "120000" and entry.path.endswith(_ENDINGS) and chooser.taken(entry.path)]
    targets: dict[str, str] = {}
    if links:
        with repository.objects() as objects:
            blobs = objects.read([entry.id for entry in links], 4_096)
            targets = {entry.path: os.fsdecode(blob.data) for entry, blob in zip(links, blobs, strict=True)}
    known = {entry.path for entry in entries}
    for entry in entries:
        chooser.take(entry, targets.get(entry.path), known)
    return chooser.listing


def _above(repository: Repository, commit: Commit) -> list[tuple[str, IgnoreFile]]:
    """The ignore files between the repository's top and the vault, outermost first, as `ignore.above` finds them on a disk."""
    if not repository.prefix:
        return []
    folders = repository.prefix.rstrip("/").split("/")
    spots = ["/".join([*folders[:depth], _IGNORE]) for depth in range(len(folders))]
    texts = read_texts(repository, repository.files(commit, spots))
    return [("/".join(folders[depth:]), IgnoreFile("", texts[spot].splitlines())) for depth, spot in enumerate(spots) if spot in texts]


class _Chooser:
    """Sorts the entries of a tree into notes, what is passed over, and what is wrong."""

    def __init__(self, rules: Rules, ignores: dict[str, IgnoreFile]) -> None:
        self.rules = rules
        self.ignores = ignores
        self.listing = Listing()
        self.folders: dict[str, list[IgnoreFile] | None] = {"": [ignores[""]] if "" in ignores else []}

    def folder(self, path: str) -> list[IgnoreFile] | None:
        """The ignore files that speak of what is in a folder; None for a folder that is not entered."""
        if path not in self.folders:
            above = self.folder(posixpath.dirname(path))
            self.folders[path] = None if above is None else self.enter(path, above)
        return self.folders[path]

    def enter(self, path: str, above: list[IgnoreFile]) -> list[IgnoreFile] | None:
        name = posixpath.basename(path)
        if name.startswith("."):
            return None
        rule = self.rules.passed_over(path, name, above, is_folder=True)
        if rule:
            self.listing.scan.skipped.append(Skipped(path + "/", rule))
            return None
        return [*above, self.ignores[path]] if path in self.ignores else above

    def taken(self, path: str) -> bool:
        """Whether a file with a note's ending is one that is not passed over."""
        ignores = self.folder(posixpath.dirname(path))
        name = posixpath.basename(path)
        return ignores is not None and not name.startswith(".") and not self.rules.passed_over(path, name, ignores, is_folder=False)

    def take(self, entry: Entry, target: str | None, known: set[str]) -> None:
        path, name = entry.path, posixpath.basename(entry.path)
        ignores = self.folder(posixpath.dirname(path))
        if ignores is None:
            return
        scan = self.listing.scan
        if entry.mode == "160000":
            if not name.startswith("."):
                rule = self.rules.passed_over(path, name, ignores, is_folder=True)
                scan.skipped.append(Skipped(path + "/", rule or "a repository of its own"))
            return
        if not name.endswith(_ENDINGS):
            return
        rule = "hidden file" if name.startswith(".") else self.rules.passed_over(path, name, ignores, is_folder=False)
        if rule:
            scan.skipped.append(Skipped(path, rule))
        elif target is not None:
            self.link(path, target, known)
        elif not _is_utf8(path):
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            scan.problems.append(Problem(shown, "the file's name is not UTF-8; rename it"))
        else:
            scan.files[path] = Stat(entry.size, 0, 0, 0)
            self.listing.ids[path] = entry.id

    def link(self, path: str, target: str, known: set[str]) -> None:
        """A symbolic link: another name for a note of the vault, or a way out of it that is not taken."""
        leads = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if leads in known:
            self.listing.scan.skipped.append(Skipped(path, "link to another note"))
            return
        outside = leads.startswith(("..", "/"))
        folder = any(other.startswith(leads + "/") for other in known)
        why = "leads out of the vault" if outside else "leads to no file" if folder else "leads nowhere"
        self.listing.scan.problems.append(Problem(path, f"this symbolic link {why}, so it is not read"))


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def not_a_text(data: bytes) -> str:
    """Why the contents that Git holds are not what stands in the working tree; empty if they are.

    What a filter would make of them is not known: filters are programs that the repository names, and none is run.
    """
    if data.startswith(b"\0GITCRYPT\0"):
        return "Git holds it encrypted (git-crypt), and no filter is run to read it"
    if _POINTER.match(data):
        return "Git holds only a pointer to it (Git LFS), and no filter is run to follow it"
    return ""
