"""The door of the room: bytes in, a note out, whatever the bytes."""

from __future__ import annotations

import hashlib

import pytest

from notes_kit.model.settings import Settings
from notes_kit.model.text import Place
from notes_kit.parse.note import decode, read_note, read_source

TALK = "---\ntype: interview\ncontact: '[[Ada|A]]'\n---\n# Talk\n- a [[Ben]] #x\n"


def test_a_note_knows_its_bytes() -> None:
    data = b"\xef\xbb\xbf" + TALK.encode()
    note = read_note("a/b.c.md", data, Settings())
    assert (note.path, note.stem, note.hash, note.size) == ("a/b.c.md", "b.c", hashlib.sha256(data).hexdigest(), len(data))
    assert (note.type, note.typed_by, note.told) == ("interview", "property", True)
    assert [link.target for link in note.links] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("data", "text", "bom", "place"),
    [
        (b"a", "a", False, None), (b"\xef\xbb\xbfa", "a", True, None), (b"", "", False, None), (b"\xef\xbb\xbf", "", True, None), ("é🚀".encode(), "é🚀", False, None),
        (b"ab\ncaf\xe9 x", "ab\ncaf\ufffd x", False, Place(2, 4, 2, 5)), (b"\xef\xbb\xbfab\r\xe9", "ab\r\ufffd", True, Place(2, 1, 2, 2)),
        ("é\r\n🚀".encode() + b"\xff", "é\r\n🚀\ufffd", False, Place(2, 2, 2, 3)), ("ab".encode("utf-16"), "ab", True, Place(1, 1, 1, 1)),
        (b"\xfe\xff\x00a", "a", True, Place(1, 1, 1, 1)), (b"\xff", "\ufffd", False, Place(1, 1, 1, 2)), (b"\xff\xfea", "\ufffd", True, Place(1, 1, 1, 1)),
    ],
)  # fmt: skip
def test_bytes_become_text_and_say_where_they_cannot(data: bytes, text: str, bom: bool, place: Place | None) -> None:
    source, faults = decode("x.md", data)
    assert (source.text, source.bom) == (text, bom)
    assert [(fault.rule, fault.place) for fault in faults] == ([("not-utf8", place)] if place else [])


def test_a_note_beyond_the_limit_keeps_its_properties() -> None:
    settings = Settings(max_note_size=len(TALK) - 1)
    note = read_note("x.md", TALK.encode(), settings)
    assert (note.type, note.points, note.headings) == ("interview", (), ())
    assert [fault.rule for fault in note.faults] == ["too-large"]
    assert read_note("x.md", TALK.encode(), Settings(max_note_size=len(TALK))).points


def test_a_decoded_text_is_read_as_its_bytes_are() -> None:
    data = TALK.encode()
    source, faults = decode("x.md", data)
    assert read_source(source, faults, Settings(), hashlib.sha256(data).hexdigest(), len(data)) == read_note("x.md", data, Settings())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", Place(2, 1, 2, 13)), ("<<<<<<<\r\na\r\n", Place(1, 1, 1, 8)), ("a\r<<<<<<< x\rb", Place(2, 1, 2, 10)),
        ("---\na: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n---\n", Place(3, 1, 3, 13)), ("- a\n  <<<<<<< HEAD\n", None), ("<<<<<<<< eight\n", None), ("a <<<<<<< b\n", None),
    ],
)  # fmt: skip
def test_an_unfinished_merge_is_told_once(text: str, place: Place | None) -> None:
    found = [fault.place for fault in read_note("x.md", text.encode(), Settings()).faults if fault.rule == "merge-conflict"]
    assert found == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("# {{title}}\n", 3), ("on {{date:YYYY-MM-DD}}\n", 4), ("<% tp.date.now() %>\n", 1), ("`{{title}}`\n", None), ("```\n{{title}}\n```\n", None),
        ("{{other}}\n", None), ("{{ title }}\n", None), ("a < b %>\n", None),
    ],
)  # fmt: skip
def test_a_placeholder_that_nobody_filled_in(text: str, column: int | None) -> None:
    found = [fault.place.column for fault in read_note("x.md", text.encode(), Settings()).faults if fault.rule == "template-placeholder"]
    assert found == ([column] if column else [])


def test_a_nul_is_told_with_its_place() -> None:
    assert [(fault.rule, fault.place) for fault in read_note("x.md", b"a\nb\0c", Settings()).faults] == [("control-character", Place(2, 2, 2, 3))]


def test_faults_stand_in_the_order_of_the_note() -> None:
    text = "---\nreplied: soon\nrole: @x\n---\n- [ ] x 📅 2026-02-30\n{{title}}\n"
    lines = [fault.place.line for fault in read_note("contacts/x.md", text.encode(), Settings()).faults]
    assert lines == sorted(lines)
    assert len(lines) == 4


@pytest.mark.parametrize("text", ["", "\n", "---\n", "---\n---\n", "---\n---", "\ufeff", "---\na", "- ", ">", "#", "```", "%%", "|", "[", "\\"])
def test_hardly_anything_is_a_note_as_well(text: str) -> None:
    for path in ("x.md", "contacts/x.md", "interviews/x.md", "", ".md", "x.MD", "a/"):
        note = read_note(path, text.encode(), Settings())
        assert note.path == path
