"""A desk over texts, for tests of what is written: no disk, the reader and the editor themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from rules.vaults import vault

from notes_kit.app.desk import Desk
from notes_kit.app.log import find_person, record
from notes_kit.app.log_words import EVENTS, read_said

TEMPLATES = Path(__file__).resolve().parents[2] / "vault-template" / "templates"
ZONE = timezone(timedelta(hours=2))
Texts = Mapping[str, str]


def desk(files: Texts, today: date, templates: Texts | None = None) -> Desk:
    """A desk at half past three in the afternoon."""
    own = templates or {}
    return Desk(
        settings=vault(files).settings,
        moment=datetime.combine(today, time(15, 30, tzinfo=ZONE)),
        read=lambda path: files[path].encode(),
        taken=lambda path: path in files,
        template=lambda name: own[name] if name in own else (TEMPLATES / f"{name}.md").read_text(encoding="utf-8"),
    )


def after(files: Texts, done: Desk) -> dict[str, str]:
    """The files as the desk leaves them."""
    return dict(files) | {change.path: (change.after or b"").decode() for change in done.changes()}


def log(files: Texts, today: date, who: str, event: str, *words: str, channel: str = "", interview: str = "") -> dict[str, str]:
    """The files once the fact is recorded."""
    place, whole = desk(files, today), vault(files)
    record(place, whole, find_person(whole, who), read_said(EVENTS[event], words, today, channel), today, interview)
    return after(files, place)


def changed(before: Texts, now: Texts) -> dict[str, list[str]]:
    """The lines that were not there before, by path; all lines of a new file."""
    out: dict[str, list[str]] = {}
    for path, text in now.items():
        left = before.get(path, "").split("\n")
        for line in text.split("\n"):
            if line in left:
                left.remove(line)
            elif line.strip():
                out.setdefault(path, []).append(line)
    return out
