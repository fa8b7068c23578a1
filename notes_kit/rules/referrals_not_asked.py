"""A talk after which nobody knows whether I asked whom to hear next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.settings import Threshold
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.scope import Scope
from notes_kit.rules.talks import remembered


def check(context: Context) -> Iterable[Finding]:
    """One hint for each talk held that has neither names nor `none`."""
    for talk in remembered(context):
        if not talk.interview.referrals and not talk.interview.asked_none:
            yield context.duty(
                f"nothing says whom {talk.who} named in the talk of {talk.when.date}, nor that you asked and nobody was named",
                talk.interview.path, talk.when.place, start=talk.when.date, person=talk.person, close="referrals: none",
            )  # fmt: skip


_NOTE = """\
---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02
outcome: held
referrals:
---
"""
_PATH = "interviews/2026-03-02 Ada Okafor.md"

RULE = Rule(
    code="NK305",
    name="referrals-not-asked",
    title="A talk was held and nothing says whom else to talk to",
    why="The question who else you should hear is the one that keeps the conversations going: a name that somebody gives you opens more doors than "
    "any search.",
    how_to_fix='Write whom they named, as `referrals: ["[[Ben Li]]", Chloe Marsh]`, or `referrals: none` if you asked and nobody came to mind. '
    "If you forgot to ask, do so when you are next in touch, and not in the thank-you.",
    practice="P26",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=check,
    scope=Scope.TALK,
    default=Threshold(due=1, late=7),
    bad=Example(date(2026, 3, 3), {_PATH: _NOTE}, (f"{_PATH}:4:7",)),
    good=Example(date(2026, 3, 3), {_PATH: _NOTE.replace("referrals:", "referrals: none")}),
)
