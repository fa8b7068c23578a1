"""The parts that a message has to have, each found or missing with a sentence that would be it (P6)."""

from __future__ import annotations

from collections.abc import Sequence

from notes_kit.model.letters import Form, Kind, Part
from notes_kit.model.phrases import MORE, PARTS
from notes_kit.model.text import Place, Span
from notes_kit.parse.letter import Letter, Sentence
from notes_kit.parse.phrases import Match, Phrases

REQUEST = tuple(PARTS)
NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.OUTREACH: REQUEST,
    Kind.REFERRAL_INTRO: REQUEST,
    Kind.FOLLOW_UP: ("request", "duration", "question", "close"),
    Kind.CONFIRM: ("when", "where"),
    Kind.THANK_YOU: ("thanks",),
    Kind.KEEP_IN_TOUCH: (),
    Kind.REPORT_BACK: ("deed",),
}
"""What each kind has to have. A second message is short (P9): who you are stands in the first."""

SHORT: dict[Kind, tuple[str, ...]] = {
    **dict.fromkeys((Kind.OUTREACH, Kind.REFERRAL_INTRO), ("who", "why", "request", "duration", "question")),
    Kind.FOLLOW_UP: ("request", "duration", "question"),
}
"""What a note of 300 characters can hold of a request; in it, how you found them is reason enough."""

ADD = {
    "who": "My name is …, and I am a … .",
    "why": "I am writing to you because you … .",
    "source": "I found you through … .",
    "request": "May I ask you for a conversation?",
    "purpose": "I would like to learn how … .",
    "duration": "Twenty minutes would be plenty.",
    "flexible": "Any day and hour that suits you is fine, by phone or by video.",
    "question": "Could you spare twenty minutes for a conversation in the next few weeks?",
    "close": "Thank you for reading, and kind regards,",
    "thanks": "Thank you for your time on … .",
    "deed": "I did what you advised: … .",
    "when": "We meet on Tuesday, 19 May at 16:30.",
    "where": "We talk by video: https://… .",
}
"""A sentence for each part, to begin from; each is found as that part."""

_PRACTICE = {"thanks": "P29", "deed": "P44", "when": "P15", "where": "P15", "duration": "P6 P7"}


def parts_of(letter: Letter, kind: Kind, form: Form, phrases: Phrases) -> tuple[Part, ...]:
    """Every part that a message of that kind needs, found or not."""
    names = SHORT.get(kind, NEEDED[kind]) if form is Form.LINKEDIN else NEEDED[kind]
    return tuple(Part(name, _what(name, form), _where(letter, name, form, phrases), ADD[name], _PRACTICE.get(name, "P6")) for name in names)


def _what(name: str, form: Form) -> str:
    if name == "why" and form is Form.LINKEDIN:
        return "why you ask this person, or who sent you"
    return PARTS.get(name) or MORE[name].partition(" (")[0]


def _where(letter: Letter, name: str, form: Form, phrases: Phrases) -> Place | None:
    span = _span(letter, name, phrases)
    if span is None and name == "why" and form is Form.LINKEDIN:
        span = _span(letter, "source", phrases)
    return letter.place(span) if span is not None else None


def _span(letter: Letter, name: str, phrases: Phrases) -> Span | None:
    if name == "question":
        return next((sentence.span for sentence in letter.sentences if sentence.asks and not phrases.has("pressure", sentence.words)), None)
    for sentence in letter.sentences:
        found = first(name, sentence, phrases)
        if found is not None:
            return sentence.text(found)
        if name == "close" and phrases.whole("signoff", sentence.words):
            return sentence.span
    return None


def first(name: str, sentence: Sentence, phrases: Phrases) -> Match | None:
    """The first place in a sentence that says that part."""
    found = phrases.find(name, sentence.words)
    if name == "why" and found:
        off: Sequence[Match] = [*phrases.find("flexible", sentence.words), *phrases.find("cv", sentence.words)]
        found = [one for one in found if not any(one.first < other.last and other.first < one.last for other in off)]
    if name == "source" and not found:
        found = phrases.find("referral", sentence.words)
    return found[0] if found else None
