"""The schema is one table: what JSON Schema, Obsidian and the reference say is what the reader does."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from notes_kit.model.schema import SCHEMA, properties_of, squash
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.render import reference

ROOT = Path(__file__).resolve().parent.parent.parent


def test_json_schema_is_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(reference.json_schema())
    for note_type in SCHEMA:
        jsonschema.Draft202012Validator.check_schema(reference.json_schema(note_type))


def test_every_example_note_is_valid() -> None:
    validator = jsonschema.Draft202012Validator(reference.json_schema())
    checked = 0
    for path in (ROOT / "vault-template").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("---\n") and "templates" not in path.parts:
            matter = json.loads(json.dumps(yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)))  # noqa: S506 - text only
            typed = {key: None if value == "" else int(value) if key == "duration" else value for key, value in matter.items()}
            typed = {key: value == "true" if key == "confidential" else value for key, value in typed.items()}
            validator.validate(typed)
            checked += 1
    assert checked > 40


@pytest.mark.parametrize(("key", "value"), [("channel", "pigeon"), ("replied", "yesterday"), ("outreach", "email")])
def test_what_the_reader_refuses_is_not_valid(key: str, value: str) -> None:
    faults = read_note("contacts/x.md", f"---\ntype: contact\n{key}: {value}\n---\n".encode(), Settings()).faults
    assert faults
    assert not jsonschema.Draft202012Validator(reference.json_schema("contact")).is_valid({"type": "contact", key: value})


@pytest.mark.parametrize("note_type", SCHEMA)
def test_the_reader_takes_every_example_of_the_schema(note_type: str) -> None:
    for prop in properties_of(note_type):
        if prop.example and prop.name != "type":
            text = f"---\ntype: {note_type}\n{prop.name}: {prop.example}\n---\n"
            note = read_note("x.md", text.encode(), Settings())
            field = note.get(prop.name)
            assert field is not None, prop.name
            assert field.values, prop.name
            assert note.faults == (), prop.name


@pytest.mark.parametrize("note_type", SCHEMA)
def test_no_spelling_means_two_properties(note_type: str) -> None:
    seen: dict[str, str] = {}
    for prop in properties_of(note_type):
        for spelling in {squash(prop.name), *map(squash, prop.synonyms)}:
            assert seen.setdefault(spelling, prop.name) == prop.name, spelling


def test_obsidians_types_in_the_template_are_the_schemas() -> None:
    shipped = json.loads((ROOT / "vault-template/.obsidian/types.json").read_text(encoding="utf-8"))
    assert shipped == reference.obsidian_types(), "`notes-kit schema --format obsidian` prints what belongs in vault-template/.obsidian/types.json"


def test_the_reference_names_every_property_once_a_type() -> None:
    text = reference.vault_format()
    for note_type, own in SCHEMA.items():
        part = text.split(f"#### `type: {note_type}`")[1].split("####")[0]
        for prop in own:
            assert part.count(f"| `{prop.name}` |") == 1, prop.name


def test_the_table_of_rules_is_complete() -> None:
    from notes_kit.rules import RULES

    rows = reference.rules_table().splitlines()[2:]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == [rule.code for rule in RULES]


def test_the_shipped_settings_are_the_defaults() -> None:
    from notes_kit.parse.settings import read_settings
    from notes_kit.rules import RULES

    read, faults = read_settings((ROOT / "vault-template/notes-kit.yaml").read_text(encoding="utf-8"))
    assert faults == []
    plain = Settings()
    for name in ("folders", "templates", "exclude", "max_note_size", "keep_in_touch", "ignore", "queries", "synonyms", "headings"):
        assert getattr(read, name) == getattr(plain, name), name
    defaults = {rule.name: rule.default for rule in RULES}
    for name, threshold in read.rules.items():
        assert threshold.due in (None, defaults[name].due), name
        assert threshold.late == defaults[name].late, name
