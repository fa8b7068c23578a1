"""Whoever reads only the report on the example network can answer ten questions that a person would ask of it.

Each question has the words that answer it. A reader of the Markdown or of the page gets all of them; a reader of the terminal
gets an answer to each as well, in fewer words.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import NamedTuple

import pytest
from theme_stories import TODAY, template_vault

from notes_kit.render.report_html import report_html
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_markup import TOKEN
from notes_kit.render.report_text import report_text
from notes_kit.rules.driver import run
from notes_kit.themes.build import build_report
from notes_kit.themes.report import Report


class Asked(NamedTuple):
    """A question, what answers it in the whole report, and what does so on the terminal."""

    question: str
    whole: tuple[str, ...]
    brief: tuple[str, ...]


QUESTIONS = (
    Asked(
        "Do I need the master's degree, and who says so?",
        ("A master's degree is needed before anybody will consider me", "6 of 10 people", "I had to take mine at forty-four",
         "in eleven years nobody has asked to see a degree", "For a public employer it is a key, for a private one a year of practice with a bill attached"),
        ("divided: 3 for, 2 against, 1 both", "masters-degree: + Farida Yusupova, Marguerite Achterberg, Tomáš Dvořák; − Ada Okafor, Samuel Adeyemi; ± Priya Raghunathan"),
    ),
    Asked(
        "Two of them hire and contradict each other about it. Why?",
        ("The difference is who reads the application first", "the pay table asks for one from grade seven", "the person who will work with you reads the applications"),
        ("the grade wants the level. So the degree question is really the question of which house", "Third public employer, third time the degree is a grade in a table"),
    ),
    Asked(
        "What does a data engineer's week look like: building or mending?",
        ("About two thirds is building", "Two days in five go on whatever broke overnight", "Half of every Monday goes on finding out why Sunday's figures are wrong"),
        ("divided: 1 for, 4 against; 5 of 10 people spoke of mostly-building", "About two thirds is building", "Most weeks go on getting eleven hospitals to agree"),
    ),
    Asked(
        "Who is alone with a view, and should I ask others about it?",
        ("on-call", "Niamh O'Dwyer", "Ask about the phone before you ask about the pay", "On call is a question to ask everyone, and she is the only one who has raised it"),
        ("on-call 1 for", "Ask about the phone before you ask about the pay. The phone is the job.", "Niamh O'Dwyer, 2026-02-10"),
    ),
    Asked(
        "Could I learn a first post from home?",
        ("Learned all of it remotely, from the first day, and would again", "Would not start a beginner from home again", "Remote is fine from the second post on"),
        ("A first post can be learned from home", "remote-for-juniors: + Ruben Teixeira; − Ada Okafor, Niamh O'Dwyer, Samuel Adeyemi; ± Megumi Watanabe"),
    ),
    Asked(
        "What should I learn next, and what am I doing about it?",
        ("data-modelling", "Draw the bed board as tables and send it to him", "asking-questions", "none yet"),
        ("data-modelling (5 people): planned: Draw the bed board as tables and send it to him, by 2026-05-13", "asking-questions (3 people): no plan yet"),
    ),
    Asked(
        "Which kinds of work had I never thought of, and who told me?",
        ("analytics engineer", "clinical informatics", "2026-03-25 Megumi Watanabe", "First field I had never considered: asset data at a water company"),
        ("analytics engineer (work), from Megumi Watanabe", "clinical informatics (work), from Farida Yusupova"),
    ),
    Asked(
        "Whom should I talk to next, and what should I ask them?",
        ("Chloe Marsh", "Tendai Moyo", "Whose work has become harder because yours became easier?", "Wei-Ling Chua"),
        ("Chloe Marsh, from Samuel Adeyemi", "Tendai Moyo, from Tomáš Dvořák", "Wei-Ling Chua (talk on 2026-05-19); Matteo Ferraris (talk on 2026-05-20)"),
    ),
    Asked(
        "How do people get hired: through others, or through the advert?",
        ("We advertise to be fair, and then we ring the people we remember", "a friend's word changes nothing", "Three people score every application"),
        ("getting-hired: + Ada Okafor, Samuel Adeyemi; − Marguerite Achterberg, Tomáš Dvořák", "We advertise to be fair, and then we ring the people we remember"),
    ),
    Asked(
        "Which way of asking works, and whom do I owe something?",
        ("intro", "100 % (65–100 %)", "very high", "38 % (14–69 %)", "Marguerite Achterberg", "referrer not told, Niamh O'Dwyer"),
        ("intro 7 7 100 % (65–100 %) 3 very high", "email 8 3 38 % (14–69 %)", "Who gave, and got nothing back yet: Marguerite Achterberg",
         "Niamh O'Dwyer named Megumi Watanabe (met on 2026-03-25) and has not heard from you since"),
    ),
)  # fmt: skip


@cache
def example() -> Report:
    whole = template_vault()
    return build_report(whole, TODAY, findings=run(whole, TODAY, horizon=7))


def read(text: str) -> str:
    """A report as eyes read it: words without marks and links, white space as one space."""
    text = re.sub(r"(?s)\n%% made of\n.*", "", text)
    text = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^<>]*>", " ", text) if text.startswith("<!DOCTYPE") else text
    text = TOKEN.sub(lambda match: match["shown"] or match["target"] or match["words"] or match["url"] or "", text)
    return " ".join(re.sub(r"\\(?=\W)|[*|“”]", "", html.unescape(text)).split())


@cache
def shapes() -> dict[str, str]:
    found = example()
    return {"md": read(report_markdown(found)), "html": read(report_html(found)), "text": read(report_text(found, width=200))}


def missing(words: tuple[str, ...], shape: str) -> list[str]:
    return [word for word in words if read(word) not in shapes()[shape]]


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == len({asked.question for asked in QUESTIONS}) == 10


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.question)
def test_the_markdown_answers(asked: Asked) -> None:
    assert missing(asked.whole, "md") == []


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.question)
def test_the_terminal_answers_in_fewer_words(asked: Asked) -> None:
    assert missing(asked.brief, "text") == []


def test_the_page_answers_as_well() -> None:
    quotes = [word for asked in QUESTIONS for word in asked.whole if len(word.split()) > 5]
    assert len(quotes) > 15
    assert missing(tuple(quotes), "html") == []


DISAGREEMENTS = {
    "masters-degree": ({"Marguerite Achterberg", "Tomáš Dvořák", "Farida Yusupova"}, {"Ada Okafor", "Samuel Adeyemi"}),
    "mostly-building": ({"Samuel Adeyemi"}, {"Gareth Pugh", "Niamh O'Dwyer", "Ruben Teixeira", "Farida Yusupova"}),
    "specialise-early": ({"Marguerite Achterberg", "Ruben Teixeira"}, {"Ada Okafor", "Gareth Pugh", "Megumi Watanabe"}),
    "remote-for-juniors": ({"Ruben Teixeira"}, {"Ada Okafor", "Niamh O'Dwyer", "Samuel Adeyemi"}),
    "getting-hired": ({"Ada Okafor", "Samuel Adeyemi"}, {"Marguerite Achterberg", "Tomáš Dvořák"}),
    "pay-for-meaning": ({"Megumi Watanabe", "Tomáš Dvořák"}, {"Marguerite Achterberg"}),
}
"""What was written into the examples: theme to those for and those against it."""


def test_the_disagreements_written_into_the_examples_are_named() -> None:
    found = {one.theme: ({voice.name for voice in one.sides.favour}, {voice.name for voice in one.sides.against}) for one in example().contrasts}
    assert found | DISAGREEMENTS == found
    for theme, (favour, against) in DISAGREEMENTS.items():
        row = next(line for line in report_markdown(example()).split("\n") if line.startswith(f"| {theme} |"))
        cells = row.split(" | ")
        assert all(name in cells[1] for name in favour)
        assert all(name in cells[2] for name in against)


def test_the_minority_voices_are_named() -> None:
    found = example()
    assert [(theme.name, theme.people[0].name) for theme in found.single_voice] == [("on-call", "Niamh O'Dwyer")]
    alone = {one.theme: one.sides.favour[0].name for one in found.contrasts if len(one.sides.favour) == 1}
    assert alone == {"mostly-building": "Samuel Adeyemi", "remote-for-juniors": "Ruben Teixeira"}
    assert [one.name for one in found.unheard] == ["certificates"]
