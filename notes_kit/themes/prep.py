"""What to know and what to ask before a talk: from what this person said, and from what others said that they could judge (P16–P21)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from notes_kit.model.names import plain_name
from notes_kit.model.note import Question, Task
from notes_kit.model.people import Contact, Interview
from notes_kit.model.schema import TIARA
from notes_kit.model.state import is_held
from notes_kit.model.vault import Vault
from notes_kit.themes.ask import FITS
from notes_kit.themes.coverage import category
from notes_kit.themes.heard import Heard, giver_of, one_line, organization_of
from notes_kit.themes.voices import Theme

WANTED = 10
"""Questions on the page: more than will be asked (P17), few enough to be read in a minute."""

SHARES: Mapping[str, int] = {"trends": 2, "insights": 3, "advice": 2, "resources": 2, "assignments": 1}
"""Of ten questions so many from each category of TIARA (P18); what one lacks, the others give (ours)."""

_FEW = 2
"""People up to whom a theme is a few voices, worth another."""

_THEMES, _KNOWN, _SAID = 5, 6, 6
_STOP = frozenset("and the of for in on with a an to at how what who which your their you they".split())


@dataclass(frozen=True, slots=True)
class Chosen:
    """A question with the reason for it; `yours` stands in the note's Prep section already, `ticked` if it was asked."""

    text: str
    category: str
    topic: str
    why: str
    path: str
    line: int
    yours: bool = False
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Something said or agreed, and where it stands."""

    text: str
    path: str
    line: int
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A theme that this person could confirm or contradict, and why it is open."""

    name: str
    why: str
    text: str
    person: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody whom they may know, and why."""

    name: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class Prep:
    """One page before a talk. `sent_by` is who led here; `talk` is the next one, if any; `last` the day of the one before."""

    contact: Contact
    organization: str
    sent_by: str
    talk: Interview | None
    last: date | None
    said: tuple[Passage, ...]
    mine: tuple[Passage, ...]
    theirs: tuple[Passage, ...]
    open: tuple[Open, ...]
    questions: tuple[Chosen, ...]
    known: tuple[Acquaintance, ...]


def prepare(vault: Vault, heard: Heard, themes: Sequence[Theme], contact: Contact, today: date, *, wanted: int = WANTED) -> Prep:
    """The page for one contact. `vault` is read for this person's own facts, `heard` and `themes` (public) for what others said."""
    talks = vault.interviews_of.get(contact.path, ())
    held = [talk for talk in talks if is_held(talk, today)]
    ahead = [talk for talk in talks if talk.when is not None and talk.when.date >= today and not is_held(talk, today) and not talk.outcome]
    talk = ahead[0] if ahead else None
    giver = giver_of(vault, contact)
    last = held[-1] if held else None
    tasks = [(task, one.path) for one in talks for task in one.note.tasks if task.open and not task.private]
    return Prep(
        contact, organization_of(vault, contact.organization, contact.path),
        giver.name if giver else contact.source.shown if contact.source else "", talk, last.when.date if last and last.when else None,
        tuple(_said(last)) if last else (),
        tuple(_passage(task, path) for task, path in tasks if not task.promised), tuple(_passage(task, path) for task, path in tasks if task.promised),
        tuple(_open(themes, contact)), tuple(_questions(vault, contact, talk, held, today, wanted)), tuple(_known(vault, heard, contact)),
    )  # fmt: skip


def _said(talk: Interview) -> list[Passage]:
    """What the last talk left: first what was noted as its gist, then what was said."""
    points = [point for point in talk.note.points if not point.private and not talk.note.confidential]
    gist = [point for point in points if point.section.value == "takeaways"]
    return [Passage(one_line(point.text), talk.path, point.place.line) for point in (gist or points)[:_SAID]]


def _passage(task: Task, path: str) -> Passage:
    return Passage(one_line(task.text), path, task.place.line, task.due)


def _open(themes: Sequence[Theme], contact: Contact) -> list[Open]:
    """Themes with opposed voices first, then those of a few; those that this person has spoken on already are left out."""
    found: list[tuple[int, Open]] = []
    for theme in themes:
        said = [point for point in theme.points if point.people and not point.own]
        if not said or any(voice.path == contact.path for voice in theme.people):
            continue
        sides = theme.sides
        opposed = bool(sides.both) or (bool(sides.favour) and bool(sides.against))
        if opposed:
            why = f"{len(sides.favour)} for, {len(sides.against)} against" + (f", {len(sides.both)} both" if sides.both else "")
        elif len(theme.people) <= _FEW:
            why = "one voice so far" if len(theme.people) == 1 else f"{len(theme.people)} voices so far"
        else:
            continue
        point = said[-1]
        found.append((0 if opposed else 1, Open(theme.name, why, point.text, point.person, point.path, point.line)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])[:_THEMES]]


