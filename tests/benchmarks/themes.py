"""How well suggested themes agree with people who grouped the same answers, and what they cost.

    python tests/benchmarks/themes.py [FOLDER]

FOLDER holds `argkp.jsonl`, `perspectrum.jsonl` and `banking77.jsonl`: one question per line, `{id, prompt, items: [{id, person, text}],
gold: {item: [theme]}}`. Exits 1 if a bar is broken. Without it a small sample of our own is scored, to see that it all works.

Figures, each a mean over questions (only themes of three people or more count; as many groups are looked at as people found themes):
theme_f1: F1 of themes and groups matched one to one · coverage: themes of which some group mostly consists · purity: share of a group that
is of one theme · objective: mean of theme_f1 and the harmonic mean of coverage and purity · stable: adjusted Rand index of the groups with
and without one person · offered: right theme among those offered to the points of a person whose marks are taken away.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault
from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report

Task = Mapping[str, Any]
Where = dict[tuple[str, int], str]
SAMPLE = Path(__file__).with_name("themes_sample.jsonl")
OBJECTIVE = {"argkp": 0.40, "perspectrum": 0.70, "banking77": 0.75}
"""The least that `objective` may be, by set."""

STABLE, OFFERED = {"argkp": 0.88}, 0.72
FIRST = {"perspectrum": 60}
"""How many questions of a set count."""

LEAST = 3
TODAY = date(2026, 3, 10)


def notes_of(task: Task, *, marked_but: str | None = None) -> tuple[dict[str, str], Where]:
    """The question as notes, and which answer stands where; with `marked_but`, all but that person's answers carry their themes."""
    answers: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for item in task["items"]:
        answers[item["person"]].append(item)
    notes, where = {}, {}
    for number, (person, items) in enumerate(sorted(answers.items())):
        name = f"Person {number:04d}"
        path = f"interviews/{name}.md"
        notes[f"contacts/{name}.md"] = f"---\ntype: contact\nname: {name}\n---\n"
        lines = ["---", "type: interview", f'contact: "[[{name}]]"', "date: 2026-03-02", "outcome: held", "---", "", "## Notes", ""]
        for item in items:
            themes = task["gold"].get(item["id"], []) if marked_but is not None and person != marked_but else []
            lines.append(" ".join(["-", *item["text"].lstrip("#>-*+ ").split(), *(f"#theme/{theme}" for theme in themes)]))
            where[path, len(lines)] = item["id"]
        notes[path] = "\n".join(lines) + "\n"
    return notes, where


def report_on(notes: Mapping[str, str]) -> Report:
    """What the report says of such notes."""
    return build_report(build_vault([read_note(path, text.encode(), Settings()) for path, text in notes.items()], Settings()), TODAY)


def groups_of(report: Report, where: Where) -> list[set[str]]:
    """The answers of each theme."""
    return [{where[said.path, said.line] for said in theme.points} for theme in report.themes]


def score(task: Task, groups: Sequence[set[str]]) -> dict[str, float]:
    """The figures of one question; none where no theme was voiced by three people."""
    person = {item["id"]: item["person"] for item in task["items"]}
    gold: dict[str, set[str]] = defaultdict(set)
    for item, themes in task["gold"].items():
        for theme in themes if item in person else ():
            gold[theme].add(item)

    def heads(items: set[str]) -> int:
        return len({person[item] for item in items})

    real = [items for items in gold.values() if heads(items) >= LEAST]
    if not real:
        return {}
    shown = sorted((group for group in groups if heads(group) >= LEAST), key=lambda group: -heads(group))[: len(real)]
    worth = [[2 * len(items & group) / (len(items) + len(group)) for group in shown] for items in real]
    covered = fmean(any(len(items & group) >= max(2, len(group) / 2) for group in shown) for items in real)
    pure = [max(Counter(theme for item in group for theme in task["gold"].get(item, [])).values(), default=0) / len(group) for group in shown]
    purity = fmean(pure) if pure else 0.0
    matched = best_sum(worth) / len(real)
    harmonic = 2 * purity * covered / (purity + covered) if purity + covered else 0.0
    return {"theme_f1": matched, "coverage": covered, "purity": purity, "objective": (matched + harmonic) / 2}


