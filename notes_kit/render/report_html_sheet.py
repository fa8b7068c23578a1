"""What the parts of the page share: which number a person and a theme have, where a line has its place, and how to open its note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import quote

from notes_kit.model.note import Stance
from notes_kit.render.report_html_markup import Html, el, hidden, joined, said
from notes_kit.render.words import unquoted
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Said, Voice

MONTHS = "January February March April May June July August September October November December".split()
SIGNS = {Stance.FOR: ("+", "for"), Stance.AGAINST: ("−", "against"), Stance.BOTH: ("±", "both"), None: ("", "")}
_IN_ANCHOR = re.compile(r"[:#|^\\\[\]<>`*$]|%%")
_STRAIGHT = re.compile(r"[a-z0-9-]+\Z")


@dataclass(frozen=True)
class Notes:
    """Where notes open: Obsidian's name for the vault, and the folder in it that holds the notes (ending in `/`, or empty).

    Without a name, places are told in words and not linked.
    """

    vault: str = ""
    folder: str = ""

    def address(self, path: str, anchor: str = "", block: str = "") -> str:
        """The address at which Obsidian opens a note, at the block or heading if one is given.

        Empty without a vault's name, and for what is no path of a note, such as the label of a redacted one.
        """
        if not self.vault or not path.endswith(".md"):
            return ""
        heading = " ".join(_IN_ANCHOR.sub(" ", anchor).split())
        place = f"#^{block}" if block else f"#{heading}" if heading else ""
        file = f"{self.folder}{path.removesuffix('.md')}{place}"
        return f"obsidian://open?vault={_quoted(self.vault)}&file={_quoted(file)}"


class Sheet:
    """One page being made. It remembers which points have their place already, for an id stands once."""

    def __init__(self, report: Report, notes: Notes) -> None:
        self.report, self.notes = report, Notes() if report.redacted else notes
        self.people = {voice.key: number for number, voice in enumerate(report.people)}
        self.themes = {theme.name: number for number, theme in enumerate(report.themes)}
        self._placed: dict[tuple[str, int], str] = {}
        self._ids: set[str] = set()

    def place(self, point: Said) -> str:
        """The id of a point that now takes its place on the page; empty if it has one already."""
        key = (point.path, point.line)
        if key in self._placed:
            return ""
        name = base = f"s-{_short(f'{point.path} {point.text}')}"
        more = 1
        while name in self._ids:
            more += 1
            name = f"{base}-{more}"
        self._ids.add(name)
        self._placed[key] = name
        return name

    def placed(self, point: Said) -> str:
        """The id of a point that is on the page above; empty if it is not."""
        return self._placed.get((point.path, point.line), "")

    def theme_id(self, name: str) -> str:
        """The id of a theme's card."""
        plain = name.casefold().replace("/", "-")
        return f"theme-{plain}" if _STRAIGHT.match(plain) else f"theme-{_short(name)}"

    def person_id(self, voice: Voice) -> str:
        """The id of a person's line among the sources."""
        return f"person-{self.people[voice.key] + 1}"

    def theme_link(self, name: str) -> Html:
        """A theme's title as a link to its card."""
        return el("a", title(name), href=f"#{self.theme_id(name)}") if name in self.themes else Html(el("span", title(name)))

    def person_link(self, voice: Voice) -> Html:
        """A person's name as a link to their line among the sources."""
        return el("a", el("bdi", voice.name), href=f"#{self.person_id(voice)}") if voice.key in self.people else el("bdi", voice.name)

    def opens(self, path: str, line: int = 0, *, shown: str = "", anchor: str = "", block: str = "") -> Html | None:
        """A link that opens a note in Obsidian, or where it stands; None for what has no note."""
        if not path:
            return None
        where = f"{path}:{line}" if line else path
        words = shown or (f"line\u00a0{line}" if line else path.rsplit("/", 1)[-1].removesuffix(".md"))
        address = self.notes.address(path, anchor, block)
        if not address:
            return el(
                "span", shown or (f"{path}, line {line}" if self.report.redacted and line else words), class_="open", title=where, data_place=where
            )
        return el("a", words, hidden(f" of {path}, opens in Obsidian"), href=address, class_="open", title=where, data_place=where)

    def note(self, path: str) -> Html | None:
        """A link to a note as a whole, or its path where it cannot be linked; None where even that is nobody's business."""
        return None if self.report.redacted else self.opens(path, shown="note" if self.notes.address(path) else path)

    def about(self, points: Sequence[Said] = (), *, people: Iterable[Voice] = (), days: Iterable[date | None] = ()) -> dict[str, str | None]:
        """What the filter needs to know of an element: its people, themes and days."""
        who = dict.fromkeys([voice.key for point in points for voice in point.people] + [voice.key for voice in people])
        themes = sorted({self.themes[name] for point in points for name in point.themes if name in self.themes})
        when = sorted({f"{day}" for day in [*(point.date for point in points), *days] if day})
        return {
            "data_who": " ".join(str(self.people[key]) for key in who if key in self.people),
            "data_theme": " ".join(map(str, themes)),
            "data_day": " ".join(when),
        }

    def point(self, one: Said, *, theme: str = "", named: bool = True) -> Html:
        """Something said, as a list's item: the words, the reasons below them, who, when and where.

        `theme` is the card that it stands in, for a point that the machine put there has no theme of its own.
        Where the head above says who and when, `named` is False, and the line alone is told.
        """
        about = self.about([one])
        if theme in self.themes and not about["data_theme"]:
            about["data_theme"] = str(self.themes[theme])
        name = self.place(one)
        sign, word = SIGNS[one.stance]
        mark = el("span", el("span", sign, aria_hidden="true"), hidden(f"{word}: "), class_=f"sign {word}") if sign else None
        because = self.because(one) if one.reasons else None
        line = self.opens(one.path, one.line, anchor=one.anchor, block=one.block)
        source = self.source(one) if named else el("p", line, class_="source") if line else None
        return el("li", mark, words(one), because, source, id=name or None, class_="said", **about)

    def because(self, one: Said) -> Html:
        """The reasons below a point, each as deep as the person set it."""
        items = [el("li", said(reason.text), class_=f"deep-{min(reason.depth, 4)}", dir="auto") for reason in one.reasons]
        return el("ul", *items, class_="because", aria_label="because")

    def source(self, one: Said) -> Html:
        """Who said it, when, and the line: the date leads to the point's own place on this page, the line into the note."""
        names = el("span", el("bdi", one.person), class_="name") if one.people else Html("your own words" if one.own else "somebody unnamed")
        if len(one.people) == 1 and one.organization:
            names = joined([names, ", ", el("bdi", one.organization)])
        place = self.placed(one)
        day = when(one.date)
        here = el("a", day, href=f"#{place}", class_="here", aria_label=f"{plain_day(one.date)}, a link to this place") if place else day
        parts = [names, here, self.opens(one.path, one.line, anchor=one.anchor, block=one.block)]
        return el("p", joined([part for part in parts if part is not None], " · "), class_="source")


def words(one: Said) -> Html:
    """The words of a point: a verbatim quote set apart from what is told in one's own words."""
    if one.quote:
        return el("blockquote", el("p", quoted(one), dir="auto"))
    return el("p", said(one.text), dir="auto", class_="told")


def quoted(one: Said) -> Html:
    """A verbatim quote between its marks."""
    return joined(["“", said(unquoted(one.text)), "”"])


def when(day: date | None) -> Html:
    """A day in words, such as 2 March 2026, that machines can read too."""
    return el("time", plain_day(day), datetime=day.isoformat()) if day else Html("undated")


def plain_day(day: date | None) -> str:
    """A day in words, without markup."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "undated"


def short_day(day: date | None) -> Html:
    """A day in few letters, such as 2 Mar 2026."""
    return el("time", f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}", datetime=day.isoformat()) if day else Html("undated")


def title(name: str) -> str:
    """A theme's name as a heading: `getting-hired` is Getting hired, `work/hours` is Work / hours."""
    shown = name if " " in name else " / ".join(part.replace("-", " ").replace("_", " ") for part in name.split("/"))
    return shown[:1].upper() + shown[1:]


def _short(text: str) -> str:
    """Eight characters that stand for a text, the same in every report."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
