"""Lists added to `notes-kit.yaml`: one section is written anew, every other byte of the file stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import yaml

from notes_kit.model.settings import Settings
from notes_kit.parse.edit_value import scalar
from notes_kit.parse.front_matter import TooComplexError, compose
from notes_kit.parse.settings import FILE, read_settings

SECTIONS = ("folders", "synonyms", "types")
_EOL = re.compile(r"\r\n|\n|\r")


class SettingsRefusedError(Exception):
    """The settings cannot be changed without touching what somebody wrote; the message says what stands in the way."""


def add_lists(text: str, section: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The settings with values added to the lists of one section: `synonyms: {organization: [client]}`.

    Raises:
        SettingsRefusedError: the file is not read without faults, the section holds a comment, or is written in a way that cannot
            be told; nothing would be lost by pasting the lines by hand.
    """
    before, faults = read_settings(text)
    if faults:
        raise SettingsRefusedError(f"{FILE}:{faults[0].place.line}: {faults[0].message}; mend that first")
    merged = {name: list(dict.fromkeys(values)) for name, values in getattr(before, section).items()}
    for name, values in lists.items():
        merged[name] = list(dict.fromkeys([*merged.get(name, ()), *values]))
    eol = found.group() if (found := _EOL.search(text)) else "\n"
    block = f"{section}:{eol}" + "".join(
        f"  {scalar(name)}: [{', '.join(scalar(one, flow=True) for one in values)}]{eol}" for name, values in merged.items()
    )
    span = _section(text, section)
    if span is None:
        after = text + (eol if text and not text.endswith(("\n", "\r")) else "") + (eol if text.strip() else "") + block
    else:
        after = text[: span[0]] + block + text[span[1] :]
    _verify(before, after, section, {name: tuple(values) for name, values in merged.items()})
    return after


def _section(text: str, section: str) -> tuple[int, int] | None:
    """Where a section stands, from its name to the end of its last line; None if it is not there."""
    bare = text.lstrip("\ufeff")
    shift = len(text) - len(bare)
    try:
        root = compose(bare)
    except (yaml.YAMLError, ValueError, RecursionError, TooComplexError):
        raise SettingsRefusedError(f"{FILE} is not read as YAML") from None
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise SettingsRefusedError(f"{FILE} is not written as one `name: value` line a setting; add the lines by hand")
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode) and key.value == section:
            start = shift + key.start_mark.index
            end = shift + _end(value)
            line = _EOL.search(text, end)
            stop = line.end() if line else len(text)
            if "#" in _without_words(text[start:stop], start - shift, value):
                raise SettingsRefusedError(f"{FILE}: `{section}` holds a comment, which would be lost; add the lines by hand")
            return start, stop
    return None


def _without_words(text: str, start: int, node: yaml.Node) -> str:
    """A section's text, which begins at `start`, without what its scalars say."""
    kept, at = [], 0
    for scalar_node in _scalars(node):
        begin, end = scalar_node.start_mark.index - start, scalar_node.end_mark.index - start
        kept.append(text[at:begin])
        at = end
    return "".join([*kept, text[at:]])


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The scalars of a node, in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _end(node: yaml.Node) -> int:
    """The end of a node's last word: a block's own end mark stands behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _verify(before: Settings, after: str, section: str, lists: Mapping[str, tuple[str, ...]]) -> None:
    now, faults = read_settings(after)
    if faults or now != replace(before, **{section: lists}):  # type: ignore[arg-type]  # the sections are all lists by name
        raise SettingsRefusedError(f"{FILE} would not read as intended; add the lines by hand")
