"""A message read as a careful friend would before it is sent: the parts it lacks, and what would be better left out."""

from __future__ import annotations

from collections.abc import Iterator

from notes_kit.model.letters import NOTE_LIMIT, About, Form, Kind, Remark, Review, note_length
from notes_kit.model.text import Span
from notes_kit.parse.letter import MOST, Letter, Sentence
from notes_kit.parse.phrases import Match, Phrases, words_of
from notes_kit.rules.letter_parts import parts_of
from notes_kit.rules.letter_person import names_somebody, person_remarks

WORDS = 200
"""Words of a message: a screen, read in a minute (ours; the guides say brief)."""

SECOND = 120
"""Words of a second message (ours; P9: a short one)."""

MINUTES = 30
"""Minutes that a stranger may be asked for (P7: 15 to 30)."""

QUESTIONS = 2
"""Questions of a request; with more of them none is the one clear question (P6)."""

_AFTER = (Kind.THANK_YOU, Kind.KEEP_IN_TOUCH, Kind.REPORT_BACK)
_LACKS = dict.fromkeys(("question", "close", "thanks", "when", "where"), "it lacks")
_LINE = 6
"""Words of a line that is a close or a name."""

_SHOWN = 60
"""Characters of a gap that a remark repeats."""

_NEAR = 10
"""Words over which a `not` reaches."""

_NEW = ("but", "however", "so", "yet", "because", "though", "although")
_THEM = ("him", "her", "them")


def review(letter: Letter, kind: Kind, form: Form, phrases: Phrases, about: About | None = None) -> Review:
    """Everything that can be said about a message of that kind and form, remarks in the order of their places.

    `about` is what is known of the person and the writer; without it names are not judged.
    """
    known = about or About()
    parts = parts_of(letter, kind, form, phrases)
    found = [*_length(letter, kind, form), *_gaps(letter), *_subject(letter, form, phrases), *person_remarks(letter, kind, form, phrases, known)]
    found += [*job_remarks(letter, phrases), *_pressure(letter, phrases), *_papers(letter, phrases)]
    if kind.asks:
        found += [*_hours(letter, phrases), *_questions(letter)]
    if kind in _AFTER:
        found += favour_remarks(letter, phrases, known)
    end = letter.place(_end(letter))
    found += [
        Remark(f"missing-{part.name}", f"{_LACKS.get(part.name, 'it does not say')} {part.what}", end, part.practice, f"add: {part.add}")
        for part in parts
        if part.place is None
    ]
    found.sort(key=lambda remark: remark.place)
    return Review(kind, form, letter.words, note_length(letter.text(letter.body)), parts, tuple(found))


def _end(letter: Letter) -> Span:
    """Where the last sentence ends that is more than a close or a name."""
    last = next((sentence.span.end for sentence in reversed(letter.sentences) if len(sentence.words) > _LINE), letter.body.end)
    return Span(last, last)


def _length(letter: Letter, kind: Kind, form: Form) -> Iterator[Remark]:
    place = letter.place(letter.body)
    if form is Form.LINKEDIN:
        size = note_length(letter.text(letter.body))
        if size > NOTE_LIMIT:
            message = f"it has {size} characters, and an invitation on LinkedIn takes {NOTE_LIMIT}"
            yield Remark("too-long", message, place, "P6", f"take out {size - NOTE_LIMIT}")
        return
    most = SECOND if kind is Kind.FOLLOW_UP else WORDS
    if letter.words > most or len(letter.source.text) > MOST:
        practice = "P9" if kind is Kind.FOLLOW_UP else "P6"
        message = f"it has {letter.words} words, and {most} are as many as somebody busy reads"
        yield Remark("too-long", message, place, practice, "keep what they need in order to say yes")


def _gaps(letter: Letter) -> Iterator[Remark]:
    for span in letter.gaps:
        typed = letter.text(span)
        shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1].rstrip()}…"
        yield Remark("gap", f"{shown} was never filled in", letter.place(span), "P30", "write it, or take it out")


