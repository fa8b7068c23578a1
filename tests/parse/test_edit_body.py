"""Tasks are ticked and lines are added without another byte of the body changing."""

from __future__ import annotations

from datetime import date

import pytest

from notes_kit.model.note import Section
from notes_kit.model.settings import Settings
from notes_kit.model.text import Source
from notes_kit.parse.edit import EditRefusedError, EditUnsafeError, append_line, apply_edits, tick_task
from notes_kit.parse.note import read_source

DAY = date(2026, 3, 5)
INTERVIEW = "interviews/2026-03-02 Ada.md"


def note(text: str, path: str = INTERVIEW) -> Source:
    return Source(path, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] Send it", "- [x] Send it ✅ 2026-03-05"),
        ("* [ ] Send it 📅 2026-03-04", "* [x] Send it 📅 2026-03-04 ✅ 2026-03-05"),
        ("- [ ] Send it ^id-1", "- [x] Send it ✅ 2026-03-05 ^id-1"),
        ("- [ ] Send it ^id-1  ", "- [x] Send it ✅ 2026-03-05 ^id-1  "),
        ("- [ ] Send it  ", "- [x] Send it ✅ 2026-03-05  "),
        ("- [/] half", "- [x] half ✅ 2026-03-05"),
        ("> 1. [ ] quoted", "> 1. [x] quoted ✅ 2026-03-05"),
        ("- [ ] Send it [due:: 2026-03-04]", "- [x] Send it [due:: 2026-03-04] [completion:: 2026-03-05]"),
        ("- [ ] Send it (due:: 2026-03-04) ^a", "- [x] Send it (due:: 2026-03-04) (completion:: 2026-03-05) ^a"),
        ("- [ ] Send it @due(2026-03-04)", "- [x] Send it @due(2026-03-04) @done(2026-03-05)"),
        ("- [ ] Send it ✅ 2026-01-01", "- [x] Send it ✅ 2026-03-05"),
        ("- [ ] Send it [completion:: 2026-01-01] x", "- [x] Send it [completion:: 2026-03-05] x"),
        ("- [ ] #promised Introduces me 🔁 every week", "- [x] #promised Introduces me 🔁 every week ✅ 2026-03-05"),
        ("- [x] done", "- [x] done"),
        ("- [X] done", "- [X] done"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ticking_changes_the_box_and_notes_the_day(before: str, after: str, newline: str) -> None:
    frame = "---\ntype: interview\n---\n# Talk\n\n- [ ] Send it\n{}\n- [ ] Send it\n\nend".replace("\n", newline)
    source = note(frame.format(before))
    edits = tick_task(source, 7, DAY)
    changed = apply_edits(source, edits)
    assert changed == frame.format(after)
    assert tick_task(note(changed), 7, DAY) == ()
    assert [task.done for task in read_source(note(changed), [], Settings()).tasks] == [False, True, False]


def test_a_question_is_ticked_without_a_day() -> None:
    source = note("## Prep\n- [ ] What did it take? #q/advice\n")
    assert apply_edits(source, tick_task(source, 2, None)) == "## Prep\n- [x] What did it take? #q/advice\n"
    with pytest.raises(EditUnsafeError, match="would not read as done"):
        tick_task(source, 2, DAY)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("text\n", 1),
        ("- item\n", 1),
        ("```\n- [ ] code\n```\n", 2),
        ("%%\n- [ ] hidden\n%%\n", 2),
        ("a\n", 9),
        ("- [-] off\n", 1),
        ("    - [ ] code\n", 1),
    ],
)
def test_what_is_no_open_task_is_not_ticked(text: str, line: int) -> None:
    with pytest.raises(EditRefusedError, match=r"no task|cancelled"):
        tick_task(note(text), line, DAY)


