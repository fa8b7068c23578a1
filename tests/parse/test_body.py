"""Everything in a body that is no point: tasks, questions, log lines, headings, tags, links."""

from __future__ import annotations

from datetime import date

import pytest

from notes_kit.model.note import Note, Section, Task
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note


def read(body: str, path: str = "interviews/talk.md", **settings: object) -> Note:
    return read_note(path, body.encode(), Settings(**settings))  # type: ignore[arg-type]


def task(line: str) -> Task:
    (found,) = read(f"## Next steps\n- {line}\n").tasks
    return found


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("[ ] Send it", {"text": "Send it", "status": " ", "due": None, "promised": False}),
        ("[x] Send it ✅ 2026-03-04", {"text": "Send it", "status": "x", "done_on": date(2026, 3, 4)}),
        ("[ ] Send it 📅 2026-03-05", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[ ] Send it 📅2026-3-5", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[ ] Send 📅 2026-03-05 it", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[ ] Send it ⏫ 🔁 every week 📅 2026-03-05", {"text": "Send it", "priority": "high", "recurrence": "every week", "due": date(2026, 3, 5)}),
        (
            "[ ] Send it 🛫 2026-03-01 ⏳ 2026-03-02 ➕ 2026-02-28",
            {"start": date(2026, 3, 1), "scheduled": date(2026, 3, 2), "created": date(2026, 2, 28)},
        ),
        ("[ ] Send it [due:: 2026-03-05]", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[ ] Send it [due:: [[2026-03-05]]]", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[x] Send it (completion:: 2026-03-05) [priority:: high]", {"text": "Send it", "done_on": date(2026, 3, 5), "priority": "high"}),
        ("[ ] Send it @due(2026-03-05)", {"text": "Send it", "due": date(2026, 3, 5)}),
        ("[ ] Send it @{2026-03-05}", {"text": "Send it", "due": date(2026, 3, 5)}),
        (
            "[ ] Introduces me to [[Ben Li]] #promised 📅 2026-03-10",
            {"text": "Introduces me to [[Ben Li]]", "promised": True, "due": date(2026, 3, 10)},
        ),
        ("[ ] #promised Introduces me", {"text": "Introduces me", "promised": True}),
        ("[-] Dropped", {"text": "Dropped", "status": "-", "open": False, "done": False}),
        ("[/] Half done", {"text": "Half done", "status": "/", "open": True}),
        ("[X] Big", {"done": True}),
        ("[ ] ⏬ Low", {"text": "Low", "priority": "lowest"}),
        ("[ ] Tell her @ten", {"text": "Tell her @ten"}),
    ],
)
def test_a_task(line: str, fields: dict[str, object]) -> None:
    found = task(line)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize("line", ["[x](https://a.example)", "[]", "[ ]no space", "[ab] two letters", "x [ ] later", "`[ ]` code"])
def test_what_is_no_task(line: str) -> None:
    assert read(f"- {line}\n").tasks == ()


def test_a_box_outside_a_list_is_no_task() -> None:
    assert read("[ ] Send it\n").tasks == ()


def test_tasks_stand_in_their_section_and_everywhere() -> None:
    note = read("- [ ] a\n## Notes\n> - [ ] b\n\n1. [ ] c\n## Next steps\n- x\n  - [x] d\n")
    assert [(one.text, one.section) for one in note.tasks] == [
        ("a", Section.OTHER), ("b", Section.NOTES), ("c", Section.NOTES), ("d", Section.NEXT_STEPS),
    ]  # fmt: skip


def test_a_date_that_is_not_in_the_calendar_is_a_fault() -> None:
    note = read("- [ ] Send it 📅 2026-02-30\n")
    assert [(fault.rule, fault.place.line) for fault in note.faults] == [("impossible-date", 1)]
    assert note.tasks[0].due is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Prep\n- [x] Why? #q/advice\n", [("Why?", "advice", "", True)]),
        ("## Prep\n- [ ] Why? #q/advice #topic/money\n", [("Why?", "advice", "money", False)]),
        ("## Prep\n- Why? #q/Advice\n", [("Why?", "advice", "", False)]),
        ("## Questions to ask\n- [ ] Why?\n", [("Why?", "", "", False)]),
        ("## Prep\n- read her paper\n\nand the news\n", []),
        ("## Notes\n- [x] Why? #q/trends\n", [("Why?", "trends", "", True)]),
        ("## Notes\n- Why? #q/trends\n", [("Why?", "trends", "", False)]),
        ("## Notes\n- Why? #q/trends\n  - Because\n", [("Why?", "trends", "", True)]),
        ("## Prep\n- [x] Why? #q/advice\n  Because of pay.\n", [("Why?", "advice", "", True)]),
        ("## Prep\n- [x] Why, of all\n  places? #q/advice\n  Pay.\n", [("Why, of all places?", "advice", "", True)]),
        ("## Prep\n- [ ] Why #q/advice of all\n  places?\n", [("Why of all places?", "advice", "", False)]),
    ],
)
def test_questions(body: str, expected: list[tuple[str, str, str, bool]]) -> None:
    assert [question[:4] for question in read(body).questions] == expected


