"""Who led to whom as a drawing and as a list: trees that grow to the right, one line a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from notes_kit.model.state import Stage
from notes_kit.render.report_html_decide import scrolled
from notes_kit.render.report_html_markup import Html, el, hidden, joined
from notes_kit.render.report_html_sheet import Sheet
from notes_kit.render.words import columns, listing, plural, shortened
from notes_kit.themes.tree import Node, trees

MOST_LINES, MOST_LISTED = 90, 300
"""Lines of the drawing; with more, those who led to nobody are told as a number, and then the smallest trees. People in the list."""

DEEPEST, _LEAST_ROOM = 8, 4
"""People in a row from left to right, and the lines that a further tree needs to be begun."""

_LINE, _DOT, _LETTER, _STEP = 27, 6, 7.3, 46
"""Pixels: a line's height, a dot's radius, a letter's mean width, the room for a branch."""

_LONGEST, _LONGEST_WORDS, _APART = 34, 90, 0.4
"""Letters of the longest name and of the longest source, and the lines between two trees."""

_STAGES = {
    None: "no note yet", Stage.LEAD: "not asked yet", Stage.ASKED: "asked", Stage.REPLIED: "replied", Stage.SCHEDULED: "talk to come", Stage.MET: "talked",
    Stage.THANKED: "talked", Stage.KEPT: "talked, in touch", Stage.DECLINED: "declined", Stage.CLOSED: "closed",
}  # fmt: skip


@dataclass(frozen=True)
class _Drawn:
    """Where a node stands in the drawing: its column, -1 for a source in words, and its line."""

    node: Node
    depth: int
    line: float
    parent: int


def network(sheet: Sheet) -> Html | None:
    """The drawing, and the same as nested lists."""
    report = sheet.report
    found = trees(report.network, frozenset((*(voice.path for voice in report.people), *(one.path for one in report.gave))) - {""})
    chains = [tree for tree in found if tree.below]
    alone = [tree for tree in found if not tree.below]
    if not chains:
        return None
    kept, left = _fitting(chains)
    listed = chains if sum(tree.size for tree in chains) <= MOST_LISTED else kept
    words = f"{plural(sum(tree.size for tree in chains), 'person', 'people')} in {plural(len(chains), 'chain')}: what led you to the first, and from there to the right whom each led you to."
    if left:
        words += f" {plural(left, 'small chain')} left out of the drawing" + (" and kept in the list." if listed is chains else " and the list.")
    parts: list[str | None] = [
        el("p", words, class_="lead"), _legend(), _region(_drawing(kept)),
        el("details", el("summary", "Who led to whom, as a list"),
           scrolled(joined(el("ul", _item(sheet, tree), class_="tree") for tree in listed), "Who led to whom, as a list"), class_="aside"),
    ]  # fmt: skip
    if alone:
        names = listing(tree.name for tree in alone[:MOST_LINES])
        parts.append(el("p", f"In no chain: {names}.", class_="note"))
    return joined(parts)


def _fitting(chains: list[Node]) -> tuple[list[Node], int]:
    """The trees that fit on a drawing, and how many were left out."""
    if sum(map(_lines, chains)) <= MOST_LINES:
        return [_cut(tree, MOST_LINES, DEEPEST) for tree in chains], 0
    kept: list[Node] = []
    room = MOST_LINES
    for tree in chains:
        if room >= _LEAST_ROOM:
            kept.append(_cut(_gathered(tree), room, DEEPEST))
            room -= _lines(kept[-1])
    return kept, len(chains) - len(kept)


def _lines(node: Node) -> int:
    return max(sum(map(_lines, node.below)), 1) + (not node.person and bool(node.below))


def _gathered(node: Node) -> Node:
    """The tree with those who led to nobody told as a number, where they are more than two."""
    leaves = [child for child in node.below if not child.below]
    below = [_gathered(child) for child in node.below if child.below]
    return replace(node, below=(*below, *([_number(node, leaves)] if len(leaves) > 2 else leaves)))  # noqa: PLR2004 - two take no more room


def _cut(node: Node, room: int, depth: int) -> Node:
    """The tree on so many lines and columns at most; whom it leaves out is told as a number."""
    kept: list[Node] = []
    for at, child in enumerate(node.below):
        if depth <= 1 or (room < 2 and at < len(node.below) - 1):  # noqa: PLR2004 - the last line is kept for the number
            kept.append(_number(node, node.below[at:]))
            break
        kept.append(_cut(child, room, depth - child.person))
        room -= _lines(kept[-1])
    return replace(node, below=tuple(kept))


def _number(above: Node, nodes: Sequence[Node]) -> Node:
    """Some people as one line."""
    people = sum(node.size for node in nodes)
    words = f"{plural(people, 'person', 'people')} more, {sum(map(_talked, nodes))} talked"
    return Node(f"{above.key}+", words, "", person=False, stage=None, met=False)


def _talked(node: Node) -> int:
    return node.met + sum(map(_talked, node.below))


