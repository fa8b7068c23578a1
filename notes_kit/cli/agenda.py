"""`notes-kit agenda`: what is scheduled."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("agenda")
@click.option("--days", type=click.IntRange(0, 3650), default=14, show_default=True, help="How far ahead to look.")
@json_option
@at_option
@shared_options
@click.pass_obj
def command(options: Options, *, days: int, as_json: bool) -> None:
    """What is scheduled, day by day: when, with whom, where, when to be there, and what the rules say of it.

    \b
    Example: notes-kit agenda --days 7
    """
    from notes_kit.app.agenda import agenda  # noqa: PLC0415
    from notes_kit.render.agenda import agenda_document, agenda_text  # noqa: PLC0415

    session = open_session(options)
    meetings = agenda(session, days)
    if as_json:
        emit_json(agenda_document(meetings, session.today))
    else:
        emit(agenda_text(meetings, session.today, days, painter(options)))
