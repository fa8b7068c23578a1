"""`notes-kit completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click

from notes_kit.cli.options import shared_options
from notes_kit.cli.session import emit

WHERE = {
    "bash": 'eval "$(notes-kit completion bash)"   # in ~/.bashrc',
    "zsh": 'eval "$(notes-kit completion zsh)"   # in ~/.zshrc',
    "fish": "notes-kit completion fish > ~/.config/fish/completions/notes-kit.fish",
}


@click.command("completion", epilog="\b\nPut it where your shell reads it:\n" + "\n".join(f"  {line}" for line in WHERE.values()))
@click.argument("shell", type=click.Choice(list(WHERE)))
@shared_options
def command(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415

    from notes_kit.cli.main import cli  # noqa: PLC0415

    kind = get_completion_class(shell)
    assert kind is not None, shell
    emit(kind(cli, {}, "notes-kit", "_NOTES_KIT_COMPLETE").source())
