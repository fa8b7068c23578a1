"""A property renamed: its key's bytes change, and none of its value's, its comment's, or anything else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.text import Source
from notes_kit.parse.edit import EditRefusedError, revise
from notes_kit.parse.edit_rename import rename_property


def renamed(text: str, key: str, name: str) -> str:
    source = Source("contacts/Ada.md", text)
    return revise(source, rename_property(source, key, name)).text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\nJob: x # c\n---\n", "---\nrole: x # c\n---\n"),
        ('---\n"Job": x\n---\n', "---\nrole: x\n---\n"),
        ("---\nJob:\n  - a\n  - 'b'\n---\nJob: body\n", "---\nrole:\n  - a\n  - 'b'\n---\nJob: body\n"),
        ("---\r\na: 1\r\nJob:   |\r\n  one\r\n  two\r\n---", "---\r\na: 1\r\nrole:   |\r\n  one\r\n  two\r\n---"),
        ("---\nJob:\n---\n", "---\nrole:\n---\n"),
        ("---\na: 1\n---\n", "---\na: 1\n---\n"),
    ],
)
def test_only_the_name_changes(text: str, after: str) -> None:
    assert renamed(text, "Job", "role") == after


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nJob: x\nrole: y\n---\n", "there is a property `role` beside `Job`"),
        ("---\nJob: x\nRole: y\n---\n", "there is a property `Role` beside `Job`"),
        ("---\nJob: x\nJob: y\n---\n", "stands more than once"),
        ("---\nJob: x\n<<<<<<< HEAD\n---\n", "unfinished merge"),
        ("---\nJob: x\n", "never closed|not closed|no closing"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(EditRefusedError, match=said):
        renamed(text, "Job", "role")


@given(
    st.lists(st.sampled_from(["Job: x", "a: [1, 2]", "b: 'it''s' # c", "c:\n  - [[x]]", "", "# comment", "d: ", "ü: é", "e: {f: 1}"]), max_size=6),
    st.integers(0, 5),
)
def test_every_other_line_stays(lines: list[str], at: int) -> None:
    block = [*(line for line in dict.fromkeys(lines) if not line.startswith("Job"))]
    block.insert(at, "Job:  “x” ")
    text = "\n".join(["---", *block, "---", "body", ""])
    assert renamed(text, "Job", "role") == text.replace("\nJob:", "\nrole:", 1)
