"""`notes-kit copies`: what synchronising programs put beside a note, and bringing it together."""

from __future__ import annotations

import click

from notes_kit.cli.errors import DONE, FINDINGS
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.group("copies")
@shared_options
def command() -> None:
    """Copies that Syncthing, Obsidian Sync, Dropbox, iCloud and others put beside a note when two machines changed it.

    \b
    Examples: notes-kit copies list
              notes-kit copies merge "contacts/Ada Okafor.md" --dry-run
    """


@command.command("list")
@json_option
@shared_options
@click.pass_context
def listed(ctx: click.Context, *, as_json: bool) -> None:
    """List the copies, each with the note it is a copy of."""
    from notes_kit.app.copies import copies  # noqa: PLC0415
    from notes_kit.render.words import term_safe  # noqa: PLC0415

    session = open_session(ctx.obj)
    found = copies(session)
    if as_json:
        emit_json({"version": 1, "today": f"{session.today}", "copies": [{"path": path or None, "copy": copy} for path, copy in found]})
    elif found:
        emit("\n".join(term_safe(f"{copy}: a copy of {path}" if path else f"{copy}: a copy of a note that is gone") for path, copy in found))
    else:
        session.say("no note has a copy beside it")
    ctx.exit(FINDINGS if found else DONE)


@command.command("show")
@click.argument("note")
@shared_options
@click.pass_obj
def show(options: Options, note: str) -> None:
    """Show what a copy would change in its note; where the two contradict one another, both stand between marks."""
    from notes_kit.app.copies import look  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    session = open_session(options)
    one = look(session, note)
    emit(diff_text(one.diff, painter(options)) if one.diff else f"{one.copy} says nothing that {one.path} does not")


@command.command("merge")
@click.argument("note")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@shared_options
@click.pass_obj
def merge(options: Options, note: str, *, dry_run: bool) -> None:
    """Write what both say into the note, and delete the copy; `notes-kit undo` takes it back.

    Properties are merged by name and by list item, the text as Git merges it. Nothing that either
    says is lost; what one machine had deleted comes back. Contradictions are left to you.
    """
    from notes_kit.app.copies import bring_together, look  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    session = open_session(options)
    one = look(session, note)
    done = bring_together(session, one, dry_run=dry_run)
    if dry_run:
        emit(diff_text(done.diff, painter(options)))
    else:
        session.say(f"brought {one.copy} together with {one.path}; `notes-kit undo` takes it back")
