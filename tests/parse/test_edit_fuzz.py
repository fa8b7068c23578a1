"""Edits of random notes: no byte outside the edited line, at any size that is asked for (NOTES_KIT_FULL=1: the full one)."""

from __future__ import annotations

import os
import sys

import pytest
from edit_fuzz import EOL, Figures, changed, fuzz_edits, judge_bytes, judge_others
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.text import Source
from notes_kit.parse.edit import EditRefusedError, add_to_property, append_line, apply_edits, remove_from_property, remove_property, set_property

COUNT = 100_000 if os.environ.get("NOTES_KIT_FULL") else 1_000
PIECES = st.sampled_from(
    ["---\n", "---\r\n", "role", "outreach", ": ", ":", "- ", "  ", "\n", "\r\n", "\r", "a", "b c", "#", " # c", '"', "'", "[", "]", ", ", "{", "}", "&x ", "*x",
     "|", ">", "!!str ", "~", "## Log\n", "- [ ] t\n", "```\n", "%%", "é", "🙂", "\t", "\u2028", "\x85", "\ufeff", "[[A]]", "::", "...\n", "? ", "<<: "],
)  # fmt: skip
NOTES = st.lists(PIECES, max_size=25).map("".join)
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), min_size=1, max_size=12)


def test_edits_of_generated_notes(capsys: pytest.CaptureFixture[str]) -> None:
    figures = fuzz_edits(COUNT)
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
    assert figures.bad == []
    assert figures.count == COUNT
    assert min(figures.counted[what] for what in ("set", "add", "remove", "take", "tick", "append")) > COUNT / 100, "an operation is hardly tried"


@given(NOTES, st.booleans(), st.sampled_from(["set", "add", "remove", "take", "append"]), VALUES)
def test_edits_of_any_text(text: str, fenced: bool, what: str, value: str) -> None:
    source = Source("contacts/Ada.md", f"---\nrole: a\n{text}\n---\n{text}" if fenced else text)
    call = {
        "set": lambda source: set_property(source, "role", value),
        "add": lambda source: add_to_property(source, "outreach", value),
        "remove": lambda source: remove_property(source, "role"),
        "take": lambda source: remove_from_property(source, "role", "a"),
        "append": lambda source: append_line(source, "Log", f"- {value}"),
    }[what]
    try:
        after = apply_edits(source, call(source))
    except EditRefusedError:
        return
    judge_bytes(what, *changed(source.text, after))
    judge_others(source.text, after, {"add": "outreach"}.get(what, "role"), what)
    if what not in ("append", "remove"):  # without its last property, what is left may be no front matter that can be edited
        assert call(Source(source.path, after)) == ()


def test_the_judge_sees_what_it_is_for() -> None:
    """A judge that finds nothing wrong with damage would make the figures above worthless."""
    for what, before, after in [
        ("set", "a: 1\nb: 2\nc: 3\n", "a: 9\nb: 2\nc: 9\n"),
        ("set", "a: 1\r\nb: 2\n", "a: 1\nb: 2\n"),
        ("add", "a: 1\nb\n", "a: 1"),
        ("remove", "a: 1\nb: 2\n", "a: 3\nc: 4\n"),
    ]:
        with pytest.raises(AssertionError):
            judge_bytes(what, *changed(before, after))
    with pytest.raises(AssertionError):
        judge_others("---\na: 1\nb: 2\n---\n", "---\na: 3\nb: 4\n---\n", "a", "set")
    assert str(Figures("x", 3, 1.0)).startswith("x: 3 in 1.0 s")
    assert EOL.split("a\r\nb\rc") == ["a", "\r\n", "b", "\r", "c"]
