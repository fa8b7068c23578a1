"""Commit what was changed while a watch looked on, after a quiet while, with a message that says what happened."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from notes_kit.app.hook import message
from notes_kit.app.session import Session
from notes_kit.io.files import read_bytes
from notes_kit.io.git_commit import NotNowError, commit_notes
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.git_run import GitError

QUIET = 60.0
"""Seconds without a further save after which the changes are committed."""


@dataclass
class Committer:
    """What is waiting to be committed. `clock` gives seconds that only go forward; `open_session` the vault as it stands."""

    open_session: Callable[[], Session]
    clock: Callable[[], float]
    quiet: float = QUIET
    waiting: set[str] = field(default_factory=set)
    since: float = 0.0
    told: str = ""

    def note(self, paths: Iterable[str]) -> None:
        """Remember that these notes changed."""
        before = len(self.waiting)
        self.waiting.update(paths)
        if self.waiting and (len(self.waiting) != before or paths):
            self.since = self.clock()

    def idle(self) -> float:
        """Commit if it was quiet for long enough; seconds after which to ask again."""
        if not self.waiting:
            return math.inf
        left = self.since + self.quiet - self.clock()
        if left > 0:
            return left
        self.commit()
        return self.quiet if self.waiting else math.inf

    def commit(self) -> None:
        """Commit what waits. Where that cannot be now it goes on waiting, and why is said once."""
        session = self.open_session()
        try:
            repository = open_repository(session.root)
            words = message(session, _before(repository, self.waiting), _now(session, self.waiting))
            made = commit_notes(repository, session.root, sorted(self.waiting), words or f"{len(self.waiting)} notes\n")
        except NotNowError as problem:
            self._tell(session, f"not committed yet: {problem}")
            self.since = self.clock()
            return
        except GitError as problem:
            self._tell(session, f"not committed: {problem}")
            self.since = self.clock()
            return
        finally:
            session.close()
        if made:
            session.say(f"committed {made[:8]}: {words.splitlines()[0] if words else 'notes'}")
        self.waiting, self.told = set(), ""

    def leave(self) -> None:
        """Say what is left to commit, for nobody waits for a quiet minute any more."""
        if self.waiting:
            session = self.open_session()
            session.say(f"not committed, for no quiet minute came: {', '.join(sorted(self.waiting)[:3])}{' …' if len(self.waiting) > 3 else ''}")  # noqa: PLR2004 - a line

    def _tell(self, session: Session, words: str) -> None:
        if words != self.told:
            session.say(words)
        self.told = words


def _before(repository: Repository, paths: set[str]) -> dict[str, bytes]:
    if repository.head is None:
        return {}
    entries = [one for one in repository.entries(repository.tree(repository.head)) if one.path in paths and one.mode.startswith("100")]
    with repository.objects() as objects:
        return {one.path: objects.one(one.id, 2_000_000).data for one in entries}


def _now(session: Session, paths: set[str]) -> dict[str, bytes]:
    found = {}
    for path in paths:
        try:
            found[path] = read_bytes(session.root, path)
        except OSError:
            continue
    return found
