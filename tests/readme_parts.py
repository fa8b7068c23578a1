"""The parts of README.md that are made from the code: help pages, the reference of the vault format, the rules.

A part stands between `<!-- NAME:start -->` and `<!-- NAME:end -->`. `PARTS` names each with the function that makes it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from notes_kit.cli import main as cli_main

WIDTH = 100
_PART = re.compile(r"<!-- (?P<name>[a-z-]+):start -->\n(?P<body>.*?)<!-- (?P=name):end -->", re.DOTALL)
_MARK = re.compile(r"<!-- (?P<name>[a-z-]+):(?:start|end) -->")


def commands(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """Every command below one, itself first, with its help page as a terminal of `WIDTH` columns shows it."""
    settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None, f"{context.command_path} lists {child} and does not know it"
            if not found.hidden:
                yield from commands(found, child, context)


def root() -> click.Group:
    """The whole command line, found by what it is: the one group of `notes_kit/cli/main.py`."""
    groups = {id(value): value for value in vars(cli_main).values() if isinstance(value, click.Group)}
    assert len(groups) == 1, f"notes_kit/cli/main.py holds {len(groups)} groups"
    return next(iter(groups.values()))


def help_pages() -> str:
    """A section per command with its help page, from a process of its own: click remembers how a command was first asked."""
    code = "import readme_parts; print(readme_parts.own_help_pages(), end='')"
    here = Path(__file__).resolve().parent
    return subprocess.run([sys.executable, "-c", code], cwd=here, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def own_help_pages() -> str:
    """`help_pages`, worked out in this process."""
    return "\n".join(f"### `{name}`\n\n```text\n{page.rstrip()}\n```\n" for name, page in commands(root(), "notes-kit"))


def format_reference() -> str:
    """The reference of the vault format, made from the schema."""
    from notes_kit.render import reference

    return reference.vault_format()


def rules_table() -> str:
    """What each rule asks for, one row a rule."""
    from notes_kit.render import reference

    return reference.rules_table()


def drafts_reference() -> str:
    """The fields of templates and the lists of phrases, made from their tables."""
    from notes_kit.render import reference

    return reference.messages()


def watch_events() -> str:
    """The events of `watch --json`, one row each."""
    from notes_kit.render import watch_schema

    return watch_schema.events_table()


def watch_story() -> str:
    """What `watch` tells beside an editor, and over midnight."""
    from watch_story import story

    return story()


PARTS: dict[str, Callable[[], str]] = {
    "help": help_pages,
    "watch-events": watch_events,
    "watch-story": watch_story,
    "format": format_reference,
    "rules": rules_table,
    "drafts": drafts_reference,
}


def parts(text: str) -> dict[str, str]:
    """The parts that a README holds, by name; a mark without its partner is an error."""
    found = {match["name"]: match["body"] for match in _PART.finditer(text)}
    marks = sorted(match["name"] for match in _MARK.finditer(text))
    assert marks == sorted([*found, *found]), f"marks without a partner among {marks}"
    return found


def fill(text: str, name: str, body: str) -> str:
    """The README with one part replaced."""
    start, end = f"<!-- {name}:start -->\n", f"<!-- {name}:end -->"
    before, rest = text.split(start, 1)
    _, after = rest.split(end, 1)
    return before + start + body + end + after
