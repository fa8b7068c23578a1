"""Places: what stands at a part's place in the note is the part, whatever the note's line endings, encoding marks and odd characters."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.model.text import Place, Source
from notes_kit.parse.note import decode, read_note

TALK = """---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
duration:   30
format: 'video'
place: https://meet.example/ada
referrals: ["[[Ben Li]]", Chloe Marsh]
thanked:
  - 2026-03-03
  -   2026-03-04 [[Ada Okafor|Ada]]
themes: [hiring, "pay", #theme/x
  remote work]
tags: a, b
"odd key": 'it''s'
---
Opening words with [[Ada Okafor#Log|her log]] and ![[board.png]].

## Prep
- [x] What did moving take? #q/advice
  - Two years, she said (+)

1. [ ] Why now? #q/trends #topic/market

## Notes #theme/data
### Trends ##
- Teams merge data and platform work (+) #theme/convergence
  - because tooling got simple enough
    and cheap
  * and “nobody wants two stacks”
- (-) #theme/remote remote work `#no` [x](notes/x.md#a) is hard ^id-1
> "Nobody here has hired a junior in two years."
> > deeper words

> [!tip]- Ask early #money
> - a a
>   - b b

| what | how |
|------|-----|
|  pay | low [[Ben Li]] |

Setext heading
--------------
last words, (+)

## Next steps
- [ ] Send the lineage paper 📅 2026-03-05
-   [x] Introduces me to [[Chloe Marsh]] #promised ✅ 2026-03-10
## Log
- 2026-03-06 wrote
"""

CONTACT = """---
name: Ada Okafor
email: [ada@a.example, ada@b.example]
phone: ["+351 1", '+351 2']
outreach: |
  2026-02-10 email
  2026-02-19 linkedin again
---
**Role:** engineer
- **City**:: Lisbon
linkedin:: https://a.example

## Log
- 2026-05-04 called
"""


def at(source: Source, place: Place) -> str:
    start, end = source.span(place)
    return source.text[start:end]


def check(note: Note, source: Source) -> int:
    """Assert that every part stands where it says; the number of parts looked at."""
    count = 0
    for field in note.fields:
        assert at(source, field.place).strip("\"'") == field.key
        for value in field.values:
            typed = at(source, value.place)
            if typed[:1] == "'":
                typed = typed[1:-1].replace("''", "'")
            elif typed[:1] == '"':
                typed = typed[1:-1]
            assert typed == value.raw, field.key
            count += 1
    for link in note.links:
        typed = at(source, link.place)
        assert link.target in typed
        assert typed.lstrip("!")[0] == "["
        assert typed[-1] in "])"
    for heading in note.headings:
        assert heading.text.startswith(at(source, heading.place)), "a heading of two lines is at its first"
    for tag in note.tags:
        assert at(source, tag.place) == f"#{tag.name}"
    for point in note.points:
        assert at(source, point.place) == point.text.split("\n")[0]
        for reason in point.reasons:
            assert at(source, reason.place) == reason.text.split("\n")[0]
            count += 1
    for task in note.tasks:
        typed = at(source, task.place)
        assert typed.startswith(f"[{task.status}]")
        assert task.text.split(" ")[0] in typed
        assert typed == typed.strip()
    for question in note.questions:
        assert question.text.split(" ")[0] in at(source, question.place)
    for entry in note.log:
        assert at(source, entry.place).startswith(entry.date.isoformat())
    for fault in note.faults:
        assert source.place(source.span(fault.place)) == fault.place, "a place outside the text"
    return count + sum(len(part) for part in (note.links, note.headings, note.tags, note.points, note.tasks, note.questions, note.log))


NEWLINES = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
CHANGES = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text.replace("Ada", "Ádà").replace("words", "wörds")),
    "emoji": lambda text: text.replace("words", "w🚀rds").replace("Ada", "👩‍💻 Ada").replace("a a", "🚀 a"),
    "no-break spaces": lambda text: text.replace("work", "wo\u00a0rk").replace("remote work", "remote\u00a0work"),
    "smart quotes": lambda text: text.replace('"Nobody', "“Nobody").replace('years."', "years.”"),
    "tabs for indent": lambda text: text.replace("  - Two", "\t- Two").replace("  - because", "\t- because").replace("    and", "\t\tand").replace("-   [x]", "-\t[x]"),
    "no final newline": lambda text: text.rstrip("\n"),
    "spaces at line ends": lambda text: text.replace("\n", "  \n").replace("---  \n", "---\n", 2),
    "Unicode line separators": lambda text: text.replace("words", "wo\u2028r\u0085d\x0cs").replace("meet", "me\u2028et"),
    "a comment": lambda text: text.replace("last words", "%%\nhidden\n\n- x\n%%\n\nlast words"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "newline", "bom"), list(product(CHANGES, NEWLINES, [False, True])))
def test_every_part_stands_where_it_says(change: str, newline: str, bom: bool) -> None:
    for path, text, least in (("interviews/talk.md", TALK, 55), ("contacts/Ada Okafor.md", CONTACT, 10)):
        data = (b"\xef\xbb\xbf" if bom else b"") + CHANGES[change](text).replace("\n", NEWLINES[newline]).encode()
        note = read_note(path, data, Settings())
        assert check(note, decode(path, data)[0]) >= least


LINES = [
    *TALK.split("\n---\n")[1].splitlines(), "- a 🚀 b #t/u (+)", "\t- nested", "> quoted #x", "", "", "```", "%% gone %% kept", "- x %% y %% z", "# h # #",
    "\u00a0- nbsp", "  \u00a0 odd", "-\ttabbed [[l]]", "1.\t- two", "- [ ] t 📅 2026-02-30", "key:: value", "<<<<<<< HEAD", "=======", "| a |", "|-|", "#",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=20), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_every_part_stands_where_it_says_in_any_mix_of_lines(lines: list[str], newline: str, bom: bool) -> None:
    hidden = any("%%" in line for line in lines)
    data = (b"\xef\xbb\xbf" if bom else b"") + newline.join(lines).encode()
    note = read_note("interviews/talk.md", data, Settings())
    source = decode("x.md", data)[0]
    if not hidden:  # words around a hidden passage close up, so they do not stand in the note as they are told
        check(note, source)
    for part in (*note.points, *note.tasks, *note.headings, *note.links, *note.tags, *note.questions, *note.log, *note.faults):
        assert source.place(source.span(part.place)) == part.place


VALUES = st.text(st.sampled_from("ab:# -[]{}'\"|>&*!%@`,\té🚀\u00a0\u2028\x85~?=01"), max_size=14)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "tags", "contact", "date", '"k k"', "é"]), VALUES), max_size=6), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_properties_stand_where_they_say(pairs: list[tuple[str, str]], newline: str) -> None:
    text = newline.join(["---", *(f"{key}: {value}" for key, value in pairs), "---", "body"])
    note = read_note("interviews/talk.md", text.encode(), Settings())
    source = Source("x.md", text)
    for field in note.fields:
        assert source.place(source.span(field.place)) == field.place
        assert at(source, field.place).strip("\"'").strip() in (field.key, field.key.rpartition(".")[2]) or field.place.line != field.place.end_line
        for value in field.values:
            assert source.place(source.span(value.place)) == value.place
            typed = at(source, value.place)
            assert typed.strip() == value.raw.strip() or typed[:1] in "'\"#*" or value.raw in typed or any(mark in typed for mark in "\x85\u2028")
    for fault in note.faults:
        assert source.place(source.span(fault.place)) == fault.place
        for edit in fault.fix.edits if fault.fix else ():
            assert source.place(source.span(edit.place)) == edit.place
