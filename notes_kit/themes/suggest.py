"""Suggested themes: what several people said in other words and nobody has marked, and marked themes for single points.

A suggestion is a guess from the words alone, for a person to judge. It never changes what is
counted exactly: a suggested group takes no side, and an offer puts no point under a theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from notes_kit.model.note import Section
from notes_kit.model.vault import Vault
from notes_kit.themes.codebook import theme_key
from notes_kit.themes.heard import Heard, in_order
from notes_kit.themes.marked import by_people, tally
from notes_kit.themes.suggest_groups import cohesion, linked
from notes_kit.themes.suggest_stop import WEAK
from notes_kit.themes.suggest_vectors import Posted, Vector, alike, damped, nearest, smoothed, vectors
from notes_kit.themes.suggest_words import Words, features, languages, name_words, without_jargon, words
from notes_kit.themes.voices import ASPECTS, Offer, Origin, Said, Sides, Theme, Voice

PEOPLE = 2
"""People of whom a group must consist: one person's words are no theme (P36)."""

LEAST_LIKE = 0.3
"""Mean likeness below which two groups stay apart: tuned on the three development sets of tests/benchmarks/themes.py."""

OFFER_LIKE, NEAR_LIKE = 0.2, 0.4
"""Likeness to a marked point, or a definition, from which a theme is offered, and from which the offer is told unasked (ours)."""

OFFERS = 3
"""Themes offered for one point at most."""

_MEAN, _MEAN_AFTER, _PULL, _FLOOR = 1.0, 2.0, 2.0, 0.05
"""How much of the common direction is taken off before and after looking at the neighbours, and how hard those pull (tuned likewise)."""

_NEAR, _NEAR_LEAST, _NEAR_MOST = 20, 5, 12
"""A point's neighbours: one in 20 points, from 5 to 12 (tuned likewise)."""

_ASKED = 20
_NAME_WORDS = 3
_ROOT = 5
"""Letters by which words count as one in a name, so that `manager` and `managing` are (ours)."""

_NOT_SAID = (Section.TAKEAWAYS, Section.OPEN_QUESTIONS, Section.RESOURCES)
"""Sections that hold what I made of a talk, or where to read on: nothing is suggested for them."""


