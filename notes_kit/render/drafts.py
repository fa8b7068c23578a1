"""A draft as JSON, and what there is to say beside it: gaps, remarks, what was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from notes_kit.model.letters import Kind, Message
from notes_kit.render.letters import mailto, parts_rows, place_row, remarks_rows
from notes_kit.render.words import term_safe
from notes_kit.rules.stops import Stop


class Recorded(Protocol):
    """What was written into the notes: lines with their path and number, or why nothing had to be."""

    @property
    def lines(self) -> Iterable[tuple[str, int, str]]:
        """Path, number from 1, text."""

    @property
    def already(self) -> str:
        """Where the notes say so already."""


def draft_remarks(message: Message, recorded: Recorded | None) -> Iterator[str]:
    """A line for each gap, each remark, and each line that was recorded; places are those of the text as it is shown."""
    for gap in message.gaps:
        yield term_safe(f"{gap.place.line}:{gap.place.column}: {gap.words} {gap.hint}")
    for remark in message.review.remarks if message.review else ():
        yield term_safe(f"{remark.place.line}:{remark.place.column}: {remark.name}: {remark.message} ({remark.practice}); {remark.advice}")
    if recorded is not None:
        for path, number, text in recorded.lines:
            yield term_safe(f"recorded in {path}:{number}: {text}")
        if recorded.already:
            yield term_safe(f"nothing to record: {recorded.already}")


def draft_document(today: date, message: Message, recorded: Recorded | None) -> dict[str, object]:
    """`draft --json` (version 1): the message whole and in its parts; `mailto` is null where it is no e-mail."""
    review = message.review
    return {
        "version": 1, "today": today.isoformat(), "kind": message.kind.value, "form": message.form.value, "channel": message.channel,
        "contact": message.person, "path": message.path or None, "template": message.template, "to": message.to or None,
        "subject": message.subject or None, "body": message.body, "text": message.text,
        "mailto": mailto(message.to, message.subject, message.body) if message.subject else None,
        "words": review.words if review else 0, "characters": review.characters if review else 0,
        "gaps": [{"field": gap.name, "text": gap.words, **place_row(gap.place), "write": gap.hint} for gap in message.gaps],
        "parts": parts_rows(review.parts) if review else [],
        "remarks": remarks_rows(review.remarks) if review else [],
        "recorded": None if recorded is None else [{"path": path, "line": number, "text": text} for path, number, text in recorded.lines],
        "refused": None,
    }  # fmt: skip


def refusal_document(today: date, kind: Kind, person: str, stopped: Stop, note: str) -> dict[str, object]:
    """The same where nothing is written to somebody: `refused` says why, where that stands, what to do instead, and what their note begins with."""
    return {
        "version": 1, "today": today.isoformat(), "kind": kind.value, "contact": person, "path": stopped.path, "text": None,
        "refused": {"why": stopped.why, "path": stopped.path, **place_row(stopped.place), "instead": stopped.instead, "note": note or None},
    }  # fmt: skip
