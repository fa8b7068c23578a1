"""Block structure is markdown-it's: on a table of cases, on generated Markdown, and on hostile text in linear time."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes_kit.parse.blocks import (
    END_ITEM,
    END_QUOTE,
    HEADING,
    ITEM,
    MAX_DEPTH,
    PARAGRAPH,
    QUOTE,
    UNDERLINED,
    Block,
    column,
    cut,
    read_blocks,
    split_lines,
)

KINDS = {"list_item_open": ITEM, "list_item_close": END_ITEM, "blockquote_open": QUOTE, "blockquote_close": END_QUOTE}
FAR = re.compile(r"(?:^|[>\-+*.)]) {0,3}(?: {4}|\t)", re.MULTILINE)
WIDE = re.compile(r"[-+*][ \t]{4}|\d[.)][ \t]{3}|\d\d[.)]|^.*[ \t]{2}(?:[-+*]|\d[.)])", re.MULTILINE)


def agreed(text: str) -> bool:
    """Whether markdown-it is an oracle here.

    Four columns of indent make it leave CommonMark 0.31 as soon as there are quotes, or list items wider than that: it takes
    `>` for a quote's mark however far it is indented (5.1 allows three columns), and forgets the indent of a line that
    carries on a paragraph in a quote in a quote, or one in an item from further left than the item's text.
    """
    return not (FAR.search(text) and (">" in text or WIDE.search(text)))


@lru_cache(maxsize=1)
def markdown_it() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": 1000})
    parser.enable(["fence", "code", "blockquote", "hr", "list", "heading", "lheading"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def expected(text: str) -> list[Block]:
    """The blocks that markdown-it reads, every row stripped, as ours are."""
    blocks: list[Block] = []
    level = kind = 0
    for token in markdown_it().parse(text):
        row = token.map[0] if token.map else 0
        if token.type in KINDS:
            blocks.append((KINDS[token.type], row if token.nesting > 0 else 0, "", 0))
        elif token.type == "heading_open":
            level, kind = int(token.tag[1]), HEADING if token.markup[0] == "#" else UNDERLINED
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            blocks.append((kind if level else PARAGRAPH, row, rows(token.content), level))
    return blocks


def rows(text: str) -> str:
    return "\n".join(row.strip() for row in text.split("\n")).strip("\n")


def ours(text: str) -> list[Block]:
    return [(kind, row, rows(words), level) for kind, row, words, level in read_blocks(split_lines(text))]


PIECES = [
    "a", "b c", "- ", "-", "* ", "+ ", "1. ", "2) ", "10. ", "> ", ">", " ", "  ", "   ", "    ", "     ", "\t", "#", "# ", "## x", " #", "```", "````", "~~~",
    "---", "***", "===", "=", "_ _ _", "|", "[x] ", "`", "\u00a0", "\x0c", "\n", "\n", "\n", "\n", "\n\n", "\r\n", "\r",
]  # fmt: skip
LINES = [
    "a\n", "- a\n", "  - b\n", "    - c\n", "\t- d\n", "  more\n", "\n", "> q\n", "> - q\n", "# h\n", "## h ##\n", "```\n", "  ```\n", "---\n", "===\n", "1. n\n",
    "   n\n", "- [ ] t\n", "    code\n", "-\n", "***\n", "lazy\n", ">\n", "> > q\n", "- > q\n", "  > q\n", "2. n\n",
]  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example("- a\n  ```\n  code\n- b\n")
@example("``` ```\na\n```\n``` ```\nb\n")
@example("-\n\n  a\n")
@example("1.\t2.\ta\n\t\tb\n")
@example("> a\n    ---\n")
def test_pieces_are_read_as_markdown_it_reads_them(text: str) -> None:
    if agreed(text.replace("\r", "\n")):
        assert ours(text) == expected(text)


@settings(max_examples=1000)
@given(st.lists(st.sampled_from(LINES), max_size=14).map("".join))
def test_lines_are_read_as_markdown_it_reads_them(text: str) -> None:
    if agreed(text):
        assert ours(text) == expected(text)


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_every_row_stands_at_its_column(text: str) -> None:
    lines = split_lines(text)
    for kind, row, words, _ in read_blocks(lines):
        for index, part in enumerate(words.split("\n") if kind in (HEADING, UNDERLINED, PARAGRAPH) else []):
            line = cut(lines[row], words) if kind == HEADING else lines[row + index]
            begin = column(line, part)
            assert line[begin : begin + len(part)] == part


@pytest.mark.parametrize(
    ("line", "text", "begin"),
    [("## Notes", "Notes", 3), ("> ## Notes ## ", "Notes", 5), ("# # #", "#", 2), ("#\tx  ", "x", 2), ("#", "", 1), ("# \u00a0x", "x", 3)],
)
def test_a_heading_stands_before_its_closing_hashes(line: str, text: str, begin: int) -> None:
    assert column(cut(line, text), text) == begin


def test_what_is_nested_too_deep_is_text() -> None:
    blocks = read_blocks(["- " * 200 + "a"])
    assert sum(kind == ITEM for kind, *_ in blocks) == MAX_DEPTH
    assert [words for kind, _, words, _ in blocks if kind == PARAGRAPH] == ["- " * (200 - MAX_DEPTH) + "a"]


def test_what_follows_a_deep_list_is_a_list_again() -> None:
    assert [words for kind, _, words, _ in read_blocks(["- " * MAX_DEPTH + "a", "- b"]) if kind == PARAGRAPH] == ["a", "b"]


HOSTILE = {
    "brackets": lambda n: "[[" * (n // 2),
    "quotes in a line": lambda n: "> " * (n // 2),
    "bullets in a line": lambda n: "- " * (n // 2),
    "bullets then text": lambda n: "- " * (n // 2) + "x",
    "nested bullets": lambda n: "".join(" " * depth + "- a\n" for depth in range(int((2 * n) ** 0.5))),
    "setext bait": lambda n: "a\n" * (n // 2) + "=",
    "lazy quote": lambda n: "> a\n" + "a\n" * (n // 2),
    "deep quote, then blank lines": lambda n: "> " * 1000 + "a" + "\n" * (n // 10),
    "deep list, then blank lines": lambda n: "- " * 1000 + "a" + "\n" * (n // 10),
    "backticks": lambda n: "`" * n,
    "fences": lambda n: "```\n" * (n // 4),
    "unclosed fences": lambda n: "".join("`" * size + " a\n" for size in range(3, int((2 * n) ** 0.5))),
    "hashes": lambda n: "#" * n,
    "heading closed by hashes": lambda n: "# a " + "#" * n + " b",
    "stars": lambda n: "* " * (n // 2) + "a",
    "tabs": lambda n: "\t" * n + "a",
    "tabs after bullets": lambda n: "-\t" * (n // 2) + "a",
    "spaces": lambda n: " " * n + "a",
    "digits": lambda n: "1" * n + ".",
    "numbers": lambda n: "1. " * (n // 3),
    "carriage returns": lambda n: "\r" * n,
    "one huge line": lambda n: "x" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_steps_grow_with_the_text(name: str) -> None:
    """Counted in lines of Python run, which no busy machine changes: four times the text, at most six times the steps."""
    import sys

    def steps(size: int) -> int:
        count = 0

        def trace(*_: object) -> object:
            nonlocal count
            count += 1
            return trace

        lines = split_lines(HOSTILE[name](size))
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            read_blocks(lines)
        finally:
            sys.settrace(before)
        return count

    assert steps(40_000) <= 6 * steps(10_000) + 2_000
