"""What a machine found stands apart from what people marked, in few lines, with how to make it real."""

from __future__ import annotations

from theme_stories import TODAY, contact, merged, report, talk, template_vault

from notes_kit.render.report_json import report_json
from notes_kit.render.report_markdown import report_markdown
from notes_kit.render.report_text import report_text, theme_page
from notes_kit.themes.build import build_report

FILES = merged(
    talk("Ada Okafor", "2026-03-01", "- The commute by train tires me\n- Mentors explain the rules #theme/mentors"),
    talk("Ben Li", "2026-03-02", "- A long commute by train is tiring\n- Soup cools\n- A mentor explained the rules to me"),
)


def test_a_group_has_its_own_heading_its_words_and_a_hint() -> None:
    text = " ".join(report_text(report(FILES), width=200).split())
    after = text.split("SAID BY SEVERAL, NOT MARKED YET")[1]
    assert "train" in after
    assert "`notes-kit themes suggest` shows them whole" in after
    assert "2 of 2 people · 2 points" in after
    assert "1 more point seems to belong to mentors." in after
    assert "Of the 5 points that they made 1 stands under 1 theme." in text, "what is suggested is not counted as themed"


def test_in_markdown_a_group_is_one_line() -> None:
    section = report_markdown(report(FILES)).split("## Said by several, not marked yet")[1].split("\n## ")[0]
    (line,) = [line for line in section.splitlines() if line.startswith("- ")]
    assert "[[interviews/2026-03-01 Ada Okafor#Notes|Ada Okafor]], [[interviews/2026-03-02 Ben Li#Notes|Ben Li]]" in line
    assert "- mentors: 1 more point\n" in report_markdown(report(FILES))


def test_json_says_where_each_comes_from() -> None:
    found = report_json(report(FILES))
    assert {theme["origin"] for theme in found["themes"]} == {"tag", "suggested"}
    assert found["offers"] == [{"path": "interviews/2026-03-02 Ben Li.md", "line": 10, "theme": ["mentors"], "near": True}]


def test_a_suggested_group_can_be_looked_at_like_any_theme() -> None:
    found = report(FILES)
    assert "A long commute by train is tiring" in theme_page(found, found.suggested[0].name)


def test_a_suggestion_is_no_evidence() -> None:
    marked = build_report(template_vault(), TODAY, suggest=False)
    found = build_report(template_vault(), TODAY)
    assert found.suggested
    assert (found.marked, found.contrasts, found.coverage, found.saturation, found.goals) == (
        marked.marked,
        marked.contrasts,
        marked.coverage,
        marked.saturation,
        marked.goals,
    )
    assert found.untagged == marked.untagged


def test_nothing_is_said_where_nothing_is_found() -> None:
    text = report_text(report(merged(contact("Ada Okafor"), talk("Ada Okafor", "2026-03-01", "- Soup cools"))))
    assert "SAID BY SEVERAL" not in text
    assert "seem to belong" not in text
