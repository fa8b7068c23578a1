"""One theme or tag in two spellings, so that what belongs together is counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.names import fold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.spoken import CODEBOOK, THEME, USES, Use, codebook, is_theme, read_use, theme_key
from notes_kit.rules.tally import Rows, Tally, same_keys


def judge(context: Context, rows: Rows, key: str) -> Iterable[Finding]:
    """One fault for each rarer spelling, at its first place; spellings that the codebook knows as one theme are one.

    What the codebook defines is never the rarer one. Case is none of it: programs that know tags ignore it.
    """
    table = codebook(rows, [key])
    names = (*rows.words(USES, key), *(THEME + name for name in table))  # a defined spelling that nobody uses is still the right one
    if len({_identity(name, table) for name in names}) < 2:  # noqa: PLR2004 - nothing to compare
        return
    spellings: dict[str, list[Use]] = {THEME + path: [] for path in table.values()}
    for use in map(read_use, rows.rows(USES, key)):
        if not use.private:
            spellings.setdefault(_identity(use.name, table), []).append(use)
    ranked = sorted(spellings.items(), key=lambda item: (not item[0].endswith(".md"), -_count(item[1]), item[0]))
    kept = (_shown(ranked[0][1]) or THEME + ranked[0][0].rpartition("/")[2].removesuffix(".md")) if ranked else ""
    for _, rarer in ranked[1:]:
        if rarer:
            first = min(rarer, key=lambda use: (use.path, use.place))
            times = f"used {_count(rarer)} times" if _count(rarer) > 1 else "used once"
            message = f"#{_shown(rarer)}, {times}, looks like #{kept}: spell it one way"
            yield context.fault(message, first.path, first.place, contact=first.who)


def _identity(name: str, table: dict[str, str]) -> str:
    """The same for what counts as one already: a theme's note, or the tag ignoring case."""
    if is_theme(name):
        key = theme_key(name)
        return THEME + table.get(key, key)
    return fold(name)


def _count(found: list[Use]) -> int:
    return sum(use.times for use in found)


def _shown(found: list[Use]) -> str:
    """The commonest spelling of a tag."""
    counts: Counter[str] = Counter()
    for use in found:
        counts[use.name] += use.times
    return min(counts, key=lambda name: (-counts[name], name), default="")


TALLY = Tally((USES, CODEBOOK), lambda rows: sorted({*rows.keys(USES), *rows.keys(CODEBOOK)}), judge, same_keys)


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
    check=TALLY.check,
    scope=Scope.TALLY,
    tally=TALLY,
    bad=Example(date(2026, 3, 3), {_PATH: _TALK}, (f"{_PATH}:10:44",)),
    good=Example(date(2026, 3, 3), {_PATH: _TALK.replace("worklife", "work-life")}),
)
