"""What a heading means, however a person spells it: a loose match against a list of spellings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from notes_kit.model.note import Section

SPELLINGS: dict[Section, tuple[str, ...]] = {
    Section.PREP: (
        "prep", "preparation", "before the call", "before the meeting", "questions to ask", "my questions", "prepared questions",
        "research", "background research", "agenda", "vorbereitung", "preparación", "préparation", "preparação", "preparazione",
    ),
    Section.NOTES: ("notes", "note", "meeting notes", "interview notes", "conversation", "discussion", "notizen", "notas", "appunti"),
    Section.ADVICE: ("advice", "tips", "recommendations", "rat", "consejos", "conseils", "conselhos", "consigli"),
    Section.RESOURCES: ("resources", "resource", "links", "reading", "reading list", "ressourcen", "recursos", "ressources", "risorse"),
    Section.TAKEAWAYS: (
        "takeaways", "key takeaways", "main takeaways", "summary", "key points", "key insights", "lessons", "lessons learned",
        "erkenntnisse", "fazit", "conclusiones", "à retenir", "conclusões", "conclusioni",
    ),
    Section.OPEN_QUESTIONS: (
        "open questions", "remaining questions", "unanswered questions", "what i still want to know", "offene fragen",
        "preguntas abiertas", "questions ouvertes", "perguntas em aberto", "domande aperte",
    ),
    Section.NEXT_STEPS: (
        "next steps", "next step", "follow-up", "follow-ups", "follow up", "action items", "actions", "to do", "todo", "todos", "tasks",
        "i owe them", "they owe me", "open threads", "nächste schritte", "próximos pasos", "siguientes pasos", "prochaines étapes",
        "próximos passos", "prossimi passi",
    ),
    Section.LOG: ("log", "contact log", "interactions", "history", "touches", "timeline", "verlauf", "historial", "historique", "histórico", "storico"),
    Section.PITCH: ("pitch", "my pitch", "elevator pitch"),
    Section.DRAFT: (
        "draft", "drafts", "message draft", "draft message", "email draft", "draft email", "outreach draft", "entwurf", "borrador", "brouillon",
        "rascunho", "bozza",
    ),
    Section.PRIVATE: ("private", "confidential", "privat", "privado", "privé", "privato", "off the record"),
}  # fmt: skip
"""English and five other languages; a vault adds its own under `headings:` in its settings."""

WEAK = ("research", "background research", "agenda", "history", "timeline", "interactions", "links", "reading", "reading list", "tasks", "actions")
"""Spellings that are as often the topic of a talk: below a heading with a meaning of its own they have none."""

_HEAD = re.compile(r"([^:(–—|/]{3,40}?)\s*(?::\s|[(–—|/]|\s-\s)")
_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST = 200  # characters; no heading that means a section is longer

GUESTS = ("participants", "attendees", "present", "teilnehmer", "asistentes", "participantes", "partecipanti")
"""Headings below which other vaults list whom they met."""

APART = (Section.PRIVATE, Section.PREP, Section.NEXT_STEPS, Section.LOG, Section.DRAFT)
"""Sections whose bullets are no points, whatever stands deeper below them."""


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold() if text.isascii() else normalize("NFC", text).casefold()).lstrip("0123456789").removesuffix("s")


@lru_cache(maxsize=8)
def _table(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Section]:
    table: dict[str, Section] = {}
    names = {_key(section.value): section for section in Section if section}
    for name, spellings in extra:
        section = names.get(_key(name))
        for spelling in spellings if section else ():
            table[_key(spelling)] = section  # type: ignore[assignment]
    for section, spellings in SPELLINGS.items():
        for spelling in spellings:
            table.setdefault(_key(spelling), section)
    return table


@lru_cache(maxsize=4096)
def _lookup(text: str, extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Section:
    table = _table(extra)
    found = table.get(_key(text))
    if found is None:
        head = _HEAD.match(text)
        found = table.get(_key(head[1])) if head else None
    return found or Section.OTHER


def section_of(text: str, spellings: Mapping[str, tuple[str, ...]]) -> Section:
    """The section that a heading opens, ignoring case, punctuation, numbering and a plural `s`.

    `spellings` are the vault's own. `Notes: second call` is Notes.
    """
    return _lookup(text, tuple(sorted(spellings.items())) if spellings else ()) if len(text) < _LONGEST else Section.OTHER


def meaning(text: str, spellings: Mapping[str, tuple[str, ...]], above: Section) -> Section:
    """The section that a heading opens in the section `above`."""
    found = section_of(text, spellings)
    if found and above and _key(text) in _WEAK_KEYS and not any(_key(text) == _key(own) for names in spellings.values() for own in names):
        return Section.OTHER
    return found


def innermost(stack: Sequence[Section]) -> Section:
    """What the headings above a line make of it, outermost first in `stack`."""
    found = Section.OTHER
    for section in stack:
        if section and (found not in APART or (section in APART and APART.index(section) < APART.index(found))):
            found = section
    return found


def lists_guests(text: str) -> bool:
    """Whether a heading stands above the people that a talk was with."""
    return len(text) < _LONGEST and _key(text) in _GUEST_KEYS


_WEAK_KEYS = frozenset(map(_key, WEAK))
_GUEST_KEYS = frozenset(map(_key, GUESTS))
