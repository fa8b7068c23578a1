"""Names as they are compared: as links do, and as people do."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """A name as links compare it: Unicode NFC, ignoring case."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def plain_name(text: str) -> str:
    """A name as people compare it: also ignoring accents, punctuation and doubled spaces."""
    if text.isascii():
        return _OTHER.sub(" ", text.lower()).strip()
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in bare).split())
