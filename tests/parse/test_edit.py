"""A change of one property touches the bytes of its value and no other byte; what is not certain is refused."""

from __future__ import annotations

import pytest

from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit import (
    EditRefusedError,
    add_to_property,
    apply_edits,
    encode,
    open_note,
    remove_from_property,
    remove_property,
    revise,
    set_property,
)
from notes_kit.parse.note import read_source
from notes_kit.parse.records import contact_of

CONTACT = "contacts/Ada.md"


def note(text: str, path: str = CONTACT) -> Source:
    return Source(path, text)


def properties(lines: str, body: str = "# Ada\n\ntext  \n---\nmore") -> str:
    return f"---\nname: Ada # her name\n{lines}tags: [a,b,  c]\n---\n{body}"


def test_a_note_is_opened_and_given_back_byte_for_byte() -> None:
    for data in (b"", b"\xef\xbb\xbf---\r\na: 1\r\n---\r\n", b"x\ry\nz\r\n", "é🙂\u2028".encode()):
        assert encode(open_note(CONTACT, data)) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"caf\xe9", "not UTF-8"),
        ("a".encode("utf-16"), "UTF-16"),
        (b"a\0b", "NUL"),
        (b"x\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n", "unfinished merge"),
        (b"x\r\n<<<<<<<\r\na\r\n", "unfinished merge"),
    ],
)
def test_what_no_writer_should_touch_is_not_opened(data: bytes, words: str) -> None:
    with pytest.raises(EditRefusedError, match=words) as caught:
        open_note(CONTACT, data)
    assert str(caught.value).startswith(CONTACT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("role: old\n", "role: New\n"),
        ("role:    old  # why\n", "role:    New  # why\n"),
        ('role: "old"\n', "role: New\n"),
        ("role: [old]\n", "role: [New]\n"),
        ("role:\n  - old # c\n", "role:\n  - New # c\n"),
        ("role:\n-   old\n", "role:\n-   New\n"),
        ("role:\n  old\n", "role:\n  New\n"),
        ("role:\n", "role: New\n"),
        ("role: \n", "role: New\n"),
        ("role:   \n", "role: New  \n"),
        ("role:\t\n", "role: New\t\n"),
        ("role:   # not yet\n", "role: New   # not yet\n"),
        ("role: ~ # not yet\n", "role: New # not yet\n"),
        ('role: ""\n', "role: New\n"),
        ("role: []\n", "role: New\n"),
        ("role:\n  -\n", "role:\n  - New\n"),
        ("role: {{role}}\n", "role: New\n"),
        ("role: [[Old]]\n", "role: New\n"),
        ('"role": old\n', '"role": New\n'),
        ("role : old\n", "role : New\n"),
        ("job_title: old\n", "job_title: New\n"),
        ("Job Title: old\n", "Job Title: New\n"),
        ("role:\nposition: old\n", "role:\nposition: New\n"),
        ("role: old\nposition: older\n", "role: New\nposition: older\n"),
        ("position: older\nrole: old\n", "position: older\nrole: New\n"),
        ("broken: [[A]], [[B]]\nrole: old\n", "broken: [[A]], [[B]]\nrole: New\n"),
    ],
)
def test_setting_writes_over_the_value_alone(before: str, after: str) -> None:
    source = note(properties(before))
    edits = set_property(source, "role", "New")
    assert apply_edits(source, edits) == properties(after)
    changed = revise(source, edits)
    assert set_property(changed, "role", "New") == ()
    assert contact_of(read_source(changed, [], Settings())).role == "New"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n  "])
def test_an_absent_property_comes_last_in_the_notes_own_line_ending(newline: str, end: str) -> None:
    before = "---\nname: Ada\n# a remark\n---\nbody" + end
    after = "---\nname: Ada\n# a remark\nreplied: 2026-02-21\n---\nbody" + end
    source = note(before.replace("\n", newline))
    assert apply_edits(source, set_property(source, "replied", "2026-02-21")) == after.replace("\n", newline)


@pytest.mark.parametrize("body", ["", "text", "\r\n# Ada\r\n", "a --- b\n---\n", "\ufeffx", "---\n\nA rule, and no property.\n"])
def test_a_note_without_front_matter_gets_one(body: str) -> None:
    source = note(body)
    made = "---\nreplied: 2026-02-21\n---\n".replace("\n", source.newline)
    assert apply_edits(source, set_property(source, "replied", "2026-02-21")) == made + body


