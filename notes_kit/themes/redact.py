"""A report that can be shown to others: people and organisations under labels, and of each person no more than a few broad facts.

What is kept of a person is an allow-list; every text goes through `Names.text`, those of fields that do not
exist yet included. Redacting is not anonymising: what somebody said, and on which day, can still tell who it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from notes_kit.model.sources import hidden_paths
from notes_kit.model.vault import Vault
from notes_kit.themes import report as values
from notes_kit.themes.known import Sort, known_names
from notes_kit.themes.marked import REFERRED
from notes_kit.themes.pseudonyms import TOKEN, Names, folded, names_of, spellings
from notes_kit.themes.report import Report
from notes_kit.themes.voices import Claim, Count, Voice

KEPT = ("seniority", "industry")
"""What a redacted output tells of a person besides the label: too broad to point at one. Of others they lack the role, the place, the source."""

KEPT_PROPERTIES = frozenset(
    "type seniority industry met outreach replied declined channel touches linkedin_connected follow_up keep_in_touch paused closed"
    " date duration actual_duration format confirmed outcome thanked confidential".split()
)
"""Properties of a note that may leave it as they are, but for the words behind a date: days, choices, numbers and an industry."""

LABELLED_PROPERTIES = frozenset(("name", "organization", "contact", "referrals", "themes", "parent"))
"""Properties that may leave a note with every name in them put away; whatever is in neither list stays."""

OTHER_WAY = "another way"
"""What led to somebody, where it was no person: the words of it could tell who it is."""

_PATHS = frozenset(("path", "note", "giver_path", "named_path", "about"))
_GONE = frozenset(("url", "block", "anchor", "source", "close"))
_CLOSED = frozenset(("kind", "channel", "expected", "code", "rule", "practice", "told_by", "aspect"))
"""Fields whose words are ours and not the notes'."""

_UNTOLD = ("role",)
"""Aspects of which not even counts are told."""


def names_in(vault: Vault) -> Names:
    """Everything that a vault names, ready to be put away; `places` label its notes without telling a path."""
    known = known_names(vault)
    away = hidden_paths(vault)
    labels = {one.key: one.label for one in known}
    places = dict(labels)
    talks = sorted(
        (talk for talk in vault.interviews),
        key=lambda talk: (talk.path in away, talk.when is None, talk.when.date if talk.when else date.max, talk.path),
    )
    places.update((talk.path, f"Talk {number}") for number, talk in enumerate(talks, 1))
    rest = [path for path in sorted(vault.notes) if path not in places]
    places.update((note.path, "Profile") for note in vault.of_type("profile"))
    places.update((path, f"Note {number}") for number, path in enumerate((path for path in rest if vault.notes[path].type != "profile"), 1))
    return names_of(known, places, _ordinary(vault))


def _ordinary(vault: Vault) -> frozenset[str]:
    """Words of organisations' names that the notes use as words: more often written small than large and alone."""
    named = [
        words for one in known_names(vault) if one.sort is Sort.ORGANIZATION for name in one.names for words in spellings(name) if len(words) > 1
    ]
    beside: dict[str, set[str]] = {}
    for words in named:
        for word in words:
            beside.setdefault(word, set()).update(words)
    small: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for note in vault.notes.values():
        texts = [point.text for point in note.points] + [value.raw for item in note.fields for value in item.values]
        for text in texts:
            tokens = [(token, folded(token)) for token in TOKEN.findall(text)]
            for at, (token, word) in enumerate(tokens):
                if word not in beside:
                    continue
                if token.islower():
                    small[word] += 1
                elif not any(other in beside[word] for _, other in tokens[max(at - 1, 0) : at] + tokens[at + 1 : at + 2]):
                    alone[word] += 1
    return frozenset(word for word, count in small.items() if count > alone[word])


def redacted(report: Report, names: Names) -> Report:
    """The report with every name put away. Counts, days and places in the text stay what they were."""
    shown: Report = _Redaction(names).walk(replace(report, sources=()))
    return replace(shown, redacted=True)


