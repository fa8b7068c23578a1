"""A goal or an assumption of mine on which nobody has said a word, after several talks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from notes_kit.model.finding import Finding, Kind, Severity
from notes_kit.model.note import Note
from notes_kit.model.settings import Threshold
from notes_kit.parse import inline
from notes_kit.rules.base import Context, Example, Rule
from notes_kit.rules.spoken import THEME, codebook, heard, is_theme, theme_key
from notes_kit.rules.words import quoted

ENOUGH = 5
"""Talks after which silence on a theme begins to say something (ours; P40 gives no number)."""

_KINDS = {"goals": "goal", "assumptions": "assumption"}


def check(context: Context) -> Iterable[Finding]:
    """One duty for each goal or assumption that links to themes of which nobody spoke, from the day of the fifth talk."""
    days = sorted(when.date for _, when in context.held())
    stated = [(note, item) for note in context.vault.of_type("profile") for item in note.fields if item.known and item.name in _KINDS]
    if len(days) < ENOUGH or not stated:
        return
    spoken, table = heard(context), codebook(context.vault)
    for note, item in stated:
        for value in item.values:
            themes = list(dict.fromkeys(_themes(context, note, value.raw)))
            if not themes or any(table.get(theme, theme) in spoken for theme in themes):
                continue
            said = f"#{THEME}{themes[0]}"
            words = quoted(inline.stripped(value.raw))
            yield context.duty(
                f"in {len(days)} talks nobody has spoken of {said}, which your {_KINDS[item.name]} {words} rests on",
                note.path, value.place, start=days[ENOUGH - 1], person=None,
                close=f"- [ ] What is your experience with {themes[0].rsplit('/', 1)[-1].replace('-', ' ')}? #q/insights",
            )  # fmt: skip


def _themes(context: Context, note: Note, raw: str) -> Iterator[str]:
    """The themes that a text names, as compared: by tag, or by a link to their note."""
    yield from (theme_key(name) for name, _, _ in inline.tags(raw) if is_theme(name))
    for link in inline.links(raw):
        target = context.vault.resolve(link.target, note.path) if link.target else None
        if target is not None and target.type == "theme":
            yield theme_key(target.stem)


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
    check=check,
    default=Threshold(due=0, late=90),
    bad=Example(date(2026, 5, 2), {"Profile.md": _PROFILE, **_talks("Nobody asked for one")}, ("Profile.md:4:5",)),
    good=Example(date(2026, 5, 2), {"Profile.md": _PROFILE, **_talks("Nobody asked for one (-) #theme/degree")}),
)
