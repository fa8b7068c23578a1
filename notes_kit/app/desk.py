"""What a command that writes has before it: notes as they are, templates, and the changes made so far, none of them on disk yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from notes_kit.io.writer import Change, Written, write_notes
from notes_kit.model.finding import Edit
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.model.vault import Vault

if TYPE_CHECKING:
    from notes_kit.app.session import Session


class AskedWrongError(Exception):
    """What was asked for makes no sense as it was said; the message says why and what to say instead."""


class Line(NamedTuple):
    """A line that was written, for a person to see: its note, its number (from 1), and its text."""

    path: str
    number: int
    text: str


@dataclass
class Desk:
    """The notes a command works on. `read` gives a note's bytes, `taken` says whether a path is in use.

    `template` gives the text of the template of that name (`Contact`), `moment` is now on the day that is
    asked for, in the person's zone; `date_format` and `time_format` are those of Obsidian's templates.
    """

    settings: Settings
    moment: datetime
    read: Callable[[str], bytes]
    taken: Callable[[str], bool]
    template: Callable[[str], str]
    date_format: str = "YYYY-MM-DD"
    time_format: str = "HH:mm"
    before: dict[str, bytes | None] = field(default_factory=dict)
    now: dict[str, Source] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)
    """What a person should know of what was put here."""

    def source(self, path: str) -> Source:
        """A note's text with what was changed so far.

        Raises:
            OSError: it cannot be read.
            notes_kit.parse.edit.EditRefusedError: it is none that is written to (damaged, not UTF-8).
        """
        if path not in self.now:
            from notes_kit.parse.edit import open_note  # noqa: PLC0415

            data = self.read(path)
            self.now[path] = open_note(path, data)
            self.before[path] = data
        return self.now[path]

    def edit(self, path: str, edits: Iterable[Edit]) -> None:
        """Change a note's text; the edits are for the text as `source` gives it."""
        from notes_kit.parse.edit import revise  # noqa: PLC0415

        self.now[path] = revise(self.source(path), edits)

    def put(self, path: str, key: str, value: str) -> None:
        """Make `value` the one value of a property; empty empties it."""
        from notes_kit.parse.edit import set_property  # noqa: PLC0415

        self.edit(path, set_property(self.source(path), key, value, self.settings))

    def add(self, path: str, key: str, value: str) -> None:
        """Add a value to a property."""
        from notes_kit.parse.edit import add_to_property  # noqa: PLC0415

        self.edit(path, add_to_property(self.source(path), key, value, self.settings))

    def create(self, path: str, text: str) -> None:
        """Begin a note; it must not be there."""
        self.before[path] = None
        self.now[path] = Source(path, text)

    def move(self, path: str, goal: str) -> None:
        """Give a note another path; nothing may be there."""
        source = self.source(path)
        self.remove(path)
        self.create(goal, source.text)
        self.now[goal] = Source(goal, source.text, source.bom)

    def remove(self, path: str) -> None:
        """Take a note away."""
        self.source(path)
        del self.now[path]

    def changes(self) -> list[Change]:
        """What is different from the disk."""
        from notes_kit.parse.edit import encode  # noqa: PLC0415

        made = [Change(path, before, encode(self.now[path]) if path in self.now else None) for path, before in self.before.items()]
        return [change for change in made if change.before != change.after]

    def vault(self, vault: Vault) -> Vault:
        """The vault as it will be."""
        from notes_kit.parse.note import read_note  # noqa: PLC0415
        from notes_kit.parse.records import build_vault  # noqa: PLC0415

        table, talks = dict(vault.notes), {talk.path for talk in vault.interviews}
        for change in self.changes():
            if change.after is None:
                del table[change.path]
            else:
                table[change.path] = read_note(change.path, change.after, self.settings)
        names = [note for path, note in vault.notes.items() if note.type == "interview" and path not in talks and table.get(path) is note]
        return build_vault([table[path] for path in table.keys() - {note.path for note in names}], vault.settings, names)

    def lines(self) -> list[Line]:
        """The lines that are new or different, in the order of the notes; none of a new note but its path."""
        from difflib import SequenceMatcher  # noqa: PLC0415

        found: list[Line] = []
        for change in self.changes():
            if change.before is None or change.after is None:
                found += [Line(change.path, 1, "")] if change.after else []
                continue
            new = self.now[change.path]
            old = Source(change.path, change.before.decode("utf-8-sig"))
            rows = [[source.line_text(number + 1) for number in range(len(source.line_starts))] for source in (old, new)]
            for kind, _, _, start, end in SequenceMatcher(None, rows[0], rows[1], autojunk=False).get_opcodes():
                if kind in ("insert", "replace"):
                    found += [Line(change.path, number + 1, text) for number in range(start, end) if (text := rows[1][number].strip())]
        return [one for one, after in zip(found, [*found[1:], Line("", 0, "")], strict=True) if not _heads(one, after)]


def _heads(line: Line, after: Line) -> bool:
    """Whether a line is the mere name of a list that begins below it."""
    return line.text.endswith(":") and after.path == line.path and after.number == line.number + 1 and after.text.startswith("- ")


def desk_of(session: Session, now: datetime) -> Desk:
    """The desk of an opened vault; `now` is aware of its zone, and its day is replaced by the session's."""
    from os.path import join, lexists  # noqa: PLC0415

    from notes_kit.io.files import read_bytes  # noqa: PLC0415
    from notes_kit.io.template import obsidian_formats, read_template  # noqa: PLC0415

    dates, times = obsidian_formats(session.root)
    return Desk(
        settings=session.settings,
        moment=datetime.combine(session.today, now.timetz()),
        read=partial(read_bytes, session.root),
        taken=lambda path: lexists(join(session.root, path)),
        template=partial(read_template, session.root, session.settings.templates),
        date_format=dates,
        time_format=times,
    )


def carry_out(session: Session, desk: Desk, now: datetime, title: str, *, dry_run: bool) -> Written:
    """Write what is on the desk, as one operation that `undo` takes back; or show it.

    Raises:
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    written = write_notes(session.root, desk.changes(), now=now, title=title, dry_run=dry_run)
    for sentence in written.weaker:
        session.say(sentence)
    return written
