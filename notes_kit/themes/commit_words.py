"""What a change of some notes says, as the message of a commit: `Ada Okafor: thanked; 2 points on hiring`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from notes_kit.model.names import fold
from notes_kit.model.vault import Vault
from notes_kit.themes.changed import compare
from notes_kit.themes.public import public
from notes_kit.themes.snapshot import take

LONGEST = 72
"""Characters of a subject line that Git's own tools show whole."""

_NEW = {"new": "added", "gone": "taken out"}


def commit_words(before: Vault, after: Vault, today: date) -> str:
    """A subject line, and below it every line where one does not hold them all; nothing private is told (P35).

    The vaults need hold no more than the notes that changed.
    """
    told = _told(public(before, today).vault, public(after, today).vault, today)
    lines = [f"{who}: {'; '.join(words)}" if words else who for who, words in told.items()]
    if not lines:
        return _by_paths(before, after)
    whole = ". ".join(lines)
    if len(whole) <= LONGEST:
        return f"{whole}\n"
    first = lines[0] if len(lines) == 1 else f"{lines[0]}, and {len(lines) - 1} more"
    if len(first) > LONGEST:
        names = list(told)
        first = (
            ", ".join(names)
            if len(", ".join(names)) <= LONGEST
            else f"{names[0][:40]} and {len(names) - 1} more"
            if len(names) > 1
            else names[0][:LONGEST]
        )
    return "\n".join([first, "", *(f"- {line}" for line in lines)]) + "\n"


def _told(before: Vault, after: Vault, today: date) -> dict[str, list[str]]:
    """Person, or note, to what is new of them, in the order of a conversation."""
    changes = compare(take(before, today, ()), take(after, today, ()))
    found: dict[str, list[str]] = {}

    def tell(who: str, words: str) -> None:
        if words not in found.setdefault(who, []):
            found[who].append(words)

    for one in changes.people:
        tell(one.who, f"moved ({one.words})" if one.what == "moved" else _NEW.get(one.what, one.what))
    for one in changes.talks:
        if one.what != "written down":  # the points tell more
            tell(one.who, {"held": "met", "gone": "a talk taken out"}.get(one.what, one.what))
    for one in changes.deeds:
        tell(one.who, one.what)
    for who, words in _points(before, after):
        tell(who, words)
    for action in changes.actions:
        tell(action.who or "Actions", f"{action.what}: {action.words}" if len(action.words) <= LONGEST // 2 else action.what)
    for belief in changes.beliefs:
        tell("Profile", f"{belief.belief.kind} {belief.what}")
    return found


def _points(before: Vault, after: Vault) -> Iterator[tuple[str, str]]:
    """How many points each talk has more than before, on each theme."""
    was = {talk.path: talk for talk in before.interviews}
    for talk in after.interviews:
        who = ", ".join(dict.fromkeys(after.person(ref, talk.path).name for ref in talk.people)) or talk.note.stem
        old = was[talk.path].note.points if talk.path in was else ()
        known = Counter(point.text for point in old)
        fresh = [point for point in talk.note.points if not _take(known, point.text)]
        themes: dict[str, tuple[str, int]] = {}
        for point in fresh:
            for name in point.themes:
                shown, number = themes.get(fold(name), (name, 0))
                themes[fold(name)] = (shown, number + 1)
        for shown, number in themes.values():
            yield who, f"{number} {'point' if number == 1 else 'points'} on {shown}"
        bare = sum(not point.themes for point in fresh)
        if bare and talk.path in was:
            yield who, f"{bare} {'point' if bare == 1 else 'points'}"


def _take(known: Counter[str], text: str) -> bool:
    if known[text] > 0:
        known[text] -= 1
        return True
    return False


def _by_paths(before: Vault, after: Vault) -> str:
    """The names of the notes, where nothing that happened can be told from them; a confidential one is not named."""
    table = {**before.notes, **after.notes}
    paths = sorted(path for path, note in table.items() if not note.confidential and _hash(before, path) != _hash(after, path))
    shown = ", ".join(table[path].stem for path in paths)
    if shown and len(shown) <= LONGEST:
        return f"{shown}\n"
    return f"{len(table)} {'note' if len(table) == 1 else 'notes'}\n"


def _hash(vault: Vault, path: str) -> str:
    note = vault.notes.get(path)
    return note.hash if note else ""
