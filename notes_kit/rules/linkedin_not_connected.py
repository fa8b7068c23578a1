"""Somebody I met, and am not connected with on LinkedIn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import met


def check(context: Context) -> Iterable[Finding]:
    """One hint for each contact met and not connected, at the first talk."""
    for item in met(context):
        connected = item.relation.contact.linkedin_connected
        if item.relation.exhausted:
            continue
        if (connected is None or connected.date > context.today) and item.talk.when is not None:
            yield context.duty(
                f"you met {item.person.name} on {item.first} and are not connected on LinkedIn",
                item.talk.path, item.talk.when.place, start=item.first, person=item.person, close=context.log(item.person, "linkedin", ""),
            )  # fmt: skip


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
linkedin_connected:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK308",
    name="linkedin-not-connected",
    title="You met somebody and are not connected on LinkedIn",
    why="Addresses change with the job, the connection stays. It also shows you when something happens in their life that is worth a line.",
    how_to_fix="Ask to be connected, with one line that names the conversation, and record the day. For somebody who is not there, waive it; if you are "
    "not there yourself, put `linkedin-not-connected` under `ignore` in the settings.",
    practice="P46",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=7, late=30),
    bad=Example(date(2026, 3, 9), {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 9), {_PATH: _NOTE, "contacts/Ada Okafor.md": _CONTACT.replace("connected:", "connected: 2026-03-04")}),
)
