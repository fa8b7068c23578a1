"""An existing vault of people: what is understood, what is guessed, and that neither way of adopting changes what the notes say."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from notes_kit.app.adopt import into_notes, into_settings, look, read_mapping, write
from notes_kit.app.adopt_guess import meaning_of
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.session import Session
from notes_kit.app.undo import undo
from notes_kit.model.settings import Settings
from notes_kit.parse.note_type import table_for

NOW = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)
NOBODY = read_mapping([], [])
TABLE = table_for("contact", Settings())


def person(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "Words.", ""])


@pytest.mark.parametrize(
    ("key", "values", "meaning"),
    [
        ("Work Mail", ["a@b.example"], "email"),
        ("currentEmployer", ["Northwind"], "organization"),
        ("Company (now)", ["Northwind", "Fathomline"], "organization"),
        ("LinkedInProfile", ["https://linkedin.com/in/ada"], "linkedin"),
        ("linkedin handle", ["ada"], ""),
        ("handy", ["+44 7700 900123", "020 7946 0000"], "phone"),
        ("handy", ["+44 7700 900123"], ""),
        ("contactable", ["a@b.example", "c@d.example"], "email"),
        ("li", ["https://www.linkedin.com/in/ada", "linkedin.com/in/ben"], "linkedin"),
        ("organization joined", ["2020-01-01", "2021-02-02"], ""),
        ("is employer", ["true", "false"], ""),
        ("birth day", ["1980-03-14"], "birthday"),
        ("last contact date", ["2026-01-01"], "last_contact"),
        ("last contact date", ["soon"], ""),
        ("created", ["2026-01-01"], ""),
        ("status", ["active"], ""),
        ("energy", ["high", "low"], ""),
        ("role or company", ["x"], ""),
        ("follow up every", ["30d"], ""),
        ("Company", [], ""),
    ],
)
def test_what_a_property_may_be(key: str, values: list[str], meaning: str) -> None:
    assert meaning_of(key, values, TABLE) == meaning


FOREIGN = {
    "People/Ingrid Solheim.md": person("type: person", "Company: Nordlys", "Work Mail: i@nordlys.example", "energy: high", "created: 2024-01-01"),
    "People/Tendai Moyo.md": person("type: person", "Work Mail: [t@salt.example, t@home.example]", "job role: Nurse", "role: Lead"),
    **{f"Netzwerk/{name}.md": person("firma: Halden", f'handy: "+44 7700 90012{at}"') for at, name in enumerate(["Ana", "Bo", "Cem"])},
    **{f"Leads/{name}.md": person("type: Lead", "company: Kestrel") for name in ("Dag", "Eli", "Fay")},
    **{f"Gespräche/{name}.md": person("type: Gespräch", "people: [Ada]", "date: 2026-05-01") for name in ("a", "b", "c")},
    **{f"Books/{name}.md": person("type: book", "author: Ada", "published: 2020") for name in ("a", "b", "c")},
    "Meetings/Sync.md": person("type: meeting", "people: [Ada]", "date: 2026-05-01"),
    "Home.md": "# Home\n",
}


def test_what_is_seen_in_a_vault(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, FOREIGN)
    seen = look(session, NOBODY)
    assert {sort.type: sort.notes for sort in seen.sorts} == {"contact": 2, "meeting": 1, "": 13}
    assert {(one.key, one.meaning) for one in seen.guessed} == {("Work Mail", "email"), ("handy", "phone")}
    assert [(one.name, one.type) for one in seen.found] == [("Netzwerk", "contact"), ("type: Gespräch", "meeting"), ("type: Lead", "contact")]
    assert {one.key for one in seen.unknown} == {"energy", "created", "job role"}, "`job role` stands beside a role"
    assert seen.added == {
        "synonyms": {"phone": ["handy"], "email": ["Work Mail"]}, "types": {"meeting": ["Gespräch"], "contact": ["Lead"]}, "folders": {"contact": ["Netzwerk"]},
    }  # fmt: skip


def facts(session: Session) -> dict[str, tuple[object, ...]]:
    """What the vault says of people and talks, whatever the properties are called."""
    vault = session.vault(points=True)
    return {
        note.path: (note.type, note.meeting, sorted((field.name, tuple(value.raw for value in field.values)) for field in note.fields if field.values and field.name != "type"))
        for note in vault.notes.values()
        if note.type and note.path != "notes-kit.yaml"
    }  # fmt: skip


def test_settings_or_notes_amount_to_the_same(tmp_path: Path) -> None:
    one, _ = opened(tmp_path / "one", FOREIGN)
    other, _ = opened(tmp_path / "other", FOREIGN)
    seen, changes = into_settings(one, look(one, NOBODY))
    assert write(one, changes, now=NOW, notes=False, dry_run=False).paths == ("notes-kit.yaml",) == seen.changed
    assert {path: (tmp_path / "one" / path).read_text(encoding="utf-8") for path in FOREIGN} == FOREIGN, "no note changes"
    done, changes = into_notes(other, look(other, NOBODY))
    assert done.refused == ()
    write(other, changes, now=NOW, notes=True, dry_run=False)
    mapped, renamed = facts(Session(one.root, TODAY)), facts(Session(other.root, TODAY))
    assert {path: found for path, found in mapped.items() if not found[1]} == {path: found for path, found in renamed.items() if not found[1]}
    assert sum(found[0] == "contact" for found in mapped.values()) == 8
    for session in (one, other):
        again = Session(session.root, TODAY)
        found = look(again, NOBODY)
        assert not (into_settings(again, found)[1] if session is one else [item for item in found.found if item.type == "contact"])
        undo(again, now=NOW)
        assert {path: (Path(session.root) / path).read_text(encoding="utf-8") for path in FOREIGN} == FOREIGN


def test_what_the_person_says_goes_before_what_is_guessed(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, FOREIGN)
    seen = look(session, read_mapping(["energy=relationship", "handy="], ["Lead=", "book=organization"]))
    assert seen.added["synonyms"] == {"email": ["Work Mail"], "relationship": ["energy"]}
    assert seen.added["types"] == {"organization": ["book"], "meeting": ["Gespräch"]}
    for keys, types, said in (
        (["shoes=role"], [], "no note .* has a property shoes"), ([], ["shoes=contact"], "no note says `type: shoes`"), (["energy=size"], [], "there is no property size"),
        (["energy"], [], "say it as NAME=PROPERTY"), ([], ["Lead=customer"], "there is no type customer"),
    ):  # fmt: skip
        with pytest.raises(AskedWrongError, match=said):
            look(session, read_mapping(keys, types))


def test_notes_that_cannot_be_changed_are_told_and_left(tmp_path: Path) -> None:
    broken = person("type: person", "company: a", "organization: b", "Work Mail: a@b.example")
    session, _ = opened(tmp_path, {"People/Ada.md": broken, "People/Ben.md": person("type: person", "company: a", "Work Mail: b@b.example")})
    seen, changes = into_notes(session, look(session, NOBODY))
    assert [path for path, _ in seen.refused] == ["People/Ada.md"]
    assert "make them one by hand" in seen.refused[0][1]
    assert [change.path for change in changes] == ["People/Ben.md"]


def test_settings_that_are_not_ours_to_change(tmp_path: Path) -> None:
    for name, text, said in (("a", "synonyms: # mine\n  role: [x]\n", "holds a comment"), ("b", b"synonyms: {role: [\xff]}\n", "not UTF-8")):
        session, _ = opened(tmp_path / name, {**FOREIGN, "notes-kit.yaml": text})
        seen, changes = into_settings(session, look(session, NOBODY))
        assert changes == []
        assert said in seen.refused[0][1]


LINES = st.sampled_from([
    "company: Northwind", "Org: '[[Northwind]]'", "Work Mail: a@b.example", "Job Title: x # c", "role: y", "phone number: '1234567'", "met_via: [[Ben]]",
    "last-contact: 2026-01-02", "cadence_days: 30", "tags: [a, b]", "energy: 15:30", "kind: person", "aliases:\n  - Ada\n  - Okafor", "E-Mail:", "2024: x", "website: a",
])  # fmt: skip


@hypothesis_settings(max_examples=25)
@given(st.lists(st.lists(LINES, max_size=6, unique=True), min_size=1, max_size=3))
def test_renaming_changes_no_fact_and_no_other_byte(tmp_path_factory: pytest.TempPathFactory, people: list[list[str]]) -> None:
    texts = {f"People/P{at}.md": person("type: person", *(line for line in lines if not line.startswith("kind"))) for at, lines in enumerate(people)}
    root = tmp_path_factory.mktemp("vault")
    session, _ = opened(root, texts)
    found = look(session, NOBODY)
    before = facts(session)
    seen, changes = into_notes(session, found)
    write(session, changes, now=NOW, notes=True, dry_run=False)
    after = facts(Session(str(root), TODAY))
    guessed = {one.key: one.meaning for one in found.guessed}
    for path, (kind, meeting, fields) in before.items():
        assert isinstance(fields, list)
        now = after[path][2]
        assert after[path][:2] == (kind, meeting)
        assert now == sorted((guessed.get(name, name) if path in seen.changed else name, values) for name, values in fields)
    for path, text in texts.items():
        lines, now_lines = text.splitlines(), (root / path).read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(now_lines)
        assert all(one.partition(":")[2] == other.partition(":")[2] or one.startswith("type") for one, other in zip(lines, now_lines, strict=True))
