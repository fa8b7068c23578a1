"""Every way to fail, in one place: one clear line on stderr, exit status 2, and a traceback only where asked for."""

from __future__ import annotations

import io
import os
import sys

import click

from notes_kit.cli.options import Options

DONE, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130


class Failure(click.ClickException):
    """The command could not be carried out; the message says why and what to do."""

    exit_code = FAILED


def run(command: click.Command) -> int:
    """Run the command line; returns the exit status."""
    options = Options()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # notes are UTF-8 whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        result = command.main(prog_name="notes-kit", standalone_mode=False, obj=options, windows_expand_args=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.format_message())
        return FAILED
    except click.ClickException as problem:
        _tell(problem)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more while ending
        return DONE
    except Exception as problem:  # the last line of defence
        if options.debug:
            raise
        click.echo(f"notes-kit: {explain(problem)}", err=True)
        return FAILED
    return result if isinstance(result, int) else DONE


def _tell(problem: click.ClickException) -> None:
    if isinstance(problem, click.UsageError) and problem.ctx is not None:
        click.echo(problem.ctx.get_usage(), err=True)
    click.echo(f"notes-kit: {problem.format_message()}", err=True)


def explain(problem: Exception) -> str:
    """An exception as a sentence: our own say it themselves, the system's name their file, all else is our fault."""
    from notes_kit.render.words import term_safe  # noqa: PLC0415

    if type(problem).__module__.startswith("notes_kit."):
        if type(problem).__name__ == "BusyError":
            return "another notes-kit is writing the index of this vault; try again in a moment"
        return term_safe(str(problem))
    if isinstance(problem, OSError) and problem.strerror:
        return term_safe(f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror)
    where = problem.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f"{where.tb_frame.f_code.co_filename.rsplit('notes_kit', 1)[-1].lstrip('/')}:{where.tb_lineno}" if where else "?"
    return f"this is a fault of notes-kit itself ({type(problem).__name__} at {place}); please report it, with what `--debug` shows"