def test_a_bank_of_questions_is_read_in_any_note() -> None:
    note = read("# Bank\n- What changed? #q/trends #topic/market\n- no tag\n", "Questions.md")
    assert [(one.text, one.category, one.topic) for one in note.questions] == [("What changed?", "trends", "market")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 2026-05-04 called, she moved", [(date(2026, 5, 4), "called, she moved")]),
        ("- 2026-05-04: called", [(date(2026, 5, 4), "called")]),
        ("- 2026-05-04 – called", [(date(2026, 5, 4), "called")]),
        ("- [[2026-05-04]] called", [(date(2026, 5, 4), "called")]),
        ("- **2026-05-04** called", [(date(2026, 5, 4), "called")]),
        ("- **2026-05-04:** called", [(date(2026, 5, 4), "called")]),
        ("- 2026-05-04 15:30 called", [(date(2026, 5, 4), "called")]),
        ("- 2026-05-04", [(date(2026, 5, 4), "")]),
        ("- 4 May 2026 called", [(date(2026, 5, 4), "called")]),
        ("- May 4, 2026: called", [(date(2026, 5, 4), "called")]),
        ("* 31.12.2026 called", [(date(2026, 12, 31), "called")]),
        ("1. 2026-05-04 called", [(date(2026, 5, 4), "called")]),
        ("### 2026-05-04 Call\nshe moved", [(date(2026, 5, 4), "Call")]),
        ("### 2026-05-04\n- she moved", [(date(2026, 5, 4), "")]),
        ("- called her", []),
        ("- 2026-05-04 called\n  - 2026-01-01 was long ago", [(date(2026, 5, 4), "called")]),
        ("2026-05-04 in a paragraph", []),
        ("- [ ] 2026-05-04 a task", []),
    ],
)
def test_a_log(line: str, expected: list[tuple[date, str]]) -> None:
    note = read(f"## Log\n{line}\n", "contacts/Ada.md")
    assert [entry[:2] for entry in note.log] == expected


def test_an_impossible_date_in_a_log_is_a_fault() -> None:
    note = read("## Log\n- 2026-02-30 called\n", "contacts/Ada.md")
    assert note.log == ()
    assert [(fault.rule, fault.place.line, fault.place.column) for fault in note.faults] == [("impossible-date", 2, 3)]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Prep", Section.PREP), ("PREPARATION", Section.PREP), ("Questions to ask:", Section.PREP), ("📝 Notes", Section.NOTES), ("3. Notes", Section.NOTES),
        ("Note", Section.NOTES), ("**Advice**", Section.ADVICE), ("Key takeaways", Section.TAKEAWAYS), ("Open Questions", Section.OPEN_QUESTIONS),
        ("Next step", Section.NEXT_STEPS), ("Follow-Up", Section.NEXT_STEPS), ("Action items", Section.NEXT_STEPS), ("Notes: second call", Section.NOTES),
        ("Notes (by phone)", Section.NOTES), ("Log", Section.LOG), ("Próximos pasos", Section.NEXT_STEPS), ("Nächste Schritte", Section.NEXT_STEPS),
        ("Private", Section.PRIVATE), ("Off the record", Section.PRIVATE), ("Notebook", Section.OTHER), ("Trends", Section.OTHER), ("", Section.OTHER),
        ("Resources #theme/reading", Section.RESOURCES), ("Preparing for interviews", Section.OTHER),
    ],
)  # fmt: skip
def test_what_a_heading_means(heading: str, section: Section) -> None:
    (found,) = read(f"## {heading}\n").headings
    assert found.section is section


