"""Tables of other programs: any header, separator, encoding and quoting, and a clear word about what is none."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.parse.foreign.clean import LONGEST, MANY, birthday, days, emails, labels, one_line, phones, profile, websites
from notes_kit.parse.foreign.contacts import read_contacts
from notes_kit.parse.foreign.entries import read_entries
from notes_kit.parse.foreign.linkedin import read_linkedin
from notes_kit.parse.foreign.tables import FormatError

HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def table(rows: list[list[str]], separator: str = ",", quoting: int = csv.QUOTE_MINIMAL, eol: str = "\r\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=eol)  # type: ignore[arg-type]
    writer.writerows(rows)
    return out.getvalue()


@given(
    rows=st.lists(st.tuples(ANY, ANY, ANY), max_size=6),
    separator=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    eol=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_whatever_a_spreadsheet_writes_is_read_back(rows: list[tuple[str, str, str]], separator: str, quoting: int, eol: str, encoding: str) -> None:
    plain = (quoting, eol) == (csv.QUOTE_MINIMAL, "\n")  # a lone CR is then not quoted by Python's writer, as spreadsheets do
    cells = [[text.replace("\r", " ") if plain else text for text in (f"N{name}", role, house)] for name, role, house in rows]
    text = table([["Name", "Role", "Company"], ["First One", "", ""], *cells], separator, quoting, eol)
    read = read_contacts(text.encode(encoding))
    assert [(card.name, card.role, card.organization) for card in read.cards[1:]] == [tuple(map(one_line, row)) for row in cells]


@given(ANY)
def test_a_clean_line_is_one_line_that_means_nothing(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line or line[:1] == "'"
    assert line == line.strip()
    assert "  " not in line
    assert len(line) <= LONGEST
    assert not any(mark in line for mark in ("[[", "]]", "{{", "}}", "<%", "%>", "%%", "\n", "\r", "\0", "\u202e", "\u2028"))
    assert not any(ord(ch) < 32 or 0x7F <= ord(ch) < 0xA0 for ch in line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ada\r\n Okafor", "Ada Okafor"),
        ("Ada\u00a0Okafor", "Ada Okafor"),
        ("e\u0301", "é"),
        ("'=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("'+44 20 7946 0000", "+44 20 7946 0000"),
        ("'t Hooft", "'t Hooft"),
        ("\u202eadA", "adA"),
        ("[[Secret]] {{title}} <% tp %> %%x%%", "[Secret] {title} < tp % %x%"),
        ("x" * 400, "x" * 300),
    ],
)
def test_a_line_by_example(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.linkedin.com/in/ada-okafor", "https://www.linkedin.com/in/ada-okafor"),
        ("HTTP://uk.LinkedIn.com/in/Ada-Okafor/?trk=x#y", "https://www.linkedin.com/in/Ada-Okafor"),
        ("linkedin.com/in/ada-okafor/detail/contact-info/", "https://www.linkedin.com/in/ada-okafor"),
        ("www.linkedin.com/pub/ada-okafor/1/2/3/", "https://www.linkedin.com/pub/ada-okafor/1/2/3"),
        ("https://www.linkedin.com/company/northwind", ""),
        ("https://linkedin.com.evil.example/in/ada", ""),
        ("https://evil.example/linkedin.com/in/ada", ""),
        ("javascript:alert(1)//linkedin.com/in/a", ""),
        ("ada", ""),
    ],
)
def test_an_address_of_linkedin(text: str, address: str) -> None:
    assert profile(text) == address


def test_dates_of_a_column_tell_their_own_order() -> None:
    assert days(["05 Mar 2024", "7-Feb-22", "2024-03-05", "12 mars 2023", "Mar 5, 2024", "1 Sept. 2020"]) == [
        date(2024, 3, 5), date(2022, 2, 7), date(2024, 3, 5), date(2023, 3, 12), date(2024, 3, 5), date(2020, 9, 1),
    ]  # fmt: skip
    assert days(["05/06/2024", "31/12/2023"]) == [date(2024, 6, 5), date(2023, 12, 31)], "one of them cannot be month first"
    assert days(["05/06/2024", "12/31/2023"]) == [date(2024, 5, 6), date(2023, 12, 31)]
    assert days(["10/5/18, 12:27 PM"]) == [date(2018, 10, 5)], "as LinkedIn wrote in 2018"
    assert days(["05/06/2024", "06/06/2024"]) == [None, date(2024, 6, 6)], "nothing tells, but for the sixth of June"
    assert days(["31/12/2023", "12/31/2023", "05/06/2024"]) == [None, None, None], "what contradicts itself tells nothing"
    assert days(["30 Feb 2024", "soon", "", "0/0/00", "12 Foo 2024"]) == [None] * 5


@given(st.dates(date(2003, 5, 5), date(2099, 12, 31)))
def test_every_day_that_linkedin_writes_is_read(day: date) -> None:
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[day.month - 1]
    assert days([f"{day.day:02} {month} {day.year}", f"{day.day}-{month}-{day.year % 100:02}"]) == [day, day]


@pytest.mark.parametrize(
    ("text", "day"),
    [("19840730", "1984-07-30"), ("1984-07-30T00:00:00Z", "1984-07-30"), ("--0730", "07-30"), ("--07-30", "07-30"), ("1604-07-30", "07-30"),
     ("30 July 1984", "1984-07-30"), ("7/30/1984", "1984-07-30"), ("5/6/1984", ""), ("3/15/85", ""), ("0/0/00", ""), ("2023-02-30", ""), ("", "")],
)  # fmt: skip
def test_birthdays(text: str, day: str) -> None:
    assert birthday(text) == day


def test_addresses_are_taken_as_they_are_or_not_at_all() -> None:
    assert emails(["Ada <ada@b.example>; mailto:c@d.example", "ADA@b.example", "/o=Exchange/cn=ada", "{{x}}@e.example", "a" * 400 + "@b.example"]) == (
        "ada@b.example", "c@d.example",
    )  # fmt: skip
    assert websites(["https://a.example/x?y=1 ::: b.example", "https://a.example/[[x]]", "www.linkedin.com/in/ada", "no address", "a@b.example"]) == (
        "https://a.example/x?y=1", "b.example",
    )  # fmt: skip


def test_numbers_and_labels() -> None:
    assert phones(["+44 7700 900123 ::: 020 7946 0100", "tel:+44-7700-900123", "ext 12", "n/a"]) == ("+44 7700 900123", "020 7946 0100")
    assert labels(["* myContacts ::: Data people ::: * starred", "Old; 2019, alumni"]) == ("Data-people", "Old", "alumni")
    assert len(phones([f"0207946{at:04}" for at in range(100)])) == MANY


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\n\n \n", "the file is empty"),
        (b"Date,From,Subject\n2024-01-01,a,b\n", r"no line with the columns First Name.*line 1 says “Date,From,Subject”.*Connections\.csv"),
        (b"First Name,Last Name\nAda,Okafor\n", "no line with the columns"),
        (HEAD.encode() + b"\n", "nobody is in it: there is the header .* in line 1"),
        (HEAD.encode() + b"\n,,,,,,\n,,https://www.linkedin.com/in/x,,,,\n", "nobody is in it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text file"),
        (b"Notes:\n" + HEAD.encode() + b'\nAda,"Okafor,,,,,\nBen,Li,,,,,\n', "line 3: a quotation mark is never closed"),
        (HEAD.encode() + b'\nAda,"' + b"x" * 200_000 + b"\n", "line 2: the row cannot be read .*quotation mark"),
    ],
)
def test_what_is_no_list_of_connections_says_what_was_looked_for_and_seen(data: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read_linkedin(data)


def test_a_preamble_of_any_length_and_shape() -> None:
    for before in ("", "Notes:\n" * 500, 'Notes:\n"one\n\ntwo"\n\n', "Notes:\n'\"\n", "a,b,c\n\n\n", '"First Name"\n'):
        assert [card.name for card in read_linkedin(f"{before}{HEAD}\nAda,Okafor,,,,,\n".encode()).cards] == ["Ada Okafor"], before


def test_columns_are_found_by_name_in_any_order_and_case() -> None:
    text = "connected on;company;LAST NAME;first name;more\n01 Jan 2024;Northwind;Okafor;Ada;x\n"
    (card,) = (read := read_linkedin(text.encode())).cards
    assert (card.name, card.organization, card.linkedin_connected) == ("Ada Okafor", "Northwind", date(2024, 1, 1))
    assert read.left == ("more",)


def test_any_table_once_its_columns_are_named() -> None:
    text = b"Who,Job now,Where,Mail\nAda Okafor,Engineer,Northwind,ada@northwind.example\n"
    with pytest.raises(FormatError, match=r"no column holds a name; there are: Who, Job now, Where, Mail\. Say which"):
        read_contacts(text)
    (card,) = read_contacts(text, {"name": "who", "role": "Job now", "organization": "Where"}).cards
    assert (card.name, card.role, card.organization, card.email) == ("Ada Okafor", "Engineer", "Northwind", ("ada@northwind.example",))
    with pytest.raises(FormatError, match="there is no column “Whom”; there are: Who, Job now"):
        read_contacts(text, {"name": "Whom"})
    with pytest.raises(FormatError, match=r"--map nose=… is no property"):
        read_contacts(text, {"name": "Who", "nose": "Job now"})
    with pytest.raises(FormatError, match="no table of people"):
        read_contacts(b"just words here\nand here\n")
    with pytest.raises(FormatError, match="`notes-kit import linkedin` reads that"):
        read_contacts(f"Notes:\n\n{HEAD}\nAda,Okafor,,,,,\n".encode())


def test_people_as_json() -> None:
    assert [card.name for card in read_entries(b'[{"name": "Ada"}, {"first_name": "Ben", "last_name": "Li"}]').cards] == ["Ada", "Ben Li"]
    assert [card.name for card in read_entries(b'{"version": 1, "rows": [{"name": "Ada", "stage": "met"}]}').cards] == ["Ada"]
    assert [card.line for card in read_entries(b'{"name": "Ada"}\n{"name": "Ben"}\n').cards] == [1, 2]
    (card,) = (read := read_entries(
        b'[{"Full Name": "Dr. Ada Okafor", "honorific": "Dr.", "company": "[[Northwind|NW]]", "E-Mail": [{"value": "ada@nw.example"}, "a@b.example"],'
        b' "mobile": 447700900123, "website": ["https://linkedin.com/in/ada"], "seniority": "Senior", "channel": "e-mail", "last_touch": "2024-01-01"}]'
    )).cards  # fmt: skip
    assert (card.name, card.salutation, card.organization, card.linkedin) == ("Ada Okafor", "Dr.", "NW", "https://www.linkedin.com/in/ada")
    assert (card.email, card.phone, card.seniority, card.channel) == (("ada@nw.example", "a@b.example"), ("447700900123",), "senior", "email")
    assert read.left == ("last_touch",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", r"no list of people.*the file is empty"),
        (b"{", r"it is not JSON \(line 1, column 2; line 1 says “{”\)"),
        (b"[]", "no list of people"),
        (b'["Ada"]', "no list of people"),
        (b"[" * 100_000, "nested too deeply|not JSON"),
        (b'[{"nom": "", "x": 1}]', r"none of its 1 entries has a name \(keys: nom, x\)"),
        (b"[" + b"9" * 5000 + b"]", "no list of people"),
    ],
)
def test_what_is_no_json_of_people(data: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read_entries(data)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_reader_breaks_on_anything(data: bytes) -> None:
    for read in (read_linkedin, read_contacts, read_entries):
        for head in (b"", HEAD.encode() + b"\n", b"Name,Email\n"):
            with suppress(FormatError):
                assert all(card.name for card in read(head + data).cards)
