"""What the talks mean for a decision (P40–P42): skills, goals and assumptions, and what one had not thought of.

Nothing is inferred: evidence counts where a theme is linked in so many words, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from notes_kit.model.names import plain_name
from notes_kit.model.note import Note, Section, Task
from notes_kit.model.vault import Person
from notes_kit.parse import inline
from notes_kit.parse.skills import mine, plans, skill_key
from notes_kit.themes.codebook import theme_key
from notes_kit.themes.heard import Heard, Talk, in_order, one_line
from notes_kit.themes.marked import sides_of
from notes_kit.themes.report import Action, Avenue, Belief, Evidence, Resource, Skill
from notes_kit.themes.voices import Said, Spot, Theme, Voice

_URL = re.compile(r"https?://[^\s<>\[\]\"“”«»`|\\^{}]+", re.IGNORECASE)
_KINDS = ("work", "person", "organization")
_TRAILING = ".,;:!?'*_~…"


def skills(heard: Heard, actions: Sequence[Action]) -> tuple[Skill, ...]:
    """The skills that people spoke of, by people, then name."""
    found: dict[str, list[tuple[str, Said]]] = {}
    for said in heard.points:
        for name in () if said.own else said.skills:
            found.setdefault(skill_key(name), []).append((name, said))
    have = mine(heard.vault.of_type("profile"), found)
    planned = plans(heard.vault.notes.values(), found, heard.today)
    made = []
    for key, named in found.items():
        points = tuple(dict.fromkeys(said for _, said in named))
        people = in_order(voice for said in points for voice in said.people)
        made.append(Skill(min(name for name, _ in named), people, points, key in have, _plan(actions, planned.get(key), heard.today)))
    return tuple(sorted(made, key=lambda skill: (-len(skill.people), -len(skill.points), skill.name.casefold())))


def beliefs(heard: Heard, name: str, themes: Sequence[Theme]) -> tuple[Belief, ...]:
    """The profile's `goals` or `assumptions` in its order, each with what was said on the themes it links to."""
    known = {heard.codebook.key(theme.name): theme for theme in themes}
    found = []
    for note, line, raw in _listed(heard, name):
        keys = dict.fromkeys(heard.codebook.key(linked) for linked in _linked_themes(heard, note, raw))
        evidence = tuple(_evidence(heard.codebook.name(key), known.get(key)) for key in keys if key)
        found.append(Belief(_without_marks(raw), note.path, line, evidence))
    return tuple(found)


def avenues(heard: Heard) -> tuple[Avenue, ...]:
    """People named who have no note, organisations linked that are not the speaker's own, and kinds of work tagged `#avenue/NAME`.

    Of each kind what most people named comes first.
    """
    people: dict[str, tuple[Person, list[tuple[Talk, int]]]] = {}
    places: dict[str, list[tuple[Talk, int]]] = {}
    work: dict[str, tuple[str, list[tuple[Talk, int]]]] = {}
    for talk in heard.talks:
        for who in talk.interview.referrals:
            person = heard.vault.person(who, talk.path)
            if person.contact is None:
                people.setdefault(person.key, (person, []))[1].append((talk, who.place.line))
        own = {plain_name(voice.organization) for voice in talk.people}
        for link in talk.interview.note.links:
            note = heard.vault.resolve(link.target, talk.path) if link.target else None
            if note and note.type == "organization" and plain_name(_organization(note)) not in own:
                places.setdefault(note.path, []).append((talk, link.place.line))
    for talk in heard.talks:
        for tag in talk.interview.note.tags:
            name = tag.name.partition("/")[2] if tag.name.casefold().startswith("avenue/") else ""
            if name and not tag.private:
                work.setdefault(plain_name(name), (name.replace("-", " "), []))[1].append((talk, tag.place.line))
    found = [_avenue("work", name, "", spots) for name, spots in work.values()]
    found += [_avenue("person", one_line(person.name), "", spots) for person, spots in people.values()]
    found += [_avenue("organization", _organization(heard.vault.notes[path]), path, spots) for path, spots in places.items()]
    return tuple(sorted(found, key=lambda one: (_KINDS.index(one.kind), -len(one.people), one.name.casefold(), one.path)))


def resources(heard: Heard) -> tuple[Resource, ...]:
    """What stands under Resources, line by line, and every web address that was said elsewhere, in order."""
    found = []
    for talk in heard.talks:
        for said in talk.points:
            urls = addresses(" ".join((said.text, *(reason.text for reason in said.reasons))))
            if said.section is Section.RESOURCES or urls:
                found += [Resource(said.text, url, talk.people, said.date, said.path, said.line) for url in urls or [""]]
    return tuple(found)


def addresses(text: str) -> list[str]:
    """The web addresses in a text, each once: those of links and bare ones."""
    return list(dict.fromkeys(web_address(match.group()) for match in _URL.finditer(text)))


def web_address(text: str) -> str:
    """An address as it stood in a sentence, without the punctuation that belongs to the sentence."""
    url = text.rstrip(_TRAILING)
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(_TRAILING)
    return url


def _listed(heard: Heard, name: str) -> Iterable[tuple[Note, int, str]]:
    """The lines of one of the profile's lists."""
    for note in heard.vault.of_type("profile"):
        for field in note.fields:
            if field.known and field.name == name:
                for value in field.values:
                    block = "\n" in value.raw and value.place.end_line > value.place.line  # begins on the line after its `|`
                    for offset, line in enumerate(value.raw.split("\n"), start=1):
                        if line.strip(" -*\t"):
                            yield note, value.place.line + offset * block, line.strip().removeprefix("- ")


def _plan(actions: Sequence[Action], plan: tuple[Note, Task] | None, today: date) -> Action | None:
    """The task as the report's actions have it; of a note that they leave out, made here."""
    if plan is None:
        return None
    note, task = plan
    known = next((action for action in actions if (action.path, action.line) == (note.path, task.place.line)), None)
    done = task.done and not (task.done_on and task.done_on > today)
    return known or Action(one_line(task.text), note.path, task.place.line, due=task.due, done=done, done_on=task.done_on if done else None)


def _linked_themes(heard: Heard, note: Note, raw: str) -> list[str]:
    """The themes that a text links to: as `#theme/NAME`, or as `[[NAME]]` where that is a theme."""
    names = [name[6:] for name, _, _ in inline.tags(raw) if name.lower().startswith("theme/")]
    spoken = set(heard.codebook.spelled)
    for link in inline.links(raw):
        target = heard.vault.resolve(link.target, note.path) if link.target else None
        short = link.target.rsplit("/", 1)[-1]
        if (target and target.type == "theme") or (target is None and (theme_key(short) in spoken or heard.codebook.entry(short))):
            names.append(short)
    return names


def _without_marks(raw: str) -> str:
    return one_line(inline.stripped(raw))


def _evidence(name: str, theme: Theme | None) -> Evidence:
    if theme is None:
        return Evidence(name, sides_of(()), ())
    return Evidence(theme.name, theme.sides, tuple(said for said in theme.points if not said.own))


def _organization(note: Note) -> str:
    name = note.get("name")
    return one_line(name.values[0].raw) if name else note.stem


def _avenue(kind: str, name: str, path: str, spots: Sequence[tuple[Talk, int]]) -> Avenue:
    people: Mapping[Voice, None] = dict.fromkeys(voice for talk, _ in spots for voice in talk.people)
    return Avenue(kind, name, path, in_order(people), tuple(dict.fromkeys(Spot(talk.path, line) for talk, line in spots)))
