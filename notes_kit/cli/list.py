"""`notes-kit list`: contacts, interviews, actions and more, by any property and everything that follows from them."""

from __future__ import annotations

from typing import Any

import click
from click.core import ParameterSource

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, open_session, painter

SHAPES = ("table", "json", "jsonl", "csv", "md", "paths")
"""Ways to answer, as `render/tables.py` knows them."""


@click.command("list")
@click.argument("kind", metavar="KIND|@NAME")
@click.option("--where", metavar="EXPR", default="", help="Only rows that this is true of: 'stage == \"replied\" and last_touch < today - 30d'.")
@click.option("--sort", metavar="F[,-G]", default="", help="By these fields; `-` before one: backwards.")
@click.option("--columns", metavar="A,B", default="", help="Show these fields.")
@click.option("--limit", metavar="N", type=click.IntRange(0), default=0, help="At most so many rows; 0: all.")
@click.option("--format", "shape", type=click.Choice(SHAPES), default="table", show_default=True, help="How to answer.")
@json_option
@click.option("--private", is_flag=True, help="Show and count also what was said in private.")
@click.option("--raw", is_flag=True, help="For csv and paths: every character as it is, formulas included.")
@at_option
@shared_options
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:  # noqa: ANN401 - click's values, one an option
    """List contacts, interviews, actions, referrals, organizations or points.

    Every property can be asked for by its name, and so can what follows from the notes: stage,
    last_touch, due, held, overdue … `--format json` shows all there is. @NAME stands for a query
    that `queries:` in notes-kit.yaml keeps; options given here go before its own.

    \b
    Examples: notes-kit list contacts --where 'stage == "asked"' --sort last_touch
              notes-kit list interviews --where 'not thanked and held' --format paths
              notes-kit list points --where '"hiring" in themes' --columns person,text,path,line
    """
    from notes_kit.app.query import Query, ask, saved_query  # noqa: PLC0415
    from notes_kit.render.tables import shaped  # noqa: PLC0415

    options: Options = ctx.obj
    session = open_session(options)
    if given["kind"].startswith("@"):
        given = _merged(ctx, given, saved_query(session.settings, given["kind"][1:]))
    shape = "json" if given["as_json"] else given["shape"]
    answer = ask(session, Query(*(given[name] for name in ("kind", "where", "sort", "columns", "limit", "private"))))
    if not answer.rows:
        session.say(f"no {answer.kind} match" if given["where"] else f"there are no {answer.kind} yet")
    if answer.hidden:
        session.say(f"{answer.hidden} private points left out; --private shows them")
    text = shaped(
        shape,
        answer.kind,
        answer.columns,
        answer.rows,
        today=session.today,
        chosen=answer.chosen,
        width=whole_width(),
        paint=painter(options),
        raw=given["raw"],
    )
    if text:
        emit(text)


def whole_width() -> int:
    """Columns of the terminal, or of COLUMNS; 0, no limit, where the answer goes to a file or another program."""
    import shutil  # noqa: PLC0415 - 5 ms that help need not pay

    return shutil.get_terminal_size((0, 0)).columns


def _merged(ctx: click.Context, given: dict[str, Any], words: list[str]) -> dict[str, Any]:
    """The options of a saved query, those of the command line before its own."""
    try:
        saved = command.make_context("list", words, obj=Options())
    except click.ClickException as problem:
        raise Failure(f"the saved query {given['kind']} in notes-kit.yaml: {problem.format_message()}") from None
    if saved.obj != Options():
        raise Failure(
            f"the saved query {given['kind']} in notes-kit.yaml takes the options of `list` alone; give --vault, --today and the like when you ask"
        )
    typed = {name: value for name, value in given.items() if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    return saved.params | typed | {"kind": saved.params["kind"]}
