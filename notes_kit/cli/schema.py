"""`notes-kit schema`: the properties that are understood, and the events of `watch --json`, for people, programs and Obsidian."""

from __future__ import annotations

import click

from notes_kit.cli.options import shared_options
from notes_kit.cli.session import emit, emit_json
from notes_kit.model.schema import SCHEMA

WATCH = "watch"


@click.command("schema")
@click.argument("note_type", metavar="[TYPE]", type=click.Choice([*SCHEMA, WATCH]), required=False)
@click.option(
    "--format", "shape", type=click.Choice(["json-schema", "text", "md", "obsidian"]), default="json-schema", show_default=True,
    help="JSON Schema, a page to read, Markdown, or Obsidian's types.json.",
)  # fmt: skip
@shared_options
def command(note_type: str | None, shape: str) -> None:
    """The properties that notes-kit understands: what each means and how it is read.

    `notes-kit schema watch` is of the lines that `watch --json` prints.

    \b
    Examples: notes-kit schema contact --format text
              notes-kit schema > notes-kit.schema.json
    """
    if note_type == WATCH:
        _watch(shape)
        return
    from notes_kit.render import reference  # noqa: PLC0415

    if shape == "json-schema":
        emit_json(reference.json_schema(note_type))
    elif shape == "obsidian":
        emit_json(reference.obsidian_types())
    elif shape == "md":
        emit(reference.vault_format())
    else:
        emit("\n\n".join(reference.schema_text(name) for name in ([note_type] if note_type else SCHEMA)))


def _watch(shape: str) -> None:
    from notes_kit.render import watch_schema  # noqa: PLC0415

    if shape == "obsidian":
        raise click.UsageError("Obsidian's types.json is of properties; `watch` has none")
    if shape == "json-schema":
        emit_json(watch_schema.events_schema())
    else:
        emit(watch_schema.events_table() if shape == "md" else watch_schema.events_text())
