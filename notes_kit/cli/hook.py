"""`notes-kit hook`: Git hooks that check notes, begin messages, and keep notes from being published."""

from __future__ import annotations

import os
import sys

import click

from notes_kit.cli.errors import DONE, FINDINGS
from notes_kit.cli.options import Options, shared_options
from notes_kit.cli.session import emit, open_session, painter

NAMES = ("pre-commit", "prepare-commit-msg", "pre-push")


@click.group("hook")
@shared_options
def command() -> None:
    """Git hooks: errors in notes stop a commit (duties only tell), its message is begun, and notes are not pushed where all may read.

    \b
    Examples: notes-kit hook install
              notes-kit hook install pre-commit
    """


@command.command("install")
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@shared_options
@click.pass_obj
def install(options: Options, names: tuple[str, ...]) -> None:
    """Put the hooks in place, or those that are named. A hook of somebody else's goes on running, before ours.

    \b
    pre-commit          errors in what is staged stop the commit; duties are counted
    prepare-commit-msg  begins the message: “Ada Okafor: thanked; 2 points on hiring”
    pre-push            refuses a remote on a public site unless you allowed it
    """
    from notes_kit.io.hooks import install as put  # noqa: PLC0415

    for one in put(open_session(options).root, names or NAMES):
        emit(f"wrote {one.file}{' (the hook that was there runs first)' if one.beside else ''}" if one.changed else f"{one.file} is in place already")


@command.command("uninstall")
@shared_options
@click.pass_obj
def uninstall(options: Options) -> None:
    """Take the hooks out again, and put back what was there before."""
    from notes_kit.io.hooks import uninstall as take  # noqa: PLC0415

    session = open_session(options)
    found = take(session.root)
    for one in found:
        emit(f"removed {one.file}{', and put back the hook that was there' if one.beside else ''}")
    if not found:
        session.say("there is no hook of notes-kit in this repository")


@command.command("run", hidden=True)
@click.argument("name", type=click.Choice(NAMES))
@click.argument("words", nargs=-1)
@shared_options
@click.pass_context
def run(ctx: click.Context, name: str, words: tuple[str, ...]) -> None:
    """What a hook does when Git calls it."""
    options: Options = ctx.obj
    index = os.environ.get("GIT_INDEX_FILE", "")
    index = os.path.abspath(index) if index else ""
    session = open_session(options)
    if name == "pre-commit":
        ctx.exit(_check(options, index))
    elif name == "prepare-commit-msg":
        _begin(options, words, index)
    else:
        from notes_kit.app.hook import refusal  # noqa: PLC0415

        why = refusal(session, *(*words, "", "")[:2])
        if why:
            click.echo(f"notes-kit: {why}", err=True)
            ctx.exit(FINDINGS)


def _check(options: Options, index: str) -> int:
    from notes_kit.app.hook import check_staged  # noqa: PLC0415
    from notes_kit.app.lint import fails  # noqa: PLC0415
    from notes_kit.render.findings import findings_text  # noqa: PLC0415

    session = open_session(options)
    staged = check_staged(session, index)
    stopping = fails(staged.faults, "error")
    if staged.faults:
        click.echo(findings_text(staged.faults, staged.notes, painter(options)), err=True)
    if staged.duties and not options.quiet:
        session.say(
            f"{staged.duties} {'duty stands' if staged.duties == 1 else 'duties stand'} in these notes (`notes-kit due`); they stop no commit"
        )
    if stopping:
        session.say("nothing is committed: mend what says error, or `git commit --no-verify`")
    return FINDINGS if stopping else DONE


def _begin(options: Options, words: tuple[str, ...], index: str) -> None:
    """Begin a message that a person will go on writing; one that was given is theirs."""
    if len(words) > 1 and words[1] not in ("", "template"):
        return
    from notes_kit.app.hook import begin_message, message_for_staged  # noqa: PLC0415
    from notes_kit.io.output import read_existing, write_output  # noqa: PLC0415

    try:
        file = words[0]
        before = (read_existing(file) or b"").decode("utf-8", "surrogateescape")
        after = begin_message(before, message_for_staged(open_session(options), index))
        if after != before:
            write_output(file, after.encode("utf-8", "surrogateescape"))
    except Exception as problem:  # a message that cannot be begun must not stop a commit
        if options.debug:
            raise
        print(f"notes-kit: no message was begun ({problem})", file=sys.stderr)
