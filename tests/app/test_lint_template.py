"""What `lint` says of the vault of the examples, which is the first thing that many people see of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from app.opened import opened

from notes_kit.app.lint import lint
from notes_kit.model.finding import Kind
from notes_kit.model.sources import hidden_paths
from notes_kit.rules import RULES
from notes_kit.rules.base import GROUPS

GROUP = {rule.name: rule.group for rule in RULES}
ACTING = (
    re.compile(r"notes-kit log .+ (?:outreach --channel \S+|touch(?: update)?|held --interview \S+|thanked|confirmed)\Z"),
    re.compile(r"notes-kit new contact \".+\" --source \".+\"\Z"),
    re.compile(r"- \[[ x]\] .+ 📅 (?:…|2026-\d{2}-\d{2}(?: ✅ 2026-05-18)?)\Z"),
)
"""What ends a duty here: a command, or a line to write."""


def test_every_group_speaks_and_none_drowns_the_others(vault_template: Path) -> None:
    found = lint(opened(vault_template)[0]).findings
    groups = Counter(GROUP[item.rule] for item in found)
    assert groups.keys() == set(GROUPS.values())
    assert max(groups.values()) <= 5
    assert len(found) <= 20, "as much as a person reads"
    assert max(Counter(item.about or item.contact for item in found if item.contact).values()) <= 3


def test_every_finding_says_who_and_how_it_ends_and_no_more_than_the_note(vault_template: Path) -> None:
    session = opened(vault_template)[0]
    notes, hidden = session.vault(points=False).notes, hidden_paths(session.vault(points=False))
    for item in lint(session).findings:
        assert item.path not in hidden
        assert len(item.message) < 220, item.message
        if item.kind is Kind.DUTY:
            assert any(shape.match(item.close) for shape in ACTING), item.close
            assert item.contact or notes[item.path].type == "profile"
            named = (item.contact or "").split()[-1:] or ["profile"]
            assert named[0] in item.message or named[0] in item.path, item.message
