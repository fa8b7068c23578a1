"""vCards: every escape, fold and encoding undone, whoever wrote them; and nothing that a file can hold breaks the reader."""

from __future__ import annotations

import quopri
from contextlib import suppress

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.parse.foreign.clean import one_line
from notes_kit.parse.foreign.tables import FormatError
from notes_kit.parse.foreign.vcard import read_vcards

ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str, at: int) -> bytes:
    """Folded after so many bytes, characters or not: as RFC 2426 counts."""
    data = line.encode()
    parts = [data[:at], *(data[begin : begin + at - 1] for begin in range(at, len(data), at - 1))]
    return b"\r\n ".join(parts) + b"\r\n"


def one(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    (card,) = read_vcards(data).cards
    return card.name, card.role, card.organization, card.aliases


@given(name=ANY, role=ANY, house=ANY, nick=ANY, at=st.integers(8, 75), version=st.sampled_from(["3.0", "4.0"]))
def test_escapes_and_folds_of_3_and_4(name: str, role: str, house: str, nick: str, at: int, version: str) -> None:
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"FN:X{escaped(name)}", f"item1.TITLE:{escaped(role)}", f"ORG:{escaped(house)};Platform"]
    lines += [f"NICKNAME:{escaped(nick)},Ada", "END:VCARD"]
    read = one(b"".join(folded(line, at) for line in lines))
    assert read[:3] == (one_line(f"X{name}"), one_line(role), one_line(house))
    nicks = [found for found in (one_line(nick), "Ada") if found]
    assert [alias.casefold() for alias in read[3]] == list(dict.fromkeys(alias.casefold() for alias in nicks))


@given(name=ANY, role=ANY, charset=st.sampled_from(["UTF-8", "utf-16-le", "ISO-8859-15"]), bare=st.booleans())
def test_quoted_printable_with_soft_breaks_of_2_1(name: str, role: str, charset: str, bare: bool) -> None:
    how = "QUOTED-PRINTABLE" if bare else "ENCODING=QUOTED-PRINTABLE"

    def line(key: str, text: str) -> bytes:
        data = text.replace("\\", "\\\\").encode(charset, "replace")
        quoted = quopri.encodestring(data, quotetabs=True).replace(b"\r", b"=0D").replace(b"=\n", b"=\r\n")
        return f"{key};{how};CHARSET={charset}:".encode() + b"".join(
            part if part == b"=\r\n" else part.replace(b"\n", b"=0A") for part in quoted.replace(b"=\r\n", b"\0=\r\n\0").split(b"\0")
        ) + b"\r\n"  # fmt: skip

    read = one(b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + line("FN", f"X{name}") + line("TITLE", role) + b"END:VCARD\r\n")
    known = [text.encode(charset, "replace").decode(charset) for text in (f"X{name}", role)]
    assert read[:2] == tuple(map(one_line, known))


@given(name=ANY, given_name=ANY, family=ANY, role=ANY, mail=st.emails())
def test_what_another_program_writes_is_read(name: str, given_name: str, family: str, role: str, mail: str) -> None:
    card = vobject.vCard()
    card.add("fn").value = f"X{name}"
    card.add("n").value = vobject.vcard.Name(family=family, given=given_name)
    card.add("title").value = role
    card.add("email").value = mail
    (read,) = read_vcards(card.serialize().encode()).cards
    assert (read.name, read.role) == (one_line(f"X{name}"), one_line(role))
    assert read.email in ((mail,), ()), "an address with signs that divide addresses is left out"


def test_odd_cards_by_example() -> None:
    text = (
        "BEGIN:VCARD\nN:Okafor;Ada\nAGENT:\nBEGIN:VCARD\nFN:Assistant\nEND:VCARD\nEMAIL:ada@nw.example\nEND:VCARD\n"  # 2.1: a card in a card
        "begin:vcard\nfn:No End\n"
        'BEGIN:VCARD\nN : odd \nFN:Ben Li\nnonsense\n:\n;;;\nTEL;TYPE="voice;odd:x":0207 946 0000\nURL:linkedin.com/in/ben-li\nEND:VCARD\n'
        "BEGIN:VCARD\nFN:\nORG:Northwind\nEND:VCARD\n"
        "BEGIN:VCARD\nX-SOCIALPROFILE;TYPE=linkedin;X-USER=chloe-marsh:x-apple:chloe-marsh\nFN:Chloe Marsh\n"
    )
    read = read_vcards(text.encode())
    assert [(card.name, card.linkedin) for card in read.cards] == [
        ("Ada Okafor", ""), ("No End", ""), ("Ben Li", "https://www.linkedin.com/in/ben-li"), ("Chloe Marsh", "https://www.linkedin.com/in/chloe-marsh"),
    ]  # fmt: skip
    assert read.cards[0].email == ("ada@nw.example",)
    assert read.cards[2].phone == ("0207 946 0000",)
    assert [row.why for row in read.unread] == ["it has no name of a person (only Northwind)"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", r"no vCard is in it: there is no line BEGIN:VCARD \(the file is empty\)"),
        (b"Name,Email\nAda,a@b.example\n", r"no vCard is in it.*line 1 says “Name,Email”"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "line 1 says “BEGIN:VCALENDAR”"),
        (b"BEGIN:VCARD\nKIND:group\nFN:All\nEND:VCARD\n", "none is of a person with a name .*it is a group"),
    ],
)
def test_what_is_no_card_of_a_person(data: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read_vcards(data)


@given(st.lists(st.sampled_from([
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:Ada\r\n", b"N:", b"FN;ENCODING=QUOTED-PRINTABLE:=", b"=\r\n", b" ", b"\r\n", b"AGENT:\r\n", b"TEL;", b'"',
    b":", b";", b"\xff", b"=C3", b"ENCODING=B:", b"PHOTO;ENCODING=b:AAAA\r\n AAAA\r\n", b"CHARSET=nonsense:", b"\\", b"\0", "é".encode(), b"\xc3",
]) | st.binary(max_size=20), max_size=30))  # fmt: skip
def test_no_file_breaks_the_reader(parts: list[bytes]) -> None:
    with suppress(FormatError):
        assert all(card.name for card in read_vcards(b"".join(parts)).cards)
