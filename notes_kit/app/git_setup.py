"""Let Git merge and compare the notes of one repository by our means, and take that back."""

from __future__ import annotations

import os
from dataclasses import dataclass

from notes_kit.io.diff import diff
from notes_kit.io.git_merge import attributes_with, attributes_without, configure, configured, settings
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.output import read_existing, write_output

FILE = ".gitattributes"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written: settings of the repository (an empty value takes one out), and the vault's `.gitattributes`."""

    repository: Repository
    settings: tuple[tuple[str, str], ...]
    path: str
    before: str
    after: str

    @property
    def nothing(self) -> bool:
        """Whether everything is as it should be."""
        return not self.settings and self.before == self.after

    @property
    def words(self) -> str:
        """The plan for a person to look at."""
        lines = [f"{self.repository.folder}/config: {name} = {value}" if value else f"{self.repository.folder}/config: {name} taken out"
                 for name, value in self.settings]  # fmt: skip
        if self.before != self.after:
            lines.append(diff(FILE, self.before.encode(), self.after.encode()).rstrip("\n"))
        return "\n".join(lines)


def plan(root: str, *, remove: bool = False) -> Plan:
    """What `git setup`, or `git remove`, would write for the vault at `root`.

    Raises:
        notes_kit.io.git_run.GitError: it is in no repository, or Git cannot be asked.
    """
    repository = open_repository(root)
    have, want = configured(repository.git), settings()
    path = os.path.join(root, FILE)
    before = (read_existing(path) or b"").decode("utf-8", "surrogateescape")
    if remove:
        return Plan(repository, tuple((name, "") for name in have), path, before, attributes_without(before))
    missing = tuple((name, value) for name, value in want.items() if have.get(name) != value)
    return Plan(repository, missing, path, before, attributes_with(before))


def carry_out(one: Plan) -> None:
    """Write what a plan says; `.gitattributes` is deleted where nothing of it is left.

    Raises:
        notes_kit.io.git_run.GitError, OSError: it cannot be written.
    """
    configure(one.repository.git, one.settings)
    if one.before == one.after:
        return
    if one.after:
        write_output(one.path, one.after.encode("utf-8", "surrogateescape"))
    else:
        os.unlink(one.path)
