"""A report narrowed by period, condition and theme: what is left, and by what it is measured."""

from __future__ import annotations

from datetime import date

import pytest
from theme_stories import contact, merged, names, note, report, talk, theme

from notes_kit.themes.narrow import NoSuchThemeError, on_theme

FILES = merged(
    contact("Ada Okafor"),
    {"themes/hours.md": note("theme", "Long days.", aliases="[shifts]"), "themes/silent.md": note("theme", "Nobody."),
     "Profile.md": note("profile", assumptions='["Days are long #theme/hours", "Pay is low #theme/pay"]')},
    talk("Ada Okafor", "2026-03-01", "- A (+) #theme/hours\n- B #theme/pay", format="video"),
    talk("Ben Li", "2026-04-01", "- C (-) #theme/hours/nights\n- D", format="video"),
    talk("Chloe Marsh", "2026-05-01", "- E (-) #theme/hours", format="phone"),
)  # fmt: skip


def test_a_theme_comes_with_those_within_it_and_the_whole_measure() -> None:
    found = on_theme(report(FILES), "Shifts")
    assert (found.theme, [one.name for one in found.themes]) == ("hours", ["hours", "hours/nights"])
    assert (found.totals.people_heard, names(theme(found, "hours").people)) == (3, ["Ada Okafor", "Chloe Marsh"])
    assert [(one.theme, names(one.sides.favour), names(one.sides.against)) for one in found.contrasts] == [("hours", ["Ada Okafor"], ["Chloe Marsh"])]
    assert [belief.text for belief in found.assumptions] == ["Days are long"]
    assert (found.unthemed, found.unheard, found.skills, found.funnel) == ((), (), (), ())
    assert [row.name for row in found.coverage.themes] == ["hours", "hours/nights"]
    assert len(found.digests) == 3


def test_a_theme_that_nobody_spoke_of_is_a_theme() -> None:
    found = on_theme(report(FILES), "silent")
    assert (found.themes, [one.name for one in found.unheard]) == ((), ["silent"])


def test_no_theme_of_that_name() -> None:
    with pytest.raises(NoSuchThemeError, match=r"there is no theme “hour”; did you mean hours or hours/nights\?"):
        on_theme(report(FILES), "hour")


@pytest.mark.parametrize(
    ("narrowed", "heard", "points"),
    [
        ({}, 3, ["A", "E"]),
        ({"since": date(2026, 4, 1)}, 2, ["E"]),
        ({"until": date(2026, 4, 1)}, 2, ["A"]),
        ({"since": date(2026, 3, 2), "until": date(2026, 4, 30)}, 1, []),
        ({"where": lambda one: one.format == "video"}, 2, ["A"]),
        ({"since": date(2026, 4, 1), "where": lambda one: one.format == "phone"}, 1, ["E"]),
    ],
)
def test_period_condition_and_theme_hold_together(narrowed: dict[str, object], heard: int, points: list[str]) -> None:
    whole = report(FILES, **narrowed)
    found = on_theme(whole, "hours")
    assert found.totals.people_heard == whole.totals.people_heard == heard
    assert [said.text for one in found.themes if one.name == "hours" for said in one.points] == points


def test_sources_are_the_talks_told_of_and_the_notes_that_are_always_read() -> None:
    always = ["Profile.md", "contacts/Ada Okafor.md", "themes/hours.md", "themes/silent.md"]

    def talks(**narrowed: object) -> list[str]:
        paths = [one.path for one in report(FILES, **narrowed).sources]
        assert [path for path in paths if not path.startswith("interviews/")] == always
        return [path.split(" ", 1)[1] for path in paths if path.startswith("interviews/")]

    assert talks() == ["Ada Okafor.md", "Ben Li.md", "Chloe Marsh.md"]
    assert talks(since=date(2026, 4, 1)) == ["Ben Li.md", "Chloe Marsh.md"]
    assert talks(where=lambda one: one.format == "phone") == ["Chloe Marsh.md"]