def test_a_byte_order_mark_stays_in_front() -> None:
    data = b"\xef\xbb\xbf# Ada\n"
    source = open_note(CONTACT, data)
    assert encode(revise(source, set_property(source, "role", "x"))) == b"\xef\xbb\xbf---\nrole: x\n---\n# Ada\n"


def test_emptying_takes_the_value_and_the_blank_before_it() -> None:
    for before, after in {
        "role: old\n": "role:\n", 'role:  "old" # c\n': "role: # c\n", "role: [old]\n": "role: []\n", "role:\n  - old\n": "role:\n", "role:\n": "role:\n",
        "role:  # c\n  old\n": "role:  # c\n  \n", "role: ~\n": "role: ~\n",
    }.items():  # fmt: skip
        source = note(properties(before))
        assert apply_edits(source, set_property(source, "role", "")) == properties(after)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("role: a\nrole: b\n", "more than once (lines 3 and 4)"),
        ("role: |\n  a\n  b\n", "block of several lines"),
        ("role: >-\n  a\n", "block of several lines"),
        ("role: a\n  b\n", "value of several lines"),
        ('role: "a\n  b"\n', "value of several lines"),
        ("role:\n  a: b\n", "further properties"),
        ("role: {a: b}\n", "further properties"),
        ("role: [[a], b]\n", "inside its list"),
        ("role:\n  - a: b\n", "inside its list"),
        ("role:\n  - - a\n", "inside its list"),
        ("role: &x a\nother: *x\n", "anchor"),
        ("other: &x a\nrole: *x\n", "anchor"),
        ("role: !!str a\n", "tag"),
        ("role: [[A]], [[B]]\n", "cannot be read as YAML"),
        ("role: 'a\n", "cannot be read as YAML"),
        ("role: [a, b]\n", "holds 2 values"),
        ("role:\n  - a\n  - b\n", "holds 2 values"),
        ("? role\n: a\n", "name: value"),
    ],
)
def test_what_a_property_cannot_take_is_refused_with_its_line(lines: str, words: str) -> None:
    source = note(properties(lines))
    with pytest.raises(EditRefusedError) as caught:
        set_property(source, "role", "New")
    assert words in str(caught.value)
    assert caught.value.line >= 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\nrole: a\n", "never closed"),
        ("---\n- role\n---\n", "not a list of"),
        ("---\nrole\n---\n", "not a list of"),
        ("---\n{role: a}\n---\n", "name: value"),
        ("---\n{\n---\n", "name: value"),
        ("---\n{\n  role: a\n}\n---\n", "name: value"),
        ("---\nrole: a\n=======\nrole: b\n>>>>>>> theirs\n---\n", "unfinished merge"),
        ("---\nrole: " + "[" * 40 + "]" * 40 + "\n---\n", "nested"),
        ("a\0", "NUL"),
        ("\ud800", "UTF-8"),
    ],
)
def test_front_matter_that_is_not_certain_is_refused(text: str, words: str) -> None:
    for call in (set_property, add_to_property):
        with pytest.raises(EditRefusedError, match=words):
            call(note(text), "other", "New")


@pytest.mark.parametrize(
    ("key", "value"), [("role", "a\nb"), ("role", "a\r"), ("a\nb", "x"), ("role", "\0"), ("role", "\udc80"), ("", "x"), (" ", "x")]
)
def test_what_is_no_line_of_text_is_refused(key: str, value: str) -> None:
    with pytest.raises(EditRefusedError):
        set_property(note("---\nname: x\n---\n"), key, value)


