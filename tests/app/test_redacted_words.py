"""The last gate, as the command meets it: a redacted report that would tell a name is not handed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.opened import opened

from notes_kit.app.report import LeakError, redacted_words, report
from notes_kit.render.report_markdown import report_markdown
from notes_kit.themes.report import Report


def test_what_a_renderer_lets_through_is_stopped(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    found = report(session)

    def careless(shown: Report) -> str:
        return f"{report_markdown(shown)}\n## Sources\n- made from interviews/2026-03-02%20Ada%20Okafor.md and samuel&#64;fathomline.example\n"

    with pytest.raises(LeakError) as caught:
        redacted_words(session, found, careless)
    message = str(caught.value)
    assert "under “Sources”" in message
    assert ", and 2 more" in message
    assert not any(name in message for name in ("Ada", "Okafor", "samuel", "interviews/"))


def test_what_is_redacted_is_handed_out(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    assert "Person A" in redacted_words(session, report(session), report_markdown)
