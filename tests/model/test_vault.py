"""Links lead where Obsidian's lead, and people are found with or without a note."""

from __future__ import annotations

import time
import unicodedata

import pytest

from notes_kit.model.people import Ref
from notes_kit.model.settings import Settings
from notes_kit.model.text import TOP
from notes_kit.model.vault import Vault
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault


def vault(files: dict[str, str]) -> Vault:
    return build_vault([read_note(path, text.encode(), Settings()) for path, text in files.items()], Settings())


VAULT = vault({
    "contacts/Ada Okafor.md": "---\naliases: [Ada, Dr. O]\n---\n",
    "contacts/old/Ada Okafor.md": "",
    "contacts/deep/er/Ben Li.md": "---\nname: Benjamin Li\n---\n",
    "contacts/Zoë Å.md": "",
    "interviews/2026/talk.md": "",
    "interviews/2026/Notes.md": "",
    "interviews/2026/sub/Deep.md": "",
    "interviews/Notes.md": "",
    "interviews/Deep.md": "",
    "Notes.md": "",
    "a/Twin.md": "",
    "b/Twin.md": "",
    "b/c/Twin.md": "",
    "Ada.md": "",
    "LOUD.MD": "",
})  # fmt: skip


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("contacts/Ada Okafor", "", "contacts/Ada Okafor.md"), ("/contacts/Ada Okafor", "x.md", "contacts/Ada Okafor.md"), ("contacts/Ada Okafor.md", "", "contacts/Ada Okafor.md"),
        ("CONTACTS/ada okafor.MD", "", "contacts/Ada Okafor.md"), ("../../contacts/Ada Okafor", "interviews/2026/talk.md", "contacts/Ada Okafor.md"),
        ("./Notes", "interviews/2026/talk.md", "interviews/2026/Notes.md"), ("sub/Deep", "interviews/2026/talk.md", "interviews/2026/sub/Deep.md"),
        ("old/Ada Okafor", "", "contacts/old/Ada Okafor.md"), ("er/ben li", "Ada.md", "contacts/deep/er/Ben Li.md"), ("Ben Li", "", "contacts/deep/er/Ben Li.md"),
        ("ben li", "interviews/2026/talk.md", "contacts/deep/er/Ben Li.md"), (" Ben Li ", "", "contacts/deep/er/Ben Li.md"), ("Ben Li.md", "", "contacts/deep/er/Ben Li.md"),
        ("Benjamin Li", "", "contacts/deep/er/Ben Li.md"), ("dr. o", "", "contacts/Ada Okafor.md"), ("Ada", "", "Ada.md"),
        (unicodedata.normalize("NFD", "zoë å"), "", "contacts/Zoë Å.md"), (unicodedata.normalize("NFC", "Zoë Å"), "", "contacts/Zoë Å.md"), ("loud", "", "LOUD.MD"),
        ("Notes", "", "Notes.md"), ("Notes", "interviews/2026/talk.md", "interviews/2026/Notes.md"), ("Notes", "interviews/Deep.md", "interviews/Notes.md"),
        ("Notes", "a/Twin.md", "Notes.md"), ("Deep", "interviews/2026/talk.md", "interviews/2026/sub/Deep.md"), ("Twin", "b/x.md", "b/Twin.md"), ("Twin", "b/c/x.md", "b/c/Twin.md"),
        ("Twin", "", "a/Twin.md"), ("Ada Okafor", "contacts/old/x.md", "contacts/old/Ada Okafor.md"), ("Ada Okafor", "interviews/2026/talk.md", "contacts/Ada Okafor.md"),
        ("", "Notes.md", "Notes.md"), ("Nobody", "", None), ("contacts/Nobody", "", None), ("", "", None), ("../../../etc/passwd", "a/Twin.md", None), ("okafor/Ada", "", None),
    ],
)  # fmt: skip
def test_a_link_leads_where_obsidians_leads(target: str, source: str, expected: str | None) -> None:
    note = VAULT.resolve(target, source)
    assert (note.path if note else None) == expected


def test_a_file_name_goes_before_an_alias_and_both_before_nothing() -> None:
    assert VAULT.targets("Ada") == ["Ada.md"]
    assert VAULT.targets("Dr. O") == ["contacts/Ada Okafor.md"]
    assert VAULT.targets("Dr. P") == []


def test_a_person_may_lack_a_note() -> None:
    known = VAULT.person(Ref("Ada", "Ada Okafor", TOP), "interviews/2026/talk.md")
    assert (known.key, known.name, known.contact is not None) == ("contacts/Ada Okafor.md", "Ada Okafor", True)
    for ref in (Ref("Chloe Marsh", "", TOP), Ref("Chloe", "people/Chloe Marsh", TOP), Ref("chloe  marsh", "", TOP)):
        assert VAULT.person(ref).key == "?chloe marsh"
        assert VAULT.person(ref).contact is None


def test_a_talk_belongs_to_each_person_once_in_the_order_of_days() -> None:
    talk = "---\ncontact: ['[[Ada]]', Ada, Ben]\ndate: {}\n---\n"
    one = vault({
        "contacts/Ada.md": "", "interviews/b.md": talk.format("2026-03-02"), "interviews/a.md": talk.format("2026-03-03"), "interviews/c.md": talk.format(""),
        "interviews/d.md": talk.format("2026-03-02T09:00"),
    })  # fmt: skip
    assert [found.path for found in one.interviews_of["contacts/Ada.md"]] == [
        "interviews/b.md",
        "interviews/d.md",
        "interviews/a.md",
        "interviews/c.md",
    ]
    assert len(one.interviews_of["?ben"]) == 4


def test_names_and_kinds() -> None:
    assert VAULT.display("contacts/deep/er/Ben Li.md") == "Benjamin Li"
    assert VAULT.display("interviews/2026/talk.md") == "talk"
    assert VAULT.display("gone.md") == "gone.md"
    assert [note.path for note in VAULT.of_type("interview")] == sorted(path for path in VAULT.notes if path.startswith("interviews/"))
    assert VAULT.contact_at("contacts/Ada Okafor.md") is not None
    assert VAULT.contact_at("Ada.md") is None


def test_ten_thousand_links_take_a_moment() -> None:
    files = {f"n/{number % 97}/Note {number}.md": "" for number in range(3_000)} | {f"n/{number}/Same.md": "" for number in range(300)}
    large = vault(files)
    begin = time.process_time()
    for number in range(10_000):
        large.targets(f"Note {number % 4_000}", "n/1/x.md")
    large.targets("Same", "n/7/x.md")
    assert time.process_time() - begin < 1
