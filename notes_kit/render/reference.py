"""The reference, made from the schema and the rules: what they say here is what the code does."""

from __future__ import annotations

from collections.abc import Iterable

from notes_kit.model.schema import COMMON, OBSIDIAN_TYPES, SCHEMA, TYPE_SYNONYMS, Kind, Property, properties_of

HOW_READ = {
    Kind.TEXT: "text",
    Kind.LINK: 'a link in quotes (`"[[Name]]"`), or plain words',
    Kind.DATE: "a date: `2026-03-02`",
    Kind.MOMENT: "a date, with a time if known: `2026-03-02T15:00`",
    Kind.MINUTES: "minutes: `30`, `1h 15`",
    Kind.INTERVAL: "an interval: `30d`, `6w`, `3m`, `quarterly`, `never`",
    Kind.EVENT: "DATE CHANNEL words: `2026-03-02 email second message`",
    Kind.CHOICE: "one of a few words",
    Kind.FLAG: "`true` or `false`",
    Kind.TAG: "tags, with or without `#`",
    Kind.WAIVER: "RULE [until DATE] REASON",
    Kind.THRESHOLD: "RULE [due DAYS] [late DAYS] [words]",
    Kind.EMAIL: "an e-mail address",
    Kind.URL: "an address",
}
"""How the text that a person typed is read, for people."""

_JSON_PATTERNS = {
    Kind.DATE: r"^\d{4}-\d{2}-\d{2}",
    Kind.MOMENT: r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?",
    Kind.EVENT: r"^\d{4}-\d{2}-\d{2}",
}


def vault_format() -> str:
    """Every property of every type, as Markdown."""
    parts = []
    for note_type, own in SCHEMA.items():
        parts += [f"#### `type: {note_type}`", "", f"Also understood as the type: {_words(TYPE_SYNONYMS.get(note_type, ()))}.", "", _table(own)]
    parts += ["#### In every note", "", _table(COMMON)]
    return "\n".join(parts)


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words) or "nothing else"


def _table(properties: Iterable[Property]) -> str:
    rows = ["| property | read as | what it means | also spelled |", "|---|---|---|---|"]
    for prop in properties:
        read = f"one of {_words(prop.choices)}" if prop.choices else HOW_READ[prop.kind]
        many = "; a list" if prop.many else ""
        rows.append(f"| `{prop.name}` | {read}{many} | {prop.meaning} | {_words(prop.synonyms) if prop.synonyms else ''} |")
    return "\n".join(rows) + "\n"


def messages() -> str:
    """The fields of a message's template and the lists of phrases that its check goes by, as Markdown."""
    from notes_kit.model.letters import FIELDS  # noqa: PLC0415
    from notes_kit.model.phrases import MORE, PARTS  # noqa: PLC0415
    from notes_kit.model.phrases_english import ENGLISH  # noqa: PLC0415

    rows = ["| field | filled with |", "|---|---|", *(f"| `{name}` | {words} |" for name, words in FIELDS.items()), ""]
    rows += [
        "A phrase of `phrases:` is words as they are spoken: case, accents, punctuation and hyphens do not count, `I'm` is `i am`, `twenty` is `20`.",
        "`(a|b c)` is one of these, `[a|b]` the same or nothing, `*` up to four words, `~` one word, `#` a number, `@` a word with a capital letter, `intro*` and",
        "`*ed` a word with that beginning or end; a phrase that begins with `-` takes back what it overlaps.",
        "",
        "| list | what it says | for example |",
        "|---|---|---|",
    ]
    explained = {**PARTS, **MORE}
    rows += [f"| `{name}` | {explained[name]} | {_phrase(phrases[0])} |" for name, phrases in ENGLISH.items()]
    return "\n".join(rows) + "\n"


def _phrase(phrase: str) -> str:
    return "`" + phrase.replace("|", "\\|") + "`"


def schema_text(note_type: str) -> str:
    """One type's properties for a terminal."""
    lines = [f"type: {note_type}"]
    for prop in properties_of(note_type):
        read = " | ".join(prop.choices) if prop.choices else HOW_READ[prop.kind].replace("`", "")
        lines.append(f"  {prop.name}: {read}{' (list)' if prop.many else ''}")
        lines.append(f"      {prop.meaning}" + (f"; e.g. {prop.example}" if prop.example else ""))
    return "\n".join(lines)


def json_schema(note_type: str | None = None) -> dict[str, object]:
    """JSON Schema (2020-12) of the front matter of one type, or of any of them; unknown properties are allowed."""
    head: dict[str, object] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if note_type is not None:
        return {**head, "title": f"notes-kit {note_type}", **_object(note_type)}
    return {**head, "title": "notes-kit", "anyOf": [{"title": name, **_object(name)} for name in SCHEMA]}


def _object(note_type: str) -> dict[str, object]:
    properties = {prop.name: _json_property(prop) for prop in properties_of(note_type)}
    properties["type"] = {"const": note_type, "description": "what the note is; without it, its folder decides"}
    return {"type": "object", "properties": properties, "additionalProperties": True}


def _json_property(prop: Property) -> dict[str, object]:
    one: dict[str, object] = {"type": ["string", "null"]}
    if prop.choices:
        one = {"enum": [*prop.choices, None]}
    elif prop.kind is Kind.FLAG:
        one = {"type": ["boolean", "null"]}
    elif prop.kind is Kind.MINUTES:
        one = {"type": ["integer", "string", "null"]}
    elif prop.kind in _JSON_PATTERNS:
        one["pattern"] = _JSON_PATTERNS[prop.kind]
    if not prop.many:
        return {"description": prop.meaning, **one}
    return {"description": prop.meaning, "anyOf": [one, {"type": "array", "items": one}]}


def obsidian_types() -> dict[str, object]:
    """Obsidian's `.obsidian/types.json`: one type a property name, for the whole vault."""
    types: dict[str, str] = {}
    for prop in (prop for note_type in SCHEMA for prop in properties_of(note_type)):
        types.setdefault(prop.name, prop.obsidian)
    assert set(types.values()) <= {*OBSIDIAN_TYPES.values(), "text", "multitext", "aliases"}
    return {"types": dict(sorted(types.items()))}


def rules_table() -> str:
    """What each rule asks for, one row a rule, as Markdown."""
    from notes_kit.rules import RULES  # noqa: PLC0415 - thirty modules that only this needs

    rows = ["| code | rule | what it says | severity | due, late (days) | practice |", "|---|---|---|---|---|---|"]
    for rule in RULES:
        days = ", ".join("–" if number is None else str(number) for number in (rule.default.due, rule.default.late))
        rows.append(
            f"| {rule.code} | `{rule.name}` | {rule.title} | {rule.severity} | {days if rule.kind.value == 'duty' else ''} | {rule.practice} |"
        )
    return "\n".join(rows) + "\n"
