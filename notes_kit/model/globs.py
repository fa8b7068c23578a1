"""Path patterns, as `.gitignore` and ruff's per-file-ignores have them: `archive`, `interviews/2019*`, `**/old/*.md`."""

from __future__ import annotations

from collections.abc import Sequence

from notes_kit.model.names import fold


def path_matches(pattern: str, path: str) -> bool:
    """Whether a path, or a folder that it lies in, is one that the pattern means; ignoring case.

    `*` and `?` stand for anything within a name, `**` for any folders. A pattern of one name is looked for at any depth,
    any other from the root of the vault.
    """
    wanted = [part for part in fold(pattern.strip()).split("/") if part]
    if not wanted:
        return False
    if "/" not in pattern.strip().rstrip("/"):
        wanted.insert(0, "**")
    if wanted[-1] == "**":
        wanted[-1] = "*"  # what lies in a folder, and not the folder itself
    return _leads_to(wanted, fold(path).split("/"))


def _leads_to(wanted: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the pattern's parts can be found in the first names of a path, one after another."""
    at = _skipped(wanted, {0})
    for name in names:
        stay = {index for index in at if index < len(wanted) and wanted[index] == "**"}
        go = {index + 1 for index in at - stay if index < len(wanted) and _alike(wanted[index], name)}
        at = _skipped(wanted, stay | go)
        if len(wanted) in at:
            return True
    return False


def _skipped(wanted: Sequence[str], at: set[int]) -> set[int]:
    """With each place before a `**` also the place after it, since that may stand for no folder at all."""
    out = set(at)
    for index in sorted(at):
        after = index
        while after < len(wanted) and wanted[after] == "**":
            after += 1
            out.add(after)
    return out


def _alike(wanted: str, name: str) -> bool:
    """Whether a name is one that a pattern with `*` and `?` means."""
    at, star, mark = 0, -1, 0
    place = 0
    while place < len(name):
        if at < len(wanted) and wanted[at] == "*":
            star, mark = at, place
            at += 1
        elif at < len(wanted) and wanted[at] in ("?", name[place]):
            at, place = at + 1, place + 1
        elif star >= 0:
            mark += 1
            at, place = star + 1, mark
        else:
            return False
    return not wanted[at:].strip("*")
