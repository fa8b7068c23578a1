"""Over the stories of a year: judged step by step, and told by every command, what is owed is the same."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from app.opened import opened
from duty_stories import NAMES, read_story, told
from rules.vaults import vault

from notes_kit.app.lint import lint
from notes_kit.rules.driver import run


@pytest.mark.parametrize("name", NAMES)
def test_what_a_step_changes_is_judged_as_if_all_were(name: str, tmp_path: Path) -> None:
    """On each day on which a note is written, before and after, and on each on which something falls due, is late, or is forgotten."""
    story = read_story(name)
    steps, whole = {step.day: step for step in story.steps}, vault({})
    for day in story.days():
        turns = day == story.first or story.rows[day] != story.rows[day - timedelta(days=1)]
        if day not in steps and not turns:
            continue
        before = opened(tmp_path, today=day)[0]
        assert list(lint(before).findings) == run(whole, day)
        before.close()
        if day in steps:
            whole = vault({**story.written(day)})
            after = opened(tmp_path, steps[day].files, today=day)[0]
            found = lint(after).findings
            after.close()
            assert list(found) == run(whole, day)
        assert Counter(map(told, run(whole, day))) == story.rows[day]
