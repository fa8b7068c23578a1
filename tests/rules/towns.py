"""Vaults made by chance, dense with what can go wrong between notes: names that clash, people who name each other, copies, tags, links.

The same number gives the same vault; `saved` gives a note of it as somebody might save it next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

DAY = date(2026, 3, 18)
"""A Wednesday."""

NAMES = ("Ada Okafor", "Ben Li", "Chloe Marsh", "José Ruiz", "Jose Ruiz", "Li Ben", "Dana Reyes", "Emil Novak", "Farah Aziz", "Goran Kos")
REFS = (
    *NAMES,
    *(f"[[{name}]]" for name in NAMES),
    "[[AO]]",
    "[[contacts/Ben Li]]",
    "[[Emil Novak|Emil]]",
    "Zoë Quist",
    "[[Zoë Quist]]",
    "[[Northwind]]",
    "Goran",
    "[[Profile]]",
    "me",
)
LINKS = (*(f"[[{name}]]" for name in NAMES), "[[AO]]", "![[Talk 1]]", "[[Talk 2#Notes]]", "[x](Ben%20Li.md)", "[[contacts/Dana Reyes]]",
         "[[gone/Zoë Quist]]", "[[gone/Nobody]]", "[[Okafor Ada]]", "[[hiring]]", "![[hiring]]", "[[Northwind]]", "[[../Plain]]", "![[Talk 1#^june]]",
         "[[Talk 2#Her post]]", "![[Ada Okafor#Her post]]")  # fmt: skip
TAGS = (
    "theme/hiring",
    "theme/Hiring",
    "theme/work-life",
    "theme/worklife",
    "theme/pay/start",
    "skill/sql",
    "skill/data-modelling",
    "alumni",
    "alumn-i",
)
DRAFTS = (
    "Dear Ada,\n\nMy name is Leo. Are there any openings in your team?",
    "Dear Ben,\n\nThank you for your time. Could you have a look at my CV?",
    "Dear Chloe,\n\nThank you for the half hour. You said that it is so. Would you introduce me to Dana Reyes?",
)
WAIVERS = ("gone-cold she asked for it", "thank-you-missing until 2026-03-10 on leave", "NK306 not for me", "broken-link", "xyz no", "NK302 no",
           "duplicate-person two people", "takeaways-missing none", "source-missing all know")  # fmt: skip
DAYS = ("gone-cold due 3", "thank-you-missing due 0 late 1", "outreach-unanswered late 40", "referrer-not-told due 30", "xyz due 1", "pause-over due")
SETTINGS = (
    "", "rules: {too-many-in-a-week: {limit: 1}, questions-missing: {limit: 3}}\n", "keep_in_touch: 20d\nbusiness_days: true\n",
    "tiers: {vip: {gone-cold: {due: 5}, thank-you-missing: {due: 0}}}\nrules: {too-many-in-a-week: {limit: 2}}\nignore: [NK4, action-undated]\n",
    "rules: {thank-you-missing: {severity: off}, gone-cold: {late: 3, severity: info}}\n", "max_note_size: 300\n", "folders: {contact: [people]}\n", "tiers: {weekly: {gone-cold: {late: 2}, promise-overdue: {due: 9}}, monthly: {keep_in_touch: 10d}}\n",
    "per_path_ignores: {contacts: [gone-cold, faults], '**/Talk *': [NK3, waiver-stale], 'contacts/Ben*': [all]}\nignore: [NK5]\n",
)  # fmt: skip


SECRET = "The staff of her whole floor are only told in June"


def _day(chance: Random, first: int = -100, last: int = 0) -> date:
    return DAY + timedelta(days=chance.randint(first, last))


def _some(chance: Random, *lines: tuple[float, Callable[[], str]]) -> list[str]:
    return [line() for likely, line in lines if chance.random() < likely]


def _list(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def _ref(chance: Random) -> str:
    """Mostly one of a few, so that stories cross."""
    return f"[[{chance.choice(NAMES[:4])}]]" if chance.random() < 0.7 else chance.choice(REFS)


def _refs(chance: Random, most: int) -> str:
    return _list(sorted({_ref(chance) for _ in range(chance.randint(0, most))}))


def _events(chance: Random, most: int) -> str:
    words = ("email", "phone", "intro", "email ask what", "email ask for a name", "email update", "email give a paper")
    return _list([f"{_day(chance)} {chance.choice(words)}" for _ in range(chance.randint(1, most))])


def _body(chance: Random) -> list[str]:
    def task() -> str:
        text = chance.choice(["Send the paper", "Learn SQL", "Read on data modelling", "Try it", "Ask again"])
        marks = chance.choice(["", " #promised", " #skill/sql"]) + chance.choice(["", f" 📅 {_day(chance, -60, 20)}"])
        return f"- [x] {text}{marks} ✅ {_day(chance, -30)}" if chance.random() < 0.5 else f"- [ ] {text}{marks}"

    return _some(
        chance, (0.4, task), (0.2, task), (0.3, lambda: f"See {chance.choice(LINKS)}."), (0.1, lambda: f"%% {chance.choice(LINKS)} %%"),
        (0.4, lambda: f"## Notes\n- It is so #{chance.choice(TAGS)}"), (0.2, lambda: f"- They told me #{chance.choice(TAGS)}"),
        (0.15, lambda: f"- {SECRET}" if chance.random() < 0.5 else f"Somebody said: yes. {SECRET.upper()}. Then not."),
        (0.15, lambda: f"## Private\n### Her post\n- {SECRET} ^june\n## Other" if chance.random() < 0.6 else f"%% {SECRET} %%"),
        (0.1, lambda: f"## Log\n- {_day(chance)} rang"), (0.03, lambda: "{{title}}"),
        (0.15, lambda: f"## Draft{chance.choice(['', ': thank-you', ': follow-up'])}\n{chance.choice(DRAFTS)}"),
    )  # fmt: skip


def _note(kind: str, lines: list[str], body: list[str]) -> str:
    return "\n".join(["---", *([f"type: {kind}"] if kind else []), *lines, "---", *body, ""])


def _waive(chance: Random) -> str:
    return f"waive: {_list(chance.sample(WAIVERS, chance.randint(1, 2)))}"


def contact(chance: Random) -> str:
    """Somebody's note."""
    lines = _some(
        chance, (0.1, lambda: chance.choice(["name: Ada Okafor", "name: Benjamin", "name: Emil the Elder"])),
        (0.2, lambda: f"aliases: [{chance.choice(['AO', 'Zoë Quist', 'Ben Li', 'E'])}]"), (0.6, lambda: f'source: "{chance.choice((_ref(chance), "alumni base"))}"'),
        (0.7, lambda: f'organization: "{chance.choice(["Northwind", "[[Northwind]]", "[[NW]]", "Alpha"])}"'), (0.5, lambda: "industry: health"),
        (0.3, lambda: "phone: 0123"), (0.2, lambda: "salutation: Ms"), (0.2, lambda: "tags: [vip]"), (0.1, lambda: "confidential: true"),
        (0.2, lambda: f"email: {chance.choice('abc')}@x.example"), (0.2, lambda: f"linkedin: linkedin.com/in/{chance.choice('ab')}"),
        (0.2, lambda: f"keep_in_touch: {chance.choice(['30d', 'never', '1w'])}"), (0.5, lambda: f"outreach: {_events(chance, 3)}"),
        (0.4, lambda: f"touches: {_events(chance, 3)}"), (0.3, lambda: f"replied: {_day(chance)}"), (0.1, lambda: f"met: {_day(chance)}"),
        (0.05, lambda: f"declined: {_day(chance)}"), (0.05, lambda: f"closed: {_day(chance)} moved"), (0.15, lambda: f"paused: {_day(chance, -9, 9)}"),
        (0.1, lambda: f"linkedin_connected: {_day(chance)}"), (0.1, lambda: f"follow_up: {_day(chance, -30, 30)}"), (0.15, lambda: _waive(chance)),
        (0.1, lambda: "channel: email"), (0.1, lambda: f"thresholds: {_list(chance.sample(DAYS, 2))}"),
    )  # fmt: skip
    return _note("contact", lines, _body(chance))


