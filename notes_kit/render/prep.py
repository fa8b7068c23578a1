"""The page before a talk, for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from notes_kit.render.report_page import Page, Style, place
from notes_kit.render.words import listing
from notes_kit.themes.prep import Chosen, Passage, Prep


class Whole(Protocol):
    """The prep with the pitch and the hours."""

    @property
    def prep(self) -> Prep:
        """What to know and to ask."""

    @property
    def pitch(self) -> str:
        """What one says of oneself."""

    @property
    def begins(self) -> str:
        """From when to when; empty if not known."""

    @property
    def early(self) -> str:
        """When to be there."""


def prep_text(whole: Whole, today: date, *, width: int, style: Style) -> str:
    """One page."""
    found = whole.prep
    page = Page(width, style)
    contact = found.contact
    page.text(" ".join(part for part in (contact.salutation, contact.name) if part), "head")
    page.text(", ".join(part for part in (contact.role, found.organization, contact.industry, contact.location) if part))
    if found.sent_by:
        page.text(f"found through {found.sent_by}")
    _when(page, whole, today)
    if whole.pitch:
        page.heading("Your pitch")
        page.text(whole.pitch, indent=2)
    else:
        page.text("no pitch yet: write one under “## Pitch” in the profile", "dim")
    if found.said:
        page.heading("Last time", f"{found.last}" if found.last else "")
        _passages(page, found.said)
    if found.mine or found.theirs:
        page.heading("Still open between you")
        _passages(page, found.mine, "you: ")
        _passages(page, found.theirs, "they: ")
    if found.open:
        page.heading("Could confirm or contradict")
        for one in found.open:
            page.placed(f"{one.name} ({one.why}): {one.text} ({one.person})", place(one.path, one.line), sign="-")
    _questions(page, found.questions)
    if found.known:
        page.heading("May know")
        page.text("; ".join(f"{one.name} ({one.why})" for one in found.known), indent=2)
    return page.whole()


def _when(page: Page, whole: Whole, today: date) -> None:
    talk = whole.prep.talk
    if talk is None or talk.when is None:
        page.text("no talk is planned yet", "dim")
        return
    days = (talk.when.date - today).days
    ahead = "today" if not days else "tomorrow" if days == 1 else f"in {days} days"
    words = [f"{talk.when.date:%A} {talk.when.date}, {ahead}", whole.begins, talk.format, talk.location]
    page.text(" · ".join(word for word in words if word), "head")
    page.text(
        f"be there by {whole.early}; {'reconfirmed' if talk.confirmed else 'not reconfirmed yet'}" if whole.early else "no time is noted yet", "dim"
    )


def _passages(page: Page, passages: Iterable[Passage], sign: str = "") -> None:
    for one in passages:
        page.placed(sign + one.text + (f" (by {one.due})" if one.due else ""), place(one.path, one.line), sign="-")


def _questions(page: Page, questions: Iterable[Chosen]) -> None:
    last = ""
    rows = [one for one in questions if not one.ticked]
    if not rows:
        page.text("the bank of questions is empty, or all of it was asked: add to it", "dim")
        return
    page.heading("To ask", f"{len(rows)}, expect to get through half")
    for one in sorted(rows, key=lambda row: (not row.yours,)):
        head = "yours" if one.yours else one.category
        if head != last:
            page.text(head, "dim", indent=2)
            last = head
        page.text(one.text, indent=4, sign="-")
        if not one.yours:
            page.text(one.why, "dim", indent=6)


def prep_document(whole: Whole, today: date) -> dict[str, object]:
    """`prep --json` (version 1)."""
    found = whole.prep
    talk = found.talk
    return {
        "version": 1, "today": today.isoformat(), "contact": found.contact.name, "path": found.contact.path, "role": found.contact.role or None,
        "organization": found.organization or None, "sent_by": found.sent_by or None, "pitch": whole.pitch or None,
        "talk": {
            "path": talk.path, "date": talk.when.date.isoformat(), "time": whole.begins or None, "early": whole.early or None,
            "format": talk.format or None, "place": talk.location or None, "confirmed": talk.confirmed is not None,
        } if talk is not None and talk.when is not None else None,
        "last": found.last.isoformat() if found.last else None,
        **{name: [_passage(one) for one in getattr(found, name)] for name in ("said", "mine", "theirs")},
        "open": [{"theme": one.name, "why": one.why, "text": one.text, "person": one.person, "path": one.path, "line": one.line} for one in found.open],
        "questions": [
            {"text": one.text, "category": one.category, "topic": one.topic or None, "why": one.why, "path": one.path, "line": one.line, "yours": one.yours,
             "asked": one.ticked}
            for one in found.questions
        ],
        "known": [{"name": one.name, "why": one.why, "path": one.path} for one in found.known],
    }  # fmt: skip


def _passage(one: Passage) -> dict[str, object]:
    return {"text": one.text, "path": one.path, "line": one.line, "due": one.due.isoformat() if one.due else None}


def written_words(count: int, path: str, names: Iterable[str]) -> str:
    """What was put into the note."""
    kinds = listing(tuple(dict.fromkeys(names)))
    return f"{count} {'question' if count == 1 else 'questions'} added to {path} ({kinds})" if count else f"{path} has its questions already"
