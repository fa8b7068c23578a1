"""A calendar file: read back by a client's library, grown from the file before it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notes_kit.model.entry import Entry
from notes_kit.render.calendar import KEEP_CANCELLED, address, calendar_text, folded, is_ours, unfolded

TODAY = date(2026, 5, 18)
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
TALK = Entry(
    "u-1", NOON, "Ada Okafor (Kestrel & Vane)", NOON + timedelta(minutes=30), "video", "https://meet.example/a", "https://meet.example/a", alarm=15
)
DUTY = Entry("u-2", date(2026, 5, 19), "Ben Li: thank-you-missing", description="close it: notes-kit log ben thanked", duty=True)
ODD = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\t\\;,:\"'🚀é\u2028\x00BEGIN:END")), max_size=120)


def read(text: str) -> list[Any]:
    found = icalendar.Calendar.from_ical(text.encode())
    assert all(not one.errors for one in found.walk())
    return [one for one in found.walk() if one.name in ("VEVENT", "VTODO")]


def fields(text: str) -> dict[str, tuple[int, str]]:
    return {str(one["UID"]): (int(one["SEQUENCE"]), str(one["STATUS"])) for one in read(text)}


def test_what_a_library_reads() -> None:
    talk, duty = sorted(read(calendar_text([TALK, DUTY], TODAY)), key=lambda one: str(one["UID"]))
    assert (talk.decoded("DTSTART"), talk.decoded("DTEND")) == (TALK.start, TALK.end)
    assert (str(talk["SUMMARY"]), str(talk["LOCATION"]), str(talk["STATUS"])) == (TALK.summary, TALK.location, "CONFIRMED")
    (alarm,) = talk.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-15)
    assert (duty.decoded("DTSTART"), duty.decoded("DTEND"), str(duty["TRANSP"])) == (date(2026, 5, 19), date(2026, 5, 20), "TRANSPARENT")
    (task,) = (one for one in read(calendar_text([TALK, DUTY], TODAY, tasks=True)) if one.name == "VTODO")
    assert (task.decoded("DUE"), str(task["STATUS"])) == (date(2026, 5, 19), "NEEDS-ACTION")


@given(ODD, ODD, ODD)
@example("x" * 75, "é" * 60, "🚀" * 40)
@example("a\nEND:VEVENT\nBEGIN:VEVENT", "\r\nX-EVIL:1\r", "\\n\\,")
def test_hostile_words_stay_words(summary: str, description: str, location: str) -> None:
    text = calendar_text([Entry("u", NOON, summary, NOON, description, location, address(location))], TODAY)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert "\r" not in text.replace("\r\n", "")
    (one,) = read(text)
    for name, words in (("SUMMARY", summary), ("DESCRIPTION", description), ("LOCATION", location)):
        said = str(one.get(name, ""))
        assert said.split() == "".join(ch if ch.isprintable() or ch.isspace() else " " for ch in words).split() or _only_invisible(words, said)
    assert sorted(one.keys()) == sorted({"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "CATEGORIES", "STATUS", "TRANSP"}
        | {name for name, words in (("DESCRIPTION", description), ("LOCATION", location), ("URL", address(location))) if words})  # fmt: skip


def _only_invisible(words: str, said: str) -> bool:
    """Whether what differs are characters that no screen shows, which stay where they do no harm."""
    return [ch for ch in words if ch.isalnum()] == [ch for ch in said if ch.isalnum()]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400))
def test_folding_tears_no_character(line: str) -> None:
    text = folded(line)
    assert unfolded([text]) == line
    assert all(len(piece) <= 75 for piece in text.encode().split(b"\r\n"))


def test_what_stays_keeps_its_bytes_and_what_changes_counts_up() -> None:
    first = calendar_text([TALK, DUTY], TODAY)
    assert calendar_text([DUTY, TALK], TODAY + timedelta(days=3), before=first) == first
    moved = Entry("u-1", NOON + timedelta(days=1), TALK.summary, NOON + timedelta(days=1, minutes=30))
    second = calendar_text([moved], TODAY + timedelta(days=1), before=first)
    assert fields(second) == {"u-1": (1, "CONFIRMED"), "u-2": (1, "CANCELLED")}
    third = calendar_text([moved], TODAY + timedelta(days=2), before=second)
    assert third == second
    back = calendar_text([moved, DUTY], TODAY + timedelta(days=2), before=third)
    assert fields(back)["u-2"] == (2, "CONFIRMED")


def test_what_is_cancelled_has_no_alarm_and_is_forgotten_in_time() -> None:
    first = calendar_text([TALK], TODAY)
    off = calendar_text([], TODAY + timedelta(days=1), before=first)
    (one,) = read(off)
    assert (str(one["STATUS"]), one.walk("VALARM")) == ("CANCELLED", [])
    last = TODAY + timedelta(days=1 + KEEP_CANCELLED)
    assert fields(calendar_text([], last, before=off)) == {"u-1": (1, "CANCELLED")}
    assert fields(calendar_text([], last + timedelta(days=1), before=off)) == {}


def test_a_file_of_somebody_else_is_no_memory() -> None:
    theirs = calendar_text([TALK], TODAY).replace("notes-kit//notes-kit", "else//else")
    assert not is_ours(theirs)
    assert fields(calendar_text([], TODAY, before=theirs)) == {}
    broken = calendar_text([TALK], TODAY).replace("SEQUENCE:0", "SEQUENCE:x")
    assert fields(calendar_text([DUTY], TODAY, before=broken)) == {"u-2": (0, "CONFIRMED")}


@pytest.mark.parametrize("text", ["the canteen", "javascript:alert(1)", "https://a b.example", "https://x.example/\r\nX:1", "http://", ""])
def test_only_an_address_is_one(text: str) -> None:
    assert address(text) == ""