NEW = "2026-02-19 linkedin"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("outreach:\n  - 2026-02-10 email\n", f"outreach:\n  - 2026-02-10 email\n  - {NEW}\n"),
        ("outreach:\n- 2026-02-10 email # c\n", f"outreach:\n- 2026-02-10 email # c\n- {NEW}\n"),
        ("outreach:\n    -   a\n\n    -   b\n", f"outreach:\n    -   a\n\n    -   b\n    -   {NEW}\n"),
        ('outreach:\n  - "a"\n  - "b"\n', f'outreach:\n  - "a"\n  - "b"\n  - "{NEW}"\n'),
        ("outreach:\n  - 'a'\n", f"outreach:\n  - 'a'\n  - '{NEW}'\n"),
        ("outreach:\n  - \"a\"\n  - 'b'\n", f"outreach:\n  - \"a\"\n  - 'b'\n  - {NEW}\n"),
        ("outreach:\n  - [[A]]\n", f"outreach:\n  - [[A]]\n  - {NEW}\n"),
        ("outreach:\n  - \n", f"outreach:\n  - {NEW}\n"),
        ("outreach:\n  - a\n  -\n", f"outreach:\n  - a\n  - {NEW}\n"),
        ("outreach:\n  - # c\n", f"outreach:\n  - {NEW} # c\n"),
        ("outreach: [a, b]\n", f"outreach: [a, b, {NEW}]\n"),
        ("outreach: [a,b] # c\n", f"outreach: [a,b,{NEW}] # c\n"),
        ("outreach: [ a ]\n", f"outreach: [ a, {NEW} ]\n"),
        ("outreach: ['a']\n", f"outreach: ['a', '{NEW}']\n"),
        ("outreach: [a, ]\n", f"outreach: [a, {NEW}, ]\n"),
        ("outreach: []\n", f"outreach: [{NEW}]\n"),
        ("outreach: [ ]\n", f"outreach: [{NEW}]\n"),
        ("outreach: [\n  a,\n  b # c\n  ]\n", f"outreach: [\n  a,\n  b, {NEW} # c\n  ]\n"),
        ("outreach: [ # c\n  ]\n", f"outreach: [{NEW} # c\n  ]\n"),
        ("outreach: a\n", f"outreach:\n  - a\n  - {NEW}\n"),
        ('outreach: "a" # c\n', f'outreach:\n  - "a" # c\n  - "{NEW}"\n'),
        ("outreach: [[A]]\n", f"outreach:\n  - [[A]]\n  - {NEW}\n"),
        ("outreach: # c\n  a\n", f"outreach: # c\n  - a\n  - {NEW}\n"),
        ("outreach:\n", f"outreach:\n  - {NEW}\n"),
        ("outreach: # none yet\n", f"outreach: # none yet\n  - {NEW}\n"),
        ("outreach: ~ # none yet\n", f"outreach: # none yet\n  - {NEW}\n"),
        ('outreach: ""\n', f"outreach:\n  - {NEW}\n"),
        ("contacted:\n  - a\n", f"contacted:\n  - a\n  - {NEW}\n"),
    ],
)
def test_adding_keeps_the_lists_own_style(before: str, after: str) -> None:
    source = note(properties(before))
    edits = add_to_property(source, "outreach", NEW)
    assert apply_edits(source, edits) == properties(after)
    changed = revise(source, edits)
    assert add_to_property(changed, "outreach", NEW) == (), "what is there is not added again"
    field = read_source(changed, [], Settings()).get("outreach")
    assert field is not None
    assert field.values[-1].raw == NEW


def test_a_list_that_is_not_there_is_begun_as_the_notes_other_lists_are() -> None:
    source = note("---\naliases:\n- A\n---\n")
    assert apply_edits(source, add_to_property(source, "outreach", NEW)) == f"---\naliases:\n- A\noutreach:\n- {NEW}\n---\n"
    for body in ("", "text"):
        source = note(body)
        assert apply_edits(source, add_to_property(source, "outreach", NEW)) == f"---\noutreach:\n  - {NEW}\n---\n{body}"


def test_nothing_is_added_to_what_yaml_takes_for_a_comment() -> None:
    source = note("---\ntags: #alumni\n---\n")
    for call in (add_to_property, remove_from_property):
        with pytest.raises(EditRefusedError, match="comment"):
            call(source, "tags", "alumni" if call is remove_from_property else "new")
    with pytest.raises(EditRefusedError, match="nothing to add"):
        add_to_property(source, "tags", "  ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: x\n", ""),
        ("tags:\n  - x # c\n\n  - y\n", ""),
        ("tags:\n  - x\n  # about what follows\n", "  # about what follows\n"),
        ("tags: [\n  x,\n  y\n  ]\n", ""),
        ("tags:\n", ""),
        ("other: x\n", "other: x\n"),
    ],
)
def test_removing_a_property_takes_its_lines(before: str, after: str) -> None:
    source = note(f"---\nname: Ada\n{before}role: x\n---\n")
    assert apply_edits(source, remove_property(source, "tags")) == f"---\nname: Ada\n{after}role: x\n---\n"


