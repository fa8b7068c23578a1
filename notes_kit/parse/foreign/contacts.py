"""Address books as tables: Google's and Outlook's exports of several years, and any other table once its columns are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from notes_kit.model.card import FIELDS, Card, Sheet, Unread
from notes_kit.model.schema import spellings, squash
from notes_kit.parse.foreign import clean
from notes_kit.parse.foreign.linkedin import known_header, remarks
from notes_kit.parse.foreign.tables import FormatError, Table, cells_of, decoded, read_table, seen, told_besides

_GOOGLE = {
    "Name": "name", "First Name": "first_name", "Given Name": "first_name", "Middle Name": "middle", "Additional Name": "middle",
    "Last Name": "last_name", "Family Name": "last_name", "Name Prefix": "salutation", "Nickname": "aliases", "Birthday": "birthday",
    "Labels": "tags", "Group Membership": "tags", "Organization Name": "organization", "Organization Title": "role", "Location": "location",
}  # fmt: skip
_GOOGLE_NUMBERED = (
    (re.compile(r"E-?mail \d+ - Value\Z"), "email"), (re.compile(r"Phone \d+ - Value\Z"), "phone"), (re.compile(r"Website \d+ - Value\Z"), "website"),
    (re.compile(r"Organization \d+ - Name\Z"), "organization"), (re.compile(r"Organization \d+ - Title\Z"), "role"),
    (re.compile(r"Address \d+ - City\Z"), "city"), (re.compile(r"Address \d+ - Country\Z"), "country"),
)  # fmt: skip
_GOOGLE_SIGN = re.compile(r"(?:E-?mail|Phone) \d+ - (?:Value|Type|Label)\Z|Organization Name\Z|Group Membership\Z|Given Name Yomi\Z")
"""Columns that only Google's files have, the new ones (with `Label`) and those before 2024 (with `Type`)."""

_OUTLOOK = {
    "Title": "salutation", "First Name": "first_name", "Middle Name": "middle", "Last Name": "last_name", "Nickname": "aliases",
    "Company": "organization", "Job Title": "role", "Business City": "city", "Home City": "city", "Other City": "city",
    "Business Country": "country", "Business Country/Region": "country", "Home Country": "country", "Home Country/Region": "country",
    "Mobile Phone": "phone", "Business Phone": "phone", "Business Phone 2": "phone", "Home Phone": "phone", "Home Phone 2": "phone",
    "Primary Phone": "phone", "Other Phone": "phone", "Company Main Phone": "", "E-mail Address": "email", "E-mail 2 Address": "email",
    "E-mail 3 Address": "email", "Web Page": "website", "Personal Web Page": "website", "Birthday": "birthday", "Categories": "tags", "Keywords": "tags",
    "Anrede": "salutation", "Vorname": "first_name", "Weitere Vornamen": "middle", "Nachname": "last_name", "Firma": "organization", "Position": "role",
    "Ort geschäftlich": "city", "Mobiltelefon": "phone", "Telefon geschäftlich": "phone", "Telefon (privat)": "phone", "E-Mail-Adresse": "email",
    "E-Mail 2: Adresse": "email", "E-Mail 3: Adresse": "email", "Webseite": "website", "Geburtstag": "birthday", "Kategorien": "tags",
}  # fmt: skip
_OUTLOOK_SIGN = frozenset(
    ("E-mail Address", "E-mail 2 Address", "Business Phone", "Home Phone", "E-Mail-Adresse", "Telefon geschäftlich", "Business City")
)
SEVERAL = " ::: "
"""Between several values of one cell, as Google's tables and our own have them."""

_KIND = re.compile(r"Phone \d+ - (?:Label|Type)\Z")
_PARTS = frozenset((*FIELDS, "middle", "city", "country"))
_PHONES = ("Mobile Phone", "Mobiltelefon")


@lru_cache(maxsize=1)
def _plain() -> Mapping[str, str]:
    """What a contact's note understands, as the header of any table may say it."""
    table = {key: prop.name for key, prop in spellings("contact").items() if prop.name in FIELDS}
    table[squash("connected on")] = "linkedin_connected"
    return table | {squash(name): "middle" for name in ("middle name", "additional name")} | {squash("country"): "country"}


def _meaning(head: list[str]) -> tuple[str, list[str]]:
    """What kind of file a header belongs to, and what each of its columns means (empty for nothing)."""
    cells = [" ".join(cell.split()) for cell in head]
    if any(_GOOGLE_SIGN.match(cell) for cell in cells):
        return "Google's contacts", [_GOOGLE.get(cell) or next((key for sign, key in _GOOGLE_NUMBERED if sign.match(cell)), "") for cell in cells]
    if len(_OUTLOOK_SIGN & set(cells)) and sum(cell in _OUTLOOK for cell in cells) > 3:  # noqa: PLR2004 - more than any table of one's own
        return "Outlook's contacts", [_OUTLOOK.get(cell, "") for cell in cells]
    return "a table", [_plain().get(squash(cell), "") for cell in cells]


def _known(head: list[str]) -> int:
    return sum(bool(key) for key in _meaning(head)[1])


