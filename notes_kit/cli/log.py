"""`notes-kit log`: record what happened with somebody, in the right note."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from notes_kit.app.log_words import EVENTS
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, emit_json, open_session, painter

if TYPE_CHECKING:
    from datetime import date, datetime

    from click.shell_completion import CompletionItem

    from notes_kit.app.log import Fact
    from notes_kit.app.log_after import After
    from notes_kit.app.session import Session

_BACK = re.compile(r"-(\d{1,7}[dwmy])\Z")
_MEANINGS = "\n".join(f"  {event.name:<11}{event.meaning}" for event in EVENTS.values())


class _Log(click.Command):
    """A command whose words may begin with `-3d`, which is a day and no option, and with a name of two words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `-3d` as three days ago, and the words before the event as one name."""
        args = [_BACK.sub(r"\1 ago", word) for word in args]
        last = next((at for at, word in enumerate(args) if word in EVENTS or word.startswith("-")), 0)
        if last > 1 and args[last] in EVENTS:
            args = [" ".join(args[:last]), *args[last:]]
        return super().parse_args(ctx, args)


def _event(ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """The name of an event; a wrong one is answered with the nearest."""
    if value in EVENTS:
        return value
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(value, EVENTS, 1, 0.7)
    known = f"did you mean {near[0]}?" if near else f"there are {', '.join(EVENTS)}"
    raise click.UsageError(f"“{value}” is nothing that can be recorded; {known}", ctx)


def _events(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The events that begin so, for a shell."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    return [CompletionItem(event.name, help=event.meaning) for event in EVENTS.values() if event.name.startswith(incomplete)]


def _said_after(
    event: str, today: date, thanked: str, referrals: tuple[str, ...], steps: tuple[str, ...], *, none_named: bool, only_names: bool
) -> After | None:
    """What the options say of a talk; None for nothing."""
    if not (thanked or referrals or steps or none_named or only_names):
        return None
    if event != "held":
        raise click.UsageError(
            f"--thanked, --referral, --none-named, --only-names and --next-step go with `held`, not with `{event}`", click.get_current_context()
        )
    if referrals and none_named:
        raise click.UsageError("--none-named says that they named nobody, and --referral whom", click.get_current_context())
    from notes_kit.app.log_after import After, Named, read_step  # noqa: PLC0415

    named = [Named(name, False if only_names else None) for name in referrals]
    return After(thanked, named, none_named, [read_step(words, today) for words in steps])


def _asked_after(session: Session, contact: str, fact: Fact, now: datetime) -> After:
    """What a person at a terminal answers."""
    from notes_kit.app.log_after import survey  # noqa: PLC0415
    from notes_kit.cli.log_walk import walk  # noqa: PLC0415

    return walk(survey(session, contact, fact, now), session.today)


@click.command("log", cls=_Log, epilog=f"\b\nEvents:\n{_MEANINGS}")
@click.argument("contact")
@click.argument("event", callback=_event, shell_complete=_events)
@click.argument("words", nargs=-1, metavar="[DATE] [WORDS]...")
@click.option("--channel", default="", help="How: email, linkedin, intro, phone, in-person, message or other. Default: as they like it.")
@click.option("--interview", default="", metavar="DATE", help="Which talk is meant, by its day, where it is not the last or the next one.")
@click.option(
    "--thanked", is_flag=False, flag_value="today", default="", metavar="[DATE]", help="held: you have thanked them; today unless a date is given."
)
@click.option("--referral", "referrals", multiple=True, metavar="NAME", help="held: they named somebody, who gets a note. Repeatable.")
@click.option("--none-named", is_flag=True, help="held: you asked whom else to hear, and they named nobody.")
@click.option("--next-step", "steps", multiple=True, metavar="TEXT", help="held: something to do, such as “send the paper due fri”. Repeatable.")
@click.option("--only-names", is_flag=True, help="held: begin no notes for the people named.")
@click.option("--no-input", is_flag=True, help="held: ask nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@json_option
@shared_options
@click.pass_obj
def command(
    options: Options, *, contact: str, event: str, words: tuple[str, ...], channel: str, interview: str, thanked: str,
    referrals: tuple[str, ...], none_named: bool, steps: tuple[str, ...], only_names: bool, no_input: bool, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Record what happened with CONTACT in the right note, and say which duties that closes.

    DATE is today unless it is given as the first of the words: 2026-03-02, yesterday, -3d, last fri.
    The same fact recorded twice is written once. `notes-kit undo` takes it back.

    With `held`, what comes of the talk is recorded in the same write: thanks, the people named, next steps. On a
    terminal you are asked for it unless an option says it.

    \b
    Examples: notes-kit log ada outreach
              notes-kit log ada replied yesterday
              notes-kit log ada scheduled "fri 15:00"
              notes-kit log "Ada Okafor" touch email give the paper on lineage
              notes-kit log ada done send the lineage paper
              notes-kit log ada held --referral "Ben Li" --next-step "send the lineage paper due fri"
    """
    from notes_kit.app.log import Fact, log  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.render.words import term_safe  # noqa: PLC0415
    from notes_kit.render.written import diff_text, duties_text, lines_document, lines_text  # noqa: PLC0415

    session, paint = open_session(options), painter(options)
    fact = Fact(event, words, channel, interview)
    after = _said_after(event, session.today, thanked, referrals, steps, none_named=none_named, only_names=only_names)
    if event == "held" and not (after or no_input or as_json) and sys.stdin.isatty() and sys.stderr.isatty():
        after = _asked_after(session, contact, fact, now())
    done = log(session, contact, fact, now=now(), dry_run=dry_run, after=after)
    for sentence in (f"nothing to write: {done.already}" if done.already else "", *done.hints):
        if sentence:
            session.say(term_safe(sentence))
    if as_json:
        emit_json(lines_document(session.today, done.lines, done.closed, done.opened, dry_run=dry_run, already=done.already or None))
        return
    said = diff_text(done.diff, paint) if dry_run else lines_text(done.lines, paint)
    duties = duties_text(done.closed, done.opened, done.person, session.today, paint, ahead=dry_run)
    if said or duties:
        emit("\n".join(part for part in (said, duties) if part))
