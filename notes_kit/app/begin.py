"""Begin a note in an opened vault: plan it, write it, and open it if that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from os.path import join
from typing import NamedTuple

from notes_kit.app.circle import around
from notes_kit.app.desk import AskedWrongError, Desk, carry_out, desk_of
from notes_kit.app.new import Moment, habits, new_contact, new_interview, unfilled
from notes_kit.app.session import Session, find_contact
from notes_kit.model.vault import Person, Vault


class Begun(NamedTuple):
    """The path of the new note; `diff` shows it where nothing was written."""

    path: str
    diff: str = ""


def begin(
    session: Session, title: str, plan: Callable[[Desk, Vault], str], *, who: str = "", now: datetime, dry_run: bool = False, edit: bool = False
) -> Begun:
    """Write the note that `plan` puts on the desk, and open it in the person's editor if `edit`; `title` is for `undo`.

    `plan` gets the desk, and a vault in which the person that `who` names is whole and everybody else goes by their names.

    Raises:
        AskedWrongError, notes_kit.app.session.NobodyError: it makes no sense as it was asked for.
        notes_kit.io.template.TemplateError: the vault's template cannot be used.
        notes_kit.io.editor.NoEditorError: there is no editor; told before anything is written.
        notes_kit.io.writer.WriteError: it could not be written.
    """
    from notes_kit.io import editor  # noqa: PLC0415

    command = editor.editor() if edit and not dry_run else []
    desk = desk_of(session, now)
    path = plan(desk, around(session, who))
    written = carry_out(session, desk, now, title, dry_run=dry_run)
    for hint in desk.hints:
        session.say(hint)
    for other in unfilled(desk, [path]):
        session.say(f"{other} holds a placeholder that only its plugin fills; see `notes-kit lint`")
    if command:
        editor.open_editor(command, join(session.root, path))
    return Begun(path, written.diff)


def begin_contact(desk: Desk, vault: Vault, name: str, facts: Mapping[str, str | Sequence[str]], outreach: str = "") -> str:
    """A person's note, with today's message to them if `outreach` names its channel.

    Raises:
        AskedWrongError: see `notes_kit.app.new.new_contact`; or that is no channel.
    """
    channel = ""
    if outreach:
        from notes_kit.model.schema import CHANNELS  # noqa: PLC0415
        from notes_kit.parse.values import read_channel  # noqa: PLC0415

        channel = read_channel(outreach)
        if not channel:
            raise AskedWrongError(f"“{outreach}” is no channel; there are {', '.join(CHANNELS)}")
    path = new_contact(desk, vault, name, facts)
    if channel:
        desk.add(path, "outreach", f"{desk.moment.date()} {channel}")
    return path


def begin_interview(desk: Desk, vault: Vault, who: str, when: str, facts: Mapping[str, str]) -> str:
    """A talk's note for the contact that `who` names.

    Raises:
        AskedWrongError: the date, the length or the format cannot be read.
        notes_kit.app.session.NobodyError: nobody, or more than one, goes by that name.
    """
    from notes_kit.model.schema import INTERVIEW  # noqa: PLC0415
    from notes_kit.parse.human_date import HumanDateError, read_human_moment  # noqa: PLC0415
    from notes_kit.parse.values import read_choice, read_minutes  # noqa: PLC0415

    contact = find_contact(vault, who)
    values = {key: value.strip() for key, value in facts.items() if value.strip()}
    try:
        day, clock = read_human_moment(when, desk.moment.date())
        if "duration" in values:
            values["duration"] = f"{read_minutes(values['duration'])}"
    except HumanDateError as problem:
        raise AskedWrongError(f"--date: {problem}") from None
    except ValueError as problem:
        raise AskedWrongError(f"--duration: {problem}") from None
    if "format" in values:
        choices = next(prop.choices for prop in INTERVIEW if prop.name == "format")
        values["format"] = read_choice(values["format"], choices)
        if not values["format"]:
            raise AskedWrongError(f"--format is one of {', '.join(choices)}, not “{facts['format']}”")
    person = Person(contact.path, contact.name, contact)
    return new_interview(desk, vault, [person], Moment(day, clock), habits(desk, vault, person, values))
