"""Which kinds of people lean which way: counts that a sceptic would print, and nothing of what chance makes."""

from __future__ import annotations

from random import Random

import pytest

from notes_kit.render.report_outlook import kinds_apart
from notes_kit.themes.voices import Claim, Contrast, Count, Sides


def apart(*counts: tuple[int, int, int], claimed: bool = False) -> list[tuple[str, str]]:
    groups = {f"kind{at}": Count(*count) for at, count in enumerate(counts)}
    return kinds_apart(Contrast("pay", Sides(), {"seniority": groups}, (Claim("seniority", (), ()),) if claimed else ()))


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([(3, 0, 0), (0, 3, 1)], "kind0 3 for; kind1 3 against, 1 both"),
        ([(3, 1, 0), (1, 4, 0)], "kind0 3 for, 1 against; kind1 1 for, 4 against"),
        ([(2, 0, 0), (0, 1, 1)], ""),
        ([(3, 0, 0), (1, 0, 0)], ""),
        ([(3, 0, 0)], ""),
        ([(30, 5, 0), (5, 30, 0)], "kind0 30 for, 5 against; kind1 5 for, 30 against"),
        ([(16, 10, 0), (10, 16, 0)], ""),
        ([(100, 100, 0), (4, 0, 0), (0, 4, 0)], ""),
        ([(0, 0, 9), (0, 0, 9)], ""),
    ],
)
def test_kinds_are_told_where_more_than_one_person_and_more_than_chance_parts_them(counts: list[tuple[int, int, int]], told: str) -> None:
    assert apart(*counts) == ([("seniority", told)] if told else [])


def test_what_is_claimed_already_is_not_told_twice() -> None:
    assert apart((3, 0, 0), (0, 3, 0), claimed=True) == []


def test_chance_is_hardly_ever_told() -> None:
    chance = Random(1)
    told = 0
    for _ in range(400):
        counts = [tuple(sum(chance.random() < 0.5 for _ in range(size)) for _ in "ab") for size in (20, 25, 30, 35)]
        told += bool(apart(*((favour, against, 0) for favour, against in counts)))
    assert told <= 4
