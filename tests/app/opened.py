"""Vaults on a disk, opened for a test of a use-case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from notes_kit.app.session import Session

TODAY = date(2026, 5, 18)
"""The day of the examples in `vault-template`."""


def opened(root: Path, files: Mapping[str, str | bytes] | None = None, today: date = TODAY) -> tuple[Session, list[str]]:
    """The vault at `root`, with these files written into it first, and what the session says while it is used."""
    for path, text in (files or {}).items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    said: list[str] = []
    return Session(str(root), today, say=said.append), said
