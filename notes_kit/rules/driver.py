"""Run the rules over a vault: choose them, survive one that breaks, apply the waivers, and put what they found in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Settings
from notes_kit.model.text import TOP
from notes_kit.model.vault import Vault
from notes_kit.rules import RULES, crashed_rule, waiver_stale
from notes_kit.rules.base import GROUPS, OFF, VAULT_FILE, Context, Rule, Shared
from notes_kit.rules.path_ignores import left_out
from notes_kit.rules.waivers import holding, meant, silencing

_LAST = (waiver_stale.RULE.name, crashed_rule.RULE.name)
_KINDS = {"duties": Kind.DUTY, "duty": Kind.DUTY, "faults": Kind.FAULT, "fault": Kind.FAULT}
_CODE = re.compile(r"nk\d{0,3}\Z")


class UnknownRuleError(ValueError):
    """A word that selects no rule; `near` are the nearest words that would."""

    def __init__(self, word: str, near: Sequence[str]) -> None:
        """Keep the parts; the message names them."""
        super().__init__(f"there is no rule, code or group “{word}”" + (f"; did you mean {' or '.join(near)}?" if near else ""))
        self.word, self.near = word, tuple(near)


def matching(word: str, rules: Iterable[Rule] = RULES) -> tuple[Rule, ...]:
    """The rules that a word means: a name, a code or its beginning (`NK3`), a group, `duties`, `faults` or `all`; ignoring case.

    Raises:
        UnknownRuleError: it means none.
    """
    rules = tuple(rules)
    low = word.strip().casefold()
    found: tuple[Rule, ...] = ()
    if low == "all":
        return rules
    if low in _KINDS:
        found = tuple(rule for rule in rules if rule.kind is _KINDS[low])
    elif low in GROUPS.values():
        found = tuple(rule for rule in rules if rule.group == low)
    elif _CODE.match(low):
        found = tuple(rule for rule in rules if rule.code.casefold().startswith(low))
    else:
        found = tuple(rule for rule in rules if rule.name == low)
    if found:
        return found
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    words = [*(rule.name for rule in rules), *(rule.code.casefold() for rule in rules), *GROUPS.values(), "duties"]
    near = [match.upper() if _CODE.match(match) else match for match in get_close_matches(low, words, 3)]
    raise UnknownRuleError(word.strip(), near)


def known(word: str, rules: Iterable[Rule] = RULES) -> tuple[Rule, ...]:
    """The rules that a word of the settings means; none for one that means none, which `bad-setting` reports."""
    try:
        return matching(word, rules)
    except UnknownRuleError:
        return ()


def choose(settings: Settings, rules: Iterable[Rule] = RULES, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules to run, in code order: those selected (or all), without those ignored here or in the settings.

    A rule asked for by its own name or code runs even where the settings switch it off.

    Raises:
        UnknownRuleError: a word of `select` or `ignore` means no rule. The settings raise nothing: `bad-setting` reports them.
    """
    rules = tuple(rules)
    words = [word for word in select if word.strip()]
    wanted = {rule.code for word in words for rule in matching(word, rules)} if words else {rule.code for rule in rules}
    by_name = {rule.code for rule in rules for word in words if word.strip().casefold() in (rule.name, rule.code.casefold())}
    off = {rule.code for rule in rules if settings.rules.get(rule.name) is not None and settings.rules[rule.name].severity == OFF}
    off |= {rule.code for word in settings.ignore for rule in known(word, rules)}
    unwanted = {rule.code for word in ignore if word.strip() for rule in matching(word, rules)}
    return tuple(rule for rule in rules if rule.code in (wanted - (off - by_name)) - unwanted)


