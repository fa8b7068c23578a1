"""Drafts read as a careful friend would: agreement with people on samples, and each remark on its own."""

from __future__ import annotations

import drafts
import pytest

from notes_kit.model.letters import NOTE_LIMIT, About, Form, Kind, Review, note_length
from notes_kit.parse.letter import read_letter
from notes_kit.parse.phrases import phrases_of
from notes_kit.rules.letter import MINUTES, QUESTIONS, SECOND, WORDS, review
from notes_kit.rules.letter_kind import form_named, form_of, kind_named, kind_of
from notes_kit.rules.letter_parts import ADD, NEEDED

GOOD = drafts.samples(drafts.KNOWN)[0]
ADA = About(("Ada Okafor", "Meg"), "Ms", ("Northwind", "Staff data engineer"), me="Leo Marchetti")


def read(text: str, kind: Kind = Kind.OUTREACH, form: Form = Form.EMAIL, about: About | None = None) -> Review:
    phrases = phrases_of()
    return review(read_letter(text, phrases), kind, form, phrases, about)


def names(text: str, kind: Kind = Kind.OUTREACH, form: Form = Form.EMAIL, about: About | None = None) -> set[str]:
    return {remark.name for remark in read(text, kind, form, about).remarks}


def after(words: str) -> str:
    return f"Dear Ada,\n\nThank you for the half hour. You said that nobody has thrown out a join yet. {words}\n\nKind regards,\nLeo"


@pytest.mark.parametrize("path", drafts.FLOORS, ids=lambda path: path.stem)
def test_it_agrees_with_people(path: drafts.Path) -> None:
    found = drafts.samples(path)
    assert len(found) == path.read_text(encoding="utf-8").count("\n## "), "every heading is a sample that could be read"
    figures = drafts.measure(found)
    precision, recall, kinds = drafts.FLOORS[path]
    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.kinds >= kinds


def test_there_are_enough_samples_of_every_kind() -> None:
    found = [*drafts.samples(drafts.KNOWN), *drafts.samples(drafts.HELD_OUT)]
    assert len(found) >= 60
    assert {sample.kind for sample in found} == set(Kind)
    assert {sample.form for sample in found} == set(Form)
    assert len({sample.text for sample in found}) == len({sample.name for sample in found}) == len(found)
    assert sum(not sample.labels for sample in found) > 20


@pytest.mark.parametrize("name", NEEDED[Kind.OUTREACH])
def test_the_sentence_to_add_is_that_part(name: str) -> None:
    text = f"Dear Ada,\n\n{ADD[name]}"
    assert [part.name for part in read(text).parts if part.name == name and part.place is not None] == [name]


@pytest.mark.parametrize(("kind", "name"), [(Kind.THANK_YOU, "thanks"), (Kind.REPORT_BACK, "deed"), (Kind.CONFIRM, "when"), (Kind.CONFIRM, "where")])
def test_so_it_is_after_the_talk(kind: Kind, name: str) -> None:
    assert name not in [part.name for part in read(f"Dear Ada,\n\n{ADD[name]}", kind).missing]


def test_all_sentences_to_add_make_a_request_that_lacks_nothing() -> None:
    parts = [ADD[name] for name in NEEDED[Kind.OUTREACH] if name != "close"]
    assert read("Dear Ada,\n\n" + " ".join(parts) + f"\n\n{ADD['close']}\nLeo").missing == ()


def test_remarks_and_parts_have_their_places() -> None:
    result = read("Subject: Hello\n\nDear Ada,\n\nAre there any openings at Northwind?\n")
    places = {remark.name: remark.place[:2] for remark in result.remarks}
    assert places["subject"] == (1, 10)
    assert places["job-asking"] == (5, 11)
    assert places["missing-who"] == (5, 37)
    assert [remark.place for remark in result.remarks] == sorted(remark.place for remark in result.remarks)
    assert {part.name: part.place and part.place.line for part in result.parts}["question"] == 5


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Are there any openings in your team?", True),
        ("I am not asking for a job.", False),
        ("This is not a request for an internship or any other position.", False),
        ("I don't want to take your time, but is your team hiring at the moment?", True),
        ("I have not found work yet, so do you know of any vacancies?", True),
        ("How did you find your first job?", False),
        ("What does a day in your role look like?", False),
        ("Rather than looking for a position, I would like to understand the work.", False),
        ("Please keep me in mind.", True),
        ("I would love to join your team.", True),
    ],
)
def test_asking_for_a_job_and_saying_that_one_does_not(words: str, asks: bool) -> None:
    assert ("job-asking" in names(f"Dear Ada,\n\n{words}")) == asks


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Could you look over my CV?", True),
        ("Would you mind sending me the slides?", True),
        ("Could we have another call next week?", True),
        ("You mentioned Ben Li: if you are comfortable with it, I would be glad of an introduction.", False),
        ("Could you introduce me to Ben Li, whom you named?", False),
        ("Could you introduce me to your hiring manager?", True),
        ("Would you introduce me to anybody else who might help?", True),
        ("If there is anything I can do for you, please let me know.", False),
        ("Please let me know of anything that I can do for you.", False),
        ("Please let me know of any vacancies.", True),
        ("There is nothing you need to do.", False),
    ],
)
def test_a_favour_in_thanks(words: str, asks: bool) -> None:
    assert ("favour" in names(after(words), Kind.THANK_YOU)) == asks
    assert "favour" not in names(after(words), Kind.OUTREACH), "a request may ask"


