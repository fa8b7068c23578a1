"""The message of a commit says what happened, and nothing that is private."""

from __future__ import annotations

from datetime import date

import pytest

from notes_kit.model.settings import Settings
from notes_kit.model.vault import Vault
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault
from notes_kit.themes.commit_words import LONGEST, commit_words

TODAY = date(2026, 5, 18)
TALK = "interviews/2026-05-15 Ada Okafor.md"
ADA = "---\ntype: interview\ncontact: Ada Okafor\ndate: 2026-05-15\noutcome: held\n---\n\n## Notes\n\n- Slow #theme/hiring\n"
CONTACT = "---\ntype: contact\nrole: Analyst\n---\n"


def vault(notes: dict[str, str]) -> Vault:
    return build_vault([read_note(path, text.encode(), Settings()) for path, text in notes.items()], Settings())


def words(before: dict[str, str], after: dict[str, str]) -> str:
    return commit_words(vault(before), vault(after), TODAY)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (ADA.replace("outcome", "thanked: 2026-05-16\noutcome"), "Ada Okafor: thanked"),
        (ADA + "- Two rounds #theme/hiring\n- A task #theme/Hiring\n", "Ada Okafor: 2 points on hiring"),
        (ADA.replace("outcome", "thanked: 2026-05-16\noutcome") + "- Two #theme/hiring\n- x\n", "Ada Okafor: thanked; 1 point on hiring; 1 point"),
        (ADA + "\nBy the way.\n", "Ada Okafor: 1 point"),
        (ADA.replace("type", "# a remark\ntype"), "2026-05-15 Ada Okafor"),
        (ADA + "\n## Next steps\n\n- [ ] Read the paper 📅 2026-06-01\n", "Ada Okafor: agreed: Read the paper"),
    ],
)
def test_one_talk(after: str, said: str) -> None:
    assert words({TALK: ADA}, {TALK: after}) == said + "\n"


def test_a_new_talk_with_its_points() -> None:
    assert words({}, {TALK: ADA}) == "Ada Okafor: met; 1 point on hiring\n"
    assert words({TALK: ADA}, {}) == "Ada Okafor: a talk taken out\n"


def test_people_come_and_move() -> None:
    path = "contacts/Ada Okafor.md"
    assert words({}, {path: CONTACT}) == "Ada Okafor: added\n"
    assert words({path: CONTACT}, {path: CONTACT.replace("Analyst", "Lead")}) == "Ada Okafor: moved (role: Analyst → Lead)\n"
    assert words({path: CONTACT}, {path: CONTACT.replace("role", "outreach: 2026-05-10 email\nrole")}) == "Ada Okafor: asked\n"
    moved = {"contacts/old/Ada Okafor.md": CONTACT}
    assert words({path: CONTACT}, moved) == "Ada Okafor, Ada Okafor\n"


def test_much_at_once_has_a_subject_and_a_list() -> None:
    notes = {f"contacts/Person Number{at}.md": CONTACT for at in range(12)}
    subject, blank, *rest = words({}, notes).splitlines()
    assert subject == "Person Number0: added, and 11 more"
    assert blank == ""
    assert len(rest) == 12
    long = {"contacts/A" + "b" * 90 + ".md": CONTACT, "contacts/B.md": CONTACT}
    assert len(words({}, long).splitlines()[0]) <= LONGEST


def test_nothing_private_is_told() -> None:
    secret = ADA + "\n## Private\n\n- He drinks #theme/secret\n"
    assert "secret" not in words({TALK: ADA}, {TALK: secret})
    hidden = ADA.replace("type", "confidential: true\ntype")
    assert words({TALK: hidden}, {TALK: hidden + "- more #theme/secret\n"}) == "1 note\n"