def run(
    vault: Vault, today: date, *, rules: tuple[Rule, ...] = RULES, select: Iterable[str] = (), ignore: Iterable[str] = (),
    horizon: int = 0, with_waived: bool = False,
) -> list[Finding]:  # fmt: skip
    """What the rules find in a vault on a day, by path, line, column and code; the same whatever the order of the notes.

    Duties that fall due more than `horizon` days after `today` are left out, and what the settings leave out
    below some paths. What a waiver sets aside
    is left out too, or carries the reason in `waived`. A rule that breaks adds one finding of
    `crashed-rule`, whatever was selected; see `crashed`.

    Raises:
        UnknownRuleError: a word of `select` or `ignore` means no rule.
    """
    chosen = {rule.code for rule in choose(vault.settings, rules, select, ignore)}
    shared = Shared(vault, today, rules)
    judging = waiver_stale.RULE.code in chosen
    judged = {rule.code for item in shared.waivers if (rule := meant(item.waiver, rules)) is not None} if judging else set()
    found: list[Finding] = []
    for rule in rules:
        if rule.name not in _LAST and rule.code in chosen | judged:
            found += _apply(rule, shared)
    if judging:
        found += _apply(waiver_stale.RULE, replace(shared, found=tuple(found)))
    last = shift(today, max(horizon, 0))
    table, elsewhere = holding(shared), left_out(vault.settings, lambda word: known(word, rules))
    answer: dict[Finding, None] = {}
    for finding in found:
        if finding.code not in chosen | {crashed_rule.RULE.code} or (finding.due is not None and finding.due > last):
            continue
        if finding.code != crashed_rule.RULE.code and elsewhere(finding):
            continue
        silenced = silencing(finding, table)
        if not silenced:
            answer[finding] = None
        elif with_waived:
            answer[replace(finding, waived=silenced[0].waiver.reason)] = None
    return sorted(answer, key=lambda finding: (finding.order, finding.contact or "", finding.close))


def crashed(findings: Iterable[Finding]) -> bool:
    """Whether a rule broke, so that the answer may be incomplete: the exit status says so."""
    return any(finding.rule == crashed_rule.RULE.name for finding in findings)


def _apply(rule: Rule, shared: Shared) -> list[Finding]:
    """What one rule finds; what it found before it broke, and that it broke."""
    found: list[Finding] = []
    try:
        for finding in rule.check(Context(shared.vault, shared.today, rule, shared)):
            found.append(finding)  # noqa: PERF402 - one by one, to keep those found before it broke
    except Exception as problem:  # noqa: BLE001 - whatever a rule does, the other rules still speak
        found.append(_crash(rule, shared, problem))
    return found


def _crash(rule: Rule, shared: Shared, problem: Exception) -> Finding:
    """A finding that names the rule, the kind of error and the note, and nothing that stands in the note."""
    message = f"the rule {rule.name} broke ({type(problem).__name__}) and its findings are incomplete; this is a fault of notes-kit: please report it"
    own = crashed_rule.RULE
    return Finding(own.code, own.name, Severity.ERROR, own.kind, message, _culprit(rule, shared) or VAULT_FILE, TOP)


def _culprit(rule: Rule, shared: Shared) -> str:
    """The note that breaks a rule, found by halving the vault; empty if no single note does."""
    paths = sorted(shared.vault.notes)
    if _breaks(rule, shared, []):
        return ""
    while len(paths) > 1:
        half = len(paths) // 2
        paths = next((part for part in (paths[:half], paths[half:]) if _breaks(rule, shared, part)), [])
    return paths[0] if paths else ""


def _breaks(rule: Rule, shared: Shared, paths: list[str]) -> bool:
    """Whether a rule breaks on these notes alone."""
    old, keep = shared.vault, set(paths)
    contacts = tuple(item for item in old.contacts if item.path in keep)
    interviews = tuple(item for item in old.interviews if item.path in keep)
    vault = Vault({path: old.notes[path] for path in paths}, contacts, interviews, old.settings)
    smaller = Shared(vault, shared.today, shared.rules, shared.found)
    try:
        for _ in rule.check(Context(vault, shared.today, rule, smaller)):
            pass
    except Exception:  # noqa: BLE001 - that it breaks is the answer
        return True
    return False
