"""`notes-kit adopt`: make an existing vault of people one's own."""

from __future__ import annotations

import click

from notes_kit.cli.errors import Failure
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import agreed, emit, emit_json, open_session, painter


@click.command("adopt")
@click.option(
    "--map", "keys", multiple=True, metavar="KEY=PROPERTY", help="What a property of yours means; with nothing behind the = it is left. Repeatable."
)
@click.option("--type", "types", multiple=True, metavar="WORD=TYPE", help="What a `type:` of yours means: contact, interview, meeting … Repeatable.")
@click.option("--write", "notes", is_flag=True, help="Rename the properties and types in the notes, instead of explaining them in the settings.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("-y", "--yes", is_flag=True, help="Write without asking: for scripts.")
@json_option
@shared_options
@click.pass_obj
def command(options: Options, *, keys: tuple[str, ...], types: tuple[str, ...], notes: bool, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Look at a vault of people that is there already, and say what is understood of it and what is not.

    What has another name here is understood already where many people use it. What else looks like a property, a type
    or a folder of people is proposed for `notes-kit.yaml`, so that no note has to change. --write puts our names into
    the notes instead: only the names, and no other byte. Meetings of a work vault stay meetings, and owe nothing.

    \b
    Examples: notes-kit adopt --dry-run
              notes-kit adopt --map klant=organization --type lead=contact
              notes-kit adopt --write --dry-run
    """
    from notes_kit.app.adopt import into_notes, into_settings, look, read_mapping, write  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.adopted import adopted_document, adopted_text  # noqa: PLC0415
    from notes_kit.render.words import plural, term_safe  # noqa: PLC0415
    from notes_kit.render.written import diff_text  # noqa: PLC0415

    session, paint = open_session(options), painter(options)
    seen = look(session, read_mapping(keys, types))
    seen, changes = into_notes(session, seen) if notes else into_settings(session, seen)
    diff = write(session, changes, now=now(), notes=notes, dry_run=True).diff
    if not as_json:
        emit(adopted_text(seen, paint, whole=options.verbose))
        if diff:
            emit("\n" + diff_text(diff, paint))
        for path, why in seen.refused if notes else ():
            session.say(term_safe(f"{path} is left as it is: {why}"))
    done = bool(changes) and not dry_run and agreed(f"Write {plural(len(changes), 'file')}?", yes=yes, asked=not as_json)
    if done:
        write(session, changes, now=now(), notes=notes, dry_run=False)
        session.say(f"wrote {plural(len(changes), 'file')}; `notes-kit undo` takes it back")
    elif not dry_run and not seen.refused:
        session.say("nothing was written" if changes else "there is nothing to write: all that can be told is understood")
    if as_json:
        emit_json(adopted_document(seen, session.today, written=done) | {"diff": diff})
    if seen.refused and not notes:
        raise Failure(seen.refused[0][1])