def test_a_property_under_two_spellings_is_not_removed_by_halves() -> None:
    with pytest.raises(EditRefusedError, match="`organization` and `company` mean the same"):
        remove_property(note("---\ncompany: a\norganization: b\n---\n"), "organization")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases:\n  - x\n  - y\n  - x\n", "aliases:\n  - y\n"),
        ("aliases:\n  - x\n", "aliases:\n"),
        ("aliases: [x, y, z]\n", "aliases: [y, z]\n"),
        ("aliases: [y, x, z]\n", "aliases: [y, z]\n"),
        ("aliases: [y,x]\n", "aliases: [y]\n"),
        ("aliases: [x, y, x, x]\n", "aliases: [y]\n"),
        ("aliases: [x, x, y]\n", "aliases: [y]\n"),
        ("aliases: [\n  x,\n  y,\n  x\n  ]\n", "aliases: [\n  y\n  ]\n"),
        ("aliases: [x,\n  y]\n", "aliases: [\n  y]\n"),
        ("aliases: ['x', ]\n", "aliases: []\n"),
        ("aliases: x # c\n", "aliases: # c\n"),
        ("aliases: [y]\n", "aliases: [y]\n"),
        ("aliases: y\nalias: [x, z]\n", "aliases: y\nalias: [z]\n"),
    ],
)
def test_removing_one_value_leaves_the_others_as_they_are(before: str, after: str) -> None:
    source = note(properties(before))
    assert apply_edits(source, remove_from_property(source, "aliases", "x")) == properties(after)


def test_a_comment_inside_brackets_is_not_deleted() -> None:
    for text in ("aliases: [\n  y, # why\n  x\n  ]\n", "aliases: [\n  x # why\n  ]\n"):
        with pytest.raises(EditRefusedError, match="comment inside its brackets"):
            remove_from_property(note(properties(text)), "aliases", "x")


def test_a_property_of_the_body_is_changed_where_it_stands() -> None:
    text = "# Ada\n**Role**:: Engineer\noutreach:: 2026-02-10 email\n\ntext\n"
    source = note(text)
    assert apply_edits(source, set_property(source, "role", "Staff: engineer")) == text.replace("Engineer", "Staff: engineer")
    grown = apply_edits(source, add_to_property(source, "outreach", NEW))
    assert grown == text.replace("email\n", f"email\noutreach:: {NEW}\n")
    assert add_to_property(note(grown), "outreach", NEW) == ()
    assert set_property(source, "role", "Engineer") == ()
    for call in (
        lambda: remove_property(source, "role"),
        lambda: set_property(source, "role", ""),
        lambda: remove_from_property(source, "role", "Engineer"),
    ):
        with pytest.raises(EditRefusedError, match=r"stands in the body as `Role:: …` \(line 2\)"):
            call()
    assert remove_from_property(source, "role", "other") == ()


def test_a_vaults_own_synonym_is_the_one_that_is_written_to() -> None:
    settings = Settings(synonyms={"organization": ("arbeitgeber",)})
    source = note("---\nArbeitgeber: Südwind\n---\n")
    assert apply_edits(source, set_property(source, "organization", "[[Northwind]]", settings)) == '---\nArbeitgeber: "[[Northwind]]"\n---\n'
    assert apply_edits(source, set_property(source, "organization", "x")).endswith("Südwind\norganization: x\n---\n")


def test_a_flag_is_written_as_a_flag_and_words_as_words() -> None:
    source = note("---\nconfidential: no\nrole: a\n---\n")
    assert apply_edits(source, set_property(source, "confidential", "true")) == "---\nconfidential: true\nrole: a\n---\n"
    assert apply_edits(source, set_property(source, "role", "true")) == '---\nconfidential: no\nrole: "true"\n---\n'


def test_a_key_is_quoted_where_yaml_needs_it() -> None:
    for key, written in {"my key": "my key", "yes": '"yes"', "a: b": '"a: b"', "#x": '"#x"'}.items():
        source = note("")
        assert apply_edits(source, set_property(source, key, "v")) == f"---\n{written}: v\n---\n"


def test_a_meeting_of_another_vault_keeps_its_own_words() -> None:
    source = note('---\ntype: meeting\nattendees: ["[[Ada]]"]\n---\n', "meetings/x.md")
    assert apply_edits(source, add_to_property(source, "contact", "[[Ben]]")) == '---\ntype: meeting\nattendees: ["[[Ada]]", "[[Ben]]"]\n---\n'
