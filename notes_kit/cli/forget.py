"""`notes-kit forget`: take somebody out of the vault."""

from __future__ import annotations

import sys

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("forget")
@click.argument("contact")
@click.option("--dry-run", is_flag=True, help="Show every trace and what would be changed, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, contact: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Take somebody out of the vault: their note, the talks with them alone, every mention, reports, exports, index, backups.

    First every trace is listed, with what would change. What was written is gone for good: `undo`
    cannot bring it back. What notes-kit cannot reach, such as Git's history, remotes and
    synchronised machines, is named with the steps to take; a history is never rewritten by notes-kit.

    \b
    Example: notes-kit forget "Ada Okafor" --dry-run
    """
    from notes_kit.app.forget import carry_out, plan  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.io.writer import write_notes  # noqa: PLC0415
    from notes_kit.render.forgotten import forgotten_document, forgotten_text  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    session = open_session(options)
    one = plan(session, contact, now=now())
    shown = write_notes(session.root, one.desk.changes(), now=now(), dry_run=True).diff
    if as_json:
        emit_json(forgotten_document(one, session.today, written=yes and not dry_run))
    else:
        paint = painter(options)
        emit("\n".join([diff_text(shown, paint), "", forgotten_text(one, paint)]) if not yes or dry_run else forgotten_text(one, paint))
    if dry_run:
        return
    if not yes:
        if not sys.stdin.isatty():
            raise Failure("nothing was written: there is nobody to ask here; say --yes, or --dry-run to look")
        click.confirm(f"Forget {one.name} for good?", abort=True, err=True)
    carry_out(session, one, now=now())
    session.say("done; the steps that are left are yours")
