"""`notes-kit changes`: what happened, in the words of the field."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width


@click.command("changes")
@click.argument("span", metavar="[A..B]", default="")
@click.option("--since", metavar="DATE|REV", default="", help="What happened on this day and after, or after this commit, branch or tag.")
@click.option("--format", "shape", type=click.Choice(["text", "md", "json"]), default="text", show_default=True, help="How to answer.")
@click.option("--all", "everything", is_flag=True, help="Every line of every section.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, span: str, since: str, shape: str, *, everything: bool, as_json: bool) -> None:
    """What happened: people, talks, answers, duties closed, new and grown late, themes, actions, decisions.

    Without A..B and --since it is told since you last asked this way, the first time of the last
    seven days; asking with --today does not count as asking. A and B are dates (the end of the day) or commits, branches, tags; A.. goes up to the
    notes as they stand, what is not committed yet included. Facts count by when they came into the
    notes, so a reply of last month that you write down today is told today.

    \b
    Examples: notes-kit changes
              notes-kit changes --since "last mon" --format md >> "Journal/2026-05-18.md"
              notes-kit changes 2026-04-01..2026-05-01
    """
    from notes_kit.app.changes import changes, source_of  # noqa: PLC0415
    from notes_kit.render.changes import changes_document, changes_markdown, changes_text  # noqa: PLC0415

    session = open_session(options)
    review = changes(session, span, since, now=session.today, keep=options.today is None)
    told = review.changes
    if as_json or shape == "json":
        emit_json(changes_document(told, review.begin.id if review.begin else "", review.end.id if review.end else "", review.authors))
    elif shape == "md":
        emit(changes_markdown(told, source_of(review), asked=review.asked))
    else:
        emit(changes_text(told, source_of(review), asked=review.asked, width=width(), style=painter(options), everything=everything))
