"""Messages for mail programs: whatever the values hold, what is read back is the message and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.app.draft_check import text_of
from notes_kit.render.letters import eml, is_address, mailto, too_long_to_open

NOW = datetime(2026, 5, 18, 9, 30, tzinfo=UTC)
HEADERS = {"From", "To", "Subject", "Date", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=policy.SMTPUTF8)
    assert isinstance(found, EmailMessage)
    return found


def addresses(data: bytes, header: str) -> list[str]:
    """The addresses of a header; bytes that are no ASCII are UTF-8 (RFC 6532), which Python's reader leaves to its caller."""
    found = read(data)[header]
    return [one.addr_spec.encode("utf-8", "surrogateescape").decode() for one in found.addresses] if found is not None else []


def made(
    to: str = "ada@x.example", name: str = "Ada", me: str = "Leo", mine: str = "leo@x.example", subject: str = "Hi", body: str = "Hi\n"
) -> bytes:
    return eml(to, name, me, mine, subject, body, NOW)


def test_a_message_as_mail_programs_read_it() -> None:
    data = made(name="Zoë Öz", subject="Über Gewichte – 20 Minuten?", body="Liebe Zoë,\n\n" + "lang " * 60 + "\n🦜\n")
    found = read(data)
    assert found["To"] == "Zoë Öz <ada@x.example>"
    assert found["Subject"] == "Über Gewichte – 20 Minuten?"
    assert found["Date"] == "Mon, 18 May 2026 09:30:00 +0000"
    assert found["X-Unsent"] == "1"
    assert found.get_content().replace("\r\n", "\n") == "Liebe Zoë,\n\n" + "lang " * 60 + "\n🦜\n"
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998, "RFC 5322, 2.1.1"
    assert set(found.keys()) == HEADERS


def test_without_addresses_there_are_none() -> None:
    assert set(read(made(to="", mine="")).keys()) == HEADERS - {"From", "To"}


def test_an_address_that_is_not_ascii_is_written_as_utf8() -> None:
    data = made(to="zoë@bücher.example")
    assert "zoë@bücher.example".encode() in data
    assert addresses(data, "To") == ["zoë@bücher.example"]


evil = st.text(max_size=40) | st.sampled_from(
    ["a\r\nBcc: x@y.example", "a\nBcc: x@y.example", "a\rBcc: x", "a\x0bBcc: x", "a\u2028Bcc: x", "=?utf-8?q?Bcc:_x?=", '"', "<x@y.example>", "a, b@c.example", "\ud800",
     "x" * 500, "é" * 300, "a\r\n\r\nbody", "\x00", "("]
)  # fmt: skip


@given(evil, evil, evil, evil, evil)
def test_no_value_begins_a_header_or_adds_anybody(to: str, name: str, me: str, subject: str, body: str) -> None:
    data = made(to=to, name=name, me=me, subject=subject, body=body + "\n")
    found = read(data)
    assert set(found.keys()) <= HEADERS
    assert len(found.keys()) == len(set(found.keys()))
    assert not found.defects
    assert addresses(data, "To") == ([to] if is_address(to) else [])
    assert addresses(data, "From") == ["leo@x.example"]
    plain = "".join(ch if ch.isprintable() else " " for ch in subject.encode("utf-8", "replace").decode())
    if "=?" not in plain:
        assert "".join(str(found["Subject"]).split()) == "".join(plain.split())
    assert found.get_content().replace("\r\n", "\n").rstrip("\n") == body.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace(
        "\r", "\n"
    ).rstrip("\n")


@given(evil, evil, evil)
def test_an_address_that_opens_a_mail_program_holds_the_message(to: str, subject: str, body: str) -> None:
    address = mailto(to, subject, body)
    assert address.isascii()
    assert not any(ch.isspace() or ch in "<>\"'" for ch in address)
    split = urlsplit(address)
    assert split.scheme == "mailto"
    assert unquote(split.path) == (to if is_address(to) else "")
    assert split.fragment == ""
    fields = dict(parse_qsl(split.query, strict_parsing=bool(split.query)))
    assert set(fields) <= {"subject", "body"}
    assert "\n" not in fields.get("body", "").replace("\r\n", "")
    assert fields.get("body", "").replace("\r\n", "\n") == body.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").rstrip(
        "\n"
    )


def test_an_address_with_signs_that_mean_something_is_quoted() -> None:
    assert mailto("a+b&c=d?e/f%g#h@x.example", "1 & 2 = 3", "a b\n+").startswith(
        "mailto:a%2Bb%26c%3Dd%3Fe%2Ff%25g%23h@x.example?subject=1%20%26%202%20%3D%203&body=a%20b%0D%0A%2B"
    )
    assert not too_long_to_open("x" * 2_000)
    assert too_long_to_open("x" * 2_001)


@pytest.mark.parametrize("text", ["ada@x.example", "a.b+c@d-e.example", "o'neil@x.example", "zoë@bücher.example", "a@localhost"])
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@x",
        "a@",
        "a b@x.example",
        "a@x.example\n",
        "a@x.example,b@y.example",
        "<a@x.example>",
        "a@@x",
        "a@x..y",
        "a\x00@x",
        "x" * 65 + "@x.example",
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


@given(evil, evil)
def test_what_is_written_is_what_the_check_reads(subject: str, body: str) -> None:
    from notes_kit.app.draft_check import NotTextError

    try:
        text = text_of("x.EML", made(subject=subject, body=body + "\n"))
    except NotTextError:
        assert not body.strip() or not body.encode("utf-8", "replace").decode().strip()
        return
    assert text.startswith("Subject: ")
