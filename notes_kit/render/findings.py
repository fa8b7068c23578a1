"""Findings as text for a person and as JSON for a program: the only place where `path:line:column` is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from notes_kit.model.finding import Finding, Fix
from notes_kit.render.words import term_safe

Paint = Callable[[str, str], str]
Link = Callable[[str, str], str]


def unlinked(shown: str, path: str) -> str:  # noqa: ARG001 - the shape of a link
    """A place as it is, where nothing can be clicked."""
    return shown


def place(finding: Finding) -> str:
    """Where a finding is, as editors and terminals understand it."""
    return f"{finding.path}:{finding.place.line}:{finding.place.column}"


NONE = "nothing due and nothing wrong"
"""What a vault without findings is told."""


def findings_text(findings: Sequence[Finding], notes: int, paint: Paint, *, group_by: str = "", link: Link = unlinked, none: str = NONE) -> str:
    """One line a finding, with what would close a duty below it, and a count at the end.

    `group_by` puts them under `person`, `rule` or `path`; `link` makes a place one that can be clicked; `none` says that there are none.
    """
    lines: list[str] = []
    group = ""
    for item in sorted(findings, key=lambda item: (_group(item, group_by).casefold(), item.order)) if group_by else findings:
        heading = _group(item, group_by)
        if group_by and heading != group:
            lines += [*([""] if lines else []), paint(term_safe(heading), "head")]
            group = heading
        lines += _lines(item, paint, link)
    lines.append(count_words(findings, notes, none))
    return "\n".join(lines)


def _group(item: Finding, by: str) -> str:
    return {"person": item.contact or item.path, "rule": item.rule, "path": item.path}.get(by, "")


def _lines(item: Finding, paint: Paint, link: Link) -> list[str]:
    mark = paint(item.severity.value, item.severity.value)
    fixable = paint(" [*]", "dim") if item.fix is not None and item.fix.safe else ""
    waived = paint(f" (waived: {term_safe(item.waived)})", "dim") if item.waived is not None else ""
    where = link(paint(term_safe(place(item)), "path"), item.path)
    lines = [f"{where}: {mark} {paint(item.code, 'code')} {item.rule}{fixable}: {term_safe(item.message)}{waived}"]
    if item.close:
        lines.append(paint(f"    → {term_safe(item.close)}", "dim"))
    return lines


def statistics_text(findings: Sequence[Finding], paint: Paint) -> str:
    """How many findings of each rule, most first; `[*]` marks what `--fix` mends."""
    counts = Counter((item.code, item.rule) for item in findings)
    fixable = {item.code for item in findings if item.fix is not None and item.fix.safe}
    width = len(str(max(counts.values(), default=0)))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "\n".join(f"{number:>{width}}  {paint(code, 'code')} {rule}{' [*]' if code in fixable else ''}" for (code, rule), number in rows)


def count_words(findings: Sequence[Finding], notes: int, none: str = NONE) -> str:
    """How many findings of which severity in how many notes."""
    if not findings:
        return f"{_plural(notes, 'note')}: {none}"
    counts = Counter(item.severity.value for item in findings)
    parts = [_plural(counts[level], level) if level != "info" else f"{counts[level]} info" for level in ("error", "warning", "info") if counts[level]]
    return f"{_plural(notes, 'note')}: {', '.join(parts)}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def due_text(findings: Sequence[Finding], today: date, days: int, paint: Paint) -> str:
    """The queue: what, for whom, why, and the command that closes it, under the day it falls due."""
    if not findings:
        return f"nothing is due within {_plural(days, 'day')}" if days else "nothing is due"
    lines: list[str] = []
    group = ""
    for item in findings:
        heading = _when(item, today)
        if heading != group:
            lines += ["", paint(heading, "head")] if lines else [paint(heading, "head")]
            group = heading
        lines.append(f"  {paint(item.rule, item.severity.value)}: {term_safe(item.message)}")
        lines.append("    " + paint(f"→ {term_safe(item.close)}" if item.close else "", "dim") + paint(f"  {term_safe(place(item))}", "path"))
    return "\n".join(lines)


def _when(item: Finding, today: date) -> str:
    if item.due is None:
        return "without a date"
    if item.due < today:
        return "overdue"
    if item.due == today:
        return "today"
    ahead = (item.due - today).days
    return f"{'tomorrow' if ahead == 1 else item.due.strftime('%A')} {item.due}"


def findings_document(today: date, findings: Sequence[Finding]) -> dict[str, object]:
    """`lint --format json` (version 1)."""
    by_rule = Counter(item.rule for item in findings)
    by_severity = Counter(item.severity.value for item in findings)
    return {
        "version": 1,
        "today": today.isoformat(),
        "findings": [finding_row(item) for item in findings],
        "summary": {
            "findings": len(findings),
            "errors": by_severity["error"],
            "warnings": by_severity["warning"],
            "infos": by_severity["info"],
            "duties": sum(item.kind.value == "duty" for item in findings),
            "faults": sum(item.kind.value == "fault" for item in findings),
            "by_rule": dict(sorted(by_rule.items())),
        },
    }


def finding_row(item: Finding) -> dict[str, object]:
    """One finding; lines and columns count from 1, the end is exclusive."""
    return {
        "code": item.code,
        "rule": item.rule,
        "severity": item.severity.value,
        "kind": item.kind.value,
        "message": item.message,
        "path": item.path,
        "line": item.place.line,
        "column": item.place.column,
        "end_line": item.place.end_line,
        "end_column": item.place.end_column,
        "contact": item.contact,
        "due": item.due.isoformat() if item.due else None,
        "days_late": item.days_late,
        "practice": item.practice or None,
        "close": item.close or None,
        "fix": _fix_row(item.fix),
        "waived": item.waived,
    }


def _fix_row(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [
        {"path": edit.path, "line": edit.place.line, "column": edit.place.column, "end_line": edit.place.end_line,
         "end_column": edit.place.end_column, "text": edit.text}
        for edit in fix.edits
    ]  # fmt: skip
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def due_document(today: date, findings: Iterable[Finding]) -> dict[str, object]:
    """`due --json` (version 1)."""
    return {"version": 1, "today": today.isoformat(), "items": [finding_row(item) for item in findings]}
