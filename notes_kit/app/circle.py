"""As much of a vault as it takes to speak of one person: what they have to do with in full, and of all other notes what they are called."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from notes_kit.model.names import plain_name
from notes_kit.store.database import DamagedError

if TYPE_CHECKING:
    from notes_kit.app.session import Session
    from notes_kit.model.note import Note
    from notes_kit.model.vault import Vault
    from notes_kit.rules.reach import Focus
    from notes_kit.rules.tally import Row
    from notes_kit.store.woven import Woven

NAMESAKES = 12
"""People whom a word may mean and of whom something is told where they cannot be told apart by it; of more contacts, only what they are called."""


def around(session: Session, who: str, *, points: bool = False) -> Vault:
    """A vault in which everybody goes by the names that they have, and in which whoever `who` may mean is as they are in the whole.

    They are there with their notes, their talks, and the people in these; so are those who named them, and those whom they
    named. Of any other note no more is known than its path, type and names. It is the whole vault where nothing can be kept.
    """
    try:
        found = _around(session, who, points=points)
    except DamagedError:
        session.start_anew()
        found = _around(session, who, points=points)
    return found or session.vault(points=points)


def ahead(session: Session) -> Vault:
    """A vault in which the talks from today on are as they are in the whole, and of which no more is known than that takes."""
    try:
        found = _ahead(session)
    except DamagedError:
        session.start_anew()
        found = _ahead(session)
    return found or session.vault(points=False)


def _ahead(session: Session) -> Vault | None:
    if not session.ready():
        return None
    from notes_kit.parse.records import build_vault  # noqa: PLC0415 - as below
    from notes_kit.rules.reach import Focus, inputs  # noqa: PLC0415
    from notes_kit.rules.scope import Scope  # noqa: PLC0415
    from notes_kit.store.woven import Woven  # noqa: PLC0415

    woven = Woven(session.index.db)
    paths, names = inputs(woven, Focus({Scope.TALK: woven.ahead(session.today)}), session.today)
    return build_vault(_load(session, paths), session.settings, _load(session, names))


def _load(session: Session, paths: AbstractSet[str], *, points: bool = False) -> list[Note]:
    aside = {note.path: note for note in session.stand_ins() if note.path in paths}
    return [*session.index.load(points=points, paths=paths - aside.keys()), *aside.values()]


def _around(session: Session, who: str, *, points: bool) -> Vault | None:
    if not session.ready():
        return None
    from notes_kit.parse.records import build_vault  # noqa: PLC0415 - rules and reader, not needed where all is loaded
    from notes_kit.rules.called import CALLED, NOTES, PEOPLE, bare  # noqa: PLC0415
    from notes_kit.rules.reach import inputs  # noqa: PLC0415
    from notes_kit.store.woven import Woven  # noqa: PLC0415

    woven = Woven(session.index.db)
    notes = {row.path: bare(row) for row in woven.rows(CALLED, NOTES)}
    everybody = build_vault((), session.settings, notes.values())
    keys = _meant(everybody, woven.rows(CALLED, PEOPLE), who, woven)
    if not keys:
        return everybody
    wanted = _wide(woven, keys)
    paths, _ = inputs(woven, wanted, session.today)
    return build_vault(_load(session, paths, points=points), session.settings, [note for path, note in notes.items() if path not in paths])


def _meant(everybody: Vault, unknown: list[Row], who: str, woven: Woven) -> frozenset[int]:
    """The numbers of the names of the contacts and of those without a note that `who` may mean; of very many, of enough to see that they are many."""
    from notes_kit.app.session import candidates  # noqa: PLC0415 - which asks for this module
    from notes_kit.rules.ties import Tie, name_key  # noqa: PLC0415

    found = candidates(everybody, who)
    want = plain_name(who)
    words = set(want.split())
    called = {row.word: plain_name(row.word) for row in unknown}
    names: set[str] = set()
    for some in (called.keys(), {row.word for row in unknown if row.said[0]}):
        exact = {name for name in some if words and called[name] == want}
        part = {called[name]: name for name in sorted(some) if words and words <= set(called[name].split())}
        names |= exact or set([*part.values()][:NAMESAKES])
    own = woven.said([Tie.IS], {contact.path for contact in found}) if len(found) <= NAMESAKES else set()
    return frozenset(own | {name_key(name) for name in names})


def _wide(woven: Woven, keys: frozenset[int]) -> Focus:
    """Them, and whom they have to do with as closely as they are known themselves: who was met with them, who named them, whom they named or led to."""
    from notes_kit.rules.reach import Focus, Steps  # noqa: PLC0415
    from notes_kit.rules.scope import Scope  # noqa: PLC0415
    from notes_kit.rules.ties import Tie  # noqa: PLC0415

    go = Steps(woven)
    own, talks = go.notes(keys), go.talks(keys)
    others = go.met(talks | go.naming(keys)) | go.named(talks) | woven.said([Tie.IS], go.led(keys)) | woven.said([Tie.SOURCE], own)
    return Focus(notes={Scope.TALK: own | talks}, people=keys | others)
