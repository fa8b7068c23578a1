"""`notes-kit watch`: stay and tell what each save changes."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from types import FrameType
from typing import TYPE_CHECKING

import click

from notes_kit.cli.errors import DONE, INTERRUPTED, Failure
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, open_session, painter, width

if TYPE_CHECKING:
    from notes_kit.app.committing import Committer
    from notes_kit.app.session import Hinted, Session
    from notes_kit.app.watch import Round
    from notes_kit.io.run import Runner

TERMINATED = 143
REFRESH = 5
"""Seconds after which a page that is watched looks whether it was written anew."""

ENDS = {"SIGINT": INTERRUPTED, "SIGTERM": TERMINATED, "SIGHUP": DONE}
"""Signals that end a watch, with the exit status of each."""


@click.command("watch")
@click.option(
    "--report", "report_file", metavar="FILE", help="Keep this report (.md, .html, .json, .txt) up to date; a page that is open shows it by itself."
)
@click.option(
    "--calendar", "calendar_file", metavar="FILE.ics", help="Keep this calendar of talks and duties up to date, as `export ics -o` writes it."
)
@click.option(
    "--exec", "command_line", metavar="CMD", help="Run CMD after every change, without a shell; NOTES_KIT_CHANGED, _NEW … tell it what happened."
)
@click.option("--shell", is_flag=True, help="With --exec: let the shell read CMD, with its pipes and wildcards.")
@click.option("--commit", is_flag=True, help="Commit changed notes to Git after a quiet minute; the message says what happened.")
@click.option("--notify", is_flag=True, help="Show new duties on the desktop, too.")
@click.option("--poll", is_flag=True, help="Compare listings instead of waiting for events: for network drives.")
@click.option("--once", is_flag=True, help="Look once and end.")
@json_option
@shared_options
@click.pass_context
def command(
    ctx: click.Context, /, report_file: str | None, calendar_file: str | None, command_line: str | None, *, shell: bool, commit: bool, notify: bool, poll: bool, once: bool, as_json: bool,
) -> None:  # fmt: skip
    """Stay in a terminal beside the editor: after every save, and when the day turns, tell which findings came and which went.

    The command of --exec finds in its environment NOTES_KIT_ADDED, NOTES_KIT_CHANGED and
    NOTES_KIT_REMOVED (paths, a line each), NOTES_KIT_NEW and NOTES_KIT_GONE (findings as JSON) and
    NOTES_KIT_TODAY. It is not started again by what changes while it runs.

    \b
    Examples: notes-kit watch --report Report.html
              notes-kit watch --exec 'make -C site'
    """
    from notes_kit.app.watch import SWEEP, watch  # noqa: PLC0415
    from notes_kit.io.lock import lock  # noqa: PLC0415
    from notes_kit.io.watch import Hints  # noqa: PLC0415

    options: Options = ctx.obj
    session = open_session(options)
    teller = _Teller(
        options, report_file=report_file, calendar_file=calendar_file, command=_runner(command_line, shell=shell), notify=notify, as_json=as_json
    )
    committer = _committer(teller) if commit else None
    status = [DONE]
    with ExitStack() as stack:
        if not once:
            stack.enter_context(lock(session.root, "watch", "watching"))
        hints = stack.enter_context(Hints(session.root, poll=poll))
        stack.callback(teller.end)
        if not hints.native and not poll:
            session.say("the system announces no changes here; comparing listings instead")

        def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - signal's signature
            status[0] = ENDS[signal.Signals(number).name]
            hints.stop()

        for name in ENDS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), end)

        def opened(hinted: Hinted | None) -> Session:
            session = teller.open()
            session.hinted = hinted
            return session

        made = [session.relative(report_file)] if report_file is not None else []
        try:
            for one in watch(opened, hints, once=once, idle=committer.idle if committer else lambda: SWEEP, made=made):
                teller.tell(one)
                if committer is not None and not one.first:
                    committer.note(one.touched)
            if committer is not None:
                committer.leave()
        except OSError:
            if not hints.stopped:  # else of a terminal that was closed while something was written there
                raise
    ctx.exit(status[0])


def _committer(teller: _Teller) -> Committer:
    import time  # noqa: PLC0415

    from notes_kit.app.committing import Committer  # noqa: PLC0415
    from notes_kit.io.git_repo import open_repository  # noqa: PLC0415

    open_repository(teller.open().root)  # to say at once that there is none
    return Committer(teller.open, time.monotonic)


def _runner(command_line: str | None, *, shell: bool) -> Runner | None:
    if command_line is None:
        if shell:
            raise click.UsageError("--shell says how to run the command of --exec; there is none")
        return None
    from notes_kit.io.run import Runner  # noqa: PLC0415

    return Runner(command_line, shell=shell)


class _Teller:
    """Passes on what a watch finds: to the terminal or a program, to a report, to a command, to the desktop."""

    def __init__(
        self, options: Options, *, report_file: str | None, calendar_file: str | None, command: Runner | None, notify: bool, as_json: bool
    ) -> None:
        from notes_kit.cli.shapes import report_shape  # noqa: PLC0415

        self.calendar_file, self.complaints = calendar_file, set[str]()
        self.options, self.report_file, self.command, self.as_json = options, report_file, command, as_json
        self.shape = report_shape(None, report_file, as_json=False) if report_file is not None else ""
        self.lively = sys.stdout.isatty() and not as_json and not options.quiet
        self.notifier = _notifier() if notify else None
        self.status = ""

    def open(self) -> Session:
        """The vault as it stands; what is said of it stands above the status line."""
        session = open_session(self.options)
        say = session.say

        def above(words: str) -> None:
            self.clear()
            say(words)
            self.show_status()

        session.say = above
        return session

    def clear(self) -> None:
        """Take the status line away, so that something else can be written."""
        if self.lively:
            sys.stdout.write("\r\033[K")
            sys.stdout.flush()

    def show_status(self) -> None:
        if self.lively:
            sys.stdout.write(painter(self.options)(self.status, "dim"))
            sys.stdout.flush()

    def tell(self, one: Round) -> None:
        today = one.session.today
        self.show(one)
        if self.report_file is not None:
            self.write_report(one.session)
        if self.calendar_file is not None:
            self.write_calendar(one.session, self.calendar_file)
        if self.notifier is not None:
            from notes_kit.io.notify import notify  # noqa: PLC0415
            from notes_kit.render.watching import message  # noqa: PLC0415

            words = message(one, today)
            if words is not None and not notify(self.notifier, *words):
                one.session.say("the desktop did not take the message")
        if self.command is not None:
            self.run(self.command, one)
        one.session.close()

    def show(self, one: Round) -> None:
        from notes_kit.io.clock import now  # noqa: PLC0415
        from notes_kit.render.watching import round_events, round_lines, status_line  # noqa: PLC0415

        today = one.session.today
        if self.as_json:
            import json  # noqa: PLC0415

            from notes_kit.render.words import json_safe  # noqa: PLC0415

            lines = [json_safe(json.dumps(event, ensure_ascii=False)) for event in round_events(one, today)]
        else:
            lines = round_lines(one, now(), today, painter(self.options))
        self.clear()
        for line in lines:
            emit(line)
        self.status = status_line(one, today, width()) if self.lively else ""
        self.show_status()

    def write_report(self, session: Session) -> None:
        """Bring the report up to date; a file that a person has changed is left alone, and that is said once."""
        from notes_kit.app.report import NotAReportError, report, write_report  # noqa: PLC0415
        from notes_kit.cli.shapes import report_words  # noqa: PLC0415

        try:
            write_report(self.report_file or "", report_words(report(session), self.shape, session=session, refresh=REFRESH))
        except (NotAReportError, OSError) as problem:
            self.complain(session, str(problem))

    def write_calendar(self, session: Session, file: str) -> None:
        """Bring the calendar up to date: the same entries as before keep their bytes."""
        from notes_kit.app.export import export_calendar  # noqa: PLC0415
        from notes_kit.app.exported import EXPORTS, read_before, write_export  # noqa: PLC0415
        from notes_kit.app.report import NotAReportError  # noqa: PLC0415

        try:
            write_export(file, export_calendar(session, before=read_before(file)), EXPORTS["ics"])
        except (NotAReportError, OSError) as problem:
            self.complain(session, str(problem))

    def complain(self, session: Session, words: str) -> None:
        """Say what could not be written, and go on watching."""
        if words not in self.complaints:
            session.say(words)
        self.complaints.add(words)

    def run(self, command: Runner, one: Round) -> None:
        """Start the person's command, unless what changed may be its own doing."""
        from notes_kit.render.watching import variables  # noqa: PLC0415

        status = command.failed()
        if status:
            one.session.say(f"the command of --exec ended with status {status}")
        seen = one.session.scan.files
        if not one.first and not (
            command.running or (one.touched and all(path in seen and command.during(seen[path].mtime) for path in one.touched))
        ):
            self.clear()  # what it says comes when it likes
            command.start(one.session.root, variables(one, one.session.today))

    def end(self) -> None:
        if self.command is not None:
            self.command.end()
        try:
            self.clear()
        except OSError:  # the terminal was closed; what Python still wants to write there goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _notifier() -> list[str]:
    from notes_kit.io.notify import notifier  # noqa: PLC0415

    found = notifier()
    if found is None:
        raise Failure("no program here shows messages on the desktop (notify-send, osascript); go on without --notify")
    return found
