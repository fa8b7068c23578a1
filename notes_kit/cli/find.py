"""`notes-kit find`: search the text of the notes."""

from __future__ import annotations

import click

from notes_kit.cli.list import whole_width
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter
from notes_kit.model.schema import SCHEMA


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", metavar="N", type=click.IntRange(0), default=20, show_default=True, help="At most so many notes; 0: all.")
@click.option("--type", "note_type", type=click.Choice([*SCHEMA, "note"]), help="Only notes of this type; note: those without one.")
@json_option
@at_option
@shared_options
@click.pass_obj
def command(options: Options, words: tuple[str, ...], limit: int, note_type: str | None, *, as_json: bool) -> None:
    """Search the notes: every one of WORDS must occur, as a word or the beginning of one.

    Case and accents do not matter. Words in quotation marks are one phrase. Notes whose name matches
    come first, then those with the words in headings and properties. What you marked as private is
    found, too: this is your own terminal.

    \b
    Examples: notes-kit find lineage
              notes-kit find "on call" night --type interview
    """
    from notes_kit.app.find import find  # noqa: PLC0415
    from notes_kit.render.hits import hits_document, hits_text  # noqa: PLC0415

    session = open_session(options)
    found = find(session, words, limit=limit, note_type=note_type)
    if as_json:
        emit_json(hits_document(session.today, found.matches, found.total))
    elif found.matches:
        emit(hits_text(found.matches, whole_width(), painter(options)))
    if not found.matches:
        session.say("no note holds " + " and ".join(f"“{word}”" for word in words))
    elif found.total > len(found.matches):
        session.say(f"these are {len(found.matches)} of {found.total} notes; --limit 0 shows all")
