"""One page before a talk, and its questions into the talk's note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from notes_kit.app.desk import AskedWrongError, desk_of
from notes_kit.app.session import Session, find_contact
from notes_kit.io.writer import Written, write_notes

if TYPE_CHECKING:
    from notes_kit.model.vault import Vault
    from notes_kit.themes.prep import Prep

SECTION = "Prep"


@dataclass(frozen=True, slots=True)
class Page:
    """The page, with the pitch (P20) and when to be there."""

    prep: Prep
    pitch: str
    begins: str = ""
    early: str = ""


def prep(session: Session, name: str, *, wanted: int = 10) -> Page:
    """What to know and what to ask before the next talk with somebody.

    Raises:
        notes_kit.app.session.NobodyError: no contact goes by that name, or several.
    """
    from notes_kit.app.agenda import agenda  # noqa: PLC0415
    from notes_kit.themes.heard import listen  # noqa: PLC0415
    from notes_kit.themes.marked import marked_themes  # noqa: PLC0415
    from notes_kit.themes.prep import prepare  # noqa: PLC0415
    from notes_kit.themes.public import public  # noqa: PLC0415

    vault = session.vault(points=True)
    contact = find_contact(vault, name)
    heard = listen(public(vault, session.today).vault, session.today)
    found = prepare(vault, heard, marked_themes(heard), contact, session.today, wanted=wanted)
    begins = early = ""
    if found.talk is not None and found.talk.when is not None:
        days = (found.talk.when.date - session.today).days
        one = next((one for one in agenda(session, days) if one.path == found.talk.path), None)
        begins = f"{one.start:%H:%M}–{one.end:%H:%M}" if one and one.start and one.end else ""
        early = f"{one.early:%H:%M}" if one and one.early else ""
    return Page(found, _pitch(session, vault), begins, early)


def _pitch(session: Session, vault: Vault) -> str:
    """What stands under Pitch in the profile, without anything private."""
    from notes_kit.model.note import Section  # noqa: PLC0415
    from notes_kit.parse.body import read_body  # noqa: PLC0415
    from notes_kit.parse.front_matter import read_front_matter  # noqa: PLC0415

    note = next(iter(vault.of_type("profile")), None)
    if note is None:
        return ""
    source = session.source(note.path)
    body = read_body(source, read_front_matter(source).body, session.settings.headings, points=True)
    return " ".join(" ".join(point.text.split()) for point in body.points if point.section is Section.PITCH and not point.private)


def write_questions(session: Session, page: Page, *, now: datetime, dry_run: bool = False) -> Written:
    """Put the questions that were chosen into the Prep section of the talk's note; what stands there stays, ticked or not.

    Raises:
        AskedWrongError: no talk with this contact is planned.
        notes_kit.parse.edit.EditRefusedError, notes_kit.io.writer.WriteError: the note is not written to, with the reason.
    """
    from notes_kit.parse.edit import append_line  # noqa: PLC0415

    found = page.prep
    if found.talk is None:
        raise AskedWrongError(
            f"no talk with {found.contact.name} is planned, so there is no note to write into; `notes-kit new interview` with a date begins one"
        )
    desk = desk_of(session, now)
    for one in found.questions:
        if not one.yours:
            desk.edit(found.talk.path, append_line(desk.source(found.talk.path), SECTION, f"- [ ] {one.text} #q/{one.category}", session.settings))
    return write_notes(session.root, desk.changes(), now=now, title=f"prep {found.contact.name}", dry_run=dry_run)
