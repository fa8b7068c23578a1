"""What is scheduled: the talks ahead, day by day, with what the rules say of each (P12–P15, P22)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from notes_kit.app.circle import ahead
from notes_kit.app.lint import duties, lint
from notes_kit.app.session import Session
from notes_kit.model.finding import Finding
from notes_kit.model.people import Interview
from notes_kit.model.state import is_upcoming
from notes_kit.model.vault import Vault
from notes_kit.render.agenda import Meeting

EARLY = 10
"""Minutes to be there before the time (P22: 5 to 15)."""

USUAL = 30
"""Minutes that a talk takes whose note does not say (P7: 15 to 30)."""


def agenda(session: Session, days: int) -> list[Meeting]:
    """The talks from today until `days` days ahead, in order."""
    vault = ahead(session)
    last = session.today + timedelta(days=days)
    coming = [talk for talk in vault.interviews if is_upcoming(talk, session.today) and talk.when is not None and talk.when.date <= last]
    found: dict[str, list[Finding]] = {item.path: [] for item in coming}
    for item in dict.fromkeys([*duties(session, days), *lint(session).findings]):
        if item.path in found:
            found[item.path].append(item)
    return sorted((_meeting(vault, talk, found[talk.path], session.today) for talk in coming), key=_order)


def _order(one: Meeting) -> tuple[date, bool, time, str]:
    return (one.day, one.start is None, one.start or time(), one.path)


def _meeting(vault: Vault, talk: Interview, findings: list[Finding], today: date) -> Meeting:
    assert talk.when is not None
    start, end, early = talk.when.time, None, None
    if start is not None:
        begin = datetime.combine(talk.when.date, start)
        end = (begin + timedelta(minutes=talk.duration or USUAL)).time()
        early = (begin - timedelta(minutes=EARLY)).time()
    people = [vault.person(ref, talk.path) for ref in talk.people]
    houses = [person.contact.organization.shown for person in people if person.contact and person.contact.organization]
    confirmed = talk.confirmed.date if talk.confirmed and talk.confirmed.date <= today else None
    return Meeting(
        talk.path, talk.when.date, start, end, early, tuple(person.name for person in people), ", ".join(dict.fromkeys(houses)),
        talk.format, talk.location, confirmed, tuple(findings),
    )  # fmt: skip
