"""One person's story as a page for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from notes_kit.model.finding import Finding
from notes_kit.render.findings import finding_row
from notes_kit.render.report_json import point_json
from notes_kit.render.report_page import SIGNS, Page, Style, place
from notes_kit.render.tables import row_json
from notes_kit.render.words import columns, listing, padded, plain, plural, unquoted
from notes_kit.rules.words import distance
from notes_kit.themes.voices import Said


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated fact of a story: what happened (`asked`, `talk`, `thanked` …), in which words, and where it is written.

    `date` is None for a talk whose note has none.
    """

    what: str
    words: str
    path: str
    line: int
    date: date | None = None
    time: time | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Something said, with whether it was said in private."""

    said: Said
    private: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An open task that came of a talk or stands in the person's note."""

    text: str
    path: str
    line: int
    due: date | None = None
    theirs: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """One person named to me by another; `stage` and `contact` are those of the one to show, empty without a note."""

    name: str
    on: date | None
    path: str
    line: int
    contact: str = ""
    stage: str = ""


@dataclass(frozen=True)
class Story:
    """All that the notes tell of one person on a day.

    `path` is empty and `row` None for somebody without a note; `row` is theirs of `list contacts`. `groups` are what
    they said by theme or heading; `mine` is what I made of it.
    """

    today: date
    name: str
    path: str = ""
    row: Mapping[str, object] | None = None
    about: str = ""
    latest: str = ""
    closed: str = ""
    moments: tuple[Moment, ...] = ()
    duties: tuple[Finding, ...] = ()
    groups: tuple[tuple[str, tuple[Passage, ...]], ...] = ()
    mine: tuple[Passage, ...] = ()
    deeds: tuple[Deed, ...] = ()
    named_by: tuple[Naming, ...] = ()
    led_to: tuple[Naming, ...] = ()
    more: tuple[str, ...] = ()


def person_page(story: Story, *, width: int, style: Style) -> str:
    """The story on a page: who they are, what is due, what happened, who led to whom, what they said."""
    page = Page(width, style)
    _head(page, story)
    if story.duties:
        page.heading("Due")
        for item in story.duties:
            page.text(item.message, indent=2, sign=item.severity.value, sign_kind=item.severity.value)
            page.source(f"→ {item.close}" if item.close else "", item.path, item.place.line, indent=4)
    _timeline(page, story)
    _namings(page, story)
    _deeds(page, story)
    _said(page, story)
    return page.whole()


def _head(page: Page, story: Story) -> None:
    row = story.row
    if row is None:
        page.pair(story.name, "no note of their own")
        return
    where = _text(row, "organization")
    doing = " @ ".join(part for part in (_text(row, "role"), where) if part)
    page.pair(story.name, doing, "head")
    page.text(_state(story, row))
    if story.about:
        page.gap()
        page.text(plain(story.about), "dim")
    page.gap()
    facts = [
        ("found through", _text(row, "source")),
        ("reached by", ", ".join(part for part in (_text(row, "channel"), _text(row, "email"), _text(row, "phone"), _text(row, "linkedin")) if part)),
        ("called", ", ".join(part for part in (_text(row, "salutation"), _text(row, "aliases")) if part)),
        ("field", " · ".join(part for part in (_text(row, "seniority"), _text(row, "industry"), _text(row, "location")) if part)),
        ("tags", _text(row, "tags")),
        *((name, _text(row, name)) for name in story.more),
        ("note", story.path),
    ]
    shown = [(name, text) for name, text in facts if text]
    lead = max(columns(name) for name, _ in shown)
    for name, text in shown:
        page.text(text, indent=2, sign=padded(name, lead + 1), sign_kind="dim")


def _state(story: Story, row: Mapping[str, object]) -> str:
    parts = [f"{row['stage']}"]
    if story.closed:
        parts = [f"{row['stage']}: {story.closed}"]
    last, following = row["last_touch"], row["next_touch"]
    if isinstance(last, date):
        parts.append(f"last contact {distance(last, story.today)} ({last}, {story.latest})")
    if row["paused"]:
        parts.append(f"paused until {row['note.paused']}")
    elif isinstance(following, date):
        parts.append(f"to be in touch by {following}")
    if row["confidential"]:
        parts.append("confidential")
    return " · ".join(parts)


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return ", ".join(str(item) for item in value) if isinstance(value, tuple) else "" if value is None else str(value)


