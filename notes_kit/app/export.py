"""What leaves the vault for other programs: a calendar, cards, tables, a canvas; never what is confidential or private (P35)."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from notes_kit.app.agenda import EARLY, USUAL
from notes_kit.app.report import LeakError
from notes_kit.app.session import Session
from notes_kit.io.clock import local
from notes_kit.model.card import FIELDS, LISTS, Card
from notes_kit.model.entry import Entry
from notes_kit.render import calendar

if TYPE_CHECKING:
    from notes_kit.model.finding import Finding
    from notes_kit.model.people import Contact, Interview
    from notes_kit.model.vault import Vault
    from notes_kit.render.canvas import Person
    from notes_kit.themes.pseudonyms import Names

_SPACE = uuid.UUID("5b0e8f0c-3d52-4f4e-9d0a-7f0a1c8f2f57")
"""The name space of our UIDs: the same note gives the same one, on every machine and at every export."""

_OFF = ("cancelled", "moved", "no-show", "declined")
_ALARM = EARLY + 5
"""Minutes before a talk at which the calendar rings: time to find the link, and to be there early (P22)."""

Rows = list[dict[str, object]]


def uid(*parts: str) -> str:
    """An identifier for an entry or a card that tells nothing of what it was made from."""
    return str(uuid.uuid5(_SPACE, "\0".join(parts)))


# ---- what may be told -------------------------------------------------------------------------------


def _shown(session: Session) -> Vault:
    from notes_kit.themes.public import public  # noqa: PLC0415

    return public(session.vault(points=True), session.today).vault


def _duties(session: Session, days: int, gate: Vault, *, all_public: bool) -> list[Finding]:
    """The duties due within so many days that follow from words which are not private; `gate` is the vault of these words."""
    from notes_kit.app.lint import duties  # noqa: PLC0415

    found = duties(session, days)
    if all_public:
        return found
    from notes_kit.rules.driver import run  # noqa: PLC0415

    provable = set(run(gate, session.today, horizon=days))
    return [item for item in found if item in provable]


def _names(session: Session) -> Names:
    from notes_kit.themes.redact import names_in  # noqa: PLC0415

    return names_in(session.vault(points=True))


def gated(session: Session, text: str, own: Callable[[], str]) -> str:
    """A redacted output, searched for every known name once more; `own` gives the same output without anybody's words.

    Raises:
        LeakError: something known would still show.
    """
    from notes_kit.themes.leaks import leaks, words_in  # noqa: PLC0415

    found = leaks(calendar.unfolded([text]).encode("utf-8", "replace"), _names(session), lambda: words_in(own()))
    if found:
        first = found[0]
        raise LeakError(
            f"not redacted well enough, so nothing is written: {first.sort} of {first.label} would still show; "
            "this is a fault of notes-kit: please report it"
        )
    return text


def _wanted(session: Session, vault: Vault, where: str) -> Callable[[Contact], bool]:
    """Which contacts a condition is true of."""
    if not where:
        return lambda _contact: True
    from notes_kit.app.query import matching_paths  # noqa: PLC0415

    paths = matching_paths(session, vault, "contacts", where)
    return lambda contact: contact.path in paths


# ---- calendar ---------------------------------------------------------------------------------------


def export_calendar(session: Session, *, before: str = "", days: int = 30, tasks: bool = False, duties: bool = True, redact: bool = False) -> str:
    """The talks and the duties of the next `days` days; `before` is the calendar that this one replaces.

    Raises:
        LeakError: a redacted calendar would tell what it must not.
    """
    from notes_kit.themes.public import public  # noqa: PLC0415

    whole = session.vault(points=True)
    vault = public(whole, session.today).vault
    entries = [entry for talk in vault.interviews if (entry := _talk(vault, talk, session.today)) is not None]
    if duties:
        entries += _tasks([item for item in _duties(session, days, vault, all_public=vault is whole) if item.due is not None])

    def render(those: Iterable[Entry], old: str = "") -> str:
        return calendar.calendar_text(list(those), session.today, before=old, tasks=tasks)

    if not redact:
        return render(entries, before)
    names = _names(session)
    put_away = [_put_away(entry, names) for entry in entries]
    blank = [replace(entry, summary="·", description="·", location="·", url="") for entry in put_away]
    return gated(session, render(put_away, before), lambda: render(blank))


def _put_away(entry: Entry, names: Names) -> Entry:
    text = names.text
    return replace(entry, uid=uid("redacted", entry.uid), summary=text(entry.summary), description="", location="", url="")


def _talk(vault: Vault, talk: Interview, today: date) -> Entry | None:
    """A talk's entry; None for one without a day, or that is off."""
    if talk.when is None or talk.outcome in _OFF:
        return None
    people = [vault.person(ref, talk.path) for ref in talk.people]
    houses = dict.fromkeys(one.contact.organization.shown for one in people if one.contact and one.contact.organization)
    who = ", ".join(one.name for one in people) or "somebody"
    sure = talk.when.date < today or bool(talk.confirmed and talk.confirmed.date <= today)
    words = [talk.format, "" if sure else "not reconfirmed yet", f"notes: {talk.path}"]
    start: date | datetime = talk.when.date
    end = None
    if talk.when.time is not None:
        begin = datetime.combine(talk.when.date, talk.when.time)
        start, end = local(begin), local(begin + timedelta(minutes=talk.duration or USUAL))
        words.insert(1, f"be there by {begin - timedelta(minutes=EARLY):%H:%M}")
    return Entry(
        uid("talk", talk.path), start, f"{who} ({', '.join(houses)})" if houses else who, end, "\n".join(word for word in words if word),
        talk.location, calendar.address(talk.location), sure, _ALARM if end is not None else None,
    )  # fmt: skip


