"""Somebody I met, and do not know how to reach in the way they like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Contact
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import met


def check(context: Context) -> Iterable[Finding]:
    """One hint for each contact met whose note has no `channel`, at the first talk."""
    for item in met(context):
        contact = item.relation.contact
        if contact.note.get("channel") is None and item.talk.when is not None:
            yield context.duty(
                f"you met {item.person.name} on {item.first}, and their note does not say how they like to be reached",
                item.talk.path, item.talk.when.place, start=item.first, person=item.person, close=f"channel: {_likely(contact)}   (in {contact.path})",
            )  # fmt: skip


def _likely(contact: Contact) -> str:
    """The channel of the last message, which was answered, where people are reached by it."""
    last = max(contact.outreach, key=lambda event: event.date, default=None)
    return last.channel if last is not None and last.channel in ("linkedin", "phone", "message") else "email"


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
---
"""
_CONTACT = """\
---
type: contact
channel:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK309",
    name="channel-unknown",
    title="You met somebody, and their note does not say how to reach them",
    why="Some read no mail and some hate the phone. Whoever is written to where they look answers, and one question at the end of a talk settles it for years.",
    how_to_fix="Write `channel:` (email, linkedin, phone, message or in-person) as they said, or as they answered you until now.",
    practice="P27",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=1),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT.replace("channel:", "channel: email")}),
)
