"""`notes-kit hook`: a Git hook that checks notes before a commit."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, shared_options
from notes_kit.cli.session import emit, open_session


@click.group("hook")
@shared_options
def command() -> None:
    """A Git hook that checks notes before a commit: faults stop it, duties do not.

    \b
    Example: notes-kit hook install
    """


@command.command("install")
@shared_options
@click.pass_obj
def install(options: Options) -> None:
    """Put the hook in place. A hook of somebody else's is left alone."""
    from notes_kit.io.hooks import install as put  # noqa: PLC0415

    file, written = put(open_session(options).root)
    emit(f"wrote {file}" if written else f"{file} is in place already")


@command.command("uninstall")
@shared_options
@click.pass_obj
def uninstall(options: Options) -> None:
    """Take the hook out again."""
    from notes_kit.io.hooks import uninstall as take  # noqa: PLC0415

    file, was_there = take(open_session(options).root)
    emit(f"removed {file}" if was_there else f"there is no hook at {file}")