@pytest.mark.parametrize(
    ("greeting", "remarks"),
    [
        ("Dear Ms Okafor,", set()),
        ("Dear Ada,", set()),
        ("Hi Meg,", set()),
        ("Dear Ada Okafor,", set()),
        ("Dear Okonkwo,", {"wrong-name"}),
        ("Dear Ms Okafr,", {"wrong-name"}),
        ("Dear Ms Okafo,", {"wrong-name"}),
        ("Dear Mr Okafor,", {"salutation"}),
        ("Dear Mr Okonkwo,", {"wrong-name", "salutation"}),
        ("Dear Sir or Madam,", {"salutation"}),
        ("To whom it may concern,", {"salutation"}),
        ("Hi there,", {"salutation"}),
        ("", {"salutation"}),
    ],
)
def test_the_name_and_the_salutation(greeting: str, remarks: set[str]) -> None:
    body = GOOD.text.split("\n\n", 2)[2]
    assert names(f"{greeting}\n\n{body}", about=ADA) == remarks


def test_without_knowing_the_person_names_are_not_judged() -> None:
    assert names(GOOD.text.replace("Okafor", "Okonkwo")) == set()


def test_titles_that_are_the_same() -> None:
    body = GOOD.text.split("\n\n", 2)[2]
    for salutation, typed in (("Dr.", "Doctor"), ("Prof", "Professor"), ("M.", "Monsieur")):
        about = About(("Ada Okafor",), salutation)
        assert names(f"Dear {typed} Okafor,\n\n{body}", about=about) == set()
    assert names(f"Dear Mrs Okafor,\n\n{body}", about=About(("Ada Okafor",), "Dr.")) == {"salutation"}


def test_limits_hold_on_the_dot() -> None:
    def long(kind: Kind, words: int) -> bool:
        return "too-long" in names("word " * words, kind)

    assert (long(Kind.OUTREACH, WORDS), long(Kind.OUTREACH, WORDS + 1)) == (False, True)
    assert (long(Kind.FOLLOW_UP, SECOND), long(Kind.FOLLOW_UP, SECOND + 1)) == (False, True)
    assert "duration-long" not in names(f"Dear Ada, could I ask you for {MINUTES} minutes?")
    assert "duration-long" in names(f"Dear Ada, could I ask you for {MINUTES + 1} minutes?")
    assert "many-questions" not in names("Dear Ada, " + "could we talk? " * QUESTIONS)
    assert "many-questions" in names("Dear Ada, " + "could we talk? " * (QUESTIONS + 1))


def test_linkedin_counts_what_its_form_counts() -> None:
    assert note_length("é" * NOTE_LIMIT) == NOTE_LIMIT
    assert note_length("🦜") == 2
    for text, over in (
        ("é" * NOTE_LIMIT, False),
        ("é" * (NOTE_LIMIT + 1), True),
        ("🦜" * (NOTE_LIMIT // 2), False),
        ("🦜" * (NOTE_LIMIT // 2 + 1), True),
    ):
        assert ("too-long" in names(text, form=Form.LINKEDIN)) == over


def test_kinds_and_forms_by_name() -> None:
    assert [kind_named(words) for words in ("Draft: thank-you", "Draft (second message)", "Draft: referral intro", "Draft", "Keep in touch")] == [
        Kind.THANK_YOU, Kind.FOLLOW_UP, Kind.REFERRAL_INTRO, None, Kind.KEEP_IN_TOUCH,
    ]  # fmt: skip
    assert [kind_named(kind.value) for kind in Kind] == list(Kind)
    assert [form_named(words) for words in ("Draft (LinkedIn)", "Draft: phone script", "Draft")] == [Form.LINKEDIN, Form.PHONE, None]
    phrases = phrases_of()
    assert form_of(read_letter("Hi Ada, could we talk for 15 minutes?", phrases), Kind.OUTREACH) is Form.LINKEDIN
    assert form_of(read_letter("Hi Ada, thank you!", phrases), Kind.THANK_YOU) is Form.EMAIL
    assert form_of(read_letter(GOOD.text, phrases), Kind.OUTREACH) is Form.EMAIL
    assert kind_of(read_letter("", phrases), phrases) is Kind.OUTREACH
