"""Read a message that somebody wrote, as its reader will, with what the vault knows of that reader."""

from __future__ import annotations

from notes_kit.app.session import Session
from notes_kit.model.letters import About, Form, Kind, Review
from notes_kit.model.state import is_held
from notes_kit.model.vault import Person
from notes_kit.parse.letter import read_letter
from notes_kit.parse.phrases import phrases_of
from notes_kit.rules.letter import review
from notes_kit.rules.letter_kind import form_of, kind_of


class NotTextError(Exception):
    """A file that is no text that could be sent."""


def check(text: str, kind: Kind | None, form: Form | None, session: Session | None = None, who: str = "") -> Review:
    """What a careful reader says of a text; its kind and form are told from it where they are not said.

    With `who`, the name, the salutation and whether it is about them are judged as well.

    Raises:
        NotTextError: there is nothing to read.
        notes_kit.app.session.NobodyError: nobody, or more than one, goes by that name.
    """
    phrases = phrases_of(tuple(sorted(session.settings.phrases.items()))) if session is not None else phrases_of()
    letter = read_letter(text, phrases)
    if not letter.sentences:
        raise NotTextError("there is no message in it to read")
    about = known(session, who) if session is not None and who else None
    own = kind or kind_of(letter, phrases)
    return review(letter, own, form or form_of(letter, own), phrases, about)


def known(session: Session, who: str) -> About:
    """What the notes know of somebody that only a message to them would say: the whole vault counts, since nothing of it is shown."""
    from notes_kit.app.log import find_person  # noqa: PLC0415
    from notes_kit.rules.drafts import about_person  # noqa: PLC0415
    from notes_kit.themes.heard import organization_of  # noqa: PLC0415

    vault = session.vault(points=True)
    person: Person = find_person(vault, session.relative(who) if who.endswith(".md") else who)
    about = about_person(person)
    me = next((value.raw for note in vault.of_type("profile") if (item := note.get("name")) for value in item.values), "")
    contact = person.contact
    details = []
    if contact is not None:
        details = [organization_of(vault, contact.organization, contact.path), contact.role, contact.source.shown if contact.source else ""]
    for talk in vault.interviews_of.get(person.key, ()):
        if is_held(talk, session.today):
            details += [point.text for point in talk.note.points]
    return About(about.names, about.salutation, tuple(text for text in details if text), me=me)


def text_of(name: str, data: bytes) -> str:
    """The text of a file: of a message file (`.eml`) its subject and what it says.

    Raises:
        NotTextError: it is not UTF-8, or no message.
    """
    if name.casefold().endswith(".eml"):
        return _message(name, data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTextError(f"{name} is not UTF-8; save it as UTF-8") from None


def _message(name: str, data: bytes) -> str:
    from email import message_from_bytes  # noqa: PLC0415 - 60 ms that only this needs
    from email.message import EmailMessage  # noqa: PLC0415
    from email.policy import default  # noqa: PLC0415

    try:
        found = message_from_bytes(data, policy=default)
        body = found.get_body(("plain",)) if isinstance(found, EmailMessage) else None
        words = body.get_content() if body is not None else ""
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        raise NotTextError(f"{name} cannot be read as a message: {problem}") from None
    if not isinstance(words, str) or not words.strip():
        raise NotTextError(f"{name} holds no plain text")
    return f"Subject: {' '.join(str(found['Subject'] or '').split())}\n\n" + words.replace("\r\n", "\n")
