"""Whether two values of a property say the same, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notes_kit.model.names import fold, linkedin_key, plain_name
from notes_kit.parse.values import DateProblem, read_date, ref

_LEGAL = frozenset(
    "ab ag as asa bv co company corp corporation gmbh group holding holdings inc incorporated kg limited llc llp ltd ltda nv oy plc pty pvt sa sarl sas se "
    "sl spa srl the".split()
)
"""Words of a company's name that tell its form, not which it is."""

_NOT_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?|/+\Z")
_PHONE_END = 9
"""Digits from the end by which two numbers are compared: country codes and the 0 before an area differ by who writes them."""
_FEWEST = 7


def missing(field: str, have: Sequence[str], want: Sequence[str]) -> tuple[str, ...]:
    """The values of `want` that none of `have` says."""
    strange = [value for value in want if value not in have]
    if not strange:
        return ()
    known = {key_of(field, value) for value in have}
    return tuple(value for value in strange if key_of(field, value) not in known)


def key_of(field: str, value: str) -> str:
    """A value as it is compared."""
    if field == "organization":
        return company_key(ref(value).shown)
    if field == "email":
        return value.strip().casefold().removeprefix("mailto:")
    if field == "phone":
        return phone_key(value) or value.strip()
    if field == "linkedin":
        return linkedin_key(value) or value.strip()
    if field == "website":
        return _NOT_ADDRESS.sub("", value.strip().casefold())
    if field in ("linkedin_connected", "birthday"):
        try:
            return f"{read_date(value)}"
        except DateProblem:
            return value.strip()
    return plain_name(value) or fold(value.strip().lstrip("#"))


def company_key(name: str) -> str:
    """An organization's name as it is compared: without the words for its legal form."""
    words = plain_name(name).split()
    return " ".join(word for word in words if word not in _LEGAL) or " ".join(words)


def phone_key(number: str) -> str:
    """The end of a phone number by which it is compared; empty for a number too short to be somebody's."""
    digits = "".join(ch for ch in number.partition("x")[0] if ch.isdecimal())
    return digits[-_PHONE_END:] if len(digits) >= _FEWEST else ""
