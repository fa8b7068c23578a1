"""What is said in an interview's body: points, reasons, quotes, stances, themes, and the sections they stand in (vault-format.md)."""

from __future__ import annotations

import pytest

from notes_kit.model.note import Note, Point, Section, Stance
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note

SIGNS = {Stance.FOR: "(+)", Stance.AGAINST: "(-)", Stance.BOTH: "(±)", None: ""}


def read(body: str, settings: Settings | None = None) -> Note:
    return read_note("interviews/talk.md", body.encode(), settings or Settings())


def shown(point: Point) -> str:
    """A point on one line: its quote sign, words, stance and themes, and its reasons by depth."""
    words = [">"] if point.quote else []
    words.append(point.text.replace("\n", "/"))
    words += [SIGNS[point.stance]] if point.stance else []
    words += [f"#{theme}" for theme in point.themes]
    words += [f"*{skill}" for skill in point.skills]
    words += [f"{'.' * reason.depth}{reason.text}" for reason in point.reasons]
    words += [f"^{point.block}"] if point.block else []
    return " ".join(words) + (" [private]" if point.private else "")


def points(body: str) -> list[str]:
    return [shown(point) for point in read(body).points]


CASES: dict[str, tuple[str, list[str]]] = {
    "a bullet": ("- Teams merge\n", ["Teams merge"]),
    "every list marker": ("- a one\n* b two\n+ c three\n1. d four\n2) e five\n", ["a one", "b two", "c three", "d four", "e five"]),
    "a paragraph": ("Teams merge.\n", ["Teams merge."]),
    "a paragraph of two lines": ("Teams merge\nand grow.\n", ["Teams merge/and grow."]),
    "two paragraphs": ("One thing.\n\nAnother.\n", ["One thing.", "Another."]),
    "stance and theme at the end": ("- Teams merge (+) #theme/convergence\n", ["Teams merge (+) #convergence"]),
    "stance and theme at the beginning": ("- (-) #theme/remote: lonely work\n", ["lonely work (-) #remote"]),
    "every spelling of both": ("- a b (±)\n- c d (+/-)\n- e f (+-)\n- g h (~)\n", ["a b (±)", "c d (±)", "e f (±)", "g h (±)"]),
    "a typographic minus": ("- a b (−)\n- c d (–)\n", ["a b (-)", "c d (-)"]),
    "marks that disagree": ("- good (+) and bad (-) at once\n", ["good (+) and bad (-) at once (±)"]),
    "a tag inside the sentence stays": ("- Every #python job asks for it\n", ["Every #python job asks for it"]),
    "a subject that is a tag stays": ("- #python is everywhere\n", ["#python is everywhere"]),
    "nested themes and skills": ("- Write #theme/craft/writing #skill/writing\n", ["Write #craft/writing *writing"]),
    "a theme twice counts once": ("- Pay is low #theme/pay #theme/pay\n", ["Pay is low #pay"]),
    "a nested bullet is a reason": ("- Teams merge\n  - because tooling is simple\n", ["Teams merge .because tooling is simple"]),
    "a chain of reasons": ("- a a\n  - b b\n    - c c\n  - d d\n- e e\n", ["a a .b b ..c c .d d", "e e"]),
    "reasons indented by tabs": ("- a a\n\t- b b\n\t\t- c c\n", ["a a .b b ..c c"]),
    "reasons under a number": ("1. a a\n   - b b\n2. c c\n", ["a a .b b", "c c"]),
    "a reason's marks count for its point": ("- a a\n  - b b (+) #theme/x #skill/y\n", ["a a (+) #x *y .b b"]),
    "the point's own stance wins": ("- a a (-)\n  - b b (+)\n", ["a a (-) .b b"]),
    "a loose list": ("- a a\n\n- b b\n\n  - c c\n", ["a a", "b b .c c"]),
    "a second paragraph of a bullet": ("- a a\n\n  more of it\n\n  - b b\n", ["a a//more of it .b b"]),
    "a second paragraph of a reason": ("- a a\n  - b b\n\n    more of it\n", ["a a .b b\n\nmore of it"]),
    "a line carried on without indent": ("- a a\nand more\n", ["a a/and more"]),
    "an empty bullet around others": ("-\n  - a a\n  - b b\n", ["a a", "b b"]),
    "a blockquote": ('> "Nobody hires juniors."\n', ['> "Nobody hires juniors."']),
    "a blockquote without marks": ("> Nobody hires juniors.\n", ["> Nobody hires juniors."]),
    "a blockquote of two paragraphs": ("> One.\n>\n> Two.\n", ["> One.", "> Two."]),
    "a blockquote carried on lazily": ("> One\ntwo.\n", ["> One/two."]),
    "a blockquote with bullets": ("> - a a\n>   - b b\n", ["> a a .b b"]),
    "a quote below a bullet": ("- Write #theme/craft\n  > Nobody reads CVs.\n", ["Write #craft", "> Nobody reads CVs. #craft"]),
    "a quote below a reason": ("- a a #theme/t\n  - b b\n    > c c\n", ["a a #t .b b", "> c c #t"]),
    "a bullet all in quotation marks": ('- "Nobody hires juniors."\n', ['> "Nobody hires juniors."']),
    "a nested quote": ("> > deeper words\n", ["> deeper words"]),
    "a quote callout": ("> [!quote] Ada, on hiring\n> Nobody hires.\n", ["> Nobody hires."]),
    "another callout is no quote": ("> [!tip]\n> Ask about money.\n", ["Ask about money."]),
    "a callout that can be folded, with a list": ("> [!note]- More\n> - a a\n> - b b\n", ["a a", "b b"]),
    "a callout of a title alone": ("> [!tip] Ask about money #theme/pay\n", ["Ask about money #pay"]),
    "a quote callout of a title alone": ("> [!quote] Nobody hires.\n", ["> Nobody hires."]),
    "a theme on the heading": ("## Hiring #theme/hiring\n- a a\n- b b #theme/pay\n\n# Else\n- c c\n", ["a a #hiring", "b b #pay #hiring", "c c"]),
    "themes of all headings above": ("# A #theme/a\n## B #theme/b\n- x y\n", ["x y #a #b"]),
    "a table": ("| what | how |\n|---|:-:|\n| pay | low #theme/pay |\n| hours | long |\n", ["pay | low #pay", "hours | long"]),
    "a block id": ("- Teams merge ^abc-1\n", ["Teams merge ^abc-1"]),
    "a block id on a reason": ("- a a\n  - b b ^x1\n", ["a a .b b ^x1"]),
    "a block id on its own line": ("> Nobody hires.\n\n^q1\n", ["> Nobody hires. ^q1"]),
    "code says nothing": ("```\n- a a\n```\n\n    - b b\n\n- c `#theme/x (+)`\n", ["c `#theme/x (+)`"]),
    "tags alone say nothing": ("- #theme/x\n\n#theme/y #z\n", []),
    "an embed says nothing": ("![[call.m4a]]\n\n- ![[board.png|300]]\n- see ![[board.png]]\n", ["see ![[board.png]]"]),
    "a rule and an empty bullet say nothing": ("---\n\n-\n\n- ***\n", []),
    "headings that are no sections": ("# Talk\n## On money\n- a a\n", ["a a"]),
    "prep, next steps and log say nothing": ("## Prep\n- a a\n\nb b\n## Next steps\n- c c\n## Log\n- 2026-03-01 d d\n- e e\n", []),
    "a heading below them neither": ("## Prep\n### Ideas\n- a a\n## Notes\n- b b\n", ["b b"]),
    "an answer below a ticked question": ("## Prep\n- [x] What did it take? #q/advice\n  - Two years\n    - at night\n", ["Two years .at night"]),
    "an answer in the lines after the question": ("## Prep\n- [x] What did it take? #q/advice\n  Two years\n", ["Two years"]),
    "an answer in a further paragraph": ("## Prep\n- [x] What did it take?\n\n  Two years\n", ["Two years"]),
    "a quoted answer": ("## Prep\n- [x] Why?\n  > Nobody hires.\n", ["> Nobody hires."]),
    "nothing below an open question": ("## Prep\n- [ ] What did it take?\n  - ask about nights\n", []),
    "an answer below a question elsewhere": ("## Notes\n- What about pay? #q/insights\n  - Low\n", ["Low"]),
    "a task is no point": ("## Notes\n- [ ] Send it 📅 2026-03-05\n- a a\n", ["a a"]),
    "a bullet that begins with a link": ("- [x](https://a.example) is good\n- [[Ada]] said so\n", ["[x](https://a.example) is good", "[[Ada]] said so"]),
    "properties in the body are no points": ("**Date**:: 2026-03-02\n\n- **Duration:** 30\n\n## Notes\n- a a\nrole:: none\n", ["a a/role:: none"]),
    "a bold label in the talk is a point": ("## Notes\n- **Format:** they like it short\n", ["**Format:** they like it short"]),
    "both sides of an unfinished merge": ("- a a\n<<<<<<< HEAD\n- b b\n=======\n- c c\n>>>>>>> other\n", ["a a", "b b", "c c"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_points_of_a_body(name: str) -> None:
    body, expected = CASES[name]
    assert points(body) == expected


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_endings_change_nothing(name: str, newline: str) -> None:
    body, expected = CASES[name]
    assert points(body.replace("\n", newline)) == expected


def test_only_talks_and_themes_have_points() -> None:
    said = "- a a\n"
    kinds = {path: bool(read_note(path, said.encode(), Settings()).points) for path in ("interviews/x.md", "themes/x.md", "contacts/x.md", "x.md")}
    assert kinds == {"interviews/x.md": True, "themes/x.md": True, "contacts/x.md": False, "x.md": False}


def test_a_point_knows_its_headings_and_its_section() -> None:
    note = read("# Talk\n## Notes\n### Money\n- a a\n## Takeaways\n- b b\n## Resources\n- <https://a.example>\n")
    assert [(point.headings, point.section) for point in note.points] == [
        (("Talk", "Notes", "Money"), Section.NOTES),
        (("Talk", "Takeaways"), Section.TAKEAWAYS),
        (("Talk", "Resources"), Section.RESOURCES),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Learn #skill/sql", "Learn #skill/sql"),
        ("(+) Learn #skill/sql #theme/tools ^b1", "Learn #skill/sql"),
        ("#theme/tools Learn **to use** #skill/sql", "Learn **to use** #skill/sql"),
        ("Get good at #skill/data-modelling (+)", "Get good at #skill/data-modelling"),
        ("Everybody wants to join the #theme/platform team", "Everybody wants to join the #theme/platform team"),
        ("Everybody speaks of the #theme/merger", "Everybody speaks of the #theme/merger"),
        ("Six weeks of arguing what a customer is #theme/tools", "Six weeks of arguing what a customer is"),
        ("It is something to work on #theme/pay", "It is something to work on"),
        ("Write about what you build (+) #skill/writing", "Write about what you build"),
        ("Learn it (+) #skill/sql", "Learn it"),
        ("Python #skill/python", "Python"),
        ("Pay #theme/pay", "Pay"),
    ],
)
def test_a_tag_that_the_sentence_needs_stays_in_it(line: str, text: str) -> None:
    (point,) = read_note("interviews/x.md", f"- {line}\n".encode(), Settings()).points
    assert point.text == text
    (task,) = read_note("interviews/x.md", f"- [ ] {line} 📅 2026-03-05\n".encode(), Settings()).tasks
    assert task.text.replace(" ^b1", "") == text


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('She said "nobody hires here" twice', ("nobody hires here",)),
        ("„Niemand stellt ein“, sagt sie", ("Niemand stellt ein",)),
        ("« Personne ne recrute »", ("Personne ne recrute",)),
        ("“Nobody hires” and “nobody leaves”", ("Nobody hires", "nobody leaves")),
        ('the "data mesh" they call "it"', ("data mesh",)),
        ('"one line\nand the next"', ("one line and the next",)),
        ('3.5" and 5.25" disks, and an "unfinished one', ()),
    ],
)
def test_words_in_quotation_marks(text: str, quotes: tuple[str, ...]) -> None:
    assert read(f"- {text}\n").points[0].quotes == quotes


def test_a_point_with_a_thousand_reasons_takes_a_thousand_steps() -> None:
    body = "- a a\n" + "  - b b #theme/t\n" * 20_000
    (point,) = read(body).points
    assert len(point.reasons) == 20_000
    assert point.themes == ("t",)
