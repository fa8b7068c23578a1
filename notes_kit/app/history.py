"""One person's history: what the notes date themselves, and what only Git knows of how they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from notes_kit.app.blobs import Reader
from notes_kit.app.circle import around
from notes_kit.app.person import ORDER, Teller, who_is
from notes_kit.app.session import Session
from notes_kit.app.versions import Version, versions
from notes_kit.io.git_repo import Repository, open_repository
from notes_kit.io.git_run import GitError, NoGitError
from notes_kit.io.git_values import Commit
from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Stance
from notes_kit.model.people import Interview
from notes_kit.model.schema import properties_of, spellings, squash
from notes_kit.render.history import Happening, History
from notes_kit.render.words import plain, plural
from notes_kit.themes.heard import organization_of

MOVING = ("role", "organization", "seniority", "location")
"""Properties whose change is news of a person."""

_DAY = len("2026-03-02")
_ORDER = {"begun": -1, **ORDER, "said": 20, "agreed": 21, "promised": 22, "led to": 23}


class NoFieldError(Exception):
    """No version of the note has that property."""


def history(session: Session, name: str, field: str = "") -> History:
    """The history of the person that `name` means; with `field`, of one property of their note.

    Raises:
        notes_kit.app.session.NobodyError: nobody goes by that name, or several do.
        NoFieldError: the note never had the property `field`, or there is no note.
        GitError: the repository cannot be read.
    """
    vault = around(session, name, points=True)
    teller = Teller(vault, session.today, who_is(session, vault, name))
    contact = teller.me.contact
    paths = ([contact.path] if contact else []) + ([] if field else [talk.path for talk in teller.talks])
    known, why, shallow = _versions(session, paths, whole=bool(field))
    if why:
        session.say(f"{why}. What follows is told from the notes alone")
    commits = {version.commit.id: version.commit for found in known.values() for version in found}
    span = [f"{commit.day}" for commit in sorted(commits.values(), key=lambda one: one.when)]
    read = f"{plural(len(commits), 'commit')}, {span[0]} to {span[-1]}" if span else ""
    doing = f"{contact.role} @ {organization_of(vault, contact.organization, contact.path)}".strip(" @") if contact else ""
    own = known.get(contact.path, []) if contact else []
    if field:
        if contact is None:
            raise NoFieldError(f"{teller.me.name} has no note of their own, and so no properties")
        happened = _of_field(session, contact.note, own, field)
        return History(session.today, teller.me.name, contact.path, doing, happened, read, _name_of(field))
    found = [*_dated(teller), *_from_git(own, shallow=shallow)]
    for talk in teller.talks:
        found += _rescheduled(known.get(talk.path, []))
    found.sort(key=lambda one: (one.date or date.max, one.date is None, _ORDER.get(one.what, 9), one.path))
    return History(session.today, teller.me.name, contact.path if contact else "", doing, tuple(found), read)


def _versions(session: Session, paths: Sequence[str], *, whole: bool) -> tuple[dict[str, list[Version]], str, bool]:
    """The versions of notes, or why there are none; and whether the clone lacks the older ones."""
    try:
        repository: Repository = open_repository(session.root)
        repository.latest()
    except NoGitError as problem:
        return {}, str(problem), False
    except GitError as problem:
        if "nothing has been committed" not in str(problem):
            raise
        return {}, str(problem), False
    reader = Reader(session.root, repository.git, session.settings, session.memory, session.say, session.progress)
    return versions(repository, reader, paths, whole=whole), "", repository.shallow


# ---- what the notes say themselves


def _dated(teller: Teller) -> Iterator[Happening]:
    for moment in teller.moments():
        yield Happening(moment.what, moment.words, moment.date, moment.time, moment.path, moment.line)
    for talk in teller.talks:
        if teller.begun(talk):
            yield from _said(talk)
        yield from _agreed(talk)
    for one in teller.led_to():
        yield Happening("led to", one.name + (f", {one.stage}" if one.stage else ", no note yet"), one.on, None, one.path, one.line)


def _said(talk: Interview) -> Iterator[Happening]:
    """What they said, by theme: how many points, and which way."""
    day = talk.when.date if talk.when else None
    points: dict[str, list[Stance | None]] = {}
    lines: dict[str, int] = {}
    for point in talk.note.points:
        for theme in point.themes or ("",):
            points.setdefault(theme, []).append(point.stance)
            lines.setdefault(theme, point.place.line)
    for theme, stances in sorted(points.items(), key=lambda item: (not item[0], -len(item[1]), item[0])):
        sides = Counter(stance.value for stance in stances if stance)
        words = ", ".join([plural(len(stances), "point"), *(f"{number} {side}" for side, number in sides.items())])
        yield Happening("said", f"{theme or 'under no theme'}: {words}", day, None, talk.path, lines[theme])


def _agreed(talk: Interview) -> Iterator[Happening]:
    day = talk.when.date if talk.when else None
    for task in talk.note.tasks:
        if task.text:
            by = f" (by {task.due})" if task.due else ""
            yield Happening("promised" if task.promised else "agreed", task.text + by, day, None, talk.path, task.place.line)


# ---- what only Git knows


def _from_git(own: Sequence[Version], *, shallow: bool) -> Iterator[Happening]:
    for version in own:
        note = version.note
        if note is None:
            yield _git("gone", f"the note {version.path} is gone", version.commit)
            continue
        if not version.before:
            if not (shallow and not version.commit.parents):
                doing = " @ ".join(value for name in ("role", "organization") if (value := value_of(note, name)))
                yield _git("begun", doing, version.commit)
            continue
        moved = [_from_to(version, name, f"{name}: ") for name in MOVING if _changed(version, name)]
        if moved:
            yield _git("moved", "; ".join(moved), version.commit)
        names = {_called(before) for before in version.before}
        if plain_name(_called(note)) not in map(plain_name, names):
            yield _git("renamed", f"{' or '.join(sorted(names))} → {_called(note)}", version.commit)


def _rescheduled(found: Sequence[Version]) -> Iterator[Happening]:
    for version in found:
        if (
            version.note is not None
            and version.before
            and all(_other_time(value_of(one, "date"), value_of(version.note, "date")) for one in version.before)
        ):
            yield _git("rescheduled", _from_to(version, "date"), version.commit)


def _other_time(old: str, new: str) -> bool:
    """Whether a talk was put elsewhere in time; that its hour came to be known is no such thing."""
    (day, hour), (new_day, new_hour) = ((text[:_DAY], text[_DAY + 1 :]) for text in (old, new))
    return day != new_day or bool(hour and new_hour and hour != new_hour)


def _git(what: str, words: str, commit: Commit) -> Happening:
    return Happening(what, words, commit.day, None, "", 0, commit.id, commit.author)


def _changed(version: Version, name: str) -> bool:
    """Whether a property says what it said in none of the versions that this one was made from."""
    assert version.note is not None
    return bool(version.before) and value_of(version.note, name) not in {value_of(before, name) for before in version.before}


def _from_to(version: Version, name: str, lead: str = "") -> str:
    assert version.note is not None
    old = sorted({value_of(before, name) for before in version.before})
    return f"{lead}{' or '.join(one or '–' for one in old)} → {value_of(version.note, name) or '–'}"


def value_of(note: Note, name: str) -> str:
    """What a property says, links by what they show; several values joined by a comma; empty if it says nothing."""
    field = note.get(name)
    return ", ".join(" ".join(plain(value.raw).split()) for value in field.values if value.raw.strip()) if field else ""


def _called(note: Note) -> str:
    return value_of(note, "name") or note.stem


def _name_of(field: str) -> str:
    """A property's name as the schema has it, or as it was typed."""
    prop = spellings("contact").get(squash(field))
    return prop.name if prop else field


def _of_field(session: Session, note: Note, own: Iterable[Version], typed: str) -> tuple[Happening, ...]:
    """Every value that a property had, the oldest first; the last one may not be committed yet."""
    name = _name_of(typed)
    found: list[Happening] = []
    last, git = "", False
    for version in own:
        git = True
        value = value_of(version.note, name) if version.note else ""
        if (version.before and version.note and not _changed(version, name)) or value == last:
            last = value
            continue
        found.append(_git("set" if value else "cleared", value, version.commit))
        last = value
    now = value_of(note, name)
    if now != last:
        field = note.get(name)
        words = "not committed yet" if git else "as the note stands"
        found.append(Happening("set" if now else "cleared", now, session.today, None, note.path, field.place.line if field else 1, "", words))
    if not found:
        raise NoFieldError(f"no version of {note.path} has a property “{typed}”{_near(note, typed)}")
    return tuple(found)


def _near(note: Note, typed: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    known = {prop.name for prop in properties_of("contact")} | {field.key for field in note.fields}
    near = get_close_matches(typed, known, 3)
    return f"; did you mean {' or '.join(near)}?" if near else ""