def _subject(letter: Letter, form: Form, phrases: Phrases) -> Iterator[Remark]:
    if form is not Form.EMAIL or not letter.headers:
        return
    span = letter.subject or Span(0, 0)
    words = words_of(letter.text(span), span.start)
    if not words or phrases.whole("vague", words):
        message = "the subject does not say what it is" if words else "it has no subject"
        yield Remark("subject", message, letter.place(span), "P8", "say what it is: Request for a 20-minute conversation about …")


def job_remarks(letter: Letter, phrases: Phrases) -> Iterator[Remark]:
    """Each sentence that asks for a job, unless it says that it does not (P2)."""
    advice = "ask what they would try next in your place; work comes up by itself, or not at all"
    return _each(letter, "job", phrases, "job-asking", "it asks for a job", "P2", advice)


def _papers(letter: Letter, phrases: Phrases) -> Iterator[Remark]:
    return _each(letter, "cv", phrases, "cv-pushed", "it sends papers that nobody asked for", "P20", "have them at hand, and send them when they ask")


def _each(letter: Letter, words: str, phrases: Phrases, name: str, message: str, practice: str, advice: str) -> Iterator[Remark]:
    for sentence in letter.sentences:
        found = _meant(sentence, words, phrases)
        if found is not None:
            yield Remark(name, message, letter.place(sentence.text(found)), practice, advice)


def favour_remarks(letter: Letter, phrases: Phrases, about: About) -> Iterator[Remark]:
    """Each sentence that asks for a favour; an introduction to somebody they named is none, nor is an offer (P2, P30)."""
    for sentence in letter.sentences:
        found = _meant(sentence, "favour", phrases)
        if found is None and phrases.has("gatekeeper", sentence.words):
            found = _meant(sentence, "introduction", phrases)
        if found is not None and not phrases.has("offer", sentence.words) and not _introduction(letter, sentence, phrases, about):
            message = "it asks for a favour, and thanks that want something are none"
            yield Remark("favour", message, letter.place(sentence.text(found)), "P2", "leave it for another day")


def _introduction(letter: Letter, sentence: Sentence, phrases: Phrases, about: About) -> bool:
    """Whether it asks for an introduction to somebody who was named, and for nothing else."""
    if not phrases.has("introduction", sentence.words) or phrases.has("gatekeeper", sentence.words):
        return False
    return names_somebody(letter, sentence, phrases, about) or any(word.text in _THEM for word in sentence.words)


def _pressure(letter: Letter, phrases: Phrases) -> Iterator[Remark]:
    for sentence in letter.sentences:
        found = phrases.find("pressure", sentence.words)
        if found:
            place = letter.place(sentence.text(found[0]))
            yield Remark("pressure", "it presses for an answer", place, "P9 P11", "leave them the time, and a plain way to say no")


def _hours(letter: Letter, phrases: Phrases) -> Iterator[Remark]:
    for sentence in letter.sentences:
        long = [match for match in phrases.find("duration", sentence.words) if any(number > MINUTES for number in match.numbers)]
        long += phrases.find("hour", sentence.words)
        if long:
            place = letter.place(sentence.text(long[0]))
            yield Remark("duration-long", f"it asks for more than {MINUTES} minutes", place, "P7", "ask for 20; who enjoys it stays longer")
            return


def _questions(letter: Letter) -> Iterator[Remark]:
    asking = [sentence for sentence in letter.sentences if sentence.asks]
    if len(asking) > QUESTIONS:
        message = f"it asks {len(asking)} questions, so none is the one to answer"
        yield Remark("many-questions", message, letter.place(asking[QUESTIONS].span), "P6", "ask for the conversation, and keep the others for it")


def _meant(sentence: Sentence, name: str, phrases: Phrases) -> Match | None:
    """The first place that says so and is not turned round by a `not` shortly before it."""
    found = phrases.find(name, sentence.words)
    turns = phrases.find("not", sentence.words) if found else []
    return next((match for match in found if not any(_reaches(sentence, turn, match) for turn in turns)), None)


def _reaches(sentence: Sentence, turn: Match, match: Match) -> bool:
    """Whether a `not` stands near before a phrase, and no word or mark that begins something new in between."""
    between = sentence.words[turn.last : match.first]
    if match.first < turn.last or len(between) > _NEAR or any(word.text in _NEW for word in between):
        return False
    return not any(word.parted for word in sentence.words[turn.last : match.first + 1])
