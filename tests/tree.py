"""The files of this tree that Git keeps or would keep: what is shipped, and what the house rules are about."""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def files(folder: str = "") -> set[str]:
    """Paths from the root, `/` between folders, below one folder or all; also in a tree without Git."""
    found = _known_to_git() if (ROOT / ".git").exists() and shutil.which("git") else set(_on_disk())
    return {path for path in found if path.startswith(f"{folder}/" if folder else "")}


def _known_to_git() -> set[str]:
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, cwd=ROOT, capture_output=True).stdout.decode()
    return {path for path in listed.split("\0") if path and (ROOT / path).is_file()}


def _on_disk() -> Iterator[str]:
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")]
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name != ".git" and not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)]
        for name in names:
            if not any(fnmatch.fnmatch(name, pattern) for pattern in ignored):
                yield (Path(folder) / name).relative_to(ROOT).as_posix()
