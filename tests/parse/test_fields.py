"""Raw properties to the schema's: names, values one by one, and what is wrong with them."""

from __future__ import annotations

import pytest

from notes_kit.model.note import Note
from notes_kit.model.schema import SCHEMA, Kind, properties_of, squash
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.note import read_note


def read(matter: str, path: str = "contacts/Ada Okafor.md", **settings: object) -> Note:
    return read_note(path, f"---\n{matter}\n---\n".encode(), Settings(**settings))  # type: ignore[arg-type]


def values(note: Note, name: str) -> list[str]:
    field = note.get(name)
    return [value.raw for value in field.values] if field else []


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("tags: [a, '#b', c/d]", "tags", ["a", "#b", "c/d"]), ("tags: a, b", "tags", ["a", "b"]), ('tags: "#a #b"', "tags", ["#a", "#b"]), ("tags: a b", "tags", ["a b"]),
        ("tags: |\n  - a\n  - b c\n", "tags", ["a", "b c"]),
        ("email: a@x.example, b@x.example", "email", ["a@x.example", "b@x.example"]), ("aliases: Ada, O", "aliases", ["Ada, O"]),
        ("phone: [1, 2]", "phone", ["1", "2"]), ("outreach: |\n  2026-02-10 email\n\n  - 2026-02-19 phone\n", "outreach", ["2026-02-10 email", "2026-02-19 phone"]),
        ("role: '  '", "role", []), ("role:", "role", []), ("organization: Acme, Inc.", "organization", ["Acme, Inc."]),
    ],
)  # fmt: skip
def test_values_one_by_one(line: str, name: str, expected: list[str]) -> None:
    assert values(read(line), name) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('contact: "[[Ada]] and [[Ben]]"', ["[[Ada]]", "[[Ben]]"]),
        ("contact: Ada, Ben", ["Ada", "Ben"]),
        ("contact: Ada", ["Ada"]),
        ("contact: ['[[Ada]]', Ben]", ["[[Ada]]", "Ben"]),
    ],
)
def test_people_one_by_one(line: str, expected: list[str]) -> None:
    assert values(read(line, "interviews/x.md"), "contact") == expected


