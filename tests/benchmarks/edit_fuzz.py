"""Random edits of random notes, judged by the bytes and by PyYAML's own reader, never by ours.

A note is generated in one of the ways that people and programs write them, and half of the time damaged at
random. What was asked is then done, or refused; nothing else may have happened.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

import yaml

from notes_kit.model.finding import Edit
from notes_kit.model.schema import spellings, squash
from notes_kit.model.text import Source
from notes_kit.parse.edit import (
    EditRefusedError,
    add_to_property,
    append_line,
    encode,
    open_note,
    remove_from_property,
    remove_property,
    revise,
    set_property,
    tick_task,
)


@dataclass
class Figures:
    """What one run counted. `bad` holds what must not be: empty is the bar."""

    title: str
    count: int = 0
    seconds: float = 0.0
    counted: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = ", ".join(f"{number} {name}" for name, number in sorted(self.counted.items()))
        return f"{self.title}: {self.count} in {self.seconds:.1f} s ({parts}); {len(self.bad)} wrong"


VALUES = [
    "2026-02-10 email", "2026-02-19 linkedin second, longer message", "Staff: engineer", "[[Ben Li]]", "true", "NO", "~", "15:30", "1.10", "007",
    "a #b", "#tag", "it's", 'say "hi"', "C:\\temp", "- dash", "é🙂 naïve", "日本語", " padded ", "tab\tinside", "{curly}", "*star", "&and", "!bang",
    "100%", "%50", "@home", "`tick`", "a: b: c", "trailing:", "null", "2026-02-30", "2026-03-02T15:00", "12", "-3", "0x1f", "1e3", ">quote", "|pipe",
    "x, y", "?", "a?", "[x]", "no\u00a0break", "zero\u200bwidth", "\u2028sep", "bell\x07", "=", "<<", "... dots", "--- dashes", "ends with space ",
]  # fmt: skip
KEYS = ["role", "location", "outreach", "touches", "aliases", "tags", "replied", "company", "my own key", "größe", "x-y"]
BODIES = [
    "# Ada\n\nText with `code` and a [[Link|shown]].\n\n---\n\nmore\n",
    "## Log\n- 2026-01-04 called, she moved\n* 2026-02-01 met\n\n## Next steps\n- [ ] Send the paper 📅 2026-03-05 ^id1\n- [ ] Ask [due:: 2026-04-01]\n",
    "> quote\n> - [ ] in a quote\n\n```\n- [ ] in code\n---\n```\n- [ ] open\n    - nested (+)\n", "", "no newline at the end", "\n\n  \n", "\t- [ ] tab\n",
    "Log\n===\ntext\n%% hidden\n- [ ] hidden task\n%%\n- [/] half done\n", "trailing   \nspaces \t\n\n\n", "<!-- - [ ] x -->\n1. [ ] first\n2. [ ] second  \n",
]  # fmt: skip
FIXED: list[tuple[str, list[str], bool]] = [
    (": ~", [], True), (": null", [], True), (": [[Ada]]", ["[[Ada]]"], True), (":\n  one", ["one"], True),
    (": |\n  several\n\n  lines", [], False), (":\n  inner: x\n  other: [y]", [], False), (': "one\n  two"', [], False), (": >-\n  x", [], False),
]  # fmt: skip
BOM = b"\xef\xbb\xbf"
MANY = 20
EOL = re.compile(r"(\r\n|\n|\r)")


@dataclass
class Made:
    """A property that the generator wrote: its text, its values, and whether an edit has to succeed."""

    key: str
    text: str
    values: list[str]
    plain: bool


def read_yaml(text: str) -> object:
    """What PyYAML's own reader makes of a text, every scalar as it stands."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but text


def one_scalar(random: Random, value: str) -> str | None:
    """The value in some spelling that YAML reads as that text, or None."""
    spellings = [value, "'" + value.replace("'", "''") + "'", '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"']
    random.shuffle(spellings)
    for text in spellings:
        try:
            if read_yaml(f"k: {text}\n") == {"k": value} and "\n" not in text and text not in ("~", "null", ""):
                return text
        except yaml.YAMLError:
            continue
    return None


