"""Make a vault of any size in notes-kit's own format: the same number and seed give the same bytes, everywhere.

    python tests/benchmarks/make_vault.py FOLDER --notes 10000 --seed 1

Of a hundred notes 40 are contacts, 50 interviews and 10 others (organizations, themes, plain notes). People, dates and
words are invented; words follow a Zipf-like law over some 3,000 of them, so that a full-text index sees a natural load.
Facts lie in the three years before `DAY`. Standard library only.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random

DAY = date(2026, 5, 18)
MODIFIED = 1_770_000_000
"""Every file's time stamp, in seconds since 1970: long ago, so that no index doubts it."""

GIVEN = """Ama Anouk Arlo Asha Beatrix Bela Bruno Cato Celia Dara Dilan Ebba Eitan Esra Femi Flora Goran Hedda Hiro Ilse
Imani Inga Jalil Joss Kaja Kemal Kofi Lale Leif Lior Maeve Malik Marit Milo Nadira Nils Nuria Odile Oren Paloma Pavel Petra
Quin Rafa Rhea Runa Saskia Selim Sigrid Sunil Tadeo Tamsin Thea Tobias Uma Viggo Wanda Wren Xenia Yann Yusra Zeno Zofia Łucja""".split()
FAMILY = """Abara Adler Albrecht Amado Arslan Bakare Barros Bellamy Birk Brandao Calder Chowdhury Corbin Cruz Dahlin Demir
Dorsey Egede Ekholm Falk Farouk Fontana Frost Gallo Ghosh Grieg Hadley Halme Hossain Ibarra Iyer Jansson Joshi Kallas Karimi
Keita Lachance Lindqvist Lund Maddox Marchetti Mehta Mensah Nakashima Nielsen Nowicki Obi Osei Paredes Pham Quist Rahimi
Renner Rojas Sandoval Sorel Takeda Thorne Ulrich Valdes Vester Whitlock Yamane Ziegler""".split()
COMPANIES = [f"{head}{tail}" for head, tail in product(
    ("Amber", "Birch", "Cobalt", "Delta", "Elder", "Fern", "Granite", "Harbour", "Iron", "Juniper", "Kelp", "Larch", "Marble", "Nimbus"),
    (" Freight", " Health", " Works", " Energy", " Studio", " Foods"),
)]  # fmt: skip
CITIES = ("Ghent", "Porto", "Łódź", "Malmö", "Leeds", "Izmir", "Quito", "Nantes", "Tartu", "Graz", "Cork", "Pune")
ROLES = ("data engineer", "product manager", "service designer", "analyst", "team lead", "nurse educator", "buyer", "planner", "researcher")
INDUSTRIES = ("logistics", "health", "energy", "education", "retail", "public sector")
SENIORITIES = ("student", "entry", "mid", "senior", "lead", "executive")
CHANNELS = ("email", "linkedin", "intro", "phone", "message")
THEMES = ("hiring", "pay", "hours", "remote-work", "mentoring", "tools", "growth", "culture/meetings", "culture/feedback", "degrees")
SKILLS = ("sql", "writing", "statistics", "negotiation", "facilitation", "python", "budgeting", "listening")
QUESTIONS = (
    ("What would you learn first if you began again?", "advice"),
    ("What changed in the work over the last two years?", "trends"),
    ("Which week would show me the job as it is?", "insights"),
    ("Whose writing do you read on this?", "resources"),
    ("What could I try in a weekend to find out whether I like it?", "assignments"),
)
FREQUENT = """the a to of and in that it is for on with as at by from they this not was are be or but an who when which their so
what than then more about into our out if up there one can had has have would could should after before because while only most
people team work week year day first new good long same other small last early""".split()
DOMAIN = """customers manager project report meeting budget deadline release review interview offer salary contract training
mentor course degree portfolio referral network question answer decision plan goal mistake habit tool process handover shift
patient supplier warehouse dashboard model survey prototype policy audit ticket incident roadmap quarter promotion feedback""".split()
ONSETS = ("b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w")
MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
ENDINGS = ("n", "r", "st", "l", "m", "ck", "ven", "ding", "ler", "nt", "sh", "per", "ted", "ral", "mont", "wick")
RARE = Random(0).sample(["".join(parts) for parts in product(ONSETS, MIDDLES, ENDINGS)], 2_800)
WORDS = FREQUENT + DOMAIN + RARE
WEIGHTS = list(accumulate(1 / (rank + 4) for rank in range(len(WORDS))))


