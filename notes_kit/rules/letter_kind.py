"""Which kind of message a text is, from what it says, where nobody says it."""

from __future__ import annotations

from notes_kit.model.letters import NOTE_LIMIT, Form, Kind, note_length
from notes_kit.model.names import plain_name
from notes_kit.parse.letter import Letter, Sentence
from notes_kit.parse.phrases import Phrases

_NAMED: dict[Kind, tuple[str, ...]] = {
    Kind.REFERRAL_INTRO: ("referral", "warm"),
    Kind.FOLLOW_UP: ("follow up", "second", "reminder"),
    Kind.CONFIRM: ("confirm",),
    Kind.THANK_YOU: ("thank",),
    Kind.KEEP_IN_TOUCH: ("keep in touch", "touch"),
    Kind.REPORT_BACK: ("report back", "report"),
    Kind.OUTREACH: ("outreach", "request", "first message"),
}
_FORMS = {Form.LINKEDIN: ("linkedin",), Form.PHONE: ("phone", "call", "script"), Form.EMAIL: ("email", "e mail", "mail")}


def kind_named(words: str) -> Kind | None:
    """The kind that a few words name, such as a heading's: `Draft: thank-you`."""
    text = plain_name(words)
    return next((kind for kind, names in _NAMED.items() if any(name in text for name in names)), None)


def form_named(words: str) -> Form | None:
    """The form that a few words name: `Draft (LinkedIn)`."""
    text = plain_name(words)
    return next((form for form, names in _FORMS.items() if any(name in text for name in names)), None)


def form_of(letter: Letter, kind: Kind) -> Form:
    """A short note where a request has no subject and no more than LinkedIn would take; else an e-mail."""
    text = letter.text(letter.body)
    short = kind.asks and not letter.headers and note_length(text) <= NOTE_LIMIT and "\n\n" not in text
    return Form.LINKEDIN if short else Form.EMAIL


def kind_of(letter: Letter, phrases: Phrases) -> Kind:
    """What a message is for: thanks and reports say that you met, a second message that you wrote before; else it is a request."""
    early, whole = letter.sentences[:2], letter.sentences
    asks = _says("request", whole, phrases) and any(sentence.asks for sentence in whole)
    if _says("after", early, phrases) and not asks:
        return Kind.THANK_YOU
    if (
        _says("confirming", whole, phrases)
        and _says("where", whole, phrases) | _says("when", whole, phrases)
        and not _says("purpose", whole, phrases)
    ):
        return Kind.CONFIRM
    if _says("met", whole, phrases) and not asks:
        return Kind.REPORT_BACK if _says("deed", whole, phrases) else Kind.KEEP_IN_TOUCH
    return Kind.FOLLOW_UP if _says("earlier", whole[:3], phrases) else Kind.OUTREACH


def _says(name: str, sentences: tuple[Sentence, ...], phrases: Phrases) -> bool:
    return any(phrases.has(name, sentence.words) for sentence in sentences)
