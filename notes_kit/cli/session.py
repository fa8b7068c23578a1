"""Open the vault that a command works on, and say on stderr what a person should know meanwhile."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

import click

from notes_kit.app.session import Session
from notes_kit.cli.options import Options
from notes_kit.io.clock import today
from notes_kit.io.files import find_vault
from notes_kit.render.words import term_safe

SHOW_AFTER = 1.0
"""Seconds of work after which progress is shown."""


def open_session(options: Options, *, rebuild: bool = False) -> Session:
    """The vault that `options` mean, as of their day; with `--at`, as it was then."""
    root = find_vault(options.vault or os.environ.get("NOTES_KIT_VAULT"), os.getcwd())

    def say(words: str) -> None:
        if not options.quiet:
            click.echo(f"notes-kit: {term_safe(words)}", err=True)

    progress = _Progress() if sys.stderr.isatty() and not options.quiet else None
    day = options.day()
    session = Session(root, day, say=say, progress=progress, clock_ns=time.time_ns, rebuild=rebuild, past=day < today())
    if progress is not None:
        session.count = progress.count
    if options.at is None:
        return session
    from notes_kit.app.past import open_past_session  # noqa: PLC0415 - Git, needed only here

    return open_past_session(session, options.at, options.clock_day(), options.said_day())


def counter(options: Options) -> Callable[[str, int, int], None] | None:
    """A function (what, done, total) that shows on stderr how far long work is, on a terminal that is wanted to."""
    return _Progress().count if sys.stderr.isatty() and not options.quiet else None


class _Progress:
    """A line on stderr that counts notes, once the work has taken a while."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.shown = 0.0

    def __call__(self, done: int, total: int) -> None:
        self.count("reading notes", done, total)

    def count(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.began < SHOW_AFTER:
            return
        if done == total:
            sys.stderr.write("\r\033[K")
        elif now - self.shown > 0.1:  # noqa: PLR2004 - ten times a second is smooth
            self.shown = now
            sys.stderr.write(f"\r\033[K{what} {done}/{total}")
        sys.stderr.flush()


def agreed(question: str, *, yes: bool, asked: bool) -> bool:
    """Whether to write: said beforehand, or asked now; `asked` is False where the answer on stdout leaves no room for a question.

    Raises:
        Failure: nobody is there to be asked.
    """
    if yes:
        return True
    if not asked or not sys.stdin.isatty():
        from notes_kit.cli.errors import Failure  # noqa: PLC0415 - which imports the options anew

        raise Failure("nothing was written: nobody is there to ask; --yes writes it, --dry-run only looks")
    return click.confirm(question, default=False, err=True)


def wants_color(options: Options) -> bool:
    """Whether to colour stdout: asked for, or a terminal and neither NO_COLOR nor TERM=dumb (no-color.org)."""
    if options.color != "auto":
        return options.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True},
    "name": {"bold": True},
    "path": {"fg": "cyan"},
    "dim": {"dim": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "info": {"fg": "blue"},
    "good": {"fg": "green"},
    "bad": {"fg": "red"},
    "code": {"fg": "magenta"},
    "quote": {"italic": True},
}
"""What a kind of words looks like on a terminal."""


def painter(options: Options) -> Callable[[str, str], str]:
    """A function (text, kind) → text for the renderers: colours where they are wanted, else the text as it is."""
    if not wants_color(options):
        return lambda text, _kind: text
    return lambda text, kind: click.style(text, **STYLES.get(kind, {}))


def linker(options: Options, root: str) -> Callable[[str, str], str]:
    """A function (shown, path) → text that can be clicked on a terminal (OSC 8): in Obsidian where the vault is one, else the file."""
    if options.color == "never" or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("NO_COLOR"):
        return lambda shown, _path: shown
    import socket  # noqa: PLC0415 - only for the name of this machine, which file:// asks for
    from urllib.parse import quote  # noqa: PLC0415

    obsidian = os.path.isdir(os.path.join(root, ".obsidian"))

    def link(shown: str, path: str) -> str:
        full = os.path.join(root, path)
        target = f"obsidian://open?path={quote(full, safe='')}" if obsidian else f"file://{socket.gethostname()}{quote(full)}"
        return f"\033]8;;{target}\033\\{shown}\033]8;;\033\\"

    return link


def width() -> int:
    """Columns to write in: the terminal's, at most 100; 80 where there is none."""
    import shutil  # noqa: PLC0415

    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def emit(text: str) -> None:
    """Print an answer on stdout, at once; colours were decided by the painter. An empty one is no line."""
    if text := text.rstrip("\n"):
        click.echo(text, color=True)


def emit_json(document: dict[str, object]) -> None:
    """Print a JSON document on stdout."""
    import json  # noqa: PLC0415

    from notes_kit.render.words import json_safe  # noqa: PLC0415

    emit(json_safe(json.dumps(document, ensure_ascii=False, indent=2, default=str)))
