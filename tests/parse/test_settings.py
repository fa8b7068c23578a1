"""The vault's settings: what they may say, and that nothing they say can lead out of the vault."""

from __future__ import annotations

from datetime import date

import pytest

from notes_kit.model.settings import Settings, Threshold
from notes_kit.parse.settings import read_settings


def test_every_setting_is_read() -> None:
    found, faults = read_settings(
        "folders:\n  contact: [people, ./friends/]\n  interview: talks\ntemplates: my templates\nexclude: [archive, '*.draft.md']\nmax_note_size: 1_000_000\n"
        "keep_in_touch: 6w\nbusiness_days: yes\nholidays: [2026-12-25, 2026-01-01]\nrules:\n  gone-cold: {due: 60, late: 90, severity: info}\nignore: [NK401]\n"
        "queries:\n  hot: 'stage == \"met\"'\nsynonyms:\n  role: [puesto]\nheadings:\n  notes: [Charla]\ntiers:\n  '#close': {keep_in_touch: 30d}\n"
    )
    assert faults == []
    assert (found.folders["contact"], found.folders["interview"], found.folders["theme"]) == (("people", "friends"), ("talks",), ("themes",))
    assert (found.templates, found.exclude, found.max_note_size, found.keep_in_touch) == ("my templates", ("archive", "*.draft.md"), 1_000_000, 42)
    assert (found.business_days, found.holidays) == (True, (date(2026, 1, 1), date(2026, 12, 25)))
    assert found.rules == {"gone-cold": Threshold(60, 90, "info")}
    assert (found.ignore, found.queries, found.synonyms, found.headings) == (
        ("NK401",),
        {"hot": 'stage == "met"'},
        {"role": ("puesto",)},
        {"notes": ("Charla",)},
    )
    assert found.tiers["close"].keep_in_touch == 30


def test_rules_to_leave_out_below_some_paths() -> None:
    found, faults = read_settings("per_path_ignores:\n  archive: [duties, NK9]\n  'interviews/2019*': takeaways-missing\n")
    assert faults == []
    assert found.per_path_ignores == {"archive": ("duties", "NK9"), "interviews/2019*": ("takeaways-missing",)}
    assert read_settings("per_path_ignores: [archive]\n")[1][0].message == "`per_path_ignores` is a list of `name: value` lines"
    assert "is a path or a pattern" in read_settings("per_path_ignores: {/: [keep]}\n")[1][0].message


def test_what_is_said_of_rules_has_its_place() -> None:
    text = "rules:\n  gone-cold: {late: 9}\ntiers:\n  '#mentor': {gone-cold: {due: 3}, keep_in_touch: 9d}\nignore: [keep, NK9]\nper_path_ignores: {a/*: [act]}\n"
    places = {names: (place.line, place.column) for names, place in read_settings(text)[0].places.items()}
    assert places == {
        ("rules",): (1, 1), ("rules", "gone-cold"): (2, 3), ("rules", "gone-cold", "late"): (2, 15),
        ("tiers",): (3, 1), ("tiers", "mentor", "gone-cold"): (4, 15), ("tiers", "mentor", "gone-cold", "due"): (4, 27),
        ("tiers", "mentor", "keep_in_touch"): (4, 36), ("ignore",): (5, 1), ("ignore", "keep"): (5, 10), ("ignore", "NK9"): (5, 16),
        ("per_path_ignores",): (6, 1), ("per_path_ignores", "a/*", "act"): (6, 26),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", "~", "folders:\nexclude:\n"])
def test_no_settings_are_the_defaults(text: str) -> None:
    assert read_settings(text) == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("templates: x\nfolder: a\n", 2, "did you mean `folders`?"), ("zzz: 1", 1, "there is no setting `zzz`"), ("folders: {moon: a}", 1, "knows contact, interview"),
        ("templates: ../up", 1, "inside the vault"), ("templates: /etc", 1, "inside the vault"), ("templates: 'C:\\x'", 1, "inside the vault"),
        ("templates: a/../../b", 1, "inside the vault"), ("templates: '~/x'", 1, "inside the vault"), ("templates: [a]", 1, "one line of text"),
        ("folders:\n  contact: [a, ../b]", 2, "inside the vault"), ("max_note_size: -1", 1, "a whole number"), ("max_note_size: 0", 1, "more than 0"),
        ("keep_in_touch: often", 1, "not an interval"), ("rules: {x: {due: soon}}", 1, "a whole number"), ("rules: {x: {due: 99999999}}", 1, "at most 36500"),
        ("rules: {x: {severity: loud}}", 1, "severity: info, warning"), ("rules: {x: {days: 3}}", 1, "takes due, late"), ("queries: {a: [b]}", 1, "one line of text"),
        ("exclude: {a: b}", 1, "a list of words"), ("a\n  b: c: d", 2, "cannot be read"), ("- a", 1, "`name: value`"), ("templates: a\ntemplates: b", 2, "stands twice"),
        ("holidays: [2026-02-30]", 1, "no 2026-02-30"), ("business_days: perhaps", 1, "true or false"), ("? [a]\n: b", 1, "one line of text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(text: str, line: int, words: str) -> None:
    found, faults = read_settings(text)
    assert [fault.rule for fault in faults] == ["bad-setting"]
    assert words in faults[0].message
    assert faults[0].place.line == line
    assert found.templates in ("templates", "x", "a")


def test_one_wrong_entry_hides_no_other() -> None:
    found, faults = read_settings("max_note_size: big\nkeep_in_touch: 30d\nfolders: 3\ntemplates: t\n")
    assert (found.max_note_size, found.keep_in_touch, found.templates) == (2_000_000, 30, "t")
    assert len(faults) == 2


def test_a_file_that_is_no_settings_is_told_briefly() -> None:
    _, faults = read_settings("\n".join(f"word{number}: x" for number in range(900)))
    assert len(faults) == 50
