"""Make an existing vault of people one's own: see what is understood, map what is not, in the settings or in the notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from notes_kit.app.adopt_guess import meaning_of
from notes_kit.app.desk import AskedWrongError
from notes_kit.app.session import Session
from notes_kit.io import files
from notes_kit.io.writer import Change, Written, write_notes
from notes_kit.model.names import fold
from notes_kit.model.note import Note
from notes_kit.model.schema import TYPE_SYNONYMS, properties_of, squash
from notes_kit.model.settings import Settings
from notes_kit.parse.edit import EditRefusedError, encode, open_note, revise, set_property
from notes_kit.parse.edit_rename import rename_property
from notes_kit.parse.edit_settings import SettingsRefusedError, add_lists
from notes_kit.parse.note import read_note
from notes_kit.parse.note_type import TYPE_KEYS, supported_by, table_for
from notes_kit.render.adopted import Adoption, Found, Sort, Spelling

_EXAMPLES = 2
_LONGEST = 30
_FEWEST = 3
"""Notes of a folder, or of a `type`, from which it is guessed at."""
_ALIKE = 0.6
"""Share of them that have to look like one of ours."""
_FAULTS = ("wrong-type", "unknown-value", "impossible-date", "yaml-syntax", "duplicate-key", "yaml-trap", "unquoted-link")


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says: spellings of properties, words for types; an empty meaning is “leave it”."""

    keys: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


def read_mapping(keys: Iterable[str], types: Iterable[str]) -> Said:
    """`KEY=PROPERTY` and `WORD=TYPE` as a person types them.

    Raises:
        AskedWrongError: one of them has another form, or names no property or type.
    """
    known = {prop.name for name in ("contact", "interview", "organization") for prop in properties_of(name)}
    return Said(_pairs(keys, "--map", "property", known), _pairs(types, "--type", "type", set(TYPE_SYNONYMS)))


