"""Two versions of a note, left standing one after the other."""

from __future__ import annotations

from datetime import date

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules.base import Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope

_PATH = "interviews/2026-03-02 Ada Okafor.md"
_BAD = """\
---
type: interview
date: 2026-03-02
---
<<<<<<< HEAD
- Teams are being merged
=======
- Teams will be merged
>>>>>>> phone
"""
_GOOD = """\
---
type: interview
date: 2026-03-02
---
- Teams are being merged
"""

RULE = Rule(
    code="NK905",
    name="merge-conflict",
    title="A note holds an unfinished merge",
    why="Both sides are read as if you had written both: facts count twice, or contradict each other, and the next merge makes it worse.",
    how_to_fix="Keep the lines that are right and delete the marks `<<<<<<<`, `=======` and `>>>>>>>`.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=said_by_reader,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {_PATH: _BAD}, (f"{_PATH}:5:1",)),
    good=Example(date(2026, 3, 2), {_PATH: _GOOD}),
)
