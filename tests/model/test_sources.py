"""What a report is made of, and digests that change when what it may tell changes, and only then."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from theme_stories import TODAY, Files, contact, merged, note, talk, vault, vaults

from notes_kit.model.settings import Settings
from notes_kit.model.sources import basis_of, hidden_paths, whole
from notes_kit.parse.note import read_note

TALK = (
    '---\ntype: interview\ncontact: "[[Ada]]"\ndate: 2026-03-02\n---\n## Prep\n- [x] Why? #q/advice\n\n## Notes\n- It rises (+) #theme/pay\n  - slowly\n'
    "> They said so.\n\n## Next steps\n- [ ] Write 📅 2026-03-05\n"
)


def digest(text: str, path: str = "interviews/x.md") -> str:
    return read_note(path, text.encode(), Settings()).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: 2026-03-02", "date: 2026-03-03"), ("It rises", "It falls"), ("(+)", "(-)"), ("#theme/pay", "#theme/hours"), ("slowly", "fast"),
        ("They said", "They say"), ("> They", "They"), ("- [ ] Write", "- [x] Write"), ("Write", "Ring"), ("2026-03-05", "2026-03-06"), ("- [x] Why", "- [ ] Why"),
        ("Why?", "How?"), ("## Notes", "## Said"), ("  - slowly\n", ""), ("\n---\n##", "\nformat: video\n---\n##"),
    ],
)  # fmt: skip
def test_what_is_told_changes_the_digest(old: str, new: str) -> None:
    assert old in TALK
    assert digest(TALK.replace(old, new, 1)) != digest(TALK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Notes\n", "## Notes\n\n\n"), ("It rises", "It  rises"), ("- It rises", "- It %% not %% rises"), ("slowly", "slowly <!-- they said -->"),
        ("> They said so.\n", "> They said so.\n\n%%\n- A secret (-) #theme/pay\n%%\n"), ("📅 2026-03-05\n", "📅 2026-03-05\n\n## Private\n- A secret #theme/pay\n- [ ] x\n"),
        ("## Next", "> [!private]\n> - [ ] A secret #skill/x\n\n## Next"), ("\n", "\r\n"),
    ],
)  # fmt: skip
def test_what_is_private_and_where_things_stand_do_not(old: str, new: str) -> None:
    assert old in TALK
    assert digest(TALK.replace(old, new)) == digest(TALK)


def test_the_index_keeps_it() -> None:
    from notes_kit.store.codec import pack, unpack_facts

    read = read_note("interviews/x.md", TALK.encode(), Settings())
    assert unpack_facts(pack(read).facts)["digest"] == read.digest != ""


STORY: Files = merged(
    contact("Ada Okafor"),
    contact("Secret One", confidential="true"),
    {"organizations/N.md": note("organization"), "themes/pay.md": note("theme", "It is."), "Profile.md": note("profile"), "Plain.md": "text"},
    talk("Ada Okafor", "2026-03-02", "- A"),
    talk("Ada Okafor", "2026-06-02", "- Ahead", outcome=""),
    talk("Secret One", "2026-03-03", "- B"),
    talk("Ada Okafor", "2026-03-04", "- C", confidential="true"),
)


def test_a_report_is_made_of_the_talks_held_and_the_notes_that_it_reads_always() -> None:
    found = vault(STORY)
    assert [one.path for one in basis_of(found, TODAY)] == [
        "Profile.md", "contacts/Ada Okafor.md", "interviews/2026-03-02 Ada Okafor.md", "organizations/N.md", "themes/pay.md",
    ]  # fmt: skip
    assert hidden_paths(found) == {"contacts/Secret One.md", "interviews/2026-03-03 Secret One.md", "interviews/2026-03-04 Ada Okafor.md"}
    assert [one.path for one in basis_of(found, TODAY, since=date(2026, 3, 3)) if "interviews" in one.path] == []


@given(vaults(), st.data())
@settings(max_examples=30)
def test_one_digest_stands_for_all(files: Files, data: st.DataObject) -> None:
    before = whole(basis_of(vault(files), TODAY))
    path = data.draw(st.sampled_from(sorted(files)))
    assert whole(basis_of(vault({**files, path: files[path] + "\n%% hidden %%\n"}), TODAY)) == before
    changed = files[path].replace("type:", "tags: [new]\ntype:", 1)
    assert whole(basis_of(vault({**files, path: changed}), TODAY)) != before
    assert whole(basis_of(vault({key: text for key, text in files.items() if key != path}), TODAY)) != before
