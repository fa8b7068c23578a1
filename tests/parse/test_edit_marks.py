"""Theme tags, links and values spelled anew, and a tag put on a point: the bytes that say it, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.note import Field, Link
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit import EditRefusedError, revise
from notes_kit.parse.edit_marks import relinked, respelled_link, retagged, revalued
from notes_kit.parse.edit_point import tag_point
from notes_kit.parse.marks import private_lines, spots, spots_of
from notes_kit.parse.note import read_note, read_source

SETTINGS = Settings()


def source(text: str) -> Source:
    return Source("interviews/2026-03-01 Ada.md", text)


def tagged(body: str, new: str) -> str:
    """The body once every `#theme/a` has another name."""
    text = source(body)
    return revise(text, retagged(text, spots(text, SETTINGS), lambda name: new if name.lower() == "a" else None)).text


@pytest.mark.parametrize(
    ("before", "renamed", "gone"),
    [
        ("- x #theme/a\n", "- x #theme/b\n", "- x\n"),
        ("- x #theme/a/\n", "- x #theme/b/\n", "- x\n"),
        ("- #Theme/A: x\n", "- #Theme/b: x\n", "- x\n"),
        ("- the #theme/a is\n", "- the #theme/b is\n", "- the a is\n"),
        ("> x (+) #theme/a ^id\n", "> x (+) #theme/b ^id\n", "> x (+) ^id\n"),
        ("x #theme/a\nand on\n", "x #theme/b\nand on\n", "x a\nand on\n"),
        ("- x #theme/a\n> y\n", "- x #theme/b\n> y\n", "- x\n> y\n"),
        ("x #theme/a\n===\n", "x #theme/b\n===\n", "x\n===\n"),
        ("## #theme/a\n", "## #theme/b\n", "## a\n"),
        ("- #theme/a\n", "- #theme/b\n", "- \n"),
        ("| x #theme/a |\n|---|\n| y #theme/a |\n", "| x #theme/b |\n|---|\n| y #theme/b |\n", "| x |\n|---|\n| y |\n"),
        ("`#theme/a` ![[c#theme/a]] https://x.example/#theme/a\n", None, None),
        ("```\n#theme/a\n```\n    #theme/a\n", None, None),
        ("#theme/ab #theme/a-b #theme/x/a x#theme/a\n", None, None),
        ("%%\n- x #theme/a\n%%\n", "%%\n- x #theme/b\n%%\n", "%%\n- x\n%%\n"),
        ("<!-- #theme/a -->\n%% #theme/a", "<!-- #theme/b -->\n%% #theme/b", "<!-- a -->\n%%"),
        ("- x #theme/a\r\n- y\r", "- x #theme/b\r\n- y\r", "- x\r\n- y\r"),
    ],
)
def test_a_tag_gets_its_new_name_or_goes(before: str, renamed: str | None, gone: str | None) -> None:
    assert tagged(before, "b") == (renamed or before)
    assert tagged(before, "") == (gone if gone is not None else before)


def test_a_tag_that_would_stand_twice_goes() -> None:
    assert tagged("- x #theme/b #theme/a (+)\n- y #theme/a #theme/b\n", "b") == "- x #theme/b (+)\n- y #theme/b\n"
    assert tagged("- x #theme/c #theme/c\n", "b") == "- x #theme/c #theme/c\n", "what was twice before is none of our business"


@pytest.mark.parametrize(
    ("link", "other", "words"),
    [
        ("[[old]]", "[[new]]", "old"),
        ("[[ old |shown]]", "[[ new |shown]]", "shown"),
        ("![[old#Head]]", "![[new#Head]]", "old"),
        ("[[themes/old.md#^id|x]]", "[[new#^id|x]]", "x"),
        ("[[old\\|x]]", "[[new\\|x]]", "x"),
        ("[shown](old.md#Head)", "[shown](new#Head)", "shown"),
        ('[shown](<old.md> "title")', '[shown](<old.md> "title")', '[shown](<old.md> "title")'),
        ("[x](old%20one.md)", "[x](new)", "x"),
    ],
)
def test_a_link_keeps_all_but_its_target(link: str, other: str, words: str) -> None:
    heading = link.partition("#")[2].partition("|")[0].rstrip("])")
    assert respelled_link(link, "new", heading) == other
    assert respelled_link(link, "", "") == words
    assert respelled_link("[x](old%20one.md)", "a b", "") == "[x](a%20b)"


def test_links_of_a_body_are_led_elsewhere() -> None:
    text = source("[[old]] `[[old]]` %% [[old]] %%\n- [x](old.md)\n")

    def lead(link: Link) -> tuple[str, str] | None:
        return ("new", link.heading) if link.target.startswith("old") else None

    assert revise(text, relinked(text, spots(text, SETTINGS), lead)).text == "[[new]] `[[old]]` %% [[new]] %%\n- [x](new)\n"


def values(front: str, table: dict[str, str]) -> str:
    text = source(f"---\ntype: interview\n{front}\n---\nx\n")

    def respell(_: Field, raw: str) -> str | None:
        return table.get(raw)

    after, left = revalued(text, read_source(text, [], SETTINGS).fields, SETTINGS, respell)
    assert left == () or "nested" in front
    return after.text.removeprefix("---\ntype: interview\n").removesuffix("\n---\nx\n")


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("themes: a # why", "themes: b # why"),
        ("themes: [a, 'c', \"a\"]", "themes: [b, 'c', \"b\"]"),
        ("themes:\n  - c\n  - 'a' # why\ntags: [a]", "themes:\n  - c\n  - 'b' # why\ntags: [b]"),
        ("themes: [a, b]", "themes: [b]"),
        ("themes: [b, a, c]", "themes: [b, c]"),
        ("themes: [gone, a]", "themes: [b]"),
        ("themes: gone", "themes:"),
        ('own: "a"', 'own: "b"'),
        ("nested:\n  own: a", "nested:\n  own: a"),
    ],
)
def test_a_value_is_spelled_anew_where_it_stands(front: str, after: str) -> None:
    assert values(front, {"a": "b", "gone": ""}) == after


def test_a_property_that_counts_is_refused_where_no_care_is_enough() -> None:
    with pytest.raises(EditRefusedError, match="anchor"):
        values("themes: &x [a]", {"a": "b"})


def test_a_property_in_the_body_is_spelled_anew() -> None:
    text = source("---\ntype: interview\n---\nthemes:: a\n\n## Notes\n- x\n")
    fields = read_source(text, [], SETTINGS).fields
    assert revalued(text, fields, SETTINGS, lambda _, raw: "b" if raw == "a" else None)[0].text == text.text.replace(":: a", ":: b")
    with pytest.raises(EditRefusedError, match="stands in the body"):
        revalued(text, fields, SETTINGS, lambda _, raw: "" if raw == "a" else None)


PIECES = st.sampled_from(
    ["- one\n", "- two\n  and more\n", "  - nested\n", "> quoted\n", "1. three ^id\n", "| a | b |\n|---|---|\n| c | d |\n", "\n", "para\ngraph\n", "### Head #theme/x\n",
     "- [ ] task\n", "> [!note] Title\n", "> [!private]\n> hidden\n", "- %% hidden %% seen\n", "- said (+) #theme/b\n", "```\ncode\n```\n", "^alone\n", "- a `code\n", "- b\\\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9), st.sampled_from(["\n", "\r\n"]))
def test_a_tag_on_a_point_is_a_tag_on_that_point(pieces: list[str], newline: str) -> None:
    text = source("---\ntype: interview\n---\n## Notes\n" + "".join(pieces))
    text = source(text.text.replace("\n", newline))
    before = read_source(text, [], SETTINGS)
    for number, point in enumerate(before.points):
        try:
            after = revise(text, tag_point(text, SETTINGS, point.place.line, "b"))
        except EditRefusedError:
            continue
        found = read_source(after, [], SETTINGS)
        assert "b" in found.points[number].themes
        assert [one.text for one in found.points] == [one.text for one in before.points]
        assert all("b" in two.themes for one, two in zip(before.points, found.points, strict=True) if "b" in one.themes)
        others = [two for at, two in enumerate(found.points) if at != number and two.themes != before.points[at].themes]
        assert all(two.quote for two in others), "a quote below a bullet speaks of what the bullet speaks of"
        assert len(after.text) - len(text.text) in (0, len(" #theme/b"))


def test_a_tag_goes_behind_the_words_of_a_point() -> None:
    text = source("---\ntype: interview\n---\n- two\n  lines ^id\n  - why\n\n| a |\n|---|\n| b |\n")
    assert revise(text, tag_point(text, SETTINGS, 4, "x")).text == text.text.replace("lines ^id", "lines #theme/x ^id")
    assert revise(text, tag_point(text, SETTINGS, 10, "x")).text == text.text.replace("| b |", "| b #theme/x |")
    with pytest.raises(EditRefusedError, match="nothing that was said begins"):
        tag_point(text, SETTINGS, 2, "x")


def test_spots_are_the_same_from_a_note_that_was_read_already() -> None:
    text = source("---\ntype: interview\nown: '[[a]] #theme/a'\n---\n- x [[b]] #theme/b\n## c #theme/c\n")
    note = read_note(text.path, text.text.encode(), SETTINGS)
    assert spots_of(note, text) == spots(text, SETTINGS)
    assert [tag.name for tag in spots(text, SETTINGS).tags] == ["theme/b", "theme/c"]
    assert spots_of(note, source(text.text + "%% x %%")) is None
    assert spots_of(note, source(text.text + "more")) is None


def test_private_lines_are_those_that_nothing_may_show() -> None:
    text = source("a\n\nb %% c %% d\n## Private\ne\n## Notes\nf\n\n> [!Private]- g\n> h\ni\n\n- j\n%% k\nl\n")
    assert private_lines(text, SETTINGS, confidential=False) == {3, 4, 5, 9, 10, 11, 14, 15, 16}
    assert private_lines(text, SETTINGS, confidential=True) == set(range(1, 17))
