"""Talks and duties as a calendar file that programs subscribe to, or read again (iCalendar, RFC 5545).

A file that was written before is what the next one grows from: an entry that is as it was keeps its
bytes, one that changed counts its SEQUENCE up, and one that is gone stays for a while as CANCELLED, so
that whoever read the old file learns of it. Moments are in UTC, which no program reads wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from notes_kit.model.entry import Entry

PRODUCT = "-//notes-kit//notes-kit//EN"
KEEP_CANCELLED = 60
"""Days for which a cancelled entry is still told: longer than any calendar goes without looking."""

_OCTETS = 75
"""Octets of a line without its end, at most (RFC 5545, 3.1)."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_FOLD = re.compile(r"\r?\n[ \t]")
_BLOCK = re.compile(r"BEGIN:(VEVENT|VTODO)\n(.*?)\nEND:\1(?:\n|\Z)", re.DOTALL)
_OWN = ("DTSTAMP", "SEQUENCE")


class _Known(NamedTuple):
    """An entry of the file that was there before: its lines without stamp and sequence."""

    kind: str
    lines: tuple[str, ...]
    sequence: int
    stamp: str

    @property
    def cancelled(self) -> bool:
        return "STATUS:CANCELLED" in self.lines


def calendar_text(entries: Sequence[Entry], today: date, *, before: str = "", tasks: bool = False, name: str = "notes-kit") -> str:
    """The calendar of these entries as of a day; `before` is the text of the file that it replaces, `tasks` makes duties VTODO."""
    known = _read(before)
    stamp = datetime.combine(today, datetime.min.time(), UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    told: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda one: (_moment(one.start), one.uid)):
        kind = "VTODO" if entry.duty and tasks else "VEVENT"
        told[entry.uid] = _block(kind, tuple(_lines(entry, kind)), known.get(entry.uid), stamp)
    for uid, old in known.items():
        if uid not in told:
            gone = _cancelled(old)
            fresh = datetime.strptime(old.stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if old.cancelled else stamp
            if stamp - fresh <= timedelta(days=KEEP_CANCELLED):
                told[uid] = _block(old.kind, gone, old, stamp)
    for block in told.values():
        lines += block
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def _lines(entry: Entry, kind: str) -> Iterator[str]:
    yield f"UID:{entry.uid}"
    if isinstance(entry.start, datetime):
        yield f"DTSTART:{_utc(entry.start)}"
        if entry.end is not None:
            yield f"{'DUE' if kind == 'VTODO' else 'DTEND'}:{_utc(entry.end)}"
    elif kind == "VTODO":
        yield f"DUE;VALUE=DATE:{entry.start:%Y%m%d}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.start + timedelta(days=1) if entry.start < date.max else entry.start:%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    if entry.location:
        yield f"LOCATION:{_text(entry.location)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "CATEGORIES:" + ("duty" if entry.duty else "talk")
    if kind == "VTODO":
        yield "STATUS:NEEDS-ACTION"
    else:
        yield "STATUS:CONFIRMED" if entry.sure else "STATUS:TENTATIVE"
        yield "TRANSP:TRANSPARENT" if entry.duty or not isinstance(entry.start, datetime) else "TRANSP:OPAQUE"
    if entry.alarm is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{entry.alarm}M", f"DESCRIPTION:{_text(entry.summary)}", "END:VALARM")


def _block(kind: str, lines: tuple[str, ...], old: _Known | None, stamp: datetime) -> list[str]:
    same = old is not None and old.lines == lines and old.kind == kind
    sequence = 0 if old is None else old.sequence if same else old.sequence + 1
    when = old.stamp if same and old is not None else _utc(stamp)
    return [f"BEGIN:{kind}", lines[0], f"DTSTAMP:{when}", f"SEQUENCE:{sequence}", *lines[1:], f"END:{kind}"]


def _cancelled(old: _Known) -> tuple[str, ...]:
    """An entry that is no more: without its alarm, and with that status."""
    kept: list[str] = []
    within = False
    for line in old.lines:
        within = within or line == "BEGIN:VALARM"
        if not within:
            kept.append("STATUS:CANCELLED" if line.startswith("STATUS:") else line)
        within = within and line != "END:VALARM"
    return tuple(kept)


def _read(text: str) -> dict[str, _Known]:
    """The entries of a calendar of ours by their UID; of anybody else's none."""
    plain = _FOLD.sub("", text).replace("\r\n", "\n")
    if f"\nPRODID:{PRODUCT}\n" not in plain:
        return {}
    found: dict[str, _Known] = {}
    for match in _BLOCK.finditer(plain):
        lines = match[2].split("\n")
        values = {name: value for name, _, value in (line.partition(":") for line in lines) if name in ("UID", *_OWN)}
        if values.keys() == {"UID", *_OWN} and values["SEQUENCE"].isdigit() and re.fullmatch(r"\d{8}T\d{6}Z", values["DTSTAMP"]):
            rest = tuple(line for line in lines if line.partition(":")[0] not in _OWN)
            found[values["UID"]] = _Known(match[1], rest, int(values["SEQUENCE"]), values["DTSTAMP"])
    return found


def is_ours(text: str) -> bool:
    """Whether a text is a calendar that notes-kit wrote."""
    return f"PRODID:{PRODUCT}" in _FOLD.sub("", text[:2000])


def _moment(start: date | datetime) -> str:
    return _utc(start) if isinstance(start, datetime) else f"{start:%Y%m%d}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A TEXT value: no control characters, lines and separators escaped (RFC 5545, 3.3.11)."""
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def address(text: str) -> str:
    """A web address as a URI value may hold it; empty for anything else."""
    bare = text.strip()
    return bare if re.fullmatch(r"https?://[!-~]{3,2000}", bare) else ""


def folded(line: str) -> str:
    """A line of RFC 5545 or 6350: cut so that no piece has more than 75 octets and no character is torn; its end is CR LF."""
    data = line.encode("utf-8", "replace")
    if len(data) <= _OCTETS:
        return line + "\r\n"
    pieces, begin, room = [], 0, _OCTETS
    while len(data) - begin > room:
        end = begin + room
        while data[end] & 0b1100_0000 == 0b1000_0000:  # noqa: PLR2004 - the sign of a byte that continues a character
            end -= 1
        pieces.append(data[begin:end].decode())
        begin, room = end, _OCTETS - 1
    return "\r\n ".join([*pieces, data[begin:].decode()]) + "\r\n"


def unfolded(lines: Iterable[str]) -> str:
    """What `folded` made one line of."""
    return _FOLD.sub("", "".join(lines)).removesuffix("\r\n")
