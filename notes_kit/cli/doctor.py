"""`notes-kit doctor`: versions, the vault's state, and what is wrong."""

from __future__ import annotations

import click

from notes_kit.cli.errors import DONE, FINDINGS
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter


@click.command("doctor")
@json_option
@shared_options
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Versions, facts about the vault, and what is wrong with either: what a bug report should hold.

    It shows paths and counts and nothing that stands in a note. The exit status is 1 where something should be mended.
    """
    from notes_kit.app.doctor import Fact, examine, surroundings  # noqa: PLC0415
    from notes_kit.io.files import NoVaultError  # noqa: PLC0415
    from notes_kit.render.words import term_safe  # noqa: PLC0415

    options: Options = ctx.obj
    facts = surroundings()
    try:
        facts += examine(open_session(options))
    except NoVaultError as problem:
        facts.append(Fact("vault", str(problem).split(":", 1)[0]))
    if as_json:
        rows = [{"name": fact.name, "ok": fact.ok, "words": fact.words} for fact in facts]
        emit_json({"version": 1, "today": options.day().isoformat(), "facts": rows})
    else:
        paint = painter(options)
        marks = {True: paint("ok", "good"), False: paint("!!", "bad")}
        emit("\n".join(f"{marks[fact.ok]}  {fact.name}: {term_safe(fact.words)}" for fact in facts))
    ctx.exit(DONE if all(fact.ok for fact in facts) else FINDINGS)
