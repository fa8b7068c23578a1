"""`notes-kit draft`: a message written from the notes, or the check of one that you wrote."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from notes_kit.cli.errors import DONE, FAILED, FINDINGS, Failure
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter, width

if TYPE_CHECKING:
    from notes_kit.app.log import Logged
    from notes_kit.app.session import Session
    from notes_kit.model.letters import Kind, Message

KINDS = ("outreach", "referral-intro", "follow-up", "confirm", "thank-you", "keep-in-touch", "report-back")
SHAPES = ("text", "eml", "mailto")
MOST = 1_000_000
"""Bytes of a text to check that are read; a message has a few thousand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one `draft`."""

    channel: str
    shape: str | None
    output: str | None
    check: str | None
    edit: bool
    log: bool
    as_json: bool


@click.command("draft", epilog=f"\b\nKinds: {', '.join(KINDS)}")
@click.argument("words", nargs=-1, metavar="[KIND] [CONTACT]")
@click.option("--channel", default="", help="How: email, linkedin, phone, message … Default: as they like to be reached, or as before.")
@click.option("--format", "shape", type=click.Choice(SHAPES), help="Text, a file for a mail program, or an address that opens one.")
@click.option("-o", "--output", metavar="FILE", help="Write it there instead; what is there is never replaced. FILE.eml is a mail file.")
@click.option("--edit", is_flag=True, help="Open it first in the editor that VISUAL or EDITOR names.")
@click.option("--log", is_flag=True, help="Record it as sent, as `notes-kit log` does; `notes-kit undo` takes that back.")
@click.option("--check", metavar="FILE", help="Write nothing, and read this text (- is standard input) as its reader will.")
@json_option
@shared_options
@click.pass_context
def command(ctx: click.Context, /, words: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - the options of `Asked`
    """Write the message of that KIND to CONTACT from the notes, or check one that you wrote.

    The text comes from templates/email, templates/linkedin and templates/phone of the vault, which are
    yours to rewrite. What the notes do not say stays a [gap], and stderr tells where to write it. Nothing
    private is ever used. Nobody is written to who declined, was closed or paused, nor a third time.

    Every draft is read as its reader will, and so is any text with --check: does a request say who you
    are, why them, what for, how long (P6); does it ask for a job (P2); is it about them at all. The exit
    status is 1 while there are gaps or remarks.

    \b
    Examples: notes-kit draft outreach helena
              notes-kit draft thank-you ada --edit --format eml -o ada.eml
              notes-kit draft follow-up jonah --channel linkedin --log
              notes-kit draft --check letter.txt outreach helena
    """
    asked = Asked(**options)
    if asked.check is not None:
        _check(ctx, words, asked, asked.check)
    kind, who = _kind(ctx, words)
    if kind is None or not who:
        raise click.UsageError("say what kind of message, and to whom: `notes-kit draft outreach CONTACT`", ctx)
    _draft(ctx, kind, who, asked)


def _kind(ctx: click.Context, words: tuple[str, ...]) -> tuple[Kind | None, str]:
    """The kind that the first word names, and the name that the others are."""
    from notes_kit.model.letters import Kind  # noqa: PLC0415

    if words and words[0].casefold() in KINDS:
        return Kind(words[0].casefold()), " ".join(words[1:])
    if words and ctx.params["check"] is None:
        from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

        near = get_close_matches(words[0].casefold(), KINDS, 1, 0.6)
        known = f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}"
        raise click.UsageError(f"“{words[0]}” is no kind of message; {known}", ctx)
    return None, " ".join(words)


def _draft(ctx: click.Context, kind: Kind, who: str, asked: Asked) -> None:
    from notes_kit.app.draft import StopError, compose, edited  # noqa: PLC0415
    from notes_kit.io import editor  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.drafts import draft_document, draft_remarks, refusal_document  # noqa: PLC0415

    options: Options = ctx.obj
    session = open_session(options)
    program = editor.editor() if asked.edit else []
    try:
        draft = compose(session, kind, who, asked.channel)
    except StopError as problem:
        if not asked.as_json:
            raise
        emit_json(refusal_document(session.today, kind, problem.person, problem.stopped, problem.note))
        ctx.exit(FAILED)
    shape = _shape(draft, asked)
    if program:
        draft = edited(session, draft, editor.edit_text(program, draft.text, "draft.md"))
    moment = now()
    if not asked.as_json or asked.output is not None:
        _give(session, draft, shape, asked, moment)
    logged, unsent = _record(session, draft, moment) if asked.log else (None, None)
    if asked.as_json:
        emit_json(draft_document(session.today, draft, logged))
    for line in draft_remarks(draft, logged):
        session.say(line)
    if unsent is not None:
        raise unsent
    assert draft.review is not None, "every draft is read before it is shown"
    ctx.exit(FINDINGS if draft.gaps or draft.review.remarks else DONE)


def _shape(draft: Message, asked: Asked) -> str:
    """The shape that is asked for, by name or by the file's ending."""
    shape = asked.shape or ("eml" if asked.output is not None and asked.output.casefold().endswith(".eml") else "text")
    if shape != "text" and not draft.subject:
        raise Failure(f"this goes by {draft.channel}, which is no e-mail; leave out --format, or add `--channel email`")
    return shape


