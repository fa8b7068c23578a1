"""`notes-kit show`: one person's story."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width


@click.command("show")
@click.argument("contact", metavar="CONTACT")
@json_option
@at_option
@shared_options
@click.pass_obj
def command(options: Options, contact: str, *, as_json: bool) -> None:
    """One person's story: who they are, what is due, what happened, who led to whom, what they said.

    CONTACT is a name or enough of it, an alias, or the path of a note. Somebody who was only named
    to you can be asked for, too. What you marked as private is shown: this is your own terminal.

    \b
    Examples: notes-kit show ada
              notes-kit show "Chloe Marsh" --json
    """
    from notes_kit.app.person import story  # noqa: PLC0415
    from notes_kit.render.person import person_document, person_page  # noqa: PLC0415

    told = story(open_session(options), contact)
    if as_json:
        emit_json(person_document(told))
    else:
        emit(person_page(told, width=width(), style=painter(options)))