def main() -> None:
    """Read the command line and make the vault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    size = make(arguments.folder, arguments.notes, arguments.seed)
    print(f"{arguments.notes} notes, {size / 1e6:.1f} MB in {arguments.folder}")


def make(folder: Path, notes: int, seed: int = 1) -> int:
    """Write the vault into a folder that is empty or does not exist; return the bytes of all its notes."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    size = 0
    made: set[Path] = set()
    (folder / "notes-kit.yaml").parent.mkdir(parents=True, exist_ok=True)
    (folder / "notes-kit.yaml").write_bytes(b"# A vault made for measuring.\n")
    for path, text in write(notes, seed):
        data = text.encode()
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(data)
        os.utime(target, (MODIFIED, MODIFIED))
        size += len(data)
    return size


def write(notes: int, seed: int) -> Iterator[tuple[str, str]]:
    """Every note as its path and its text, in a fixed order."""
    contacts, interviews = notes * 40 // 100, notes * 50 // 100
    people = [person(number) for number in range(max(contacts, 1))]
    for number in range(contacts):
        yield contact(Random(f"{seed}:contact:{number}"), number, people)
    taken: set[str] = set()
    for number in range(interviews):
        path, text = interview(Random(f"{seed}:interview:{number}"), people)
        while path in taken:
            path = path.removesuffix(".md") + " again.md"
        taken.add(path)
        yield path, text
    for number in range(notes - contacts - interviews):
        yield other(Random(f"{seed}:other:{number}"), number, people)


def person(number: int) -> str:
    """The name of the contact with that number; no two are alike."""
    given, rest = GIVEN[number % len(GIVEN)], number // len(GIVEN)
    family, more = FAMILY[(rest + number) % len(FAMILY)], rest // len(FAMILY)
    return f"{given} {FAMILY[more % len(FAMILY)]}-{family}" if more else f"{given} {family}"


def words(chance: Random, low: int, high: int) -> str:
    """Words as frequent as in real text."""
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=chance.randint(low, high)))


def sentence(chance: Random, low: int = 8, high: int = 18) -> str:
    """A sentence of such words."""
    text = words(chance, low, high)
    return f"{text[0].upper()}{text[1:]}."


def paragraph(chance: Random, sentences: int) -> str:
    """Sentences in a row."""
    return " ".join(sentence(chance) for _ in range(sentences))


def before(chance: Random, day: date, low: int, high: int) -> date:
    """A day some days earlier."""
    return day - timedelta(days=chance.randint(low, high))


def after(chance: Random, day: date, low: int, high: int) -> date:
    """A day some days later, but none that lies ahead of `DAY`."""
    left = (DAY - day).days
    return day + timedelta(days=chance.randint(min(low, left), min(high, left)))


def contact(chance: Random, number: int, people: list[str]) -> tuple[str, str]:
    """A person's note."""
    name = people[number]
    slug = name.casefold().replace(" ", ".")
    asked = before(chance, DAY, 5, 1_000)
    lines = [
        "type: contact", f"name: {name}", f"aliases: [{name.split()[0]}{number}]", f"role: {chance.choice(ROLES)}",
        f'organization: "[[{chance.choice(COMPANIES)}]]"', f"industry: {chance.choice(INDUSTRIES)}",
        f"seniority: {chance.choice(SENIORITIES)}", f"location: {chance.choice(CITIES)}", f"email: {slug}@people.example",
        f"linkedin: https://linkedin.example/in/{slug}",
        f'source: "[[{people[chance.randrange(number)]}]]"' if number and chance.random() < 0.5 else "source: alumni base",
    ]  # fmt: skip
    if chance.random() < 0.85:
        lines += ["outreach:", f"  - {asked} {chance.choice(CHANNELS)}"]
        if chance.random() < 0.35:
            lines.append(f"  - {after(chance, asked, 7, 14)} {chance.choice(CHANNELS)} second message")
        if chance.random() < 0.75:
            replied = after(chance, asked, 15, 25)
            lines += [f"replied: {replied}", f"channel: {chance.choice(CHANNELS)}"]
            days = sorted(after(chance, replied, 20, 400) for _ in range(chance.randint(0, 4)))
            if days:
                kinds = [chance.choice(("give", "ask", "update")) for _ in days]
                events = [f"  - {day} {chance.choice(CHANNELS)} {kind} {words(chance, 3, 7)}" for day, kind in zip(days, kinds, strict=True)]
                lines += ["touches:", *events]
    lines += [f"keep_in_touch: {chance.choice(('60d', '90d', '6m', 'quarterly'))}", f"tags: [{chance.choice(INDUSTRIES).split()[0]}, met]"]
    body = [paragraph(chance, chance.randint(4, 9)), f"Knows [[{chance.choice(people)}]] from {chance.choice(CITIES)}. {sentence(chance)}"]
    body += ["## Background", paragraph(chance, chance.randint(3, 8)), points(chance, 2, 6)]
    log = [f"- {after(chance, asked, 30, 500)} {words(chance, 6, 14)}" for _ in range(chance.randint(0, 5))]
    if log:
        body += ["## Log", "\n".join(log)]
    return f"contacts/{name[0]}/{name}.md", note(lines, body)