LINE = "- 2026-05-04 called"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Log\n", f"## Log\n{LINE}\n"),
        ("## Log", f"## Log\n{LINE}"),
        ("## Log\n\n## Next steps\n", f"## Log\n{LINE}\n\n## Next steps\n"),
        ("# Ada\n## Log\n- a\n- b\n\n\n## Next steps\n- c\n", f"# Ada\n## Log\n- a\n- b\n{LINE}\n\n\n## Next steps\n- c\n"),
        ("## Log\n- a\n  more of a\n", f"## Log\n- a\n  more of a\n{LINE}\n"),
        ("## Log\n- a\n    - nested", f"## Log\n- a\n    - nested\n{LINE}"),
        ("## Log\n* a\n", f"## Log\n* a\n*{LINE[1:]}\n"),
        ("## Log\ntext\n", f"## Log\ntext\n\n{LINE}\n"),
        ("## Contact log\r\n- a\r\n", f"## Contact log\r\n- a\r\n{LINE}\r\n"),
        ("Log\n===\n\n- a\n", f"Log\n===\n\n- a\n{LINE}\n"),
        ("### History ###\n- a\n### 2025\n- b\n", f"### History ###\n- a\n{LINE}\n### 2025\n- b\n"),
        ("> ## Log\n\n## Log\n- a\n", f"> ## Log\n\n## Log\n- a\n{LINE}\n"),
        ("", f"## Log\n{LINE}\n"),
        ("text", f"text\n\n## Log\n{LINE}"),
        ("text\n", f"text\n\n## Log\n{LINE}\n"),
        ("text\n\n", f"text\n\n## Log\n{LINE}\n"),
        ("text\r", f"text\r\r## Log\r{LINE}\r"),
        ("---\na: 1\n---", f"---\na: 1\n---\n## Log\n{LINE}"),
        ("# Private\nx\n", f"# Private\nx\n\n# Log\n{LINE}\n"),
    ],
)
def test_a_line_comes_last_in_its_section(before: str, after: str) -> None:
    source = note(before, "contacts/Ada.md")
    changed = apply_edits(source, append_line(source, "Log", LINE))
    assert changed == after
    read = read_source(note(changed, "contacts/Ada.md"), [], Settings())
    assert read.log[-1].date == date(2026, 5, 4)
    assert next(heading for heading in read.headings if heading.section is Section.LOG)


def test_a_section_of_its_own_name_and_one_that_the_settings_name() -> None:
    source = note("## Reading list!\n- a\n## Gesprächsverlauf\n- b\n")
    assert apply_edits(source, append_line(source, "reading list!", "- c")) == "## Reading list!\n- a\n- c\n## Gesprächsverlauf\n- b\n"
    settings = Settings(headings={"log": ("gesprächsverlauf",)})
    assert apply_edits(source, append_line(source, "Log", LINE, settings)).endswith(f"- b\n{LINE}\n")
    source = note("## Odds and ends\n- a\n")
    assert apply_edits(source, append_line(source, "odds and ends", "words")) == "## Odds and ends\n- a\n\nwords\n"


def test_a_question_comes_under_prep() -> None:
    source = note("## Preparation\n- [ ] One?\n\n## Notes\n- a\n")
    assert apply_edits(source, append_line(source, "Prep", "- [ ] Two?")) == "## Preparation\n- [ ] One?\n- [ ] Two?\n\n## Notes\n- a\n"


@pytest.mark.parametrize("text", ["```\ncode", "text\n%% never closed\n", "## Log\n```\ncode\n", "## Log\n<!-- \n"])
def test_a_line_that_nobody_would_see_is_refused(text: str) -> None:
    with pytest.raises(EditUnsafeError, match="hidden"):
        append_line(note(text), "Log", LINE)


@pytest.mark.parametrize(("heading", "line"), [("Log", ""), ("Log", " "), ("", "- a"), ("Log", "- a\n- b"), ("Lo\rg", "- a"), ("Log", "\0")])
def test_what_is_no_line_is_refused(heading: str, line: str) -> None:
    with pytest.raises(EditRefusedError, match="one line of text"):
        append_line(note("## Log\n"), heading, line)
