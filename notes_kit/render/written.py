"""What a command wrote, as text for a person and as JSON: places, diffs, and the duties that went and came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from notes_kit.model.finding import Finding
from notes_kit.render.findings import Paint, finding_row
from notes_kit.render.words import plural, term_safe
from notes_kit.rules.words import shell

_NEAR = {0: "today", 1: "tomorrow"}
_SIGNS = {"+": "good", "-": "bad", "@": "dim"}


def diff_text(diff: str, paint: Paint) -> str:
    """A unified diff that can do nothing to a terminal, whatever stands in the notes."""
    lines = []
    for line in diff.split("\n"):
        shown = term_safe(line.rstrip("\r"))
        head = shown.startswith(("+++ ", "--- "))
        lines.append(paint(shown, "head" if head else _SIGNS[shown[0]]) if shown[:1] in _SIGNS else shown)
    return "\n".join(lines).rstrip("\n")


def lines_text(lines: Iterable[tuple[str, int, str]], paint: Paint) -> str:
    """Each written line with its place; a new note with its path alone."""
    return "\n".join(
        f"{paint(term_safe(f'{path}:{number}'), 'path')}: {term_safe(text)}" if text else f"{paint(term_safe(path), 'path')}: a new note"
        for path, number, text in lines
    )


def duties_text(closed: Sequence[Finding], opened: Sequence[Finding], person: str, today: date, paint: Paint, *, ahead: bool = False) -> str:
    """The duties that are gone, then those that are new with their day; `ahead` for a write that has not happened.

    Duties of another person than the one that was named say whose they are.
    """
    words = ("would close", "would open") if ahead else ("closed", "opened")
    lines = []
    if closed:
        lines.append(f"{paint(words[0], 'good')}: {', '.join(dict.fromkeys(_duty(item, person) for item in closed))}")
    if opened:
        lines.append(f"{paint(words[1], 'warning')}: {', '.join(dict.fromkeys(_duty(item, person) + _day(item.due, today) for item in opened))}")
    return "\n".join(lines)


def _duty(item: Finding, person: str) -> str:
    return item.rule if item.contact in (None, person) else f"{item.rule} ({term_safe(item.contact or '')})"


def _day(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (due - today).days
    return f" (since {due})" if days < 0 else f" (due {_NEAR.get(days, str(due))})"


def lines_document(
    today: date, lines: Iterable[tuple[str, int, str]], closed: Iterable[Finding], opened: Iterable[Finding], **more: object
) -> dict[str, object]:
    """`log --json` (version 1): lines count from 1; `text` is empty and `new` true for a note that was made."""
    return {
        "version": 1,
        "today": today.isoformat(),
        "written": [{"path": path, "line": number, "text": text, "new": not text} for path, number, text in lines],
        "closed": [finding_row(item) for item in closed],
        "opened": [finding_row(item) for item in opened],
        **more,
    }


SHOWN = 20
"""Notes of one operation that are named unless all are asked for: an import makes thousands."""


def paths_text(paths: Sequence[str], paint: Paint, *, whole: bool = False, indent: str = "") -> list[str]:
    """A line for each note of an operation, the first of them, or all if `whole`."""
    shown = paths if whole else paths[:SHOWN]
    lines = [f"{indent}{paint(term_safe(path), 'path')}" for path in shown]
    return lines if len(shown) == len(paths) else [*lines, paint(f"{indent}… and {len(paths) - len(shown):,} more (-v names all)", "dim")]


def operations_text(operations: Iterable[tuple[int, str, str, Sequence[str], bool]], paint: Paint, *, whole: bool = False) -> str:
    """The operations that `undo` knows, newest first: number, time, what it was, its notes, and whether it was taken back."""
    lines = []
    for number, when, title, paths, gone in operations:
        state = paint("  (taken back)", "dim") if gone else ""
        lines.append(f"{number:>4}  {_minute(when)}  {term_safe(title)}{state}")
        lines += paths_text(paths, paint, whole=whole, indent="      ")
    return "\n".join(lines)


def _minute(when: str) -> str:
    try:
        return f"{datetime.fromisoformat(when):%Y-%m-%d %H:%M}"
    except ValueError:
        return term_safe(when)


def made_text(added: Sequence[str], kept: Sequence[str], paint: Paint, *, verbose: bool = False) -> str:
    """What `init` added, by folder, and what it found and left alone."""
    lines = []
    if verbose:
        lines += [f"{paint('added', 'good')}  {term_safe(path)}" for path in added]
    else:
        tops: dict[str, int] = {}
        for path in added:
            top, slash, below = path.partition("/")
            tops[top + slash] = tops.get(top + slash, 0) + bool(below or not slash)
        lines += [f"{paint('added', 'good')}  {term_safe(top)}{_files(top, count)}" for top, count in tops.items()]
    lines += [f"{paint('left alone', 'dim')}  {term_safe(path)}" for path in kept]
    if not added:
        lines.append("nothing to add: all of it is there")
    return "\n".join(lines)


def _files(top: str, count: int) -> str:
    if not top.endswith("/"):
        return ""
    return f"  {plural(count, 'file')}" if count else "  empty"


def next_steps(directory: str, *, git: str, existing: bool, examples: bool) -> str:
    """What to do after `init`, in the order of a first hour."""
    inside = f"cd {shell(directory)}" if directory != "." else ""
    steps = [
        (inside, ""),
        ("notes-kit --today 2026-05-18 due", "what the example network owes, on its own day") if examples else ("", ""),
        ('notes-kit new contact "Their Name"', "a first person"),
        ('notes-kit log "Their Name" outreach', "when you have written to them"),
        ("notes-kit lint", "what is due, and what is wrong with a note" if existing else "what is due"),
    ]
    width = max(len(command) for command, _ in steps)
    lines = ["", "Next:", *(f"  {command:<{width}}  {why}".rstrip() for command, why in steps if command)]
    if git == "begun":
        lines.append("It is a Git repository without a commit. These are notes on people who trusted you: keep it private.")
    elif git not in ("there", "left"):
        lines.append(f"It is no Git repository: {term_safe(git)}.")
    lines.append("“Start here.md” explains the rest.")
    return "\n".join(lines)