@dataclass(frozen=True)
class Suggestions:
    """Groups of points under no theme, by people; and the marked themes that single points resemble, in order of the points."""

    groups: tuple[Theme, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class _Texts:
    """Points in an order that depends on nothing but their words and days, with their words and vectors."""

    points: list[Said]
    found: list[Words]
    vectors: list[Vector]


@dataclass(frozen=True)
class _Group:
    """Points that are alike, with their words, and how alike they are on average."""

    points: list[Said]
    found: list[Words]
    cohesion: float

    @property
    def people(self) -> int:
        """How many different people said them."""
        return len({voice for said in self.points for voice in said.people})


def suggestions(heard: Heard, themes: Sequence[Theme]) -> Suggestions:
    """What the points under no theme might be about; `themes` are the marked ones."""
    if not any(not said.themes for said in heard.points):
        return Suggestions()
    texts, defined = _read(heard, themes)
    offers = _offers(texts, defined)
    offered = {(one.path, one.line) for one in offers if one.near}
    left = [at for at, said in enumerate(texts.points) if not said.themes and said.section not in _NOT_SAID and (said.path, said.line) not in offered]
    return Suggestions(_groups(texts, left, themes), offers)


def _read(heard: Heard, themes: Sequence[Theme]) -> tuple[_Texts, list[tuple[str, Vector]]]:
    """The texts of all points, and the definition of each theme that has one."""
    spoken = languages([[said.text for said in talk.points] for talk in heard.talks])
    language = {talk.path: one for talk, one in zip(heard.talks, spoken, strict=True)}
    names = name_words(_names(heard))
    points = sorted(heard.points, key=lambda said: (said.text, [reason.text for reason in said.reasons], said.date is None, f"{said.date}"))
    found = [words(said.text, [reason.text for reason in said.reasons], language[said.path], names) for said in points]
    owners = [[f"person {voice.key}" for voice in said.people] + [f"at {voice.organization}" for voice in said.people if voice.organization]
              for said in points]  # fmt: skip
    bags = without_jargon([features(one) for one in found], owners)
    usual = Counter(spoken).most_common(1)[0][0] if spoken else ""
    defined = [theme for theme in themes if theme.definition]
    bags += [features(words(f"{theme.name} {theme.definition}", (), usual, names)) for theme in defined]
    every = damped(vectors(bags), _MEAN)
    return _Texts(points, found, every[: len(points)]), [(theme.name, every[len(points) + at]) for at, theme in enumerate(defined)]


def _names(heard: Heard) -> Iterable[str]:
    """What people and organisations are called."""
    vault: Vault = heard.vault
    for contact in vault.contacts:
        yield contact.name
        yield from contact.aliases
        if contact.organization:
            yield contact.organization.shown
    yield from (voice.name for voice in heard.voices.values())
    yield from (vault.display(note.path) for note in vault.of_type("organization"))


def _offers(texts: _Texts, defined: Sequence[tuple[str, Vector]]) -> tuple[Offer, ...]:
    """The themes of the marked points that are nearest to each unmarked one."""
    marked = [at for at, said in enumerate(texts.points) if said.themes]
    names = [texts.points[at].themes for at in marked] + [(name,) for name, _ in defined]
    known = [texts.vectors[at] for at in marked] + [vector for _, vector in defined]
    asked = [at for at, said in enumerate(texts.points) if not said.themes and said.section not in _NOT_SAID]
    posted = Posted(Counter(feature for vector in known for feature in vector), len(texts.points))
    for vector in known:
        posted.post(vector)
    offers = []
    for at in asked:
        row = posted.like(texts.vectors[at], _FLOOR)
        votes: dict[str, float] = {}
        best: dict[str, float] = {}
        for number, likeness in nearest(row, _ASKED):
            for name in names[number]:
                votes[name] = votes.get(name, 0.0) + likeness * likeness
                best[name] = max(best.get(name, 0.0), likeness)
        chosen = sorted((name for name in votes if best[name] >= OFFER_LIKE), key=lambda name: (-votes[name], name))[:OFFERS]
        if chosen:
            offers.append(Offer(texts.points[at], tuple(chosen), near=best[chosen[0]] >= NEAR_LIKE))
    return tuple(sorted(offers, key=lambda offer: offer.said.order))


def _groups(texts: _Texts, left: Sequence[int], themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """Groups of points of different people that are alike, with a name from their words."""
    found = [texts.vectors[at] for at in left]
    near = max(_NEAR_LEAST, min(_NEAR_MOST, round(len(left) / _NEAR)))
    moved = damped(smoothed(found, alike(found, _FLOOR), near, _PULL), _MEAN_AFTER)
    rows = alike(moved, _FLOOR)
    named = {theme_key(theme.name) for theme in themes}
    spread = Counter(root for at in left for root in {word[:_ROOT] for word in texts.found[at].counts})
    made = [_Group([texts.points[left[at]] for at in group], [texts.found[left[at]] for at in group], cohesion(rows, group))
            for group in linked(rows, LEAST_LIKE) if len(group) > 1]  # fmt: skip
    kept = [group for group in (_telling(group) for group in made) if _several(group.points)]
    kept.sort(key=lambda group: (-group.people, -len({said.path for said in group.points}), -group.cohesion))
    groups = []
    for group in kept:
        name = _name(group, spread, len(left), named)
        if name:
            named.add(theme_key(name))
            groups.append(_theme(name, group.points))
    return tuple(sorted(groups, key=by_people))


def _shared(group: _Group) -> dict[str, set[str]]:
    """The beginnings of words that tell something and that several people of the group use, with those people."""
    who: dict[str, set[str]] = {}
    for said, text in zip(group.points, group.found, strict=True):
        for root in {word[:_ROOT] for word in text.counts if word not in WEAK}:
            who.setdefault(root, set()).update(voice.key for voice in said.people)
    return {root: people for root, people in who.items() if len(people) >= PEOPLE}


def _telling(group: _Group) -> _Group:
    """The group without the points that have no telling word in common with another person's."""
    shared = _shared(group)
    kept = [at for at, text in enumerate(group.found) if any(word[:_ROOT] in shared for word in text.counts)]
    return _Group([group.points[at] for at in kept], [group.found[at] for at in kept], group.cohesion)


def _several(points: Sequence[Said]) -> bool:
    """Whether different people said it, and not one who was there every time."""
    if not points:
        return False
    always = set(points[0].people).intersection(*(said.people for said in points[1:]))
    return not always and len({voice for said in points for voice in said.people}) >= PEOPLE


def _name(group: _Group, spread: Mapping[str, int], size: int, taken: set[str]) -> str:
    """Two or three words that most of its people use and few others do; empty where too little is shared to be worth reading.

    Two people must share two words that tell something, more people one: what two have in common by chance is one word.
    """
    shared = _shared(group)
    merit = {root: len(people) * (log((1 + size) / (1 + spread[root])) + 1) for root, people in shared.items()}
    ranked = sorted(merit, key=lambda root: (-merit[root], root))
    if len(ranked) < (1 if group.people > PEOPLE else PEOPLE):
        return ""
    spelled: dict[str, Counter[str]] = {}
    for text in group.found:
        for word in text.counts:
            spelled.setdefault(word[:_ROOT], Counter())[text.written[word]] += 1
    chosen = [_commonest(spelled[root]) for root in ranked]
    first = min(_NAME_WORDS, max(1, sum(merit[root] >= merit[ranked[0]] / 2 for root in ranked)))
    names = ("-".join(chosen[:number]) for number in range(first, len(chosen) + 1))
    return next((name for name in names if theme_key(name) not in taken), "")


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word != word.lower(), len(word), word))


def _theme(name: str, points: Sequence[Said]) -> Theme:
    everyone = in_order(voice for said in points for voice in said.people)
    days = sorted(said.date for said in points if said.date)
    return Theme(
        name=name, origin=Origin.SUGGESTED, people=everyone, talks=tuple(sorted({said.path for said in points})),
        first=days[0] if days else None, last=days[-1] if days else None, sides=Sides(unmarked=everyone),
        points=tuple(sorted(points, key=lambda said: said.order)), marks=(),
        by={aspect: _tally(everyone, aspect) for aspect in ASPECTS},
    )  # fmt: skip


def _tally(everyone: Iterable[Voice], aspect: str) -> dict[str, int]:
    return {value: len(group) for value, group in tally(everyone, lambda voice: voice.aspect(aspect)).items()}


def parts(heard: Heard, themes: Sequence[Theme], name: str) -> tuple[Theme, ...]:
    """The groups of points that are more alike, within the marked theme of that name."""
    texts, _ = _read(heard, themes)
    inside = [at for at, said in enumerate(texts.points) if name in said.themes]
    return _groups(texts, inside, themes)
