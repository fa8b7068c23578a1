"""What is new since a day, what to ask next and whom, who gave, and what may be worth a mark."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from theme_stories import TODAY, Files, contact, merged, names, note, report, talk, vaults

from notes_kit.themes.opposed import opposed
from notes_kit.themes.outlook import Grown, Opposed
from notes_kit.themes.report import Report

SPRING = date(2026, 4, 1)
BANK = {
    "Questions.md": "# Bank\n- What broke? #q/insights #topic/challenges\n- How long is a day? #q/insights #topic/daily-work\n- What do you read? #q/resources\n"
}
ASKED = "## Prep\n- [x] How long is a day, then? #q/insights\n\n## Notes\n- Long"


def heard(*parts: Files) -> Report:
    return report(merged(*parts))


def test_what_a_period_added_is_told_against_all_before_it() -> None:
    files = merged(
        talk("Ada Okafor", "2026-03-01", "- A (+) #theme/pay\n- B #theme/hours"),
        talk("Ben Li", "2026-03-02", "- C #theme/pay"),
        talk("Ada Okafor", "2026-04-01", "- D #theme/hours\n- E #theme/tools"),
        talk("Chloe Marsh", "2026-04-02", "- F (-) #theme/pay"),
        talk("Dora Quint", "2026-05-02", "- G #theme/late"),
    )
    found = report(files, since=SPRING, until=date(2026, 4, 30)).news
    assert found is not None
    assert (found.since, found.talks, names(found.people), found.themes) == (SPRING, 2, ["Chloe Marsh"], ("tools",))
    assert found.grown == (Grown("pay", 2, 3),)
    assert found.divided == ("pay",)


def test_news_need_a_day_and_something_before_it() -> None:
    files = talk("Ada Okafor", "2026-04-01", "- A #theme/pay")
    assert report(files).news is None
    assert report(files, since=SPRING).news is None
    later = report({**files, **talk("Ben Li", "2026-03-01", "- B")}, since=SPRING, where=lambda one: "Ada" in one.path)
    assert later.news is None, "what the condition leaves out is no past either"


def test_takeaways_are_no_news() -> None:
    files = merged(talk("Ada Okafor", "2026-03-01", "- A"), talk("Ada Okafor", "2026-04-01", "- B\n\n## Takeaways\n- C #theme/mine"))
    found = report(files, since=SPRING).news
    assert found is not None
    assert (found.themes, found.people, found.talks) == ((), (), 1)


def test_the_questions_left_are_those_that_nobody_was_asked() -> None:
    found = heard(BANK, contact("Ada Okafor"), {"interviews/a.md": note(
        "interview", ASKED, contact='"[[Ada Okafor]]"', date="2026-03-01", outcome="held")})  # fmt: skip
    assert [(one.text, one.category, one.topic, one.path, one.line) for one in found.ask] == [
        ("What broke?", "insights", "challenges", "Questions.md", 2),
        ("What do you read?", "resources", "", "Questions.md", 4),
    ]


def test_what_was_asked_least_comes_first() -> None:
    bank = {
        "Q.md": "".join(
            f"- {word}? #q/advice #topic/{topic}\n" for word, topic in (("One", "pay"), ("Two", "pay"), ("Three", "pay"), ("Four", "hours"))
        )
    }
    asked = {"interviews/a.md": note("interview", "## Prep\n- [x] One? #q/advice\n\n## Notes\n- A", contact="Ada", date="2026-03-01", outcome="held")}
    assert [one.text for one in heard(bank, asked).ask] == ["Four?", "Two?", "Three?"]
    ahead = {"interviews/b.md": note("interview", "## Prep\n- [x] Four? #q/advice", contact="Ada", date="2026-06-01")}
    assert [one.text for one in heard(bank, asked, ahead).ask] == ["Four?", "Two?", "Three?"], "a talk that is ahead answered nothing"


def asked_of(**people: str) -> list[str]:
    """Whom a question on daily work (for entry, mid and senior) is put to, of contacts with these properties."""
    files = [contact(name.replace("_", " "), **dict(pair.split("=") for pair in said.split(";"))) for name, said in people.items()]
    bank = {"Q.md": "- A day? #q/insights #topic/daily-work\n"}
    return [who.name for who in heard(bank, *files).ask[0].people]


def test_a_question_goes_to_who_can_answer_it_soonest() -> None:
    assert asked_of(Far="seniority=mid", Near="seniority=mid;outreach=2026-05-01 email;replied=2026-05-02", Chief="seniority=executive") == [
        "Near",
        "Far",
    ]
    assert (
        asked_of(Gone="seniority=mid;declined=2026-05-01", Away="seniority=mid;paused=2026-09-01", Left="seniority=mid;closed=2026-04-01 moved") == []
    )
    assert asked_of(Unknown="role=x", Mid="seniority=mid") == ["Mid", "Unknown"]
    once, twice = "seniority=mid;outreach=2026-05-01 email", "seniority=mid;outreach=[2026-04-01 email, 2026-05-01 email]"
    assert asked_of(Once=once, Twice=twice) == ["Once"], "whom two messages did not reach is written to no more"


def test_a_talk_that_is_arranged_goes_first_and_nobody_gets_all_questions() -> None:
    bank = {"Q.md": "".join(f"- Question {number}? #q/advice\n" for number in range(9))}
    people = [contact(name, outreach="2026-05-01 email", replied="2026-05-02") for name in ("Ada", "Ben", "Cleo")]
    ahead = {"interviews/b.md": note("interview", "## Prep\n- x", contact='"[[Cleo]]"', date="2026-05-20")}
    found = heard(bank, *people, ahead).ask
    assert [(who.name, who.stage.value, who.day) for who in found[0].people] == [("Cleo", "scheduled", date(2026, 5, 20)), ("Ada", "replied", None)]
    assert {who.name for one in found for who in one.people} == {"Ada", "Ben", "Cleo"}
    assert max(sum(who.name == name for one in found for who in one.people) for name in ("Ada", "Ben", "Cleo")) <= 7


def test_nobody_confidential_is_asked() -> None:
    assert heard(BANK, contact("Ada Okafor", confidential="true")).ask[0].people == ()


GIVER = talk(
    "Ada Okafor",
    "2026-03-01",
    "- A\n\n## Next steps\n- [x] Lends me a book #promised ✅ 2026-03-03\n",
    referrals='["Ben Li", "Cleo Marsh", "ben li"]',
)


@pytest.mark.parametrize(
    ("properties", "log", "back"),
    [
        ({}, "", 0),
        ({"touches": "2026-04-01 email give the paper"}, "", 1),
        ({"touches": "2026-04-01 email ask who else"}, "", 0),
        ({"touches": "2026-06-01 email give later"}, "", 0),
        ({"touches": "2026-04-01 email update it worked"}, "## Log\n- 2026-04-09 gave her a lift\n", 2),
    ],
)
def test_who_gave_and_what_went_back(properties: dict[str, str], log: str, back: int) -> None:
    path = "contacts/Ada Okafor.md"
    files = merged(contact("Ada Okafor", **properties), GIVER)
    files[path] += log
    (one,) = report(files).gave
    assert (one.name, one.path, one.talks, one.names, one.kept, one.back) == ("Ada Okafor", path, 1, 2, 1, back)


def test_who_was_met_just_now_owes_and_is_owed_nothing_yet() -> None:
    files = merged(contact("Ada Okafor"), GIVER)
    assert [names(report(files, today=day).gave) for day in (date(2026, 3, 14), date(2026, 3, 15))] == [[], ["Ada Okafor"]]


def test_who_got_nothing_comes_first() -> None:
    files = merged(
        contact("Ada Okafor", touches="2026-04-01 email give the paper"), GIVER, contact("Zed Quill"), talk("Zed Quill", "2026-03-02", "- B"),
        contact("Never Met"),
    )  # fmt: skip
    assert names(report(files).gave) == ["Zed Quill", "Ada Okafor"]


def pair(one: str, other: str, who: str = "Ben Li") -> tuple[Opposed, ...]:
    return heard(talk("Ada Okafor", "2026-03-01", one), talk(who, "2026-03-02", other)).opposed


DEGREE, NO_DEGREE = "- The degree opens the door of the council", "- No degree opens the door of a council"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (DEGREE, NO_DEGREE, True),
        (DEGREE, "- The degree opens a door at every council", False),
        (f"{DEGREE} (+)", NO_DEGREE, False),
        (DEGREE, "- Nobody plays the piano", False),
        ("- Pay rises early #theme/pay", "- Pay never rises #theme/pay", True),
        ("- Pay rises early #theme/pay", "- Pay never rises", False),
        ("### Resources\n- The degree opens the door of the council", NO_DEGREE, False),
    ],
)
def test_unmarked_opposites_are_at_most_listed(one: str, other: str, *, found: bool) -> None:
    pairs = pair(one, other)
    assert len(pairs) == found
    whole = heard(talk("Ada Okafor", "2026-03-01", one), talk("Ben Li", "2026-03-02", other))
    assert whole.contrasts == (), "and never claimed"


def test_nobody_is_set_against_themselves() -> None:
    assert pair(DEGREE, NO_DEGREE, who="Ada Okafor") == ()


@given(vaults())
@settings(max_examples=30)
def test_pairs_are_few_and_each_point_comes_once(files: Files) -> None:
    found = report(files)
    pairs = opposed([said for theme in found.themes for said in theme.points] + list(found.unthemed))
    points = [(said.path, said.line) for one in pairs for said in (one.one, one.other)]
    assert len(pairs) <= 3
    assert len(points) == len(set(points))
    assert all(not set(one.one.people) & set(one.other.people) for one in pairs)


def test_the_day_of_the_report_is_the_day_that_counts() -> None:
    files = merged(contact("Ada Okafor"), GIVER)
    assert report(files, today=date(2026, 2, 1)).gave == ()
    assert report(files, today=TODAY).gave != ()