def test_every_part_of_a_value_has_its_own_place() -> None:
    text = "---\ntags: a, b\nemail: a@x.example, b@x.example\n---\n"
    source = Source("x.md", text)
    note = read_note("contacts/x.md", text.encode(), Settings())
    found = [source.text[slice(*source.span(value.place))] for field in note.fields for value in field.values]
    assert found == ["a", "b", "a@x.example", "b@x.example"]


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ("replied: 2026-02-30", "impossible-date", "no 2026-02-30 in the calendar"), ("replied: soon", "wrong-type", "is not a date"), ("replied: 05/06/2026", "wrong-type", "write the one you mean"),
        ("outreach: [2026-02-30 email]", "impossible-date", "no 2026-02-30"), ("outreach: [email]", "wrong-type", "is not a date"), ("keep_in_touch: often", "wrong-type", "is not an interval"),
        ("confidential: perhaps", "wrong-type", "neither true nor false"), ("seniority: senor", "unknown-value", "did you mean senior?"), ("channel: pigeon", "unknown-value", "it is one of"),
        ("role: x\nrole: y", "duplicate-key", "stands twice, with x (line 2) and y"), ("role: '{{role}}'", "template-placeholder", "{{role}}"), ("role: <% x %>", "template-placeholder", "<% x %>"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(line: str, rule: str, words: str) -> None:
    faults = read(line).faults
    assert [fault.rule for fault in faults] == [rule]
    assert words in faults[0].message
    assert faults[0].place.line > 1


@pytest.mark.parametrize(
    "line",
    [
        "replied: no", "replied: never", "replied: true", "replied:", "linkedin_connected: yes", "outreach: true", "channel: mail", "seniority: Senior", "met: 2026-01-20 15:00",
        "keep_in_touch: never", "title: Ada Okafor", "type: person", "type: whatever", "birthday: 1.1.1980 or so", "tags:", "Role: x\nrole: y", "unknown: 2026-02-30",
    ],
)  # fmt: skip
def test_what_is_fine_is_not(line: str) -> None:
    assert read(line).faults == ()


def test_a_fix_for_a_slip_of_the_pen() -> None:
    (fault,) = read("seniority: senor").faults
    assert fault.fix is not None
    assert fault.fix.edits[0].text == "senior"
    assert not fault.fix.safe


def test_a_title_is_a_role_unless_it_repeats_the_files_name() -> None:
    assert values(read("title: Lead engineer"), "role") == ["Lead engineer"]
    assert values(read("title: ada okafor"), "role") == []


def test_unknown_properties_are_kept_under_their_own_name() -> None:
    note = read("shoe size: 38\nmeta:\n  role: x")
    assert [(field.key, field.name, field.known) for field in note.fields] == [
        ("shoe size", "shoe size", False), ("meta", "meta", False), ("meta.role", "meta.role", False),
    ]  # fmt: skip


@pytest.mark.parametrize("note_type", SCHEMA)
def test_every_property_is_read_under_its_own_name_and_each_synonym(note_type: str) -> None:
    own = {squash(prop.name) for prop in properties_of(note_type)}
    taken: set[str] = set(own)
    for prop in properties_of(note_type):
        for spelling in (prop.name, *(word for word in prop.synonyms if squash(word) not in own)):
            if spelling != prop.name and squash(spelling) in taken:
                continue
            taken.add(squash(spelling))
            if prop.name == "type":
                continue
            for key in (spelling, spelling.upper(), spelling.replace("_", " "), spelling.replace("_", "-")):
                shown = "sources: 1 note\n" if note_type == "report" and prop.name != "sources" else ""  # other vaults have reports of other kinds
                note = read_note("x.md", f"---\ntype: {note_type}\n{shown}'{key}': yy\n---\n".encode(), Settings())
                assert [field.name for field in note.fields if field.key == key] == [prop.name], key


def test_every_example_of_the_schema_is_read_without_a_fault() -> None:
    for note_type in SCHEMA:
        for prop in properties_of(note_type):
            if prop.name == "type" or not prop.example:
                continue
            typed = f"\n  {prop.example}" if prop.example.startswith("- ") else f" {prop.example}"
            note = read_note("x.md", f"---\ntype: {note_type}\n{prop.name}:{typed}\n---\n".encode(), Settings())
            assert note.faults == (), prop.name
            assert values(note, prop.name), prop.name


def test_what_can_be_wrong_is_checked() -> None:
    for prop in properties_of("contact") + properties_of("interview"):
        if prop.kind in (Kind.DATE, Kind.MOMENT, Kind.EVENT, Kind.INTERVAL, Kind.MINUTES, Kind.FLAG):
            kind = "interview" if prop in properties_of("interview") and prop not in properties_of("contact") else "contact"
            note = read_note("x.md", f"---\ntype: {kind}\n{prop.name}: qqq\n---\n".encode(), Settings())
            assert [fault.rule for fault in note.faults] == ["wrong-type"], prop.name


@pytest.mark.parametrize(
    ("path", "matter", "expected"),
    [
        ("contacts/x.md", "a: b", ("contact", "folder")), ("Contacts/deep/x.md", "a: b", ("contact", "folder")), ("interviews/x.md", "a: b", ("interview", "folder")),
        ("themes/x.md", "a: b", ("theme", "folder")), ("organizations/x.md", "a: b", ("organization", "folder")), ("x.md", "a: b", ("", "")),
        ("x.md", "type: contact", ("contact", "property")), ("x.md", "type: Interview", ("interview", "property")), ("x.md", "type: profile", ("profile", "property")),
        ("contacts/x.md", "type: interview", ("interview", "property")), ("contacts/x.md", "type: recipe", ("", "")), ("contacts/x.md", "type:", ("contact", "folder")),
        ("x.md", "type: [[Contact]]", ("contact", "property")), ("x.md", "type: [note, contact]", ("contact", "property")), ("contacts/x.md", "tags: [interview]", ("", "")),
        ("x.md", "tags: [interview]\ncontact: Ada", ("interview", "tag")), ("a/contacts/x.md", "email: x", ("contact", "folder")), ("a/contacts/x.md", "a: b", ("", "")),
    ],
)  # fmt: skip
def test_what_a_note_is(path: str, matter: str, expected: tuple[str, str]) -> None:
    note = read(matter, path)
    assert (note.type, note.typed_by) == expected


def test_a_vaults_own_folders_decide() -> None:
    assert read("a: b", "Leute/x.md", folders={"contact": ("Leute",)}).type == "contact"
    assert read("a: b", "a/b/x.md", folders={"interview": ("a",), "contact": ("a/b",)}).type == "contact"


def test_a_foreign_word_is_believed_for_what_stands_in_the_body() -> None:
    text = "---\ntype: person\n---\n# Ada\n\n- **Email:** ada@a.example\n"
    assert read_note("x.md", text.encode(), Settings()).type == "contact"
    assert read_note("x.md", text.replace("Email", "Born").encode(), Settings()).type == ""


@pytest.mark.parametrize(
    ("line", "themes", "points"),
    [
        ("- **Topics:** pay, hours", ["pay", "hours"], []),
        ("- **Topics:** #pay and also #hours", ["pay", "and", "also", "hours"], []),
        ("- **Topics:** the pay and what it buys\n  - it buys less", [], ["**Topics:** the pay and what it buys"]),
    ],
)
def test_a_sentence_behind_a_label_is_said_and_names_no_theme(line: str, themes: list[str], points: list[str]) -> None:
    note = read_note("interviews/x.md", f'---\ntype: interview\ncontact: "[[Ada]]"\n---\n{line}\n'.encode(), Settings())
    assert [value.removeprefix("#") for value in values(note, "themes")] == themes
    assert [point.text for point in note.points] == points
