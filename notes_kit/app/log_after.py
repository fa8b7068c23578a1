"""What comes of a talk, recorded with it: thanks, the people named, and the next steps, all in one operation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.app.circle import around
from notes_kit.app.desk import AskedWrongError, Desk, desk_of
from notes_kit.app.log_contact import AlreadySaidError
from notes_kit.app.log_talk import Talks, choose, held_talk, log_referral, log_thanked
from notes_kit.app.log_words import EVENTS, Said, read_said
from notes_kit.app.match import name_words, nearly_same
from notes_kit.app.new import link_to, new_contact, unfilled
from notes_kit.model.names import plain_name
from notes_kit.model.people import Contact, Interview
from notes_kit.model.vault import Person, Vault

if TYPE_CHECKING:
    from notes_kit.app.log import Fact
    from notes_kit.app.session import Session

SECTION = "Next steps"
_DUE = re.compile(r"(?P<text>.*\S)\s+due\s+(?P<day>\S.*)", re.IGNORECASE)
_HIDES = re.compile("%%|<!--")
_DATE_SHAPE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}\Z")


class Named(NamedTuple):
    """Somebody whom they named. `note` says whether they get a note; None leaves it to whether they may have one already."""

    name: str
    note: bool | None = None


class Step(NamedTuple):
    """Something to do, and the day by which; None for no day."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class After:
    """What is said of a talk besides that it was held. `thanked` is a day in a person's words, empty for not yet; `nobody` that they named nobody."""

    thanked: str = ""
    named: Sequence[Named] = ()
    nobody: bool = False
    steps: Sequence[Step] = ()

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self.thanked or self.named or self.nobody or self.steps)


class Asked(NamedTuple):
    """What a person may still be asked about a talk: whose, of which day, and whether thanks and names are recorded already."""

    vault: Vault
    person: str
    day: date
    thanked: bool
    named: bool


class Known(NamedTuple):
    """The contact that a name means, for certain; else those that it may mean."""

    contact: Contact | None = None
    perhaps: tuple[Contact, ...] = ()


def read_step(words: str, today: date) -> Step:
    """`TEXT due DATE`, or a text alone; what follows `due` is part of the text where it is no date.

    Raises:
        AskedWrongError: there are no words, or the date can be read two ways.
    """
    from notes_kit.parse.human_date import HumanDateError, read_human_date  # noqa: PLC0415

    text = " ".join(words.split())
    match = _DUE.fullmatch(text)
    if match is not None:
        try:
            return Step(match["text"], read_human_date(match["day"], today))
        except HumanDateError as problem:
            if _DATE_SHAPE.match(match["day"]):
                raise AskedWrongError(f"{problem}") from None
    if not text or text.casefold().startswith("due "):
        raise AskedWrongError("say what is to be done, such as `send the paper due fri`")
    return Step(text)


def recognise(vault: Vault, name: str) -> Known:
    """Who is meant by a name: the one contact of that name in any order of its words, else those of a similar one, or with it as a part."""
    words = name_words(name)
    same: list[Contact] = []
    near: list[Contact] = []
    for contact in vault.contacts:
        called = [name_words(one) for one in (contact.name, contact.note.stem, *contact.aliases)]
        if any(sorted(words) == sorted(one) for one in called):
            same.append(contact)
        elif any(nearly_same(words, one) or (len(words) == 1 and words[0] in one) for one in called):
            near.append(contact)
    return Known(same[0]) if len(same) == 1 else Known(None, tuple(same or near))


def survey(session: Session, who: str, fact: Fact, now: datetime) -> Asked:
    """What may be asked of the talk that is meant, once it is clear that it can be recorded; nothing is written.

    Raises:
        notes_kit.app.session.NobodyError, AskedWrongError: see `notes_kit.app.log.log`.
    """
    from notes_kit.app.log import find_person, record  # noqa: PLC0415
    from notes_kit.model.state import thanks  # noqa: PLC0415

    vault, desk, today = around(session, who), desk_of(session, now), session.today
    said = read_said(EVENTS[fact.event], fact.words, today)
    person = find_person(vault, who)
    talk = _talk(desk, vault, person, said, today, fact.interview)
    with suppress(AlreadySaidError):
        record(desk, vault, person, said, today, fact.interview)
    day = talk.when.date if talk is not None and talk.when is not None else said.day or today
    sent = talk is not None and bool(talk.thanked) and thanks(vault, talk, person, today) is not None
    return Asked(vault, person.name, day, sent, talk is not None and bool(talk.referrals or talk.asked_none))