def _thanks(chance: Random) -> str:
    return f"{_day(chance)}" + chance.choice(["", *(f" [[{name}]]" for name in NAMES[:4]), " to Ada", " [[AO]]"])


def talk(chance: Random) -> str:
    """The note of a talk, held or ahead."""
    ahead = chance.random() < 0.4
    day = f"{_day(chance, 0, 4) if ahead else _day(chance)}{chance.choice(['', 'T15:00', 'T15:20', 'T15:35'])}"
    people = _list(sorted({_ref(chance) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3)))}))
    outcome = chance.choice(["", "", "held"] if ahead else ["held", "held", "held", "held", "", "cancelled", "moved"])
    lines = [f"contact: {people}", f"date: {day}", f"outcome: {outcome}"]
    lines += _some(
        chance, (0.4, lambda: f"thanked: {_list([_thanks(chance)])}"),
        (0.5, lambda: f"referrals: {_refs(chance, 3)}"), (0.2, lambda: f"confirmed: {_day(chance)}"), (0.3, lambda: f"duration: {chance.choice((20, 60))}"),
        (0.2, lambda: "format: phone"), (0.2, lambda: "place: here"), (0.1, lambda: "confidential: true"), (0.2, lambda: f"tags: [{chance.choice(TAGS)}]"),
        (0.15, lambda: _waive(chance)),
    )  # fmt: skip
    prep = _some(
        chance, (0.4, lambda: "## Prep\n- [ ] Why? #q/advice"), (0.2, lambda: "## Takeaways\n- Begin"), (0.2, lambda: "## Next steps\n- none")
    )
    return _note(chance.choice(("interview",) * 9 + ("meeting",)), lines, [*prep, *_body(chance)])


