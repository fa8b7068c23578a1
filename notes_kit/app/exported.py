"""Exports as tables, and exports as files: what is written over, and what is left alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from notes_kit.app.export import Rows, export_rows, gated
from notes_kit.app.report import NotAReportError
from notes_kit.io.output import read_existing, write_output
from notes_kit.render.calendar import is_ours
from notes_kit.render.sheet import is_sheet, rows_json, sheet_text

if TYPE_CHECKING:
    from notes_kit.app.session import Session

EXPORTS: dict[str, Callable[[str], bool]] = {
    "ics": is_ours,
    "vcard": lambda text: text.startswith("BEGIN:VCARD") and "PRODID:-//notes-kit//" in text[:200],
    "csv": is_sheet,
    "json": lambda text: '"version"' in text[:200] and '"contacts"' in text[:400],
    "canvas": lambda text: text.lstrip().startswith("{") and '"nodes"' in text[:40],
}
"""Kind of export to what tells that a file is one of ours."""

MOST = 50_000_000


def read_before(output: str) -> str:
    """The text of the file that an export replaces; empty if there is none."""
    data = read_existing(os.path.abspath(output))
    return "" if data is None or len(data) > MOST else data.decode("utf-8", "replace")


def write_export(output: str, text: str, ours: Callable[[str], bool], *, force: bool = False) -> str:
    """Write an export to a file, unless it stands there already; returns what to tell the person.

    Raises:
        NotAReportError: the file holds something else.
        OSError: it cannot be written.
    """
    path = os.path.abspath(output)
    before = read_existing(path)
    if before is not None and before.strip() and not force and not ours(before.decode("utf-8", "replace")):
        raise NotAReportError(f"{output} exists and is no export of notes-kit; it is left alone. Choose another name, or say --force")
    data = text.encode("utf-8", "replace")
    if before == data:
        return f"{output} is up to date"
    write_output(path, data)
    return f"wrote {output}"


def csv_of(session: Session, where: str, *, talks: bool, raw: bool, redact: bool) -> str:
    """Contacts, or talks, as a table.

    Raises:
        notes_kit.app.report.LeakError: a redacted table would tell what it must not.
    """
    rows = export_rows(session, where, redact=redact)[talks]
    kind = "interview" if talks else "contact"
    text = sheet_text(rows, kind, raw=raw)
    return gated(session, text, lambda: sheet_text(_blank(rows), kind, raw=raw)) if redact else text


def json_of(session: Session, where: str, *, redact: bool) -> str:
    """Contacts and talks as JSON (version 1).

    Raises:
        notes_kit.app.report.LeakError: as `csv_of`.
    """
    contacts, talks = export_rows(session, where, redact=redact)
    text = rows_json(session.today, contacts, talks)
    return gated(session, text, lambda: rows_json(session.today, _blank(contacts), _blank(talks))) if redact else text


def _blank(rows: Rows) -> Rows:
    return [dict.fromkeys(row, "·") for row in rows]
