"""Path patterns mean what people know from .gitignore and ruff."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from notes_kit.model.globs import path_matches


@pytest.mark.parametrize(
    ("pattern", "path", "meant"),
    [
        ("archive", "archive/Ada.md", True),
        ("archive/", "archive/2019/Ada.md", True),
        ("archive", "contacts/archive/Ada.md", True),
        ("Archive", "archive/Ada.md", True),
        ("archive", "archives/Ada.md", False),
        ("/archive", "archive/Ada.md", True),
        ("archive/**", "archive/2019/Ada.md", True),
        ("archive/*", "archive/2019/Ada.md", True),
        ("contacts/Ada*", "contacts/Ada Okafor.md", True),
        ("contacts/Ada*", "old/contacts/Ada Okafor.md", False),
        ("interviews/2019-*.md", "interviews/2019-03-02 Ada.md", True),
        ("interviews/2019-*.md", "interviews/2020-03-02 Ada.md", False),
        ("**/old/*.md", "a/b/old/Ada.md", True),
        ("**/old/*.md", "old/Ada.md", True),
        ("Ad?.md", "contacts/Ada.md", True),
        ("Ad?.md", "contacts/Adda.md", False),
        ("[x].md", "[x].md", True),
        ("*", "contacts/Ada.md", True),
        ("", "contacts/Ada.md", False),
        ("/", "contacts/Ada.md", False),
        ("José", "contacts/José/x.md", True),
    ],
)
def test_what_a_pattern_means(pattern: str, path: str, meant: bool) -> None:
    assert path_matches(pattern, path) is meant


names = st.sampled_from(["a", "b", "ab", "old", "x.md", "a b"])
globs = st.lists(st.sampled_from(["a", "b", "ab", "old", "*", "a*", "?", "*.md", "**"]), min_size=1, max_size=4).map("/".join)


@given(globs, st.lists(names, min_size=1, max_size=4).map("/".join))
def test_a_pattern_means_what_git_takes_it_for(pattern: str, path: str) -> None:
    assert path_matches(pattern, path) is GitIgnoreSpec.from_lines([pattern]).match_file(path)
