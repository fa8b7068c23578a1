"""`notes-kit export`: talks and duties for a calendar, people for an address book, tables, a canvas."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, at_option, shared_options
from notes_kit.cli.session import emit, open_session

if TYPE_CHECKING:
    from notes_kit.app.session import Session

KINDS = ("ics", "vcard", "csv", "json", "canvas")


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("-o", "--output", metavar="FILE", help="Write it there instead; a file that is up to date is not written again.")
@click.option("--where", metavar="EXPR", default="", help="Only contacts that this is true of, as in `list contacts --where` (not for ics).")
@click.option("--days", metavar="N", type=click.IntRange(0, 3660), default=30, show_default=True, help="ics: duties due within so many days.")
@click.option("--tasks", is_flag=True, help="ics: duties as tasks; many calendars show none.")
@click.option("--no-duties", is_flag=True, help="ics: talks alone.")
@click.option("--talks", is_flag=True, help="csv: a row a talk, instead of one a contact.")
@click.option("--raw", is_flag=True, help="csv: every character as it is; a cell that begins with = + - @ is then a formula to a spreadsheet.")
@click.option("--redact", is_flag=True, help="Put people and organisations away: Person A, Organisation 1; no addresses, no links.")
@click.option("--force", is_flag=True, help="Overwrite FILE even if notes-kit did not write it.")
@at_option
@shared_options
@click.pass_obj
def command(
    options: Options, kind: str, output: str | None, where: str, days: int, *, tasks: bool, no_duties: bool, talks: bool, raw: bool, redact: bool,
    force: bool,
) -> None:  # fmt: skip
    """Hand the vault's facts to other programs. Nothing that a note keeps private ever leaves.

    \b
    ics     talks with place, link and alarm; duties as all-day entries
    vcard   contacts, for an address book
    csv     contacts (or --talks), for a spreadsheet; `import csv` reads it back
    json    contacts and talks, every property
    canvas  who led to whom, as an Obsidian canvas

    A calendar written over an older one of ours updates it: what changed counts up, what is done or
    off is cancelled, so that whoever subscribes to the file sees the same.

    \b
    Examples: notes-kit export ics -o ~/calendars/interviews.ics
              notes-kit export csv --where 'stage == "met"' -o met.csv
              notes-kit export canvas -o network.canvas
    """
    from notes_kit.app.export import export_calendar, export_canvas, export_cards  # noqa: PLC0415
    from notes_kit.app.exported import EXPORTS, read_before, write_export  # noqa: PLC0415

    session = open_session(options)
    if redact and kind == "vcard":
        raise Failure("a card without its name is none; --redact goes with ics, csv, json and canvas")
    if where and kind == "ics":
        raise Failure("--where chooses contacts; a calendar holds every talk that is not private")
    if kind == "ics":
        before = read_before(output) if output else ""
        text = export_calendar(session, before=before, days=days, tasks=tasks, duties=not no_duties, redact=redact)
    elif kind == "vcard":
        text = export_cards(session, where)
    elif kind == "canvas":
        text = export_canvas(session, where, redact=redact)
    else:
        text = _table(session, kind, where, talks=talks, raw=raw, redact=redact)
    if redact:
        session.say("redacted is not anonymous: what happened, and when, can still tell who it was; look at it before you send it")
    if output is None:
        emit(text.removeprefix("\ufeff") if sys.stdout.isatty() else text)  # the mark is for spreadsheets
    else:
        session.say(write_export(output, text, EXPORTS[kind], force=force))


def _table(session: Session, kind: str, where: str, *, talks: bool, raw: bool, redact: bool) -> str:
    from notes_kit.app.exported import csv_of, json_of  # noqa: PLC0415

    return csv_of(session, where, talks=talks, raw=raw, redact=redact) if kind == "csv" else json_of(session, where, redact=redact)
