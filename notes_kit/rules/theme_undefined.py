"""A theme that people spoke of and the codebook does not define."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.spoken import CODEBOOK, THEME, USES, Use, is_theme, read_use, theme_key
from notes_kit.rules.tally import Changed, Rows, Tally, same_keys


def judge(context: Context, rows: Rows, key: str) -> Iterable[Finding]:
    """One fault for each such theme where it stands first, in a vault with a codebook. A mere misspelling is `near-duplicate`'s."""
    if rows.keys(CODEBOOK) and not rows.words(CODEBOOK, key):
        found: dict[str, list[Use]] = {}
        for use in map(read_use, rows.rows(USES, key)):
            if use.talk and not use.private and is_theme(use.name):
                found.setdefault(theme_key(use.name), []).append(use)
        for theme in sorted(found.keys() - {""}):
            first = min(found[theme], key=lambda use: (use.path, use.place))
            notes = len({use.path for use in found[theme]})
            where = "in one talk" if notes == 1 else f"in {notes} talks"
            name = first.name[len(THEME) :]
            message = f"#{THEME}{name} is used {where} and the codebook does not say what it means; `notes-kit new theme {name}` begins its note"
            yield context.fault(message, first.path, first.place, contact="")


def _stirred(rows: Rows, gone: Changed, came: Changed) -> set[str]:
    """The keys themselves; and all, where the codebook came to be or ceased."""
    came_now = came.get(CODEBOOK.name, [])
    begun = not any(row not in came_now for key in rows.keys(CODEBOOK) for row in rows.rows(CODEBOOK, key))
    every = rows.keys(USES) if begun and (came_now or gone.get(CODEBOOK.name)) else ()
    return {*same_keys(rows, gone, came), *every}


TALLY = Tally((USES, CODEBOOK), lambda rows: sorted(rows.keys(USES)), judge, _stirred)

_THEME = """\
---
type: theme
aliases: [mentoring]
---
Juniors are hired where somebody has time for them.
"""
_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Notes
- They took two beginners last year (+) #theme/hiring
- Nobody there asks for a degree #theme/degree
"""
_PATH, _THEME_PATH = "interviews/2026-03-02 Ada Okafor.md", "themes/hiring.md"

RULE = Rule(
    code="NK962",
    name="theme-undefined",
    title="The codebook does not define a theme that you use",
    why="What a theme states, and what counts for it, drifts from talk to talk unless it is written down once; then marks for and against mean nothing.",
    how_to_fix="Give the theme a note with one sentence and what counts, or make its name an alias of the theme that it belongs to.",
    practice="P33 P36",
    kind=Kind.FAULT,
    severity=Severity.INFO,
    check=TALLY.check,
    scope=Scope.TALLY,
    tally=TALLY,
    bad=Example(date(2026, 3, 3), {_PATH: _TALK, _THEME_PATH: _THEME}, (f"{_PATH}:9:34",)),
    good=Example(date(2026, 3, 3), {_PATH: _TALK.replace("theme/degree", "theme/Mentoring"), _THEME_PATH: _THEME}),
)
