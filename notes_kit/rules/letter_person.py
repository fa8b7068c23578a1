"""Whether a message is for this person: the name, the salutation, and something that nobody else could be sent."""

from __future__ import annotations

from collections.abc import Iterator

from notes_kit.model.letters import About, Form, Kind, Remark
from notes_kit.model.text import Span
from notes_kit.parse.letter import Letter, Sentence
from notes_kit.parse.phrases import Phrases, Word, words_of
from notes_kit.rules.letter_parts import first

_TOLD = (Kind.THANK_YOU, Kind.KEEP_IN_TOUCH, Kind.REPORT_BACK)
_LEAST = 4
"""Letters of a word of somebody's role or talk that is theirs and not everybody's."""

_EVERYBODY = frozenset(
    "head lead senior junior staff chief manager director engineer analyst officer assistant associate partner consultant developer the and for "
    "with from that this they them have what been were your about their there which would could people work very much".split()
)
_PREFIX = 3


def person_remarks(letter: Letter, kind: Kind, form: Form, phrases: Phrases, about: About) -> Iterator[Remark]:
    """What is wrong with the name or the salutation, and that nothing in the message is for this person alone."""
    yield from _greeting(letter, form, phrases, about)
    if kind not in (Kind.CONFIRM, Kind.FOLLOW_UP) and not is_specific(letter, kind, phrases, about):
        if kind in _TOLD:
            yield Remark("generic", "nothing in it is of what they said: it could go to anybody", letter.place(_opening(letter)), "P30",
                         "name one thing that they said, in their words: You said that … .")  # fmt: skip
        else:
            yield Remark("generic", "nothing in it is about this person: it could go to anybody", letter.place(_opening(letter)), "P6",
                         "name what made you choose them: their talk, their move, their project")  # fmt: skip


def _opening(letter: Letter) -> Span:
    return letter.sentences[0].span if letter.sentences else letter.body


def _greeting(letter: Letter, form: Form, phrases: Phrases, about: About) -> Iterator[Remark]:
    greeting = letter.greeting
    right = _right(about)
    if greeting is None:
        if form is not Form.PHONE and not _addressed(letter, about):
            yield Remark("salutation", "it greets nobody", letter.place(Span(letter.body.start, letter.body.start)), "P4", f"begin with {right}")
        return
    place = letter.place(greeting)
    whole = words_of(letter.text(greeting), greeting.start)
    titles = [word for word in letter.names if _is_title(word, phrases, about)]
    names = [word for word in letter.names if word not in titles]
    if form is Form.PHONE and not letter.names:
        return
    if not names or phrases.has("impersonal", whole):
        yield Remark("salutation", "the greeting is meant for nobody", place, "P4", f"begin with {right}")
        return
    if about.names and not any(_fits(names, name) for name in about.names):
        typed = letter.text(Span(names[0].start, names[-1].end))
        yield Remark("wrong-name", f"it greets {typed}, and the note is about {about.names[0]}", place, "P4", f"begin with {right}")
    own = words_of(about.salutation)
    if own and titles and not any(phrases.same("title", [word], [other]) or word.text == other.text for word in titles for other in own):
        typed = letter.text(Span(titles[0].start, titles[0].end))
        yield Remark("salutation", f"it says {typed}, and the note says {about.salutation}", place, "P4", f"begin with {right}")


def names_somebody(letter: Letter, sentence: Sentence, phrases: Phrases, about: About) -> bool:
    """Whether a sentence names somebody or something else than the two who write to each other."""
    own = {word.text for text in (*about.names, about.me) for word in words_of(text)} | {word.text for word in (*letter.names, *letter.signed)}
    return _proper(sentence, own, phrases)


def _right(about: About) -> str:
    if not about.names:
        return "Dear, and their name"
    return f"Dear {about.salutation} {about.names[0]}".replace("  ", " ") + ","


def _addressed(letter: Letter, about: About) -> bool:
    """Whether the first two sentences say their name, as in `Thank you for the call, Ada`."""
    early = [word for sentence in letter.sentences[:2] for word in sentence.words if word.proper]
    return any(_fits([word], name) for word in early for name in about.names)


def _is_title(word: Word, phrases: Phrases, about: About) -> bool:
    return phrases.whole("title", [word]) or word.text in {other.text for other in words_of(about.salutation)}


def _fits(typed: list[Word], name: str) -> bool:
    """Whether every word of the greeting is one of the name's, or the beginning of the first one: Sam is Samuel, and Brand is not Brandt."""
    parts = [word.text for word in words_of(name)]
    return all(word.text in parts or (len(word.text) >= _PREFIX and parts[:1] != [] and parts[0].startswith(word.text)) for word in typed)


def is_specific(letter: Letter, kind: Kind, phrases: Phrases, about: About) -> bool:
    """Whether something in it could be said to this person only."""
    own = {word.text for text in (*about.names, about.me) for word in words_of(text)} | {word.text for word in (*letter.names, *letter.signed)}
    details = {word.text for text in about.details for word in words_of(text)} - _EVERYBODY - own
    for sentence in letter.sentences:
        if any(word.text in details and len(word.text) >= _LEAST for word in sentence.words):
            return True
        proper = _proper(sentence, own, phrases)
        if kind in _TOLD:
            own_words = proper or phrases.has("told", sentence.words)
        else:
            named = proper and _to_you(sentence) and not phrases.has("source", sentence.words)
            own_words = named or first("why", sentence, phrases) is not None or phrases.has("referral", sentence.words)
        if own_words:
            return True
    return False


def _to_you(sentence: Sentence) -> bool:
    return any(word.text in ("you", "your", "yours") for word in sentence.words)


def _proper(sentence: Sentence, own: set[str], phrases: Phrases) -> bool:
    """Whether it names something: a capital letter inside the sentence that is no common word and neither of the two people."""
    return any(word.proper and word.text not in own and not phrases.whole("common", [word]) for word in sentence.words[1:])
