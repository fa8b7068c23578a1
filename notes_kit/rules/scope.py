"""How far a rule looks: which notes its findings can rest on, so that a change has only those judged anew.

A rule is a function of a vault, and it is the same function on a small vault: what it says of a unit (a note, a person, …)
must be the same on the whole vault as on one that holds only the notes within its scope (`rules/reach.py`), besides them
the bare names of whatever these notes refer to. A scope declared too small is a rule that goes on saying what is no
longer true; tests hold every rule to its scope over vaults made by chance.
"""

from __future__ import annotations

from enum import StrEnum

from notes_kit.model.finding import Finding
from notes_kit.rules.ties import name_key


class Scope(StrEnum):
    """What a finding rests on, and with it, the unit that it belongs to."""

    NOTE = "note"
    """The note in which it stands, and nothing else. The unit is that note."""

    LINKS = "links"
    """The note in which it stands, and the notes with a name that it links to. The unit is that note."""

    KIN = "kin"
    """The note in which it stands, and those with which it shares a word of the rule's `kin`. The unit is that note."""

    TALK = "talk"
    """The note in which it stands, the people of that talk (or whose note it is), and all talks with them. The unit is that note."""

    AROUND = "around"
    """What `LINKS` and `TALK` together look at. The unit is that note."""

    PERSON = "person"
    """The person whom it concerns: their note, their talks and everybody in these; the talks in which they were named, and with whom; the
    talks with those whom they named. The unit is that person, with a note of their own or without."""

    HOUSE = "house"
    """A person. Whether there is a finding depends on their note and their talks with everybody in these; what it says, also on who led to
    them, and on the people of the same organization and of the same source, each with their talks. The unit is that person."""

    AHEAD = "ahead"
    """All talks from Monday of the current week on, the people in them, and all talks with these. They are one unit."""

    TALLY = "tally"
    """What the whole vault adds up to (`rules/tally.py`). The unit is a key under which it is counted."""

    VAULT = "vault"
    """Anything. It is judged anew, with every note loaded, whenever one changes: safe, and slow in a large vault."""


BY_PERSON = (Scope.PERSON, Scope.HOUSE)
TOGETHER = (Scope.AHEAD, Scope.VAULT)


def unit(scope: Scope, finding: Finding) -> str:
    """The unit, among those of its scope, to which a finding belongs."""
    if scope in TOGETHER:
        return ""
    return unit_of(finding.about, finding.contact or "") if scope in BY_PERSON else finding.path


def unit_of(path: str, name: str) -> str:
    """A person as a unit: by their note's path, else by a key of their name, which others may share."""
    return path or f"?{name_key(name)}"
