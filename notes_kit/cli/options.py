"""Options that every command takes, before its name or after it, gathered in one value."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Options:
    """What the person asked for, whatever the command."""

    vault: str | None = None
    today: str | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    at: str | None = None

    def day(self) -> date:
        """The day to answer for: `--today`, else NOTES_KIT_TODAY, else the clock's."""
        return self.said_day() or self.clock_day()

    def said_day(self) -> date | None:
        """The day of `--today`, if it was given."""
        return _read(self.today) if self.today else None

    @staticmethod
    def clock_day() -> date:
        """The day that it is: NOTES_KIT_TODAY, else the clock's."""
        from notes_kit.io.clock import today  # noqa: PLC0415

        text = os.environ.get("NOTES_KIT_TODAY")
        return _read(text) if text else today()


def _read(text: str) -> date:
    from notes_kit.io.clock import today  # noqa: PLC0415
    from notes_kit.parse.human_date import read_human_date  # noqa: PLC0415

    return read_human_date(text, today())


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    options = ctx.ensure_object(Options)
    if value not in (None, False) and param.name:
        setattr(options, param.name, value)


_SHARED = (
    click.option(
        "--vault", metavar="DIR", expose_value=False, callback=_keep, help="The vault; else NOTES_KIT_VAULT, else the nearest folder upward."
    ),
    click.option("--today", metavar="DATE", expose_value=False, callback=_keep, help="Answer as of this day: 2026-03-02, yesterday, -3d, fri."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), expose_value=False, callback=_keep, help="Colours; auto: on a terminal."),
    click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep, help="Say nothing but the answer."),
    click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_keep, help="Say more about what is done."),
    click.option("--debug", is_flag=True, expose_value=False, callback=_keep, help="Show the traceback of an error."),
)


def shared_options(function: F) -> F:
    """Add the options that hold everywhere."""
    for option in reversed(_SHARED):
        function = option(function)
    return function


def json_option(function: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")(function)


def at_option(function: F) -> F:
    """Add `--at`: `open_session` then opens the vault as it was."""
    words = "Answer as the vault was then, as Git holds it: a date (its end), or a commit, branch or tag."
    return click.option("--at", metavar="REV|DATE", expose_value=False, callback=_keep, help=words)(function)
