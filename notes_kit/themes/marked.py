"""Marked themes, counted exactly: by person and never by mention (P36), with who stands where (P37).

Marked means that a person wrote it: a tag on the point or on a heading above it, or the talk's
`themes:` property. What a machine finds alike comes beside it with origin `suggested`, never into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from notes_kit.model.note import Stance
from notes_kit.themes.heard import Heard, Talk, in_order
from notes_kit.themes.voices import ASPECTS, Claim, Contrast, Count, Mark, Said, Sides, Theme, Voice

LEAST = 2
"""People of one kind before anything is said of the kind: on one person nothing is claimed."""

REFERRED = "people who were referred"


@dataclass(slots=True)
class _Found:
    """What stands under one theme so far."""

    points: list[Said] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def marked_themes(heard: Heard) -> tuple[Theme, ...]:
    """The themes that the notes name, by people, then talks, then name."""
    found: dict[str, _Found] = {}
    for talk in heard.talks:
        for said in talk.points:
            for name in said.themes:
                found.setdefault(heard.codebook.key(name), _Found()).points.append(said)
        for key, line in _marked_keys(heard, talk):
            found.setdefault(key, _Found()).marks.append(Mark(talk.people, talk.date, talk.path, line))
    themes = [_theme(key, what, heard) for key, what in found.items()]
    return tuple(sorted(themes, key=by_people))


def by_people(theme: Theme) -> tuple[int, int, str, str]:
    """Sort key of themes: by people, then talks, then name."""
    return (-len(theme.people), -len(theme.talks), theme.name.casefold(), theme.name)


def unthemed_points(heard: Heard) -> tuple[Said, ...]:
    """The points under no theme, in order."""
    return tuple(said for said in heard.points if not said.themes)


def sides_of(points: Iterable[Said], everyone: Iterable[Voice] = ()) -> Sides:
    """Where each person stands; those of `everyone` without a mark stand under `unmarked`."""
    stances: dict[Voice, set[Stance]] = {voice: set() for voice in everyone}
    for said in points:
        for voice in said.people:
            stances.setdefault(voice, set()).update([said.stance] if said.stance else [])
    favour = [voice for voice, seen in stances.items() if seen == {Stance.FOR}]
    against = [voice for voice, seen in stances.items() if seen == {Stance.AGAINST}]
    both = [voice for voice, seen in stances.items() if Stance.BOTH in seen or len(seen) > 1]
    unmarked = [voice for voice, seen in stances.items() if not seen]
    return Sides(in_order(favour), in_order(against), in_order(both), in_order(unmarked))


def tally(people: Iterable[Voice], value: Callable[[Voice], str]) -> dict[str, list[Voice]]:
    """People by a value, spellings that differ in case taken together; most people first. Who has none is left out."""
    groups: dict[str, list[Voice]] = {}
    for voice in in_order(people):
        if value(voice):
            groups.setdefault(value(voice).casefold(), []).append(voice)
    named = {min(value(voice) for voice in group): group for group in groups.values()}
    return dict(sorted(named.items(), key=lambda item: (-len(item[1]), item[0].casefold())))


def contrasts(themes: Sequence[Theme]) -> tuple[Contrast, ...]:
    """The themes on which at least one person stands for and another against, the most divided first."""
    found = [_contrast(theme) for theme in themes if theme.sides.favour and theme.sides.against]
    order = {theme.name: index for index, theme in enumerate(themes)}
    return tuple(sorted(found, key=lambda one: (-min(len(one.sides.favour), len(one.sides.against)), order[one.theme])))


def _marked_keys(heard: Heard, talk: Talk) -> list[tuple[str, int]]:
    lines: dict[str, int] = {}
    for name, line in talk.themes:
        lines.setdefault(heard.codebook.key(name), line)
    return list(lines.items())


def _theme(key: str, found: _Found, heard: Heard) -> Theme:
    book = heard.codebook
    entry = book.entry(key)
    whole: list[Said | Mark] = [*(said for said in found.points if not said.own), *found.marks]
    everyone = in_order(voice for one in whole for voice in one.people)
    days: list[date] = sorted(one.date for one in whole if one.date)
    return Theme(
        name=book.name(key),
        origin=book.origin(key),
        people=everyone,
        talks=tuple(sorted({one.path for one in whole})),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sides=sides_of(found.points, everyone),
        points=tuple(sorted(found.points, key=lambda said: said.order)),
        marks=tuple(found.marks),
        by={aspect: {value: len(group) for value, group in tally(everyone, _aspect(aspect)).items()} for aspect in ASPECTS},
        note=entry.note if entry else "",
        parent=book.parent(key),
        aliases=entry.aliases if entry else (),
        definition=entry.definition if entry else "",
    )


def _aspect(name: str) -> Callable[[Voice], str]:
    return lambda voice: voice.aspect(name)


def _kind(name: str) -> Callable[[Voice], str]:
    """As `_aspect`, but all who were sent by a person are one kind of source."""
    if name != "source":
        return _aspect(name)
    return lambda voice: REFERRED if voice.referred else voice.source


def _contrast(theme: Theme) -> Contrast:
    sides = theme.sides
    keys = [frozenset(voice.key for voice in side) for side in (sides.favour, sides.against, sides.both)]
    by: dict[str, Mapping[str, Count]] = {}
    claims: list[Claim] = []
    for aspect in ASPECTS:
        groups = tally((*sides.favour, *sides.against, *sides.both), _kind(aspect))
        counts = {value: Count(*(sum(voice.key in side for voice in group) for side in keys)) for value, group in groups.items()}
        if counts:
            by[aspect] = counts
        favour = tuple((value, count.favour) for value, count in counts.items() if count.favour >= LEAST and not (count.against or count.both))
        against = tuple((value, count.against) for value, count in counts.items() if count.against >= LEAST and not (count.favour or count.both))
        standing = len(sides.favour) + len(sides.against) + len(sides.both)
        if favour and against and 2 * sum(number for _, number in (*favour, *against)) >= standing:
            claims.append(Claim(aspect, favour, against))
    return Contrast(theme.name, sides, by, tuple(claims))
