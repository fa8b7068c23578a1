"""On disk: an import lands whole, a second one writes nothing, one `undo` takes it back byte for byte, and what it says is true."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from app.opened import TODAY, opened

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.import_notes import carry_out, plan, read_file
from notes_kit.app.importing import Wish
from notes_kit.app.lint import lint
from notes_kit.app.session import Session
from notes_kit.app.undo import past, undo
from notes_kit.io.writer import ExternallyChangedError, WriteError
from notes_kit.model.card import FIELDS
from notes_kit.render.imported import Imported

NOW = datetime(2026, 5, 18, 12, 0, tzinfo=UTC)
EXPORTS = Path(__file__).resolve().parents[1] / "parse" / "exports"
EVERY = [
    ("linkedin", "linkedin-2025.csv"), ("linkedin", "linkedin-2019.csv"), ("linkedin", "linkedin-2018.csv"), ("linkedin", "linkedin-2015-outlook.csv"),
    ("csv", "google-2025.csv"), ("csv", "google-2014.csv"), ("csv", "outlook-2010.csv"), ("csv", "outlook-com-2024.csv"),
    ("vcard", "apple.vcf"), ("vcard", "android.vcf"), ("vcard", "outlook-2.1.vcf"), ("vcard", "nextcloud-4.0.vcf"),
]  # fmt: skip
ALL = Wish(take=tuple(name for name in FIELDS if name != "name"))


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() + str(path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file() and ".notes-kit" not in path.parts
    }


def take(root: Path, kind: str, name: str, wish: Wish = ALL) -> tuple[Imported, list[str]]:
    session, said = opened(root)
    file, read = read_file(kind, str(EXPORTS / name))
    planned = plan(session, file, read, wish)
    return (carry_out(session, planned, now=NOW) if planned.writes else planned), said


def test_every_export_into_one_vault_and_all_of_it_back(vault_template: Path) -> None:
    states = [tree(vault_template)]
    before = {item.identity for item in lint(Session(str(vault_template), TODAY)).findings}
    for kind, name in EVERY:
        done, _ = take(vault_template, kind, name)
        assert done.refused == ()
        now = tree(vault_template)
        again, _ = take(vault_template, kind, name)
        assert again.writes == 0, f"{name} changes something the second time"
        assert tree(vault_template) == now
        if done.writes:
            states.append(now)
    found = lint(Session(str(vault_template), TODAY)).findings
    new = [(item.rule, item.path) for item in found if item.identity not in before]
    assert new == [("duplicate-person", "contacts/Wei Zhang.md")], "an import owes nothing; two of one name without a profile are asked about"
    session = Session(str(vault_template), TODAY)
    assert len(past(session)) == len(states) - 1
    for state in reversed(states[:-1]):
        undo(session, now=NOW)
        assert {path: digest[:64] for path, digest in tree(vault_template).items()} == {path: digest[:64] for path, digest in state.items()}


def test_one_woman_from_six_programs_has_one_note(tmp_path: Path) -> None:
    (tmp_path / "notes-kit.yaml").touch()
    for name in ("linkedin-2025.csv", "google-2025.csv", "outlook-com-2024.csv", "apple.vcf", "nextcloud-4.0.vcf", "google-2014.csv"):
        kind = "vcard" if name.endswith(".vcf") else "linkedin" if name.startswith("linkedin") else "csv"
        take(tmp_path, kind, name)
    text = (tmp_path / "contacts" / "Adaeze Nwosu.md").read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "contacts").iterdir() if "Nwosu" in path.name] == ["Adaeze Nwosu.md"]
    for line in ("source: LinkedIn", "birthday: 1984-07-30", "salutation: Dr.", "linkedin_connected: 2024-03-12", "  - adaeze@nwosu.example"):
        assert f"\n{line}\n" in text


def test_a_note_saved_between_the_look_and_the_write_stops_all_of_it(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {"notes-kit.yaml": "", "contacts/Adaeze Nwosu.md": "---\nrole:\n---\n"})
    file, read = read_file("linkedin", str(EXPORTS / "linkedin-2019.csv"))
    planned = plan(session, file, read, Wish())
    assert (len(planned.begun), len(planned.filled)) == (3, 1)
    (tmp_path / "contacts" / "Wei Zhang.md").write_bytes(b"mine\n")
    with pytest.raises(WriteError, match=r"contacts/Wei Zhang\.md is there already"):
        carry_out(session, planned, now=NOW)
    (tmp_path / "contacts" / "Wei Zhang.md").unlink()
    before = tree(tmp_path)
    from notes_kit.app import import_notes

    real = import_notes.write_notes

    def late(*given: object, **more: object) -> object:
        (tmp_path / "contacts" / "Adaeze Nwosu.md").write_bytes(b"---\nrole: saved meanwhile\n---\n")
        return real(*given, **more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_notes, "write_notes", late)
        with pytest.raises(ExternallyChangedError):
            carry_out(session, planned, now=NOW)
    assert set(tree(tmp_path)) == set(before)
    assert (tmp_path / "contacts" / "Adaeze Nwosu.md").read_bytes() == b"---\nrole: saved meanwhile\n---\n"


def test_what_the_template_states_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "Contact.md").write_text("---\nmet: {{date}}\n---\n- [ ] write\n<% tp.file.title %>\n", encoding="utf-8")
    (tmp_path / "notes-kit.yaml").touch()
    _, said = take(tmp_path, "linkedin", "linkedin-fr.csv")
    assert len(said) == 3
    assert said[0].startswith("the template's met is left out of the new notes")
    assert "tasks are left out" in said[1]
    assert "placeholder" in said[2]


def test_what_is_none_of_that_kind_is_told_with_its_name() -> None:
    with pytest.raises(AskedWrongError, match=r"apple\.vcf: no list of LinkedIn's connections"):
        read_file("linkedin", str(EXPORTS / "apple.vcf"))
    with pytest.raises(AskedWrongError, match=r"google-2025\.csv: no vCard is in it"):
        read_file("vcard", str(EXPORTS / "google-2025.csv"))
    with pytest.raises(AskedWrongError, match=r"apple\.vcf: it is not JSON"):
        read_file("json", str(EXPORTS / "apple.vcf"))
