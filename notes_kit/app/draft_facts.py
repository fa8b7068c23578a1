"""What a message can be filled with: the fields of its template, from what may be shown of the notes and from nothing else (P35)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from notes_kit.app.fill import moment_text
from notes_kit.model.letters import Kind
from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Section
from notes_kit.model.people import Contact, Interview
from notes_kit.model.state import Relation, is_held, relation
from notes_kit.model.text import Source
from notes_kit.model.vault import Person, Vault
from notes_kit.parse.body import read_body
from notes_kit.parse.front_matter import find_fences
from notes_kit.render.words import listing, plain, unquoted
from notes_kit.rules import advice_not_reported, referrer_not_told
from notes_kit.rules.base import Context, Shared
from notes_kit.themes.heard import giver_of, organization_of

LONGEST = 1_000
"""Characters of one value; a longer one is cut, with an ellipsis."""

MOST = 3
"""Takeaways of a message: what somebody reads and still remembers (ours; P43: brief)."""

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_OF_THEM = frozenset("she he her his him hers herself himself".split())
_VERBS = frozenset("spoke gave wrote met sat taught led ran built won came is was has had knew sent found said told".split())
_SHORTEST = 3
"""Letters of a name that can be told from any other word."""


def safe(text: str) -> str:
    """A text without the characters that could steer a terminal, a header or the writing direction; line feeds and tabs stay."""
    return _STEERING.sub(" ", text)


def tidy(text: str) -> str:
    """A value as one line of plain text: no Markdown, nothing that steers, no more than `LONGEST` characters."""
    line = " ".join(safe(plain(text)).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


@dataclass
class Facts:
    """What is known for a message of one kind to one person, read from the public part of the vault.

    `about` is the path of the talk that it is about; one that is confidential is not in this vault, and no other
    takes its place. `remarks` say of a field what was left out of it, and why; `hints` what to do about it, where that is not plain.
    """

    vault: Vault
    today: date
    person: Person
    kind: Kind
    about: str = ""
    profile: Source | None = None
    remarks: list[tuple[str, str]] = field(default_factory=list)
    hints: dict[str, str] = field(default_factory=dict)

    @cached_property
    def contact(self) -> Contact | None:
        """Their note, if they have one."""
        return self.vault.contact_at(self.person.key)

    @cached_property
    def state(self) -> Relation | None:
        """Where things stand with them, as far as that may be shown."""
        return relation(self.vault, self.contact, self.today) if self.contact else None

    @cached_property
    def talk(self) -> Interview | None:
        """The talk that the message is about, if it may be shown."""
        return next((talk for talk in self.vault.interviews if talk.path == self.about), None)

    @cached_property
    def referrer(self) -> Person | None:
        """Who led to them: their note's source where that is a person, else whoever named them in a talk."""
        giver = giver_of(self.vault, self.contact) if self.contact else None
        if giver is not None:
            return giver
        for talk in self.vault.interviews:
            if is_held(talk, self.today) and any(self.vault.person(ref, talk.path).key == self.person.key for ref in talk.referrals):
                return next((who for ref in talk.people if (who := self.vault.person(ref, talk.path)).key != self.person.key), None)
        return None

    def values(self) -> dict[str, str]:
        """Every field that can be filled."""
        found = {**self._theirs(), **self._mine(), **self._ours()}
        if self.kind not in (Kind.OUTREACH, Kind.REFERRAL_INTRO, Kind.FOLLOW_UP, Kind.CONFIRM):
            found |= self._said()
        return {name: text for name, value in found.items() if (text := value if name in _LISTS else tidy(value))}

    def _theirs(self) -> dict[str, str]:
        contact = self.contact
        found = {"name": self.person.name, "first_name": first_name(self.person.name)}
        if self.referrer is not None:
            found |= {"referrer": self.referrer.name, "source": self.referrer.name}
        if contact is None:
            return found
        given = contact.note.get("first_name")
        found["first_name"] = given.values[0].raw if given else found["first_name"]
        found |= {
            "salutation": contact.salutation, "role": contact.role, "industry": contact.industry, "location": contact.location,
            "organization": organization_of(self.vault, contact.organization, contact.path),
        }  # fmt: skip
        if contact.source is not None and self.referrer is None:
            source = contact.source.shown
            if _about_them(source):
                where = f"{contact.path}:{contact.source.place.line}"
                self.hints["source"] = f"your note says “{tidy(source)}”, which is about them: write it to them, here or there ({where})"
            else:
                found["source"] = source
        return found

    @cached_property
    def profile_note(self) -> Note | None:
        """The note about the vault's owner."""
        return next(iter(self.vault.of_type("profile")), None)

    def _mine(self) -> dict[str, str]:
        note = self.profile_note
        if note is None:
            return {}
        found = {
            field_name: item.values[0].raw
            for field_name, name in (("me", "name"), ("my_role", "role"), ("my_email", "email"), ("my_phone", "phone"), ("my_location", "location"),
                                     ("my_linkedin", "linkedin"), ("my_organization", "organization"))
            if (item := note.get(name)) is not None
        }  # fmt: skip
        found["pitch"] = self._pitch()
        return found

    def _pitch(self) -> str:
        """What stands under Pitch, without anything private: read as a talk's points are, since those know what is hidden."""
        if self.profile is None:
            return ""
        fences = find_fences(self.profile.text)
        body = read_body(self.profile, fences.body if fences else 0, self.vault.settings.headings, points=True)
        return " ".join(point.text for point in body.points if point.section is Section.PITCH and not point.private)

    def _ours(self) -> dict[str, str]:
        """The day and the circumstances: of the message before for a second one, else of the talk."""
        talk, state = self.talk, self.state
        if self.kind.asks:
            sent = state.attempts[-1].date if state is not None and state.attempts else None
            return {"date": self._day(sent)} if sent else {}
        if talk is None:
            return {}
        found = {"place": self._place(talk), "format": talk.format, "duration": f"{talk.duration}" if talk.duration else ""}
        if talk.when is not None:
            clock = talk.when.time
            found["time"] = f"{clock:%H:%M}" if clock else ""
            ahead = self.kind is Kind.CONFIRM
            found["date"] = self._day(talk.when.date, weekday=ahead) + (f" at {clock:%H:%M}" if clock and ahead else "")
        return found

    def _place(self, talk: Interview) -> str:
        if not _OF_THEM.intersection(plain_name(talk.location).split()):
            return talk.location
        self.hints["place"] = f"your note says “{tidy(talk.location)}”, which is about them: write it to them, here or there ({talk.path})"
        return ""

    def _day(self, day: date, *, weekday: bool = False) -> str:
        year = " YYYY" if day.year != self.today.year else ""
        return moment_text(_moment(day), f"{'dddd, ' if weekday else ''}D MMMM{year}")

    def shaped(self, name: str, pattern: str) -> str | None:
        """`{{date:FORMAT}}` and `{{time:FORMAT}}`, in Moment's tokens as Obsidian's templates have them."""
        state, talk = self.state, self.talk
        if name not in ("date", "time"):
            return None
        if self.kind.asks:
            day, clock = (state.attempts[-1].date if state and state.attempts else None), None
        else:
            day, clock = (talk.when.date, talk.when.time) if talk and talk.when else (None, None)
        return tidy(moment_text(_moment(day, clock), pattern)) if day else None

    def _said(self) -> dict[str, str]:
        """What they said and whom they named, and what came of it."""
        talk, found = self.talk, dict[str, str]()
        if talk is not None:
            points = sorted(talk.note.points, key=lambda point: point.place)
            alone = len({self.vault.person(ref, talk.path).key for ref in talk.people}) == 1
            quotes = [(point.text, talk.path, point.place.line) for point in points if point.quote] if alone else []
            found["quote"] = next((f"“{unquoted(tidy(text))}”" for text in self._for_them("quote", quotes)), "")
            taken = [(point.text, talk.path, point.place.line) for point in points if point.section is Section.TAKEAWAYS]
            found["takeaways"] = _bullets(list(self._for_them("takeaways", taken))[:MOST])
            if found["takeaways"]:
                self.remarks.append(("takeaways", "the takeaways are word for word what you wrote for yourself: read them as they will"))
            named = dict.fromkeys(self.vault.person(ref, talk.path).name for ref in talk.referrals)
            found["referrals"] = listing(tidy(name) for name in named if plain_name(name) != plain_name(self.person.name))
        if self.state is not None:
            context = Context(self.vault, self.today, advice_not_reported.RULE, Shared(self.vault, self.today))
            done = advice_not_reported.untold(context, self.state)
            deeds = [(f"{item.task.text} ({self._day(item.day)})", item.talk.path, item.task.place.line) for item in done[-MOST:]]
            found["deeds"] = _bullets(self._for_them("deeds", deeds))
            found["met"] = listing(dict.fromkeys(tidy(item.name) for item in referrer_not_told.untold(context).get(self.person.key, ())))
        return found

    def _for_them(self, name: str, lines: Iterable[tuple[str, str, int]]) -> Iterator[str]:
        """The texts that can be said to their face: none that names somebody else, nor (their own words apart) speaks of them as she or he.

        Each comes with its path and line.
        """
        for text, path, line in lines:
            capitals = {part for word in text.split() if word.lstrip("([\"'“‘*_")[:1].isupper() for part in plain_name(word).split()}
            other = next((name for name, part in self._others if part in capitals), "")
            if other:
                self.remarks.append((name, f"left out a line that names {other}: it is not theirs to read ({path}:{line})"))
            elif name != "quote" and _OF_THEM.intersection(plain_name(text).split()):
                self.remarks.append((name, f"left out a line that speaks of them as she or he: say it to them ({path}:{line})"))
            else:
                yield text

    @cached_property
    def _others(self) -> list[tuple[str, str]]:
        """Everybody else in the vault, with each word of their name."""
        own = {*plain_name(self.person.name).split(), *plain_name(self._mine().get("me", "")).split()}
        return [
            (contact.name, part)
            for contact in self.vault.contacts
            if contact.path != self.person.key
            for part in plain_name(contact.name).split()
            if len(part) >= _SHORTEST and part not in own
        ]


_LISTS = ("takeaways", "deeds")


def first_name(name: str) -> str:
    """The name by which somebody who was met is greeted: the first word, where the name has several in Latin letters."""
    words = name.split()
    latin = all(ch.isascii() or "LATIN" in _script(ch) for ch in name if ch.isalpha())
    return words[0] if len(words) > 1 and latin and len(words[0].strip(".")) > 1 and not words[0].endswith(".") else name


def _script(ch: str) -> str:
    import unicodedata  # noqa: PLC0415

    return unicodedata.name(ch, "")


def _about_them(source: str) -> bool:
    """Whether a source speaks about the person (`her talk`, `spoke at …`), so that it cannot be said to them as it is."""
    words = plain_name(source).split()
    return bool(words) and (bool(_OF_THEM.intersection(words)) or words[0] in _VERBS or words[0].endswith("ed"))


def _moment(day: date, clock: time | None = None) -> datetime:
    return datetime.combine(day, clock or time.min).astimezone()


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {tidy(line)}" for line in lines)
