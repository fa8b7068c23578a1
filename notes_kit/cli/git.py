"""`notes-kit git`: notes merged and compared by Git as notes, and not as lines."""

from __future__ import annotations

import sys

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, shared_options
from notes_kit.cli.session import emit, open_session


@click.group("git")
@shared_options
def command() -> None:
    """Let Git merge notes by property and list item, and show a changed property as one line.

    \b
    Examples: notes-kit git setup --dry-run
              notes-kit git remove
    """


def _carry_out(options: Options, *, remove: bool, dry_run: bool, yes: bool) -> None:
    from notes_kit.app.git_setup import carry_out, plan  # noqa: PLC0415
    from notes_kit.render.words import term_safe  # noqa: PLC0415

    session = open_session(options)
    one = plan(session.root, remove=remove)
    if one.nothing:
        session.say("nothing of notes-kit is set up in this repository" if remove else "everything is set up already")
        return
    emit(term_safe(one.words))
    if dry_run:
        return
    if not yes:
        if not sys.stdin.isatty():
            raise Failure("nothing was written: there is nobody to ask here; say --yes, or --dry-run to look")
        click.confirm("Write this?", abort=True, err=True)
    carry_out(one)
    session.say("taken out" if remove else "set up; `notes-kit git remove` takes it out again")


@command.command("setup")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@shared_options
@click.pass_obj
def setup(options: Options, *, dry_run: bool, yes: bool) -> None:
    """Tell this repository to merge and compare notes by notes-kit: two entries of `.git/config`, a line in `.gitattributes`.

    Two branches that each add an attempt, a tag or another property are merged without a conflict.
    What both changed stays as it was on this side, and both versions stand at the beginning of the
    note's text, between Git's marks. In any doubt Git merges as ever. Other clones of the repository
    do the same once they are set up; until then the line in `.gitattributes` does nothing there.
    """
    _carry_out(options, remove=False, dry_run=dry_run, yes=yes)


@command.command("remove")
@click.option("--dry-run", is_flag=True, help="Show what would be taken out, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@shared_options
@click.pass_obj
def remove(options: Options, *, dry_run: bool, yes: bool) -> None:
    """Take out what `git setup` wrote."""
    _carry_out(options, remove=True, dry_run=dry_run, yes=yes)


@command.command("merge", hidden=True)
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
@click.argument("size", type=int, default=7)
@click.pass_context
def merge(ctx: click.Context, base: str, ours: str, theirs: str, size: int) -> None:
    """Merge three files into the second, as Git asks a driver to; the exit status says whether conflicts are left."""
    from notes_kit.app.merging import merge_notes  # noqa: PLC0415
    from notes_kit.io.output import read_existing, write_output  # noqa: PLC0415

    old, mine, other = (read_existing(path) or b"" for path in (base, ours, theirs))
    done = merge_notes(old, mine, other, size=size)
    write_output(ours, done.data)
    ctx.exit(1 if done.conflicts else 0)


@command.command("text", hidden=True)
@click.argument("file", type=click.Path())
def text(file: str) -> None:
    """A note with each property on one line, for Git to compare."""
    from notes_kit.app.merging import as_text  # noqa: PLC0415
    from notes_kit.io.output import read_existing  # noqa: PLC0415

    sys.stdout.buffer.write(as_text(read_existing(file) or b""))