def _give(session: Session, draft: Message, shape: str, asked: Asked, moment: datetime) -> None:
    """The message on stdout, or in the file that is asked for."""
    from notes_kit.render.letters import eml, mailto, too_long_to_open  # noqa: PLC0415

    if shape == "eml":
        data = eml(draft.to, draft.person, draft.me, draft.my_address, draft.subject, draft.body, datetime.combine(session.today, moment.timetz()))
    elif shape == "mailto":
        address = mailto(draft.to, draft.subject, draft.body)
        if too_long_to_open(address):
            session.say(f"this address has {len(address)} characters, which some programs cut; --format eml is whole everywhere")
        data = f"{address}\n".encode()
    else:
        data = draft.text.encode("utf-8", "replace")
    if asked.output is not None:
        from notes_kit.io.output import write_new  # noqa: PLC0415

        write_new(asked.output, data)
        session.say(f"wrote {asked.output}")
    else:
        click.echo(data, nl=False)


def _record(session: Session, draft: Message, moment: datetime) -> tuple[Logged | None, Exception | None]:
    """What `log` wrote, or why nothing was: the message itself has been shown, and is not lost by that."""
    from notes_kit.app.desk import AskedWrongError  # noqa: PLC0415
    from notes_kit.app.draft_log import log_sent  # noqa: PLC0415

    try:
        return log_sent(session, draft, now=moment), None
    except AskedWrongError as problem:
        return None, problem


def _check(ctx: click.Context, words: tuple[str, ...], asked: Asked, name: str) -> None:
    """Say what a careful reader would of a text, and leave."""
    from notes_kit.app.draft_check import check, text_of  # noqa: PLC0415
    from notes_kit.io.files import NoVaultError  # noqa: PLC0415
    from notes_kit.model.letters import Form  # noqa: PLC0415
    from notes_kit.render.letters import review_document, review_text  # noqa: PLC0415

    if asked.edit or asked.log or asked.output is not None or asked.shape is not None:
        raise click.UsageError("--check writes nothing; leave out --edit, --log, --format and -o", ctx)
    kind, who = _kind(ctx, words)
    if name == "-":
        data = sys.stdin.buffer.read(MOST)
    else:
        with click.open_file(name, "rb") as stream:
            data = stream.read(MOST)
    session = None
    try:
        session = open_session(ctx.obj)
    except NoVaultError:
        if who or ctx.obj.vault:
            raise
    form = {"email": Form.EMAIL, "linkedin": Form.LINKEDIN, "phone": Form.PHONE}.get(asked.channel.casefold()) if asked.channel else None
    result = check(text_of(name, data), kind, form, session, who)
    shown = "stdin" if name == "-" else name
    if asked.as_json:
        emit_json(review_document(ctx.obj.day(), shown, result))
    else:
        emit(review_text(shown, result, painter(ctx.obj), width()))
    ctx.exit(FINDINGS if result.remarks else DONE)