def one_property(random: Random, key: str) -> Made:
    """A property in one of the ways that people and programs write them."""
    shape = random.choice(["scalar", "scalar", "empty", "block", "block", "flow", "flow", "fixed"])
    comment = random.choice(["", "", "", " # a comment", "   #x"])
    name = key if random.random() < 0.9 or " " in key else f'"{key}"'
    colon = random.choice([": ", ": ", ": ", ":  ", ":\t", " : "])
    values = [value for value in random.sample(VALUES, 3) if value.strip()]
    spelled = [(value, text) for value in values if (text := one_scalar(random, value))]
    if shape == "scalar" and spelled:
        return Made(key, f"{name}{colon}{spelled[0][1]}{comment}\n", [spelled[0][0]], plain=True)
    if shape == "fixed":
        text, said, plain = random.choice(FIXED)
        return Made(key, f"{name}{text}{comment if plain else ''}\n", said, plain)
    if shape == "block" and spelled:
        indent, dash = random.choice(["", "  ", "  ", "    "]), random.choice(["- ", "- ", "-   "])
        lines = [f"{indent}{dash}{text}{random.choice(['', '', ' # c'])}\n" for _, text in spelled]
        gap = random.choice(["", "", f"{indent}# between\n", "\n"])
        return Made(key, f"{name}:{comment}\n{gap.join(lines)}", [value for value, _ in spelled], plain=True)
    flow = [(value, text) for value, text in spelled if is_flow(value, text)]
    if shape == "flow":
        comma = random.choice([", ", ", ", ",", " , "])
        inner = comma.join(text for _, text in flow)
        edge = random.choice(["", "", " "])
        return Made(key, f"{name}: [{edge}{inner}{edge}]{comment}\n", [value for value, _ in flow], plain=True)
    return Made(key, f"{name}:{random.choice(['', ' ', '   '])}{comment}\n", [], plain=True)


def is_flow(value: str, text: str) -> bool:
    """Whether the spelling holds inside brackets."""
    try:
        return bool(read_yaml(f"k: [{text}, {text}]\n") == {"k": [value, value]})
    except yaml.YAMLError:
        return False


def one_note(random: Random) -> tuple[list[str], list[Made], str]:
    """Lines between the properties, the properties, and the body."""
    keys = random.sample(KEYS, random.randint(0, 6))
    made = [one_property(random, key) for key in keys]
    between = [random.choice(["", "", "", "# a remark: with colon\n", "\n", "other: &a x\n" if index == 0 else ""]) for index in range(len(made) + 1)]
    return between, made, random.choice(BODIES)


def ask(random: Random, source: Source, key: str, value: str, held: list[str]) -> tuple[str, Callable[[Source], tuple[Edit, ...]]]:
    """An operation: its name, and a call that asks for it."""
    boxes = [number for number in range(1, len(source.line_starts) + 1) if re.search(r"\[[ /]\]", source.line_text(number))] or [1]
    box, mine = random.choice(boxes), held[0] if held else value
    calls: dict[str, Callable[[Source], tuple[Edit, ...]]] = {
        "set": lambda text: set_property(text, key, value),
        "add": lambda text: add_to_property(text, key, value),
        "remove": lambda text: remove_property(text, key),
        "take": lambda text: remove_from_property(text, key, mine),
        "tick": lambda text: tick_task(text, box, date(2026, 3, 5)),
        "append": lambda text: append_line(text, "Log", f"- 2026-05-04 {value}"),
    }
    what = random.choice(["set", "set", "add", "add", "remove", "take", "tick", "append"])
    return what, calls[what]


