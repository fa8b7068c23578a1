"""Sentences as numbers: the same for the same words, whatever stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.parse.sentences import LEAST, block_mark, heading_mark, plain_words, sentence_mark, sentence_marks

ONE = "The staff of her whole floor are only told in June"


@pytest.mark.parametrize(
    "text", [ONE, f"{ONE}.", f"“{ONE}”", f"  {ONE.upper()}!", f"**{ONE}**", f"{ONE} (+) #theme/merger ^june", f"_{ONE}…_", f"- {ONE}"]
)
def test_what_stands_around_a_sentence_changes_nothing(text: str) -> None:
    assert sentence_mark(plain_words(text)) == sentence_mark(ONE)


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        (ONE, [0]), (f"Yes. {ONE}. No.", [4]), (f"{ONE}. {ONE}?", [0, len(ONE) + 1]), ("too few words to be a sentence", []), ("", []),
        (f"So\n- {ONE}\n\nEnd", [3]), (ONE.replace("whole ", "whole\n"), [0]), ("It cost 3.5 million and nobody had asked for it", [0]),
    ],
)  # fmt: skip
def test_sentences_are_found_with_their_offsets(text: str, offsets: list[int]) -> None:
    assert [start for _, start in sentence_marks(text)] == offsets


def test_headings_and_blocks_are_no_sentences() -> None:
    assert heading_mark("Her  Post") == heading_mark("her post")
    assert len({heading_mark("june"), block_mark("june"), sentence_mark("june")}) == 3


words = st.lists(st.sampled_from("the staff of her whole floor is told what goes on in June".split()), min_size=LEAST, max_size=14).map(" ".join)


@given(words, words, st.sampled_from([". ", "! ", "? ", ".\n", "…\n- "]))
def test_each_sentence_of_a_text_has_the_number_that_it_has_alone(one: str, other: str, between: str) -> None:
    found = [mark for mark, _ in sentence_marks(f"{one}{between}{other}.")]
    assert found == [sentence_mark(one), sentence_mark(other)]


@given(st.text(alphabet="ab .!?\n-#(+)^", max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert len(plain_words(text)) == len(text)
    for _, start in sentence_marks(text):
        assert 0 <= start < len(text)
