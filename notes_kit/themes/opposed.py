"""Pairs of points that may contradict each other and carry no mark: at most a hint to read the two and mark them.

Nothing is ever concluded from them: of pairs that a machine takes for opposed about one in three truly is (see the README).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from notes_kit.model.note import Section
from notes_kit.themes.outlook import Opposed
from notes_kit.themes.suggest_stop import STOP, WEAK
from notes_kit.themes.suggest_words import tokens
from notes_kit.themes.voices import Said

_NEGATIVE = frozenset(
    """
    no not never nobody none nothing neither nor without hardly cannot can't don't doesn't didn't isn't wasn't won't wouldn't shouldn't stop less fewer
    nicht kein keine keinen nie niemand nichts ohne weniger pas jamais personne rien sans aucun moins nunca nadie nada ninguno ninguna sin menos
    não ninguém nenhum nenhuma sem mai nessuno niente senza meno non
    """.split()
)
"""Words that turn a statement round, in six languages."""

_MOST = 3
_SHARED, _ALONE, _COMMON = 2, 3, 12
"""Telling words that two points under one theme must share, those that two others must, and points above which a word tells nothing (ours)."""

_LEAST, _ROOT = 3, 5
"""Letters of a word that can tell something, and those by which words count as one."""


def opposed(points: Sequence[Said]) -> tuple[Opposed, ...]:
    """A few pairs of two people's points on the same thing of which one denies and the other does not, neither marked for or against.

    Each point and each pair of people comes once.
    """
    open_points = [said for said in points if said.people and said.stance is None and said.section is not Section.RESOURCES]
    roots = [_roots(said) for said in open_points]
    spread = Counter(root for found in roots for root in found)
    turned = [_turned(said) for said in open_points]
    places: dict[str, list[int]] = {}
    for at, found in enumerate(roots):
        for root in found:
            if 1 < spread[root] <= _COMMON:
                places.setdefault(root, []).append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for where in places.values():
        shared.update((one, other) for at, one in enumerate(where) for other in where[at + 1 :] if turned[one] != turned[other])
    ranked = sorted(
        (-number, open_points[one].order, open_points[other].order, one, other)
        for (one, other), number in shared.items()
        if number >= (_SHARED if set(open_points[one].themes) & set(open_points[other].themes) else _ALONE)
    )
    return tuple(_chosen(open_points, ((one, other) for _, _, _, one, other in ranked)))


def _chosen(points: Sequence[Said], pairs: Iterable[tuple[int, int]]) -> list[Opposed]:
    found: list[Opposed] = []
    used: set[int] = set()
    people: set[frozenset[str]] = set()
    for one, other in pairs:
        who = frozenset(voice.key for at in (one, other) for voice in points[at].people)
        apart = not set(points[one].people) & set(points[other].people)
        if apart and not {one, other} & used and who not in people and len(found) < _MOST:
            found.append(Opposed(points[one], points[other]))
            used |= {one, other}
            people.add(who)
    return found


def _words(said: Said) -> list[str]:
    return [word for text in (said.text, *(reason.text for reason in said.reasons)) for word in (token.casefold() for token in tokens(text))]


def _roots(said: Said) -> frozenset[str]:
    """The beginnings of the words that tell what a point is about."""
    return frozenset(word[:_ROOT] for word in _words(said) if len(word) >= _LEAST and word not in WEAK and word not in _NEGATIVE and not _small(word))


def _small(word: str) -> bool:
    return any(word in words for words in STOP.values())


def _turned(said: Said) -> bool:
    """Whether the point itself, its reasons left aside, denies something."""
    return any(token.strip("’'").casefold().replace("’", "'") in _NEGATIVE for token in said.text.split())
