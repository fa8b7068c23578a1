"""Sentences as numbers: the same for the same words, whatever stands around them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notes_kit.parse.sentences import LEAST, Sentences, block_mark, heading_mark, plain_words, sentence_mark, sentence_marks

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


WORDS = st.lists(
    st.sampled_from(["a", "Bc", "é", "…", ".", "?", "!", ". ", "? ", "! ", "… ", " ", " ", " ", "\n", "\u00a0", "-", "“x”", "1.", "*"]), max_size=60
)


@settings(max_examples=800)
@given(WORDS.map("".join).map(str.strip).filter(bool))
@example("one two three four five six seven . Eight nine ten eleven twelve thirteen fourteen fifteen")
@example("one two three four five six seven eight.\nNine ten eleven twelve thirteen fourteen fifteen sixteen")
@example("A. B. C.\nD. One two three four five six seven eight")
@example("one two three four five six\nseven eight nine. Ten eleven twelve thirteen fourteen\nfifteen sixteen seventeen")
def test_the_short_way_finds_the_sentences_of_the_long_way(text: str) -> None:
    rows = Sentences()
    rows.public(7, text)
    if "\n" in text or any(stop in text for stop in (". ", "? ", "! ")):
        found = sentence_marks(text) if text.count(" ") + text.count("\n") >= LEAST - 1 else []
        assert rows.echoes == [number for mark, start in found for number in (mark, 7 + text.count("\n", 0, start))]
    else:
        assert rows.echoes == ([sentence_mark(text), 7] if text.count(" ") >= LEAST - 1 else [])
