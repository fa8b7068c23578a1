"""`list`, `find` and `show` answer over notes that nobody would write on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from app.opened import opened

from notes_kit.app.find import find
from notes_kit.app.person import story
from notes_kit.app.query import KINDS, Query, ask
from notes_kit.render.hits import hits_text
from notes_kit.render.person import person_document, person_page
from notes_kit.render.tables import shaped

STRANGE: dict[str, str | bytes] = {
    "contacts/Empty.md": "",
    "contacts/Self.md": "---\nname: ''\nsource: '[[Self]]'\norganization: '[[Self]]'\naliases: [Self, '']\n---\n",
    "contacts/Lists.md": "---\nname: [A, B]\nrole: {a: {b: [c]}}\nreplied: [soon, 2026-13-45]\noutreach: yes\nkeep_in_touch: often\nclosed: never\n---\n",
    "contacts/Broken.md": "---\nname: [\nrole: x\n",
    "contacts/Bytes.md": b"---\nrole: \xff\xfe\n---\n\x00",
    "contacts/Twin.md": "---\nname: Empty\norganization: ''\n---\n",
    "deep/contacts/Twin.md": "---\ntype: contact\n---\n- [ ]\n- [x] ✅ 2026-05-01\n",
    "interviews/Nobody.md": "---\ncontact: ['', '[[]]', '[[#x]]', '[[Empty]]', Empty]\nreferrals: ['[[Empty]]', '', '[[|]]']\n---\n- said\n",
    "interviews/Never.md": "---\ncontact: '[[Twin]]'\ndate: 9999-12-31\nthanked: 0001-01-01\noutcome: held\n---\n- said\n",
    "interviews/Ever.md": "---\ncontact: '[[Twin]]'\ndate: 0001-01-01\nreferrals: none\noutcome: odd\n---\n# #theme/\n- said #theme/ (+)(-)\n## Private\n",
    "interviews/Me.md": "---\ncontact: ['[[Me]]', '[[Self]]']\ndate: 2026-05-01\n---\n- said\n",
    "Me.md": "---\ntype: profile\nname: Me\n---\n- [ ] do 📅 2026-01-01\n",
    "organizations/Org.md": "---\nname: []\n---\n",
    "a/[b]|c.md": "---\ntype: theme\nparent: '[[c]]'\n---\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    opened(tmp_path, STRANGE)
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed_in_every_shape(root: Path, kind: str) -> None:
    session, _ = opened(root)
    answer = ask(session, Query(kind, "path != none or not empty(line)", sort=f"-{'date' if kind == 'points' else 'name'},path", private=True))
    assert answer.rows
    assert all(row.get("name", "-") for row in answer.rows)
    for shape in ("table", "json", "jsonl", "csv", "md", "paths"):
        said = shaped(shape, kind, answer.columns, answer.rows, today=session.today, chosen=False, width=40, paint=lambda words, _kind: words)
        assert not any(ch in said for ch in "\x00\x1b\ufffe")
        assert json.loads(said)["rows"] if shape == "json" else said


def test_every_contact_has_a_page(root: Path) -> None:
    session, _ = opened(root)
    contacts = session.vault(points=True).contacts
    assert len(contacts) == 7
    for contact in contacts:
        told = story(session, contact.path)
        assert person_page(told, width=60, style=lambda words, _kind: words).strip()
        assert json.loads(json.dumps(person_document(told)))["path"] == contact.path


def test_every_note_is_found_by_its_name(root: Path) -> None:
    session, _ = opened(root)
    for path in session.scan.files:
        name = path.rsplit("/", 1)[-1].removesuffix(".md")
        found = find(session, [name])
        assert path in [match.path for match in found.matches]
        assert hits_text(found.matches, 60, lambda words, _kind: words)
