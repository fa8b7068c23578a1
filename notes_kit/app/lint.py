"""Check a vault: the use-case behind `lint` and `due`, which are the same findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from notes_kit.app.session import Session
from notes_kit.io.files import MARKER
from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity

if TYPE_CHECKING:
    from notes_kit.store.judged import Wanted


@dataclass(frozen=True, slots=True)
class Lint:
    """What a check found in how many notes; `crashed` says that a rule broke, so that something may be missing."""

    findings: tuple[Finding, ...]
    notes: int
    crashed: bool = False


class NoSuchPathError(Exception):
    """A path to check that is no note and no folder of the vault."""


def lint(
    session: Session, paths: Sequence[str] = (), *, select: Iterable[str] = (), extend: Iterable[str] = (), ignore: Iterable[str] = (),
    horizon: int = 0, with_waived: bool = False,
) -> Lint:  # fmt: skip
    """The findings in the notes below `paths` (all of them without), as of the session's day.

    Raises:
        notes_kit.rules.driver.UnknownRuleError: `select` or `ignore` names no rule.
        NoSuchPathError: a path is nothing that could be checked.
    """
    chosen, unwanted = _words(select), _words(ignore)
    if extra := _words(extend):
        chosen = [*(chosen or ["all"]), *extra]
    if session.past and "future-fact" not in chosen:
        unwanted.append("future-fact")
    asked = _Asked(tuple(chosen), tuple(unwanted), horizon, with_waived)
    wanted = _below(session, paths)
    found, crashed = _find(session, asked, wanted)
    looked_at = len(session.scan.files.keys() | session.overlays.keys()) if wanted is None else _count(session, wanted)
    return Lint(tuple(found), looked_at, crashed)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which findings are wanted."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    horizon: int = 0
    waived: bool = False


def _find(session: Session, asked: _Asked, paths: Sequence[str] | None = None) -> tuple[Sequence[Finding], bool]:
    """What is kept of it, else what the rules say; and whether a rule broke."""
    from notes_kit.store.answers import unpack_each  # noqa: PLC0415

    kept = session.kept(_wanted(session, asked, paths))
    if kept is None:
        return _work_out(session, asked, paths)
    return unpack_each([text for text, _ in kept], [reason for _, reason in kept]), False


def _wanted(session: Session, asked: _Asked, paths: Sequence[str] | None) -> Wanted:
    from notes_kit.store.judged import Wanted  # noqa: PLC0415

    last = shift(session.today, max(asked.horizon, 0)).isoformat()
    if not asked.select and set(asked.ignore) <= {"future-fact"}:
        return Wanted(last, None, asked.ignore, asked.waived, paths)
    from notes_kit.rules.driver import choose  # noqa: PLC0415 - all rules, which an ordinary question does not need

    rules = [rule.name for rule in choose(session.settings, select=asked.select, ignore=asked.ignore)]
    return Wanted(last, rules, (), asked.waived, paths)


def _work_out(session: Session, asked: _Asked, paths: Sequence[str] | None) -> tuple[Sequence[Finding], bool]:
    from notes_kit.store.answers import pack_findings, unpack_findings  # noqa: PLC0415

    def ask() -> str:
        from notes_kit.rules.driver import crashed, run  # noqa: PLC0415

        vault = session.vault(points=False)
        found = run(vault, session.today, select=asked.select, ignore=asked.ignore, horizon=asked.horizon, with_waived=asked.waived)
        return pack_findings(found, crashed=crashed(found))

    found, crashed = unpack_findings(session.answer(f"lint {asked}", ask))
    return [item for item in found if paths is None or _is_below(item.path, paths)], crashed


def _below(session: Session, paths: Sequence[str]) -> list[str] | None:
    """The notes and folders that are meant; None for all of the vault.

    Raises:
        NoSuchPathError: one is neither.
    """
    if not paths:
        return None
    wanted = [session.relative(path) for path in paths]
    known = {*session.scan.files, *(problem.path for problem in session.scan.problems), *session.overlays, MARKER}
    for given, path in zip(paths, wanted, strict=True):
        if path != "." and path not in known and not any(other.startswith(path + "/") for other in known):
            raise NoSuchPathError(f"{given} is no note of this vault and no folder with notes in it")
    return None if "." in wanted else wanted


def _is_below(path: str, wanted: Sequence[str]) -> bool:
    return any(path == one or path.startswith(one + "/") for one in wanted)


def _count(session: Session, wanted: Sequence[str]) -> int:
    return sum(_is_below(path, wanted) for path in session.scan.files.keys() | session.overlays.keys())


def duties(session: Session, days: int = 0) -> list[Finding]:
    """The duties due by `days` from now: latest first among the late, undated ones at the end."""
    found = [item for item in lint(session, horizon=days).findings if item.kind is Kind.DUTY]
    return sorted(found, key=lambda item: _queue(item, session.today))


def _queue(item: Finding, today: date) -> tuple[date, bool, date, str, tuple[str, int, int, str, str]]:
    """Sort key: what is overdue together, then day by day; within, hints come last."""
    due = item.due or date.max
    return (max(due, today - timedelta(days=1)), item.severity is Severity.INFO, due, item.contact or "", item.order)


def fails(findings: Iterable[Finding], level: str) -> bool:
    """Whether findings of at least this severity remain; `never` is never reached. Waived ones do not count."""
    return level != "never" and any(item.waived is None and item.severity.rank >= Severity(level).rank for item in findings)


def _words(values: Iterable[str]) -> list[str]:
    return [word for value in values for word in value.replace(",", " ").split()]