def tokens(text: str) -> list[str]:
    """Lines and line endings, apart."""
    return EOL.split(text)


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """What differs between two texts once their common beginning and end are set aside."""
    old, new = tokens(before), tokens(after)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def values_of(text: str, key: str) -> list[str]:
    """The values of a property alone, as PyYAML's own composer (not our reader) has them."""
    text = EOL.sub("\n", text)
    try:
        root = yaml.compose(text, yaml.BaseLoader)
    except yaml.YAMLError:
        root = yaml.compose(text, yaml.CBaseLoader)  # the one in Python takes no tab behind a colon
    pairs = root.value if root is not None else []
    node = next(value for name, value in pairs if name.value == key)
    if isinstance(node, yaml.ScalarNode):
        return [node.value] if node.style or node.value not in ("", "~", "null") else []
    if isinstance(node, yaml.SequenceNode) and node.flow_style and node.value and isinstance(node.value[0], yaml.SequenceNode):
        return [link_or_text(node)]
    return [
        link_or_text(item) for item in node.value if not (isinstance(item, yaml.ScalarNode) and not item.style and item.value in ("", "~", "null"))
    ]


def link_or_text(node: yaml.Node) -> str:
    """`[[Ada]]` without quotes is a list in a list for YAML."""
    depth = 0
    while isinstance(node, yaml.SequenceNode):
        node, depth = node.value[0], depth + 1
    return f"[[{node.value}]]" if depth else str(node.value)


def fuzz_edits(count: int, seed: int = 1) -> Figures:
    """Random edits of random notes, half of them damaged at random first, until `count` of them changed something."""
    figures = Figures("fuzzed edits")
    started = time.perf_counter()
    number = 0
    while figures.count < count:
        number += 1
        try:
            figures.count += one_edit(Random(seed * 1_000_003 + number), figures)
        except AssertionError as problem:
            figures.bad.append(f"seed {seed} number {number}: {problem}")
        except Exception as problem:  # noqa: BLE001 - any other exception is what this looks for
            figures.bad.append(f"seed {seed} number {number}: {type(problem).__name__}: {problem}")
        if len(figures.bad) > MANY:
            break
    figures.seconds = time.perf_counter() - started
    return figures


def one_edit(random: Random, figures: Figures) -> bool:
    """One edit, judged by what the generator wrote, by PyYAML, and by the bytes; whether it changed anything."""
    between, made, body = one_note(random)
    newline = random.choice(["\n", "\n", "\n", "\r\n", "\r\n", "\r", "mixed"])
    damaged = random.random() < 0.5

    def ended(text: str) -> str:
        return EOL.sub(lambda _: newline if newline != "mixed" else random.choice(["\n", "\r\n"]), text)

    bare = not made and random.random() < 0.5
    head, foot = ("", "") if bare else (ended("---\n"), ended("---\n"))
    parts = [] if bare else [ended(gap + (one.text if one else "")) for gap, one in zip(between, [*made, None], strict=True)]
    text = head + "".join(parts) + foot + ended(body)
    if damaged:
        text = damage(random, text)
    source = open_note(random.choice(["contacts/Ada.md", "notes/plain.md"]), (BOM if random.random() < 0.2 else b"") + text.encode())
    key = random.choice([one.key for one in made] + KEYS[:2])
    target = next((one for one in made if one.key == key), None)
    value = random.choice(VALUES)
    what, call = ask(random, source, key, value, target.values if target else [])
    try:
        edits = call(source)
    except EditRefusedError as problem:
        figures.counted[f"{what} refused"] += 1
        remarks_alone = "#" in "".join(parts) and made in ([], [target]) and "other:" not in "".join(parts)
        if damaged or remarks_alone or what in ("tick", "append") or may_refuse(what, target):
            return False
        raise AssertionError(f"refused without need: {problem}") from None
    after = revise(source, edits)
    figures.counted[what if edits else f"{what} not needed"] += 1
    assert encode(after).startswith(BOM) == encode(source).startswith(BOM)
    judge_bytes(what, *changed(source.text, after.text))
    judge_others(source.text, after.text, key, what)
    if what not in ("append", "remove"):  # without its last property, what is left may be no front matter that can be edited
        assert call(after) == (), f"{what} is not done after it was done"
    if not damaged and target is not None and target.plain and what not in ("tick", "append"):
        index = made.index(target)
        start = len(head) + sum(len(part) for part in parts[:index])
        judge_entry(what, source.text, after.text, (start, start + len(parts[index])), value, target)
    return bool(edits)


