"""People as JSON: a list of objects whose keys are understood as those of a note are, such as `list contacts --format json` gives."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from notes_kit.model.card import FIELDS, Card, Sheet, Unread
from notes_kit.model.schema import spellings, squash
from notes_kit.parse.foreign import clean
from notes_kit.parse.foreign.linkedin import remarks
from notes_kit.parse.foreign.tables import FormatError, decoded, seen
from notes_kit.parse.values import ref

_LISTS = ("rows", "contacts", "people", "persons", "connections", "items", "data")
_LINES = ("role", "organization", "industry", "location", "source")
_NOTHING: tuple[object, ...] = (None, "", [], {}, False)
_DEEPEST = 2
"""Lists in lists that are looked into for the texts of one value."""


def read_entries(data: bytes) -> Sheet:
    """The people in a JSON list, in an object that holds one, or in JSON Lines.

    Raises:
        FormatError: it is none of these, or nobody is in it.
    """
    text, guessed = decoded(data)
    found = _objects(text)
    table = {key: prop.name for key, prop in spellings("contact").items() if prop.name in FIELDS}
    rows = [_named(one, table) for one in found]
    dates = clean.days(next(iter(row.get("linkedin_connected", ())), "") for row in rows)
    undated = sum(day is None and bool(row.get("linkedin_connected")) for day, row in zip(dates, rows, strict=True))
    cards: list[Card] = []
    unread: list[Unread] = []
    for number, (row, day) in enumerate(zip(rows, dates, strict=True), 1):
        first, last = (clean.one_line(" ".join(row.get(key, ())[:1])) for key in ("first_name", "last_name"))
        salutation = clean.one_line(" ".join(row.get("salutation", ())[:1]))
        name = clean.bare_name(" ".join(row.get("name", ())[:1]) or f"{first} {last}", salutation)
        if not name:
            unread.append(Unread(number, "it has no name"))
            continue
        one = {key: clean.one_line(_shown(" ".join(row.get(key, ())[:1]))) for key in _LINES}
        chosen = {key: clean.choice(key, " ".join(row.get(key, ())[:1])) for key in ("seniority", "channel")}
        linkedin = next((address for text in (*row.get("linkedin", ()), *row.get("website", ())) if (address := clean.profile(text))), "")
        cards.append(
            Card(
                name=name, first_name=first, last_name=last, aliases=clean.words(row.get("aliases", ())), salutation=salutation, **one, **chosen,
                relationship=clean.words(row.get("relationship", ())),
                email=clean.emails(row.get("email", ())), phone=clean.phones(row.get("phone", ())), linkedin=linkedin,
                website=clean.websites(row.get("website", ())), birthday=clean.birthday(" ".join(row.get("birthday", ())[:1])),
                linkedin_connected=day, tags=clean.labels(row.get("tags", ())), line=number,
            )
        )  # fmt: skip
    if not cards:
        keys = ", ".join(dict.fromkeys(str(key) for one in found[:20] for key in one)) or "none"
        raise FormatError(f"nobody is in it: none of its {len(found)} entries has a name (keys: {keys[:300]})")
    left = tuple(dict.fromkeys(str(key) for one in found for key, value in one.items() if value not in _NOTHING and squash(str(key)) not in table))
    return Sheet("JSON", tuple(cards), tuple(unread), remarks(guessed, undated), left, unit="entry")


def _objects(text: str) -> list[Mapping[str, object]]:
    """The objects of a text, wherever JSON that lists people has them."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str)
    except RecursionError:
        raise FormatError("it is nested too deeply to be a list of people") from None
    except ValueError as problem:
        value = _lines(text)
        if value is None:
            raise FormatError(f"it is not JSON ({_where(str(problem))}; {seen(text)})") from None
    if isinstance(value, dict):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), [value])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value) or not value:
        raise FormatError(f"no list of people: there should be a list of objects, or an object with one under {', '.join(_LISTS[:3])} ({seen(text)})")
    return value


def _lines(text: str) -> list[object] | None:
    """The values of JSON Lines, or None where a line is no JSON."""
    found = []
    for line in re.split(r"\r\n|\n|\r", text):
        if line.strip():
            try:
                found.append(json.loads(line, parse_int=str, parse_float=str))
            except (ValueError, RecursionError):
                return None
    return found


def _where(problem: str) -> str:
    match = re.search(r"line (\d+) column (\d+)", problem)
    return f"line {match[1]}, column {match[2]}" if match else "it cannot be read"


def _named(one: Mapping[str, object], table: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The texts of an object under the names of properties; of two spellings of one property the first with a value."""
    row: dict[str, tuple[str, ...]] = {}
    for key, value in one.items():
        name = table.get(squash(key))
        texts = tuple(_texts(value, 0)) if name else ()
        if name and texts and not row.get(name):
            row[name] = texts
    return row


def _texts(value: object, depth: int) -> Iterator[str]:
    """The texts in a value: itself, those of a list, and what an object calls its `value`, `address` or `name`."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for one in value:
            yield from _texts(one, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key in ("value", "address", "number", "name"):
            if key in value:
                yield from _texts(value[key], depth + 1)
                return


def _shown(text: str) -> str:
    """What a link shows, for a value that another vault wrote as one."""
    return ref(text).shown if "[[" in text else text
