"""`notes-kit watch`: stay and tell what each save changes."""

from __future__ import annotations

import signal
from types import FrameType

import click

from notes_kit.cli.errors import DONE, INTERRUPTED
from notes_kit.cli.options import Options, json_option, shared_options
from notes_kit.cli.session import emit, open_session, painter

TERMINATED = 143
ENDS = {"SIGINT": INTERRUPTED, "SIGTERM": TERMINATED, "SIGHUP": DONE}
"""Signals that end a watch, with the exit status of each."""


@click.command("watch")
@click.option("--report", "report_file", metavar="FILE", help="Keep this report (.md, .html, .json, .txt) up to date.")
@click.option("--poll", is_flag=True, help="Compare listings instead of waiting for events: for network drives.")
@click.option("--once", is_flag=True, help="Look once and end.")
@json_option
@shared_options
@click.pass_context
def command(ctx: click.Context, report_file: str | None, *, poll: bool, once: bool, as_json: bool) -> None:
    """Stay in a terminal beside the editor: after every save, and when the day turns, tell which findings came and which went.

    \b
    Example: notes-kit watch --report Report.md
    """
    from notes_kit.app.watch import watch  # noqa: PLC0415
    from notes_kit.io.clock import now  # noqa: PLC0415
    from notes_kit.io.watch import Hints  # noqa: PLC0415
    from notes_kit.render.watching import round_events, round_lines  # noqa: PLC0415

    options: Options = ctx.obj
    session = open_session(options)
    status = [DONE]
    with Hints(session.root, poll=poll) as hints:
        if not hints.native and not poll:
            session.say("the system announces no changes here; comparing listings instead")

        def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - signal's signature
            status[0] = ENDS[signal.Signals(number).name]
            hints.stop()

        for name in ENDS:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), end)
        for one in watch(lambda: open_session(options), hints, once=once):
            if as_json:
                import json  # noqa: PLC0415

                lines = [json.dumps(event, ensure_ascii=False) for event in round_events(one, one.session.today)]
            else:
                lines = round_lines(one, now(), one.session.today, painter(options))
            for line in lines:
                emit(line)
            if report_file is not None:
                _write(options, report_file)
    ctx.exit(status[0])


def _write(options: Options, report_file: str) -> None:
    from notes_kit.app.report import report, write_report  # noqa: PLC0415
    from notes_kit.cli.shapes import report_shape, report_words  # noqa: PLC0415

    session = open_session(options)
    write_report(report_file, report_words(report(session), report_shape(None, report_file, as_json=False)))
