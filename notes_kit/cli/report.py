"""`notes-kit report`: the synthesis, on the terminal, as Markdown for the vault, as a page to print or send, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from notes_kit.cli.errors import DONE, FINDINGS
from notes_kit.cli.options import Options, at_option, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.themes.report import Report


@click.command("report")
@click.option("--format", "shape", type=click.Choice(["text", "md", "html", "json"]), help="How to answer; with -o the file's ending decides.")
@click.option("-o", "--output", metavar="FILE", help="Write the report there instead; an unchanged report is not written again.")
@click.option("--check", metavar="FILE", help="Hold a report written earlier against the notes: quotes gone, notes changed. Exit 1 if any.")
@click.option("--no-suggestions", is_flag=True, help="Only what is marked: no themes that a machine found.")
@click.option("--redact", is_flag=True, help="Put people and organisations away: Person A, Organisation 1; no addresses, no links.")
@click.option("--force", is_flag=True, help="Overwrite FILE even if it is no report.")
@click.option("--since", metavar="DATE|REV", help="Only talks held on or after this day, or that of a commit; and what is new.")
@click.option("--until", metavar="DATE", help="Only talks held on or before this day.")
@click.option("--where", metavar="EXPR", help="Only talks that the expression is true of, as in `list interviews --where`.")
@click.option("--theme", metavar="NAME", help="Only what was said on this theme and those within it; counts keep their measure.")
@json_option
@at_option
@shared_options
@click.pass_obj
def command(
    options: Options,
    shape: str | None,
    output: str | None,
    since: str | None,
    until: str | None,
    where: str | None,
    theme: str | None,
    check: str | None,
    *,
    no_suggestions: bool,
    redact: bool,
    force: bool,
    as_json: bool,
) -> None:
    """What all these people told you: themes counted by person, who disagrees, what to do next.

    Only talks that were held count, and nothing that a note keeps private ever appears. Every
    statement names the note and the line that it comes from.

    \b
    Examples: notes-kit report
              notes-kit report -o Report.md
              notes-kit report -o report.html
              notes-kit report --since 2026-01-01 --json
              notes-kit report --check Report.md
    """
    from notes_kit.app.report import redacted_words, report, write_report  # noqa: PLC0415
    from notes_kit.cli.shapes import report_shape, report_words  # noqa: PLC0415

    session = open_session(options)
    if check is not None:
        _check(options, session, check, as_json=as_json)
    kind = report_shape(shape, output, as_json=as_json)
    result = report(session, since=since, until=until, where=where, theme=theme, suggest=not no_suggestions)

    def render(found: Report) -> str:
        if output:
            return report_words(found, kind, session=session)
        return report_words(found, kind, session=session, columns=width(), paint=painter(options))

    words = redacted_words(session, result, render) if redact else render(result)
    if redact:
        session.say("redacted is not anonymous: what was said, and when, can still tell who it was; read it before you send it")
    if output is None:
        emit(words)
    else:
        session.say(write_report(output, words, force=force))


def _check(options: Options, session: Session, file: str, *, as_json: bool) -> NoReturn:
    from notes_kit.app.report_check import check_report  # noqa: PLC0415
    from notes_kit.render.report_checked import checked_json, checked_text  # noqa: PLC0415

    found = check_report(session, file)
    if as_json:
        emit_json(checked_json(found, session.today))
    else:
        emit(checked_text(found, painter(options)))
    click.get_current_context().exit(FINDINGS if found.found else DONE)
