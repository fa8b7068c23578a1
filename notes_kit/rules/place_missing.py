"""A talk a day or two away whose note does not say where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import Talk, ahead, duty_before
from notes_kit.rules.words import distance

_WHAT = {"video": "the link of the call", "phone": "who rings whom, and on which number", "in-person": "the address", "chat": "the channel"}


def check(context: Context) -> Iterable[Finding]:
    """One duty for each talk ahead without a place."""
    for talk in ahead(context):
        if not talk.interview.location and not _number_known(talk):
            what = _WHAT.get(talk.interview.format, "the address, or the link of the call")
            yield duty_before(
                context, talk,
                f"the talk with {talk.who} is {distance(talk.when.date, context.today)} ({talk.day}), and its note does not say where: ask for {what}",
                "place: …",
            )  # fmt: skip


def _number_known(talk: Talk) -> bool:
    """Whether it is a call to a number that stands in a contact's note."""
    return talk.interview.format == "phone" and any(person.contact is not None and person.contact.phone for person in talk.people)


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
format: video
place:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK206",
    name="place-missing",
    title="A talk is about to take place and its note does not say where",
    why="Looking for the link while the other person waits is how a conversation of twenty minutes becomes one of ten.",
    how_to_fix="Write the address or the link into `place`. Whoever has not agreed on one yet asks for it when the talk is reconfirmed.",
    practice="P12 P15",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=2, late=0),
    bad=Example(date(2026, 2, 28), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 2, 28), {_PATH: _NOTE.replace("place:", "place: https://meet.example/ada")}),
)
