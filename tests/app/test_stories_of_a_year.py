"""Over the stories of a year: judged step by step, and told by every command, what is owed is the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from app.opened import opened
from duty_stories import NAMES, read_story, told
from rules.vaults import vault

from notes_kit.app.lint import lint
from notes_kit.rules.driver import run


@pytest.mark.parametrize("name", NAMES)
def test_what_a_step_changes_is_judged_as_if_all_were(name: str, tmp_path: Path) -> None:
    story = read_story(name)
    whole = vault({})
    for step in story.steps:
        before = opened(tmp_path, today=step.day)[0]
        assert list(lint(before).findings) == run(whole, step.day)
        before.close()
        whole = vault({**story.written(step.day)})
        after = opened(tmp_path, step.files, today=step.day)[0]
        found = lint(after).findings
        after.close()
        assert list(found) == run(whole, step.day)
        assert Counter(map(told, found)) == story.rows[step.day]
