"""The command line's entry: options that hold everywhere, and commands that are imported when they are called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from notes_kit import __version__
from notes_kit.cli.options import shared_options

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Make a vault, or add what is missing to a folder of notes."),
    "new": ("new", "Begin a note: a contact, an interview, an organization, a theme."),
    "log": ("log", "Record what happened with somebody, in the right note."),
    "draft": ("draft", "A message from the notes, or a check of yours."),
    "import": ("import_", "Take people over from LinkedIn, an address book, a table."),
    "adopt": ("adopt", "Make a vault of people that is there already one's own."),
    "triage": ("triage", "What to sort out first: people without a note, links to nothing."),
    "due": ("due", "What is owed to whom, soonest first."),
    "agenda": ("agenda", "What is scheduled, day by day, with clashes."),
    "prep": ("prep", "One page before a talk, and what to ask."),
    "lint": ("lint", "Check the notes: duties and faults."),
    "report": ("report", "The synthesis: what all these people told you."),
    "show": ("show", "One person's story."),
    "find": ("find", "Search the text of the notes."),
    "list": ("list", "Contacts, interviews, actions … by any property."),
    "themes": ("themes", "The themes, and who said what on each."),
    "history": ("history", "What happened with one person, by the notes and by Git."),
    "changes": ("changes", "What happened since you last asked, or in a stretch of time."),
    "watch": ("watch", "Stay and tell what each save changes."),
    "export": ("export", "Calendar, address book, tables, canvas: for other programs."),
    "index": ("index", "Bring the index up to date and say what changed."),
    "git": ("git", "Notes merged and compared by Git as notes."),
    "copies": ("copies", "Conflict copies of synchronising programs: find, compare, merge."),
    "hook": ("hook", "A Git hook that checks notes before a commit."),
    "rules": ("rules", "What each rule means and why."),
    "schema": ("schema", "The properties that are understood."),
    "forget": ("forget", "Take somebody out of the vault, for good."),
    "undo": ("undo", "Take back the last write."),
    "doctor": ("doctor", "Versions, the vault's state, and what is wrong."),
    "completion": ("completion", "Shell completion."),
}
"""Command name to its module in this package and its line in the overview, so that help imports none of them."""


class Commands(click.Group):
    """A group whose commands are imported one at a time, when needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of a conversation, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"notes_kit.cli.{COMMANDS[cmd_name][0]}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The overview, from the table and not from the modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {near[0]}?" if near else " `notes-kit --help` lists them."
            raise click.UsageError(f"There is no command {args[0]}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="notes-kit")
@shared_options
def cli() -> None:
    """Informational interviews in plain Markdown: who to write to, what was said, what it adds up to.

    \b
    notes-kit init my-network            a vault to begin with
    notes-kit due                        what is owed today
    notes-kit report                     what all these people told you
    """


_SELDOM = (100_000, 50, 100)
"""How often to look for what only refers to itself: a vault is a million small values that do not, and looking for it was half of loading them."""


def main() -> None:
    """Run the command line and leave with its exit status: 0 fine, 1 findings, 2 could not do it, 130 interrupted."""
    from notes_kit.cli.errors import run  # noqa: PLC0415

    gc.set_threshold(*_SELDOM)
    sys.exit(run(cli))


if __name__ == "__main__":
    main()
