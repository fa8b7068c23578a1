"""Values are quoted exactly where some reader of YAML would otherwise read something else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from notes_kit.model.schema import Kind
from notes_kit.parse.edit_value import NUMBER, TYPED, is_plain, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0"), max_size=40)
NASTY = st.text(st.sampled_from("-?:,[]{}#&*!|>'\"%@` \tabx019.~=<é🙂\u0085\u2028\ufeff\x07\\_+eE"), max_size=12)


@pytest.mark.parametrize(
    "value",
    ["Ada Okafor", "2026-03-02", "2026-03-02T15:00", "2026-03-02 15:00:00", "2026-02-10 email", "30", "-3", "0", "90d", "none", "é🙂", "a, b", "it's",
     'the "x"', "C:\\x", "a#b", "a:b", "https://ada.example/x?y=1#z", "+351 21 000", "x - y", "...", "1.2.3", "12:30 o'clock", "a [[link]]", "yEs"],
)  # fmt: skip
def test_what_every_reader_takes_for_the_text_stays_plain(value: str) -> None:
    assert scalar(value) == value


@pytest.mark.parametrize(
    "value",
    ["", " a", "a ", "[[Ada]]", "[a]", "{a", "a: b", "a:", "a #b", "#a", "- a", "-a", "? a", ", a", "&a", "*a", "!a", "|", ">a", "%a", "@a", "`a`", "'a'",
     '"a"', "yes", "No", "ON", "off", "y", "N", "true", "False", "null", "~", "15:30", "1:30:00", "1.10", "007", "0x1F", "0o7", "0b1", "1_000", "1e3", ".5",
     "+5", ".inf", "-.INF", ".nan", "=", "<<", "2026-02-30", "2026-3-8", "2026-03-02 5:00:00", "2026-03-02T25:00:00", "1234567890123456", "a\tb", "\x07",
     "\u2028", "\x85", "\ufeff"],
)  # fmt: skip
def test_what_some_reader_would_misread_is_quoted(value: str) -> None:
    written = scalar(value)
    assert written != value
    assert written[0] in "\"'"
    assert yaml.safe_load(f"k: {written}") == {"k": value}


def test_quotes_are_those_that_need_no_escaping_or_those_asked_for() -> None:
    assert scalar("[[Ada]]") == '"[[Ada]]"'
    assert scalar('"x": y') == "'\"x\": y'"
    assert scalar("it's: y") == '"it\'s: y"'
    assert scalar("a\\b: c") == "'a\\b: c'"
    assert scalar('it\'s "x": y') == '"it\'s \\"x\\": y"'
    assert scalar("a", style="'") == "'a'"
    assert scalar("it's", style="'") == "'it''s'"
    assert scalar("a", style='"') == '"a"'
    assert scalar("a\tb", style="'") == '"a\\tb"'
    assert scalar("\x1b\u2028") == '"\\x1b\\u2028"'


def test_a_flag_is_no_word() -> None:
    assert scalar("true", kind=Kind.FLAG) == "true"
    assert scalar("yes", kind=Kind.FLAG) == '"yes"'


def test_inside_brackets_more_needs_quotes() -> None:
    for value in ("a, b", "a]", "{x", "what?", "a:b", "2026-03-02T15:00"):
        assert not is_plain(value, flow=True)
    assert is_plain("2026-03-02", flow=True)


def same(value: str, read: object) -> bool:
    """Whether a reader that types values has the text, or the number or day that it is."""
    if isinstance(read, datetime):
        return value[:10] == read.isoformat()[:10]
    if isinstance(read, date):
        return value == read.isoformat()
    return value == read or (isinstance(read, int) and not isinstance(read, bool) and value == str(read))


@given(st.one_of(TEXTS, NASTY), st.sampled_from(["", "'", '"']))
@example("2026-02-29", "")
@example("-0", "")
def test_every_text_comes_back_from_a_reader_of_yaml_1_1(value: str, style: str) -> None:
    for template, flow in (("k: {}\n", False), ("k:\n  - {} # c\n", False), ("k: [{0}, {0}]\n", True)):
        written = scalar(value, flow=flow, style=style)
        assert "\n" not in written
        typed, bare = (yaml.load(template.format(written), loader)["k"] for loader in (yaml.SafeLoader, yaml.BaseLoader))  # noqa: S506 - both make plain values
        assert all(same(value, item) for item in (typed if isinstance(typed, list) else [typed]))
        assert all(item == value for item in (bare if isinstance(bare, list) else [bare]))
        if not style and written == value:
            assert value not in TYPED
            assert not NUMBER.fullmatch(value) or value.lstrip("-").isdigit(), "YAML 1.2 would read a number"


@given(st.one_of(TEXTS, NASTY))
def test_no_text_is_quoted_without_need(value: str) -> None:
    if scalar(value) == value or not value.isprintable() or value in TYPED or NUMBER.fullmatch(value):
        return
    try:
        plain = yaml.safe_load(f"k: {value}\n")
    except (yaml.YAMLError, ValueError):
        return
    assert plain != {"k": value} or value[0] in "-?:,[]{}#&*!|>'\"%@`" or value[:4].isdigit()
