"""Where to stop: what is not to be written to somebody, why, and what there is to do instead (P9, P10)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from notes_kit.model.letters import Kind
from notes_kit.model.people import Contact
from notes_kit.model.state import ENOUGH, Relation, thanks
from notes_kit.model.text import Place
from notes_kit.model.vault import Person, Vault
from notes_kit.rules import outreach_exhausted, outreach_unanswered
from notes_kit.rules.base import Context, Shared, counted, days_in_force
from notes_kit.rules.words import attempt, distance, quoted, shell


class Stop(NamedTuple):
    """Why something is not written: a sentence, the fact behind it and its place, and the way out."""

    why: str
    path: str
    place: Place
    instead: str

    @property
    def words(self) -> str:
        """All of it, with the place."""
        return f"{self.why} ({self.path}:{self.place.line}): {self.instead}"


def stop(vault: Vault, relation: Relation, kind: Kind, today: date) -> Stop | None:
    """Why a message of that kind is not to be written on a day; None where it may be.

    Thanks for a talk are owed whatever came after it, unless they asked for a pause, and a pause calls off no talk that was
    agreed; everything else stops where they declined, or were closed or paused, and after two messages without an answer.
    """
    contact = relation.contact
    who = shell(contact.name)
    if relation.paused and contact.paused is not None and kind is not Kind.CONFIRM:
        until = contact.paused.date
        return Stop(f"{contact.name} is paused until {until}", contact.path, contact.paused.place,
                    f"leave them in peace until then; if they wrote to you themselves, empty `paused:` there, or `notes-kit log {who} paused` with a new day")  # fmt: skip
    if kind is Kind.THANK_YOU:
        return None
    if relation.ended:
        return _ended(contact, who, today)
    if kind is not Kind.CONFIRM and relation.exhausted:
        last = relation.unanswered[-1]
        context = Context(vault, today, outreach_exhausted.RULE, Shared(vault, today))
        count = "two" if len(relation.unanswered) == ENOUGH else f"{len(relation.unanswered)}"
        return Stop(f"{contact.name} has not answered {count} messages, the last of {last.date}, so no other is drafted", contact.path, last.place,
                    f"{outreach_exhausted.other_ways(context, relation)}. If they did answer: `notes-kit log {who} replied`")  # fmt: skip
    return None


def _ended(contact: Contact, who: str, today: date) -> Stop:
    closed, declined = contact.closed, contact.declined
    if closed is not None and closed.date <= today:
        reason = f": {quoted(closed.words)}" if closed.words else ""
        return Stop(f"{contact.name} was closed on {closed.date}{reason}", contact.path, closed.place,
                    "nothing more is wanted of them; if that has changed, empty `closed:` there")  # fmt: skip
    assert declined is not None, "ended is closed or declined"
    return Stop(f"{contact.name} said no on {declined.date}", contact.path, declined.place,
                f"do not ask again; if they came back to you themselves, empty `declined:` there and `notes-kit log {who} replied`")  # fmt: skip


def out_of_turn(relation: Relation, kind: Kind) -> str:
    """Why a message of that kind makes no sense yet, or no more, with what to do instead; empty where it does."""
    contact = relation.contact
    who = shell(contact.name)
    if kind is Kind.FOLLOW_UP and not relation.attempts:
        return f"you have not written to {contact.name} yet; begin with `notes-kit draft outreach {who}`"
    if kind is Kind.FOLLOW_UP and not relation.unanswered:
        return f"{contact.name} has answered, so there is nothing to follow up; agree on a day, and `notes-kit log {who} scheduled DATE`"
    if kind is Kind.CONFIRM and not relation.upcoming:
        return f"no talk with {contact.name} is ahead; record the day first: `notes-kit log {who} scheduled DATE`"
    held = [talk for talk in relation.held if not talk.note.meeting]
    if kind in (Kind.THANK_YOU, Kind.REPORT_BACK) and not held:
        return f"no talk with {contact.name} has been held; record it first: `notes-kit log {who} held DATE`"
    if kind is Kind.KEEP_IN_TOUCH and not relation.touches:
        return f"you and {contact.name} have not been in touch yet; begin with `notes-kit draft outreach {who}`"
    return ""


def worth_knowing(vault: Vault, relation: Relation, kind: Kind, today: date) -> str:
    """What a person should know before they send it; empty where there is nothing."""
    contact = relation.contact
    if kind.asks and relation.unanswered:
        sent = relation.unanswered[-1]
        ready = counted(vault.settings, sent.date, days_in_force(outreach_unanswered.RULE, vault.settings, contact).due or 0)
        wait = f"; give them until {ready}" if today < ready else ""
        return f"{contact.name} has not answered {attempt(sent)} ({distance(sent.date, today)}): this is the second message, and the last{wait}"
    if kind is Kind.CONFIRM and relation.upcoming and (confirmed := relation.upcoming[0].confirmed) is not None:
        return f"time and place were reconfirmed on {confirmed.date}"
    if kind is Kind.THANK_YOU:
        me = Person(contact.path, contact.name, contact)
        talks = [talk for talk in relation.held if not talk.note.meeting]
        sent_on = [thanks(vault, talk, me, today) for talk in talks]
        if talks and all(sent_on):
            return f"you thanked {contact.name} on {sent_on[-1]}"
    return ""
