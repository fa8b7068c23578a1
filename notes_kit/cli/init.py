"""`notes-kit init`: make a vault, or add what is missing to a folder of notes."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, painter


@click.command("init")
@click.argument("directory", default=".")
@click.option("--examples", is_flag=True, help="With the example network: invented people, talks and themes to look around in.")
@click.option("--no-git", is_flag=True, help="Do not make it a Git repository.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, *, directory: str, examples: bool, no_git: bool, as_json: bool) -> None:
    """Make a vault in DIRECTORY, or add to it what is missing; nothing that is there is replaced.

    A folder that holds notes already, such as an Obsidian vault, keeps its settings and its templates.
    A new one becomes a Git repository, without a commit, where Git is installed.

    \b
    Examples: notes-kit init my-network
              notes-kit init --examples /tmp/look-around
              cd my-obsidian-vault && notes-kit init
    """
    from os.path import expanduser  # noqa: PLC0415

    from notes_kit.app.make import make  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.written import made_text, next_steps  # noqa: PLC0415

    made = make(directory, examples=examples, with_git=not no_git, now=now(), home=expanduser("~"))
    if as_json:
        emit_json(
            {"version": 1, "today": f"{options.day()}", "root": made.root, "added": list(made.added), "left_alone": list(made.kept), "git": made.git}
        )
    else:
        emit(made_text(made.added, made.kept, painter(options), verbose=options.verbose))
    if not options.quiet:
        click.echo(next_steps(directory, git=made.git, existing=made.existing, examples=examples), err=True)