def _timeline(page: Page, story: Story) -> None:
    if not story.moments:
        return
    page.heading("Timeline")
    lead = max(columns(moment.what) for moment in story.moments)
    ahead = False
    for moment in story.moments:
        if moment.date is not None and moment.date > story.today and not ahead:
            ahead = True
            page.text(f"still to come, after {story.today}", "dim", indent=2)
        day = f"{moment.date or 'no date'} {f'{moment.time:%H:%M}' if moment.time else ''}"
        page.placed(plain(moment.words) or "·", place(moment.path, moment.line), sign=f"{padded(day, 16)}  {padded(moment.what, lead)} ")


def _namings(page: Page, story: Story) -> None:
    if story.named_by or story.led_to:
        page.heading("Who led to whom")
    for sign, namings in (("←", story.named_by), ("→", story.led_to)):
        for one in namings:
            about = "" if sign == "←" else f", {one.stage}" if one.contact else ", no note yet"
            when = f", {one.on}" if one.on else ""
            page.placed(f"{one.name}{when}{about}", place(one.path, one.line), sign=sign)


def _deeds(page: Page, story: Story) -> None:
    for head, theirs in (("Open, yours", False), ("Open, theirs", True)):
        deeds = [deed for deed in story.deeds if deed.theirs is theirs]
        if deeds:
            page.heading(head)
        for deed in deeds:
            late = deed.due is not None and deed.due < story.today
            words = plain(deed.text) + (" (private)" if deed.private else "")
            page.placed(words, place(deed.path, deed.line), sign=padded(f"{deed.due or ''}", 10), sign_kind="error" if late else "dim")


def _said(page: Page, story: Story) -> None:
    points = [passage for _, group in story.groups for passage in group]
    if points:
        talks = len({passage.said.path for passage in points})
        page.heading("What they said", f"{plural(len(points), 'point')} in {plural(talks, 'talk')}")
    for name, group in story.groups:
        page.gap()
        page.text(name, "name")
        for passage in group:
            _passage(page, passage)
    if story.mine:
        page.heading("What you made of it")
    for passage in story.mine:
        _passage(page, passage)


def _passage(page: Page, passage: Passage) -> None:
    said = passage.said
    sign, kind = SIGNS[said.stance] if said.stance else ("·", "dim")
    words = plain(said.text)
    words = f"“{unquoted(words)}”" if said.quote else words
    if passage.private:
        words += " (private)"
    if len(said.people) > 1:
        words += f" (in a talk with {listing(voice.name for voice in said.people)})"
    page.placed(words, place(said.path, said.line), sign=sign, sign_kind=kind, kind="quote" if said.quote else "")
    for reason in said.reasons:
        page.reason(reason, 4)


def person_document(story: Story) -> dict[str, object]:
    """`show --json` (version 1): `person` is the row of `list contacts`, null without a note; `due` the findings of `lint`."""
    return {
        "version": 1,
        "today": story.today.isoformat(),
        "name": story.name,
        "path": story.path or None,
        "person": row_json(None, story.row) if story.row is not None else None,
        "about": story.about or None,
        "due": [finding_row(item) for item in story.duties],
        "timeline": [
            {
                "date": moment.date.isoformat() if moment.date else None,
                "time": f"{moment.time:%H:%M}" if moment.time else None,
                "what": moment.what,
                "words": moment.words,
                "ahead": moment.date is not None and moment.date > story.today,
                "path": moment.path,
                "line": moment.line,
            }
            for moment in story.moments
        ],
        "named_by": [_naming(one) for one in story.named_by],
        "led_to": [_naming(one) for one in story.led_to],
        "actions": [
            {"text": deed.text, "due": deed.due.isoformat() if deed.due else None, "promised": deed.theirs, "private": deed.private,
             "path": deed.path, "line": deed.line}
            for deed in story.deeds
        ],
        "said": [point_json(passage.said) | {"private": passage.private} for _, group in story.groups for passage in group],
        "made_of_it": [point_json(passage.said) | {"private": passage.private} for passage in story.mine],
    }  # fmt: skip


def _naming(one: Naming) -> dict[str, object]:
    return {
        "name": one.name, "on": one.on.isoformat() if one.on else None, "contact": one.contact or None, "stage": one.stage or None,
        "path": one.path, "line": one.line,
    }  # fmt: skip
