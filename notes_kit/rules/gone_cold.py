"""Somebody I met, or meant to keep in touch with, of whom nothing was heard or said for longer than I set myself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from notes_kit.model.acts import delivers
from notes_kit.model.days import shift
from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.giving import done_by
from notes_kit.model.settings import Threshold
from notes_kit.model.state import Fact, Relation, Sign
from notes_kit.rules.actions import hidden
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.pause_over import over
from notes_kit.rules.scope import Scope
from notes_kit.rules.words import quoted, span

_SINCE = {
    Sign.TALK: "the talk of",
    Sign.THANKS: "your thanks of",
    Sign.TOUCH: "the touch of",
    Sign.LOG: "the line in the log of",
    Sign.REPLY: "their reply of",
    Sign.OUTREACH: "your message of",
    Sign.ACTION: "you finished an action on",
    Sign.LINKEDIN: "you connected on LinkedIn on",
    Sign.MET: "you met on",
}


def check(context: Context) -> Iterable[Finding]:
    """One duty for each contact with a day by which to be in touch again, unless a talk is coming up; after a pause `pause-over` speaks."""
    for person, relation in context.contacts():
        due, last = relation.next_touch, relation.latest
        if due is None or last is None or relation.upcoming:
            continue
        if over(relation, context.today) is not None:
            continue
        yield context.duty(
            f"you and {person.name} have not been in touch for {_days(last, context.today)}, since {_SINCE[last.sign]} {last.date}"
            f"{_usual(relation, due)}{_reason(relation, context.today)}",
            last.path, last.place, start=due, person=person, close=context.log(person, "touch", ""),
        )  # fmt: skip


def _days(last: Fact, today: date) -> str:
    days = (today - last.date).days
    return f"{days} day{'' if days == 1 else 's'}"


def _usual(relation: Relation, due: date) -> str:
    """That it is their own rhythm that calls it long, where it does."""
    if relation.rhythm is None or relation.keep_in_touch is None or relation.last_touch is None:
        return ""
    if due >= shift(relation.last_touch, relation.keep_in_touch) or relation.contact.follow_up is not None:
        return ""
    return f", where it used to be every {span(relation.rhythm)}"


def _reason(relation: Relation, today: date) -> str:
    """A reason to write, where their talks leave one: what I did of it last (P44), else what is still open."""
    done: list[tuple[date, str]] = []
    still: list[str] = []
    for talk in relation.held:
        for task in talk.note.tasks:
            if task.promised or not task.text or hidden(talk.note, task):
                continue
            day = done_by(task, today)
            if day is not None:
                if not delivers(task.text):
                    done.append((day, task.text))
            elif task.open:
                still.append(task.text)
    latest = max(done, key=lambda item: item[0], default=None)
    if latest is not None and relation.latest is not None and latest[0] >= relation.latest.date:
        return f" (you finished {quoted(latest[1])}: tell them how it went)"
    return f" ({quoted(still[0])} is still open)" if still else ""


_CONTACT = """\
---
type: contact
keep_in_touch: 6w
linkedin_connected: 2026-03-04
touches:
  - 2026-03-20 email give the paper on lineage
---
"""
_PATH = "contacts/Ada Okafor.md"

RULE = Rule(
    code="NK501",
    name="gone-cold",
    title="You have not been in touch for longer than you set yourself",
    why="A contact that is only heard from when something is wanted is soon no contact. A short message every few months, with something in it for them, "
    "keeps the door open.",
    how_to_fix="Write a few lines: what you did with what they told you, or something of use to them. Record it as a touch, change `keep_in_touch`, "
    "or pause the contact.",
    practice="P43 P44",
    kind=Kind.DUTY,
    severity=Severity.WARNING,
    check=check,
    scope=Scope.PERSON,
    default=Threshold(due=0, late=30),
    setting="keep_in_touch",
    bad=Example(date(2026, 5, 1), {_PATH: _CONTACT}, (f"{_PATH}:6:5",)),
    good=Example(date(2026, 5, 1), {_PATH: _CONTACT.replace("lineage\n", "lineage\n  - 2026-04-29 email update her advice worked\n")}),
)
