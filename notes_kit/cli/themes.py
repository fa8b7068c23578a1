"""`notes-kit themes`: the themes, who said what on each, and the changes of the codebook over the whole vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width

if TYPE_CHECKING:
    from datetime import datetime

    from notes_kit.app.session import Session
    from notes_kit.app.themes_write import Rewritten

F = TypeVar("F", bound=Callable[..., Any])


def _writing(function: F) -> F:
    """What every change of themes can be asked for with."""
    for option in (shared_options, json_option, click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")):
        function = option(function)
    return function


@click.group("themes", invoke_without_command=True)
@shared_options
@click.pass_context
def command(ctx: click.Context) -> None:
    """The themes that people spoke of, and who said what on each.

    \b
    Examples: notes-kit themes
              notes-kit themes show hiring
              notes-kit themes suggest
              notes-kit themes rename hiring recruiting --dry-run
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


@command.command("suggest")
@click.option("--faint", is_flag=True, help="Show also the points that resemble a theme only faintly.")
@click.option("--rest", is_flag=True, help="List the points that fit nowhere.")
@json_option
@shared_options
@click.pass_obj
def suggest(options: Options, *, faint: bool, rest: bool, as_json: bool) -> None:
    """What several people said and nobody marked, and the themes that unmarked points resemble.

    Found by the likeness of words alone, offline. Nothing is counted before you accept it.

    \b
    Examples: notes-kit themes suggest
              notes-kit themes accept councillor-page --as writing
    """
    from notes_kit.app.themes_suggest import suggest as find  # noqa: PLC0415
    from notes_kit.render.themes_text import rest_page, suggested_json, suggested_page  # noqa: PLC0415

    found = find(open_session(options))
    if as_json:
        emit_json(suggested_json(found.today, found.groups, found.offers, found.unthemed))
    elif rest:
        emit(rest_page(found.unthemed, width=width(), style=painter(options)))
    else:
        people = found.people_heard
        emit(suggested_page(found.groups, found.offers, found.unthemed, people, faint=faint, width=width(), style=painter(options)))


@command.command("accept")
@click.argument("name")
@click.option("--as", "label", default="", metavar="TAG", help="The name that a suggested theme gets; its own without it.")
@click.option("--only", multiple=True, metavar="PATH:LINE", help="Only this point. Repeatable.")
@click.option("--except", "but", multiple=True, metavar="PATH:LINE", help="Not this point. Repeatable.")
@click.option("--faint", is_flag=True, help="Take also the points that resemble the theme only faintly.")
@_writing
@click.pass_obj
def accept(
    options: Options, *, name: str, label: str, only: tuple[str, ...], but: tuple[str, ...], faint: bool, dry_run: bool, as_json: bool
) -> None:
    """Mark the points of a suggested theme, or those that seem to belong to a theme you have.

    Each point gets `#theme/TAG`, and a theme that is new a note from the vault's template.

    \b
    Examples: notes-kit themes accept councillor-page --as writing
              notes-kit themes accept hiring --except "interviews/2026-03-02 Ada Okafor.md:31"
    """
    from notes_kit.app import themes_mark  # noqa: PLC0415

    _write(
        options,
        lambda session, now: themes_mark.accept(session, name, themes_mark.Choice(only, but, faint), label, now=now, dry_run=dry_run),
        as_json=as_json,
        dry_run=dry_run,
    )


@command.command("rename")
@click.argument("old")
@click.argument("new")
@_writing
@click.pass_obj
def rename(options: Options, *, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Give a theme another name wherever it is named: tags, headings, properties, its note, and the links to that.

    Themes within it (`old/…`) go with it. The note keeps the old name as an alias, so that what names it still counts.

    \b
    Example: notes-kit themes rename hiring recruiting
    """
    from notes_kit.app.themes_change import rename as change  # noqa: PLC0415

    _write(options, lambda session, now: change(session, old, new, now=now, dry_run=dry_run), as_json=as_json, dry_run=dry_run)


@command.command("merge")
@click.argument("names", nargs=-1, required=True, metavar="THEME...")
@click.option("--into", default="", metavar="NAME", help="The theme that they become, which may be new; the first of them without it.")
@_writing
@click.pass_obj
def merge(options: Options, *, names: tuple[str, ...], into: str, dry_run: bool, as_json: bool) -> None:
    """Make several themes one. What their notes say is put below the one that stays.

    \b
    Example: notes-kit themes merge pay salary benefits
    """
    from notes_kit.app.themes_change import merge as change  # noqa: PLC0415

    _write(options, lambda session, now: change(session, names, into, now=now, dry_run=dry_run), as_json=as_json, dry_run=dry_run)


@command.command("split")
@click.argument("name")
@click.option("--as", "new", default="", metavar="NEW", help="The theme that the chosen points go to; it may be there already.")
@click.option("--part", default="", metavar="PART", help="The points of this part, as `themes split NAME` lists them.")
@click.option("--word", "words", multiple=True, metavar="WORDS", help="The points that say this, or begin a word so. Repeatable: any of them.")
@click.option("--person", "people", multiple=True, metavar="WHO", help="What this person said. Repeatable.")
@click.option("--only", multiple=True, metavar="PATH:LINE", help="This point. Repeatable.")
@_writing
@click.pass_obj
def split(
    options: Options,
    *,
    name: str,
    new: str,
    part: str,
    words: tuple[str, ...],
    people: tuple[str, ...],
    only: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Put some points of a theme under another one; the rest stays. Without a choice: how the theme would fall into parts.

    \b
    Examples: notes-kit themes split work
              notes-kit themes split work --part night-shift --as hours
              notes-kit themes split work --word night --word "on call" --as hours
    """
    if not (new or part or words or people or only):
        from notes_kit.app.themes_split import parts_of  # noqa: PLC0415
        from notes_kit.render.themes_text import parts_json, parts_page  # noqa: PLC0415

        session = open_session(options)
        theme, parts = parts_of(session, name)
        if as_json:
            emit_json(parts_json(session.today, theme, parts))
        else:
            emit(parts_page(theme, parts, width=width(), style=painter(options)))
        return
    from notes_kit.app import themes_split  # noqa: PLC0415

    which = themes_split.Which(part, words, people, only)
    _write(options, lambda session, now: themes_split.split(session, name, new, which, now=now, dry_run=dry_run), as_json=as_json, dry_run=dry_run)


@command.command("drop")
@click.argument("name")
@_writing
@click.pass_obj
def drop(options: Options, *, name: str, dry_run: bool, as_json: bool) -> None:
    """Take a theme away: its tags, its note, and the links to that, which become words. What was said stays.

    \b
    Example: notes-kit themes drop hiring --dry-run
    """
    from notes_kit.app.themes_change import drop as change  # noqa: PLC0415

    _write(options, lambda session, now: change(session, name, now=now, dry_run=dry_run), as_json=as_json, dry_run=dry_run)


def _write(options: Options, change: Callable[[Session, datetime], Rewritten], *, as_json: bool, dry_run: bool) -> None:
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.themes_text import touched_json, touched_text  # noqa: PLC0415
    from notes_kit.render.written import diff_text, lines_text  # noqa: PLC0415

    session, paint = open_session(options), painter(options)
    done = change(session, now())
    if as_json:
        emit_json(touched_json(session.today, done.title, done.touched, done.left, done.diff, written=not dry_run))
    elif dry_run:
        emit(diff_text(done.diff, paint))
    else:
        emit(lines_text(done.lines, paint) if done.lines else touched_text(done.touched, done.left, paint))
