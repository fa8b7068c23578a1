"""Private passages (P35): what is hidden, what stays, and that doubt hides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes_kit.model.note import Note
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.parse.private import blank_private

SECRET = "s3cr3t"


def read(text: str, path: str = "interviews/talk.md") -> Note:
    return read_note(path, text.encode(), Settings())


def told(note: Note) -> str:
    """Every word of a note's body that is not marked private."""
    parts = [part for part in (*note.points, *note.tasks, *note.headings, *note.links, *note.tags) if not part.private]
    return repr((parts, note.questions, note.log))


HIDDEN = {
    "in a line": f"- shown %%{SECRET} #{SECRET} [[{SECRET}]]%% too\n",
    "a whole bullet": f"- %% {SECRET} %%\n- shown too\n",
    "several lines": f"shown too\n\n%%\n- {SECRET}\n\n{SECRET}\n%%\n",
    "several paragraphs and a fence": f"shown too\n%%\n```\n- {SECRET}\n\n{SECRET}\n%%\n",
    "never closed": f"- shown too\n- %% {SECRET}\n\n## More\n- {SECRET}\n",
    "an HTML comment": f"- shown <!-- {SECRET} --> too\n",
    "an HTML comment of several lines": f"- shown too\n<!--\n{SECRET}\n\n- {SECRET}\n-->\n",
    "an HTML comment never closed": f"- shown too\n<!-- {SECRET}\n\n{SECRET}\n",
    "a comment in a comment's mark": f"- shown too %% <!-- {SECRET} %%\n",
    "after a closed fence": f"```\ncode %%\n```\n- shown too %% {SECRET} %%\n",
    "after a fence that the end of its item closes": f"- shown too\n  ```\n  code\n- %% {SECRET} %%\n",
    "after words in three backticks": f"- ```code``` shown too %% {SECRET} %%\n",
    "between backticks of two paragraphs": f"- shown ` too\n- %% {SECRET} %% and ` one\n",
    "between backticks that pair elsewhere": f"shown ` too\nand ` %% {SECRET} %% ` end\n",
    "between escaped backticks": f"- shown too \\` %% {SECRET} %% \\`\n",
    "after an odd mark in an item's fence": f"- shown too\n  ```\n  %%\n  ```\n- %% {SECRET} %%\n",
    "after an odd mark in indented code": f"shown too\n\n- %% {SECRET} %%\n\n      50 %%\n",
    "in a quote": f"> shown too %% {SECRET} %%\n",
    "three marks": f"- shown too %%%{SECRET}%%%\n",
    "a callout": f"- shown too\n\n> [!private]\n> {SECRET} #{SECRET}\n> - {SECRET}\n> - [ ] {SECRET}\n",
    "a callout with a title": f"- shown too\n\n> [!private]- {SECRET}\n> words\n",
    "a callout of a title alone": f"- shown too\n\n> [!private] {SECRET}\n",
    "a callout in capitals": f"- shown too\n\n> [!PRIVATE]+\n> {SECRET}\n",
    "a callout with metadata": f"- shown too\n\n> [!private|small]\n> {SECRET}\n",
    "a callout carried on lazily": f"- shown too\n\n> [!private]\n> words\n{SECRET} lazy\n\n- fine\n",
    "a callout in a callout": f"> [!note]\n> shown too\n> > [!private]\n> > {SECRET}\n",
    "a quote in a callout": f"- shown too\n\n> [!private]\n> > {SECRET}\n",
    "a callout below a bullet": f"- shown too\n  > [!private]\n  > {SECRET} (+) #theme/{SECRET}\n",
    "a callout below a reason": f"- shown too\n  - words\n    > [!private]\n    > {SECRET}\n",
    "a confidential callout": f"- shown too\n\n> [!confidential]\n> {SECRET}\n",
    "a question in a callout": f"- shown too\n\n> [!private]\n> - [x] {SECRET}? #q/advice\n>   - {SECRET}\n",
    "a section": f"- shown too\n## Private\n- {SECRET}\n\n{SECRET} #{SECRET}\n",
    "a section with subheadings": f"- shown too\n## Private\n### {SECRET}\n- {SECRET}\n#### Deeper\n- {SECRET}\n",
    "a section in another language": f"- shown too\n## Privado\n- {SECRET}\n",
    "a section in a quote": f"- shown too\n\n> ## Private\n> {SECRET}\n",
    "tasks and links in a section": f"- shown too\n## Private\n- [ ] {SECRET} [[{SECRET}]] 📅 2026-03-05\n",
    "prep in a section": f"- shown too\n## Private\n### Prep\n- [x] {SECRET}?\n  - {SECRET}\n",
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_what_is_hidden(name: str, newline: str) -> None:
    note = read(HIDDEN[name].replace("\n", newline))
    assert SECRET not in told(note)
    assert "shown" in told(note)
    assert "too" in told(note)


def test_a_log_keeps_to_itself_what_is_private() -> None:
    note = read(f"## Log\n- 2026-05-04 called\n\n> [!private]\n> - 2026-05-05 {SECRET}\n", "contacts/Ada.md")
    assert [entry.words for entry in note.log] == ["called"]


def test_what_follows_a_private_section_is_shown() -> None:
    note = read("## Private\n- a a\n### Deeper\n- b b\n## Notes\n- c c\n")
    assert [(point.text, point.private) for point in note.points] == [("a a", True), ("b b", True), ("c c", False)]


def test_what_follows_a_private_callout_is_shown() -> None:
    note = read("> [!private]\n> a a\n\n> b b\n\n- c c\n  > [!private]\n  > d d\n\n  - e e\n")
    assert [(point.text, point.private) for point in note.points] == [("a a", True), ("b b", False), ("c c", False), ("d d", True)]
    assert note.points[2].reasons[0].text == "e e"


SHOWN = {
    "in a code span": "- write `%%` or `<!--` here\n- after\n",
    "in a longer code span": "- write ``a ` %% `` here\n- after\n",
    "in a fence": "```\n%%\n<!--\n```\n- after\n",
    "in a tilde fence": "~~~ text\n%%\n```\n~~~\n- after\n",
    "in a fence in an item, two marks": "- a a\n  ```\n  %% x %%\n  ```\n- after\n",
    "in a fence in an item, one mark": "- a a\n  ```\n  %%\n  ```\n- after\n",
    "in a fence that begins an item": "1. ```sh\n   50 %%\n   ```\n2. after\n",
    "in a fence of an inner item that ends without it": "- a a\n  - b b\n    ~~~\n\t%%\n- after\n",
    "one per cent sign": "- 50% and 60% of % people\n- after\n",
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_mark_in_code_hides_is_nothing(name: str) -> None:
    assert "after" in told(read(SHOWN[name]))


def test_the_words_around_a_comment_close_up() -> None:
    note = read("- shown %%hidden%% too (+)\n- [ ] send %%secretly%% it\n## A %%b%% c\n")
    assert [point.text for point in note.points] == ["shown too"]
    assert [task.text for task in note.tasks] == ["send it"]
    assert [heading.text for heading in note.headings] == ["A c"]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("confidential: true", True), ("confidential: yes", True), ("Confidential: TRUE", True), ('confidential: "true"', True),
        ("private: true", True), ("confidential: false", False), ("confidential: no", False), ("confidential:", False), ("other: true", False),
        ("confidential: perhaps", True), ("confidential: [true]", True), ("confidential: [false]", False), ("confidential: false\nconfidential: true", True),
        ("meta:\n  confidential: true", True), ("meta:\n  confidential: false", False), ("confidential:true", True), ("- confidential: true", True),
        ("author: @x\nconfidential: true", True), ("a: [\nconfidential: true", True), ("\tconfidential: true", True),
        ("a: " + "[" * 50 + "\nconfidential: true", True), ("confidential: true # for now", True), ("confidential: {{flag}}", True),
    ],
)  # fmt: skip
def test_a_whole_note(front: str, expected: bool) -> None:
    assert read(f"---\n{front}\n---\n- a a\n").confidential is expected


