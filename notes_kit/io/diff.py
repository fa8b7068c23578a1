"""What a write would change, as a unified diff that any tool reads."""

from __future__ import annotations

import difflib
import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


def diff(path: str, before: bytes | None, after: bytes | None, *, goal: str = "") -> str:
    """The unified diff between two versions of a file, empty if there is no difference; None = there is no file.

    `goal` is the path of the later version, if it gets another. Lines end as the note's do. What is no UTF-8 is
    shown with replacement characters.
    """
    goal = goal or path
    if before == after:
        return "" if goal == path else f"--- a/{path}\n+++ b/{goal}\n"
    old, new = ([] if data is None else _LINE.findall(data.decode("utf-8", "replace")) for data in (before, after))
    head = ("/dev/null" if before is None else f"a/{path}", "/dev/null" if after is None else f"b/{goal}")
    out = []
    for line in difflib.unified_diff(old, new, *head):
        ended = line.endswith(("\n", "\r"))
        out.append(line if ended else f"{line}\n\\ No newline at end of file\n")
    return "".join(out)
