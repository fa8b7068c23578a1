"""Messages that somebody wrote, read with what the vault knows of their reader; nothing of the vault is shown by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from app.opened import opened

from notes_kit.app.draft_check import NotTextError, check, known, text_of
from notes_kit.app.session import NobodyError
from notes_kit.model.letters import Form, Kind

FILES = {
    "notes-kit.yaml": "",
    "Profile.md": "---\ntype: profile\nname: Leo Marchetti\n---\n",
    "contacts/Ada Okafor.md": "---\ntype: contact\naliases: [Meg]\nsalutation: Ms\nrole: Cartographer\norganization: Northwind\nsource: the fair\n---\n",
    "interviews/a.md": "---\ntype: interview\ncontact: '[[Ada Okafor]]'\ndate: 2026-05-01\noutcome: held\n---\n## Notes\n- Pallets are counted twice\n",
}
THANKS = "Dear Meg,\n\nThank you for the call. I think of {} every day.\n\nKind regards,\nLeo"


def remarks(text: str, root: Path, who: str = "", kind: Kind | None = None) -> set[str]:
    session = opened(root, FILES)[0]
    return {remark.name for remark in check(text, kind, None, session, who).remarks}


def test_what_the_notes_know_of_somebody(tmp_path: Path) -> None:
    about = known(opened(tmp_path, FILES)[0], "ada")
    assert (about.names, about.salutation, about.me) == (("Ada Okafor", "Meg"), "Ms", "Leo Marchetti")
    assert about.details == ("Northwind", "Cartographer", "the fair", "Pallets are counted twice")


@pytest.mark.parametrize(("words", "found"), [("pallets", set()), ("maps", {"generic"})])
def test_what_they_said_makes_thanks_theirs(tmp_path: Path, words: str, found: set[str]) -> None:
    assert remarks(THANKS.format(words), tmp_path, "ada", Kind.THANK_YOU) == found
    assert remarks(THANKS.format(words), tmp_path, "", Kind.THANK_YOU) == {"generic"}, "nobody is meant, so nothing is known"


def test_whoever_is_meant_has_to_be_somebody(tmp_path: Path) -> None:
    with pytest.raises(NobodyError):
        remarks(THANKS, tmp_path, "nobody")


@pytest.mark.parametrize("text", ["", "  \n", "Subject: Hello\n\n", "---\ntype: x\n---\n", "%% only a comment %%"])
def test_nothing_is_no_message(text: str) -> None:
    with pytest.raises(NotTextError, match="no message in it"):
        check(text, None, None)


def test_the_kind_and_the_form_can_be_said_or_are_told() -> None:
    text = "Hi Ada, could we talk for 15 minutes about your maps?"
    assert (check(text, None, None).kind, check(text, None, None).form) == (Kind.OUTREACH, Form.LINKEDIN)
    assert (check(text, Kind.FOLLOW_UP, Form.PHONE).kind, check(text, Kind.FOLLOW_UP, Form.PHONE).form) == (Kind.FOLLOW_UP, Form.PHONE)


def test_files() -> None:
    assert text_of("a.txt", "\ufeffDear Ada".encode()) == "Dear Ada"
    assert (
        text_of("a.eml", b"Subject: =?utf-8?q?=C3=9Cber?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Ada\r\n")
        == "Subject: Über\n\nDear Ada\n"
    )
    for name, data in (
        ("a.txt", b"\xff"),
        ("a.eml", b""),
        ("a.eml", b"Content-Type: text/html\r\n\r\n<p>x"),
        ("a.eml", b"Content-Type: text/plain; charset=nonsense\r\n\r\nx\xff"),
    ):
        with pytest.raises(NotTextError):
            text_of(name, data)