def _pairs(given: Iterable[str], option: str, what: str, known: set[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        left, equals, right = (part.strip() for part in pair.rpartition("="))
        if not equals or not left:
            raise AskedWrongError(f"{option} {pair}: say it as NAME={what.upper()}; with nothing behind the = it is left alone")
        if right and right not in known:
            raise AskedWrongError(f"{option} {pair}: there is no {what} {right}; there are {', '.join(sorted(known))}")
        found[left] = right
    return found


def look(session: Session, said: Said) -> Adoption:
    """What is understood of the vault, what is not, and what the settings would get."""
    vault = session.vault(points=True)
    notes = [note for note in vault.notes.values() if note.path != files.MARKER]
    found = _found(notes, session.settings, said)
    types = {one.name.removeprefix("type: "): one.type for one in found if one.name.startswith("type: ")}
    folders = {one.name: one.type for one in found if not one.name.startswith("type: ")}
    understood, guessed, unknown = _spellings(notes, session.settings, said, types, folders)
    _refuse_unheard(said, notes, {squash(one.key) for one in (*guessed, *unknown)})
    added = _added(session.settings, guessed, types, folders)
    faults = Counter(fault.rule for note in notes if note.type for fault in note.faults if fault.rule in _FAULTS)
    return Adoption(len(notes), _sorts(notes), understood, guessed, unknown, found, dict(faults.most_common()), added)


def _refuse_unheard(said: Said, notes: Iterable[Note], unknown: set[str]) -> None:
    """Refuse a mapping of what no note has, which is a slip of the keyboard.

    Raises:
        AskedWrongError: there is no such property, or no such type.
    """
    for key in said.keys:
        if squash(key) not in unknown:
            raise AskedWrongError(
                f"--map {key}=…: no note of a person, a talk or an organization has a property {key} that is not understood already"
            )
    words = {word.casefold() for note in notes if (word := _stated(note))}
    for word in said.types:
        if word.casefold() not in words:
            raise AskedWrongError(f"--type {word}=…: no note says `type: {word}`")


def _stated(note: Note) -> str:
    """What a note says that it is, in its own word."""
    return next((item.values[0].raw.strip() for item in note.fields if squash(item.key) in TYPE_KEYS and item.values), "")


def _kind(note: Note) -> str:
    return "meeting" if note.meeting else note.type


def _sorts(notes: Iterable[Note]) -> tuple[Sort, ...]:
    counts: dict[str, Counter[str]] = {}
    for note in notes:
        counts.setdefault(_kind(note), Counter())[note.typed_by] += 1
    order = [*TYPE_SYNONYMS, ""]
    return tuple(
        Sort(name, sum(counts[name].values()), {by: number for by, number in counts[name].most_common() if by}) for name in order if name in counts
    )


def _found(notes: Iterable[Note], settings: Settings, said: Said) -> tuple[Found, ...]:
    """Folders and words of `type` whose plain notes look like people or meetings."""
    groups: dict[str, list[Note]] = {}
    for note in notes:
        if note.type:
            continue
        word = _stated(note)
        folder = note.path.rpartition("/")[0]
        if word:
            groups.setdefault(f"type: {word}", []).append(note)
        elif folder:
            groups.setdefault(folder, []).append(note)
    out = []
    for name, those in sorted(groups.items()):
        own = said.types.get(name.removeprefix("type: ")) if name.startswith("type: ") else None
        if own is not None:
            out += [Found(name, own, len(those), len(those))] if own else []
            continue
        for kind in ("contact", "meeting"):
            alike = sum(_looks_like(note, kind, settings) for note in those)
            if len(those) >= _FEWEST and alike >= _ALIKE * len(those):
                if kind == "contact" or name.startswith("type: "):
                    out.append(Found(name, kind, len(those), alike))
                break
    return tuple(out)


def _looks_like(note: Note, kind: str, settings: Settings) -> bool:
    """Whether a plain note has what only people's notes have; of a meeting's, people and a day."""
    keys = [item.key for item in note.fields if item.values and "." not in item.key]
    if kind == "contact":
        return supported_by("contact", keys, settings)
    table = table_for("interview", settings)
    names = {table[squash(key)].name for key in keys if squash(key) in table}
    return {"contact", "date"} <= names


def _spellings(
    notes: Iterable[Note], settings: Settings, said: Said, types: Mapping[str, str], folders: Mapping[str, str]
) -> tuple[tuple[Spelling, ...], tuple[Spelling, ...], tuple[Spelling, ...]]:
    """The properties of people, talks and organizations that are understood, guessed at, and not understood."""
    known: Counter[tuple[str, str, str]] = Counter()
    values: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    shown: dict[str, Counter[str]] = {}
    beside: dict[str, Counter[str]] = {}
    for note in notes:
        kind = note.type or _becomes(note, types, folders)
        if kind not in ("contact", "interview", "organization"):
            continue
        table = table_for(kind, settings)
        for item in note.fields:
            prop = table.get(squash(item.key)) if "." not in item.key else None
            if not item.values or squash(item.key) in TYPE_KEYS:
                continue
            if prop is not None and (item.known or not note.type):
                if squash(item.key) != squash(prop.name):
                    known[item.key, prop.name, kind] += 1
                continue
            key = squash(item.key)
            counts[key] += 1
            shown.setdefault(key, Counter())[item.key] += 1
            if kind == "contact":
                values.setdefault(key, []).extend(value.raw for value in item.values)
                beside.setdefault(key, Counter()).update({one.name for one in note.fields if one.known})
    own = {squash(key): name for key, name in said.keys.items()}
    table = table_for("contact", settings)
    guessed: list[Spelling] = []
    unknown: list[Spelling] = []
    for key, number in counts.most_common():
        texts = values.get(key, [])
        name = own.get(key, meaning_of(shown[key].most_common(1)[0][0], texts, table) if texts else "")
        prop = next((one for one in properties_of("contact") if one.name == name), None)
        if prop is not None and not prop.many and beside.get(key, Counter())[name] and key not in own:
            name = ""  # two values for what can have one
        line = Spelling(shown[key].most_common(1)[0][0], name, number, tuple(_short(text) for text in dict.fromkeys(texts))[:_EXAMPLES])
        (guessed if name else unknown).append(line)
    understood = tuple(Spelling(key, name, number, of=kind) for (key, name, kind), number in sorted(known.items(), key=lambda one: (-one[1], one[0])))
    return understood, tuple(guessed), tuple(unknown)


def _becomes(note: Note, types: Mapping[str, str], folders: Mapping[str, str]) -> str:
    """The type that a plain note would have with what was found."""
    word = _stated(note)
    kind = types.get(word, "") if word else folders.get(note.path.rpartition("/")[0], "")
    return "" if kind == "meeting" else kind


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _added(settings: Settings, guessed: Iterable[Spelling], types: Mapping[str, str], folders: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """The lists that the settings lack."""
    added: dict[str, dict[str, list[str]]] = {}
    for one in guessed:
        if squash(one.key) not in {squash(word) for word in settings.synonyms.get(one.meaning, ())}:
            added.setdefault("synonyms", {}).setdefault(one.meaning, []).append(one.key)
    for word, kind in types.items():
        added.setdefault("types", {}).setdefault(kind, []).append(word)
    for folder, kind in folders.items():
        if kind in settings.folders and fold(folder) not in map(fold, settings.folders[kind]):
            added.setdefault("folders", {}).setdefault(kind, []).append(folder)
    return added


# ---- writing ----------------------------------------------------------------------------------------------------------


def into_settings(session: Session, seen: Adoption) -> tuple[Adoption, list[Change]]:
    """The settings with what was found, as a change of `notes-kit.yaml`; or the reason why it has to be changed by hand."""
    try:
        before: bytes | None = files.read_bytes(session.root, files.MARKER)
    except FileNotFoundError:
        before = None
    try:
        text = (before or b"").decode("utf-8")
        for section, lists in seen.added.items():
            text = add_lists(text, section, lists)
    except SettingsRefusedError as problem:
        return replace(seen, refused=((files.MARKER, str(problem)),)), []
    except UnicodeDecodeError:
        return replace(seen, refused=((files.MARKER, "it is not UTF-8; save it as UTF-8"),)), []
    changes = [Change(files.MARKER, before, text.encode())] if seen.added else []
    return replace(seen, changed=(files.MARKER,) if changes else ()), changes


def into_notes(session: Session, seen: Adoption) -> tuple[Adoption, list[Change]]:
    """The notes with the schema's own names for what was understood or guessed, and its types; meetings stay as they are."""
    own = {squash(one.key): one.meaning for one in seen.guessed}
    wanted = replace(session.settings, **_merged(session.settings, seen.added))  # type: ignore[arg-type]  # sections are fields by name
    changes: list[Change] = []
    refused: list[tuple[str, str]] = []
    for path in sorted(session.scan.files):
        try:
            data = files.read_bytes(session.root, path)
        except OSError as problem:
            refused.append((path, problem.strerror or "it cannot be read"))
            continue
        note = read_note(path, data, wanted)
        if note.meeting or note.type not in ("contact", "interview", "organization"):
            continue
        try:
            after = _in_our_words(data, note, wanted, session.settings, own)
        except EditRefusedError as problem:
            refused.append((path, problem.reason))
            continue
        if after != data:
            changes.append(Change(path, data, after))
    return replace(seen, changed=tuple(change.path for change in changes), refused=tuple(refused)), changes


def _merged(settings: Settings, added: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, tuple[str, ...]]]:
    merged = {}
    for section, lists in added.items():
        old: Mapping[str, tuple[str, ...]] = getattr(settings, section)
        merged[section] = {**old, **{name: (*old.get(name, ()), *values) for name, values in lists.items()}}
    return merged


def _in_our_words(data: bytes, note: Note, wanted: Settings, settings: Settings, own: Mapping[str, str]) -> bytes:
    """The bytes of a note, which means so much with the `wanted` settings, in words that mean the same with the present ones.

    Raises:
        EditRefusedError: a property cannot be renamed, or the note would read in another way.
    """
    source = open_note(note.path, data)
    table = table_for(note.type, wanted)
    for item in note.fields:
        key = squash(item.key)
        prop = table.get(key)
        name = prop.name if prop is not None and item.known else own.get(key, "")
        if name and key != squash(name) and key not in TYPE_KEYS:
            source = revise(source, rename_property(source, item.key, name, wanted))
    stated = next((item for item in note.fields if squash(item.key) in TYPE_KEYS and item.values), None)
    if stated is not None and note.typed_by == "property" and stated.values[0].raw != note.type:
        source = revise(source, rename_property(source, stated.key, "type", wanted))
        source = revise(source, set_property(source, "type", note.type, wanted))
    if read_note(note.path, encode(source), settings).type != note.type:
        source = revise(source, set_property(source, "type", note.type, wanted))
    after = encode(source)
    if _said(read_note(note.path, after, settings)) != _said(note):
        raise EditRefusedError(note.path, "it would read in another way with our names; change it by hand")
    return after


def _said(note: Note) -> tuple[object, ...]:
    """What a note says, whatever its properties are called."""
    fields = sorted((item.name, tuple(value.raw for value in item.values)) for item in note.fields if item.values and item.name != "type")
    return (fields, note.type, note.meeting, note.confidential, len(note.points), len(note.tasks), len(note.log), note.told)


def write(session: Session, changes: list[Change], *, now: datetime, notes: bool, dry_run: bool) -> Written:
    """Write what was worked out, as one operation that `undo` takes back; or show it.

    Raises:
        notes_kit.io.writer.WriteError: see `notes_kit.io.writer.write_notes`.
    """
    title = f"adopt: our names in {len(changes)} notes" if notes else "adopt: spellings into the settings"
    written = write_notes(session.root, changes, now=now, title=title, dry_run=dry_run)
    for sentence in written.weaker:
        session.say(sentence)
    return written
