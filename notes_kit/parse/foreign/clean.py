"""Text of other programs as one line that a note can hold, and that means nothing there but itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from notes_kit.model.names import linkedin_key
from notes_kit.model.schema import CONTACT
from notes_kit.parse.values import MONTHS, read_channel, read_choice

LONGEST = 300
"""Characters of one value; what is longer is no name, role or address and is cut."""

MANY = 20
"""Values of one property; more are not taken."""

_PLAIN = re.compile(r"(?!')(?:[\w.,&/:;+@()'-]+(?: (?!\Z)|\Z))*\Z", re.ASCII)
"""One clean line of everyday characters, which most values are."""
_STEERING = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_MEANING = re.compile(r"\[{2,}|\]{2,}|\{{2,}|\}{2,}|<%+|%+>|%{2,}")
_NEUTRALIZED = re.compile(r"'(?=[=+\-@\t\r])")
_EMAIL = re.compile(r"[^\s@,;:<>()\[\]\"\\]+@[^\s@,;:<>()\[\]\"\\]+")
_DIGITS = re.compile(r"\d")
_PROFILE = re.compile(r"(?:https?://)?((?:[\w-]+\.)*linkedin\.[a-z]{2,10}(?:\.[a-z]{2})?)/(in|pub)/([^\s?#]+)", re.IGNORECASE)
_URL = re.compile(r"(?:https?://)?[^\s/@]+\.[^\s/@.]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_ENGLISH_DAY = re.compile(r"(\d{1,2})[ .-]+([^\W\d_]{3,12})\.?[ ,.-]+(\d{4}|\d{2})(?:\b.*)?\Z")
_ENGLISH_MONTH = re.compile(r"([^\W\d_]{3,12})\.? (\d{1,2}),? (\d{4})(?:\b.*)?\Z")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?\Z")
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(,? +\d.*)?\Z")
_FEWEST_DIGITS = 5


def one_line(text: str) -> str:
    """The text without control characters and signs that steer its direction, in one line, at most `LONGEST` characters.

    What would be a link, a placeholder or a comment in a note loses its doubled marks. An apostrophe that an export put
    before a sign such as `=`, so that no spreadsheet runs it, goes again.
    """
    if _PLAIN.match(text) and len(text) <= LONGEST:
        return text
    text = _MEANING.sub(lambda match: match.group()[0], _in_one(text))
    return text[:LONGEST].rstrip() if len(text) > LONGEST else text


def _in_one(text: str) -> str:
    if not text.isprintable() or not text.isascii():
        text = unicodedata.normalize("NFC", _CONTROL.sub(" ", _STEERING.sub("", text)))
    line = " ".join(text.split())
    return _NEUTRALIZED.sub("", line, count=1) if line[:1] == "'" else line


def bare_name(name: str, salutation: str) -> str:
    """A name as one line, without the salutation that some programs write into it as well."""
    name = one_line(name)
    head, _, rest = name.partition(" ")
    return rest if rest and salutation and head.casefold().rstrip(".") == salutation.casefold().rstrip(".") else name


def emails(texts: Iterable[str]) -> tuple[str, ...]:
    """The e-mail addresses in some texts, each once; what is none (such as Exchange's `/o=…`) is left out."""
    found = [match.group().rstrip(".") for text in texts for match in _EMAIL.finditer(_in_one(text).removeprefix("mailto:"))]
    return _distinct([one for one in found if len(one) <= LONGEST and not _MEANING.search(one)], str.casefold)


def phones(texts: Iterable[str]) -> tuple[str, ...]:
    """The phone numbers in some texts, each once, spelled as they were."""
    found = [one_line(part).removeprefix("tel:") for text in texts for part in text.split(":::")]
    return _distinct([one for one in found if len(_DIGITS.findall(one)) >= _FEWEST_DIGITS], lambda one: "".join(_DIGITS.findall(one)))


def profile(text: str) -> str:
    """The address of a LinkedIn profile in its plain form, empty for anything else: no tracking, no country's host."""
    match = _PROFILE.match(one_line(text))
    if match is None:
        return ""
    host = "www.linkedin.com" if match[1].casefold().endswith("linkedin.com") else match[1].casefold()
    path = match[3].rstrip("/")
    address = f"https://{host}/{match[2].casefold()}/{path if match[2].casefold() == 'pub' else path.split('/', 1)[0]}"
    return address if linkedin_key(address) else ""


def websites(texts: Iterable[str]) -> tuple[str, ...]:
    """The addresses in some texts that are no LinkedIn profile, each once."""
    found = [_in_one(part) for text in texts for part in text.split(":::")]
    return _distinct(
        [one for one in found if len(one) <= LONGEST and _URL.fullmatch(one) and not _MEANING.search(one) and not profile(one)], str.casefold
    )


def words(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as clean lines, each once."""
    return _distinct([line for text in texts if (line := one_line(text))], str.casefold)


def choice(name: str, text: str) -> str:
    """The word of the schema that a text means, for a property with a choice; empty for none of them."""
    line = one_line(text)
    prop = next(prop for prop in CONTACT if prop.name == name)
    return (read_choice(line, prop.choices) or (read_channel(line) if name == "channel" else "")) if line else ""


def labels(texts: Iterable[str]) -> tuple[str, ...]:
    """Labels as tags can say them: hyphens for spaces; a program's own, such as `* myContacts`, are left out."""
    found = []
    for text in texts:
        for part in re.split(r":::|[,;]", text):
            line = one_line(part)
            if line[:1] not in ("*", ""):
                tag = "-".join("".join(ch if ch.isalnum() or ch in "-_/" else " " for ch in line).split()).strip("-/")
                if any(not ch.isdigit() for ch in tag):
                    found.append(tag)
    return _distinct(found, str.casefold)


def _distinct(found: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    table: dict[str, str] = {}
    for one in found:
        table.setdefault(key(one), one)
    return tuple(table.values())[:MANY]


def birthday(text: str) -> str:
    """A birthday as 1980-03-14, or 03-14 without a year; empty where it cannot be told, as in 05/06/1980."""
    text = one_line(text).removesuffix("Z")
    match = re.match(r"(?:(\d{4})|--)-?(\d{2})-?(\d{2})(?:\D.*)?\Z", text)
    if match:
        year, month, day = match.groups()
        known = _day(int(year or 2000), int(month), int(day))
        if known is None:
            return ""
        return f"{known:%m-%d}" if year in (None, "1604", "0000") else f"{known}"  # 1604: what Apple writes for no year
    found = days([text])[0] if re.search(r"\d{4}", text) else None
    return f"{found}" if found else ""


def days(texts: Iterable[str]) -> list[date | None]:
    """The dates of one column. `05 Mar 2024`, `7-Feb-22` and `2024-03-05` say what they mean.

    Numbers with slashes are read day first or month first as the others of the same column show; where none shows it,
    with a time behind them (as LinkedIn wrote `10/5/18, 12:27 PM` in 2018) month first, else not at all.
    """
    rows = [" ".join(text.split()) for text in texts]
    slashed = [match for row in rows if (match := _SLASHED.match(row))]
    day_first = any(int(match[1]) > 12 for match in slashed)  # noqa: PLR2004 - months of a year
    month_first = any(int(match[3]) > 12 for match in slashed) or (not day_first and any((match[5] or "").upper().endswith("M") for match in slashed))  # noqa: PLR2004
    order = "" if day_first == month_first else "day" if day_first else "month"
    return [_one_day(row, order) for row in rows]


def _one_day(text: str, order: str) -> date | None:
    if match := _ENGLISH_DAY.match(text):
        return _day(_year(match[3]), MONTHS.get(match[2].casefold(), 0), int(match[1]))
    if match := _ENGLISH_MONTH.match(text):
        return _day(int(match[3]), MONTHS.get(match[1].casefold(), 0), int(match[2]))
    if match := _ISO_DAY.match(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.match(text):
        one, other = int(match[1]), int(match[3])
        if one == other or order:
            day, month = (one, other) if order != "month" else (other, one)
            return _day(_year(match[4]), month, day)
    return None


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 - LinkedIn began in 2003


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
