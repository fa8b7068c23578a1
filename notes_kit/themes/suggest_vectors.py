"""Likeness of texts without a model: rare words in common, those that all share taken off, and a look at the neighbours.

Nothing here depends on the order of the texts but for the last digit of a sum; callers bring them in an
order that depends on nothing but the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

Vector = dict[int, float]
"""Weight by the number of a feature; of length 1, or empty."""

Rows = list[dict[int, float]]
"""For each text, the likeness (0 to 1) of every other that is like it at all."""

_TOP, _TOP_LEAST, _TOP_UNTIL = 64, 20, 500
"""Features that a vector keeps, its heaviest: 64 up to 500 texts, then fewer by the root of their number, at least 20 (ours, for time)."""

_LIKEST = 150
"""Others that a text remembers, its likest (ours, for memory)."""

OWN = 0.5
"""What words that no other text has weigh beside the rest (tuned on the development sets)."""

DOUBT = 5
"""Texts without any feature that are added to the mean: of three texts, two that are alike are not yet everybody (ours)."""

_LONG = 300
"""A feature that more texts than this hold makes no two of them meet; it still counts for those that do (ours, for time)."""


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


def alike(found: Sequence[Vector], floor: float) -> Rows:
    """The likeness (cosine) of each two vectors where it is at least `floor` and among the likest of one of them."""
    common = Counter(feature for vector in found for feature in vector)
    posted: dict[int, list[tuple[int, float]]] = {}
    rows: Rows = [{} for _ in found]
    for at, vector in enumerate(found):
        sums: dict[int, float] = {}
        get = sums.get
        late = []
        for feature, weight in vector.items():
            count = common[feature]
            if count > _LONG:
                late.append((feature, weight))
            elif count > 1:
                seen = posted.setdefault(feature, [])
                for other, theirs in seen:
                    sums[other] = get(other, 0.0) + weight * theirs
                seen.append((at, weight))
        row = rows[at]
        for other, likeness in sums.items():
            total = likeness
            if late and total >= floor / 2:
                theirs_too = found[other]
                for feature, weight in late:
                    if feature in theirs_too:
                        total += weight * theirs_too[feature]
            if total >= floor:
                row[other] = total
                back = rows[other]
                back[at] = total
                if len(back) > 2 * _LIKEST:
                    rows[other] = dict(nearest(back, _LIKEST))
        if len(row) > _LIKEST:
            rows[at] = dict(nearest(row, _LIKEST))
    for at, row in enumerate(rows):
        for other, likeness in row.items():
            if at not in rows[other]:
                rows[other][at] = likeness
    return rows


def nearest(row: Mapping[int, float], most: int) -> list[tuple[int, float]]:
    """The `most` likest of a row, the likest first."""
    return sorted(row.items(), key=lambda item: (-item[1], item[0]))[:most]


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
