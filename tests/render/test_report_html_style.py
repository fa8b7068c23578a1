"""The page's colours can be told apart in both schemes (WCAG 2.2: 4.5 to 1 for words, 3 to 1 for what a drawing says)."""

from __future__ import annotations

import re

import pytest

from notes_kit.render.report_html_style import DARK, LIGHT, style

WORDS = ("ink", "soft", "link", "for", "against", "both", "unmarked", "late")
DRAWN = ("edge", "for", "against", "both", "unmarked", "link", "ink", "late")
both_schemes = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid over a ground, as `color-mix` does for the cells of the matrix."""
    parts = [round(share * int(colour[at : at + 2], 16) + (1 - share) * int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02x}" for part in parts)


@both_schemes
def test_words_can_be_read_on_both_grounds(scheme: dict[str, str]) -> None:
    low = {(name, ground): contrast(scheme[name], scheme[ground]) for name in WORDS for ground in ("paper", "wash")}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5} == {}


@both_schemes
def test_signs_can_be_read_in_their_cells(scheme: dict[str, str]) -> None:
    low = {name: contrast(scheme[name], mixed(scheme[name], scheme["paper"], 0.1)) for name in ("for", "against", "both")}
    low |= {f"number {name}": contrast(scheme["soft"], mixed(scheme[name], scheme["paper"], 0.1)) for name in ("for", "against", "both")}
    assert {name: round(ratio, 2) for name, ratio in low.items() if ratio < 4.5} == {}
    assert max(map(int, re.findall(r"var\(--(?:for|against|both)\) (\d+)%", style()))) <= 10, "the cells are no darker than tested"


@both_schemes
def test_what_a_drawing_says_stands_out(scheme: dict[str, str]) -> None:
    low = {name: contrast(scheme[name], scheme["paper"]) for name in DRAWN}
    low |= {f"sign on {name}": contrast(scheme["paper"], scheme[name]) for name in ("for", "against", "both")}
    low["bar on its track"] = contrast(scheme["link"], scheme["wash"])
    assert {name: round(ratio, 2) for name, ratio in low.items() if ratio < 3} == {}


def test_both_schemes_name_the_same_colours_and_no_other_is_used() -> None:
    assert LIGHT.keys() == DARK.keys()
    text = style()
    used = set(re.findall(r"var\(--([\w-]+)\)", text))
    assert used == {*LIGHT, "reading", "figures"}
    assert "url(" not in text
    assert "@import" not in text


def test_braces_close() -> None:
    text = style()
    assert text.count("{") == text.count("}")
    assert "{{" not in text
