"""When each theme came up over the talks, and the days of each person's story."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from theme_stories import TODAY, Files, contact, merged, report, talk, template_vault, vault, vaults

from notes_kit.themes.build import build_report


def test_a_theme_is_told_by_the_talks_in_which_it_came_up() -> None:
    files = merged(
        contact("Ada Okafor"),
        talk("Ada Okafor", "2026-01-10", "- Late #theme/pay\n- Later #theme/pay"),
        talk("Ada Okafor", "2026-02-10", "- Nothing of it"),
        talk("Ada Okafor", "2026-03-10", "", themes="[Pay, hours]"),
        talk("Ada Okafor", "2026-04-10", "- Long days #theme/hours"),
        talk("Ada Okafor", "2026-05-10", "- Low #theme/pay"),
        talk("Ada Okafor", "2026-06-10", "- Not held yet #theme/pay", outcome=""),
    )
    found = report(files).trends
    assert found.split == 2
    assert [(one.name, one.talks, one.before, one.after) for one in found.themes] == [("pay", (1, 3, 5), 1, 2), ("hours", (3, 4), 0, 2)]


@given(vaults())
def test_trends_and_curve_tell_of_the_same_talks(files: Files) -> None:
    found = build_report(vault(files), TODAY)
    steps = found.saturation.steps
    assert {one.name for one in found.trends.themes} == {theme.name for theme in found.marked}
    for one in found.trends.themes:
        theme = next(theme for theme in found.marked if theme.name == one.name)
        assert [steps[at - 1].path for at in one.talks] == [step.path for step in steps if step.path in theme.talks]
        assert one.before + one.after == len(one.talks)
    new = {name: at for at, step in enumerate(steps, start=1) for name in step.new}
    assert all(one.talks[0] == new[one.name] for one in found.trends.themes if one.talks)


def test_a_story_holds_what_happened_and_the_talk_to_come() -> None:
    files = merged(
        contact("Ada Okafor", outreach="[2026-01-02 email, 2026-01-20 intro, 2026-06-01 email]", replied="2026-01-22", touches="[2026-03-01 email]"),
        contact("Ben Li", outreach="2026-05-01 email", replied="2026-06-02"),
        contact("Cleo Marsh", outreach="2026-05-01 email"),
        talk("Ada Okafor", "2026-02-01", "- Late #theme/pay"),
        talk("Dora Quint", "2026-01-15", "- Early #theme/pay"),
        talk("Ben Li", "2026-05-25", outcome=""),
    )
    told = [(one.name, one.path, [(moment.date, moment.kind) for moment in one.moments]) for one in report(files).stories]
    assert told == [
        ("Dora Quint", "", [(date(2026, 1, 15), "talk")]),
        (
            "Ada Okafor", "contacts/Ada Okafor.md",
            [(date(2026, 1, 2), "asked"), (date(2026, 1, 20), "asked"), (date(2026, 1, 22), "replied"), (date(2026, 2, 1), "talk"), (date(2026, 3, 1), "touch")],
        ),
        ("Ben Li", "contacts/Ben Li.md", [(date(2026, 5, 1), "asked"), (date(2026, 5, 25), "ahead")]),
    ]  # fmt: skip


def test_every_moment_of_the_example_has_its_line() -> None:
    whole = template_vault()
    stories = build_report(whole, TODAY).stories
    assert len(stories) == 12
    for moment in (moment for story in stories for moment in story.moments):
        places = {field.place.line for field in whole.notes[moment.path].fields} | {
            value.place.line for field in whole.notes[moment.path].fields for value in field.values
        } | {line.place.line for line in whole.notes[moment.path].log}  # fmt: skip
        assert moment.line in places


def test_a_narrowed_report_tells_only_of_its_talks() -> None:
    files = merged(contact("Ada Okafor"), talk("Ada Okafor", "2026-01-10", "- Late #theme/pay"), talk("Ada Okafor", "2026-04-10", "- Low #theme/pay"))
    found = report(files, since=date(2026, 3, 1))
    assert [one.talks for one in found.trends.themes] == [(1,)]
    assert [moment.date for one in found.stories for moment in one.moments] == [date(2026, 4, 10)]
