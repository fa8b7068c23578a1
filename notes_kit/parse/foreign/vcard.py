"""vCards 2.1, 3.0 and 4.0 as phones and address books write them: a reader of our own, for what a contact's note can hold.

Of the format's hundred pages a dozen properties matter here, and what has to be borne is what programs really write:
folded lines, quoted-printable with soft breaks, character sets per property, groups (`item1.TEL`), bare parameters
(`TEL;WORK;FAX`), several values in one TYPE, pictures of megabytes. A broken card never hides another. vobject, the one
library for it, raises on the first line that it cannot read, and takes 120 ms and three further packages (RFC 2426, RFC 6350;
vCard 2.1 is the specification of the versit consortium, 1996).
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from notes_kit.model.card import Card, Sheet, Unread
from notes_kit.parse.foreign import clean
from notes_kit.parse.foreign.tables import FormatError, decoded, seen

_EOL = re.compile(r"\r\n|\n|\r")
_FOLD = re.compile(rb"\r?\n[ \t]")
_NAME = re.compile(r"\s*(?:([\w-]+)\.)?([A-Za-z][\w-]*)(?=[;:])")
_PARAMETER = re.compile(r";\s*([^=;:\"]*)(?:=((?:\"[^\"]*\"|[^;:\"])*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:\\.|[^\\;])*)(;|\Z)", re.DOTALL)
_ITEM = re.compile(r"((?:\\.|[^\\,])*)(,|\Z)", re.DOTALL)
_SOFT_BREAK = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_NOT_TO_TALK = {"FAX", "PAGER", "BBS", "MODEM", "X-FAX", "WORKFAX", "HOMEFAX"}
_READ = {
    "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "ADR", "BDAY", "CATEGORIES", "KIND",
    "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS", "X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN",
}  # fmt: skip


class _Line(NamedTuple):
    """One property: its name in capitals, its parameters (a bare one counts as a TYPE), and its value as it was spelled.

    `octets` says that each character stands for one byte of a file whose encoding nobody told.
    """

    name: str
    parameters: dict[str, list[str]]
    value: str
    octets: bool

    @property
    def types(self) -> set[str]:
        return {part.strip().upper() for one in self.parameters.get("TYPE", ()) for part in one.split(",")}

    @property
    def preferred(self) -> int:
        """Sorts what its owner prefers to the front: PREF=1 to 100 (4.0), TYPE=pref (3.0), else after them."""
        number = next(iter(self.parameters.get("PREF", ())), "")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1 if "PREF" in self.types else 200  # noqa: PLR2004


@dataclass
class _Card:
    """The lines of one card, by name."""

    line: int
    lines: dict[str, list[_Line]] = field(default_factory=dict)
    version: str = ""

    def all(self, name: str) -> list[_Line]:
        return sorted(self.lines.get(name, ()), key=lambda one: one.preferred)

    def texts(self, name: str) -> list[str]:
        return [_text(one) for one in self.all(name)]

    def first(self, name: str) -> str:
        return next((line for text in self.texts(name) if (line := clean.one_line(text))), "")


def read_vcards(data: bytes) -> Sheet:
    """The people in a file of vCards.

    Raises:
        FormatError: it holds no card, or none of a person.
    """
    text, guessed = decoded(data)
    if guessed == "Windows-1252":
        text, guessed = _whole_characters(data) or (data.decode("latin-1"), guessed)  # 2.1 may name a character set for each property
    octets = guessed == "Windows-1252"
    cards: list[Card] = []
    unread: list[Unread] = []
    versions: dict[str, None] = {}
    for raw in _cards(text, octets=octets):
        versions.setdefault(raw.version or "without a version")
        card = _person(raw)
        why = _no_person(raw, card)
        if why:
            unread.append(Unread(raw.line, why))
        else:
            cards.append(card)
    if not cards and not unread:
        raise FormatError(f"no vCard is in it: there is no line BEGIN:VCARD ({seen(text)})")
    if not cards:
        raise FormatError(f"nobody is in it: of {len(unread)} cards, none is of a person with a name ({unread[0].why}, line {unread[0].line})")
    remark = ("the file is not UTF-8; where a card names no character set, it was read as Windows-1252: look at the names with accents",)
    return Sheet(f"vCard {' and '.join(versions)}", tuple(cards), tuple(unread), remark if guessed else ())


def _whole_characters(data: bytes) -> tuple[str, str] | None:
    """The text of a file whose folds stand inside characters: they were counted in bytes, as vCard 3.0 has it."""
    try:
        return _FOLD.sub(b"", data).decode(), ""
    except UnicodeDecodeError:
        return None


def _cards(text: str, *, octets: bool) -> Iterator[_Card]:
    """The cards of a text; one inside another (2.1's AGENT) belongs to nobody, and one without an end ends where the next begins."""
    card: _Card | None = None
    depth = 0
    for number, row in _unfolded(text):
        head = row[:40].strip().upper().replace(" ", "")
        if head == "BEGIN:VCARD":
            if card is not None and "AGENT" not in card.lines:
                yield card
                card = None
            depth = depth + 1 if card is not None else 1
            card = card or _Card(number)
        elif head == "END:VCARD":
            depth -= 1
            if depth <= 0 and card is not None:
                yield card
                card = None
        elif card is not None and depth == 1:
            line = _line(row, octets=octets)
            if line is None:
                continue
            if line.name == "VERSION":
                card.version = clean.one_line(line.value)[:10]
            elif line.name in _READ or line.name == "AGENT":
                card.lines.setdefault(line.name, []).append(line)
    if card is not None:
        yield card


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their first: folds (a blank at a line's start) and soft breaks (`=` at its end) undone."""
    parts: list[str] = []
    start, soft = 1, False
    for number, row in enumerate(_EOL.split(text), 1):
        if soft and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(row)
            continue
        if row[:1] in (" ", "\t") and parts:
            parts.append(row[1:])
            continue
        if parts:
            yield start, "".join(parts)
        parts, start = [row], number
        soft = _SOFT_BREAK.match(row) is not None
    if parts:
        yield start, "".join(parts)


def _line(row: str, *, octets: bool) -> _Line | None:
    match = _NAME.match(row)
    if match is None:
        return None
    at = match.end()
    parameters: dict[str, list[str]] = {}
    while found := _PARAMETER.match(row, at):
        at = found.end()
        key, value = found[1].strip().upper(), found[2]
        if value is None:
            key, value = ("ENCODING" if key in ("QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT") else "TYPE"), key
        parameters.setdefault(key, []).append(value.strip().replace('"', ""))
    if row[at : at + 1] != ":":
        return None
    return _Line(match[2].upper(), parameters, row[at + 1 :], octets)


def _decoded(line: _Line, value: str) -> str:
    """A value, or a part of one, as text: its encoding undone, its character set heeded."""
    encoding = next(iter(line.parameters.get("ENCODING", ())), "").upper()
    charset = next(iter(line.parameters.get("CHARSET", ())), "").strip() or "utf-8"
    data = value.encode("latin-1" if line.octets else "utf-8", "replace")
    if encoding == "QUOTED-PRINTABLE":
        data = binascii.a2b_qp(data)
    elif encoding in ("B", "BASE64"):
        try:
            data = binascii.a2b_base64(data)
        except binascii.Error:
            return ""
    elif not line.octets or value.isascii():
        return value
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _text(line: _Line) -> str:
    return _plain(_decoded(line, line.value))


def _split(line: _Line, pattern: re.Pattern[str]) -> list[str]:
    """The components of a value, told apart before anything is decoded."""
    return [clean.one_line(_plain(_decoded(line, match[1]))) for match in pattern.finditer(line.value)]


def _parts(card: _Card, name: str, count: int) -> list[str]:
    """The components of the first property of that name, filled up with empty ones."""
    lines = card.all(name)
    return ((_split(lines[0], _PART) if lines else []) + [""] * count)[:count]


def _person(raw: _Card) -> Card:
    family, given, middle, prefix, suffix = (part.replace(",", " ") if at < 3 else part for at, part in enumerate(_parts(raw, "N", 5)))  # noqa: PLR2004
    whole = " ".join(part for part in (given, middle, family) if part) + (f", {suffix}" if suffix and (given or family) else "")
    address = next(((parts[3], parts[6]) for line in raw.all("ADR") if (parts := [*_split(line, _PART), *[""] * 7])[3] or parts[6]), ("", ""))
    profiles = [_profile(line) for name in ("X-SOCIALPROFILE", "SOCIALPROFILE", "X-LINKEDIN") for line in raw.all(name)]
    urls = raw.texts("URL")
    return Card(
        name=clean.bare_name(raw.first("FN") or whole, prefix), first_name=clean.one_line(given), last_name=clean.one_line(family),
        aliases=clean.words(part for line in raw.all("NICKNAME") for part in _split(line, _ITEM)), salutation=prefix,
        role=raw.first("TITLE") or raw.first("ROLE"), organization=_parts(raw, "ORG", 1)[0], location=", ".join(part for part in address if part),
        email=clean.emails(raw.texts("EMAIL")), phone=clean.phones(_numbers(raw)),
        linkedin=next((found for found in (*profiles, *map(clean.profile, urls)) if found), ""), website=clean.websites(urls),
        birthday=clean.birthday(raw.first("BDAY")),
        tags=clean.labels(part for line in raw.all("CATEGORIES") for part in _split(line, _ITEM)), line=raw.line,
    )  # fmt: skip


def _numbers(raw: _Card) -> Iterator[str]:
    for line in raw.all("TEL"):
        if not line.types & _NOT_TO_TALK:
            yield _text(line).partition(";ext=")[0]


def _profile(line: _Line) -> str:
    """The LinkedIn address of a social profile: the value, or the name of the user where that is all there is."""
    found = clean.profile(_text(line))
    if found or not (line.name == "X-LINKEDIN" or "LINKEDIN" in line.types):
        return found
    user = next(iter(line.parameters.get("X-USER", ())), "") or _text(line).rpartition(":")[2]
    return clean.profile(f"www.linkedin.com/in/{user.strip()}") if re.fullmatch(r"[\w%.-]{2,100}", user.strip()) else ""


def _no_person(raw: _Card, card: Card) -> str:
    """Why a card is of nobody, or empty."""
    kind = (raw.first("KIND") or raw.first("X-ADDRESSBOOKSERVER-KIND")).casefold()
    if kind in ("group", "org", "location", "thing", "application", "device"):
        return {"group": "it is a group, not a person", "org": "it is an organization, not a person"}.get(kind, f"it is a {kind}, not a person")
    if raw.first("X-ABSHOWAS").upper() == "COMPANY":
        return "it is an organization, not a person"
    if not card.name:
        return "it has no name of a person" + (f" (only {card.organization})" if card.organization else "")
    return ""
