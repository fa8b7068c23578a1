"""Check a vault: the use-case behind `lint` and `due`, which are the same findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from notes_kit.app.session import Session
from notes_kit.io.files import MARKER
from notes_kit.model.finding import Finding, Kind, Severity


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
    from notes_kit.store.answers import unpack_findings  # noqa: PLC0415

    chosen, unwanted = _words(select), _words(ignore)
    if extra := _words(extend):
        chosen = [*(chosen or ["all"]), *extra]
    if session.past and "future-fact" not in chosen:
        unwanted.append("future-fact")
    question = f"lint {chosen} {unwanted} {horizon} {with_waived}"
    found, crashed = unpack_findings(session.answer(question, lambda: _work_out(session, chosen, unwanted, horizon, with_waived=with_waived)))
    wanted = [session.relative(path) for path in paths]
    known = {*session.scan.files, *(problem.path for problem in session.scan.problems), *session.overlays, MARKER}
    for given, path in zip(paths, wanted, strict=True):
        if path != "." and path not in known and not any(other.startswith(path + "/") for other in known):
            raise NoSuchPathError(f"{given} is no note of this vault and no folder with notes in it")
    below = tuple(item for item in found if not wanted or any(path in (".", item.path) or item.path.startswith(path + "/") for path in wanted))
    looked_at = sum(
        not wanted or any(path in (".", other) or other.startswith(path + "/") for path in wanted)
        for other in {*session.scan.files, *session.overlays}
    )
    return Lint(below, looked_at, crashed)


def _work_out(session: Session, select: Sequence[str], ignore: Sequence[str], horizon: int, *, with_waived: bool) -> str:
    from notes_kit.rules.driver import crashed, run  # noqa: PLC0415 - thirty rules that a kept answer does not need
    from notes_kit.store.answers import pack_findings  # noqa: PLC0415

    vault = session.vault(points=False)
    found = run(vault, session.today, select=select, ignore=ignore, horizon=horizon, with_waived=with_waived)
    return pack_findings(found, crashed=crashed(found))


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
