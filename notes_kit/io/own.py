"""The vault's own folder emptied of what it keeps, and the files beside the notes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from notes_kit.io.files import OWN_FOLDER
from notes_kit.io.lock import lock

_NEVER = frozenset((".git", OWN_FOLDER, "node_modules", ".stversions"))
_KEPT = frozenset((".gitignore", "lock", "watch"))
_MOST = 20_000


def erase_caches(root: str) -> None:
    """Delete index, earlier states, backups and journal; the locks stay with whoever holds them.

    Raises:
        notes_kit.io.writer.WriteError: another notes-kit is writing in the vault.
        OSError: a file cannot be deleted.
    """
    folder = os.path.join(root, OWN_FOLDER)
    with lock(root):
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if name in _KEPT:
                continue
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)


def other_files(root: str, *, known: frozenset[str]) -> Iterator[str]:
    """The paths of files below `root` that are not among the known ones; folders of tools are passed over, but not their bin."""
    seen = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _NEVER and (not name.startswith(".") or name == ".trash"))
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
            seen += 1
            if seen > _MOST:
                return
            if path not in known and not os.path.islink(os.path.join(folder, name)):
                yield path
