"""How the search itself is going: answers by channel (P5), who led to whom and how far people came (P3, P47)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from math import sqrt

from notes_kit.model.giving import given_back
from notes_kit.model.names import plain_name
from notes_kit.model.people import Contact, Event
from notes_kit.model.schema import CHANNELS
from notes_kit.model.state import Relation, Stage, relation, thanks
from notes_kit.model.vault import Person, Vault
from notes_kit.themes.heard import giver_of, one_line
from notes_kit.themes.outlook import Gave
from notes_kit.themes.report import Channel, Edge, FunnelStep, Network, Start, Yield

EXPECTED = {"intro": "very high", "email": "high", "linkedin": "moderate", "phone": "low"}
"""What the guides expect of each channel (P5)."""

STEPS = (Stage.LEAD, Stage.ASKED, Stage.REPLIED, Stage.MET, Stage.THANKED, Stage.KEPT)
"""The funnel; whoever came to one step came through all before it, also where the notes tell of none."""

FRESH = 14
"""Days after a talk before anything is expected to have gone back (ours)."""

_Z = 1.959963984540054


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which stays honest at small counts; all of it for nothing tried."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def outreach(relations: Mapping[str, Relation]) -> tuple[Channel, ...]:
    """Attempts and answers per channel. An answer is credited to the latest attempt on or before its day.

    A talk, held or arranged, is an answer whose day nobody wrote down: it counts, without a waiting time.
    """
    answers: dict[str, int] = {}
    attempts: dict[str, int] = {}
    people: dict[str, set[str]] = {}
    days: dict[str, list[int]] = {}
    for path, person in relations.items():
        for event in person.attempts:
            channel = event.channel or "other"
            attempts[channel] = attempts.get(channel, 0) + 1
            people.setdefault(channel, set()).add(path)
        answered = _answered(person)
        if answered is not None:
            answers[answered.channel or "other"] = answers.get(answered.channel or "other", 0) + 1
        if answered is not None and person.replied is not None:
            days.setdefault(answered.channel or "other", []).append((person.replied - answered.date).days)
    found = []
    for channel in sorted(attempts, key=lambda name: (-attempts[name], CHANNELS.index(name))):
        asked, hits = len(people[channel]), answers.get(channel, 0)
        low, high = wilson(hits, asked)
        found.append(Channel(
            channel, attempts[channel], asked, hits, hits / asked, low, high, _median(days.get(channel, [])),
            EXPECTED.get(channel, ""),
        ))  # fmt: skip
    return tuple(found)


def furthest(vault: Vault, person: Relation, today: date) -> Stage:
    """The last step of the funnel that a contact came to, whether or not the conversation has ended since."""
    stage = person.stage
    if stage in (Stage.CLOSED, Stage.DECLINED):
        stage = relation(vault, replace(person.contact, closed=None, declined=None), today).stage
    if stage is Stage.SCHEDULED:
        return Stage.REPLIED
    if stage is Stage.MET and person.held:
        me = Person(person.contact.path, person.contact.name, person.contact)
        return Stage.THANKED if all(thanks(vault, talk, me, today) for talk in person.held) else Stage.MET
    return stage


def funnel(vault: Vault, relations: Mapping[str, Relation], today: date) -> tuple[FunnelStep, ...]:
    """How many contacts came at least as far as each step."""
    reached = [STEPS.index(furthest(vault, person, today)) for person in relations.values()]
    return tuple(FunnelStep(step, sum(far >= index for far in reached)) for index, step in enumerate(STEPS))


def network(vault: Vault, relations: Mapping[str, Relation], today: date) -> Network:
    """Who led to whom, from the talks' `referrals` and the contacts' `source`, and what came of it."""
    edges: dict[tuple[str, str], Edge] = {}
    for giver, named, told_by, path, line in sorted(_led(vault, today), key=lambda row: (row[0].key, row[1].key, row[2], row[3], row[4])):
        key = (giver.key, named.key)
        known = edges.get(key)
        if known is None:
            state = relations.get(named.key)
            edges[key] = Edge(
                one_line(giver.name), giver.contact.path if giver.contact else "", one_line(named.name),
                named.contact.path if named.contact else "", (told_by,), path, line, state.stage if state else None,
            )  # fmt: skip
        elif told_by not in known.told_by:
            edges[key] = replace(known, told_by=(*known.told_by, told_by))
    ordered = tuple(sorted(edges.values(), key=lambda edge: (edge.giver.casefold(), edge.giver_path, edge.named.casefold(), edge.named_path)))
    return Network(ordered, _yields(vault, relations, edges, today), tuple(_starts(relations, {named for _, named in edges})))


def _starts(relations: Mapping[str, Relation], led_to: set[str]) -> Iterable[Start]:
    found = [(person.contact.source, person) for path, person in relations.items() if path not in led_to]
    made = [Start(one_line(one.contact.name), one.contact.path, one_line(source.shown) if source else "", one.stage) for source, one in found]
    return sorted(made, key=lambda one: (not one.source, one.source.casefold(), one.name.casefold(), one.path))


def givers(relations: Mapping[str, Relation], today: date) -> tuple[Gave, ...]:
    """Everybody met, with what they gave and what went back (P45): those first who gave most and got nothing.

    Who was met within the last fortnight is left out: thanks come first, and nothing can have come of it yet.
    """
    found = []
    for path, person in relations.items():
        talks = [talk for talk in person.held if not talk.note.meeting]
        if any(talk.when is not None and (today - talk.when.date).days < FRESH for talk in talks):
            continue
        kept = sum(task.promised and task.done and not (task.done_on and task.done_on > today) for talk in talks for task in talk.note.tasks)
        if talks:
            names = len({plain_name(who.name) for talk in talks for who in talk.referrals})
            found.append(Gave(one_line(person.contact.name), path, len(talks), names, kept, given_back(person, today)))
    return tuple(sorted(found, key=lambda one: (one.back > 0, -(one.talks + one.names + one.kept), one.name.casefold(), one.path)))


def _median(days: list[int]) -> float | None:
    """The middle of some numbers, without the import of a whole statistics module."""
    if not days:
        return None
    ordered, half = sorted(days), len(days) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _answered(person: Relation) -> Event | None:
    """The attempt that an answer is credited to."""
    if person.replied is not None:
        return next((event for event in reversed(person.attempts) if event.date <= person.replied), None)
    talks = [talk.when.date for talk in (*person.held, *person.upcoming) if talk.when is not None]
    return next((event for event in reversed(person.attempts) if any(event.date <= day for day in talks)), None)


def _led(vault: Vault, today: date) -> Iterable[tuple[Person, Person, str, str, int]]:
    for contact in vault.contacts:
        giver = giver_of(vault, contact)
        if giver is not None and contact.source is not None:
            yield giver, Person(contact.path, contact.name, contact), "source", contact.path, contact.source.place.line
    for talk in vault.interviews:
        if talk.when is not None and talk.when.date > today:
            continue
        givers = {person.key: person for who in talk.people if (person := vault.person(who, talk.path)).key.strip("?")}
        for who in talk.referrals:
            named = vault.person(who, talk.path)
            for giver in givers.values():
                if named.key != giver.key:
                    yield giver, named, "referral", talk.path, who.place.line


def _yields(vault: Vault, relations: Mapping[str, Relation], edges: Mapping[tuple[str, str], Edge], today: date) -> tuple[Yield, ...]:
    far = {path: STEPS.index(furthest(vault, person, today)) for path, person in relations.items()}
    asked, met = STEPS.index(Stage.ASKED), STEPS.index(Stage.MET)

    def made(name: str, keys: Iterable[str], *, person: bool) -> Yield:
        steps = [far.get(key, 0) for key in keys]
        return Yield(name, person, len(steps), sum(step >= asked for step in steps), sum(step >= met for step in steps))

    by_giver: dict[str, tuple[str, list[str]]] = {}
    for (giver, named), edge in edges.items():
        by_giver.setdefault(giver, (edge.giver, []))[1].append(named)
    found = [made(name, keys, person=True) for name, keys in by_giver.values()]
    words: dict[str, list[Contact]] = {}
    for contact in sorted(vault.contacts, key=lambda one: one.path):
        if contact.source is not None and contact.source.shown and giver_of(vault, contact) is None:
            words.setdefault(plain_name(contact.source.shown), []).append(contact)
    for group in words.values():
        shown = min(one_line(contact.source.shown) for contact in group if contact.source)
        found.append(made(shown, [contact.path for contact in group], person=False))
    return tuple(sorted(found, key=lambda one: (-one.met, -one.asked, -one.named, not one.person, one.name.casefold())))
