"""What a check says: a finding with its place, and the edits that would put it right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from notes_kit.model.text import TOP, Place

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Severity(StrEnum):
    """How loudly a finding speaks; the order is that of the definition."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Kind(StrEnum):
    """A duty is owed to a person and has a date; a fault is wrong with a note."""

    DUTY = "duty"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `place` in the note at `path` by `text`."""

    path: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A set of edits with a verb phrase as title; `safe` means the meaning of the note cannot change."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the reader found wrong with a note's text: the name of a rule, and where."""

    rule: str
    message: str
    place: Place = TOP
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know or do, as every front end shows it.

    `due` is the civil date on which a duty falls due; `days_late` counts whole days after it
    (0 on the day itself or before). `close` is the command or line that would end it. `contact` is
    the person's name, `about` the path of their own note, if they have one.
    """

    code: str
    rule: str
    severity: Severity
    kind: Kind
    message: str
    path: str
    place: Place = TOP
    contact: str | None = None
    due: date | None = None
    days_late: int = 0
    practice: str = ""
    close: str = ""
    fix: Fix | None = None
    waived: str | None = None
    about: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key by place, the order of a compiler's messages."""
        return (self.path, self.place.line, self.place.column, self.code, self.message)

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What stays the same while lines move and days pass: rule, note, person, due day, and what would end it without its dates.

        Where nothing is said of that, it is the message without its numbers. Two findings may be alike in all of it.
        """
        words = _DATE.sub("", self.close) or "".join(ch for ch in self.message if not ch.isdigit())
        return (self.rule, self.path, self.contact or "", self.due.isoformat() if self.due else "", words)
