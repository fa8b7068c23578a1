"""What happened since a day, a commit, or the last time it was asked: two snapshots, taken and compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from notes_kit.app.past import PastSession, find_commit
from notes_kit.app.session import Session
from notes_kit.io.asked import read_asked, write_asked
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.git_run import GitError, NoGitError
from notes_kit.io.git_values import Commit
from notes_kit.model.changes import Changes, pack_changes, unpack_changes
from notes_kit.model.snapshot import Snapshot, pack_snapshot, unpack_snapshot
from notes_kit.render.words import listing, plural

WEEK = timedelta(days=7)


class NoSpanError(Exception):
    """What was typed is no stretch of time."""


@dataclass(frozen=True, slots=True)
class Review:
    """What happened, and where that was read: `begin` and `end` are commits, None for the notes as they stand. `authors` made so many commits."""

    changes: Changes
    begin: Commit | None = None
    end: Commit | None = None
    asked: bool = False
    authors: tuple[tuple[str, int], ...] = ()


def changes(session: Session, span: str = "", since: str = "", *, now: date, keep: bool = True) -> Review:
    """What happened in a stretch of time.

    `span` is `A..B`, or `A..` up to the notes as they stand; each end is a day (its end), a moment or a revision.
    `since` is the first day that counts, or a revision. Without both it is told since it was last asked, else of
    the last seven days; then it is kept that it was asked, if `keep`. `now` is the day that `-3d` is counted from.

    Raises:
        NoSpanError: `span` is no stretch of time, or it ends before it begins.
        GitError: there is no such day or commit, or none to ask.
    """
    if span and since:
        raise NoSpanError("give a range or --since, not both")
    if not (span or since):
        return _since_asked(session, keep=keep)
    reach = _Reach(session)
    if since:
        return reach.review(reach.before(since, now), session)
    first, dots, last = span.partition("..")
    if not first or not dots or last.startswith("."):
        raise NoSpanError(f"“{span}” is no range; type A..B, or A.. up to now, each a day, a commit, a branch or a tag")
    return reach.review(reach.at(first, now), reach.at(last, now) if last else session)


def _compare(before: Session, after: Session, renames: Mapping[str, str] | None = None) -> Changes:
    from notes_kit.themes.changed import compare  # noqa: PLC0415 - what a kept answer does not need

    return compare(snapshot(before), snapshot(after), renames)


def _since_asked(session: Session, *, keep: bool) -> Review:
    kept = unpack_snapshot(read_asked(session.root))
    if kept is not None and kept.day <= session.today:
        from notes_kit.themes.changed import compare  # noqa: PLC0415 - as above

        told = Review(compare(kept, snapshot(session)), asked=True)
    else:
        reach = _Reach(session)
        told = reach.review(reach.before((session.today - WEEK + timedelta(days=1)).isoformat(), session.today), session)
    if keep:
        write_asked(session.root, pack_snapshot(snapshot(session)))
    return told


def snapshot(session: Session) -> Snapshot:
    """The snapshot of a vault on its session's day, kept until a note changes; of the past, for good."""

    def work_out() -> str:
        from notes_kit.rules.driver import run  # noqa: PLC0415 - what a kept answer does not need
        from notes_kit.themes.snapshot import take  # noqa: PLC0415

        vault = session.vault(points=True)
        return pack_snapshot(take(vault, session.today, run(vault, session.today, select=["duties"])))

    found = unpack_snapshot(session.answer("snapshot", work_out))
    assert found is not None
    return found


@dataclass(slots=True)
class _Reach:
    """How far back a session can look: into Git, or, without, into the dates that stand in its notes."""

    session: Session
    repository: Repository | None = None
    why: str = ""

    def __post_init__(self) -> None:
        try:
            self.repository = open_repository(self.session.root)
            self.repository.latest()
        except (NoGitError, GitError) as problem:
            if self.repository is None and not isinstance(problem, NoGitError):
                raise
            self.repository, self.why = None, str(problem)

    def at(self, when: str, now: date) -> Session:
        """The vault as it was at a day, a moment or a revision."""
        if self.repository is None:
            return self.by_dates(_day(when, now, self.why))
        commit, day = find_commit(self.repository, when, now)
        return self.past(commit, day)

    def before(self, since: str, now: date) -> Session:
        """The vault as it was before a day began, or at a revision; where the history begins later, as it was at first."""
        day = _maybe_day(since, now)
        if day is None:
            return self.at(since, now)
        if day > now:
            raise NoSpanError(f"{day} lies ahead; name a day that has been")
        eve = day - timedelta(days=1)
        if self.repository is None:
            return self.by_dates(eve)
        try:
            return self.past(self.repository.on(eve), eve)
        except GitError:
            first = self.repository.first()
            if first.day < day:
                raise
            self.session.say(f"the history begins on {first.day}; what was there then is not told as new")
            return self.past(first, first.day)

    def past(self, commit: Commit, day: date) -> Session:
        assert self.repository is not None
        own = self.session
        return PastSession(
            root=own.root,
            today=day,
            say=own.say,
            progress=own.progress,
            clock_ns=own.clock_ns,
            memory=own.memory,
            repository=self.repository,
            commit=commit,
        )

    def by_dates(self, day: date) -> Session:
        """The same notes on an earlier day: what they date later has not happened yet."""
        self.session.say(f"{self.why}. What follows is told from the dates in the notes alone")
        self.why = "As above"
        return replace(self.session, today=day, past=True)

    def review(self, begin: Session, end: Session) -> Review:
        """What happened between two states.

        Raises:
            NoSpanError: the end comes before the beginning.
        """
        if end.today < begin.today:
            raise NoSpanError(f"the range ends on {end.today}, before it begins on {begin.today}")
        first, last = (one.commit if isinstance(one, PastSession) else None for one in (begin, end))
        if self.repository is None or first is None:
            return Review(_compare(begin, end), first, last)
        repository, tip = self.repository, last or self.repository.latest()

        def work_out() -> str:
            moved = repository.between(repository.tree(first), repository.tree(tip))
            found = _compare(begin, end, {one.was: one.path for one in moved if one.was})
            authors = Counter(commit.author for commit in repository.commits(tip.id, since=first))
            return json.dumps([pack_changes(found), authors.most_common()], ensure_ascii=False)

        told, authors = json.loads(end.answer(f"changes {first.id} {begin.today} {tip.id}", work_out))
        return Review(unpack_changes(told), first, last, authors=tuple((name, number) for name, number in authors))


def _maybe_day(text: str, now: date) -> date | None:
    from notes_kit.parse.human_date import HumanDateError, read_human_date  # noqa: PLC0415

    try:
        return read_human_date(text, now)
    except HumanDateError:
        return None


def _day(text: str, now: date, why: str) -> date:
    day = _maybe_day(text, now)
    if day is None:
        raise NoGitError(f"“{text}” is no date, and {why}")
    return day


def source_of(review: Review) -> str:
    """What the answer was read from, in words; nothing where it was read from the notes alone."""
    if review.begin is None:
        return ""
    total = sum(number for _, number in review.authors)
    several = len(review.authors) > 1
    who = listing(f"{number} by {name}" for name, number in review.authors) if several else "".join(f"by {name}" for name, _ in review.authors)
    commits = f"{plural(total, 'commit')} {f'({who})' if several else who}" if total else "no commit"
    return commits if review.end is not None else f"{commits}, and the notes as they stand"
