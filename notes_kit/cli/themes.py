"""`notes-kit themes`: the themes, and who said what on each."""

from __future__ import annotations

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width


@click.group("themes", invoke_without_command=True)
@shared_options
@click.pass_context
def command(ctx: click.Context) -> None:
    """The themes that people spoke of, and who said what on each.

    \b
    Examples: notes-kit themes
              notes-kit themes show hiring
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, as_json=False)


@command.command("list")
@json_option
@at_option
@shared_options
@click.pass_obj
def list_(options: Options, *, as_json: bool) -> None:
    """Every theme with the number of people, how they stand, and when it was first and last heard."""
    from notes_kit.app.report import report  # noqa: PLC0415
    from notes_kit.render.report_json import themes_json  # noqa: PLC0415
    from notes_kit.render.report_text import themes_table  # noqa: PLC0415

    result = report(open_session(options))
    if as_json:
        emit_json(themes_json(result))
    else:
        emit(themes_table(result, width=width(), style=painter(options)))


@command.command("show")
@click.argument("name")
@json_option
@at_option
@shared_options
@click.pass_obj
def show(options: Options, name: str, *, as_json: bool) -> None:
    """One theme: its definition, who stands where, and every point with its place."""
    from notes_kit.app.report import report  # noqa: PLC0415
    from notes_kit.render.report_json import theme_json  # noqa: PLC0415
    from notes_kit.render.report_text import find_theme, theme_page  # noqa: PLC0415

    result = report(open_session(options))
    theme = find_theme(result, name)
    if theme is None:
        from difflib import get_close_matches  # noqa: PLC0415

        near = get_close_matches(name, [one.name for one in result.themes], 3)
        raise Failure(f"there is no theme “{name}”" + (f"; did you mean {' or '.join(near)}?" if near else "; `notes-kit themes` lists them"))
    if as_json:
        emit_json({"version": 1, "today": result.today.isoformat(), "theme": theme_json(theme)})
    else:
        emit(theme_page(result, name, width=width(), style=painter(options)))
