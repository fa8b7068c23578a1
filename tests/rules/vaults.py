"""Vaults from texts, for tests of the rules: no disk, the reader itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from notes_kit.model.finding import Fault, Finding
from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.model.vault import Vault
from notes_kit.parse.note import decode, read_note
from notes_kit.parse.records import build_vault
from notes_kit.parse.settings import read_settings
from notes_kit.rules.base import VAULT_FILE
from notes_kit.rules.driver import run

ADA, BEN, TALK = "contacts/Ada Okafor.md", "contacts/Ben Li.md", "interviews/Talk.md"

Files = Mapping[str, str | bytes | None]


def vault(files: Files) -> Vault:
    """The vault of these files, as an example of a rule writes them (see `rules.base.Example`)."""
    marker = files.get(VAULT_FILE)
    settings, faults = read_settings(marker) if isinstance(marker, str) else (Settings(), [])
    notes = [Note(VAULT_FILE, faults=tuple(faults))] if faults else []
    for path, text in files.items():
        if text is None:
            notes.append(Note(path, faults=(Fault("unreadable", "this note cannot be read: permission denied"),)))
        elif path != VAULT_FILE:
            notes.append(read_note(path, text if isinstance(text, bytes) else text.encode(), settings))
    return build_vault(notes, settings)


def findings(files: Files, today: date, rule: str = "", *, horizon: int = 0, with_waived: bool = False) -> list[Finding]:
    """What one rule (or, unnamed, all of them) finds in these files."""
    return run(vault(files), today, select=(rule,) if rule else (), horizon=horizon, with_waived=with_waived)


def flags(found: Iterable[Finding]) -> list[str]:
    """Places as examples write them."""
    return [f"{finding.path}:{finding.place.line}:{finding.place.column}" for finding in found]


def fixed(files: Files, found: Iterable[Finding]) -> dict[str, str | bytes | None]:
    """The files with every fix of these findings applied, last place first."""
    out = dict(files)
    edits = {edit for finding in found if finding.fix for edit in finding.fix.edits}
    for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):
        data = out[edit.path]
        assert data is not None
        source: Source = decode(edit.path, data if isinstance(data, bytes) else data.encode())[0]
        start, end = source.span(edit.place)
        text = ("\ufeff" if source.bom else "") + source.text[:start] + edit.text + source.text[end:]
        out[edit.path] = text
    return out


def contact(*lines: str, body: str = "") -> str:
    return "\n".join(["---", "type: contact", *lines, "---", body])


def talk(day: date | str, *lines: str, who: str = '"[[Ada Okafor]]"', body: str = "") -> str:
    return "\n".join(["---", "type: interview", f"contact: {who}", f"date: {day}", *lines, "---", body])


def held(day: date | str, *lines: str, who: str = '"[[Ada Okafor]]"', body: str = "") -> str:
    return talk(day, "outcome: held", *lines, who=who, body=body)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, [finding.message for finding in found]
    return found[0]
