"""Front matter that is not YAML, read line by line, saying for each bad line what is wrong and how to mend it."""

from __future__ import annotations

import re

import yaml

from notes_kit.model.finding import Edit, Fault, Fix
from notes_kit.model.note import Value
from notes_kit.model.text import Place, Source, Span
from notes_kit.parse.mapping import MAX_CHARS, FrontMatter, NotMappingError, RawField, TooComplexError, is_words, quote, read_mapping

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_KEY = re.compile(r"(?:\"([^\"\r\n]{1,80})\"|'([^'\r\n]{1,80})'|([^\s:#\-\"'][^:\r\n]{0,80}))[ \t]*:(?=[ \t\r\n]|\Z)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_LINKS = re.compile(r"(?:!?\[\[[^\[\]\n]*\]\][ \t]*,?[ \t]*)+\Z")
_LINK = re.compile(r"!?\[\[[^\[\]\n]*\]\]")
CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|={7}|>{7}(?: .*)?|\|{7}(?: .*)?)$")


def recover(source: Source, result: FrontMatter, *, use_yaml: bool = True) -> None:
    """Add to `result` what each property's own lines say, with a fault for each that YAML refuses.

    Only the first 64 KB are read.
    """
    stop = min(result.end, result.start + MAX_CHARS)
    lines = [(m.start(), m.group()) for m in _LINE.finditer(source.text, result.start, stop) if m.group()]
    chunks: list[tuple[int, str]] = []
    stray = -1
    for start, line in lines:
        bare = line.rstrip("\r\n")
        if CONFLICT.match(bare):
            continue  # reported once for the whole note
        if _KEY.match(bare):
            chunks.append((start, line))
        elif chunks and (bare[:1] in (" ", "\t", "") or bare.startswith("- ") or bare == "-") and chunks[-1][0] + len(chunks[-1][1]) == start:
            chunks[-1] = (chunks[-1][0], chunks[-1][1] + line)
        elif bare.strip() and not bare.startswith("#"):
            if stray != start:
                place = source.place(Span(start, start + len(bare)))
                words = f"“{bare.strip()[:40]}” is no property; write `name: value` or move it below the front matter"
                result.faults.append(Fault("yaml-syntax", words, place))
            stray = start + len(line)  # one finding for lines that follow each other
    for start, chunk in chunks:
        if not (use_yaml and _as_yaml(source, result, start, chunk)):
            _as_text(source, result, start, chunk, report=use_yaml)


def _as_yaml(source: Source, result: FrontMatter, start: int, chunk: str) -> bool:
    try:
        read_mapping(source, start, start + len(chunk), result)
    except (yaml.YAMLError, ValueError, RecursionError, TooComplexError, NotMappingError):
        return False
    return True


def _as_text(source: Source, result: FrontMatter, start: int, chunk: str, *, report: bool) -> None:
    match = _KEY.match(chunk)
    if match is None:
        return
    key = (match[1] or match[2] or match[3]).strip()
    item = RawField(key, source.place(Span(start, start + (len(key) if match[3] else len(key) + 2))), [])
    result.fields.append(item)
    first = True
    at = start
    for line in _LINE.findall(chunk):
        begin = match.end() if first else 0
        entry = _ITEM.match(line)
        if not first and entry:
            begin = entry.start(1)
        bare = line[begin:].strip()
        if bare and not bare.startswith("# "):
            offset = at + line.index(bare, begin)
            span = Span(offset, offset + len(bare))
            item.values.extend(_values(source, bare, span))
            if report:
                fault = _fault(source, bare, span, line)
                if fault:
                    result.faults.append(fault)
        first = False
        at += len(line)


def _values(source: Source, bare: str, span: Span) -> list[Value]:
    """The values of one line: each of several links, or the text without its quotes."""
    if _LINKS.match(bare):
        return [Value(m.group(), source.place(Span(span.start + m.start(), span.start + m.end()))) for m in _LINK.finditer(bare)]
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    return [Value(bare, source.place(span))]


def _fault(source: Source, bare: str, span: Span, line: str) -> Fault | None:
    """What is wrong with one line's value, or None where it is fine on its own."""
    place = source.place(span)
    if "{{" in bare or "<%" in bare:
        return None  # `template-placeholder`, reported where values are typed
    if "\t" in line[: len(line) - len(line.lstrip())]:
        lead = len(line) - len(line.lstrip())
        begin = span.start - line.index(bare)
        edit = Edit(source.path, source.place(Span(begin, begin + lead)), line[:lead].replace("\t", "  "))
        return Fault(
            "yaml-trap", "YAML allows no tab at the start of a line; use spaces", place, Fix("Replace the tab by spaces", safe=True, edits=(edit,))
        )
    if _LINKS.match(bare):
        links = _LINK.findall(bare)
        better = quote(links[0]) if len(links) == 1 else "[" + ", ".join(quote(link) for link in links) + "]"
        return Fault("unquoted-link", f"{bare[:60]} needs quotes; YAML reads brackets as lists", place, _fix(source, place, better))
    if is_words(bare):
        return None
    if bare[0] in "@`%":
        return Fault("yaml-trap", f"a YAML value cannot begin with `{bare[0]}`; put it in quotes", place, _fix(source, place, quote(bare)))
    if bare[0] in "*&!|>{[":
        return Fault("yaml-trap", f"`{bare[0]}` has a meaning of its own in YAML; put the value in quotes", place, _fix(source, place, quote(bare)))
    if ": " in bare or bare.endswith(":"):
        return Fault("yaml-trap", "a colon and a space inside a value need quotes around it", place, _fix(source, place, quote(bare)))
    return Fault("yaml-syntax", f"“{bare[:40]}” cannot be read as YAML; put it in quotes", place, _fix(source, place, quote(bare)))


def _fix(source: Source, place: Place, better: str) -> Fix:
    return Fix("Put the value in quotes", safe=True, edits=(Edit(source.path, place, better),))
