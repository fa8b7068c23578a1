"""`notes-kit index`: bring the index up to date and say what changed."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Throw the index away and read every note again.")
@click.option("--skipped", is_flag=True, help="List what is passed over, and by which rule.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, *, rebuild: bool, skipped: bool, as_json: bool) -> None:
    """Bring the index up to date with the notes and say what changed.

    The index lives in .notes-kit/ inside the vault. It is a cache: delete it whenever you like.
    Every command brings it up to date by itself; this one shows what that does.

    \b
    Example: notes-kit index --skipped
    """
    from notes_kit.render.index_words import index_document, index_text  # noqa: PLC0415

    session = open_session(options, rebuild=rebuild)
    changes, scan = session.changes, session.scan
    unread = {**session.unread, **{problem.path: problem.message for problem in scan.problems}}
    if as_json:
        emit_json(index_document(session.today, changes, scan.skipped, unread))
    else:
        emit(index_text(changes, scan.skipped, unread, list_skipped=skipped, verbose=options.verbose))
