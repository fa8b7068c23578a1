"""Which few points stand for a theme where there is no room for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notes_kit.model.note import Stance
from notes_kit.themes.voices import Said

_TURN: tuple[Stance | None, ...] = (Stance.FOR, Stance.AGAINST, Stance.BOTH, None)


def representative(points: Sequence[Said], most: int) -> tuple[Said, ...]:
    """At most `most` of what people said: each side in turn, and of each those of whom has been quoted least.

    Of one person's within a side, verbatim quotes go before paraphrase, the newest first. The choice depends on
    nothing but the points.
    """
    sides = {stance: sorted((said for said in points if said.stance is stance and not said.own), key=_merit) for stance in _TURN}
    chosen: list[Said] = []
    quoted: Counter[str] = Counter()
    while len(chosen) < most and any(sides.values()):
        for stance in _TURN:
            left = sides[stance]
            if left and len(chosen) < most:
                said = min(left, key=lambda one: quoted[one.person])
                left.remove(said)
                quoted[said.person] += 1
                chosen.append(said)
    return tuple(chosen)


def _merit(said: Said) -> tuple[bool, int, str, int]:
    newest = -said.date.toordinal() if said.date else 0
    return (not said.quote, newest, said.path, said.line)
