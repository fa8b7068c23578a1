"""A first message without an answer: one short second message is polite, and a third never is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.people import Contact, Event
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import attempt, distance


def next_channel(contact: Contact, last: Event | None) -> str:
    """How to write again: as they like it, else as before where that was in writing, else where they can be found."""
    if contact.channel:
        return contact.channel
    if last is not None and last.channel in ("email", "linkedin", "message"):
        return last.channel
    return "linkedin" if contact.linkedin and not contact.email else "email"


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact who has left exactly one attempt unanswered."""
    for person, relation in context.contacts():
        if len(relation.unanswered) != 1:
            continue
        contact, sent = relation.contact, relation.unanswered[0]
        yield context.duty(
            f"{contact.name} has not answered {attempt(sent)} ({distance(sent.date, context.today)}): one short second message",
            contact.path, sent.place, start=sent.date, person=person,
            close=context.log(person, f"outreach --channel {next_channel(contact, sent)}", ""),
        )  # fmt: skip


_NOTE = """\
---
type: contact
name: Ada Okafor
email: ada@northwind.example
outreach:
  - 2026-02-10 email
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK101",
    name="outreach-unanswered",
    title="A request has had no answer, and no second message was sent",
    why="Most people who do not answer a first message never decided not to: it sank. A second one, short and polite, is often the one "
    "that is answered. It is also the last: after two, another way in, or none.",
    how_to_fix="Send one short second message and record it, or record the reply if there was one. "
    "If you would rather leave it, close the contact with a reason.",
    practice="P9",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=7, late=14),
    bad=Example(date(2026, 2, 17), {_PATH: _NOTE}, (f"{_PATH}:6:5",)),
    good=Example(date(2026, 2, 17), {_PATH: _NOTE.replace("email\n---", "email\nreplied: 2026-02-12\n---")}),
)
