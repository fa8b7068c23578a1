"""The rules explained, from their own fields: the list and the page of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from notes_kit.model.settings import Settings
from notes_kit.rules.base import OFF, VAULT_FILE, Example, Rule, over
from notes_kit.rules.driver import choose, known

Paint = Callable[[str, str], str]


def rules_list(rules: Iterable[Rule], settings: Settings, paint: Paint) -> str:
    """One line a rule under its group."""
    lines: list[str] = []
    group = ""
    for rule in rules:
        if rule.group != group:
            group = rule.group
            lines += [*([""] if lines else []), paint(group, "head")]
        off = paint("  (off in the settings)", "dim") if _is_off(rule, settings) else ""
        lines.append(f"  {paint(rule.code, 'code')} {rule.name:<26} {rule.title}{off}")
    return "\n".join([*lines, "", "`notes-kit rules NAME` explains one: why, what to do, the days in force, an example."])


def _is_off(rule: Rule, settings: Settings) -> bool:
    return rule not in choose(settings)


def rule_page(rule: Rule, settings: Settings, paint: Paint) -> str:
    """Everything about one rule, with what is in force and where it was set."""
    lines = [f"{paint(rule.code, 'code')} {paint(rule.name, 'head')}: {rule.title}", ""]
    lines += [rule.why, "", f"What to do: {rule.how_to_fix}", ""]
    if rule.practice:
        lines.append(f"Practice: {rule.practice}")
    lines += [f"Kind: {rule.kind.value} · group: {rule.group}", *in_force(rule, settings)]
    lines += ["", f"Waive it in the note, with a reason:  waive: [{rule.name} until 2026-12-31 REASON]"]
    if rule.personal:
        lines.append(f"Other days for one contact, in their note:  thresholds: [{rule.name} {_example_days(rule)}]")
    lines += ["", paint("It speaks here:", "head"), *_example(rule.bad), "", paint("It is silent here:", "head"), *_example(rule.good)]
    return "\n".join(lines)


def _example_days(rule: Rule) -> str:
    """The rule's own days as a contact's note would set them."""
    days = (("due", rule.default.due), ("late", rule.default.late))
    return " ".join(f"{name} {number}" for name, number in days if number is not None)


def in_force(rule: Rule, settings: Settings) -> list[str]:
    """The severity and the numbers in force with where each was set, for whom others hold, and where the rule is left out."""
    threshold = rule.threshold(settings.rules)
    off = _is_off(rule, settings)
    severity = rule.severity.value if threshold.severity == OFF else threshold.severity
    lines = [f"Severity: {severity} ({_where(settings, 'rules', rule.name, 'severity')})"] if not off else []
    for name in ("due", "late", "limit"):
        number = getattr(threshold, name)
        if number is not None:
            moved = name == "late" and number != rule.default.late and ("rules", rule.name, "late") not in settings.places
            where = "as long after it is due as by default" if moved else _where(settings, "rules", rule.name, name)
            lines.append(f"{name.capitalize()}: {_amount(number, name, settings)} ({where})")
    if settings.business_days and threshold.due is not None:
        count = len(settings.holidays)
        besides = f" and {count} holiday{'' if count == 1 else 's'}" if count else ""
        lines.append(f"Weekends{besides} do not count ({_where(settings, 'business_days')})")
    if rule.setting:
        lines += _setting(rule.setting, settings)
    for tag, tier in settings.tiers.items():
        own = tier.rules.get(rule.name)
        if own is not None:
            held = over(threshold, own)
            days = [f"{name} {_amount(number, name, settings)}" for name in ("due", "late") if (number := getattr(held, name)) is not None]
            whom = f"tagged #{tag}" + (f" or with `keep_in_touch` {tier.every} days" if tier.every is not None else "")
            lines.append(f"For contacts {whom}: {', '.join(days) or 'the same'} ({_where(settings, 'tiers', tag, rule.name)})")
    for pattern, words in settings.per_path_ignores.items():
        for word in words:
            if rule in known(word):
                lines.append(f"Left out below {pattern} ({_where(settings, 'per_path_ignores', pattern, word)})")
    if off:
        lines.append(f"Switched off ({_off_where(rule, settings)})")
    return lines


def _setting(name: str, settings: Settings) -> list[str]:
    """A setting of the vault, in days, and whose tiers have another."""
    label = name.replace("_", " ").capitalize()
    lines = [f"{label}: {_every(getattr(settings, name))} ({_where(settings, name)}), unless their own note says otherwise"]
    for tag, tier in settings.tiers.items():
        own = getattr(tier, name)
        if own is not None:
            lines.append(f"{label} for contacts tagged #{tag}: {_every(own)} ({_where(settings, 'tiers', tag, name)})")
    return lines


def _every(days: int) -> str:
    return f"{days} days" if days else "never"


def _off_where(rule: Rule, settings: Settings) -> str:
    word = next((word for word in settings.ignore if rule in known(word)), None)
    return _where(settings, "ignore", word) if word is not None else _where(settings, "rules", rule.name, "severity")


def _amount(number: int, name: str, settings: Settings) -> str:
    if name == "limit":
        return f"{number}"
    return f"{number} {'business ' if settings.business_days else ''}day{'' if number == 1 else 's'}"


def _where(settings: Settings, *names: str) -> str:
    """The line of the settings file on which something is set; `default` where it says nothing of it."""
    place = settings.places.get(names)
    return f"{VAULT_FILE}:{place.line}" if place else "default"


def _example(example: Example) -> list[str]:
    lines = [f"  on {example.today}"]
    files: Mapping[str, object] = example.files
    for path, content in files.items():
        lines.append(f"  {path}")
        text = content if isinstance(content, str) else ascii(content)
        lines += [f"    │ {line}" for line in text.splitlines()]
    return lines + [f"  → {flag}" for flag in example.flags]


def rule_row(rule: Rule, settings: Settings) -> dict[str, object]:
    """One rule for `rules --json`: `set` says where each number and the severity were set, `in_force` it all in words."""
    threshold = rule.threshold(settings.rules)
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "kind": rule.kind.value,
        "severity": rule.severity.value if threshold.severity == OFF else threshold.severity,
        "title": rule.title,
        "why": rule.why,
        "how_to_fix": rule.how_to_fix,
        "practice": rule.practice or None,
        "due": threshold.due,
        "late": threshold.late,
        "limit": threshold.limit,
        "business_days": settings.business_days,
        "tiers": {
            tag: {"due": own.due, "late": own.late} for tag, tier in settings.tiers.items() if (own := tier.rules.get(rule.name)) is not None
        },
        "set": {name: _where(settings, "rules", rule.name, name) for name in ("severity", "due", "late", "limit")},
        "in_force": in_force(rule, settings),
        "off": _is_off(rule, settings),
    }  # fmt: skip
