"""Look a vault and its surroundings over: what a bug report needs, and what a person should mend."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from dataclasses import dataclass

from notes_kit import __version__
from notes_kit.app.session import Session
from notes_kit.io.files import OWN_FOLDER
from notes_kit.store.index import FILE, library_version

PACKAGES = ("click", "pyyaml", "python-frontmatter", "markdown-it-py", "watchdog", "pathspec")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing looked at; `ok` False asks the person to do what the words say."""

    name: str
    words: str
    ok: bool = True


def surroundings() -> list[Fact]:
    """Versions of what notes-kit runs on."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    facts = [Fact("notes-kit", __version__), Fact("Python", f"{sys.version.split()[0]} on {sys.platform}"), Fact("SQLite", library_version())]
    for package in PACKAGES:
        try:
            facts.append(Fact(package, version(package)))
        except PackageNotFoundError:
            facts.append(Fact(package, "not installed; install notes-kit again", ok=False))
    import yaml  # noqa: PLC0415

    fast = hasattr(yaml, "CBaseLoader")
    facts.append(Fact("YAML reader", "libyaml" if fast else "pure Python: about ten times slower; install a PyYAML built with libyaml", ok=fast))
    return facts


def examine(session: Session) -> list[Fact]:
    """What can be said of a vault without changing anything but its index."""
    notes = session.notes(points=False)
    kinds = Counter(note.type or "plain" for note in notes if note.path in session.scan.files)
    facts = [
        Fact("vault", session.root),
        Fact("notes", f"{len(session.scan.files)}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))),
    ]
    skipped = Counter(one.rule for one in session.scan.skipped)
    if skipped:
        facts.append(Fact("passed over", ", ".join(f"{count} by {rule}" for rule, count in sorted(skipped.items()))))
    unread = len(session.unread) + len(session.scan.problems)
    if unread:
        facts.append(Fact("unreadable", f"{unread}; `notes-kit lint --select unreadable` names them", ok=False))
    faults = Counter(fault.rule for note in notes for fault in note.faults if fault.rule not in ("unreadable", "bad-setting"))
    if faults:
        named = ", ".join(f"{count} {rule}" for rule, count in sorted(faults.items()))
        facts.append(Fact("faults", f"{named}; `notes-kit lint --select faults` shows them", ok=False))
    facts += [Fact("settings", f"notes-kit.yaml:{fault.place.line}: {fault.message}", ok=False) for fault in session.settings_faults]
    facts.append(_index(session))
    facts += _privacy(session.root)
    return facts


def _index(session: Session) -> Fact:
    if not session.index.on_disk:
        return Fact("index", f"in memory only: {session.index.why_not}", ok=False)
    path = os.path.join(session.root, OWN_FOLDER, FILE)
    return Fact("index", f"{OWN_FOLDER}/{FILE}, {os.path.getsize(path) / 1_000_000:.1f} MB; safe to delete")


def _privacy(root: str) -> list[Fact]:
    """Who else can read the vault: it holds what others said in confidence (P35)."""
    mode = os.stat(root).st_mode
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO) and mode & stat.S_IROTH:
        return [Fact("privacy", f"other users of this computer can read the vault; `chmod go-rwx {root}` closes it", ok=False)]
    return [Fact("privacy", "only you can read the vault on this computer")]
