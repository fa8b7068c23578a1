"""What the rules stand on: stage, last contact and next touch of one person, derived for a day (`model/state.py`)."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import contact, held, vault

from notes_kit.model.days import shift
from notes_kit.model.state import Relation, Sign, Stage, relations

ADA, TALK = "contacts/Ada Okafor.md", "interviews/Talk.md"
DAY = date(2026, 6, 1)


def relation(lines: list[str], *talks: list[str], today: date = DAY) -> Relation:
    files: dict[str, str | bytes | None] = {ADA: "\n".join(["---", "type: contact", *lines, "---", ""])}
    for number, talk in enumerate(talks):
        kind = [] if any(line.startswith("type:") for line in talk) else ["type: interview"]
        files[f"interviews/{number}.md"] = "\n".join(["---", *kind, 'contact: "[[Ada Okafor]]"', *talk, "---", ""])
    return relations(vault(files), today)[ADA]


HELD = ["date: 2026-03-02", "outcome: held"]
THANKED = [*HELD, "thanked: 2026-03-03"]
MEETING = ["type: meeting", "date: 2026-04-02", "outcome: held"]


@pytest.mark.parametrize(
    ("lines", "talks", "stage"),
    [
        ([], [], Stage.LEAD),
        (["outreach: 2026-03-01 email"], [], Stage.ASKED),
        (["outreach: 2026-06-02 email"], [], Stage.LEAD),
        (["outreach: 2026-03-01 email", "replied: 2026-03-02"], [], Stage.REPLIED),
        (["replied: 2026-03-02"], [["date: 2026-06-01"]], Stage.SCHEDULED),
        ([], [["date: 2026-06-09", "outcome: cancelled"]], Stage.LEAD),
        ([], [HELD], Stage.MET),
        ([], [THANKED], Stage.THANKED),
        ([], [THANKED, ["date: 2026-06-09"]], Stage.THANKED),
        ([], [THANKED, MEETING], Stage.THANKED),
        ([], [MEETING], Stage.MET),
        (["touches: 2026-03-02 email"], [THANKED], Stage.THANKED),
        (["touches: 2026-04-02 email"], [THANKED], Stage.KEPT),
        (["touches: 2026-06-02 email"], [THANKED], Stage.THANKED),
        (["touches: 2026-04-02 email"], [HELD], Stage.MET),
        (["declined: 2026-03-05"], [THANKED], Stage.DECLINED),
        (["closed: 2026-03-05 retired", "declined: 2026-03-05"], [THANKED], Stage.CLOSED),
        (["closed: 2026-06-02 retired"], [THANKED], Stage.THANKED),
    ],
)
def test_the_stage_follows_from_the_facts(lines: list[str], talks: list[list[str]], stage: Stage) -> None:
    assert relation(lines, *talks).stage is stage


def test_the_latest_fact_is_the_last_touch_and_says_where_it_stands() -> None:
    one = relation(["outreach: 2026-02-01 email", "replied: 2026-02-03", "touches: 2026-06-02 email"], THANKED)
    assert one.latest is not None
    assert (one.latest.date, one.latest.path, one.latest.place.line, one.latest.sign) == (date(2026, 3, 3), "interviews/0.md", 6, Sign.THANKS)
    assert one.last_touch == one.latest.date
    assert one.touches == (date(2026, 2, 1), date(2026, 2, 3), date(2026, 3, 2), date(2026, 3, 3))
    none = relation([])
    assert (none.latest, none.last_touch, none.next_touch) == (None, None, None)


@pytest.mark.parametrize(
    ("task", "day"),
    [
        ("- [x] Send her the paper ✅ 2026-04-08", date(2026, 4, 8)),
        ("- [x] Put tests on the report ✅ 2026-04-08", date(2026, 3, 2)),
        ("- [x] Write to Ben ✅ 2026-04-08", date(2026, 3, 2)),
        ("- [x] Sends me the list #promised ✅ 2026-04-08", date(2026, 4, 8)),
        ("- [ ] Send her the paper 📅 2026-04-08", date(2026, 3, 2)),
        ("- [x] Send her the paper", date(2026, 3, 2)),
        ("- [x] Send her the paper ✅ 2026-06-02", date(2026, 3, 2)),
    ],
)
def test_an_action_is_contact_where_doing_it_was_a_word_to_them(task: str, day: date) -> None:
    files: dict[str, str | bytes | None] = {
        ADA: contact(),
        TALK: held("2026-03-02", body=f"## Next steps\n{task}\n"),
    }
    assert relations(vault(files), DAY)[ADA].last_touch == day
    files = {ADA: contact("met: 2026-03-02", body=task)}
    assert relations(vault(files), DAY)[ADA].last_touch == day


@pytest.mark.parametrize(
    ("lines", "talks", "day"),
    [
        ([], [HELD], date(2026, 5, 31)),
        (["keep_in_touch: 30d"], [HELD], date(2026, 4, 1)),
        (["keep_in_touch: never"], [HELD], None),
        (["keep_in_touch: never", "follow_up: 2026-07-01"], [HELD], date(2026, 7, 1)),
        (["follow_up: 2026-07-01"], [HELD], date(2026, 7, 1)),
        (["follow_up: 2026-03-02"], [HELD], date(2026, 5, 31)),
        (["follow_up: 2026-07-01"], [], None),
        (["closed: 2026-05-01"], [HELD], None),
        (["outreach: [2026-04-01 email, 2026-05-01 email]"], [HELD], None),
        (["outreach: [2026-04-01 email, 2026-05-01 email]", "follow_up: 2026-07-01"], [HELD], None),
        (["outreach: [2026-04-01 email]"], [HELD], date(2026, 6, 30)),
        ([], [MEETING], None),
        (["keep_in_touch: 30d"], [MEETING], date(2026, 5, 2)),
    ],
)
def test_the_day_by_which_to_be_in_touch_again(lines: list[str], talks: list[list[str]], day: date | None) -> None:
    assert relation(lines, *talks).next_touch == day


def test_the_calendar_has_ends() -> None:
    assert shift(date(2024, 2, 28), 2) == date(2024, 3, 1)
    assert shift(DAY, 10**12) == date.max
    assert shift(DAY, -(10**12)) == date.min
