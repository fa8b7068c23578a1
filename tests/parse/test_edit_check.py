"""Edits fit the one text they were made for, and a second look finds what they would do elsewhere."""

from __future__ import annotations

import pytest

from notes_kit.model.finding import Edit
from notes_kit.model.text import Place, Source
from notes_kit.parse.edit import EditRefusedError, EditUnsafeError, OverlapError, apply_edits, revise, verify

CONTACT = "contacts/Ada.md"


def note(text: str, path: str = CONTACT) -> Source:
    return Source(path, text)


def at(line: int, column: int, end: int, text: str, path: str = CONTACT) -> Edit:
    return Edit(path, Place(line, column, line, end), text)


def test_edits_to_one_text_do_not_disturb_each_other() -> None:
    source = note("one two\nthree")
    edits = [at(2, 1, 6, "3"), at(1, 5, 8, "2"), at(1, 1, 1, "<"), at(1, 1, 1, "-"), at(1, 8, 8, ">")]
    assert apply_edits(source, edits) == "<-one 2>\n3"
    with pytest.raises(OverlapError):
        apply_edits(source, [at(1, 1, 4, "x"), at(1, 3, 5, "y")])
    with pytest.raises(OverlapError):
        apply_edits(source, [at(1, 1, 4, "x"), at(1, 2, 2, "y")])


@pytest.mark.parametrize("edit", [at(3, 1, 1, "x"), at(1, 1, 99, "x"), at(1, 1, 1, "x", "other.md"), Edit(CONTACT, Place(2, 1, 1, 1), "x")])
def test_an_edit_for_another_text_is_refused(edit: Edit) -> None:
    with pytest.raises(EditRefusedError, match="does not fit"):
        apply_edits(note("one two\nthree"), [edit])


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("---\na: 1\nb: 2\n---\n", at(2, 4, 5, "1 #"), None),
        ("---\na: 1\nb: 2\n---\n", at(2, 4, 5, '"'), "another"),
        ("---\na: 1\nb: 2\n---\n", at(2, 5, 5, "\nb: 3"), "fault (duplicate-key)"),
        ("---\na: 1\nb: 2\n---\nbody\n", at(2, 5, 5, "\n---"), "also change `b`"),
        ("---\na: 1\n---\nbody\n", at(2, 5, 5, "\n---"), "between front matter and body"),
        ("---\na: 1\n---\n- [ ] x\n- y\n", at(4, 1, 1, "```\n"), "other lines"),
        ("---\na: 1\n---\n- [ ] x\n- y\n", at(4, 7, 8, "z"), None),
        ("a\r\n\n\n\nb", at(3, 1, 1, "x"), None),
        ("a\n\nb", at(2, 1, 1, "x"), "other lines"),
        ("a\rxb\nc", Edit(CONTACT, Place(2, 1, 2, 3), ""), "mixes line endings"),
    ],
)
def test_the_second_look_finds_what_an_edit_would_do_elsewhere(text: str, edit: Edit, words: str | None) -> None:
    source = note(text, "notes/plain.md" if words == "another" else CONTACT)
    edit = Edit(source.path, edit.place, edit.text)
    after = revise(source, [edit])
    if words is None:
        verify(source, after, [edit])
        return
    with pytest.raises(EditUnsafeError) as caught:
        verify(source, after, [edit])
    assert words == "another" or words in str(caught.value)


def test_the_second_look_wants_the_very_text_and_the_very_values() -> None:
    source = note("---\na: 1\nb: 2\n---\n")
    edit = at(2, 4, 5, "3")
    after = revise(source, [edit])
    verify(source, after, [edit], {"a": ("3",)})
    with pytest.raises(EditUnsafeError, match="not the old one"):
        verify(source, note(after.text + " "), [edit])
    with pytest.raises(EditUnsafeError, match="not the old one"):
        verify(source, Source(CONTACT, after.text, bom=True), [edit])
    for changes in ({"a": ("4",)}, {"a": None}, {"a": ("3",), "c": ("x",)}):
        with pytest.raises(EditUnsafeError, match="not read as intended"):
            verify(source, after, [edit], changes)
    with pytest.raises(EditUnsafeError, match="also change `a`"):
        verify(source, after, [edit], {"b": ("2",)})


def test_what_yaml_alone_tells_apart_is_not_changed_either() -> None:
    source = note("---\nb: [x]\na: 1\n---\n")
    edit = Edit(CONTACT, Place(2, 4, 2, 7), "x")
    with pytest.raises(EditUnsafeError, match="how YAML reads"):
        verify(source, revise(source, [edit]), [edit], {"a": ("1",)})
