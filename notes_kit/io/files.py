"""The vault on disk: which files are notes, which are passed over and by which rule, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from notes_kit.io.ignore import IgnoreFile, above, read_ignore
from notes_kit.model.names import fold

MARKER = "notes-kit.yaml"
OWN_FOLDER = ".notes-kit"
NEVER = frozenset({".git", ".obsidian", ".trash", OWN_FOLDER})


class Walk(NamedTuple):
    """What of the settings a walk over the vault heeds; `reading` is the part of them that changes how notes are read."""

    templates: str = "templates"
    exclude: tuple[str, ...] = ()
    reading: str = ""


class Stat(NamedTuple):
    """What tells that a file changed. Times in nanoseconds; ctime catches an edit that restored mtime."""

    size: int
    mtime: int
    ctime: int
    inode: int


class Skipped(NamedTuple):
    """A Markdown file or a folder that is no part of the vault, and the rule that says so."""

    path: str
    rule: str


class Problem(NamedTuple):
    """A file that should be a note and could not be looked at."""

    path: str
    message: str


@dataclass(slots=True)
class Scan:
    """One walk over a vault: every Markdown file is in exactly one of the three."""

    files: dict[str, Stat] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def with_seen(self, seen: Mapping[str, Stat | None]) -> Scan:
        """This walk, with what a later look found at some paths (`look_at`)."""
        now = dict(self.files)
        for path, info in seen.items():
            if info is None:
                now.pop(path, None)
            else:
                now[path] = info
        return Scan(now, self.skipped, self.problems)


class NoVaultError(Exception):
    """There is no vault where one was looked for."""


def find_vault(given: str | None, start: str) -> str:
    """The vault's folder: the given one, else the nearest upward that holds `notes-kit.yaml`, else `.obsidian`.

    A folder inside a marked vault means that vault. A folder given by name need not be marked, and neither need an Obsidian vault: what notes-kit
    never saw opens too.

    Raises:
        NoVaultError: there is none.
    """
    if given:
        if not os.path.isdir(given):
            raise NoVaultError(f"there is no folder {given}")
        given = os.path.abspath(given)
        above = given
        while not os.path.exists(os.path.join(above, MARKER)):
            if above == os.path.dirname(above):
                return given
            above = os.path.dirname(above)
        return above
    start = os.path.abspath(start)
    for mark in (MARKER, ".obsidian"):
        folder = start
        while not os.path.exists(os.path.join(folder, mark)):
            if folder == os.path.dirname(folder):
                break
            folder = os.path.dirname(folder)
        else:
            return folder
    message = (
        f"no vault here: no {MARKER} in {start} or any folder above it.\n"
        "Make one with `notes-kit init DIR`, mark this folder with `notes-kit init .`, or name one with --vault DIR."
    )
    raise NoVaultError(message)


def obsidian_vault(root: str) -> tuple[str, str]:
    """What Obsidian calls the vault that holds this folder, and the folder's own place in it, ending in `/` or empty.

    An Obsidian vault goes by the name of its folder, the nearest upward that holds `.obsidian`; without one it is `root` itself.
    """
    above = root
    while not os.path.isdir(os.path.join(above, ".obsidian")):
        if above == os.path.dirname(above):
            return os.path.basename(root), ""
        above = os.path.dirname(above)
    inside = os.path.relpath(root, above).replace(os.sep, "/")
    return os.path.basename(above), "" if inside == "." else f"{inside}/"


def scan(root: str, walk: Walk | None = None) -> Scan:
    """Walk the vault. Folders behind links are not entered, so no loop of links keeps it from ending."""
    return _Walker(root, walk or Walk()).run()


def look_at(root: str, paths: Iterable[str], walk: Walk | None = None) -> dict[str, Stat | None] | None:
    """What a walk would find at these paths alone: a note's stat, or None where there is none.

    None instead of an answer where only a walk can tell: a link or another thing that is no plain file,
    a name that cannot be read, or two names that a file system may take for one.
    """
    wanted = sorted(set(paths))
    if len({fold(path) for path in wanted}) != len(wanted):
        return None
    walker = _Walker(root, walk or Walk())
    try:
        return {path: walker.single(path) for path in wanted}
    except _OnlyAWalkTellsError:
        return None


def unfit(root: str, path: str, walk: Walk) -> str:
    """Why a walk would find no note at a path of the vault whatever stood there, in words that follow it; empty if it would."""
    if path.startswith("../") or os.path.isabs(path) or path in ("", ".", ".."):
        return "lies outside this vault" if path not in ("", ".") else "names no note"
    if os.path.isdir(os.path.join(root, path)):
        return "is a folder"
    if not path.lower().endswith(".md"):
        return "is no note: notes end in .md"
    rule = _Walker(root, walk).rule_over(path)
    return f"is none of the notes of this vault ({rule})" if rule else ""


class _OnlyAWalkTellsError(Exception):
    """What stands at a path cannot be judged by itself."""


class Rules:
    """Which entries of a vault are passed over: what the settings and the ignore files say, wherever the vault's files are listed from."""

    def __init__(self, walk: Walk, over: list[tuple[str, IgnoreFile]]) -> None:
        self.templates = fold(walk.templates)
        self.exclude = IgnoreFile("", list(walk.exclude)) if walk.exclude else None
        self.above = over

    def passed_over(self, path: str, name: str, ignores: list[IgnoreFile], *, is_folder: bool) -> str:
        """The name of the rule that leaves this entry out, or an empty string."""
        if is_folder and (name in NEVER or fold(path) == self.templates):
            return "templates" if fold(path) == self.templates else "tool folder"
        if self.exclude is not None and self.exclude.may_mean(name) and self.exclude.decide(path, is_folder=is_folder):
            return "exclude"
        verdict = None
        for below, ignore in self.above:
            if ignore.may_mean(name):
                said = ignore.decide(f"{below}/{path}", is_folder=is_folder)
                verdict = verdict if said is None else said
        for ignore in ignores:
            if ignore.may_mean(name):
                said = ignore.decide(path, is_folder=is_folder)
                verdict = verdict if said is None else said
        return "gitignore" if verdict else ""


