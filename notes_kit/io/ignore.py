"""What `.gitignore` files leave out of a vault, read by ourselves: asking Git could run what a vault's `.git/config` names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_WILD = frozenset("*?[\\")


class IgnoreFile:
    """One `.gitignore`. Asking it is cheap for a name that none of its patterns can mean."""

    def __init__(self, folder: str, lines: list[str]) -> None:
        self.folder = folder
        self._lines = lines
        self._names: set[str] = set()
        self._endings: tuple[str, ...] = ()
        self._any = False
        self._specs: dict[bool, GitIgnoreSpec] = {}
        endings = []
        for raw in lines:
            pattern = raw.rstrip("\r\n")
            if not pattern.strip() or pattern.startswith("#"):
                continue
            if pattern.startswith("!"):
                self._any = True
                continue
            last = pattern.rstrip(" ").rstrip("/").rsplit("/", 1)[-1]
            if not _WILD & set(last):
                self._names.add(last)
            elif last.startswith("*") and not _WILD & set(last[1:]) and len(last) > 1:
                endings.append(last[1:])
            else:
                self._any = True
        self._endings = tuple(endings)

    def may_mean(self, name: str) -> bool:
        """Whether any pattern can match an entry of this name: a quick no for nearly every note."""
        return self._any or name in self._names or bool(self._endings and name.endswith(self._endings))

    def decide(self, path: str, *, is_folder: bool) -> bool | None:
        """True = ignored, False = taken back by a `!` line, None = not spoken of. `path` is relative to the root of the scan."""
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - 30 ms that most vaults never need

        if is_folder not in self._specs:
            # pathspec is asked about files; `old/**` means what is in the folder, not the folder
            lines = [line.rstrip("\r\n")[:-1] if is_folder and line.rstrip("\r\n").endswith("/**") else line for line in self._lines]
            self._specs[is_folder] = GitIgnoreSpec.from_lines(lines)
        relative = path[len(self.folder) + 1 :] if self.folder else path
        return self._specs[is_folder].check_file(relative + "/" if is_folder else relative).include


def read_ignore(folder: str, file: str) -> IgnoreFile | None:
    """The `.gitignore` at `file`, which speaks of entries below `folder`; None if it cannot be read."""
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return IgnoreFile(folder, stream.read(1_000_000).splitlines())
    except OSError:
        return None


def above(root: str) -> list[tuple[str, IgnoreFile]]:
    """The `.gitignore` files between a vault and the repository it lies in, outermost first.

    Each comes with the vault's path below its folder, to be put in front of a note's.
    """
    found: list[tuple[str, IgnoreFile]] = []
    folder, below = os.path.realpath(root), ""
    if os.path.exists(os.path.join(folder, ".git")):
        return []
    for _ in range(40):
        folder, name = os.path.split(folder)
        if not name:
            return []  # no repository above: its files do not speak
        below = f"{name}/{below}" if below else name
        ignore = read_ignore("", os.path.join(folder, ".gitignore"))
        if ignore is not None:
            found.append((below, ignore))
        if os.path.exists(os.path.join(folder, ".git")):
            return found[::-1]
    return []
