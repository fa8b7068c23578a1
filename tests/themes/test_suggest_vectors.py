"""Likeness of texts: the bounds that keep many texts affordable take no likeness away from those that meet."""

from __future__ import annotations

from itertools import pairwise

import pytest

from notes_kit.themes.suggest_vectors import Posted, Vector, alike, damped, nearest, vectors


def cosine(one: Vector, two: Vector) -> float:
    """The likeness of two vectors of length 1, without any shortcut."""
    return sum(weight * two.get(feature, 0.0) for feature, weight in one.items())


def crowd(texts: int) -> list[Vector]:
    """Texts of which all say one word, and each shares a rare one with its neighbours."""
    return damped(vectors([{"work": 1, f"rare {at // 3}": 1, f"next {at // 2}": 2} for at in range(texts)]), 0.0)


def test_those_that_meet_by_a_rare_word_are_as_like_as_all_their_words_make_them() -> None:
    found = crowd(4_000)
    rows = alike(found, 0.05)
    for at in range(1, len(found) - 1, 97):
        for other in (at - 1, at + 1):
            if at // 3 == other // 3 or at // 2 == other // 2:
                assert rows[at][other] == pytest.approx(cosine(found[at], found[other]))
                assert rows[other][at] == rows[at][other]


def test_a_word_that_everybody_says_makes_nobody_meet_where_there_are_many() -> None:
    rows = alike(crowd(4_000), 0.0001)
    assert max(len(row) for row in rows) < 10


def test_where_there_are_few_everybody_meets() -> None:
    found = crowd(200)
    rows = alike(found, 0.0)
    likeness = {(at, other): cosine(found[at], found[other]) for at in range(200) for other in range(at)}
    nearest_to = [sorted((value for pair, value in likeness.items() if at in pair), reverse=True)[:100] for at in range(200)]
    for at, row in enumerate(rows):
        assert [value for _, value in nearest(row, 100)] == pytest.approx(nearest_to[at])


def test_a_text_meets_by_its_rarest_words_first() -> None:
    posted = Posted({0: 5_000, 1: 2}, 5_000)
    for _ in range(2_000):
        posted.post({0: 1.0})
    posted.post({0: 0.6, 1: 0.8})
    assert posted.like({0: 0.6, 1: 0.8}, 0.1) == pytest.approx({2_000: 1.0})
    assert len(posted.like({0: 1.0}, 0.1)) == 2_001


def test_the_nearest_are_the_likest_and_of_equals_the_first() -> None:
    row = {at: (at % 7) / 7 for at in range(50)}
    found = nearest(row, 10)
    assert found == sorted(row.items(), key=lambda item: (-item[1], item[0]))[:10]
    assert all(one[1] > two[1] or one[0] < two[0] for one, two in pairwise(found))
