"""Merge three versions of a note: properties by key and item, the rest as Git does; in any doubt, all of it as Git does."""

from __future__ import annotations

from dataclasses import dataclass

from notes_kit.io.git_merge import merge_texts
from notes_kit.parse.edit_text import EditRefusedError, encode, open_note
from notes_kit.parse.merge import Clash, conflict_lines, merge_matter, split


@dataclass(frozen=True, slots=True)
class MergedNote:
    """A note made of three; `conflicts` are left in it with the marks of a merge, `clashes` those among its properties."""

    data: bytes
    conflicts: int
    clashes: tuple[Clash, ...] = ()
    by_property: bool = True


def merge_notes(base: bytes, ours: bytes, theirs: bytes, *, size: int = 7, folder: str = "") -> MergedNote:
    """Three versions of a note as one. `size` is the length of a conflict's marks.

    A property that both sides changed stays as ours has it, and both versions stand at the beginning of the
    body, between marks: there a person sees them, and the properties stay readable.

    Raises:
        notes_kit.io.git_run.GitError: Git cannot be run, or one version is no text.
    """
    found = _by_property(base, ours, theirs, size, folder)
    if found is not None:
        return found
    data, conflicts = merge_texts(ours, base, theirs, size=size, folder=folder)
    return MergedNote(data, conflicts, by_property=False)


def _by_property(base: bytes, ours: bytes, theirs: bytes, size: int, folder: str) -> MergedNote | None:
    try:
        sources = [open_note("merge.md", data) for data in (base, ours, theirs)]
    except EditRefusedError:
        return None
    if len({source.bom for source in sources}) != 1 or len({source.newline for source in sources if "\n" in source.text or "\r" in source.text}) > 1:
        return None
    parts = [split(source) for source in sources]
    if any(part is None for part in parts):
        return None
    (old, old_body), (mine, my_body), (other, their_body) = (part for part in parts if part is not None)
    merged = merge_matter(old, mine, other)
    if merged is None:
        return None
    if their_body in (my_body, old_body):
        body, conflicts = my_body.encode(), 0
    elif old_body == my_body:
        body, conflicts = their_body.encode(), 0
    else:
        body, conflicts = merge_texts(my_body.encode(), old_body.encode(), their_body.encode(), size=size, folder=folder)
    source = sources[1]
    marks = conflict_lines(merged.clashes, size=size, newline=source.newline)
    head = (b"\xef\xbb\xbf" if source.bom else b"") + merged.text.encode()
    if marks and head and not head.endswith((b"\n", b"\r")):
        marks = source.newline + marks
    return MergedNote(head + marks.encode() + body, conflicts + len(merged.clashes), merged.clashes)


def without_base(ours: bytes, theirs: bytes) -> bytes:
    """What two versions have in common, to stand for the version that both came from: then nothing that either says is lost."""
    from difflib import SequenceMatcher  # noqa: PLC0415

    mine, other = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    blocks = SequenceMatcher(None, mine, other, autojunk=False).get_matching_blocks()
    return b"".join(line for block in blocks for line in mine[block.a : block.a + block.size])


def as_text(data: bytes) -> bytes:
    """A note for Git to compare: each property on one line, lists between brackets, so that one change is one line.

    What cannot be read stays as it is.
    """
    from notes_kit.parse.front_matter import read_front_matter  # noqa: PLC0415

    try:
        source = open_note("diff.md", data)
    except EditRefusedError:
        return data
    parts = split(source)
    if parts is None or not parts[0]:
        return data
    found = read_front_matter(source)
    if found.faults:
        return data
    lines = []
    for field in found.fields:
        values = [" ".join(value.raw.split()) for value in field.values]
        lines.append(f"{field.key}: {values[0] if len(values) == 1 else '[' + ', '.join(values) + ']' if values else ''}".rstrip() + "\n")
    return encode(type(source)("diff.md", "---\n" + "".join(lines) + "---\n" + parts[1], source.bom))
