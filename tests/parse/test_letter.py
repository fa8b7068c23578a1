"""A message as its reader meets it: head, greeting, sentences, name, and every place within the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.text import Source
from notes_kit.parse.letter import MOST, Letter, read_letter
from notes_kit.parse.phrases import phrases_of

PHRASES = phrases_of()


def read(text: str) -> Letter:
    return read_letter(text, PHRASES)


def sentences(text: str) -> list[str]:
    letter = read(text)
    return [letter.text(sentence.span) for sentence in letter.sentences]


def test_the_head_is_no_part_of_the_body() -> None:
    letter = read("To: ada@x.example\nSubject: Twenty minutes?\n\nDear Ada,\n\nCould we talk?\n")
    assert letter.subject is not None
    assert letter.text(letter.subject) == "Twenty minutes?"
    assert letter.text(letter.body) == "Dear Ada,\n\nCould we talk?"
    assert letter.place(letter.body).line == 4


@pytest.mark.parametrize(
    ("line", "greeting", "names"),
    [
        ("Dear Ms Okafor,", "Dear Ms Okafor", ["ms", "okafor"]),
        ("Hi Ada, I saw your talk.", "Hi Ada", ["ada"]),
        ("Dr. Rahman,", "Dr. Rahman", ["dr", "rahman"]),
        ("Sehr geehrte Frau Stein,", "Sehr geehrte Frau Stein", ["frau", "stein"]),
        ("Good morning Mr. Nguyen - this is Rosa.", "Good morning Mr. Nguyen", ["mr", "nguyen"]),
        ("Hello", "Hello", []),
        ("I saw your talk.", None, []),
        ("Thank you, Ada,", None, []),
    ],
)
def test_greetings(line: str, greeting: str | None, names: list[str]) -> None:
    letter = read(f"{line}\n\nCould we talk about your work?\n\nKind regards,\nLeo")
    assert (letter.text(letter.greeting) if letter.greeting else None) == greeting
    assert [word.text for word in letter.names] == names


def test_sentences_end_where_a_reader_ends_them() -> None:
    text = (
        "Dear Ada,\n\nI met Dr. Li at 3.15 p.m. on Monday. He said “go on!” Could we\ntalk?\n\n- one thing\n- another\n\nKind regards,\nLeo Marchetti"
    )
    assert sentences(text) == [
        "I met Dr. Li at 3.15 p.m. on Monday.", "He said “go on!”", "Could we\ntalk?", "one thing", "another", "Kind regards,", "Leo Marchetti",
    ]  # fmt: skip
    letter = read(text)
    assert [sentence.asks for sentence in letter.sentences] == [False, False, True, False, False, False, False]
    assert [word.text for word in letter.signed] == ["leo", "marchetti"]


def test_what_is_not_the_message_is_passed_over_and_places_stay() -> None:
    text = "---\ntype: x\n---\n%% not this: any openings? %%\n> Dear Ada,\n> could we talk?\n```\ncode\n```\n"
    letter = read(text)
    assert letter.place(letter.sentences[0].span)[:2] == (6, 3)
    assert not any("openings" in letter.text(sentence.span) for sentence in letter.sentences)


@pytest.mark.parametrize("gap", ["{{name}}", "[their role]", "<% tp.title %>", "TODO", "XXX", "____", "....."])
def test_gaps(gap: str) -> None:
    letter = read(f"Subject: About {gap}\n\nDear Ada,\n\nI read {gap} twice.")
    assert [letter.text(span) for span in letter.gaps] == [gap, gap]


@pytest.mark.parametrize("text", ["[a link](https://x.example)", "[[Ada Okafor]]", "- [ ] a task", "- [x] done", "an array a[i][j]", "and so on..."])
def test_what_is_no_gap(text: str) -> None:
    assert read(text).gaps == ()


pieces = st.lists(
    st.sampled_from(
        ["Dear ", "Ada", ",", "\n", "\r\n", "\r", "\n\n", "Could we talk", "?", ". ", "! ", "Subject: ", "To: ", "%%", "```", "> ", "- ", "---\n", "🦜", "é",
         "Dr.", " ", "[gap]", "{{x}}", "Kind regards", "\u00a0", "\t", "…", "“", "”", "(", ")", "20 minutes", "isn't", "\x00", "\ud800"]
    ), max_size=40
).map("".join)  # fmt: skip


@given(pieces | st.text(max_size=200))
def test_no_text_breaks_it_and_every_place_is_in_the_text(text: str) -> None:
    letter = read(text)
    spans = [letter.body, *(sentence.span for sentence in letter.sentences), *letter.gaps]
    spans += [span for span in (letter.subject, letter.greeting) if span is not None]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
    starts = [sentence.span.start for sentence in letter.sentences]
    assert starts == sorted(starts)
    for sentence in letter.sentences:
        assert sentence.words
        for word in sentence.words:
            assert sentence.span.start <= word.start < word.end <= sentence.span.end
    source = Source("", text)
    assert all(source.place(span) == letter.place(span) for span in spans)


def test_a_book_is_read_as_far_as_a_message_goes() -> None:
    letter = read("I am here. " * 100_000)
    assert letter.body.end <= MOST
