"""Likeness of texts without a model: rare words in common, those that all share taken off, and a look at the neighbours.

Nothing here depends on the order of the texts but for the last digit of a sum; callers bring them in an
order that depends on nothing but the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

Vector = dict[int, float]
"""Weight by the number of a feature; of length 1, or empty."""

Rows = list[dict[int, float]]
"""For each text, the likeness (0 to 1) of every other that is like it at all."""

_TOP, _TOP_LEAST, _TOP_UNTIL = 64, 20, 500
"""Features that a vector keeps, its heaviest: 64 up to 500 texts, then fewer by the root of their number, at least 20 (ours, for time)."""

_LIKEST, _LIKEST_LEAST = 150, 30
"""Others that a text remembers, its likest: so many until there are many texts, then fewer, but not less than the second (ours, for memory)."""

OWN = 0.5
"""What words that no other text has weigh beside the rest (tuned on the development sets)."""

DOUBT = 5
"""Texts without any feature that are added to the mean: of three texts, two that are alike are not yet everybody (ours)."""

_MEETINGS, _MEETINGS_LEAST = 3_000, 400
"""Others that a text meets by its rarest features, before it meets no more by the rest; those still count (likewise, for time)."""

_MANY = 5_000
"""Texts from which fewer meet and are remembered, so that what is done and kept in all hardly grows further (ours)."""


def vectors(bags: Sequence[Mapping[str, float]]) -> list[Vector]:
    """TF-IDF with sublinear counts. What a single text holds becomes one feature of its own.

    It makes the text like no other, but without it a long text that shares one word would be that word alone.
    """
    held = Counter(feature for bag in bags for feature in bag)
    numbers = {feature: at for at, feature in enumerate(sorted(feature for feature, count in held.items() if count > 1))}
    rare = {feature: log((1 + len(bags)) / (1 + count)) + 1 for feature, count in held.items()}
    found = []
    for at, bag in enumerate(bags):
        vector: Vector = {}
        alone = 0.0
        for feature, count in sorted(bag.items()):
            weight = max(1 + log(count), 0.0) * rare[feature]
            if feature in numbers:
                vector[numbers[feature]] = weight
            else:
                alone += weight * weight
        if alone:
            vector[-1 - at] = OWN * sqrt(alone)
        found.append(_unit(vector))
    return found


def damped(found: Sequence[Vector], times: float) -> list[Vector]:
    """The vectors less `times` their mean: what the question itself, or everybody, puts into all of them is nobody's theme."""
    mean: dict[int, float] = {}
    for vector in found:
        for feature, weight in vector.items():
            mean[feature] = mean.get(feature, 0.0) + weight
    share = times / (len(found) + DOUBT)
    top = max(_TOP_LEAST, round(_TOP * min(1.0, sqrt(_TOP_UNTIL / max(len(found), 1)))))
    kept = []
    for vector in found:
        rest = {feature: weight - share * mean[feature] for feature, weight in vector.items() if weight > share * mean[feature]}
        if len(rest) > top:
            rest = dict(sorted(rest.items(), key=lambda item: (-item[1], item[0]))[:top])
        kept.append(_unit(rest))
    return kept


class Posted:
    """Texts by what they hold, so that another text meets only those that share something with it.

    `common` says of each feature that can make texts meet how many hold it; `texts` how many there are to be compared.
    """

    def __init__(self, common: Mapping[int, int], texts: int) -> None:
        """Nothing is posted yet."""
        self.common = common
        self.meetings = _fewer(_MEETINGS, _MEETINGS_LEAST, texts)
        self.vectors: list[Vector] = []
        self.holders: dict[int, list[tuple[int, float]]] = {feature: [] for feature in common}

    def post(self, vector: Vector) -> None:
        """Let the next number be this text's."""
        for feature, weight in vector.items():
            if feature in self.holders:
                self.holders[feature].append((len(self.vectors), weight))
        self.vectors.append(vector)

    def like(self, vector: Vector, floor: float) -> dict[int, float]:
        """The likeness (cosine) of every posted text that is like this at all, at least `floor`."""
        sums: dict[int, float] = {}
        get = sums.get
        late: list[tuple[int, float]] = []
        met = 0
        for feature in sorted(vector.keys() & self.holders.keys(), key=lambda feature: (self.common[feature], feature)):
            weight, holders = vector[feature], self.holders[feature]
            met += self.common[feature]
            if late or (met > self.meetings and met > self.common[feature]):
                late.append((feature, weight))
                continue
            for other, theirs in holders:
                sums[other] = get(other, 0.0) + weight * theirs
        if late:
            for other in [other for other, likeness in sums.items() if likeness >= floor / 2]:
                theirs_too = self.vectors[other]
                sums[other] += sum(weight * theirs_too[feature] for feature, weight in late if feature in theirs_too)
        return {other: likeness for other, likeness in sums.items() if likeness >= floor}


def alike(found: Sequence[Vector], floor: float) -> Rows:
    """The likeness (cosine) of each two vectors where it is at least `floor` and among the likest of one of them."""
    held = Counter(feature for vector in found for feature in vector)
    posted = Posted({feature: count for feature, count in held.items() if count > 1}, len(found))
    likest = _fewer(_LIKEST, _LIKEST_LEAST, len(found))
    rows: Rows = []
    for at, vector in enumerate(found):
        row = posted.like(vector, floor)
        posted.post(vector)
        for other, likeness in row.items():
            back = rows[other]
            back[at] = likeness
            if len(back) > 2 * likest:
                rows[other] = dict(nearest(back, likest))
        rows.append(dict(nearest(row, likest)) if len(row) > likest else row)
    for at, row in enumerate(rows):
        for other, likeness in row.items():
            if at not in rows[other]:
                rows[other][at] = likeness
    return rows


def _fewer(most: int, least: int, texts: int) -> int:
    """So many of so many texts."""
    return max(least, min(most, most * _MANY // max(texts, 1)))


def nearest(row: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    """The `most` likest of a row, the likest first."""
    items: Iterable[tuple[int, float]] = row.items()
    if len(row) > most:
        least = sorted(row.values(), reverse=True)[most - 1]
        items = [item for item in items if item[1] >= least]
    return sorted(items, key=lambda item: (-item[1], item[0]))[:most]


def smoothed(found: Sequence[Vector], rows: Rows, neighbours: int, pull: float) -> list[Vector]:
    """Each vector with those of its neighbours added to it, by likeness times `pull`.

    Two points that share no word come near each other where others speak in the words of both.
    """
    moved = []
    for at, vector in enumerate(found):
        whole = dict(vector)
        for other, likeness in nearest(rows[at], neighbours):
            share = pull * likeness
            for feature, weight in found[other].items():
                whole[feature] = whole.get(feature, 0.0) + share * weight
        moved.append(_unit(whole))
    return moved


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / length for feature, weight in vector.items()} if length else {}
