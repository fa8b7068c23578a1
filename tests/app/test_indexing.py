"""Bringing the index up to date."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from notes_kit.app.indexing import _CJK, _may_hold_cjk

ALPHABET = st.sampled_from("a é“”–…\u1fff\u2000\u2e7f\u2e80\u2fff\u3000東京\u9fff\ua000가\ud7af🚀")


@given(st.text(st.one_of(ALPHABET, st.characters(exclude_categories=["Cs"]))))
@example("“quoted” – and so on … é")
@example("a\u2e80")
@example("\uf900")
def test_no_character_without_spaces_is_overlooked(text: str) -> None:
    if re.search(f"[{_CJK}]", text):
        assert _may_hold_cjk(text.encode())


def test_latin_text_with_typographic_quotes_is_not_looked_at_twice() -> None:
    assert not _may_hold_cjk("“Zoë” – naïve … Łódź Ελλάδα Москва".encode())
