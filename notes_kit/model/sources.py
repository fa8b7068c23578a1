"""What a report is made of: which notes it may tell of, and a digest of each, so that a report can say when it is out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from notes_kit.model.people import Interview
from notes_kit.model.state import is_held
from notes_kit.model.vault import Vault

KINDS = ("contact", "organization", "theme", "profile")
"""Types of note that a report reads whatever the period; of the talks it reads those held in it."""

_DIGITS = 12


class Basis(NamedTuple):
    """A note that a report was made from: its path, and `Note.digest` as it was then."""

    path: str
    digest: str


def hidden_paths(vault: Vault) -> frozenset[str]:
    """The notes that nothing which leaves the vault may name (P35): confidential ones, and talks with somebody whose note is."""
    secret = frozenset(path for path, note in vault.notes.items() if note.confidential)
    if not secret:
        return secret
    return secret | {talk.path for talk in vault.interviews if talk.path in secret or _meets(vault, talk, secret)}


def _meets(vault: Vault, talk: Interview, secret: frozenset[str]) -> bool:
    for who in talk.people:
        found = vault.targets(who.name, talk.path)
        if vault.person(who, talk.path).key in secret or (found and found[0] in secret):
            return True
    return False


def in_period(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether a talk's day lies between two days, both included; a talk without a date lies in no period."""
    if day is None:
        return not (since or until)
    return (since is None or day >= since) and (until is None or day <= until)


def basis_of(vault: Vault, today: date, since: date | None = None, until: date | None = None) -> tuple[Basis, ...]:
    """The notes that a report of that day on that period reads, by path."""
    away = hidden_paths(vault)
    paths = {note.path for kind in KINDS for note in vault.of_type(kind)}
    paths |= {talk.path for talk in vault.interviews if is_held(talk, today) and in_period(talk.when.date if talk.when else None, since, until)}
    return tuple(Basis(path, vault.notes[path].digest) for path in sorted(paths - away))


def whole(found: Iterable[Basis]) -> str:
    """One digest of all of them."""
    digest = blake2b("\n".join(f"{one.path}\t{one.digest}" for one in found).encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2)
    return digest.hexdigest()
