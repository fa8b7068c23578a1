"""Who led to whom as trees: everybody once, below the one who led to them, with the further ties told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from notes_kit.model.state import Stage
from notes_kit.themes.report import Network


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody, or a source in words where `person` is False, with those whom they led to below.

    `also` names the others who led there too; `met` says that a talk was held.
    """

    key: str
    name: str
    path: str
    person: bool
    stage: Stage | None
    met: bool
    below: tuple[Node, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many people the tree holds."""
        return self.person + sum(node.size for node in self.below)


DEEPEST = 100
"""People in a chain: what is nested deeper than this nobody reads, and a program might not either."""

_MET = (Stage.MET, Stage.THANKED, Stage.KEPT)


def trees(network: Network, met: frozenset[str]) -> tuple[Node, ...]:
    """The network as trees, those with most people first; `met` are the paths of people met, whatever has become of them since.

    Of several who led to one person, the one whom the person's own note names as source goes first, then the first by name.
    Where people led to each other in a circle, it is cut where it would close, and a chain of more than `DEEPEST` people goes on as another.
    """
    names: dict[str, tuple[str, str, Stage | None]] = {}
    givers: dict[str, list[tuple[bool, str]]] = {}
    for edge in network.edges:
        giver, named = edge.giver_path or f"?{edge.giver}", edge.named_path or f"?{edge.named}"
        names.setdefault(giver, (edge.giver, edge.giver_path, None))
        names[named] = (edge.named, edge.named_path, edge.stage)
        givers.setdefault(named, []).append(("source" not in edge.told_by, giver))
    for start in network.starts:
        names[start.path] = (start.name, start.path, start.stage)
    above: dict[str, str] = {}
    for key in sorted(givers):
        for _, giver in sorted(givers[key], key=lambda row: (row[0], names[row[1]][0].casefold(), row[1])):
            if not _is_above(key, giver, above):
                above[key] = giver
                break
    depths = _depths(above)
    above = {key: giver for key, giver in above.items() if depths[key] % DEEPEST}
    below: dict[str, list[str]] = {}
    for key, giver in above.items():
        below.setdefault(giver, []).append(key)
    build = _Builder(names, below, {key: [giver for _, giver in rows if giver != above.get(key)] for key, rows in givers.items()}, met)
    words = {start.path: start.source for start in network.starts if start.source}
    grouped: dict[str, list[Node]] = {}
    made = []
    for key in names:
        if key not in above:
            node = build.node(key)
            if key in words:
                grouped.setdefault(words[key].casefold(), []).append(node)
            else:
                made.append(node)
    for key, nodes in grouped.items():
        shown = next(words[node.key] for node in nodes)
        made.append(Node(f"!{key}", shown, "", person=False, stage=None, met=False, below=_ordered(nodes)))
    return _ordered(made)


def _is_above(key: str, giver: str, above: Mapping[str, str]) -> bool:
    """Whether `giver` stands below `key` already, so that the tie would close a circle."""
    at: str | None = giver
    while at is not None:
        if at == key:
            return True
        at = above.get(at)
    return False


def _depths(above: Mapping[str, str]) -> dict[str, int]:
    """How many stand above each."""
    found: dict[str, int] = {}
    for key in above:
        way = [key]
        while way[-1] in above and way[-1] not in found:
            way.append(above[way[-1]])
        depth = found.get(way[-1], 0)
        for at, one in enumerate(reversed(way)):
            found[one] = depth + at
    return found


def _ordered(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(sorted(nodes, key=lambda node: (-node.size, not node.met, node.name.casefold(), node.key)))


@dataclass(frozen=True)
class _Builder:
    names: Mapping[str, tuple[str, str, Stage | None]]
    below: Mapping[str, list[str]]
    others: Mapping[str, list[str]]
    met: frozenset[str]

    def node(self, key: str) -> Node:
        name, path, stage = self.names[key]
        also = tuple(sorted({self.names[giver][0] for giver in self.others.get(key, ())}))
        below = _ordered(self.node(one) for one in self.below.get(key, ()))
        return Node(key, name, path, person=True, stage=stage, met=path in self.met or stage in _MET, below=below, also=also)
