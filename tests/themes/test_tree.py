"""Who led to whom as trees: everybody once, whatever circles and doubles the notes hold."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, report, talk, template_vault

from notes_kit.themes.build import build_report
from notes_kit.themes.report import Edge, Network, Start
from notes_kit.themes.tree import DEEPEST, Node, trees


def drawn(node: Node) -> str:
    """A tree on one line."""
    name = node.name if node.person else f"“{node.name}”"
    also = f"+{','.join(node.also)}" if node.also else ""
    below = f"({' '.join(drawn(child) for child in node.below)})" if node.below else ""
    return f"{name}{'*' if node.met else ''}{also}{below}"


def drawings(files: Files, met: Iterable[str] = ()) -> list[str]:
    return [drawn(tree) for tree in trees(report(files).network, frozenset(f"contacts/{name}.md" for name in met))]


def test_sources_in_words_head_the_trees_and_the_largest_comes_first() -> None:
    files = merged(
        contact("Ada", source="alumni base"), contact("Ben", source='"[[Ada]]"'), contact("Cleo", source="Alumni base"), contact("Dora"),
        contact("Ezra", source='"[[Ben]]"'),
        talk("Cleo", "2026-02-02", "- Late", referrals="[Fritz Unknown]"),
    )  # fmt: skip
    assert drawings(files, ["Ada", "Cleo"]) == ["“alumni base”(Ada*(Ben(Ezra)) Cleo*(Fritz Unknown))", "Dora"]


def test_of_two_who_led_to_somebody_the_named_source_goes_first() -> None:
    files = merged(
        contact("Ada"), contact("Ben"), contact("Zoe", source='"[[Ben]]"'),
        talk("Ada", "2026-02-02", "- Late", referrals="[Zoe]"), talk("Ben", "2026-02-03", "- Late"),
    )  # fmt: skip
    assert drawings(files) == ["Ben*(Zoe+Ada)", "Ada*"]


def test_a_circle_is_cut_where_it_would_close() -> None:
    files = merged(contact("Ada", source='"[[Ben]]"'), contact("Ben", source='"[[Cleo]]"'), contact("Cleo", source='"[[Ada]]"'))
    (tree,) = drawings(files)
    assert sorted(tree.replace("(", " ").replace(")", " ").replace("+", " ").replace(",", " ").split()) == ["Ada", "Ada", "Ben", "Cleo"]


def test_the_example_is_drawn_as_it_went() -> None:
    found = build_report(template_vault(), TODAY)
    first = trees(found.network, frozenset(voice.path for voice in found.people))[0]
    assert first.name == "worked two desks away from me"
    assert first.size == 10
    assert drawn(first).startswith(
        "“worked two desks away from me”(Gareth Pugh*(Niamh O'Dwyer*(Megumi Watanabe*(Tomáš Dvořák*(Tendai Moyo Wei-Ling Chua"
    )


NAMES = st.sampled_from("abcdefg")


@given(st.lists(st.tuples(NAMES, NAMES, st.booleans()).filter(lambda row: row[0] != row[1]), max_size=14, unique_by=lambda row: row[:2]))
def test_everybody_stands_once_in_any_web(ties: list[tuple[str, str, bool]]) -> None:
    edges = tuple(Edge(a, f"{a}.md", b, f"{b}.md", ("source",) if source else ("referral",), "x.md", 1, None) for a, b, source in ties)
    alone = tuple(Start(name, f"{name}.md", "words", "lead") for name in "gf" if name not in {b for _, b, _ in ties})  # type: ignore[arg-type]
    found = trees(Network(edges, (), alone), frozenset())
    seen: list[str] = []

    def visit(node: Node, above: str) -> None:
        if node.person:
            seen.append(node.name)
            assert all((giver, node.name) in {(a, b) for a, b, _ in ties} for giver in ([above] if above else []) + list(node.also))
            led = {a for a, b, _ in ties if b == node.name}
            assert led == {giver for giver in (above, *node.also) if giver}
        for child in node.below:
            visit(child, node.name if node.person else "")

    for tree in found:
        visit(tree, "")
    assert sorted(seen) == sorted({name for a, b, _ in ties for name in (a, b)} | {start.name for start in alone})
    assert trees(Network(tuple(reversed(edges)), (), alone), frozenset()) == found


def test_a_chain_without_end_is_told_in_pieces() -> None:
    edges = tuple(Edge(f"{at:05}", f"{at:05}.md", f"{at + 1:05}", f"{at + 1:05}.md", ("source",), "x.md", 1, None) for at in range(3_000))
    found = trees(Network(edges, ()), frozenset())
    assert sum(tree.size for tree in found) == 3_001
    assert max(tree.size for tree in found) == DEEPEST
