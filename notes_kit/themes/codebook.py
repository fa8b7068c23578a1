"""The codebook: which name a theme goes by, however people spell it, and what its note says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.vault import Vault
from notes_kit.parse.values import clean, ref, tag
from notes_kit.themes.voices import Origin, Unheard


def theme_key(name: str) -> str:
    """A theme's name as it is compared: ignoring case, with a hyphen for a space, which no tag can hold."""
    return fold("-".join(tag(name).split())).removeprefix("theme/").strip("/")


def theme_names(note: Note) -> list[tuple[str, int]]:
    """The themes that a talk's `themes:` property names, and the line of each. A link counts by its target."""
    found = []
    for field in note.fields:
        if field.known and field.name == "themes":
            for value in field.values:
                name = ref(value.raw).name.rsplit("/", 1)[-1] if "[[" in value.raw else tag(value.raw)
                if theme_key(name):
                    found.append((name, value.place.line))
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme's note."""

    name: str
    note: str
    parent: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True)
class Codebook:
    """The theme notes by path, and how often each undefined name is spelled which way."""

    entries: tuple[Entry, ...]
    spelled: Mapping[str, str]

    @cached_property
    def _table(self) -> dict[str, Entry]:
        table: dict[str, Entry] = {}
        for entry in self.entries:
            table.setdefault(theme_key(entry.name), entry)
        for entry in self.entries:
            spellings = [*entry.aliases, entry.note.rsplit("/", 1)[-1].removesuffix(".md")]
            if entry.parent:
                spellings.append(f"{entry.parent}/{entry.name}")
            for spelling in spellings:
                table.setdefault(theme_key(spelling), entry)
        return table

    def entry(self, name: str) -> Entry | None:
        """The theme note that a name, an alias or `parent/name` means."""
        return self._table.get(theme_key(name))

    def key(self, name: str) -> str:
        """The same for every spelling of one theme."""
        entry = self.entry(name)
        return theme_key(entry.name if entry else name)

    def name(self, key: str) -> str:
        """What to call the theme of that key: as its note does, else as it is spelled most often."""
        entry = self.entry(key)
        return entry.name if entry else self.spelled.get(key, key)

    def origin(self, key: str) -> Origin:
        """Whether the codebook defines the theme."""
        return Origin.CODEBOOK if self.entry(key) else Origin.TAG

    def parent(self, key: str) -> str:
        """The wider theme: what the note says, else what stands before the last `/` of the name."""
        entry = self.entry(key)
        if entry and entry.parent:
            return self.name(self.key(entry.parent))
        outer = self.name(key).rpartition("/")[0]
        return self.name(self.key(outer)) if outer else ""

    def unheard(self, heard: Iterable[str]) -> tuple[Unheard, ...]:
        """The defined themes whose keys are not among those heard, by name."""
        known = set(heard)
        silent = {theme_key(entry.name): entry for entry in reversed(self.entries) if theme_key(entry.name) not in known}
        return tuple(
            Unheard(entry.name, entry.note, self.parent(key), entry.aliases, entry.definition)
            for key, entry in sorted(silent.items(), key=lambda item: (item[1].name.casefold(), item[1].name))
        )


def read_codebook(vault: Vault, names: Iterable[str]) -> Codebook:
    """The codebook of a vault in which people used these theme names."""
    entries = tuple(_entry(note) for note in vault.of_type("theme"))
    counts: dict[str, Counter[str]] = {}
    for name in names:
        counts.setdefault(theme_key(name), Counter())[tag(name).removeprefix("theme/")] += 1
    return Codebook(entries, {key: _commonest(spellings) for key, spellings in counts.items()})


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _entry(note: Note) -> Entry:
    def text(name: str) -> str:
        field = note.get(name)
        return clean(field.values[0].raw) if field else ""

    definition = next((point.text for point in note.points if not point.headings), "")
    return Entry(
        name=tag(text("name")).removeprefix("theme/") or note.stem,
        note=note.path,
        parent=ref(text("parent")).name.rsplit("/", 1)[-1],
        aliases=tuple(clean(value.raw) for value in note.values("aliases")),
        definition=" ".join(definition.split()),
    )