def record_after(desk: Desk, vault: Vault, person: Person, said: Said, today: date, interview: str, after: After) -> tuple[str, ...]:
    """Put what comes of a talk on a desk that has the talk already; returns what a person should know beside it.

    Raises:
        AskedWrongError: it cannot be what happened.
        notes_kit.parse.edit.EditRefusedError: a note is none that a careful writer changes.
    """
    before = _talk(desk, vault, person, said, today, interview)
    path = before.path if before is not None else next(one for one, there in desk.before.items() if there is None)
    hints: list[str] = []
    if after.thanked:
        day = read_said(EVENTS["thanked"], [after.thanked], today)
        with _told(hints):
            log_thanked(_talks(desk, vault, person, today, day, path))
    begun: list[str] = []
    for one in after.named:
        words, made = _name(desk, vault, person, path, one, hints)
        begun += made
        with _told(hints):
            log_referral(_talks(desk, vault, person, today, Said(EVENTS["referral"], words=words), path))
    hints += [f"{one} holds a placeholder that only its plugin fills; see `notes-kit lint`" for one in unfilled(desk, begun)]
    if after.nobody:
        with _told(hints):
            log_referral(_talks(desk, vault, person, today, Said(EVENTS["referral"], words="none"), path))
    for step in after.steps:
        _add_step(desk, path, step, hints)
    return tuple(hints)


class _told(suppress):  # noqa: N801 - it reads as a phrase: with _told(hints)
    """Goes on where the notes say so already, and keeps what they say for the person."""

    def __init__(self, hints: list[str]) -> None:
        super().__init__(AlreadySaidError)
        self.hints = hints

    def __exit__(self, kind: object, problem: object, trace: object) -> bool:
        """Keep the sentence."""
        if isinstance(problem, AlreadySaidError):
            self.hints.append(str(problem))
            return True
        return False


def _talk(desk: Desk, vault: Vault, person: Person, said: Said, today: date, interview: str) -> Interview | None:
    chosen = choose(vault, person, interview, today) if interview else None
    return held_talk(Talks(desk, vault, person, today, said, chosen))


def _talks(desk: Desk, vault: Vault, person: Person, today: date, said: Said, path: str) -> Talks:
    """The talks as the desk has them by now, of which the one at `path` is meant."""
    later = desk.vault(vault)
    return Talks(desk, later, person, today, said, next(talk for talk in later.interviews if talk.path == path))


def _name(desk: Desk, vault: Vault, person: Person, path: str, named: Named, hints: list[str]) -> tuple[str, list[str]]:
    """How the talk's note says whom they named, and the path of the note that was begun for them, if one was."""
    from notes_kit.parse.values import ref  # noqa: PLC0415

    later = desk.vault(vault)
    name = " ".join((ref(named.name).name if "[[" in named.name else named.name).split())
    if not plain_name(name):
        raise AskedWrongError(f"“{named.name}” is no name of a person")
    known = recognise(later, name)
    if known.contact is not None:
        if known.contact.path == person.key:
            raise AskedWrongError(f"{person.name} cannot have named themselves")
        return link_to(later, Person(known.contact.path, known.contact.name, known.contact), path), []
    if named.note is False:
        return name, []
    if known.perhaps and named.note is None:
        from notes_kit.rules.words import shell  # noqa: PLC0415

        who = " or ".join(f"{one.name} ({one.path})" for one in known.perhaps[:3])
        hints.append(
            f"{name} may be {who}, so no note was begun. If so, put that name under `referrals` in {path}; "
            f"if not: `notes-kit new contact {shell(name)} --source {shell(person.name)}`"
        )
        return name, []
    stub = new_contact(desk, later, name, {"source": link_to(later, person, path)})
    later = desk.vault(vault)
    contact = later.contact_at(stub)
    return (link_to(later, Person(stub, contact.name, contact), path) if contact else name), [stub]


def _add_step(desk: Desk, path: str, step: Step, hints: list[str]) -> None:
    """One open action at the end of the talk's next steps; none where it says so already."""
    from notes_kit.parse.edit import append_line  # noqa: PLC0415
    from notes_kit.parse.note import read_source  # noqa: PLC0415

    tasks = read_source(desk.source(path), [], desk.settings).tasks
    line = f"- [ ] {step.text}" + (f" 📅 {step.due}" if step.due else "")
    there = next((task for task in tasks if plain_name(task.text) == plain_name(step.text) and task.due == (step.due or task.due)), None)
    if there is not None and plain_name(step.text):
        hints.append(f"{path}:{there.place.line} says so already: {there.text}")
        return
    if _HIDES.search(step.text) is None:
        desk.edit(path, append_line(desk.source(path), SECTION, line, desk.settings))
        now = read_source(desk.source(path), [], desk.settings).tasks
        if len(now) == len(tasks) + 1 and (step.due is None or any(task.due == step.due and task not in tasks for task in now)):
            return
    raise AskedWrongError(f"“{step.text}” would not read as an action there; say it in plain words, without `%%` or dates of its own")
