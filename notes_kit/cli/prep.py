"""`notes-kit prep`: five minutes before a talk."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width


@click.command("prep")
@click.argument("contact")
@click.option("--questions", "wanted", metavar="N", type=click.IntRange(1, 30), default=10, show_default=True, help="So many questions.")
@click.option("--write", is_flag=True, help="Put the questions into the Prep section of the talk's note; what stands there stays.")
@click.option("--dry-run", is_flag=True, help="With --write: show what would be written, and write nothing.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, contact: str, wanted: int, *, write: bool, dry_run: bool, as_json: bool) -> None:
    """One page before a talk: who they are, when and where, your pitch, what was said and promised, what to ask.

    Questions come from your own bank (any note with `#q/…` questions): those that fit their place
    and work and that nobody has answered yet, spread over trends, insights, advice, resources and
    assignments. Each says why it was chosen.

    \b
    Examples: notes-kit prep matteo
              notes-kit prep matteo --write
    """
    from notes_kit.app.prep import prep, write_questions  # noqa: PLC0415
    from notes_kit.render.prep import prep_document, prep_text, written_words  # noqa: PLC0415

    if dry_run and not write:
        raise click.UsageError("--dry-run goes with --write; without it nothing is written anyway")
    session = open_session(options)
    page = prep(session, contact, wanted=wanted)
    if not write:
        if as_json:
            emit_json(prep_document(page, session.today))
        else:
            emit(prep_text(page, session.today, width=width(), style=painter(options)))
        return
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    written = write_questions(session, page, now=now(), dry_run=dry_run)
    fresh = [one.category for one in page.prep.questions if not one.yours]
    if as_json:
        emit_json(prep_document(page, session.today) | {"written": not dry_run, "diff": written.diff})
    elif dry_run:
        emit(diff_text(written.diff, painter(options)))
    else:
        emit(written_words(len(fresh), page.prep.talk.path if page.prep.talk else "", fresh))
