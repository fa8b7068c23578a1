"""What a vault was like when somebody last asked what had changed: one small file of ours, which may be deleted."""

from __future__ import annotations

import os
from contextlib import suppress

from notes_kit.io.files import OWN_FOLDER, read_bytes

FILE = "asked.json"
_LARGEST = 100_000_000


def read_asked(root: str) -> str:
    """The text kept; empty if there is none, or none that can be read."""
    if os.path.islink(os.path.join(root, OWN_FOLDER)):
        return ""
    try:
        return read_bytes(root, f"{OWN_FOLDER}/{FILE}", _LARGEST).decode()
    except (OSError, UnicodeDecodeError):
        return ""


def write_asked(root: str, text: str) -> None:
    """Keep a text. Where it cannot be kept, nothing is, and that is all right."""
    from notes_kit.io.output import write_output  # noqa: PLC0415 - 3 ms that reading need not pay

    folder = os.path.join(root, OWN_FOLDER)
    path = os.path.join(folder, FILE)
    if os.path.islink(folder) or os.path.islink(path) or not os.path.isdir(folder):
        return
    with suppress(OSError):
        write_output(path, text.encode("utf-8", "surrogateescape"))
