"""`notes-kit due`: the duties of lint, soonest first, each with what would close it."""

from __future__ import annotations

import click

from notes_kit.cli.errors import DONE, FINDINGS
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("due")
@click.option("--days", type=click.IntRange(0, 3650), default=7, show_default=True, help="Also what falls due within so many days.")
@click.option("--all", "everything", is_flag=True, help="Also what goes beyond three duties for one person.")
@json_option
@at_option
@shared_options
@click.pass_context
def command(ctx: click.Context, *, days: int, everything: bool, as_json: bool) -> None:
    """What is owed to whom, soonest first, each with the command that would close it.

    These are the duties that `lint` finds, and those of the days ahead. The exit status is 1 while
    something is due today or was due before.

    \b
    Example: notes-kit due --days 14
    """
    from notes_kit.app.lint import duties  # noqa: PLC0415
    from notes_kit.model.calm import calm  # noqa: PLC0415
    from notes_kit.render.findings import due_document, due_text  # noqa: PLC0415

    options: Options = ctx.obj
    session = open_session(options)
    found = duties(session, days)
    if not everything:
        found, left_out = calm(found)
        if left_out:
            session.say(f"{left_out} more for people who have three already; --all shows them")
    if as_json:
        emit_json(due_document(session.today, found))
    else:
        emit(due_text(found, session.today, days, painter(options)))
    ctx.exit(FINDINGS if any(item.due is None or item.due <= session.today for item in found) else DONE)
