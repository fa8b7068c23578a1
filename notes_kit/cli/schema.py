"""`notes-kit schema`: the properties that are understood, for people, programs and Obsidian."""

from __future__ import annotations

import click

from notes_kit.cli.options import shared_options
from notes_kit.cli.session import emit, emit_json
from notes_kit.model.schema import SCHEMA


@click.command("schema")
@click.argument("note_type", metavar="[TYPE]", type=click.Choice(list(SCHEMA)), required=False)
@click.option(
    "--format", "shape", type=click.Choice(["json-schema", "text", "md", "obsidian"]), default="json-schema", show_default=True,
    help="JSON Schema, a page to read, Markdown, or Obsidian's types.json.",
)  # fmt: skip
@shared_options
def command(note_type: str | None, shape: str) -> None:
    """The properties that notes-kit understands: what each means and how it is read.

    \b
    Examples: notes-kit schema contact --format text
              notes-kit schema > notes-kit.schema.json
    """
    from notes_kit.render import reference  # noqa: PLC0415

    if shape == "json-schema":
        emit_json(reference.json_schema(note_type))
    elif shape == "obsidian":
        emit_json(reference.obsidian_types())
    elif shape == "md":
        emit(reference.vault_format())
    else:
        emit("\n\n".join(reference.schema_text(name) for name in ([note_type] if note_type else SCHEMA)))
