"""Run notes-kit as `python -m notes_kit`."""

from notes_kit.cli.main import main

main()
