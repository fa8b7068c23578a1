"""An entry of notes-kit.yaml that means nothing, so that a default holds where something else was meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.rules.base import GROUPS, VAULT_FILE, Context, Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """What the reader noticed, and every rule named in the settings that there is not."""
    yield from said_by_reader(context)
    rules = context.shared.rules
    names = [rule.name for rule in rules]
    for name in context.vault.settings.rules:
        if name not in names:
            yield context.fault(f"`rules` names `{name[:40]}`, and there is no such rule{_near(name, names)}", VAULT_FILE)
    for tag, tier in context.vault.settings.tiers.items():
        for name in tier.rules:
            if name not in names:
                message = f"`tiers: {tag[:40]}` names `{name[:40]}`, and there is no such rule{_near(name, [*names, 'keep_in_touch'])}"
                yield context.fault(message, VAULT_FILE)
    words = [*names, *(rule.code.casefold() for rule in rules), *GROUPS.values(), "duties", "all"]
    for word in context.vault.settings.ignore:
        low = word.strip().casefold()
        if low not in words and not (low.startswith("nk") and any(rule.code.casefold().startswith(low) for rule in rules)):
            yield context.fault(f"`ignore` names `{word[:40]}`, and there is no such rule, code or group{_near(low, words)}", VAULT_FILE)


def _near(word: str, words: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(word.casefold(), words, 1)
    return f"; did you mean `{near[0]}`?" if near else ""


_BAD = """\
keep_in_touch: 90d
exlcude: [archive]
"""

RULE = Rule(
    code="NK981",
    name="bad-setting",
    title="A setting in notes-kit.yaml is not understood",
    why="The vault goes by a default where you meant something else: a folder is read that should not be, a reminder comes when you switched it off.",
    how_to_fix="Write it as the message says; the vault made by `notes-kit init` shows and explains every setting.",
    practice="P32",
    kind=Kind.FAULT,
    severity=Severity.ERROR,
    check=check,
    scope=Scope.NOTE,
    bad=Example(date(2026, 3, 2), {VAULT_FILE: _BAD}, (f"{VAULT_FILE}:2:1",)),
    good=Example(date(2026, 3, 2), {VAULT_FILE: _BAD.replace("exlcude", "exclude")}),
)
