"""Messages that are kept in notes under a Draft heading and were not sent yet, read as their reader will."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from notes_kit.model.letters import About, Form, Kind, Remark
from notes_kit.model.note import Draft, Note
from notes_kit.model.people import Contact
from notes_kit.model.state import ENOUGH, Relation, is_held, thanks
from notes_kit.model.text import Place
from notes_kit.model.vault import Person
from notes_kit.parse.letter import Letter, read_letter
from notes_kit.parse.phrases import Phrases, phrases_of
from notes_kit.rules.base import Context
from notes_kit.rules.letter_kind import form_named, form_of, kind_named, kind_of


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft in a note, to whom it is, and what it is for."""

    note: Note
    draft: Draft
    person: Person
    kind: Kind
    form: Form
    letter: Letter
    phrases: Phrases
    about: About

    def at(self, remark: Remark) -> Place:
        """Where in the note a remark stands."""
        place, first = remark.place, self.draft.place.line - 1
        return Place(place.line + first, place.column, place.end_line + first, place.end_column)


def unsent(context: Context) -> Iterator[Unsent]:
    """Every draft of a contact's or a talk's note whose message is not noted as sent, in the order of paths.

    Nobody who declined, closed or is paused is written to, and nobody a third time (P10): their drafts are left alone.
    """
    phrases = phrases_of(tuple(sorted(context.vault.settings.phrases.items())))
    for person, relation in context.contacts():
        for draft in relation.contact.note.drafts:
            one = _read(relation.contact.note, draft, person, phrases)
            if not _sent(context, relation, one.kind):
                yield one
    for talk in context.shared.interviews:
        for draft in talk.note.drafts:
            left = [who for who in context.owed(context.people(talk)) if thanks(context.vault, talk, who, context.today) is None]
            if left and not talk.note.meeting:
                yield _read(talk.note, draft, left[0], phrases, after=is_held(talk, context.today))


def _read(note: Note, draft: Draft, person: Person, phrases: Phrases, *, after: bool = False) -> Unsent:
    letter = read_letter(draft.text, phrases)
    kind = kind_named(draft.heading) or (Kind.THANK_YOU if after else kind_of(letter, phrases))
    form = form_named(draft.heading) or form_of(letter, kind)
    return Unsent(note, draft, person, kind, form, letter, phrases, about_person(person))


def about_person(person: Person) -> About:
    """The names of the person, and how they are addressed."""
    contact: Contact | None = person.contact
    names = (person.name, contact.note.stem, *contact.aliases) if contact is not None else (person.name,)
    return About(tuple(dict.fromkeys(names)), contact.salutation if contact is not None else "")


def _sent(context: Context, relation: Relation, kind: Kind) -> bool:
    """Whether what happened since shows that a message of that kind was sent."""
    if kind is Kind.FOLLOW_UP:
        return len(relation.attempts) >= ENOUGH or relation.replied is not None
    if kind.asks:
        return bool(relation.attempts)
    if kind is Kind.THANK_YOU and relation.held:
        me = Person(relation.contact.path, relation.contact.name, relation.contact)
        return all(thanks(context.vault, talk, me, context.today) is not None for talk in relation.held)
    return relation.exhausted