def point(chance: Random) -> str:
    """A bullet as people write them in a talk, some with a stance, tags and the reason behind it."""
    text = f"- {words(chance, 7, 18)}"
    if chance.random() < 0.35:
        text += f" ({chance.choice('+-')})"
    if chance.random() < 0.4:
        text += f" #theme/{chance.choice(THEMES)}"
    if chance.random() < 0.15:
        text += f" #skill/{chance.choice(SKILLS)}"
    if chance.random() < 0.3:
        text += f"\n  - {words(chance, 6, 14)}"
    return text


def points(chance: Random, low: int, high: int) -> str:
    """A list of points."""
    return "\n".join(point(chance) for _ in range(chance.randint(low, high)))


def interview(chance: Random, people: list[str]) -> tuple[str, str]:
    """The note of a talk; two of a hundred lie ahead."""
    name = chance.choice(people)
    ahead = chance.random() < 0.02
    day = DAY + timedelta(days=chance.randint(1, 20)) if ahead else before(chance, DAY, 1, 1_000)
    lines = [
        "type: interview", f'contact: "[[{name}]]"', f"date: {day}T{chance.randint(8, 18):02}:{chance.choice(('00', '30'))}",
        f"duration: {chance.choice((20, 25, 30))}", f"format: {chance.choice(('video', 'phone', 'in-person'))}",
        f"place: https://meet.example/{chance.randrange(10**6):06}",
    ]  # fmt: skip
    asked = [f"- [{'x' if not ahead and chance.random() < 0.7 else ' '}] {text} #q/{kind}" for text, kind in chance.sample(QUESTIONS, 4)]
    body = ["## Prep", sentence(chance), "\n".join(asked)]
    if not ahead:
        lines += [f"actual_duration: {chance.randint(18, 50)}", f"confirmed: {before(chance, day, 1, 2)}", "outcome: held"]
        if chance.random() < 0.85:
            lines.append(f"thanked: {after(chance, day, 1, 2)}")
        named = chance.sample(people, min(len(people), chance.randint(0, 2)))
        lines.append("referrals: [" + ", ".join(f'"[[{other}]]"' for other in named) + "]" if named else "referrals: none")
        body += ["## Notes", "### Trends", points(chance, 4, 9), "### Daily work", points(chance, 4, 9), f'> "{sentence(chance)}"']
        body += [f"### Pay #theme/{chance.choice(THEMES)}", points(chance, 2, 6), "### Advice", points(chance, 3, 7)]
        body += ["### Resources", f"- [{words(chance, 2, 4)}](https://reading.example/{chance.randrange(10**6)})", "## Takeaways"]
        body += [points(chance, 2, 4), paragraph(chance, chance.randint(1, 3)), "## Open questions", f"- {words(chance, 6, 12)}?"]
        done, due = after(chance, day, 1, 6), day + timedelta(days=chance.randint(3, 30))
        body += ["## Next steps", f"- [x] {words(chance, 4, 8)} 📅 {due} ✅ {done}\n- [ ] {words(chance, 4, 8)} #promised 📅 {due}"]
    return f"interviews/{day.year}/{day} {name}.md", note(lines, body)


def other(chance: Random, number: int, people: list[str]) -> tuple[str, str]:
    """An organization, a theme, or a note of no type."""
    body = [paragraph(chance, chance.randint(6, 12)), f"## {words(chance, 2, 4)}", points(chance, 6, 16), f"See [[{chance.choice(people)}]]."]
    if number < len(COMPANIES):
        lines = ["type: organization", f"industry: {chance.choice(INDUSTRIES)}", f"website: https://company-{number}.example"]
        return f"organizations/{COMPANIES[number]}.md", note(lines, body)
    if number - len(COMPANIES) < len(THEMES):
        name = THEMES[number - len(COMPANIES)]
        return f"themes/{name.replace('/', ' ')}.md", note(["type: theme", f"name: {name}"], [paragraph(chance, 2)])
    return f"notes/{number % 12 + 1:02}/note {number}.md", f"# Note {number}\n\n" + "\n\n".join(body) + "\n"


def note(lines: list[str], body: list[str]) -> str:
    """Front matter and body put together."""
    return "---\n" + "\n".join(lines) + "\n---\n" + "\n\n".join(body) + "\n"


if __name__ == "__main__":
    main()
