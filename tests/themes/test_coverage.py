"""Who spoke of what, what nobody was asked, and when new talks stop bringing new themes."""

from __future__ import annotations

import pytest
from theme_stories import Files, merged, names, report, talk

from notes_kit.themes.coverage import category
from notes_kit.themes.report import Report, Run


def test_a_theme_counts_its_points_by_person() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A #theme/pay\n- B #theme/pay"),
        talk("Ben Li", "2026-03-02", "- C #theme/hours", themes="pay"),
    )
    found = report(files).coverage
    assert names(found.people) == ["Ada Okafor", "Ben Li"]
    assert {row.name: row.points for row in found.themes} == {"pay": (2, 1), "hours": (0, 1)}


def test_categories_come_from_headings_and_from_the_questions_that_were_asked() -> None:
    body = "### Trend\n- A\n#### Pay\n- B\n### Tips\n- C\n\n## Prep\n- [x] Why? #q/insight\n- [ ] What next? #q/assignments\n- [x] Who? #q/people"
    found = report(talk("Ada Okafor", "2026-03-01", body)).coverage
    assert [(row.name, row.points, row.asked) for row in found.categories] == [
        ("trends", (2,), (0,)),
        ("insights", (0,), (1,)),
        ("advice", (1,), (0,)),
        ("resources", (0,), (0,)),
        ("assignments", (0,), (0,)),
        ("people", (0,), (1,)),
    ]


@pytest.mark.parametrize(("written", "meant"), [("Trends", "trends"), ("insight", "insights"), ("ADVICE", "advice"), ("Pay", "pay")])
def test_a_category_is_known_in_singular_and_plural(written: str, meant: str) -> None:
    assert category(written) == meant


def talks(*themes: str) -> Files:
    """One talk for each word; a word is the letters of the themes raised in it, `.` for notes without any."""
    bodies = ["- Plain" if word == "." else "\n".join(f"- A #theme/{letter}" for letter in word) for word in themes]
    return merged(*(talk("Ada Okafor", f"2026-03-{day:02}", body) for day, body in enumerate(bodies, 1)))


def test_new_themes_are_counted_in_the_order_of_the_talks() -> None:
    found = report(talks("ab", "bc", "d", ".", "e", "ae", "f", ".")).saturation
    assert [(step.new, step.total) for step in found.steps] == [
        (("a", "b"), 2), (("c",), 3), (("d",), 4), ((), 4), (("e",), 5), ((), 5), (("f",), 6), ((), 6),
    ]  # fmt: skip
    assert (found.base_size, found.run_length, found.threshold, found.base) == (4, 2, 0.05, 4)
    assert found.runs == (Run(5, 6, 1, 0.25), Run(6, 7, 1, 0.25), Run(7, 8, 1, 0.25))
    assert found.reached is None
    assert "brought 1 new theme (f) to the 4 themes of the first 4, 25% of them" in found.sentence


def test_saturation_is_reached_with_the_first_run_that_brings_next_to_nothing() -> None:
    found = report(talks("ab", "c", "d", "a", "e", "a", "b", "a")).saturation
    assert [run.ratio for run in found.runs] == [0.25, 0.0, 0.0]
    assert found.reached == 7
    assert "brought no new theme" in found.sentence


def test_one_in_twenty_is_little_enough() -> None:
    twenty = talks("abcdef", "ghijkl", "mnopqr", "st", "u", "a")
    assert report(twenty).saturation.runs == (Run(5, 6, 1, 0.05),)
    assert report(twenty).saturation.reached == 6
    assert "little new is coming" in report(twenty).saturation.sentence
    assert report(talks("abcdef", "ghijkl", "mnopqr", "s", "t", "a")).saturation.reached is None


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (talks("a", "b", "c", "d", "e"), "takes 6 talks with notes, and there are 5"),
        (talks(".", ".", ".", ".", "a", "b"), "The first 4 talks carry no themes"),
        (merged(talks("a", "b", "c", "d", "e"), talk("Ada Okafor", "2026-03-09")), "there are 5"),
    ],
)
def test_too_little_to_tell_is_said(files: Files, words: str) -> None:
    found: Report = report(files)
    assert words in found.saturation.sentence
    assert (found.saturation.runs, found.saturation.reached) == ((), None)


def test_the_last_talks_are_told_in_words() -> None:
    early = [talk(name, f"2026-01-0{day}", "- A #theme/pay\n- B #theme/hours") for day, name in enumerate(("Ada Okafor", "Ben Li", "Chloe Marsh"), 1)]
    last = [talk("Dora Quint", "2026-02-01", "- C #theme/hours"), talk("Ben Li", "2026-02-02", "- D #theme/hours/nights\n- E #theme/hours/shifts")]
    six = merged(*early, *last, talk("Ada Okafor", "2026-02-03", "- F #theme/travel"))
    assert report(six).saturation.lately == (
        "The last 3 talks added nothing on pay and 2 new themes on hours (hours/nights, hours/shifts) and 1 new theme (travel)."
    )
    assert report(merged(*early, *last)).saturation.lately == "", "too few talks to tell of the last ones"
    same = merged(*early, *(talk(name, f"2026-02-0{day}", "- A #theme/pay\n- B #theme/hours") for day, name in enumerate(("Ada", "Ben", "Cleo"), 1)))
    assert report(same).saturation.lately == "The last 3 talks spoke of every theme once more, and of no new one."
