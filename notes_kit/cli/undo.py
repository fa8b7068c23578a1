"""`notes-kit undo`: take back the last write."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("undo")
@click.option("--list", "listing", is_flag=True, help="List what was written, the newest first, and take nothing back.")
@click.option("--skip", is_flag=True, help="Leave the last write as it is, so that the one before it can be taken back.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken back, and write nothing.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, *, listing: bool, skip: bool, dry_run: bool, as_json: bool) -> None:
    """Take back the last write of notes-kit, byte for byte; once more, the one before it.

    A note that was changed since is left as it is, and the earlier version is kept beside the journal in
    .notes-kit/backup; --skip passes over it. What you or another program wrote is never taken back.

    \b
    Example: notes-kit undo --dry-run
    """
    from notes_kit.app.undo import past, undo  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.words import term_safe  # noqa: PLC0415
    from notes_kit.render.written import diff_text, operations_text, paths_text  # noqa: PLC0415

    session, paint = open_session(options), painter(options)
    head = {"version": 1, "today": f"{session.today}"}
    if listing:
        found = past(session)
        if as_json:
            emit_json({**head, "operations": [one._asdict() for one in found]})
        elif found:
            emit(operations_text(found, paint, whole=options.verbose))
        else:
            session.say("nothing has been written in this vault yet")
        return
    done = undo(session, now=now(), dry_run=dry_run, skip=skip)
    if as_json:
        emit_json({**head, "title": done.title, "paths": list(done.paths), "diff": done.diff, "written": not dry_run})
    elif dry_run:
        emit(diff_text(done.diff, paint))
    elif skip:
        emit(f"passed over: {term_safe(done.title)}")
    else:
        emit("\n".join([f"taken back: {term_safe(done.title)}", *paths_text(done.paths, paint, whole=options.verbose)]))
