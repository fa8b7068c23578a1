"""What an unknown property or type of somebody's vault may be: told by the words of its name, or by what its values look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from notes_kit.model.schema import Kind, Property, squash
from notes_kit.parse import values as read
from notes_kit.parse.foreign import clean

_WORD = re.compile(r"[A-Z]?[^\W\dA-Z_]+|[A-Z]+(?![^\W\dA-Z_])|[^\W\d_]+")
_FILLERS = frozenset(
    "current main primary secondary work business personal private home my their our full is at of the name names no nr number id url link address adress "
    "profile field value info first second other new latest most recent date day on since i a and or".split()
)
"""Words of a property's name that do not change what it is about."""

_TELLING = ("organization", "role", "email", "phone", "linkedin", "location", "industry", "source", "relationship", "last_contact", "met", "birthday",
            "salutation", "website", "keep_in_touch", "follow_up", "seniority", "aliases")  # fmt: skip
"""Properties that are guessed at; a wrong guess about the others would state a fact of somebody."""

_NOT_OURS = frozenset(map(squash, (
    "created", "updated", "modified", "date", "date created", "date modified", "created at", "updated at", "ctime", "mtime", "id", "uid", "uuid", "cssclass",
    "cssclasses", "publish", "banner", "cover", "icon", "image", "photo", "avatar", "status", "title", "description", "notes", "note", "comment", "up",
    "related", "parent", "template", "version", "aliases", "tags", "position",
)))  # fmt: skip
"""Names of other programs, or that mean too many things to be guessed at."""

ENOUGH = 0.8
"""Share of the values that have to look like a property's."""

_PHONE = re.compile(r"[+(]?\d[\d\s()./-]{5,}\d")


def meaning_of(key: str, values: Sequence[str], table: Mapping[str, Property]) -> str:
    """The name of the property that a key probably means, empty where that cannot be told."""
    if squash(key) in _NOT_OURS or not values:
        return ""
    prop = _by_name(key, table)
    if prop is not None and _reads(prop, values):
        return prop.name
    return _by_values(values)


def _by_name(key: str, table: Mapping[str, Property]) -> Property | None:
    """The one property that the telling words of a name mean: `currentEmployer`, `work_email`, `Company (now)`."""
    words = [word.casefold() for word in _WORD.findall(key)]
    telling = [word for word in words if word not in _FILLERS]
    if not telling:
        return None
    candidates = ["".join(telling), *telling]
    found = {prop.name: prop for word in candidates if (prop := table.get(squash(word))) is not None and prop.name in _TELLING}
    return next(iter(found.values())) if len(found) == 1 else None


def _reads(prop: Property, values: Sequence[str]) -> bool:
    """Whether the values read as the property asks."""
    if prop.name == "email":
        return _share(values, lambda text: bool(clean.emails([text])))
    if prop.name == "linkedin":
        return _share(values, lambda text: bool(clean.profile(text)))
    if prop.name == "phone":
        return _share(values, lambda text: bool(clean.phones([text])))
    if prop.kind is Kind.DATE or prop.name == "birthday":
        return _share(values, _is_date)
    if prop.kind is Kind.INTERVAL:
        return _share(values, _is_interval)
    if prop.choices:
        return _share(values, lambda text: bool(read.read_choice(text, prop.choices)))
    return not _share(values, _is_date) and not _share(values, lambda text: text.strip().casefold() in ("true", "false", "yes", "no"))


def _by_values(values: Sequence[str]) -> str:
    """What the values look like, whatever they are called; two of them at least, for one may be chance."""
    if len(values) < 2:  # noqa: PLR2004 - as said
        return ""
    looking: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("email", lambda text: len(clean.emails([text])) == 1 and " " not in text.strip()),
        ("linkedin", lambda text: bool(clean.profile(text))),
        ("phone", lambda text: _PHONE.fullmatch(text.strip()) is not None and not _is_date(text)),
    )
    return next((name for name, looks in looking if _share(values, looks)), "")


def _share(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(test(value) for value in values) >= ENOUGH * len(values)


def _is_date(text: str) -> bool:
    try:
        read.read_moment(text)
    except ValueError:
        return False
    return True


def _is_interval(text: str) -> bool:
    try:
        read.read_interval(text)
    except ValueError:
        return False
    return True
