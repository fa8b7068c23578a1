"""The repository that a vault lies in, read and never written: its commits, what stood in the vault at each, and what each changed.

Asked are `rev-parse`, `rev-list`, `ls-tree`, `cat-file`, `diff-tree` and `diff-index --cached`: plumbing that looks at
no working tree, makes no patch and shows no signature, so that no filter, driver, monitor, hook or signer is called.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from notes_kit.io.git import repository_above
from notes_kit.io.git_objects import Objects, is_id, missing, opened
from notes_kit.io.git_run import Git, GitError, NoGitError, check_version, find_git
from notes_kit.io.git_values import FORMAT, Change, Commit, Entry, read_changes, read_commit, read_entry

_LONG = 500
_RENAMES_AMONG = 2_000
"""Added and removed notes of one commit among which renames are looked for; beyond it they count as added and removed."""

_FAR_ZONE = 14 * 3600
"""Seconds by which the clocks of the zones farthest from Greenwich differ from its own."""

_EMPTY_TREE = {"sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"}


@dataclass(frozen=True)
class Repository:
    """An opened repository. `prefix` leads from its top to the vault: empty, or `notes/vault/` with its slash."""

    git: Git
    folder: str
    prefix: str
    format: str
    shallow: bool

    # ---- commits

    def resolve(self, revision: str) -> Commit:
        """The commit that a revision names, as Git understands them: a branch, a tag, an id, `HEAD~3`.

        Raises:
            GitError: it names none, or several.
        """
        sane = revision and len(revision) < _LONG and not revision.startswith("-") and revision.isprintable()
        found = self._verified(f"{revision}^{{commit}}") if sane else ""
        if not found:
            raise GitError(f"there is no commit “{revision[:60]}” in this repository{self._why_short}")
        return self.commit(found)

    def commit(self, commit: str) -> Commit:
        """The commit with that whole id."""
        return next(self._commits(["-1", commit]))

    @cached_property
    def head(self) -> Commit | None:
        """The commit that HEAD stands on; None where nothing has been committed yet."""
        try:
            return next(self._commits(["-1", "HEAD"]), None)
        except GitError:
            if self._verified("HEAD^{commit}"):
                raise
            return None

    def latest(self) -> Commit:
        """The commit that HEAD stands on.

        Raises:
            GitError: nothing has been committed yet.
        """
        if self.head is None:
            raise GitError("nothing has been committed yet in this repository, so it has no history to tell")
        return self.head

    def at(self, moment: datetime) -> Commit:
        """The last commit that was made by a moment of the calendar, on the line of first parents from HEAD.

        The first parents are what this branch itself held: what a merge brought counts from the merge on. `moment`
        has no zone: it is compared with the clock of whoever made a commit, so that the answer is the same everywhere.

        Raises:
            GitError: the history begins later.
        """
        tip = self.latest()
        if _clock(tip) <= moment:
            return tip
        end = int(moment.replace(tzinfo=UTC).timestamp()) + _FAR_ZONE
        found = self._commits(["--first-parent", f"--min-age={end}", tip.id])
        commit = next((one for one in found if _clock(one) <= moment), None)
        if commit is None:
            begins = "no commit is as old as that" if self.shallow else f"the history begins on {self.first().day}"
            raise GitError(f"{begins}, so nothing can be told of {moment.date()}{self._why_short}")
        return commit

    def first(self) -> Commit:
        """The first commit on the line of first parents from HEAD; of a shallow clone, the first that is there."""
        found = list(self._commits(["--first-parent", "--max-parents=0", self.latest().id]))
        return found[-1]

    def on(self, day: date) -> Commit:
        """The last commit that was made by the end of a day; as `at`."""
        return self.at(datetime.combine(day, time.max))

    def commits(self, tip: str, *, paths: Sequence[str] = (), first_parent: bool = False, since: Commit | None = None) -> Iterator[Commit]:
        """Commits from a whole id backwards, those that changed one of `paths` (all without), newest first; `since` and before are left out."""
        words = ["--first-parent"] if first_parent else ["--topo-order"]
        behind = [f"^{since.id}"] if since else []
        within = ["--", *(self.prefix + path for path in paths)] if paths else []
        return self._commits([*words, tip, *behind, *within])

    def _commits(self, words: Sequence[str]) -> Iterator[Commit]:
        command = ["rev-list", f"--format={FORMAT}", "--date=raw", "--encoding=UTF-8", *words]
        for line in self._told(self.git.parts(*command, ending=b"\n")):
            if line.startswith(b"\x01"):
                yield read_commit(line)

    # ---- what stood where

    def tree(self, commit: Commit) -> str:
        """The id of the vault's own tree at a commit.

        Raises:
            GitError: the vault's folder was not there.
        """
        if not self.prefix:
            return commit.tree
        found = self._verified(f"{commit.id}:{self.prefix.rstrip('/')}^{{tree}}") or self._verified(f"{commit.id}:{self.prefix}")
        if not found:
            raise GitError(f"at the commit {commit.short} of {commit.day} there was no folder {self.prefix} in this repository")
        return found

    def entries(self, tree: str) -> list[Entry]:
        """Everything below a tree, by path as Git sorts it."""
        return [read_entry(line) for line in self._told(self.git.parts("ls-tree", "-r", "-l", "-z", "--full-tree", tree))]

    def files(self, commit: Commit, paths: Sequence[str]) -> list[Entry]:
        """Those of some files, named from the top of the repository, that stood there at a commit."""
        return [read_entry(line) for line in self._told(self.git.parts("ls-tree", "-l", "-z", "--full-tree", commit.id, "--", *paths))]

    def objects(self) -> AbstractContextManager[Objects]:
        """Blobs to be read within the block."""
        return opened(self.git)

    # ---- what changed

    def between(self, old: str, new: str, *, renames: bool = True) -> list[Change]:
        """What is different between two trees of the vault; a note that moved and stayed half the same counts as renamed."""
        words = ["-M", f"-l{_RENAMES_AMONG}"] if renames else ["--no-renames"]
        return [change for _, change in self._changes([*words, old or self.empty, new or self.empty]) if change]

    def changes(self, commits: Iterable[str], *, paths: Sequence[str] = ()) -> Iterator[tuple[Commit, list[Change]]]:
        """What each commit of these whole ids changed, in the vault's folder and in the whole repository where that is larger.

        Of a merge only what neither side had is told. Paths outside the vault begin with `../`. With `paths` only those
        are looked at, and a renamed note among them seems new.
        """
        within = ["--", *(self.prefix + path for path in paths)] if paths else []
        feed = "".join(f"{one}\n" for one in commits if is_id(one)).encode()
        told: tuple[Commit, list[Change]] | None = None
        for commit, change in self._changes(
            ["--stdin", "--root", "-c", "-M", f"-l{_RENAMES_AMONG}", f"--format={FORMAT}", "--date=raw", *within], feed
        ):
            if commit is not None:
                if told is not None:
                    yield told
                told = (commit, [])
            elif change is not None and told is not None:
                told[1].append(change._replace(path=self._here(change.path), was=self._here(change.was) if change.was else ""))
        if told is not None:
            yield told

    def staged(self, index_file: str = "") -> list[Change]:
        """What the next commit would change in the vault; `index_file` is the index that Git tells a hook of."""
        tip = self.head.id if self.head else self.empty
        extra = {"GIT_INDEX_FILE": index_file} if index_file else None
        said = self.git.ask("diff-index", "--cached", *_DIFF, "-M", f"-l{_RENAMES_AMONG}", tip, extra=extra)
        found = [change for _, change in read_changes(iter(said.split(b"\0"))) if change]
        inside = [change for change in found if change.path.startswith(self.prefix)]
        return [change._replace(path=self._here(change.path), was=self._here(change.was) if change.was else "") for change in inside]

    def _changes(self, words: Sequence[str], feed: bytes | None = None) -> Iterator[tuple[Commit | None, Change | None]]:
        return read_changes(self._told(self.git.parts("diff-tree", *_DIFF, *words, feed=feed)))

    def _here(self, path: str) -> str:
        return path.removeprefix(self.prefix) if path.startswith(self.prefix) else f"../{path}"

    # ---- the rest

    @property
    def empty(self) -> str:
        """The id of the tree with nothing in it."""
        return _EMPTY_TREE[self.format]

    @property
    def underway(self) -> str:
        """What Git is in the middle of: `merge`, `rebase`, `cherry-pick`, `revert`, or nothing."""
        signs = {
            "rebase-merge": "rebase",
            "rebase-apply": "rebase",
            "MERGE_HEAD": "merge",
            "CHERRY_PICK_HEAD": "cherry-pick",
            "REVERT_HEAD": "revert",
        }
        return next((word for sign, word in signs.items() if os.path.lexists(os.path.join(self.folder, sign))), "")

    @property
    def _why_short(self) -> str:
        return "; this clone is shallow and lacks the older history (`git fetch --unshallow` brings it)" if self.shallow else ""

    def _verified(self, name: str) -> str:
        status, said, why = self.git.try_to("rev-parse", "--verify", "--quiet", "--end-of-options", name, most=10_000)
        if missing(why):
            raise GitError(missing(why))
        found = said.decode("ascii", "replace").strip()
        return found if status == 0 and is_id(found) else ""

    def _told(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from parts
        except GitError as problem:
            raise GitError(missing(str(problem)) or str(problem)) from None


_DIFF = ("-r", "-z", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color")


def _clock(commit: Commit) -> datetime:
    return commit.when.replace(tzinfo=None)


def open_repository(root: str) -> Repository:
    """The repository that the vault at `root` lies in.

    Raises:
        NoGitError: there is none, or no Git to read it with.
        GitError: it cannot be read, or not safely.
    """
    vault = os.path.realpath(root)
    top = repository_above(vault)
    if top is None:
        raise NoGitError(f"{root} is in no Git repository, so there is no history to read; `git init` begins one")
    git = Git(find_git(vault), top)
    flags = ("--is-bare-repository", "--is-shallow-repository", "--show-object-format", "--git-dir", "--show-toplevel")
    status, said, why = git.try_to("rev-parse", "--path-format=absolute", *flags, most=100_000)
    lines = os.fsdecode(said).rstrip("\n").split("\n")
    if status != 0 or len(lines) != len(flags):
        check_version(git)
    if status != 0 and lines[0] == "true":
        raise GitError(f"the repository at {top} says that it has no working tree (core.bare), so it cannot be told what of it is this vault")
    if status != 0:
        raise GitError(_refusal(top, why))
    if len(lines) != len(flags):
        raise GitError(f"the folder's name {top!r} has a line break in it, and Git's answers cannot be told apart; rename the folder")
    _, shallow, kind, folder, work_tree = lines
    if os.path.realpath(folder) == top:
        raise GitError(_refusal(top, "not a git repository"))
    if os.path.realpath(work_tree) != top:
        raise GitError(f"the repository at {top} says that its working tree is elsewhere, in {work_tree} (core.worktree), so it is not read")
    prefix = os.path.relpath(vault, top).replace(os.sep, "/")
    return Repository(git, folder, "" if prefix == "." else f"{prefix}/", kind, shallow == "true")


def _refusal(top: str, why: str) -> str:
    """Why Git will not open a repository, with what can be done."""
    if "dubious ownership" in why:
        return (
            f"Git does not trust the repository at {top}, for it belongs to somebody else; if you do: git config --global --add safe.directory {top}"
        )
    if "not a git repository" in why or "bare repository" in why:
        return f"{os.path.join(top, '.git')} is there, but it is no Git repository that can be read"
    return f"Git cannot open the repository at {top}: {why or 'it does not say why'}"
