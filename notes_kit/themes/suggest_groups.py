"""Groups of texts by average linkage: two groups become one while their members are alike on average."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from notes_kit.themes.suggest_vectors import Rows


def linked(rows: Rows, least: float) -> list[list[int]]:
    """The members of each group, in order; pairs that `rows` does not hold are not alike at all.

    The two likest groups are joined first, as long as their mean likeness is at least `least`.
    """
    size = dict.fromkeys(range(len(rows)), 1)
    members = {at: [at] for at in range(len(rows))}
    links = {at: dict(row) for at, row in enumerate(rows)}
    waiting = [(-likeness, other, at) for at, row in enumerate(rows) for other, likeness in row.items() if other < at and likeness >= least]
    heapify(waiting)
    new = len(rows)
    while waiting:
        _, one, two = heappop(waiting)
        if one not in size or two not in size:
            continue
        big, small = links.pop(one), links.pop(two)
        if len(big) < len(small):
            big, small = small, big
        for row in (big, small):
            row.pop(one, None)
            row.pop(two, None)
        for other, total in small.items():
            big[other] = big.get(other, 0.0) + total
        count = size.pop(one) + size.pop(two)
        members[new] = members.pop(one) + members.pop(two)
        for other, total in big.items():
            row = links[other]
            row.pop(one, None)
            row.pop(two, None)
            row[new] = total
            mean = total / (count * size[other])
            if mean >= least:
                heappush(waiting, (-mean, other, new))
        size[new], links[new] = count, big
        new += 1
    return sorted(sorted(group) for group in members.values())


def cohesion(rows: Rows, group: Sequence[int]) -> float:
    """How alike the members of a group are to each other on average; 1 for one alone."""
    pairs = len(group) * (len(group) - 1) / 2
    inside = set(group)
    return sum(likeness for at in group for other, likeness in rows[at].items() if other < at and other in inside) / pairs if pairs else 1.0
