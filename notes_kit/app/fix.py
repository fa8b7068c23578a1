"""Mend what can be mended without a person: the edits that findings carry, checked before a byte is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from notes_kit.app.session import Session
from notes_kit.io.clock import now
from notes_kit.io.files import read_bytes
from notes_kit.io.writer import Change, Written, write_notes
from notes_kit.model.finding import Edit, Finding
from notes_kit.model.note import Note


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the fixes: how many were made, the write (or its diff), and why some notes were left alone."""

    fixed: int
    written: Written
    refused: tuple[tuple[str, str], ...] = ()


def fix(session: Session, findings: Iterable[Finding], *, unsafe: bool = False, dry_run: bool = False) -> Mended:
    """Apply the safe fixes of the findings (all of them with `unsafe`), note by note, as one operation that `undo` takes back.

    A note is written only if, read again, it says what it said and the faults are gone. A duty has no
    fix: nothing is ever marked as done.
    """
    by_path: dict[str, list[Finding]] = {}
    for item in findings:
        if item.fix is not None and item.waived is None and (item.fix.safe or unsafe):
            by_path.setdefault(item.path, []).append(item)
    changes, refused, fixed = [], [], 0
    for path, items in sorted(by_path.items()):
        before = read_bytes(session.root, path)
        after, why = _mended(session, path, before, items)
        if after is None:
            refused.append((path, why))
        else:
            changes.append(Change(path, before, after))
            fixed += len(items)
    title = f"mend {fixed} finding{'s' if fixed != 1 else ''}"
    written = write_notes(session.root, changes, now=now(), title=title, dry_run=dry_run)
    return Mended(fixed, written, tuple(refused))


def _mended(session: Session, path: str, data: bytes, items: list[Finding]) -> tuple[bytes | None, str]:
    """The bytes of a note after its fixes, or None and the reason not to."""
    from notes_kit.parse.edit_text import EditRefusedError, apply_edits  # noqa: PLC0415
    from notes_kit.parse.note import decode, read_note  # noqa: PLC0415

    source, damage = decode(path, data)
    if damage:
        return None, damage[0].message
    edits: list[Edit] = [edit for item in items if item.fix is not None for edit in item.fix.edits]
    try:
        text = apply_edits(source, dict.fromkeys(edits))
    except EditRefusedError as problem:
        return None, str(problem)
    after = (b"\xef\xbb\xbf" if source.bom else b"") + text.encode()
    old, new = read_note(path, data, session.settings), read_note(path, after, session.settings)
    if _said(old) != _said(new):
        return None, "the fix would change what the note says; mend it by hand"
    if len(new.faults) > len(old.faults) - len(items):
        return None, "the fix does not remove the fault; mend it by hand"
    if not _is_yaml(decode(path, after)[0].text):
        return None, "the front matter holds something that cannot be mended by itself; mend it by hand"
    return after, ""


def _is_yaml(text: str) -> bool:
    """Whether any YAML reader makes a mapping of the front matter, and not only ours, which reads what it can."""
    import yaml  # noqa: PLC0415

    from notes_kit.parse.front_matter import compose, find_fences  # noqa: PLC0415

    fences = find_fences(text)
    if fences is None or not text[fences.start : fences.end].strip():
        return True
    try:
        return isinstance(compose(text[fences.start : fences.end]), yaml.MappingNode)
    except (yaml.YAMLError, ValueError):
        return False


def _said(note: Note) -> tuple[object, ...]:
    """What a note says, wherever it stands: a fix may move it and must not change it."""
    fields = [(item.name, [value.raw for value in item.values]) for item in note.fields if item.values]
    return (
        fields, [point.text for point in note.points], [task.text for task in note.tasks], [line.words for line in note.log],
        [heading.text for heading in note.headings], [link.target for link in note.links], note.type, note.confidential,
    )  # fmt: skip