def test_a_whole_note_without_a_closing_fence() -> None:
    assert read("---\nconfidential: true\n\n# Talk\n- a a\n").confidential


PIECES = ["%%", "<!--", "-->", "`", "``", "```", "~~~", "\n", "\n", "\n\n", "- ", "  ", "    ", "> ", "\\", "a", "b c", "\r", "\r\n", "# "]


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_blanking_keeps_every_other_character_where_it_was(text: str) -> None:
    blanked = blank_private(text)
    assert len(blanked) == len(text)
    for before, after in zip(text, blanked, strict=True):
        assert after == before or (after in " \u00a0" and before not in "\r\n")


LISTS = [
    "- ",
    "* ",
    "1. ",
    "2) ",
    "+ ",
    "  ",
    "  ",
    "   ",
    "    ",
    "\t",
    "> ",
    "```",
    "~~~",
    "````",
    "%%\n",
    "a",
    "b c",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "---",
    "# ",
]


@given(st.lists(st.sampled_from(LISTS), max_size=20).map("".join), st.sampled_from(["", "- ", "  ", "    ", "a\n"]))
@hypothesis_settings(max_examples=400)
def test_what_commonmark_takes_for_text_is_hidden_whatever_fences_stand_before_it(before: str, lead: str) -> None:
    """A mark in a fence hides nothing, and ends nothing that is hidden: markdown-it-py says what a fence is."""
    text = f"{before}\n{lead}%% {SECRET} %%\n"
    tokens = MarkdownIt("commonmark").parse(text)
    words = "".join(token.content for token in tokens if token.type == "inline")
    if SECRET in words and words.count("%%") == 2:  # every other mark stands in code
        assert SECRET not in blank_private(text)


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_plain_comment_is_hidden_whatever_stands_before_it(before: str, after: str) -> None:
    # With nothing of code before it, no reading of a comment on its own line leaves it in sight.
    quiet = re.sub(r"[`~\\%]|<!--|    ", "", before)
    assert SECRET not in blank_private(f"{quiet}\n\n%% {SECRET} %%\n{after}")