def _questions(vault: Vault, contact: Contact, talk: Interview | None, held: Sequence[Interview], today: date, wanted: int) -> list[Chosen]:
    own = [] if talk is None else [
        Chosen(one_line(one.text), category(one.category), one.topic, "in your Prep section", talk.path, one.place.line, yours=True, ticked=one.asked)
        for one in talk.note.questions
    ]  # fmt: skip
    bank = [(path, one) for path in sorted(vault.notes) if vault.notes[path].type == "" for one in vault.notes[path].questions if one.category]
    asked = Counter(
        plain_name(one.text) for other in vault.interviews if is_held(other, today) for one in {q.text: q for q in other.note.questions if q.asked}.values()
    )  # fmt: skip
    theirs = {plain_name(one.text) for other in held for one in other.note.questions if one.asked}
    taken = theirs | {plain_name(one.text) for one in own}
    about = {word for text in (contact.role, contact.industry) for word in plain_name(text).split()} - _STOP
    ranked: dict[str, list[tuple[tuple[int, int, int, int], Chosen]]] = {}
    for place, (path, one) in enumerate(bank):
        if plain_name(one.text) in taken:
            continue
        fit, near, times = _fit(one, contact), bool(about & set(plain_name(one.text).split())), asked[plain_name(one.text)]
        chosen = Chosen(one_line(one.text), category(one.category), one.topic, _why(times, fit, contact, near=near), path, one.place.line)
        ranked.setdefault(chosen.category, []).append(((-fit, times, -near, place), chosen))
    for rows in ranked.values():
        rows.sort(key=lambda row: row[0])
        _spread(rows)
    return [*own, *_share(ranked, max(wanted - sum(not one.ticked for one in own), 0), Counter(one.category for one in own))]


def _fit(one: Question, contact: Contact) -> int:
    """1 where their place in a career fits the topic (P21), -1 where another's would fit better, 0 where nothing tells."""
    fits = FITS.get(one.topic, ())
    return 0 if not fits or not contact.seniority else 1 if contact.seniority in fits else -1


def _why(times: int, fit: int, contact: Contact, *, near: bool) -> str:
    words = ["nobody has answered it yet" if not times else "one person has answered it" if times == 1 else f"{times} people have answered it"]
    if fit > 0:
        words.append(f"fits {'an' if contact.seniority[0] in 'aeiou' else 'a'} {contact.seniority} position")
    if near:
        words.append(f"near to their work ({contact.role or contact.industry})")
    return "; ".join(words)


def _spread(rows: list[tuple[tuple[int, int, int, int], Chosen]]) -> None:
    """Within a category one question of each topic before a second of any."""
    turns: Counter[str] = Counter()
    keyed = []
    for place, row in enumerate(rows):
        keyed.append((row[0][0] > 0, turns[row[1].topic], place, row))
        turns[row[1].topic] += 1
    rows[:] = [row for *_, row in sorted(keyed, key=lambda item: item[:3])]


def _share(ranked: Mapping[str, list[tuple[tuple[int, int, int, int], Chosen]]], room: int, have: Counter[str]) -> list[Chosen]:
    """So many of each category as it is due, then whatever is best of the rest."""
    order = [*TIARA, *sorted(set(ranked) - set(TIARA))]
    found: list[Chosen] = []
    rest: list[tuple[tuple[int, int, int, int], Chosen]] = []
    for name in order:
        rows = ranked.get(name, [])
        due = max(SHARES.get(name, 0) - have[name], 0)
        found += [one for _, one in rows[:due]]
        rest += rows[due:]
    found = found[:room] + [one for _, one in sorted(rest, key=lambda row: row[0])][: max(room - len(found), 0)]
    return sorted(found, key=lambda one: order.index(one.category))


def _known(vault: Vault, heard: Heard, contact: Contact) -> list[Acquaintance]:
    """Those who were led here by the same person, who work at the same place, or whom this person named."""
    found: dict[str, Acquaintance] = {}
    house = organization_of(vault, contact.organization, contact.path)
    giver = giver_of(vault, contact)
    for other in sorted(heard.vault.contacts, key=lambda one: one.name.casefold()):
        if other.path == contact.path:
            continue
        theirs = giver_of(vault, other)
        if giver is not None and giver.key == other.path:
            why = "led you to them"
        elif theirs is not None and theirs.key == contact.path:
            why = "they led you to them"
        elif house and organization_of(vault, other.organization, other.path) == house:
            why = f"also at {house}"
        elif giver is not None and theirs is not None and theirs.key == giver.key:
            why = f"{giver.name} led you to both"
        else:
            continue
        found[other.path] = Acquaintance(other.name, why, other.path)
    return list(found.values())[:_KNOWN]
