"""The rules explained, from their own fields: the list and the page of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from notes_kit.model.settings import Settings, Threshold
from notes_kit.rules.base import Example, Rule

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
    return rule.name in settings.ignore or settings.rules.get(rule.name, Threshold()).severity == "off"


def rule_page(rule: Rule, settings: Settings, paint: Paint) -> str:
    """Everything about one rule, with the thresholds in force and where they were set."""
    lines = [f"{paint(rule.code, 'code')} {paint(rule.name, 'head')}: {rule.title}", ""]
    lines += [rule.why, "", f"What to do: {rule.how_to_fix}", ""]
    if rule.practice:
        lines.append(f"Practice: {rule.practice}")
    lines.append(f"Kind: {rule.kind.value} · severity: {rule.severity.value} · group: {rule.group}")
    lines += _thresholds(rule, settings)
    if _is_off(rule, settings):
        lines.append("Switched off in notes-kit.yaml.")
    lines += ["", f"Waive it in the note, with a reason:  waive: [{rule.name} until 2026-12-31 REASON]"]
    lines += ["", paint("It speaks here:", "head"), *_example(rule.bad), "", paint("It is silent here:", "head"), *_example(rule.good)]
    return "\n".join(lines)


def _thresholds(rule: Rule, settings: Settings) -> list[str]:
    own = settings.rules.get(rule.name, Threshold())
    lines = []
    for name in ("due", "late", "limit"):
        default, mine = getattr(rule.default, name), getattr(own, name)
        if default is None and mine is None:
            continue
        source = "notes-kit.yaml" if mine is not None else "default"
        number = mine if mine is not None else default
        unit = "" if name == "limit" else " day" if number == 1 else " days"
        lines.append(f"{name.capitalize()}: {number}{unit} ({source})")
    return lines


def _example(example: Example) -> list[str]:
    lines = [f"  on {example.today}"]
    files: Mapping[str, object] = example.files
    for path, content in files.items():
        lines.append(f"  {path}")
        text = content if isinstance(content, str) else ascii(content)
        lines += [f"    │ {line}" for line in text.splitlines()]
    return lines + [f"  → {flag}" for flag in example.flags]


def rule_row(rule: Rule, settings: Settings) -> dict[str, object]:
    """One rule for `rules --json`."""
    own = settings.rules.get(rule.name, Threshold())
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "kind": rule.kind.value,
        "severity": own.severity or rule.severity.value,
        "title": rule.title,
        "why": rule.why,
        "how_to_fix": rule.how_to_fix,
        "practice": rule.practice or None,
        "due": own.due if own.due is not None else rule.default.due,
        "late": own.late if own.late is not None else rule.default.late,
        "limit": own.limit if own.limit is not None else rule.default.limit,
        "off": _is_off(rule, settings),
    }
