"""Templates of messages: fields, conditions, gaps; nothing runs, nothing is expanded twice, nothing grows without end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.app.substitute import DEPTH, LONGEST, Filled, TemplateFaultError, fields_of, guarded, substitute


def fill(template: str, **values: str) -> Filled:
    return substitute(template, "t.md", values, lambda name: f"no {name}")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Dear {{name}},", "Dear Ada,"),
        ("Dear {{ name }},", "Dear Ada,"),
        ("{{#if name}}Dear {{name}}{{/if}}.", "Dear Ada."),
        ("{{#if role}}as {{role}}{{/if}}.", "."),
        ("{{#if role}}as {{role}}{{else}}at work{{/if}}.", "at work."),
        ("{{#if name}}yes{{else}}no{{/if}}.", "yes."),
        ("{{#if name}}{{#if role}}a{{else}}b{{/if}}{{else}}c{{/if}}", "b"),
        ("{{#if role}}{{#if name}}a{{else}}b{{/if}}{{else}}c{{/if}}", "c"),
        ("{{role}}", "[no role]"),
        ("{{ not a field }} {name} {{}} {{#if}}", "{{ not a field }} {name} {{}} {{#if}}"),
        ("{{cycler.__init__}} {% for x in y %} <% 1 %> ${name} `name`", "{{cycler.__init__}} {% for x in y %} <% 1 %> ${name} `name`"),
    ],
)
def test_what_a_template_says(template: str, text: str) -> None:
    assert fill(template, name="Ada").text == text


def test_gaps_say_what_and_where() -> None:
    filled = fill("Dear {{name}}, as {{role}} {{#if city}}in {{city}}{{/if}}", name="Ada")
    assert [(gap.name, filled.text[gap.start : gap.end]) for gap in filled.gaps] == [("role", "[no role]")]
    assert filled.left_out == ("city",)
    assert fields_of("{{#if a}}{{b:YYYY}}{{else}}{{a}}{{/if}}{{ c }}{{#if}}") == {"a", "b", "c"}
    assert guarded("{{#if a}}{{b}}{{#if c}}{{/if}}{{/if}}{{#if a}}{{/if}}") == ("a", "c")


def test_a_format_of_ones_own() -> None:
    def shaped(name: str, pattern: str) -> str | None:
        return f"{name} in {pattern}" if name == "date" else None

    filled = substitute("{{date:YYYY}} {{name:YYYY}} {{time:YYYY}}", "t.md", {"date": "x", "name": "Ada"}, lambda name: name, shaped)
    assert filled.text == "date in YYYY Ada [time]"


@pytest.mark.parametrize(
    ("template", "place"),
    [("a\n{{#if x}}b", "t.md:2:1"), ("a {{/if}}", "t.md:1:3"), ("{{else}}", "t.md:1:1"), ("{{#if x}}{{else}}{{/if}}{{/if}}", "t.md:1:25")],
)
def test_a_condition_that_does_not_fit_is_told_with_its_place(template: str, place: str) -> None:
    with pytest.raises(TemplateFaultError, match=f"^{re.escape(place)}: "):
        fill(template)


def test_depth_and_size_are_bounded() -> None:
    assert fill("{{#if x}}" * DEPTH + "{{/if}}" * DEPTH).text == ""
    with pytest.raises(TemplateFaultError, match="deep"):
        fill("{{#if x}}" * (DEPTH + 1) + "{{/if}}" * (DEPTH + 1))
    with pytest.raises(TemplateFaultError, match="longer than a message"):
        fill("{{name}}" * 20_000, name="x" * 1_000)
    assert len(fill("x" * LONGEST).text) == LONGEST


hostile = st.text(max_size=30) | st.sampled_from(
    ["{{name}}", "{{#if name}}", "{{/if}}", "{{else}}", "}}", "{{", "{{role}}\n{{name}}", "$(id)", "<% x %>"]
)


@given(hostile, hostile)
def test_a_value_is_text_whatever_it_looks_like(name: str, role: str) -> None:
    filled = fill("<{{name}}|{{#if role}}{{role}}{{/if}}>", name=name, role=role)
    assert filled.text == f"<{name or '[no name]'}|{role}>"


pieces = st.lists(
    st.sampled_from(["{{name}}", "{{role}}", "{{#if name}}", "{{#if role}}", "{{else}}", "{{/if}}", "text ", "\n", "{{"]), max_size=25
).map("".join)


@given(pieces)
def test_every_template_is_filled_or_told_what_is_wrong(template: str) -> None:
    try:
        filled = fill(template, name="Ada")
    except TemplateFaultError:
        with pytest.raises(TemplateFaultError, match=r"^t\.md:\d+:\d+: "):
            fill(template)
        return
    assert "{{name}}" not in filled.text
    assert len(filled.text) <= len(template) * 2
    for gap in filled.gaps:
        assert filled.text[gap.start : gap.end] == "[no role]"
