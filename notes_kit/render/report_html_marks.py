"""Small drawings that stand in a line of text: one square a person, bars, intervals, and strips of talks.

Lengths are shares of the room there is, so that a drawing fits a phone and a printed page alike and
its words keep their size. What a drawing says stands in words beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from notes_kit.render.report_html_markup import Html, el, joined
from notes_kit.themes.voices import Sides

SIDE, GAP, ACROSS = 13, 3, 10
"""A person's square, the gap between two, and how many stand in a row."""

MOST_SQUARES = 60
"""People up to whom everybody has a square; beyond, a bar shows the shares."""

MOST_COLUMNS = 60
"""Talks up to which each has a mark of its own on a strip."""

_KINDS = ("for", "against", "both", "unmarked", "silent")


def stands(sides: Sides, heard: int) -> Html:
    """Where people stand on a theme: a square each, those who did not speak of it empty."""
    counts = [len(sides.favour), len(sides.against), len(sides.both), len(sides.unmarked)]
    counts.append(max(heard - sum(counts), 0))
    if sum(counts) > MOST_SQUARES:
        return _shares(counts)
    kinds = [kind for kind, count in zip(_KINDS, counts, strict=True) for _ in range(count)]
    rows = -(-len(kinds) // ACROSS)
    step = SIDE + GAP
    squares = [el("use", href=f"#u-{kind}", x=number % ACROSS * step, y=number // ACROSS * step) for number, kind in enumerate(kinds)]
    wide, high = min(len(kinds), ACROSS) * step - GAP, rows * step - GAP
    return el("svg", *squares, width=max(wide, 1), height=max(high, 1), aria_hidden="true", class_="stands")


def symbols() -> Html:
    """The squares of `stands`, drawn once a page; each side has a sign, so that colour is not needed to tell them apart."""
    bar, post = el("path", d="M3.5 6.5h6", class_="sign-line"), el("path", d="M6.5 3.5v6", class_="sign-line")
    both = el("path", d="M6.5 2.5v5M4 5h5M4 9.8h5", class_="sign-line")
    drawn = {"for": (bar, post), "against": (bar,), "both": (both,), "unmarked": (), "silent": ()}
    made = []
    for kind, lines in drawn.items():
        room = (0.5, SIDE - 1) if kind == "silent" else (0, SIDE)
        made.append(el("symbol", el("rect", x=room[0], y=room[0], width=room[1], height=room[1], rx=1.5, class_=f"unit {kind}"), *lines, id=f"u-{kind}",
                       width=SIDE, height=SIDE))  # fmt: skip
    return el("svg", *made, width=0, height=0, aria_hidden="true", class_="symbols")


def bar(share: float, kind: str = "") -> Html:
    """A bar as long as a share of the room."""
    return el("svg", el("rect", width="100%", height="100%", class_="track"),
              el("rect", width=_per(share), height="100%", class_=f"fill {kind}".strip()), width="100%", height=14, aria_hidden="true", class_="bar")  # fmt: skip


def interval(share: float, low: float, high: float) -> Html:
    """A share as a dot, and what it may well be as a line, over the whole from nothing to all."""
    middle = "50%"
    marks = [el("line", x1=_per(at), x2=_per(at), y1=3, y2=15, class_="tick") for at in (0, 0.25, 0.5, 0.75, 1)]
    return el(
        "svg", *marks, el("line", x1="0%", x2="100%", y1=middle, y2=middle, class_="axis"),
        el("line", x1=_per(low), x2=_per(high), y1=middle, y2=middle, class_="likely"),
        el("circle", cx=_per(share), cy=middle, r=4.5, class_="dot"), width="100%", height=18, aria_hidden="true", class_="interval",
    )  # fmt: skip


def strip(talks: Iterable[int], of: int, *, high: int = 16) -> Html:
    """The talks in order, those given by number marked; with many talks, a column for several, as high as the share of them that is."""
    if of <= MOST_COLUMNS:
        wide = 100 / max(of, 1)
        inset = min(wide * 0.12, 0.6)
        marks = [el("rect", x=f"{(at - 1) * wide + inset:.2f}%", width=f"{wide - 2 * inset:.2f}%", height="100%", rx=1, class_="on") for at in talks]
    else:
        each = -(-of // MOST_COLUMNS)
        counts = Counter((at - 1) // each for at in talks)
        wide = 100 * each / of
        marks = [
            el("rect", x=f"{at * wide:.2f}%", width=f"{wide * 0.84:.2f}%", y=round(high * (1 - number / each), 1), height=round(high * number / each, 1), class_="on")
            for at, number in sorted(counts.items())
        ]  # fmt: skip
    return el("svg", el("rect", width="100%", height="100%", class_="track"), *marks, width="100%", height=high, aria_hidden="true", class_="strip")


def legend() -> Html:
    """What the squares mean, in words."""
    said = (
        ("for", "speaks for it"),
        ("against", "against it"),
        ("both", "both"),
        ("unmarked", "spoke of it, unmarked"),
        ("silent", "did not speak of it"),
    )
    items = [el("li", el("svg", el("use", href=f"#u-{kind}"), width=SIDE, height=SIDE, aria_hidden="true"), f" {words}") for kind, words in said]
    return el("ul", *items, class_="legend", aria_label="What the squares mean")


def _shares(counts: Sequence[int]) -> Html:
    whole, at, parts = sum(counts), 0.0, []
    for kind, count in zip(_KINDS, counts, strict=True):
        if count:
            parts.append(el("rect", x=_per(at / whole), width=_per(count / whole), height="100%", class_=f"unit {kind}"))
        at += count
    return el("svg", joined(parts), width="100%", height=14, aria_hidden="true", class_="stands")


def _per(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.2f}".rstrip("0").rstrip(".") + "%"
