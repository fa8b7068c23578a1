"""A goal or an assumption of mine on which nobody has said a word, after several talks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note
from notes_kit.model.settings import Threshold
from notes_kit.model.state import is_held
from notes_kit.model.text import Place
from notes_kit.parse import inline
from notes_kit.rules.base import Context, Example, Rule, Shared
from notes_kit.rules.scope import Scope
from notes_kit.rules.spoken import CODEBOOK, THEME, USES, codebook, is_theme, key_of, read_use, theme_key
from notes_kit.rules.tally import Changed, Row, Rows, Source, Tally
from notes_kit.rules.words import quoted

ENOUGH = 5
"""Talks after which silence on a theme begins to say something (ours; P40 gives no number)."""

_KINDS = {"goals": "goal", "assumptions": "assumption"}


def judge(context: Context, rows: Rows, key: str) -> Iterable[Finding]:
    """One duty for each goal or assumption that links to themes of which nobody spoke, from the day of the fifth talk."""
    table = codebook(rows, rows.keys(CODEBOOK))
    silent = [row for row in rows.rows(STATED, key) if not any(_heard(rows, table, theme, context.today) for theme in row.said[4:])]
    days = sorted(day for row in rows.rows(TALKS, "") if (day := row.word) <= context.today.isoformat()) if silent else []
    if len(days) < ENOUGH:
        return
    for row in silent:
        kind, _, words = row.word.partition(" ")
        theme = row.said[4]
        yield context.duty(
            f"in {len(days)} talks nobody has spoken of #{THEME}{theme}, which your {kind} {words} rests on",
            row.path, Place(*row.said[:4]), start=date.fromisoformat(days[ENOUGH - 1]), person=None,
            close=f"- [ ] What is your experience with {theme.rsplit('/', 1)[-1].replace('-', ' ')}? #q/insights",
        )  # fmt: skip


def _heard(rows: Rows, table: dict[str, str], theme: str, today: date) -> bool:
    """Whether somebody spoke by the day of a theme, by any of its names, or of one that lies within it."""
    meant = table.get(theme, theme)
    spellings = {name for name in (*table, theme) if table.get(name, name) == meant}
    for key in rows.keys(USES):
        if any(key == own or key.startswith(own + "/") for own in (key_of(THEME + name) for name in spellings)):
            for use in map(read_use, rows.rows(USES, key)):
                if use.day and use.day <= today.isoformat() and is_theme(use.name) and not spellings.isdisjoint(_within(theme_key(use.name))):
                    return True
    return False


def _within(theme: str) -> Iterator[str]:
    """A theme and those that it lies within."""
    parts = theme.split("/")
    yield from ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _stated(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        note = shared.vault.notes[path]
        for item in note.fields if note.type == "profile" else ():
            for value in item.values if item.known and item.name in _KINDS else ():
                themes = list(dict.fromkeys(_themes(shared, note, value.raw)))
                if themes:
                    yield Row("", f"{_KINDS[item.name]} {quoted(inline.stripped(value.raw))}", path, (*value.place, *themes))


def _themes(shared: Shared, note: Note, raw: str) -> Iterator[str]:
    """The themes that a text names, as compared: by tag, or by a link to their note."""
    yield from (theme_key(name) for name, _, _ in inline.tags(raw) if is_theme(name))
    for link in inline.links(raw):
        target = shared.vault.resolve(link.target, note.path) if link.target else None
        if target is not None and target.type == "theme":
            yield theme_key(target.stem)


STATED = Source("stated", _stated)
"""Goals and assumptions that rest on themes, under one key: the word is what to call it, with its place and the themes."""


def _days(shared: Shared, paths: Iterable[str]) -> Iterator[Row]:
    for path in paths:
        talk = shared.talks.get(path)
        if talk is not None and talk.when is not None and not talk.note.meeting and is_held(talk, date.max):
            yield Row("", talk.when.date.isoformat(), path)


TALKS = Source("talks", _days)
"""The days of the talks that took place, under one key."""


def _stirred(_rows: Rows, _gone: Changed, _came: Changed) -> tuple[str]:
    return ("",)


TALLY = Tally((STATED, TALKS, USES, CODEBOOK), lambda _: ("",), judge, _stirred)

_PROFILE = """\
---
type: profile
assumptions:
  - "A degree is needed #theme/degree"
  - "The pay is lower #theme/pay"
---
"""


def _talks(last: str) -> dict[str, str]:
    """Five talks, the last on 2 May."""
    text = "---\ntype: interview\ncontact: {who}\ndate: {day}\noutcome: held\n---\n## Notes\n- {said}\n"
    said = ["It is a fifth less #theme/pay"] * 4 + [last]
    people = ["Ada Okafor", "Ben Li", "Chloe Marsh", "Dana Reyes", "Emil Novak"]
    days = ["2026-03-02", "2026-03-16", "2026-04-01", "2026-04-13", "2026-05-02"]
    return {f"interviews/{day} {who}.md": text.format(who=who, day=day, said=one) for who, day, one in zip(people, days, said, strict=True)}


RULE = Rule(
    code="NK405",
    name="goal-without-evidence",
    title="Nobody has spoken of what a goal or an assumption rests on",
    why="The conversations are there to test what you believe and want. After five of them, silence on a theme means that nobody was asked, or that "
    "it matters less than you thought.",
    how_to_fix="Ask the next person about it, tag what they say with the theme, or take the goal or assumption out of the profile.",
    practice="P40",
    kind=Kind.DUTY,
    severity=Severity.INFO,
    check=TALLY.check,
    scope=Scope.TALLY,
    tally=TALLY,
    default=Threshold(due=0, late=90),
    bad=Example(date(2026, 5, 2), {"Profile.md": _PROFILE, **_talks("Nobody asked for one")}, ("Profile.md:4:5",)),
    good=Example(date(2026, 5, 2), {"Profile.md": _PROFILE, **_talks("Nobody asked for one (-) #theme/degree")}),
)
