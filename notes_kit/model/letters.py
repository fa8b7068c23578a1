"""What is said about a draft: its kind, the parts that it has, and the remarks of a careful reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from notes_kit.model.text import Place


class Kind(StrEnum):
    """What a message is for, in the order of a conversation."""

    OUTREACH = "outreach"
    REFERRAL_INTRO = "referral-intro"
    FOLLOW_UP = "follow-up"
    CONFIRM = "confirm"
    THANK_YOU = "thank-you"
    KEEP_IN_TOUCH = "keep-in-touch"
    REPORT_BACK = "report-back"

    @property
    def asks(self) -> bool:
        """Whether it asks for a conversation."""
        return self in (Kind.OUTREACH, Kind.REFERRAL_INTRO, Kind.FOLLOW_UP)


class Form(StrEnum):
    """How a message is written: an e-mail, a short note as LinkedIn takes it, or words to say on the telephone."""

    EMAIL = "email"
    LINKEDIN = "linkedin"
    PHONE = "phone"


NOTE_LIMIT = 300
"""Characters of the note that goes with an invitation on LinkedIn."""


def note_length(text: str) -> int:
    """How many characters a form on the web counts: UTF-16 code units, so that an emoji is two (HTML's `maxlength`)."""
    return len(text.strip().encode("utf-16-le", "surrogatepass")) // 2


FIELDS = {
    "name": "their name", "first_name": "their first name", "salutation": "how to address them", "role": "their role",
    "organization": "their organisation", "location": "where they are", "industry": "their field", "source": "how you found them",
    "referrer": "who sent you", "me": "your name", "my_role": "what you do", "my_organization": "where you do it", "my_email": "your address",
    "my_phone": "your number", "my_location": "where you are", "my_linkedin": "your profile", "pitch": "who you are and what you want to find out",
    "date": "the day", "time": "the hour", "duration": "how long", "place": "where you meet", "format": "how you meet",
    "takeaways": "what they said that stays with you", "quote": "their own words", "referrals": "whom they named",
    "deeds": "what you did with their advice", "met": "whom you met of those they named",
}  # fmt: skip
"""Every field of a message's template, and the words that stand for it where nothing fills it."""


class Part(NamedTuple):
    """A part that such a message has: what it is, where it stands (None: it lacks it), and a sentence that would be it."""

    name: str
    what: str
    place: Place | None
    add: str
    practice: str


class Remark(NamedTuple):
    """Something that a careful reader would change: where, why, and what to write or do instead."""

    name: str
    message: str
    place: Place
    practice: str
    advice: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the person written to and of the writer. Empty where nothing is.

    `names` are the person's, each spelling whole; `details` are words that only this person would read about
    themselves: organisation, role, who sent you, what they said.
    """

    names: tuple[str, ...] = ()
    salutation: str = ""
    details: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    me: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a careful reader says about a message. `words` are counted as the eye parts them, `characters` as LinkedIn does."""

    kind: Kind
    form: Form
    words: int
    characters: int
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that it lacks."""
        return tuple(part for part in self.parts if part.place is None)


class Gap(NamedTuple):
    """Something that the notes do not say: the field, where it stands in the text, and where to write it."""

    name: str
    place: Place
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message that could be sent, addressed and filled in. `to` is an address, empty where none is known; `template` says whose text it is, `talk` is a path."""

    kind: Kind
    form: Form
    channel: str
    person: str
    path: str
    to: str
    me: str
    my_address: str
    subject: str
    body: str
    template: str
    talk: str
    about: About
    gaps: tuple[Gap, ...] = ()
    review: Review | None = None

    @property
    def text(self) -> str:
        """What a person reads and edits: an e-mail with its head, anything else as it is."""
        if not self.subject:
            return self.body
        head = [f"To: {self.to}"] if self.to else []
        return "\n".join([*head, f"Subject: {self.subject}", "", self.body])