def blank(value: Any) -> Any:  # noqa: ANN401 - a report, or any part of one
    """The same with a dot for every text of the notes: rendered, it holds the words that an output says by itself."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return value and "·"
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _blank(item.name, getattr(value, item.name)) for item in fields(value) if item.init})
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return type(value)(**{name: _blank(name, part) for name, part in value._asdict().items()})
    if isinstance(value, tuple):
        return tuple(blank(item) for item in value)
    if isinstance(value, Mapping):
        return {key: blank(item) for key, item in value.items() if not isinstance(item, int)}
    return value


def _blank(name: str, part: Any) -> Any:  # noqa: ANN401 - as `blank`
    return part if name in _CLOSED else blank(part)


def property_text(name: str, value: str, names: Names) -> str | None:
    """What an output may tell of a property: the value, the value with its names put away, or None for nothing."""
    if name in LABELLED_PROPERTIES:
        return names.text(value)
    if name not in KEPT_PROPERTIES:
        return None
    if name in ("outreach", "touches", "thanked", "closed"):
        return " ".join(value.split()[: 2 if name in ("outreach", "touches") else 1])
    return names.text(value)


@dataclass
class _Redaction:
    """One pass over a report; what occurs in many places (a point, a person) is made anew once."""

    names: Names
    made: dict[int, Any] = field(default_factory=dict)

    def walk(self, value: Any) -> Any:  # noqa: ANN401 - whatever a report is made of, kind by kind
        """A value of any kind, redacted.

        Raises:
            TypeError: of a kind that nobody has thought of.
        """
        if value is None or isinstance(value, Enum | bool | int | float | date):
            return value
        if isinstance(value, str):
            return self.names.text(value)
        if isinstance(value, tuple) and hasattr(value, "_asdict"):
            return type(value)(**self.parts(value._asdict()))
        if isinstance(value, tuple):
            return _in_turn([self.walk(item) for item in value])
        if isinstance(value, Mapping):
            return {self.walk(key): self.walk(item) for key, item in value.items()}
        if not is_dataclass(value) or isinstance(value, type):
            raise TypeError(f"cannot redact a {type(value).__name__}")
        if id(value) not in self.made:
            special: dict[type, Callable[[Any], Any]] = {Voice: self.voice, Claim: self.claim, values.Coverage: self.coverage}
            self.made[id(value)] = special.get(type(value), self.whole)(value)
        return self.made[id(value)]

    def whole(self, value: Any) -> Any:  # noqa: ANN401 - any frozen value
        """A value field by field, each as its name says."""
        return type(value)(**self.parts({item.name: getattr(value, item.name) for item in fields(value)}))

    def parts(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of one value."""
        return {name: self.part(name, part, parts) for name, part in parts.items()}

    def part(self, name: str, part: Any, whole: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as `walk`
        """One field of a value; `whole` are all of them."""
        if name in _CLOSED or name == "fix":
            return part if name in _CLOSED else None
        if isinstance(part, str) and (name in _PATHS or name in _GONE):
            return self.names.places.get(part, "") if name in _PATHS else ""
        if name == "talks" and isinstance(part, tuple) and part and all(isinstance(item, str) for item in part):
            return tuple(self.names.places.get(item, "") for item in part)
        if name == "by" and isinstance(part, Mapping):
            return {aspect: {} if aspect in _UNTOLD else self.by(aspect, groups) for aspect, groups in part.items()}
        if name == "claims":
            part = tuple(claim for claim in part if claim.aspect not in (*_UNTOLD, "source"))
        return OTHER_WAY if name == "name" and whole.get("person") is False else self.walk(part)

    def voice(self, voice: Voice) -> Voice:
        """A person with no more than a label and the facts of `KEPT`."""
        text = self.names.text
        label = self.names.labels.get(voice.key) or text(voice.name)
        kept = {name: text(getattr(voice, name)) for name in KEPT}
        path, source = self.names.places.get(voice.path, ""), text(voice.source) if voice.referred else ""
        return Voice(label, label, path, organization=text(voice.organization), source=source, referred=voice.referred, **kept)

    def coverage(self, found: values.Coverage) -> values.Coverage:
        """The table with its columns in the order of the labels."""
        people = [self.walk(voice) for voice in found.people]
        order = sorted(range(len(people)), key=lambda at: _turn(people[at].name))

        def row(one: values.Row) -> values.Row:
            asked = tuple(one.asked[at] for at in order) if one.asked else ()
            return values.Row(self.names.text(one.name), tuple(one.points[at] for at in order), asked)

        return values.Coverage(tuple(people[at] for at in order), tuple(map(row, found.themes)), tuple(map(row, found.categories)))

    def by(self, aspect: str, groups: Mapping[str, Any]) -> dict[str, Any]:
        """Counts by one aspect; what led to people is told where it was a person, and else as another way."""
        found: dict[str, Any] = {}
        for value, count in groups.items():
            label = value if value == REFERRED else self.names.text(value)
            if aspect == "source" and label not in (REFERRED, *self.names.labels.values()):
                label = OTHER_WAY
            found[label] = count if label not in found else _sum(found[label], count)
        return found

    def claim(self, claim: Claim) -> Claim:
        """What all of one kind say, and all of another."""
        sides = (tuple((self.names.text(value), number) for value, number in side) for side in (claim.favour, claim.against))
        return Claim(claim.aspect, *sides)


def _sum(one: Any, other: Any) -> Any:  # noqa: ANN401 - a number of people, or three of them
    return one + other if isinstance(one, int) else Count(*(a + b for a, b in zip(one, other, strict=True)))


def _in_turn(items: list[Any]) -> tuple[Any, ...]:
    """Values that stood in the order of names, in the order of labels: the alphabet would tell on them."""
    kinds = {type(item) for item in items}
    key = _ORDERS.get(kinds.pop()) if len(kinds) == 1 else None
    return tuple(sorted(items, key=key)) if key else tuple(items)


def _turn(label: str) -> tuple[int, str]:
    return (len(label), label)


_ORDERS: dict[type, Callable[[Any], Any]] = {
    Voice: lambda one: _turn(one.name),
    values.Edge: lambda one: (_turn(one.giver), _turn(one.named)),
    values.Avenue: lambda one: (one.kind != "person", -len(one.people), _turn(one.name)),
    values.Start: lambda one: _turn(one.name),
    values.Yield: lambda one: (-one.met, -one.asked, -one.named, not one.person, _turn(one.name)),
}