def theme(chance: Random) -> str:
    """A theme of the codebook."""
    lines = _some(
        chance, (0.3, lambda: f"name: {chance.choice(['hiring', 'Work-Life', 'pay'])}"), (0.3, lambda: f"aliases: [{chance.choice(['worklife', 'pay'])}]"),
        (0.3, lambda: f'parent: "{chance.choice(["[[hiring]]", "[[pay]]"])}"'),
    )  # fmt: skip
    return _note("theme", lines, _body(chance))


def profile(chance: Random) -> str:
    """What I have and want."""
    lines = _some(
        chance, (0.5, lambda: chance.choice(["name: Goran Kos", "name: Goran", "alias: Dana Reyes"])), (0.4, lambda: f"skills: [{chance.choice(['SQL', 'writing', 'data modelling'])}]"),
        (0.6, lambda: f'goals: ["{chance.choice(["Fair #theme/pay", "Rests on [[hiring]]", "Be free #theme/free", "[[worklife]] #theme/x"])}"]'),
    )  # fmt: skip
    return _note("profile", lines, _body(chance))


def report(chance: Random) -> str:
    """A report of some day."""
    lines = [f"today: {_day(chance, -40, 1)}", "sources: 9 notes, 0123456789ab"]
    lines += _some(
        chance, (0.3, lambda: f"since: {_day(chance, -90, -40)}"), (0.2, lambda: f"until: {_day(chance, -40)}"), (0.1, lambda: "where: held")
    )
    return _note("report", lines, ["# What people told you"])


def plain(chance: Random) -> str:
    """A note of no type, or of an organization."""
    lines = _some(
        chance, (0.4, lambda: f"aliases: [{chance.choice(['NW', 'Ben Li', 'AO'])}]"), (0.1, lambda: "waive: template-placeholder it explains them")
    )
    return _note(chance.choice(["", "organization"]), lines, _body(chance))


PATHS: dict[str, Callable[[Random], str]] = (
    {f"contacts/{name}.md": contact for name in NAMES}
    | {"people/Ben Li.md": contact, "contacts/Ada Okafor 2.md": contact, "contacts/Ada Okafor (conflicted copy 2026-03-01).md": contact}
    | {f"interviews/Talk {number}.md": talk for number in range(1, 13)} | {"interviews/Talk 1 2.md": talk, "Zoë Quist.md": plain}
    | {"themes/hiring.md": theme, "themes/worklife.md": theme, "Profile.md": profile, "Plain.md": plain, "Report.md": report, "Northwind.md": plain}
)  # fmt: skip
"""Every path that a note may have, to what stands there."""


def saved(chance: Random, path: str) -> str:
    """What somebody might save at a path."""
    return PATHS[path](chance)


def town(number: int, *, most: int = len(PATHS)) -> dict[str, str]:
    """A vault, with its settings."""
    chance = Random(number)
    paths = chance.sample(sorted(PATHS), chance.randint(most // 5, most))
    files = {path: saved(chance, path) for path in sorted(paths)}
    return files | ({"notes-kit.yaml": chance.choice(SETTINGS)} if chance.random() < 0.6 else {})