def _tasks(found: Iterable[Finding]) -> Iterator[Entry]:
    """An entry for each duty. The day is no part of its id, so that one that is put off moves; those that are alike are numbered."""
    alike: Counter[tuple[str, ...]] = Counter()
    for item in found:
        rule, path, contact, _, words = item.identity
        name = (rule, path, contact, words)
        alike[name] += 1
        yield _duty(item, uid("duty", *name, *([str(alike[name])] if alike[name] > 1 else [])))


def _duty(item: Finding, name: str) -> Entry:
    assert item.due is not None
    lines = [item.message, f"close it: {item.close}" if item.close else "", f"notes: {item.path}"]
    who = f"{item.contact}: " if item.contact else ""
    return Entry(name, item.due, f"{who}{item.rule}", description="\n".join(filter(None, lines)), duty=True)


# ---- people -----------------------------------------------------------------------------------------


def card_of(contact: Contact) -> Card:
    """What a note tells of a person, as other programs hold it."""
    found: dict[str, object] = {}
    for name in FIELDS:
        field = contact.note.get(name)
        values = tuple(value.raw for value in field.values) if field else ()
        if name in LISTS:
            found[name] = values
        elif values and name != "linkedin_connected":
            found[name] = values[0]
    found |= {"name": contact.name, "organization": contact.organization.shown if contact.organization else ""}
    found |= {"source": contact.source.shown if contact.source else "", "tags": contact.tags}
    if contact.linkedin_connected is not None:
        found["linkedin_connected"] = contact.linkedin_connected.date
    return Card(**found)  # type: ignore[arg-type]  # the values are those of the fields by name


def export_cards(session: Session, where: str = "") -> str:
    """The contacts as vCards."""
    from notes_kit.render.vcard import vcards_text  # noqa: PLC0415

    vault = _shown(session)
    wanted = _wanted(session, vault, where)
    return vcards_text([(uid("contact", contact.path), card_of(contact)) for contact in vault.contacts if wanted(contact)])


def export_rows(session: Session, where: str = "", *, redact: bool = False) -> tuple[Rows, Rows]:
    """Contacts and talks, every property of theirs under the schema's name, as texts; a list where there may be several."""
    vault = _shown(session)
    wanted = _wanted(session, vault, where)
    names = _names(session) if redact else None
    contacts = [_row(contact.note, "contact", {"name": (contact.name,)}, names) for contact in vault.contacts if wanted(contact)]
    keys = {contact.path for contact in vault.contacts if wanted(contact)}
    talks = [
        _row(talk.note, "interview", {"contact": tuple(vault.person(ref, talk.path).name for ref in talk.people)}, names)
        for talk in vault.interviews
        if not where or any(vault.person(ref, talk.path).key in keys for ref in talk.people)
    ]
    if names is not None:  # the order of names would tell on them
        contacts.sort(key=_turn)
        talks.sort(key=_turn)
    return contacts, talks


def _turn(row: Mapping[str, object]) -> tuple[int, str]:
    label = str(row["path"])
    return len(label), label


def _row(note: object, kind: str, stated: Mapping[str, tuple[str, ...]], names: Names | None) -> dict[str, object]:
    from notes_kit.model.note import Note  # noqa: PLC0415
    from notes_kit.model.schema import properties_of  # noqa: PLC0415
    from notes_kit.parse.values import ref  # noqa: PLC0415
    from notes_kit.themes.redact import property_text  # noqa: PLC0415

    assert isinstance(note, Note)
    row: dict[str, object] = {"path": names.places.get(note.path, "") if names else note.path}
    for prop in properties_of(kind):
        field = note.get(prop.name)
        values = [*stated.get(prop.name, ())] or [
            ref(value.raw).shown if "[[" in value.raw else value.raw for value in (field.values if field else ())
        ]
        if names is not None:
            values = [told for value in values if (told := property_text(prop.name, value, names)) is not None]
        if values:
            row[prop.name] = values if prop.many else values[0]
    return row


# ---- who led to whom --------------------------------------------------------------------------------


def export_canvas(session: Session, where: str = "", *, redact: bool = False) -> str:
    """Who led to whom, coloured by how far each conversation came.

    Raises:
        LeakError: a redacted canvas would tell what it must not.
    """
    from notes_kit.model.state import relations  # noqa: PLC0415
    from notes_kit.render.canvas import Person, canvas_text  # noqa: PLC0415
    from notes_kit.themes.process import network  # noqa: PLC0415

    vault = _shown(session)
    wanted = _wanted(session, vault, where)
    states = relations(vault, session.today)
    people: dict[str, Person] = {
        contact.path: Person(contact.path, contact.name, states[contact.path].stage.value, contact.path)
        for contact in vault.contacts
        if wanted(contact)
    }
    chosen = frozenset(people)
    edges: list[tuple[str, str]] = []
    for edge in network(vault, states, session.today).edges:
        ends = [(path or f"?{name}", name, path) for name, path in ((edge.giver, edge.giver_path), (edge.named, edge.named_path))]
        if where and not any(key in chosen for key, _, _ in ends):
            continue
        for key, name, path in ends:
            people.setdefault(key, Person(key, name, states[path].stage.value if path in states else "", path))
        edges.append((ends[0][0], ends[1][0]))
    if not redact:
        return canvas_text(list(people.values()), edges)
    names = _names(session)
    labelled = [replace(one, key=uid("redacted", one.key), name=names.text(one.name), file="") for one in people.values()]
    moved = [(uid("redacted", giver), uid("redacted", named)) for giver, named in edges]
    blank: Sequence[Person] = [replace(one, name="·") for one in labelled]
    return gated(session, canvas_text(labelled, moved), lambda: canvas_text(list(blank), moved))
