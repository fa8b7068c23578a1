"""A setting, of the vault or of one contact, that means nothing, so that a default holds where something else was meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.text import TOP
from notes_kit.rules.base import GROUPS, VAULT_FILE, Context, Example, Rule, said_by_reader
from notes_kit.rules.scope import Scope


def check(context: Context) -> Iterable[Finding]:
    """What the reader noticed, and every rule named in the settings that there is not."""
    yield from said_by_reader(context)
    settings, rules = context.vault.settings, context.shared.rules
    names = [rule.name for rule in rules]
    words = [*names, *(rule.code.casefold() for rule in rules), *GROUPS.values(), "duties", "faults", "all"]
    exact: list[tuple[str, ...]] = [("rules", name) for name in settings.rules]
    exact += [("tiers", tag, name) for tag, tier in settings.tiers.items() for name in tier.rules]
    for place in exact:
        if place[-1] not in names:
            yield _unknown(context, place, "rule", [*names, "keep_in_touch"] if place[0] == "tiers" else names)
    from notes_kit.rules.driver import known  # noqa: PLC0415 - it imports every rule, this one among them

    wide: list[tuple[str, ...]] = [("ignore", word) for word in settings.ignore]
    wide += [("per_path_ignores", pattern, word) for pattern, found in settings.per_path_ignores.items() for word in found]
    for place in wide:
        if not known(place[-1], rules):
            yield _unknown(context, place, "rule, code or group", words)
    yield from _of_contacts(context)


def _of_contacts(context: Context) -> Iterable[Finding]:
    duties = [rule.name for rule in context.shared.rules if rule.personal]
    words = {*duties, *(rule.code.casefold() for rule in context.shared.rules if rule.personal)}
    for contact in context.vault.contacts:
        for field in contact.note.fields:
            whole, _, name = ("", "", "") if field.known else field.key.partition(".")
            if name and whole.casefold() == "thresholds" and "." not in name:  # `- gone-cold: due 3` is a list of mappings to YAML
                message = f"`thresholds` is lines of text: write `{name[:40]} due DAYS late DAYS`, without a colon"
                yield context.fault(message, contact.path, field.place)
        for own in contact.thresholds:
            if own.rule not in words:
                message = f"`thresholds` names `{own.rule[:40]}`, and there is no duty of that name that a contact can have days of their own for"
                yield context.fault(message + _near(own.rule, duties), contact.path, own.place)


def _unknown(context: Context, names: tuple[str, ...], what: str, words: list[str]) -> Finding:
    """One fault for a word that means none of what it should, at the word."""
    setting, word = ": ".join(name[:40] for name in names[:-1]), names[-1]
    message = f"`{setting}` names `{word[:40]}`, and there is no such {what}{_near(word.strip().casefold(), words)}"
    return context.fault(message, VAULT_FILE, context.vault.settings.places.get(names, TOP))


def _near(word: str, words: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(word, words, 1)
    return f"; did you mean `{near[0]}`?" if near else ""


_BAD = """\
keep_in_touch: 90d
exlcude: [archive]
"""

RULE = Rule(
    code="NK981",
    name="bad-setting",
    title="A setting is not understood",
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
