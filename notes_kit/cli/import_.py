"""`notes-kit import`: take people over from LinkedIn, an address book, a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import agreed, counter, emit, emit_json, open_session, painter, width

F = TypeVar("F", bound=Callable[..., Any])


@click.group("import")
@shared_options
def command() -> None:
    """Take people over from a file of another program, after a look at what that would do.

    A row about somebody who has a note fills in what the note lacks, and never changes what it says. Who is meant
    is told by the LinkedIn profile, the e-mail address, the phone number, then the name; what is not sure is listed and
    left alone. Everybody else gets a note from the vault's template. Imported people owe you nothing and you owe them
    nothing until you write to them. `notes-kit undo` takes the whole import back; a second import changes nothing.

    These people have not asked to be in your notes: take those you mean to talk to (--where), and no more of them than
    you need (--take).

    \b
    Examples: notes-kit import linkedin ~/Downloads/Basic_LinkedInDataExport.zip --dry-run
              notes-kit import linkedin Connections.csv --where 'company contains "northwind"'
              notes-kit import vcard phone.vcf --no-new
    """


def _importing(function: F) -> F:
    """What every kind of file can be imported with."""
    for option in (
        shared_options,
        json_option,
        click.option("-y", "--yes", is_flag=True, help="Write without asking: for scripts."),
        click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing."),
        click.option(
            "--source", default="", metavar="WORDS", help="What led you to them, where the file does not say; as they are called by default."
        ),
        click.option("--no-new", is_flag=True, help="Fill in the notes of people you know, and begin none."),
        click.option("--take", default="", metavar="FIELDS", help="What to take of each, with commas between, or “all”; the name always."),
        click.option("--where", default="", metavar="EXPR", help="Only people of whom this is true, as in `list --where`."),
        click.argument("file"),
    ):
        function = option(function)
    return function


@command.command("linkedin")
@_importing
@click.pass_obj
def linkedin(options: Options, /, **asked: Any) -> None:  # noqa: ANN401 - click hands over what was asked for
    """LinkedIn's connections: FILE is Connections.csv, or the ZIP of the data export that holds it.

    LinkedIn gives it to you under Settings, Data privacy, Get a copy of your data, Connections.

    \b
    Examples: notes-kit import linkedin Basic_LinkedInDataExport.zip
              notes-kit import linkedin Connections.csv --where 'connected > 2025-01-01 and role contains "data"'
    """
    _import(options, "linkedin", **asked)


@command.command("csv")
@click.option("--map", "pairs", multiple=True, metavar="FIELD=COLUMN", help="Which column holds a property, where its name does not say. Repeatable.")
@_importing
@click.pass_obj
def csv(options: Options, /, *, pairs: tuple[str, ...], **asked: Any) -> None:  # noqa: ANN401 - as above
    """A table: FILE is an export of Google's or Outlook's contacts, or any CSV with a header.

    A column named like a property of a contact, or like a spelling of one that is understood, is taken as it;
    `notes-kit schema contact --format text` lists them.

    \b
    Examples: notes-kit import csv contacts.csv
              notes-kit import csv alumni.csv --map name=Graduate --map role="Job now" --source "alumni list"
    """
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise click.UsageError(f"--map {pair}: say it as FIELD=COLUMN, such as role=Job")
        mapping[field.strip().casefold()] = column.strip()
    _import(options, "csv", mapping=mapping, **asked)


@command.command("vcard")
@_importing
@click.pass_obj
def vcard(options: Options, /, **asked: Any) -> None:  # noqa: ANN401 - as above
    """Cards (vCard 2.1, 3.0 or 4.0): FILE is what a phone or an address book exports, with one card or many.

    \b
    Example: notes-kit import vcard contacts.vcf --where 'organization == "Northwind"'
    """
    _import(options, "vcard", **asked)


@command.command("json")
@_importing
@click.pass_obj
def json(options: Options, /, **asked: Any) -> None:  # noqa: ANN401 - as above
    """A list of people as JSON: FILE holds a list of objects, an object with such a list, or one object a line.

    What `notes-kit list contacts --format json` prints can be read back.

    \b
    Example: notes-kit --vault old list contacts --format json | notes-kit --vault new import json - --yes
    """
    _import(options, "json", **asked)


def _import(
    options: Options, kind: str, /, *, file: str, where: str, take: str, no_new: bool, source: str, dry_run: bool, yes: bool, as_json: bool,
    mapping: dict[str, str] | None = None,
) -> None:  # fmt: skip
    from notes_kit.app.import_notes import carry_out, plan, read_file  # noqa: PLC0415
    from notes_kit.app.importing import Wish, read_take  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.imported import done_text, imported_document, imported_text  # noqa: PLC0415
    from notes_kit.render.words import plural, term_safe  # noqa: PLC0415

    wish = Wish(read_take(take), where, not no_new, " ".join(source.split()))
    name, sheet = read_file(kind, file, mapping)
    session = open_session(options)
    progress = counter(options)
    planned = plan(session, name, sheet, wish, progress=progress)
    for remark in planned.remarks:
        session.say(term_safe(remark))
    if not as_json:
        emit(imported_text(planned, painter(options), width=width(), whole=options.verbose))
    write = planned.writes > 0 and not dry_run and agreed(f"Write {plural(planned.writes, 'note')}?", yes=yes, asked=not as_json and file != "-")
    if write:
        planned = carry_out(session, planned, now=now(), progress=progress)
        for path, why in planned.refused:
            session.say(term_safe(f"{path} is left as it is: {why}"))
        session.say(done_text(planned))
    elif not dry_run:
        session.say("there is nothing to write" if not planned.writes else "nothing was written")
    if as_json:
        emit_json(imported_document(planned, session.today, written=write))
