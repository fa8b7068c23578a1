"""One theme or tag in two spellings, so that what belongs together is counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import fold
from notes_kit.model.vault import Vault
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.spoken import THEME, Use, codebook, is_theme, named_in, squashed, theme_key, uses


def check(context: Context) -> Iterable[Finding]:
    """One fault for each rarer spelling, at its first place; spellings that the codebook knows as one theme are one.

    What the codebook defines is never the rarer one. Case is none of it: programs that know tags ignore it.
    """
    table = codebook(context.vault)
    groups = _groups(context.vault, table)
    for key in sorted(key for key, found in groups.items() if found):
        ranked = sorted(groups[key].items(), key=lambda item: (not item[0].endswith(".md"), -len(item[1]), item[0]))
        kept = _shown(ranked[0][1]) or THEME + ranked[0][0].rpartition("/")[2].removesuffix(".md")
        for _, rarer in ranked[1:]:
            if rarer:
                first = min(rarer, key=lambda use: (use.path, use.place))
                times = f"used {len(rarer)} times" if len(rarer) > 1 else "used once"
                yield context.fault(f"#{_shown(rarer)}, {times}, looks like #{kept}: spell it one way", first.path, first.place)


def _groups(vault: Vault, table: dict[str, str]) -> dict[str, dict[str, list[Use]]]:
    """Squashed name to the uses of each of its spellings, where there are several."""
    notes = [note for note in vault.notes.values() if note.type]  # a plain note is asked nothing
    names = {one.name for note in notes for one in note.tags} | {use.name for note in notes for use in named_in(note)}
    spellings: dict[str, set[str]] = {}
    for name in (*names, *(THEME + name for name in table)):  # a defined spelling that nobody uses is still the right one
        spellings.setdefault(squashed(name), set()).add(_identity(name, table))
    groups: dict[str, dict[str, list[Use]]] = {key: {} for key, found in spellings.items() if len(found) > 1}
    if groups:
        for use in (use for note in notes for use in uses(note) if not use.private):
            if squashed(use.name) in groups:
                groups[squashed(use.name)].setdefault(_identity(use.name, table), []).append(use)
        for name, path in table.items():
            if squashed(THEME + name) in groups:
                groups[squashed(THEME + name)].setdefault(THEME + path, [])
    return groups


def _identity(name: str, table: dict[str, str]) -> str:
    """The same for what counts as one already: a theme's note, or the tag ignoring case."""
    if is_theme(name):
        key = theme_key(name)
        return THEME + table.get(key, key)
    return fold(name)


def _shown(found: list[Use]) -> str:
    """The commonest spelling of a tag."""
    counts = Counter(use.name for use in found)
    return min(counts, key=lambda name: (-counts[name], name), default="")


_TALK = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
## Notes
- Leaves at four (+) #theme/work-life
- Answers no mail on Sundays (+) #theme/work-life
- Her team is on call every third week (-) #theme/worklife
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK961",
    name="near-duplicate",
    title="One theme or tag is spelled in two ways",
    why="Two spellings are two themes: each looks weaker than it is, and the people who agree are counted apart.",
    how_to_fix="Spell it one way everywhere, or make the other spelling an alias in the theme's note.",
    practice="P33",
    kind=Kind.FAULT,
    severity=Severity.WARNING,
    check=check,
    bad=Example(date(2026, 3, 3), {_PATH: _TALK}, (f"{_PATH}:10:44",)),
    good=Example(date(2026, 3, 3), {_PATH: _TALK.replace("worklife", "work-life")}),
)
