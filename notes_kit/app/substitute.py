"""A message's template filled in: `{{field}}`, `{{date:FORMAT}}`, `{{#if field}}…{{else}}…{{/if}}`, and nothing that could run.

One pass over the template: what a value holds is text, also where it looks like a field. Work and size are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from notes_kit.model.text import Source

LONGEST = 20_000
"""Characters of a filled message; a template that makes more is no message."""

DEPTH = 8
"""Conditions inside one another."""

_TAG = re.compile(r"\{\{[ \t]*(?:(#if)[ \t]+([\w-]{1,40})|(else)|(/if)|([\w-]{1,40})[ \t]*(?::([^{}\n]{0,80}))?)[ \t]*\}\}")


class TemplateFaultError(Exception):
    """A template that cannot be filled; the message says where and why."""


class Gap(NamedTuple):
    """A field that nothing filled, and the span of offsets of the words that stand for it in the text."""

    name: str
    start: int
    end: int


class Filled(NamedTuple):
    """The text, what is missing in it, and the fields that a condition asked for and that were empty."""

    text: str
    gaps: tuple[Gap, ...]
    left_out: tuple[str, ...]


@dataclass
class _Run:
    """What has been written so far."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    gaps: list[Gap] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)

    def write(self, text: str, path: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        if self.size > LONGEST:
            raise TemplateFaultError(f"{path}: filled in, it is longer than a message should be ({LONGEST:,} characters)")


def fields_of(template: str) -> frozenset[str]:
    """Every field that a template names."""
    return frozenset(match[2] or match[5] for match in _TAG.finditer(template) if match[2] or match[5])


def guarded(template: str) -> tuple[str, ...]:
    """The fields that a template writes only where they are known, each once, in their order."""
    return tuple(dict.fromkeys(match[2] for match in _TAG.finditer(template) if match[1]))


def substitute(
    template: str, path: str, values: Mapping[str, str], words_for: Callable[[str], str], shaped: Callable[[str, str], str | None] | None = None
) -> Filled:
    """The template with its fields filled from `values`; an empty one leaves `[words]` of `words_for(field)` in its place.

    `shaped` gives a field in a format of its own, such as a date; None where it has none.

    Raises:
        TemplateFaultError: a condition is not closed, or the text grows too long.
    """
    run, at = _Run(), 0
    stack: list[tuple[bool, bool, int]] = []  # whether the branch is written, whether an outer one is, and where it began
    for match in _TAG.finditer(template):
        live = not stack or stack[-1][0]
        if live:
            run.write(template[at : match.start()], path)
        at = match.end()
        if match[1]:
            if len(stack) >= DEPTH:
                raise TemplateFaultError(f"{_place(template, match.start(), path)}: conditions stand more than {DEPTH} deep in each other")
            known = bool(values.get(match[2], ""))
            if live and not known:
                run.left_out[match[2]] = None
            stack.append((live and known, live, match.start()))
        elif match[3] or match[4]:
            if not stack:
                raise TemplateFaultError(f"{_place(template, match.start(), path)}: {match.group()} belongs to no {{{{#if …}}}}")
            written, outer, begun = stack.pop()
            if match[3]:
                stack.append((outer and not written, outer, begun))
        elif live:
            _field(run, match, path, values, words_for, shaped)
    if stack:
        raise TemplateFaultError(f"{_place(template, stack[-1][2], path)}: this {{{{#if …}}}} is never closed by {{{{/if}}}}")
    run.write(template[at:], path)
    return Filled("".join(run.parts), tuple(run.gaps), tuple(run.left_out))


def _field(
    run: _Run, match: re.Match[str], path: str, values: Mapping[str, str], words_for: Callable[[str], str],
    shaped: Callable[[str, str], str | None] | None,
) -> None:  # fmt: skip
    name = match[5]
    value = values.get(name, "")
    if value and match[6] is not None and shaped is not None:
        value = shaped(name, match[6]) or value
    if not value:
        value = f"[{words_for(name)}]"
        run.gaps.append(Gap(name, run.size, run.size + len(value)))
    run.write(value, path)


def _place(template: str, offset: int, path: str) -> str:
    line, column = Source(path, template).line_col(offset)
    return f"{path}:{line}:{column}"