class _Walker(Rules):
    def __init__(self, root: str, walk: Walk) -> None:
        super().__init__(walk, above(root))
        self.root = root
        self.result = Scan()
        self.real_root = os.path.realpath(root)
        self.ignores: dict[str, IgnoreFile | None] = {}

    def run(self) -> Scan:
        stack: list[tuple[str, list[IgnoreFile]]] = [("", [])]
        while stack:
            folder, ignores = stack.pop()
            full = os.path.join(self.root, folder) if folder else self.root
            try:
                with os.scandir(full) as entries:
                    listing = list(entries)
            except OSError as problem:
                self.result.problems.append(Problem(folder or ".", f"this folder cannot be read: {problem.strerror}"))
                continue
            names = [entry.name for entry in listing]
            own = read_ignore(folder, os.path.join(full, ".gitignore")) if ".gitignore" in names else None
            active = [*ignores, own] if own else ignores
            prefix = folder + "/" if folder else ""
            plain = not (active or self.exclude is not None or self.above)
            for entry, name in zip(listing, names, strict=True):
                if name.endswith((".md", ".MD", ".Md", ".mD")):
                    if not (plain and self.plain_note(entry, prefix + name)):
                        self.note(entry, prefix + name, active, stack)
                elif name[:1] != "." and entry.is_dir(follow_symlinks=False):
                    self.folder(prefix + name, name, active, stack)
        return self.result

    def rule_over(self, path: str) -> str:
        """The rule that leaves out a note at a path, whether it is there or not; empty for none."""
        *folders, name = path.split("/")
        if any(part.startswith(".") for part in (*folders, name)):
            return "hidden"
        ignores: list[IgnoreFile] = []
        folder = ""
        for part in folders:
            own = self._ignore_in(folder)
            ignores = [*ignores, own] if own else ignores
            folder = f"{folder}/{part}" if folder else part
            if rule := self.passed_over(folder, part, ignores, is_folder=True):
                return rule
        own = self._ignore_in(folder)
        return self.passed_over(path, name, [*ignores, own] if own else ignores, is_folder=False)

    def single(self, path: str) -> Stat | None:
        """The stat of the note at a path; None where there is none.

        Raises:
            _OnlyAWalkTellsError: it is no plain file with a name that can be read.
        """
        *folders, name = path.split("/")
        if name.startswith(".") or any(part.startswith(".") or part in NEVER for part in folders):
            return None
        ignores: list[IgnoreFile] = []
        folder = ""
        for part in [*folders, ""]:
            try:
                if folder and not stat.S_ISDIR(os.lstat(os.path.join(self.root, folder)).st_mode):
                    return None
            except OSError:
                return None
            own = self._ignore_in(folder)
            ignores = [*ignores, own] if own else ignores
            if part:
                folder = f"{folder}/{part}" if folder else part
                if self.passed_over(folder, part, ignores, is_folder=True):
                    return None
        if self.passed_over(path, name, ignores, is_folder=False):
            return None
        try:
            path.encode()
            info = os.lstat(os.path.join(self.root, path))
        except FileNotFoundError:
            return None
        except (OSError, UnicodeEncodeError) as problem:
            raise _OnlyAWalkTellsError from problem
        if not stat.S_ISREG(info.st_mode):
            raise _OnlyAWalkTellsError
        return Stat(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)

    def _ignore_in(self, folder: str) -> IgnoreFile | None:
        if folder not in self.ignores:
            self.ignores[folder] = read_ignore(folder, os.path.join(self.root, folder, ".gitignore"))
        return self.ignores[folder]

    def plain_note(self, entry: os.DirEntry[str], path: str) -> bool:
        """Take a note of which nothing special is to be said: nearly every one. False leaves it to `note`."""
        if entry.name[0] == ".":
            return False
        try:
            path.encode()
            info = entry.stat(follow_symlinks=False)
        except (OSError, UnicodeEncodeError):
            return False
        if info.st_mode & 0o170000 != stat.S_IFREG:
            return False
        self.result.files[path] = Stat(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)
        return True

    def folder(self, path: str, name: str, ignores: list[IgnoreFile], stack: list[tuple[str, list[IgnoreFile]]]) -> None:
        rule = self.passed_over(path, name, ignores, is_folder=True)
        if rule:
            self.result.skipped.append(Skipped(path + "/", rule))
        else:
            stack.append((path, ignores))

    def note(self, entry: os.DirEntry[str], path: str, ignores: list[IgnoreFile], stack: list[tuple[str, list[IgnoreFile]]]) -> None:
        name = entry.name
        if entry.is_dir(follow_symlinks=False):
            if name[:1] != ".":
                self.folder(path, name, ignores, stack)
            return
        if name[:1] == ".":
            self.result.skipped.append(Skipped(path, "hidden file"))
            return
        rule = self.passed_over(path, name, ignores, is_folder=False) if ignores or self.exclude is not None or self.above else ""
        if rule:
            self.result.skipped.append(Skipped(path, rule))
            return
        try:
            info = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(info.st_mode):
                self.link(entry, path)
                return
            if not stat.S_ISREG(info.st_mode):
                self.result.problems.append(Problem(path, "this is not a regular file"))
                return
            if not path.isascii():
                path.encode()
        except OSError as problem:
            self.result.problems.append(Problem(path, f"this file cannot be looked at: {problem.strerror}"))
            return
        except UnicodeEncodeError:
            shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            self.result.problems.append(Problem(shown, "the file's name is not UTF-8; rename it"))
            return
        self.result.files[path] = Stat(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)

    def link(self, entry: os.DirEntry[str], path: str) -> None:
        """A symbolic link: another name for a note of the vault, or a way out of it that is not taken."""
        target = os.path.realpath(entry.path)
        inside = target.startswith(self.real_root + os.sep)
        if inside and os.path.isfile(target):
            self.result.skipped.append(Skipped(path, "link to another note"))
            return
        why = "leads out of the vault" if not inside else "leads nowhere" if not os.path.exists(target) else "leads to no file"
        self.result.problems.append(Problem(path, f"this symbolic link {why}, so it is not read"))


def read_bytes(root: str, path: str, limit: int | None = None) -> bytes:
    """A note's bytes (the first `limit` of them). Links are not followed, and a pipe is never waited for.

    Raises:
        OSError: the file cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(os.path.join(root, path), flags)
    with open(handle, "rb", buffering=0) as stream:
        return stream.read() if limit is None else stream.read(limit)


def read_settings_text(root: str) -> str:
    """The text of the vault's settings, empty if there are none. Bytes that are no UTF-8 are replaced."""
    try:
        return read_bytes(root, MARKER, 1_000_000).decode("utf-8", "replace")
    except OSError:
        return ""


def code_stamp() -> int:
    """A number that changes with the code of notes-kit, so that no answer outlives the rule that gave it."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    newest = 0
    for room in ("model", "parse", "rules", "themes", "store", "app"):
        with os.scandir(os.path.join(here, room)) as entries:
            newest = max([newest, *(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py"))])
    return newest
