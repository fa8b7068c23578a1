"""`notes-kit triage`: what to sort out first."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("triage")
@click.option("--limit", type=click.IntRange(0), default=10, show_default=True, help="How many of each kind to show; 0 for all.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, *, limit: int, as_json: bool) -> None:
    """What to sort out first, after an import or in a vault of some years; nothing here is a duty.

    Whom your notes name most and who has no note. Which of the people you only imported your notes speak of. With whom
    you keep a rhythm that no `keep_in_touch` states. Which links lead to no note, and where they may have meant to.

    \b
    Example: notes-kit triage --limit 3
    """
    from notes_kit.app.triage import triage  # noqa: PLC0415
    from notes_kit.render.triaged import triage_document, triage_text  # noqa: PLC0415

    session = open_session(options)
    found = triage(session)
    if as_json:
        emit_json(triage_document(found, session.today))
    else:
        emit(triage_text(found, painter(options), most=limit))
