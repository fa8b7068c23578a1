"""Names as they are compared: as links do, and as people do."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile("[^a-z0-9]+")
_PROFILE = re.compile(r"\blinkedin\.[a-z.]+/(?:in/([^/?#\s]+)|pub/([^?#\s]+))")

SHARED_MAILBOXES = frozenset(
    "admin bonjour careers contact enquiries hello help hi hr info inquiries jobs kontakt mail office press sales support team".split()
)
"""What stands before the @ of addresses that several people read: they tell nobody apart."""


def fold(text: str) -> str:
    """A name as links compare it: Unicode NFC, ignoring case."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def plain_name(text: str) -> str:
    """A name as people compare it: also ignoring accents, punctuation and doubled spaces."""
    if text.isascii():
        return _OTHER.sub(" ", text.lower()).strip()
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in bare).split())


def linkedin_key(address: str) -> str:
    """A LinkedIn address as it is compared: the name of the profile, however its host and its letters are spelled; empty for none."""
    match = _PROFILE.search(address.casefold())
    if match is None:
        return ""
    key = match[1] or match[2].rstrip("/")
    if "%" not in key:
        return key
    from urllib.parse import unquote  # noqa: PLC0415 - 5 ms that few addresses need

    return fold(unquote(key))


def email_key(address: str) -> str:
    """An e-mail address as it is compared; empty for one that several people read, and for what is none."""
    key = address.strip().casefold().removeprefix("mailto:")
    return "" if "@" not in key or key.partition("@")[0] in SHARED_MAILBOXES else key


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ, and only by one slip: a letter too many, a letter wrong, or two swapped."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    at = next((place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    return one[at + 1 :] == other[at + 1 :] or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
