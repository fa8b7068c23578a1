"""Settings that say how days are counted, and for whom."""

from __future__ import annotations

from datetime import date

import pytest

from notes_kit.model.settings import Settings, Threshold, Tier
from notes_kit.parse.settings import read_settings


def read(text: str) -> Settings:
    settings, faults = read_settings(text)
    assert faults == []
    return settings


def test_nothing_said_is_the_calendar_and_no_tiers() -> None:
    plain = read("")
    assert (plain.business_days, plain.holidays, dict(plain.tiers)) == (False, (), {})
    assert plain == Settings()


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("yes", True), ("on", True), ("false", False), ("no", False)])
def test_business_days(text: str, flag: bool) -> None:
    assert read(f"business_days: {text}\n").business_days is flag


def test_holidays_are_days_once_each_in_order() -> None:
    assert read("holidays: [2027-01-01, 25.12.2026, 2026-12-25]\n").holidays == (date(2026, 12, 25), date(2027, 1, 1))
    assert read("holidays: 2026-12-25\n").holidays == (date(2026, 12, 25),)


def test_a_tier_by_tag() -> None:
    text = "tiers:\n  mentor: {keep_in_touch: 30d, outreach-unanswered: {due: 10, late: 21}}\n  '#family': {keep_in_touch: never}\n  x:\n"
    assert read(text).tiers == {"mentor": Tier(30, {"outreach-unanswered": Threshold(10, 21)}), "family": Tier(0), "x": Tier()}


def test_the_first_tier_of_the_file_comes_first_whatever_the_order_of_tags() -> None:
    settings = read("tiers: {Mentor: {keep_in_touch: 30d}, alumni: {keep_in_touch: 60d}}\n")
    for tags in (["alumni", "mentor"], ["mentor", "ALUMNI"]):
        assert [tier.keep_in_touch for tier in settings.tiers_of(tags)] == [30, 60]
    assert list(settings.tiers_of(["other"])) == []


def test_a_tier_with_the_name_of_an_interval_is_that_of_all_who_have_it() -> None:
    tiers = read("tiers: {monthly: {gone-cold: {late: 9}}, 6w: {keep_in_touch: 30d}, never: {gone-cold: {late: 1}}}\n")
    assert [tier.every for tier in tiers.tiers.values()] == [30, 42, None]
    assert [tier.every for tier in tiers.tiers_of([], 30)] == [30]
    assert [tier.every for tier in tiers.tiers_of(["Monthly"], 42)] == [30, 42]
    assert list(tiers.tiers_of([])) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("business_days: perhaps", "`business_days` is true or false"),
        ("business_days: [true]", "`business_days` is true or false"),
        ("holidays: [2026-02-30]", "there is no 2026-02-30"),
        ("holidays: {a: b}", "`holidays` is a list of words"),
        ("tiers: {mentor: {keep_in_touch: often}}", "`tiers: mentor: keep_in_touch`: “often” is not an interval"),
        ("tiers: {mentor: 30d}", "`tiers: mentor` is a list of"),
        ("tiers: {mentor: {gone-cold: {late: soon}}}", "`gone-cold: late` is a whole number"),
        ("tiers: {mentor: {gone-cold: {severity: error}}}", "its severity and limit hold for the whole vault"),
        ("tiers: {mentor: {duration-long: {limit: 40}}}", "its severity and limit hold for the whole vault"),
        ("busines_days: true", "did you mean `business_days`"),
    ],
)
def test_what_cannot_be_read_is_said_and_changes_nothing(text: str, words: str) -> None:
    settings, faults = read_settings(text + "\n")
    assert len(faults) == 1
    assert words in faults[0].message
    assert faults[0].rule == "bad-setting"
    assert (settings.business_days, settings.holidays) == (False, ())
    assert all(tier.keep_in_touch is None for tier in settings.tiers.values())


def test_they_do_not_change_how_a_note_is_read() -> None:
    assert read("business_days: true\nholidays: [2026-12-25]\ntiers: {mentor: {keep_in_touch: 30d}}\n").reading() == Settings().reading()
