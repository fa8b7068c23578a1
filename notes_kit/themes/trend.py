"""What the talks look like along time: when each theme came up, and the days of each person's story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from notes_kit.model.state import Relation
from notes_kit.themes.heard import Heard
from notes_kit.themes.report import Moment, Saturation, Story, Trend, Trends
from notes_kit.themes.voices import Theme, Voice


def trends(themes: Sequence[Theme], saturation: Saturation) -> Trends:
    """The talks in which each marked theme came up, in the order and among the talks of the saturation curve."""
    number = {step.path: at for at, step in enumerate(saturation.steps, start=1)}
    split = len(number) // 2
    found = []
    for theme in themes:
        talks = tuple(sorted(number[path] for path in theme.talks if path in number))
        before = sum(at <= split for at in talks)
        found.append(Trend(theme.name, talks, before, len(talks) - before))
    return Trends(split, tuple(found))


def stories(heard: Heard, relations: Mapping[str, Relation]) -> tuple[Story, ...]:
    """The story of everybody with a talk behind or ahead of them, by the day of the first talk."""
    talks: dict[str, list[Moment]] = {}
    known: dict[str, Voice] = {}
    for talk in heard.talks:
        for voice in talk.people:
            known[voice.key] = voice
            if talk.interview.when is not None:
                talks.setdefault(voice.key, []).append(Moment(talk.interview.when.date, "talk", talk.path, talk.interview.when.place.line))
    for path, relation in relations.items():
        ahead = [Moment(talk.when.date, "ahead", talk.path, talk.when.place.line) for talk in relation.upcoming if talk.when and heard.chosen(talk)]
        if ahead:
            talks.setdefault(path, []).extend(ahead)
    found = []
    for key, met in talks.items():
        person = relations.get(key)
        name = known[key].name if key in known else person.contact.name if person else key
        moments = sorted({*met, *(_around(person, heard) if person else ())}, key=lambda one: (one.date, _ORDER.index(one.kind), one.path, one.line))
        found.append((min(one.date for one in met), name, Story(name, person.contact.path if person else "", tuple(moments))))
    return tuple(story for _, _, story in sorted(found, key=lambda row: (row[0], row[1].casefold(), row[2].path)))


_ORDER = ("asked", "replied", "talk", "touch", "ahead")


def _around(person: Relation, heard: Heard) -> Iterable[Moment]:
    """What the contact's own note tells of the days up to today."""
    contact = person.contact
    for event in person.attempts:
        yield Moment(event.date, "asked", contact.path, event.place.line)
    if contact.replied and contact.replied.date <= heard.today:
        yield Moment(contact.replied.date, "replied", contact.path, contact.replied.place.line)
    days = [(touch.date, touch.place.line) for touch in contact.touches] + [(line.date, line.place.line) for line in contact.note.log]
    yield from (Moment(day, "touch", contact.path, line) for day, line in days if day <= heard.today)
