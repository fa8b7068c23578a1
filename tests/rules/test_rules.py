"""Every rule, from its own examples: what is bad is flagged exactly there, what is good is left alone, however it is saved."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rules.clocks import UNDATED
from rules.vaults import Files, findings, fixed, flags, vault

from notes_kit.model.finding import Kind, Severity
from notes_kit.rules import RULES
from notes_kit.rules.base import GROUPS, Example, Rule
from notes_kit.rules.driver import run

ROOT = Path(__file__).resolve().parents[2]
SUPPORT = {"__init__", "actions", "base", "driver", "links", "path_ignores", "reach", "scope", "spoken", "talks", "tally", "ties", "waivers", "words"}
SUPPORT |= {"called", "drafts", "letter", "letter_kind", "letter_parts", "letter_person", "stops"}
"""Modules of the room that are no rules."""

BY_NAME = {rule.name: rule for rule in RULES}
FIXABLE = ("late-front-matter", "unclosed-front-matter", "unknown-key", "unknown-value", "unquoted-link", "yaml-trap")
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def changed(files: Files, change: Callable[[str], str]) -> dict[str, str | bytes | None]:
    return {path: change(text) if isinstance(text, str) and path.endswith(".md") else text for path, text in files.items()}


DISTURBANCES: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "lone CR": lambda text: text.replace("\n", "\r"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "emoji before the place": lambda text: re.sub(r"^(type: \w+)$", r"\1 # 🦜🦜", text, count=1, flags=re.MULTILINE),
    "no newline at the end": lambda text: text.removesuffix("\n"),
    "all of it": lambda text: "\ufeff" + text.replace("type: contact", "type: contact # 🦜").replace("\n", "\r\n").removesuffix("\r\n"),
}
each_disturbance = pytest.mark.parametrize("change", DISTURBANCES.values(), ids=DISTURBANCES.keys())


@each_rule
@each_disturbance
def test_bad_is_flagged_exactly_there_and_good_is_not(rule: Rule, change: Callable[[str], str]) -> None:
    assert flags(findings(changed(rule.bad.files, change), rule.bad.today, rule.name)) == list(rule.bad.flags)
    assert findings(changed(rule.good.files, change), rule.good.today, rule.name) == []


@each_rule
def test_examples_say_something(rule: Rule) -> None:
    if rule.name == "crashed-rule":
        assert rule.bad == rule.good == Example(rule.bad.today, {})
        return
    assert rule.bad.flags
    found = findings(rule.bad.files, rule.bad.today, rule.name)
    for finding in found:
        assert (finding.code, finding.rule, finding.kind) == (rule.code, rule.name, rule.kind)
        assert finding.severity is rule.severity
        assert finding.message
        assert not finding.message.endswith(".")
    if rule.kind is Kind.DUTY:
        assert all(finding.close and finding.practice for finding in found)
        assert all((finding.due is None) == (rule.name in UNDATED) for finding in found)


@each_rule
def test_every_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"NK[1-9]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert (ROOT / "notes_kit" / "rules" / f"{rule.name.replace('-', '_')}.py").is_file()
    assert 0 < len(rule.title) <= 72
    assert not rule.title.endswith(".")
    for text in (rule.why, rule.how_to_fix):
        assert len(text) > 20
        assert text.endswith(".")
    assert re.fullmatch(r"P\d{1,2}( P\d{1,2})*", rule.practice)
    assert all(1 <= int(row[1:]) <= 47 for row in rule.practice.split())
    assert rule.group in GROUPS.values()
    assert (rule.kind is Kind.FAULT) == (rule.group == "faults")
    assert isinstance(rule.severity, Severity)
    if rule.kind is Kind.DUTY and rule.name not in UNDATED:
        assert rule.default.due is not None
        assert rule.default.late is not None or rule.severity is Severity.INFO
    else:
        assert rule.default.due is rule.default.late is None


def test_the_list_is_the_folder_in_code_order() -> None:
    files = {path.stem for path in (ROOT / "notes_kit" / "rules").glob("*.py")} - SUPPORT
    assert {rule.name.replace("-", "_") for rule in RULES} == files
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_fault_of_the_reader_has_its_rule() -> None:
    rooms = [ROOT / "notes_kit" / room for room in ("parse", "app", "io", "store")]
    said = {name for room in rooms for path in room.glob("*.py") for name in re.findall(r'Fault\(\s*"([a-z0-9-]+)"', path.read_text("utf-8"))}
    assert {"yaml-trap", "impossible-date", "unreadable"} <= said
    assert said <= set(BY_NAME)


@each_rule
def test_what_is_fixed_is_good_and_stays_so(rule: Rule) -> None:
    found = findings(rule.bad.files, rule.bad.today, rule.name)
    assert any(finding.fix for finding in found) == (rule.name in FIXABLE)
    if rule.name in FIXABLE:
        once = fixed(rule.bad.files, found)
        assert once == dict(rule.good.files)
        again = findings(once, rule.bad.today, rule.name)
        assert again == []
        assert fixed(once, again) == once


@pytest.mark.parametrize("name", FIXABLE)
@each_disturbance
def test_a_fix_holds_however_the_note_is_saved(name: str, change: Callable[[str], str]) -> None:
    rule = BY_NAME[name]
    files = changed(rule.bad.files, change)
    after = fixed(files, findings(files, rule.bad.today, name))
    assert findings(after, rule.bad.today, name) == []
    assert after == changed(rule.good.files, change)


def test_a_duty_never_offers_a_fix() -> None:
    for rule in RULES:
        if rule.kind is Kind.DUTY:
            assert not any(finding.fix for finding in findings(rule.bad.files, rule.bad.today, rule.name))


@pytest.mark.parametrize(
    ("name", "line", "place"),
    [
        ("referral-not-pursued", 'referrals: ["[[🦜 Ben Li]]", "Chloe Marsh"]', "5:29"),
        ("unquoted-link", "referrals: [🦜🦜, [[Ben Li]]]", "5:17"),
        ("impossible-date", "thanked: [🦜, 2026-02-30]", "5:14"),
    ],
)
def test_columns_count_characters_not_bytes(name: str, line: str, place: str) -> None:
    path = "interviews/2026-03-02 Ada.md"
    text = f'---\ntype: interview\ncontact: "[[Ada Okafor]]"\ndate: 2026-03-02\n{line}\noutcome: held\n---\n'
    rule = BY_NAME[name]
    assert f"{path}:{place}" in flags(findings({path: text}, rule.bad.today.replace(month=4), name))


def test_findings_do_not_depend_on_the_order_of_files() -> None:
    files = {f"{number}/{path}": text for number, rule in enumerate(RULES) for path, text in rule.bad.files.items() if path.endswith(".md")}
    settings = {"notes-kit.yaml": "folders: {contact: [" + ", ".join(f"{number}/contacts" for number in range(len(RULES))) + "]}\nexlcude: []\n"}
    day = BY_NAME["gone-cold"].bad.today
    first = run(vault({**files, **settings}), day, horizon=30, with_waived=True)
    assert {finding.rule for finding in first} >= {"thank-you-missing", "outreach-unanswered", "bad-setting", "unreadable"}
    assert first == sorted(first, key=lambda finding: finding.order)
    assert len(set(first)) == len(first)
    for seed in range(5):
        order = list(files)
        random.Random(seed).shuffle(order)
        one = vault({**settings, **{path: files[path] for path in order}})
        shuffled = type(one)(
            {path: one.notes[path] for path in [*order, "notes-kit.yaml"]},
            tuple(random.Random(seed).sample(one.contacts, len(one.contacts))),
            tuple(random.Random(seed).sample(one.interviews, len(one.interviews))),
            one.settings,
        )
        assert run(shuffled, day, horizon=30, with_waived=True) == first