def best_sum(worth: Sequence[Sequence[float]]) -> float:
    """The most that pairing rows with columns one to one can be worth: shortest augmenting paths with potentials."""
    size = max(len(worth), len(worth[0]) if worth else 0)
    cost = [[-worth[row][col] if row < len(worth) and col < len(worth[row]) else 0.0 for col in range(size)] for row in range(size)]
    up, down, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], col = row, 0
        least, used, way = [float("inf")] * (size + 1), [False] * (size + 1), [0] * (size + 1)
        while match[col]:
            used[col] = True
            step, nearest = float("inf"), 0
            for other in range(1, size + 1):
                if not used[other]:
                    now = cost[match[col] - 1][other - 1] - up[match[col]] - down[other]
                    if now < least[other]:
                        least[other], way[other] = now, col
                    if least[other] < step:
                        step, nearest = least[other], other
            for other in range(size + 1):
                if used[other]:
                    up[match[other]] += step
                    down[other] -= step
                else:
                    least[other] -= step
            col = nearest
        while col:
            match[col] = match[way[col]]
            col = way[col]
    return -sum(cost[match[col] - 1][col - 1] for col in range(1, size + 1))


def rand_index(one: Mapping[str, object], two: Mapping[str, object]) -> float:
    """The adjusted Rand index of two groupings of the same answers: 1 if they are the same, about 0 by chance."""

    def pairs(counts: Counter[Any]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    both = pairs(Counter((one[item], two[item]) for item in one))
    left, right, every = pairs(Counter(one.values())), pairs(Counter(two[item] for item in one)), len(one) * (len(one) - 1) / 2
    chance = left * right / every if every else 0.0
    return 1.0 if (left + right) / 2 == chance else (both - chance) / ((left + right) / 2 - chance)


def labels(task: Task, groups: Sequence[set[str]]) -> dict[str, object]:
    """The group of each answer; one in none is a group of its own."""
    of: dict[str, object] = {item["id"]: item["id"] for item in task["items"]}
    return {**of, **{item: number for number, group in enumerate(groups) for item in group}}


def stable(task: Task) -> float:
    """How far the groups stay as they are when one person leaves: the mean over three people."""
    people = sorted({item["person"] for item in task["items"]})
    notes, where = notes_of(task)
    before = labels(task, groups_of(report_on(notes), where))
    found = []
    for gone in {people[0], people[len(people) // 3], people[2 * len(people) // 3]}:
        fewer = {**task, "items": [item for item in task["items"] if item["person"] != gone]}
        notes, where = notes_of(fewer)
        after = labels(fewer, groups_of(report_on(notes), where))
        found.append(rand_index({item: before[item] for item in after}, after))
    return fmean(found)


def offered(task: Task) -> tuple[int, int]:
    """Of a person's answers with a theme that others voice: to how many it was offered, and how many there are."""
    left_out = min(item["person"] for item in task["items"])
    notes, where = notes_of(task, marked_but=left_out)
    offers = {where[offer.path, offer.line]: offer.themes for offer in report_on(notes).offers}
    person = {item["id"]: item["person"] for item in task["items"]}
    known = {theme for item, themes in task["gold"].items() for theme in themes if person.get(item, left_out) != left_out}
    asked = [item for item in person if person[item] == left_out and known.intersection(task["gold"].get(item, []))]
    return sum(bool(set(offers.get(item, ())) & set(task["gold"][item])) for item in asked), len(asked)


def measure(tasks: Sequence[Task]) -> dict[str, float]:
    """The figures of a set."""
    sums: dict[str, list[float]] = defaultdict(list)
    hits = asked = 0
    for task in tasks:
        notes, where = notes_of(task)
        start = time.perf_counter()
        found = report_on(notes)
        sums["seconds"].append(time.perf_counter() - start)
        for name, figure in score(task, groups_of(found, where)).items():
            sums[name].append(figure)
        sums["stable"].append(stable(task))
        right, of = offered(task)
        hits, asked = hits + right, asked + of
    return {**{name: fmean(figures) for name, figures in sums.items()}, "offered": hits / asked if asked else 0.0}


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    folder: Path | None = parser.parse_args().folder
    files = [folder / f"{name}.jsonl" for name in OBJECTIVE] if folder else [SAMPLE]
    broken = False
    for file in files:
        tasks = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()][: FIRST.get(file.stem)]
        figures = measure(tasks)
        print(f"{file.stem:14} {len(tasks):3} questions  " + "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))
        bars = [("objective", OBJECTIVE.get(file.stem)), ("stable", STABLE.get(file.stem)), ("offered", OFFERED if folder else None)]
        for name, least in bars:
            if least is not None:
                held = figures[name] >= least
                broken |= not held
                print(f"{'held  ' if held else 'BROKEN'} {figures[name]:6.3f}  (at least {least})  {file.stem}: {name}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
