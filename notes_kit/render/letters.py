"""A message as a file for a mail program, as an address that opens one, and what a careful reader says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from urllib.parse import quote

from notes_kit.model.letters import Form, Part, Remark, Review
from notes_kit.model.text import Place
from notes_kit.render.words import plural, shortened, term_safe

_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:\"@\x00-\x1f\x7f]{1,64}@[^\s<>()\[\]\\,;:\"@\x00-\x1f\x7f.]+(?:\.[^\s<>()\[\]\\,;:\"@\x00-\x1f\x7f.]+)*\Z")
_LONG = 2_000
"""Characters of an address that every program takes: some cut what is longer."""

_FORMS = {Form.EMAIL: "an e-mail", Form.LINKEDIN: "a note on LinkedIn", Form.PHONE: "a call"}


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address that can stand in a header and do nothing else there."""
    return len(text) <= 254 and _ADDRESS.match(text) is not None  # noqa: PLR2004 - RFC 5321


def eml(to: str, name: str, me: str, my_address: str, subject: str, body: str, now: datetime) -> bytes:
    """A message that has not been sent, as RFC 5322 has it: lines end in CRLF, what is not ASCII is encoded, no value can begin a header.

    `X-Unsent` makes Outlook open it as a draft. Without an address of one's own there is no From, which the mail program adds.
    """
    from email.headerregistry import Address  # noqa: PLC0415 - 60 ms that only this needs
    from email.message import EmailMessage  # noqa: PLC0415
    from email.policy import SMTP, SMTPUTF8  # noqa: PLC0415
    from email.utils import format_datetime  # noqa: PLC0415

    message = EmailMessage(SMTP if (to + my_address).isascii() else SMTPUTF8)
    for header, who, address in (("From", me, my_address), ("To", name, to)):
        if is_address(address):
            local, _, domain = address.rpartition("@")
            message[header] = Address(_line(who), local, domain)
    message["Subject"] = _line(subject)
    message["Date"] = format_datetime(now)
    message["X-Unsent"] = "1"
    message.set_content(_text(body))
    return message.as_bytes()


def mailto(to: str, subject: str, body: str) -> str:
    """An address that opens a mail program with the message in it (RFC 6068): UTF-8, percent-encoded, lines ending in CRLF."""
    fields = [("subject", _line(subject)), ("body", _text(body).rstrip("\n").replace("\n", "\r\n"))]
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in fields if value)
    return f"mailto:{quote(to, safe='@') if is_address(to) else ''}?{query}"


def too_long_to_open(address: str) -> bool:
    """Whether some programs cut an address of that length."""
    return len(address) > _LONG


def _line(text: str) -> str:
    """A text that fits into one header: no control character, and nothing that no encoding has."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in _text(text)).split())


def _text(text: str) -> str:
    """A text without lone surrogates, which cannot be sent, and with one kind of line ending."""
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")


def review_text(name: str, result: Review, paint: Callable[[str, str], str], width: int = 80) -> str:
    """The parts, each found with its line or missing with a sentence to add; then the remarks with their places."""
    size = f"{result.characters} characters" if result.form is Form.LINKEDIN else plural(result.words, "word")
    lines = [f"{paint(term_safe(name), 'path')}: {result.kind.value}, {_FORMS[result.form]} of {size}"]
    longest = max((len(part.what) for part in result.parts), default=0)
    for part in result.parts:
        found = f"line {part.place.line}" if part.place is not None else shortened(f"add: {part.add}", max(width - longest - 9, 20))
        mark = paint("has  ", "good") if part.place is not None else paint("lacks", "bad")
        lines.append(f"  {mark} {part.what:<{longest}}  {paint(found, 'dim')}")
    for remark in result.remarks:
        if not remark.name.startswith("missing-"):
            lines += remark_lines(name, remark, paint)
    return "\n".join(lines)


def remark_lines(name: str, remark: Remark, paint: Callable[[str, str], str]) -> list[str]:
    """One remark, as a compiler says it, and what to do."""
    where = paint(term_safe(f"{name}:{remark.place.line}:{remark.place.column}"), "path")
    return [
        f"{where}: {paint(remark.name, 'warning')}: {term_safe(remark.message)} ({remark.practice})",
        paint(f"    → {term_safe(remark.advice)}", "dim"),
    ]


def review_document(today: date, name: str, result: Review) -> dict[str, object]:
    """`draft --check --json` (version 1): lines and columns count from 1, the end is exclusive."""
    return {
        "version": 1, "today": today.isoformat(), "file": name, "kind": result.kind.value, "form": result.form.value, "words": result.words,
        "characters": result.characters, "parts": parts_rows(result.parts), "remarks": remarks_rows(result.remarks),
    }  # fmt: skip


def parts_rows(parts: Sequence[Part]) -> list[dict[str, object]]:
    """Each part with where it stands, or with a sentence to add."""
    return [
        {"part": part.name, "what": part.what, "found": part.place is not None, **(place_row(part.place) if part.place else {"add": part.add})}
        for part in parts
    ]


def remarks_rows(remarks: Sequence[Remark]) -> list[dict[str, object]]:
    """Each remark with its place."""
    return [
        {"remark": item.name, "message": item.message, **place_row(item.place), "practice": item.practice, "advice": item.advice} for item in remarks
    ]


def place_row(place: Place) -> dict[str, object]:
    """A place; lines and columns count from 1, the end is exclusive."""
    return {"line": place.line, "column": place.column, "end_line": place.end_line, "end_column": place.end_column}