def may_refuse(what: str, target: Made | None) -> bool:
    """Of a sound note: what is no plain value or list, a value set where there are several, and YAML's trap `key: #word`."""
    if target is None or not target.plain:
        return target is not None
    trap = target.text.rstrip().endswith("#x") and len(target.values) < 2 and "\n" not in target.text.rstrip()
    return (what == "set" and len(target.values) > 1) or (trap and what in ("add", "take"))


def judge_bytes(what: str, old: list[str], new: list[str]) -> None:
    """At most one line is another one; whatever else differs was added or, when removing, removed."""
    gone, come = [line for line in old if not EOL.fullmatch(line)], [line for line in new if not EOL.fullmatch(line)]
    if what in ("remove", "take"):
        rest = iter(old)
        subsequence = all(any(line == other for other in rest) for line in new)
        assert subsequence or (len(gone) <= 1 and len(come) <= 1), f"{what}: {old!r} -> {new!r}"
    else:
        assert len(gone) <= 1, f"{what} changed more than a line: {old!r} -> {new!r}"
        assert len(come) <= 5, f"{what} added {new!r}"
        assert not any(EOL.fullmatch(line) for line in old), f"{what} removed a line ending: {old!r} -> {new!r}"


def judge_others(before: str, after: str, key: str, what: str) -> None:
    """Where PyYAML reads both front matters, it reads all other keys the same."""
    old, new = front(before), front(after)
    if old is None:
        return
    assert new is not None, "the front matter became unreadable"
    same = bare(key) if what not in ("tick", "append") else "\0"
    others = [[pair for pair in pairs if bare(pair[0]) != same] for pairs in (old, new)]
    assert others[0] == others[1], f"another property changed: {old} {new}"


def bare(key: object) -> str:
    """A key as the schema knows it: `to-uches` is `touches`, and so is `touch`."""
    prop = spellings("contact").get(squash(str(key)))
    return prop.name if prop else squash(str(key))


def front(text: str) -> list[tuple[str, object]] | None:
    """The front matter's pairs in order, by PyYAML's own reader; None where it reads none."""
    lines = EOL.sub("\n", text).split("\n")
    if lines[0].rstrip(" \t") != "---":
        return []
    close = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip(" \t") == "---"), None)
    if close is None:
        return None
    try:
        found = read_yaml("\n".join(lines[1:close]) + "\n")
    except (yaml.YAMLError, ValueError, TypeError):
        return None
    return [] if found in (None, "") else list(found.items()) if isinstance(found, dict) else None


def judge_entry(what: str, before: str, after: str, span: tuple[int, int], value: str, target: Made) -> None:
    """Byte for byte: only the property's own lines differ, and they say what was asked."""
    start, end = span
    assert after.startswith(before[:start]), "something before the property changed"
    assert after.endswith(before[end:]), "something after the property changed"
    now = after[start : len(after) - (len(before) - end)]
    if what == "remove":
        assert target.key not in (front("---\n" + now + "---\n") or {}), now
        return
    said = values_of(now, target.key)
    old = target.values
    if what == "set":
        assert said == ([value] if value else []), f"{now!r} says {said}"
    elif what == "add":
        assert said == (old if value in old else [*old, value]), f"{now!r} says {said}"
    else:
        assert said in ([other for other in old if other != old[0]] if old else old, old), f"{now!r} says {said}"


def damage(random: Random, text: str) -> str:
    """The text with a few characters or lines deleted, doubled or put in."""
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(text) + 1)
        how = random.random()
        if how < 0.4:
            bit = random.choice(
                [":", "-", "- ", "#", " #", '"', "'", "[", "]", "{", "}", "&a ", "*a", "|", ">", "\t", " ", "\n", "\r", "---\n", "%%", "```\n"]
            )
            text = text[:at] + bit + text[at:]
        elif how < 0.7:
            text = text[:at] + text[at + random.randint(1, 5) :]
        else:
            text = text[:at] + text[max(at - 20, 0) : at] + text[at:]
    return text


if __name__ == "__main__":
    print(fuzz_edits(1000))
