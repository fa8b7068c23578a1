"""Where a note's front matter stands, and its properties with what is wrong with them.

What YAML cannot read is read line by line (`parse/recover.py`), so that one bad line never hides
the others.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from notes_kit.model.finding import Edit, Fault, Fix
from notes_kit.model.text import Place, Source, Span
from notes_kit.parse.mapping import (
    LOADER,
    MAX_CHARS,
    FrontMatter,
    NotMappingError,
    RawField,
    TooComplexError,
    count_events,
    quote,
    read_mapping,
)
from notes_kit.parse.plain import read_plain

__all__ = ["LOADER", "Fences", "FrontMatter", "RawField", "TooComplexError", "compose", "find_fences", "quote", "read_front_matter"]

_CLOSE = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_OPEN = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_LATE = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r)){1,20}---[ \t]*(?:\r\n|\n|\r)")
_KEY_LINE = re.compile(r"[^\s:#\-][^:\r\n]{0,80}:(?:[ \t]|[\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z))*")
_PROSE = re.compile(r"#{1,6} |[^\s#\-:\[\]{}<=>|&*!%@`\"']")
_HEADING = re.compile(r"#{1,6} ")
_SECRET = re.compile(r"[ \t\-{?]*[\"']?(?:confidential|private)\b", re.IGNORECASE)


class Fences(NamedTuple):
    """Offsets: of the YAML text, its end, and the body; `late` if the note does not begin with it."""

    start: int
    end: int
    body: int
    closed: bool
    late: bool


def find_fences(text: str) -> Fences | None:
    """Where the front matter stands, or None. It is closed by a line of three dashes, as in Obsidian."""
    late = False
    opening = _OPEN.match(text)
    if opening is None:
        if text[:1] not in (" ", "\t", "\n", "\r"):
            return None
        opening = _LATE.match(text)
        late = opening is not None
        if opening is None or not _KEY_LINE.match(text, opening.end()):
            return None
    start = opening.end()
    at = text.find("---", start)
    while at >= 0:
        closing = _CLOSE.match(text, at) if text[at - 1] in "\r\n" else None
        if closing is not None:
            return Fences(start, at, closing.end(), closed=True, late=late)
        at = text.find("---", at + 3)
    end = _unclosed_end(text, start)
    return Fences(start, end, end, closed=False, late=late)


def _unclosed_end(text: str, start: int) -> int:
    """Where front matter that was never closed plausibly ends: at the first line that is no property."""
    at = start
    seen = False
    for line in _LINE.finditer(text, start, start + MAX_CHARS):
        content = line.group().rstrip()
        nested = seen and ((content[:1] in (" ", "\t", "#") and not content.startswith("# ")) or content.startswith("- "))
        if not content or not (nested or _KEY_LINE.match(content)):
            break
        seen = True
        at = line.end()
    return at


def read_front_matter(source: Source) -> FrontMatter:
    """The properties of a note with their places, and what is wrong with them. Never raises."""
    text = source.text
    fences = find_fences(text)
    if fences is None:
        return FrontMatter()
    if fences.closed:
        result = _read(source, fences)
        if result is not None:
            return _with_late(source, fences, result)
        shorter = _unclosed_end(text, fences.start)
        if not _is_body(text[shorter : fences.end], first=shorter == fences.start):
            return _with_late(source, fences, _recovered(source, fences))
        # It closes only at a thematic break far below: what lies between is body.
        fences = Fences(fences.start, shorter, shorter, closed=False, late=fences.late)
    if not text[fences.start : fences.end].strip():
        return FrontMatter()  # a note that begins with a thematic break
    result = _read(source, fences) or _recovered(source, fences)
    if not result.body:
        return result
    dashes = text.index("---")
    message = "the front matter is never closed; put a line of three dashes after its last property"
    at = source.place(Span(fences.end, fences.end))
    closer = ("" if text[fences.end - 1] in "\r\n" else source.newline) + "---" + source.newline
    fix = Fix("Close the front matter", safe=False, edits=(Edit(source.path, at, closer),))
    result.faults.insert(0, Fault("unclosed-front-matter", message, source.place(Span(dashes, dashes + 3)), fix))
    return _with_late(source, fences, result)


def _with_late(source: Source, fences: Fences, result: FrontMatter) -> FrontMatter:
    if fences.late and result.body:
        dashes = source.text.index("---")
        message = "the front matter must begin on the first line; Obsidian takes this for text"
        fix = Fix("Remove the empty lines before it", safe=True, edits=(Edit(source.path, source.place(Span(0, dashes)), ""),))
        result.faults.insert(0, Fault("late-front-matter", message, source.place(Span(dashes, dashes + 3)), fix))
    return result


def _is_body(text: str, *, first: bool) -> bool:
    """Whether lines between fences that YAML could not read are body, below properties or (`first`) with none above.

    A stray line among properties is not: body follows an empty line or is a heading, and holds words.
    """
    lines = [line.group() for line in _LINE.finditer(text, 0, MAX_CHARS)]
    words = any(_PROSE.match(line) and not _KEY_LINE.match(line) for line in lines)
    if first:
        return words and not any(_KEY_LINE.match(line) for line in lines)
    return words and (not lines[0].strip() or _HEADING.match(lines[0]) is not None)


def _read(source: Source, fences: Fences) -> FrontMatter | None:
    """The properties as YAML reads them; None where it cannot."""
    result = FrontMatter(fences.body, fences.start, fences.end)
    chunk = source.text[fences.start : fences.end]
    if _COMMENTS.fullmatch(chunk):
        return result
    fields = read_plain(source, fences.start, fences.end)
    if fields is not None:
        result.fields = fields
        return result
    try:
        read_mapping(source, fences.start, fences.end, result)
    except TooComplexError as problem:
        message = f"{problem}; its lines are read one by one"
        result.faults.append(Fault("too-complex", message, source.place(Span(result.start, result.start))))
        return _recovered(source, fences, result)
    except NotMappingError as problem:
        bare = chunk.strip()
        if problem.scalar and not _KEY_LINE.match(chunk) and not _SECRET.match(chunk):
            result.body = 0  # two thematic breaks with prose between them: the prose is body
            if "\n" in bare or "\r" in bare or chunk[0] in "\r\n" or not fences.closed:
                return result
        line = source.line_col(result.start)[0]
        message = "the front matter is not a list of `property: value` lines, so no program can read it"
        result.faults.append(Fault("front-matter-not-mapping", message, Place(line, 1, line, len(source.line_text(line)) + 1)))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return result


def _recovered(source: Source, fences: Fences, result: FrontMatter | None = None) -> FrontMatter:
    from notes_kit.parse.recover import recover  # noqa: PLC0415 - only for what YAML cannot read

    use_yaml = result is None
    result = result or FrontMatter(fences.body, fences.start, fences.end)
    recover(source, result, use_yaml=use_yaml)
    return result


def hides(text: str) -> bool:
    """Whether a front matter that could not be read whole may say that its note is confidential (P35: in doubt it is)."""
    return any(_SECRET.match(line.group()) for line in _LINE.finditer(text))


def compose(chunk: str) -> yaml.Node | None:
    """The YAML nodes of a text, refused beyond the limits of `parse/mapping.py`.

    Raises:
        TooComplexError: it is too large or too deep, or its aliases expand too far.
        yaml.YAMLError, ValueError: it is not YAML.
    """
    count_events(chunk)
    return yaml.compose(chunk, Loader=LOADER)
