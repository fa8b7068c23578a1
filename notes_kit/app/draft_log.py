"""Record a draft as sent, as `log` does, and only where it can have been."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from notes_kit.app.desk import AskedWrongError
from notes_kit.app.log import Fact, Logged, log
from notes_kit.model.letters import NOTE_LIMIT, Form, Kind, Message
from notes_kit.rules.words import shell

if TYPE_CHECKING:
    from notes_kit.app.session import Session

_EVENTS = {Kind.THANK_YOU: "thanked", Kind.CONFIRM: "confirmed", Kind.KEEP_IN_TOUCH: "touch", Kind.REPORT_BACK: "touch"}


class NotSentError(AskedWrongError):
    """A message that cannot have been sent as it is; the message says what to do first."""


def fact_of(draft: Message) -> Fact:
    """What sending it amounts to, for `log`."""
    event = _EVENTS.get(draft.kind, "outreach")
    if event in ("thanked", "confirmed"):
        return Fact(event, interview=draft.talk)
    words = {Kind.FOLLOW_UP: ("second", "message"), Kind.KEEP_IN_TOUCH: ("update",), Kind.REPORT_BACK: ("update",)}.get(draft.kind, ())
    return Fact(event, words, draft.channel)


def log_sent(session: Session, draft: Message, *, now: datetime) -> Logged:
    """Record it.

    Raises:
        NotSentError: it has gaps, or is too long for where it goes, so that it was not sent as it is.
        notes_kit.app.desk.AskedWrongError, notes_kit.io.writer.WriteError: see `notes_kit.app.log.log`.
    """
    fact = fact_of(draft)
    assert draft.review is not None, "every draft is read before it is shown"
    gaps = len(draft.gaps) + sum(remark.name == "gap" for remark in draft.review.remarks)
    why = f"{gaps} {'gap is' if gaps == 1 else 'gaps are'} open" if gaps else ""
    if draft.form is Form.LINKEDIN and draft.review.characters > NOTE_LIMIT:
        why = f"it has {draft.review.characters} characters and LinkedIn takes {NOTE_LIMIT}"
    if why:
        words = [shell(draft.person), fact.event, *(["--channel", fact.channel] if fact.channel else []), *fact.words]
        raise NotSentError(f"{why}, so nothing is recorded as sent; add --edit, or when it is sent: `notes-kit log {' '.join(words)}`")
    return log(session, draft.path or draft.person, fact, now=now)
