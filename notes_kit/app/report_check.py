"""Hold a report that was written earlier against the notes of today: quotes that stand there no longer, notes that changed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from notes_kit.app.report import matching
from notes_kit.app.session import Session
from notes_kit.io.output import read_existing
from notes_kit.model.sources import basis_of
from notes_kit.render.report_checked import Change, Check, Stale
from notes_kit.render.report_quotes import Earlier, Quoted, UnreadableReportError, missing, read_report

if TYPE_CHECKING:
    from notes_kit.model.note import Note
    from notes_kit.model.vault import Vault

_NEAR = 0.6
"""Likeness from which what stands in a note now is told beside a quote that is gone (ours)."""


def check_report(session: Session, file: str) -> Check:
    """What of the report in `file` no longer holds. Only what may be shown counts as standing in a note (P35).

    Raises:
        UnreadableReportError: it is no report that tells what it was made from.
        OSError: it cannot be read.
    """
    from notes_kit.themes.public import public  # noqa: PLC0415

    data = read_existing(file)
    if data is None:
        raise UnreadableReportError(f"there is no file {file}")
    earlier = read_report(data.decode("utf-8", "replace"), file)
    whole = session.vault(points=True)
    shown = public(whole, session.today).vault
    now = {one.path: one.digest for one in basis_of(shown, session.today, earlier.day("since"), earlier.day("until"))}
    where = earlier.facts.get("where", "")
    if where:
        wanted = matching(session, whole, where)
        now = {path: digest for path, digest in now.items() if shown.notes[path].type != "interview" or path in wanted}
    found = [*_quotes(earlier, shown), *_sources(earlier, now, shown)]
    if earlier.by_hand:
        found.append(Stale(Change.EDITED))
    return Check(file, earlier.facts.get("today", ""), len(earlier.quotes), len(earlier.sources), tuple(found))


def _sources(earlier: Earlier, now: dict[str, str], shown: Vault) -> list[Stale]:
    then = {one.path: one.digest for one in earlier.sources}
    changed = [Stale(Change.CHANGED, path) for path in sorted(then) if path in now and now[path] != then[path]]
    gone = [Stale(Change.GONE, path, text=shown.display(path)) for path in sorted(then) if path not in now]
    return [*changed, *gone, *(Stale(Change.NEW, path) for path in sorted(now) if path not in then)]


def _quotes(earlier: Earlier, shown: Vault) -> list[Stale]:
    paths = {one.path for one in earlier.quotes}
    texts = {path: _texts(shown.notes[path]) for path in paths if path in shown.notes}
    return [Stale(Change.QUOTE, one.path, _words(one), one.line, _nearest(one, texts.get(one.path, []))) for one in missing(earlier.quotes, texts)]


def _words(one: Quoted) -> str:
    return "" if one.text.startswith("#") else one.text


def _texts(note: Note) -> list[str]:
    """Everything that a public note says in words."""
    found = [text for point in note.points for text in (point.text, *(reason.text for reason in point.reasons))]
    found += [*(task.text for task in note.tasks), *(heading.text for heading in note.headings), *(one.text for one in note.questions)]
    found += [line.words for line in note.log]
    return found + [value.raw for item in note.fields for value in item.values]


def _nearest(one: Quoted, texts: list[str]) -> str:
    near = get_close_matches(one.text, texts, 1, _NEAR)
    return " ".join(near[0].split()) if near else ""
