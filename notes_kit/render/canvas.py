"""Who led to whom as a JSON Canvas 1.0: notes side by side in Obsidian, an arrow from each person to those they named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 260, 80
ACROSS, DOWN = 120, 30
"""Space between two columns and two rows, in pixels."""

GRID = 5
"""Columns of those whom nobody led to and who led to nobody."""

COLOURS = {"lead": "", "asked": "3", "replied": "2", "scheduled": "5", "met": "4", "thanked": "4", "kept": "6", "declined": "1", "closed": "1"}
"""JSON Canvas's colours by stage: 1 red, 2 orange, 3 yellow, 4 green, 5 cyan, 6 purple."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the canvas. `file` is their note's path, empty for a person without one, or of whom only a label is told."""

    key: str
    name: str
    stage: str = ""
    file: str = ""


def canvas_text(people: Sequence[Person], edges: Sequence[tuple[str, str]]) -> str:
    """The canvas: generations from left to right, whoever was named below those before them, the unconnected in a grid underneath."""
    known = {one.key: one for one in people}
    arrows = [(giver, named) for giver, named in dict.fromkeys(edges) if giver in known and named in known and giver != named]
    places, bottom = _trees(sorted(known, key=lambda key: (known[key].name.casefold(), key)), arrows)
    alone = [key for key in sorted(known, key=lambda key: (known[key].name.casefold(), key)) if key not in places]
    top = bottom + 2 * DOWN if places else 0
    for number, key in enumerate(alone):
        places[key] = (number % GRID * (WIDTH + ACROSS), top + number // GRID * (HEIGHT + DOWN))
    nodes = [_node(known[key], *places[key]) for key in sorted(places, key=lambda key: (places[key], key))]
    links = [
        {"id": _id(f"{giver}\0{named}"), "fromNode": _id(giver), "fromSide": "right", "toNode": _id(named), "toSide": "left"}
        for giver, named in sorted(arrows)
    ]
    return json.dumps({"nodes": nodes, "edges": links}, ensure_ascii=False, indent="\t") + "\n"


def _node(one: Person, x: int, y: int) -> dict[str, object]:
    what: dict[str, object] = {"type": "file", "file": one.file} if one.file else {"type": "text", "text": one.name}
    colour = COLOURS.get(one.stage, "")
    return {"id": _id(one.key), **what, "x": x, "y": y, "width": WIDTH, "height": HEIGHT, **({"color": colour} if colour else {})}


def _trees(order: Sequence[str], arrows: Sequence[tuple[str, str]]) -> tuple[dict[str, tuple[int, int]], int]:
    """A place for everybody with an arrow: each stands right of the first who led to them. Also the height of it all."""
    below: dict[str, list[str]] = {}
    led: dict[str, str] = {}
    rank = {key: number for number, key in enumerate(order)}
    for giver, named in sorted(arrows, key=lambda arrow: (rank[arrow[0]], rank[arrow[1]])):
        if named not in led and not _leads(named, giver, led):
            led[named] = giver
            below.setdefault(giver, []).append(named)
    joined = {key for arrow in arrows for key in arrow}
    places: dict[str, tuple[int, int]] = {}
    bottom = 0
    for root in (key for key in order if key in joined and key not in led):
        stack, last = [(root, 0)], -1
        while stack:
            key, depth = stack.pop()
            if depth <= last:  # the first below somebody stands beside them, the others further down
                bottom += HEIGHT + DOWN
            last = depth
            places[key] = (depth * (WIDTH + ACROSS), bottom)
            stack += [(child, depth + 1) for child in reversed(below.get(key, []))]
        bottom += HEIGHT + DOWN
    return places, bottom


def _leads(start: str, goal: str, led: Mapping[str, str]) -> bool:
    """Whether `goal` stands below `start`: an arrow back to where one came from makes no tree."""
    at: str | None = goal
    while at is not None:
        if at == start:
            return True
        at = led.get(at)
    return False


def _id(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
