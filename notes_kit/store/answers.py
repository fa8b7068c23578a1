"""Findings to JSON and back, for what is kept of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from notes_kit.model.finding import Edit, Finding, Fix, Kind, Severity
from notes_kit.model.text import Place


def pack_findings(findings: Sequence[Finding], *, crashed: bool) -> str:
    """Findings as one text."""
    return _dumps([crashed, [_row(item) for item in findings]])


def pack_finding(finding: Finding) -> str:
    """One finding as a text."""
    return _dumps(_row(finding))


def _row(item: Finding) -> list[Any]:
    fix = None
    if item.fix is not None:
        fix = [item.fix.title, item.fix.safe, [[edit.path, edit.place, edit.text] for edit in item.fix.edits]]
    due = item.due.isoformat() if item.due else None
    return [item.code, item.rule, item.severity, item.kind, item.message, item.path, item.place, item.contact, due, item.days_late,
            item.practice, item.close, fix, item.waived, item.about]  # fmt: skip


def unpack_each(texts: Sequence[str], waived: Sequence[str | None] = ()) -> list[Finding]:
    """The findings in texts made by `pack_finding`, in the order of a compiler's messages; `waived` are the reasons of those set aside."""
    rows = json.loads(f"[{','.join(texts)}]")
    for row, reason in zip(rows, waived, strict=False):
        row[_WAIVED] = reason
    rows.sort(key=_order)
    return [_finding(*row) for row in rows]


def _order(row: list[Any]) -> tuple[Any, ...]:
    """As `rules.driver.run` sorts findings."""
    code, _, _, _, message, path, place, contact, *_ = row
    return path, place[0], place[1], code, message, contact or "", row[_CLOSE]


_CLOSE, _WAIVED = 11, 13


def unpack_findings(text: str) -> tuple[tuple[Finding, ...], bool]:
    """The findings in a text made by `pack_findings`, and whether a rule had crashed."""
    crashed, rows = json.loads(text)
    return tuple(_finding(*row) for row in rows), crashed


_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _finding(
    code: str, rule: str, severity: str, kind: str, message: str, path: str, place: list[int], contact: str | None, due: str | None,
    days_late: int, practice: str, close: str, fix: list[Any] | None, waived: str | None, about: str,
) -> Finding:  # fmt: skip
    mended = None
    if fix is not None:
        title, safe, edits = fix
        mended = Fix(title, safe, tuple(Edit(where, Place(*at), words) for where, at, words in edits))
    return Finding(
        code, rule, Severity(severity), Kind(kind), message, path, Place(*place), contact, date.fromisoformat(due) if due else None,
        days_late, practice, close, mended, waived, about,
    )  # fmt: skip