def test_a_vaults_own_headings_come_first() -> None:
    note = read("## Charla\n## Notes\n", headings={"prep": ("Notes",), "notes": ("Charla",)})
    assert [one.section for one in note.headings] == [Section.NOTES, Section.PREP]


def test_a_topic_below_a_section_is_no_section() -> None:
    note = read("## Notes\n### Research\n- a a\n### History\n- b b\n## Research\n- c c\n")
    assert [one.section for one in note.headings] == [Section.NOTES, Section.OTHER, Section.OTHER, Section.PREP]
    assert [point.text for point in note.points] == ["a a", "b b"]


def test_a_history_in_a_contact_is_a_log_wherever_it_stands() -> None:
    note = read("## Notes\n### History\n- 2026-05-04 called\n", "contacts/Ada.md")
    assert [entry.words for entry in note.log] == ["called"]


def test_headings_have_their_level_and_words() -> None:
    note = read("# One #\n## Two #theme/x\n### #theme/only\nThree\n---\n- # In a list\n> ## In a quote\n\nlast\n")
    assert [(one.level, one.text) for one in note.headings] == [
        (1, "One"), (2, "Two"), (3, "#theme/only"), (2, "Three"), (1, "In a list"), (2, "In a quote"),
    ]  # fmt: skip
    assert note.points[-1].headings == ("One", "Three"), "a heading in a list or quote holds no longer than that"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a #b/c (#d) #e-f, #g_h.", ["b/c", "d", "e-f", "g_h"]),
        ("#123 #1a #_ #é/ü #日本 #🚀", ["1a", "_", "é/ü", "日本", "🚀"]),
        ("x#y a#b https://a.example/#frag", []),
        ("[[Ada#Notes]] [[#Notes]] [[Ada #Notes]] [a](#b) [a](b.md#c) [[Ada|the #one]]", []),
        ("[see #this](a.md)", ["this"]),
        ("`#code` ``#more` ``", []),
        ("color:#fff; theme:#hiring", ["hiring"]),
        ("## not a heading", []),
        ("#a#b #/c #d/", ["a", "/c", "d"]),
        ("“#quoted”", ["quoted"]),
    ],
)
def test_tags(text: str, names: list[str]) -> None:
    assert [tag.name for tag in read(f"- x {text}\n").tags] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Ada Okafor]]", [("Ada Okafor", "Ada Okafor", "", True, False)]),
        ("[[Ada Okafor|Ada]]", [("Ada Okafor", "Ada", "", True, False)]),
        ("[[people/Ada#Notes|her notes]]", [("people/Ada", "her notes", "Notes", True, False)]),
        ("[[Ada#^b1]]", [("Ada", "Ada", "^b1", True, False)]),
        ("[[#Here]]", [("", "", "Here", True, False)]),
        ("![[board.png|300]]", [("board.png", "300", "", True, True)]),
        ("| [[Ada\\|A]] |", [("Ada", "A", "", True, False)]),
        ("[her](../contacts/Ada%20Okafor.md#Log)", [("../contacts/Ada Okafor.md", "her", "Log", False, False)]),
        ("[her](<contacts/Ada Okafor.md>)", [("contacts/Ada Okafor.md", "her", "", False, False)]),
        ('[her](Ada.md "a title")', [("Ada.md", "her", "", False, False)]),
        ("[%C3%A9](%C3%A9.md)", [("é.md", "%C3%A9", "", False, False)]),
        ("[a](https://a.example) <https://b.example> [m](mailto:x@y.example) [t](tel:1)", []),
        ("[[]] [[ ]] [[a]b]] [[a\nb]]", []),
        ("`[[code]]`", []),
        ("[[Ada]][[Ben]]", [("Ada", "Ada", "", True, False), ("Ben", "Ben", "", True, False)]),
    ],
)
def test_links(text: str, expected: list[tuple[str, str, str, bool, bool]]) -> None:
    found = read(f"x {text}\n", "x.md").links
    assert [(link.target, link.shown, link.heading, link.wiki, link.embed) for link in found] == expected


def test_nothing_is_read_in_code() -> None:
    note = read("```\n#a [[b]] - [ ] c\n# d\n```\n\n    #e [[f]]\n\n~~~ #g\n#h\n~~~\n")
    assert (note.tags, note.links, note.tasks, note.headings, note.points) == ((), (), (), (), ())
