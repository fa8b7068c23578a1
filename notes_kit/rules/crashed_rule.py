"""A rule that broke: our fault, said aloud, so that no missing finding is taken for a good sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope


def check(_: Context) -> Iterable[Finding]:
    """Nothing: the driver says it, when and where it happens."""
    return ()


RULE = Rule(
    code="NK999",
    name="crashed-rule",
    title="A rule of notes-kit broke, and its findings are incomplete",
    why="The other rules ran and what they say holds. What this one would have said about some notes is not known, and silence would look like all is well.",
    how_to_fix="Report it with the rule and the kind of error that the message names; neither says what stands in your notes. "
    "Until it is mended, `--ignore` the rule.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=check,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {}),
    good=Example(date(2026, 3, 2), {}),
)
"""Its examples are empty: no note can be an example of a fault that is ours."""