def read_contacts(data: bytes, mapping: Mapping[str, str] | None = None) -> Sheet:
    """The people in a table. `mapping` says which column holds a property, where its name does not (property to column).

    Raises:
        FormatError: no column holds names, a column of the mapping is not there, or nobody is in it.
    """
    text, guessed = decoded(data)
    wanted = {squash(column) for column in (mapping or {}).values()}

    def known(head: list[str]) -> int:
        return _known(head) + 2 * sum(squash(cell) in wanted for cell in head) + (len(head) > 1 and bool(wanted))

    table = read_table(text, known, anywhere=False)
    if table is None:
        other = read_table(text, known_header, anywhere=True)
        how = "It looks like LinkedIn's Connections.csv: `notes-kit import linkedin` reads that" if other else _HOW
        raise FormatError(f"no table of people: its first line names no column that means anything here ({seen(text)}). {how}")
    kind, meaning = _meaning(list(table.head))
    meaning = _mapped(table, meaning, mapping or {})
    if not {"name", "first_name", "last_name"} & set(meaning):
        columns = ", ".join(name for name in table.head if name) or "none with a name"
        raise FormatError(f"no column holds a name; there are: {columns[:400]}. {_HOW}")
    return _sheet(kind, table, meaning, guessed)


_HOW = "Say which column is which, as in `--map name=Person --map role=Job`"


def _mapped(table: Table, meaning: list[str], mapping: Mapping[str, str]) -> list[str]:
    columns = {squash(name): at for at, name in reversed(list(enumerate(table.head)))}
    found = list(meaning)
    for key, column in mapping.items():
        if key not in FIELDS:
            raise FormatError(f"--map {key}=… is no property that can be taken; there are {', '.join(FIELDS)}")
        at = columns.get(squash(column))
        if at is None:
            raise FormatError(f"there is no column “{column}”; there are: {', '.join(name for name in table.head if name)[:400]}")
        found = ["" if old == key else old for old in found]
        found[at] = key
    return found


def _sheet(kind: str, table: Table, meaning: list[str], guessed: str) -> Sheet:
    columns: dict[str, list[int]] = {key: [] for key in _PARTS}
    for at, key in sorted(enumerate(meaning), key=lambda one: (table.head[one[0]] not in _PHONES, one[0])):  # a phone in the pocket goes first
        if key:
            columns[key].append(at)
    dates = clean.days(" ".join(cells_of(row, columns["linkedin_connected"])) for _, row in table.rows) if columns["linkedin_connected"] else []
    faxes = {at: beside for at in columns["phone"] for beside in (at - 1,) if _KIND.match(table.head[beside])}
    cards: list[Card] = []
    unread: list[Unread] = []
    undated = 0
    for index, (line, row) in enumerate(table.rows):
        cells = {key: cells_of(row, places) for key, places in columns.items() if places}
        if faxes:
            cells["phone"] = [number for number, at in zip(cells["phone"], columns["phone"], strict=True) if not _is_fax(row, faxes.get(at))]
        connected = dates[index] if dates else None
        undated += bool(dates and connected is None and any(cell.strip() for cell in cells["linkedin_connected"]))
        card = _card(cells, line)
        if not card.name:
            unread.append(Unread(line, "it has no name of a person" + (f" (only {card.organization})" if card.organization else "")))
            continue
        cards.append(card if connected is None else replace(card, linkedin_connected=connected))
    if not cards:
        raise FormatError(f"nobody is in it: the header in line {table.line} was taken for that of {kind}, and no row below it has a name")
    left = told_besides(table, frozenset(at for at, key in enumerate(meaning) if key))
    return Sheet(kind, tuple(cards), tuple(unread), remarks(guessed, undated), left)


def _is_fax(row: list[str], beside: int | None) -> bool:
    return beside is not None and beside < len(row) and any(word in row[beside].casefold() for word in ("fax", "pager"))


def _card(cells: Mapping[str, list[str]], line: int) -> Card:
    def first(key: str) -> str:
        return next((text for cell in cells.get(key, ()) if (text := clean.one_line(cell.split(SEVERAL)[0]))), "")

    parts = (first("first_name"), first("middle"), first("last_name"))
    addresses = [*cells.get("linkedin", ()), *(part for cell in cells.get("website", ()) for part in cell.split(":::"))]
    place = [first("location")] if first("location") else [part for part in (first("city"), first("country")) if part]
    return Card(
        name=clean.bare_name(first("name") or " ".join(part for part in parts if part), first("salutation")), first_name=parts[0], last_name=parts[2],
        aliases=clean.words(part for cell in cells.get("aliases", ()) for part in re.split(r":::|;", cell)), salutation=first("salutation"),
        role=first("role"), organization=first("organization"), industry=first("industry"), seniority=clean.choice("seniority", first("seniority")),
        location=", ".join(place), relationship=clean.words(part for cell in cells.get("relationship", ()) for part in cell.split(SEVERAL)), source=first("source"),
        channel=clean.choice("channel", first("channel")),
        email=clean.emails(cells.get("email", ())), phone=clean.phones(cells.get("phone", ())),
        linkedin=next((found for address in addresses if (found := clean.profile(address))), ""), website=clean.websites(cells.get("website", ())),
        birthday=clean.birthday(first("birthday")), tags=clean.labels(cells.get("tags", ())), line=line,
    )  # fmt: skip
