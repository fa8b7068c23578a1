"""Real Git repositories for tests, made step by step with authors, days and contents that stay the same."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

IRIS, NOOR = ("Iris Halloran", "iris@home.example"), ("Noor Haddad", "noor@work.example")


class Repo:
    """A repository at `path`; `home` is where a person's own settings would be, and are not."""

    def __init__(self, path: Path, *words: str, make: bool = True) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        if make:
            self.git("init", "-q", "-b", "main", *words)

    def git(self, *words: str, extra: Mapping[str, str] | None = None, statuses: tuple[int, ...] = (0,), feed: bytes | None = None) -> str:
        """Plain Git, run in the repository as anybody would; what it prints, without the line's end."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        own |= (
            {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
            | _signed(IRIS, "2026-01-01T12:00:00+0000")
            | dict(extra or {})
        )
        done = subprocess.run(["git", *words], check=False, cwd=self.path, env=own, input=feed, capture_output=True, timeout=60)
        assert done.returncode in statuses, f"git {' '.join(words)}: {done.stdout!r} {done.stderr!r}"
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Save these files; None deletes one."""
        for name, text in files.items():
            place = self.path / os.fsdecode(name)
            if text is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(
        self, files: Mapping[str, str | bytes | None], when: str = "2026-01-01T12:00:00+0000", words: str = "notes", who: tuple[str, str] = IRIS
    ) -> str:
        """Save these files and commit everything; the commit's id. A bare day means noon in Greenwich."""
        self.write(files)
        self.git("add", "-A")
        moment = when if "T" in when else f"{when}T12:00:00+0000"
        self.git("commit", "-q", "--allow-empty", "-m", words, extra=_signed(who, moment))
        return self.git("rev-parse", "HEAD")


def _signed(who: tuple[str, str], when: str) -> dict[str, str]:
    name, address = who
    return {
        "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": address, "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": address, "GIT_COMMITTER_DATE": when,
    }  # fmt: skip
