"""A vault as it was: opened at a commit or a date, without a checkout, with its settings and its day as they were then."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from notes_kit.app.blobs import Reader
from notes_kit.app.session import Session
from notes_kit.io import files
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.git_run import GitError, NoGitError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notes_kit.io.git_tree import Listing
    from notes_kit.io.git_values import Commit, Entry
    from notes_kit.model.note import Note
    from notes_kit.model.text import Source
    from notes_kit.store.index import Index
    from notes_kit.store.judged import Wanted


@dataclass(kw_only=True)
class PastSession(Session):
    """A vault at a commit. It answers as a session on a checkout of it would, and can be asked for nothing that writes."""

    repository: Repository
    commit: Commit
    texts: dict[str, Source] = field(default_factory=dict)

    @cached_property
    def _entries(self) -> list[Entry]:
        return self.repository.entries(self.repository.tree(self.commit))

    @cached_property
    def settings_text(self) -> str:
        """The text of `notes-kit.yaml` as it was then."""
        from notes_kit.io.git_tree import read_texts  # noqa: PLC0415 - what a kept answer about the present does not need

        return read_texts(self.repository, (entry for entry in self._entries if entry.path == files.MARKER)).get(files.MARKER, "")

    @cached_property
    def _walk(self) -> files.Walk:
        return files.Walk(self.settings.templates, tuple(self.settings.exclude), self.settings.reading())

    @cached_property
    def _opened(self) -> Index:
        raise GitError("the past has no index")

    @cached_property
    def listing(self) -> Listing:
        """The notes of the commit, by the ids of their contents."""
        from notes_kit.io.git_tree import list_notes  # noqa: PLC0415 - as above

        return list_notes(self.repository, self.commit, self._entries, self._walk)

    @cached_property
    def scan(self) -> files.Scan:
        """What the vault's folder held."""
        return self.listing.scan

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.root, self.repository.git, self.settings, self.memory, self.say, self.progress, self.unread)

    def _sound(self, _digest: str) -> bool:
        return False

    def ready(self) -> bool:
        """False: the past has no index."""
        return False

    def kept(self, _wanted: Wanted) -> None:
        """Nothing: the past does not change, so each answer is kept whole."""
        return

    def answer(self, question: str, work_out: Callable[[], str]) -> str:
        """The answer to a question about this state of the notes; kept for good, for the past does not change."""
        said = repr((self.listing.ids, self.listing.scan.problems, self.settings_text, files.code_stamp()))
        key = f"{question} {self.today} {hashlib.sha256(said.encode('utf-8', 'surrogateescape')).hexdigest()}"
        kept = self._reader.kept(key)
        if kept is None:
            kept = work_out()
            if not self.unread:
                self._reader.past.note_down(key, kept)
        return kept

    def loaded(self, *, points: bool) -> list[Note]:
        """The notes of the commit by path: those read before from the cache, the others from Git."""
        found = self._reader.load(list(self.listing.ids.items()), points=points)
        return sorted(found.values(), key=lambda note: note.path)

    def search(self, tokens: Sequence[str]) -> list[str]:
        """Paths of the notes that hold every one of these words somewhere; their texts stay at hand for what comes next."""
        from notes_kit.app.find import fold  # noqa: PLC0415 - find's own folding, and find asks this
        from notes_kit.parse.note import decode  # noqa: PLC0415

        limit = self.settings.max_note_size
        paths = [path for path in self.listing.ids if self.scan.files[path].size <= limit]
        with self.repository.objects() as objects:
            for path, blob in zip(paths, objects.read([self.listing.ids[path] for path in paths], limit), strict=True):
                source = decode(path, blob.data)[0]
                text = fold(f"{path}\n{source.text}")
                if all(token in text for token in tokens):
                    self.texts[path] = source
        return sorted(self.texts)

    def source(self, path: str) -> Source:
        """The text of a note as it stood.

        Raises:
            OSError: there was none.
        """
        from notes_kit.parse.note import decode  # noqa: PLC0415

        if path not in self.listing.ids:
            raise FileNotFoundError(2, "no such note at that time", path)
        if path not in self.texts:
            with self.repository.objects() as objects:
                self.texts[path] = decode(path, objects.one(self.listing.ids[path], self.settings.max_note_size).data)[0]
        return self.texts[path]


def open_past_session(session: Session, when: str, now: date, today: date | None) -> PastSession:
    """The vault of a session as it was at `when`: a day (its end), a moment, or a revision of Git.

    `now` is the day that `-3d` and the like are counted from; `today` answers as of that day instead of the one
    that `when` means.

    Raises:
        GitError: there is no such day or commit in the repository, or none to ask.
    """
    try:
        repository = open_repository(session.root)
    except NoGitError as problem:
        raise NoGitError(f"{problem}. `--today DATE` answers from the notes as they stand now") from None
    commit, day = find_commit(repository, when, now)
    asked = today or day
    session.say(f"as of {asked}: commit {commit.short} of {commit.when:%Y-%m-%d %H:%M} by {commit.author}{_underway(repository)}")
    return PastSession(
        root=session.root, today=asked, say=session.say, progress=session.progress, clock_ns=session.clock_ns, memory=session.memory,
        past=asked < commit.day, repository=repository, commit=commit,
    )  # fmt: skip


def find_commit(repository: Repository, when: str, now: date) -> tuple[Commit, date]:
    """The commit that a day, a moment or a revision means, and the day to answer for.

    A revision's day is the one on which its commit was made; what can be read as a day is one.

    Raises:
        GitError: there is none.
    """
    from notes_kit.parse.human_date import HumanDateError, read_human_moment  # noqa: PLC0415

    try:
        day, clock = read_human_moment(when, now)
    except HumanDateError as problem:
        try:
            commit = repository.resolve(when)
        except GitError as other:
            raise GitError(f"{other}, and it is no date either ({problem.problem})") from None
        return commit, commit.day
    return repository.at(datetime.combine(day, clock or time.max)), day


def _underway(repository: Repository) -> str:
    return f"; a {repository.underway} is under way" if repository.underway else ""
