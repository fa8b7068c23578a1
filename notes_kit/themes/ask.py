"""What to ask next, and whom: the questions of the bank that nobody has answered, and the contacts who could (P17, P21).

Who could is a matter of where they stand (P21: fit the questions to their career stage): somebody in a first post
knows the first months, somebody who hires knows what applicants lack. What the notes do not say is held against nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from notes_kit.model.names import plain_name
from notes_kit.model.note import Question
from notes_kit.model.state import Relation, Stage, is_held
from notes_kit.model.vault import Vault
from notes_kit.themes.coverage import category
from notes_kit.themes.heard import Heard, one_line
from notes_kit.themes.outlook import Ask, Asked

FITS: Mapping[str, tuple[str, ...]] = {
    "daily-work": ("entry", "mid", "senior"),
    "career-path": ("mid", "senior", "lead", "executive"),
    "culture": ("entry", "mid", "senior"),
    "environment": ("mid", "senior", "lead"),
    "requirements": ("senior", "lead", "executive"),
    "benefits": ("entry", "mid", "senior", "lead"),
    "challenges": ("mid", "senior", "lead", "executive"),
    "industry-trends": ("senior", "lead", "executive"),
}
"""Topic (P19) to the seniorities that can best speak of it (ours); a topic that is not here is for everybody."""

_TURN = (Stage.SCHEDULED, Stage.REPLIED, Stage.KEPT, Stage.THANKED, Stage.MET, Stage.ASKED, Stage.LEAD)
"""Whom a question reaches soonest goes first: a talk that is arranged, then who answered, then who was met before."""

_PEOPLE, _EACH = 2, 3
"""Contacts named for a question, and questions after which another contact's turn comes."""

_ALIKE = 0.75
"""Share of words that two wordings of one question have in common (ours)."""


def questions(heard: Heard, relations: Mapping[str, Relation]) -> tuple[Ask, ...]:
    """The questions of the bank that nobody was asked in any talk held, those on what was asked least first."""
    vault = heard.vault
    bank = [(path, one) for path in sorted(vault.notes) if vault.notes[path].type == "" for one in vault.notes[path].questions if one.category]
    asked = {plain_name(one.text) for talk in vault.interviews if is_held(talk, heard.today) for one in talk.note.questions if one.asked}
    known = [frozenset(words.split()) for words in sorted(asked)]
    answered = {one.text for _, one in bank if plain_name(one.text) in asked or _alike(plain_name(one.text), known)}
    of_topic = Counter(one.topic for _, one in bank if one.text in answered)
    turns: Counter[str] = Counter()
    left = []
    for place, (path, one) in enumerate(bank):
        if one.text not in answered:
            left.append((turns[one.topic] + of_topic[one.topic], place, path, one))
            turns[one.topic] += 1
    able = _able(vault, relations)
    given: Counter[str] = Counter()
    return tuple(_ask(path, one, able, given) for _, _, path, one in sorted(left, key=lambda row: row[:2]))


def _alike(text: str, known: Sequence[frozenset[str]]) -> bool:
    words = frozenset(text.split())
    return any(len(words & other) >= _ALIKE * len(words | other) for other in known)


def _able(vault: Vault, relations: Mapping[str, Relation]) -> list[Relation]:
    """The contacts that could be asked, the soonest first; not whom two messages did not reach (P10), and meetings of a work vault bring nobody in."""
    found = [person for person in relations.values() if person.stage in _TURN and not person.quiet and not person.exhausted]

    def soonest(person: Relation) -> tuple[int, str, str]:
        stage = Stage.SCHEDULED if person.upcoming else person.stage
        day = min((talk.when.date.isoformat() for talk in person.upcoming if talk.when), default="")
        return (_TURN.index(stage), day, vault.display(person.contact.path).casefold())

    return sorted(found, key=soonest)


def _ask(path: str, one: Question, able: Sequence[Relation], given: Counter[str]) -> Ask:
    """A question with those who could answer it, and count them."""
    fits = FITS.get(one.topic, ())
    could = [person for person in able if not fits or person.contact.seniority in (*fits, "")]
    could.sort(key=lambda person: (given[person.contact.path] // _EACH, bool(fits) and not person.contact.seniority))
    chosen = could[:_PEOPLE]
    given.update(person.contact.path for person in chosen)
    return Ask(one_line(one.text), category(one.category), one.topic, tuple(_asked(chosen)), path, one.place.line)


def _asked(people: Iterable[Relation]) -> Iterable[Asked]:
    for person in people:
        day = min((talk.when.date for talk in person.upcoming if talk.when), default=None)
        yield Asked(one_line(person.contact.name), person.contact.path, Stage.SCHEDULED if person.upcoming else person.stage, day)