def _drawing(chains: list[Node]) -> Html:
    drawn: list[_Drawn] = []
    line = 0.0
    for tree in chains:
        line = _laid(tree, 0 if tree.person else -1, line, -1, drawn) + _APART
    people = [one for one in drawn if one.depth >= 0]
    lefts = [float(_DOT + 2)]
    for depth in range(max(one.depth for one in people) + 1):
        lefts.append(lefts[-1] + max((_width(one.node) for one in people if one.depth == depth), default=0) + 2 * _DOT + _STEP)
    words = [_width(one.node) for one in drawn if one.depth < 0]
    wide, high = round(max(lefts[-1] - _STEP + 8, *words, 0)), round((line - _APART) * _LINE + 4)
    marks = [_tie(drawn[one.parent], one, lefts) for one in people if one.parent >= 0 and drawn[one.parent].depth >= 0]
    marks += [_extra(one, people, lefts) for one in people if one.node.also]
    marks += [_node(one, lefts) for one in drawn]
    told = "; ".join(f"{_name(drawn[one.parent].node)} led to {_name(one.node)}" for one in drawn if one.parent >= 0)
    return el("svg", el("title", "Who led to whom", id="network-title"), el("desc", f"{told}.", id="network-words"), *marks, width=wide, height=high,
              viewBox=f"0 0 {wide} {high}", role="img", aria_labelledby="network-title network-words", class_="network")  # fmt: skip


def _laid(node: Node, depth: int, line: float, parent: int, drawn: list[_Drawn]) -> float:
    """Put a tree into the drawing: a node on the line of the first below it, a source in words above; returns the next free line."""
    me = len(drawn)
    drawn.append(_Drawn(node, depth, line, parent))
    if depth < 0:
        line += 1
    for child in node.below:
        line = _laid(child, depth + 1, line, me, drawn)
    return line if node.below else line + 1


def _at(one: _Drawn, lefts: list[float]) -> tuple[float, float]:
    return round(lefts[max(one.depth, 0)], 1), round(one.line * _LINE + _LINE / 2, 1)


def _tie(parent: _Drawn, child: _Drawn, lefts: list[float]) -> Html:
    """A line from one to whom they led to; it runs behind the names, which stand on a ground of paper."""
    (x0, y0), (x1, y1) = _at(parent, lefts), _at(child, lefts)
    if y0 == y1:
        return el("path", d=f"M{x0 + _DOT + 3:g} {y0:g}H{x1 - _DOT - 4:g}", class_="tie")
    bend = x1 - _DOT - _STEP / 2 - 4
    return el("path", d=f"M{bend:g} {y0:g}V{y1 - 8:g}q0 8 8 8H{x1 - _DOT - 4:g}", class_="tie")


def _extra(one: _Drawn, drawn: list[_Drawn], lefts: list[float]) -> Html:
    """A dashed line from each of the others who led to somebody."""
    x1, y1 = _at(one, lefts)
    ties = []
    for other in drawn:
        if other.node.name in one.node.also and other.node.person:
            x0, y0 = _at(other, lefts)
            down = 1 if y0 < y1 else -1
            middle = (y0 + y1) / 2
            start, end = y0 + down * (_DOT + 3), y1 - down * (_DOT + 3)
            ties.append(el("path", d=f"M{x0:g} {start:g}C{x0:g} {middle:g} {x1:g} {middle:g} {x1:g} {end:g}", class_="tie extra"))
    return joined(ties)


def _node(one: _Drawn, lefts: list[float]) -> Html:
    x, y = _at(one, lefts)
    node = one.node
    if one.depth < 0:
        return el("text", _name(node), x=0, y=y + 6, class_="name words")
    name = el("text", _name(node), x=round(x + _DOT + 6, 1), y=y + 4.5, class_="name met" if node.met else "name" if node.person else "name words")
    if not node.person:
        return name
    dot = el("circle", el("title", f"{node.name}: {_stage(node)}"), cx=x, cy=y, r=_DOT if node.met else _DOT - 1, class_=f"n-{_kind(node)}")
    return joined([dot, name])


def _width(node: Node) -> float:
    return columns(_name(node)) * _LETTER


def _name(node: Node) -> str:
    return shortened(" ".join(node.name.split()), _LONGEST if node.person else _LONGEST_WORDS)


def _stage(node: Node) -> str:
    return "talked" if node.met and node.stage in (None, Stage.CLOSED, Stage.DECLINED) else _STAGES[node.stage]


def _kind(node: Node) -> str:
    if node.met:
        return "met"
    if node.stage is Stage.SCHEDULED:
        return "ahead"
    if node.stage in (Stage.ASKED, Stage.REPLIED):
        return "asked"
    return "ended" if node.stage in (Stage.DECLINED, Stage.CLOSED) else "lead"


def _legend() -> Html:
    kinds = (("met", "talked"), ("ahead", "talk to come"), ("asked", "asked or replied"), ("lead", "not asked yet"), ("ended", "declined or closed"))
    items = [el("li", el("svg", el("circle", cx=9, cy=9, r=6 if kind == "met" else 5, class_=f"n-{kind}"), width=18, height=18, aria_hidden="true"), f" {words}")
             for kind, words in kinds]  # fmt: skip
    return el("ul", *items, class_="legend", aria_label="What the dots mean")


def _region(drawing: Html) -> Html:
    return el("div", drawing, class_="wide drawing", role="region", tabindex=0, aria_label="Drawing: who led to whom")


def _item(sheet: Sheet, node: Node) -> Html:
    below = el("ul", *(_item(sheet, child) for child in node.below)) if node.below else None
    if not node.person:
        return el("li", el("em", node.name), below)
    name = sheet.opens(node.path, shown=node.name) or el("bdi", node.name)
    also = f", named by {listing(node.also)} too" if node.also else ""
    return el("li", name, hidden(" — "), el("span", f" {_stage(node)}{also}", class_="stood"), below)
