"""`notes-kit history`: what happened with one person, or to one property of their note."""

from __future__ import annotations

import click

from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width


@click.command("history")
@click.argument("contact", metavar="CONTACT")
@click.option("--field", metavar="NAME", default="", help="Only the values that this property of their note has had.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "md"]), default="text", show_default=True, help="How to answer.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, contact: str, field: str, shape: str, *, as_json: bool) -> None:
    """What happened with one person, in one timeline: asked, replied, met, thanked, said, promised.

    What the notes date themselves stands beside what only Git knows: when their note was begun, when
    role, organization or place changed, when a talk was rescheduled, each with its commit. The note
    is followed under earlier names. Without Git the notes' own dates are told.

    \b
    Examples: notes-kit history ada
              notes-kit history ada --field role
    """
    from notes_kit.app.history import history  # noqa: PLC0415
    from notes_kit.render.history import history_document, history_markdown, history_text  # noqa: PLC0415

    told = history(open_session(options), contact, field)
    if as_json or shape == "json":
        emit_json(history_document(told))
    elif shape == "md":
        emit(history_markdown(told))
    else:
        emit(history_text(told, width=width(), style=painter(options)))
