"""`notes-kit.yaml` to `Settings`: data only, every unknown or unreadable entry reported, none fatal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import yaml

from notes_kit.model.finding import Fault
from notes_kit.model.phrases_english import ENGLISH
from notes_kit.model.schema import TYPE_SYNONYMS
from notes_kit.model.settings import DEFAULT_FOLDERS, Settings, Threshold, Tier
from notes_kit.model.text import TOP, Place
from notes_kit.parse import front_matter
from notes_kit.parse.phrases import PhraseError, check_phrase
from notes_kit.parse.values import MOST_DAYS, DateProblem, read_date, read_flag, read_interval

FILE = "notes-kit.yaml"
_RULE_KEYS = ("due", "late", "limit", "severity")
_MOST_PHRASES = 200  # of one list, so that no settings make a check slow
_MANY = 50  # faults; more would only repeat that the file is not meant as settings
_SEVERITIES = ("info", "warning", "error", "off")


class _Reader:
    """Reads nodes into plain values, collecting faults with places, and where what is said of rules stands."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.places: dict[tuple[str, ...], Place] = {}

    def fault(self, node: yaml.Node, message: str) -> None:
        if len(self.faults) < _MANY:
            self.faults.append(Fault("bad-setting", message, _place(node)))

    def stands(self, node: yaml.Node, *names: str) -> None:
        """Keep where something stands, by the names that lead there."""
        self.places[names] = _place(node)

    def words(self, node: yaml.Node, *names: str) -> tuple[str, ...]:
        """A list of words, with the place of each."""
        texts = self.texts(node, "`" + ": ".join(name[:40] for name in names) + "`")
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in nodes if texts else ():
            self.stands(item, *names, item.value)
        return texts

    def mapping(self, node: yaml.Node, what: str) -> list[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            if not (isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null")):
                self.fault(node, f"{what} is a list of `name: value` lines")
            return []
        found: dict[str, tuple[str, yaml.Node, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, f"a name in {what} is one line of text")
            elif key.value in found:
                self.fault(key, f"`{key.value[:40]}` stands twice in {what}; the first is used")
            else:
                found[key.value] = (key.value, key, value)
        return list(found.values())

    def texts(self, node: yaml.Node, what: str) -> tuple[str, ...]:
        if isinstance(node, yaml.ScalarNode):
            return (node.value,) if node.value and node.value not in ("~", "null") else ()
        if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return tuple(item.value for item in node.value if item.value)
        self.fault(node, f"{what} is a list of words")
        return ()

    def text(self, node: yaml.Node, what: str) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self.fault(node, f"{what} is one line of text")
        return ""

    def number(self, node: yaml.Node, what: str, most: int) -> int | None:
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        if text.isascii() and text.replace("_", "").isdigit() and len(text) <= len(str(most)) + 5 and int(text) <= most:
            return int(text)
        self.fault(node, f"{what} is a whole number, at most {most}")
        return None

    def interval(self, node: yaml.Node, what: str) -> int | None:
        """Days, 0 for never; None if it cannot be read."""
        try:
            return read_interval(node.value if isinstance(node, yaml.ScalarNode) else "") or 0
        except ValueError as problem:
            self.fault(node, f"{what}: {problem}")
            return None

    def days(self, node: yaml.Node, what: str) -> list[date]:
        found = []
        for text in self.texts(node, what):
            try:
                found.append(read_date(text))
            except DateProblem as problem:
                self.fault(node, f"{what}: {problem}")
        return found

    def inside(self, node: yaml.Node, text: str, what: str) -> str | None:
        """A folder of the vault; a path that leads out of it is refused."""
        parts = [part for part in text.replace("\\", "/").split("/") if part not in ("", ".")]
        if text.startswith(("/", "\\", "~")) or ".." in parts or ":" in text or not text.isprintable():
            self.fault(node, f"{what} must be a folder inside the vault, not {text[:60]!r}")
            return None
        return "/".join(parts)


def _place(node: yaml.Node) -> Place:
    begin, end = node.start_mark, node.end_mark
    return Place(begin.line + 1, begin.column + 1, end.line + 1, end.column + 1)


def read_settings(text: str) -> tuple[Settings, list[Fault]]:
    """The settings in a text, with what is wrong in it. Never raises; what cannot be read keeps its default."""
    reader = _Reader()
    try:
        root = front_matter.compose(text.lstrip("\ufeff"))
    except front_matter.TooComplexError as problem:
        return Settings(), [Fault("bad-setting", f"{problem}; the defaults are used", TOP)]
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        place = Place(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else TOP
        words = getattr(problem, "problem", None) or "it is not YAML"
        return Settings(), [Fault("bad-setting", f"the settings cannot be read ({words}); the defaults are used", place)]
    if root is None:
        return Settings(), []
    values: dict[str, object] = {}
    for key, key_node, node in reader.mapping(root, "the settings file"):
        _one(reader, key, key_node, node, values)
    return Settings(**values, places=reader.places), reader.faults  # type: ignore[arg-type]


def _one(reader: _Reader, key: str, key_node: yaml.Node, node: yaml.Node, values: dict[str, object]) -> None:
    """Read one setting into `values`; what cannot be read is not put there."""
    if key in _READ:
        reader.stands(key_node, key)
        value = _READ[key](reader, node)
        if value is not None:
            values[key] = value
        return
    from difflib import get_close_matches  # noqa: PLC0415 - only for a wrong word

    near = get_close_matches(key, _READ, 1) if len(reader.faults) < _MANY else []
    reader.fault(key_node, f"there is no setting `{key[:40]}`" + (f"; did you mean `{near[0]}`?" if near else ""))


def _folders(reader: _Reader, node: yaml.Node) -> object:
    folders = dict(DEFAULT_FOLDERS)
    for name, name_node, value in reader.mapping(node, "`folders`"):
        if name not in folders:
            reader.fault(name_node, f"`folders` knows {', '.join(folders)}, not {name[:40]}")
            continue
        found = [reader.inside(value, folder, f"`folders: {name}`") for folder in reader.texts(value, f"`folders: {name}`")]
        folders[name] = tuple(folder for folder in found if folder)
    return folders


def _types(reader: _Reader, node: yaml.Node) -> object:
    found = {}
    for name, name_node, value in reader.mapping(node, "`types`"):
        if name in TYPE_SYNONYMS:
            found[name] = reader.texts(value, f"`types: {name}`")
        else:
            reader.fault(name_node, f"`types` knows {', '.join(TYPE_SYNONYMS)}, not {name[:40]}")
    return found


def _templates(reader: _Reader, node: yaml.Node) -> object:
    return reader.inside(node, reader.text(node, "`templates`"), "`templates`") or None


def _size(reader: _Reader, node: yaml.Node) -> object:
    number = reader.number(node, "`max_note_size`", 10**12)
    if number == 0:
        reader.fault(node, "`max_note_size` is a number of bytes, more than 0")
    return number or None


def _business_days(reader: _Reader, node: yaml.Node) -> object:
    flag = read_flag(node.value) if isinstance(node, yaml.ScalarNode) else None
    if flag is None:
        reader.fault(node, "`business_days` is true or false")
    return flag


def _queries(reader: _Reader, node: yaml.Node) -> object:
    texts = [(name, reader.text(value, f"`queries: {name[:40]}`")) for name, _, value in reader.mapping(node, "`queries`")]
    return {name: text for name, text in texts if text}


def _lists(what: str) -> Callable[[_Reader, yaml.Node], object]:
    return lambda reader, node: {
        name: reader.texts(value, f"`{what}: {name[:40]}`") for name, _, value in reader.mapping(node, f"`{what}`")
    }  # fmt: skip


def _phrases(reader: _Reader, node: yaml.Node) -> object:
    """The vault's own phrases by list; one that cannot be read is reported and left out."""
    found: dict[str, tuple[str, ...]] = {}
    for name, name_node, value in reader.mapping(node, "`phrases`"):
        if name not in ENGLISH:
            reader.fault(name_node, f"`phrases` knows {', '.join(ENGLISH)}, not {name[:40]}")
            continue
        kept = []
        for phrase in reader.texts(value, f"`phrases: {name}`")[:_MOST_PHRASES]:
            try:
                check_phrase(phrase)
                kept.append(phrase)
            except PhraseError as problem:
                reader.fault(value, f"`phrases: {name}`: “{phrase[:40]}” {problem}")
        found[name] = tuple(kept)
    return found


def _tier(reader: _Reader, tag: str, node: yaml.Node) -> Tier:
    every, rules = None, {}
    for key, key_node, value in reader.mapping(node, f"`tiers: {tag}`"):
        reader.stands(key_node, "tiers", tag.lstrip("#"), key)
        if key == "keep_in_touch":
            every = reader.interval(value, f"`tiers: {tag}: keep_in_touch`")
            continue
        threshold = _threshold(reader, key, value, "tiers", tag.lstrip("#"))
        if threshold.severity or threshold.limit is not None:
            reader.fault(key_node, f"`tiers: {tag}` sets the days of `{key}`; its severity and limit hold for the whole vault, below `rules`")
        rules[key] = Threshold(threshold.due, threshold.late)
    return Tier(every, rules, _interval_named(tag))


def _interval_named(tag: str) -> int | None:
    """The days that a tier's name stands for, where it is an interval: `30d`, `monthly`."""
    try:
        return read_interval(tag.lstrip("#"))
    except ValueError:
        return None


def _rules(reader: _Reader, node: yaml.Node) -> object:
    found = {}
    for name, name_node, value in reader.mapping(node, "`rules`"):
        reader.stands(name_node, "rules", name)
        found[name] = _threshold(reader, name, value, "rules")
    return found


def _per_path(reader: _Reader, node: yaml.Node) -> object:
    found = {}
    for pattern, pattern_node, value in reader.mapping(node, "`per_path_ignores`"):
        if pattern.strip().strip("/"):
            found[pattern] = reader.words(value, "per_path_ignores", pattern)
        else:
            reader.fault(pattern_node, "a name in `per_path_ignores` is a path or a pattern, such as `archive` or `interviews/2019*`")
    return found


def _threshold(reader: _Reader, rule: str, node: yaml.Node, *names: str) -> Threshold:
    values: dict[str, object] = {}
    for key, key_node, value in reader.mapping(node, f"`rules: {rule}`"):
        reader.stands(key_node, *names, rule, key)
        if key in ("due", "late", "limit"):
            values[key] = reader.number(value, f"`{rule}: {key}`", MOST_DAYS)
        elif key == "severity" and isinstance(value, yaml.ScalarNode) and value.value in _SEVERITIES:
            values[key] = value.value
        else:
            reader.fault(key_node, f"`{rule}` takes {', '.join(_RULE_KEYS)} (severity: {', '.join(_SEVERITIES)})")
    return Threshold(**values)  # type: ignore[arg-type]


_READ: dict[str, Callable[[_Reader, yaml.Node], object]] = {
    "folders": _folders,
    "templates": _templates,
    "exclude": lambda reader, node: reader.texts(node, "`exclude`"),
    "max_note_size": _size,
    "keep_in_touch": lambda reader, node: reader.interval(node, "`keep_in_touch`"),
    "business_days": _business_days,
    "holidays": lambda reader, node: tuple(sorted(set(reader.days(node, "`holidays`")))),
    "tiers": lambda reader, node: {tag.lstrip("#"): _tier(reader, tag, value) for tag, _, value in reader.mapping(node, "`tiers`")},
    "rules": _rules,
    "ignore": lambda reader, node: reader.words(node, "ignore"),
    "per_path_ignores": _per_path,
    "queries": _queries,
    "synonyms": _lists("synonyms"),
    "types": _types,
    "headings": _lists("headings"),
    "phrases": _phrases,
}
"""Setting to its reader, which returns None to keep the default."""
