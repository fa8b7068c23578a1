"""How far the talks have come: who spoke of what, what nobody was asked, and whether new talks still bring new themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notes_kit.model.note import Section
from notes_kit.model.schema import TIARA, squash
from notes_kit.themes.heard import Heard, Talk
from notes_kit.themes.report import Coverage, Row, Run, Saturation, Step
from notes_kit.themes.voices import Said, Theme

BASE_SIZE = 4
RUN_LENGTH = 2
THRESHOLD = 0.05
"""Defaults of Guest, Namey & Chen 2020: four talks to start from, runs of two, at most five per cent new."""

LATELY = 3
"""Talks that are the last ones (ours), told of once there are twice as many."""

_NAMED = 4
_SECTIONS = {Section.ADVICE: "advice", Section.RESOURCES: "resources"}
_SINGULAR = {squash(name).removesuffix("s"): name for name in TIARA}


def category(name: str) -> str:
    """The category (P18) that a heading or a question's tag names, in singular or plural; else the name itself."""
    return _SINGULAR.get(squash(name).removesuffix("s"), name.casefold())


def category_of(said: Said) -> str:
    """The category of the nearest heading that names one; empty if none does."""
    for heading in reversed(said.headings):
        if category(heading) in TIARA:
            return category(heading)
    return _SECTIONS.get(said.section, "")


def coverage(heard: Heard, themes: Sequence[Theme]) -> Coverage:
    """Points per theme and person, and points and asked questions per category and person."""
    people = heard.people
    rows = []
    for theme in themes:
        counts = Counter(voice.key for said in theme.points for voice in said.people)
        for mark in theme.marks:
            for voice in mark.people:
                counts[voice.key] = max(counts[voice.key], 1)
        rows.append(Row(theme.name, tuple(counts[voice.key] for voice in people)))
    points: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for talk in heard.talks:
        for voice in talk.people:
            points.update((category_of(said), voice.key) for said in talk.said)
            asked.update((category(one.category), voice.key) for one in talk.interview.note.questions if one.asked)
    names = [*TIARA, *sorted({name for name, _ in asked} - {*TIARA, ""})]
    categories = tuple(
        Row(name, tuple(points[name, voice.key] for voice in people), tuple(asked[name, voice.key] for voice in people)) for name in names
    )
    return Coverage(people, tuple(rows), categories)


def saturation(heard: Heard) -> Saturation:
    """New themes per talk in the order in which they were held, and when they stopped coming.

    Runs overlap: with runs of two, talks 5 and 6 are one and talks 6 and 7 the next. A talk without
    points counts for nothing, and so does one without a date, whose turn is unknown.
    """
    talks = [talk for talk in heard.talks if talk.date and (talk.said or talk.themes)]
    seen: set[str] = set()
    steps = []
    for talk in talks:
        new = [name for name in _themes_of(heard, talk) if name not in seen]
        seen.update(new)
        steps.append(Step(talk.path, talk.date, talk.people, tuple(new), len(seen)))
    base = sum(len(step.new) for step in steps[:BASE_SIZE])
    runs = []
    if base:
        for end in range(BASE_SIZE + RUN_LENGTH, len(steps) + 1):
            fresh = sum(len(step.new) for step in steps[end - RUN_LENGTH : end])
            runs.append(Run(end - RUN_LENGTH + 1, end, fresh, fresh / base))
    reached = next((run.end for run in runs if run.ratio <= THRESHOLD), None)
    return Saturation(
        BASE_SIZE, RUN_LENGTH, THRESHOLD, tuple(steps), base, tuple(runs), reached, _sentence(steps, base, runs), _lately(heard, talks, steps)
    )


def _lately(heard: Heard, talks: Sequence[Talk], steps: Sequence[Step]) -> str:
    """What the last talks added: `nothing on pay and 2 new themes on hours`. Empty while there are hardly more talks than those.

    Only themes that two people or more had raised before can be added nothing to.
    """
    last = talks[-LATELY:]
    if len(talks) < 2 * LATELY:
        return ""
    people: dict[str, set[str]] = {}
    for talk in talks[:-LATELY]:
        for name in _themes_of(heard, talk):
            people.setdefault(name, set()).update(voice.key for voice in talk.people)
    spoken = {name for talk in last for name in _themes_of(heard, talk)}
    silent = [name for name in sorted(people, key=lambda name: (-len(people[name]), name.casefold())) if len(people[name]) > 1 and name not in spoken]
    fresh: dict[str, list[str]] = {}
    for step in steps[-LATELY:]:
        for name in step.new:
            fresh.setdefault(heard.codebook.parent(heard.codebook.key(name)), []).append(name)
    parts = [f"nothing on {_some(silent)}"] if silent else []
    parts += [f"{_new(len(names))} on {parent} ({', '.join(names)})" for parent, names in fresh.items() if parent]
    parts += [f"{_new(len(names))} ({', '.join(names)})" for parent, names in fresh.items() if not parent]
    return (
        f"The last {len(last)} talks added {' and '.join(parts)}."
        if parts
        else f"The last {len(last)} talks spoke of every theme once more, and of no new one."
    )


def _new(number: int) -> str:
    return f"{number} new theme{'s' if number > 1 else ''}"


def _some(names: Sequence[str]) -> str:
    shown = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def _themes_of(heard: Heard, talk: Talk) -> list[str]:
    names = [heard.codebook.name(heard.codebook.key(name)) for name, _ in talk.themes]
    return list(dict.fromkeys([*names, *(name for said in talk.said for name in said.themes)]))


def _sentence(steps: Sequence[Step], base: int, runs: Sequence[Run]) -> str:
    needed = BASE_SIZE + RUN_LENGTH
    if len(steps) < needed:
        return f"Too early to tell whether new talks still bring new themes: that takes {needed} talks with notes, and there are {len(steps)}."
    if not base:
        return f"The first {BASE_SIZE} talks carry no themes, so new ones cannot be compared with them."
    last = runs[-1]
    fresh = [name for step in steps[-RUN_LENGTH:] for name in step.new]
    whole = f"the {base} theme{'s' if base > 1 else ''} of the first {BASE_SIZE}"
    if not fresh:
        return f"The last {RUN_LENGTH} talks brought no new theme to {whole}: on what you ask now, you have heard most of it."
    brought = f"The last {RUN_LENGTH} talks brought {len(fresh)} new theme{'s' if len(fresh) > 1 else ''} ({', '.join(fresh)}) to {whole}"
    if last.ratio <= THRESHOLD:
        return f"{brought}, {last.ratio:.0%} of them: little new is coming."
    return f"{brought}, {last.ratio:.0%} of them: it is worth going on asking."
