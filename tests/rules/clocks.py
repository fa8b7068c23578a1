"""For every duty with a day, a vault whose clock starts on a given day, and the days on which the duty is due and late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rules.vaults import ADA, BEN, TALK, contact, days, held, talk

STARTS = (date(2026, 3, 2), date(2026, 1, 31), date(2025, 12, 31), date(2024, 2, 28), date(2024, 2, 29), date(2023, 2, 28))
"""An ordinary day; ends of a month and a year; a leap day, the day before one, and a 28 February without one."""

PROFILE, SECOND = "Profile.md", "interviews/Second.md"
BEN_TOO = '"[[Ben Li]]"'
NOTES = "## Notes\n- It took two years\n"


def profile(*lines: str) -> str:
    return "\n".join(["---", "type: profile", *lines, "---", ""])


def skilled(first: date, second: date) -> dict[str, str]:
    """A skill that two people named, on two days."""
    said = "## Advice\n- Draw the tables #skill/data-modelling\n"
    return {
        PROFILE: profile("skills: [sql]"),
        "interviews/a.md": held(first, body=said),
        "interviews/b.md": held(second, who="Ben Li", body=said),
    }


def silent(last: date) -> dict[str, str]:
    """Five talks, the last on a day, and a goal of which nobody spoke."""
    talks = {f"interviews/{number}.md": held(last - days(number), who=f"Person {number}") for number in range(5)}
    return {PROFILE: profile('goals: ["Find a mentor #theme/mentors"]'), **talks}


def full_week(day: date) -> dict[str, str]:
    """Five talks in the week of a day, that day among them."""
    return {f"interviews/{number}.md": talk(monday(day) + days(number), who=f"Person {number}") for number in range(5)}


def monday(day: date) -> date:
    return day - days(day.weekday())


@dataclass(frozen=True)
class Clock:
    """A vault whose clock starts on a day.

    `due` and `late` are days after `start_of` that day, fewer than 0 before it; `shown` says that the duty can be seen
    coming before its clock starts, `ends` after how many days it is no longer spoken of.
    """

    files: Callable[[date], dict[str, str]]
    due: int
    late: int | None = None
    start_of: Callable[[date], date] = lambda day: day
    shown: bool = False
    ends: int | None = None


CLOCKS: dict[str, Clock] = {
    "outreach-unanswered": Clock(lambda day: {ADA: contact(f"outreach: {day} email")}, 7, 14),
    "outreach-exhausted": Clock(lambda day: {ADA: contact(f"outreach: [{day - days(3)} email, {day} linkedin]")}, 7, 21),
    "salutation-missing": Clock(lambda day: {ADA: contact(f"outreach: {day} email")}, 0, ends=90),
    "source-missing": Clock(lambda day: {ADA: contact(f"outreach: {day} email")}, 0, ends=90),
    "reply-unanswered": Clock(lambda day: {ADA: contact(f"replied: {day}")}, 1, 3),
    "not-reconfirmed": Clock(lambda day: {ADA: contact(), TALK: talk(day)}, -2, 0, shown=True, ends=0),
    "overlap": Clock(lambda day: {TALK: talk(f"{day}T15:00"), SECOND: talk(f"{day}T15:29", who=BEN_TOO)}, -30, -2, shown=True, ends=0),
    "buffer-short": Clock(lambda day: {TALK: talk(f"{day}T15:00"), SECOND: talk(f"{day}T15:39", who=BEN_TOO)}, -7, -1, shown=True, ends=0),
    "too-many-in-a-week": Clock(full_week, -14, -3, start_of=monday, shown=True, ends=0),
    "duration-long": Clock(lambda day: {TALK: talk(day, "duration: 31")}, -7, shown=True, ends=0),
    "place-missing": Clock(lambda day: {TALK: talk(day)}, -2, 0, shown=True, ends=0),
    "prep-empty": Clock(lambda day: {TALK: talk(day)}, -2, 0, shown=True, ends=0),
    "questions-missing": Clock(lambda day: {TALK: talk(day, body="## Prep\n- [ ] Why?\n")}, -2, shown=True, ends=0),
    "past-unsettled": Clock(lambda day: {ADA: contact(), TALK: talk(day)}, 1, 7),
    "cancelled-without-next-step": Clock(lambda day: {ADA: contact(), TALK: talk(day, "outcome: cancelled")}, 2, 7, shown=True),
    "thank-you-missing": Clock(lambda day: {ADA: contact(), TALK: held(day)}, 1, 2),
    "notes-empty": Clock(lambda day: {TALK: held(day)}, 1, 3, ends=90),
    "takeaways-missing": Clock(lambda day: {TALK: held(day, body=NOTES)}, 1, 7, ends=90),
    "next-steps-missing": Clock(lambda day: {TALK: held(day, body=NOTES)}, 1, 7, ends=90),
    "referrals-not-asked": Clock(lambda day: {TALK: held(day)}, 1, 7, ends=90),
    "referral-not-pursued": Clock(lambda day: {ADA: contact(), TALK: held(day, "referrals: [Chloe Marsh]")}, 7, 21),
    "referrer-not-told": Clock(
        lambda day: {ADA: contact(), BEN: contact(), TALK: held(day - days(9), "referrals: [Ben Li]"), SECOND: held(day, who=BEN_TOO)},
        7, 21, ends=90,
    ),
    "linkedin-not-connected": Clock(lambda day: {ADA: contact(), TALK: held(day)}, 7, 30, ends=90),
    "channel-unknown": Clock(lambda day: {ADA: contact(), TALK: held(day)}, 1, ends=90),
    "promise-overdue": Clock(lambda day: {ADA: contact(body=f"- [ ] Sends the list #promised 📅 {day}")}, 1, shown=True, ends=90),
    "action-overdue": Clock(lambda day: {ADA: contact(body=f"- [ ] Send the paper 📅 {day}")}, 0, 7, shown=True),
    "advice-not-reported": Clock(lambda day: {ADA: contact(), TALK: held(day - days(3), body=f"- [x] Read the book ✅ {day}\n")}, 14, 45),
    "skill-gap-unplanned": Clock(lambda day: skilled(day - days(9), day), 7, 30),
    "goal-without-evidence": Clock(silent, 0, 90),
    "gone-cold": Clock(lambda day: {ADA: contact(f"touches: {day} email", "keep_in_touch: 40d")}, 0, 30, start_of=lambda day: day + days(40)),
    "only-ever-asked": Clock(
        lambda day: {
            ADA: contact(f"touches: [{day - days(1)} email ask this, {day} email ask that]"),
            TALK: held(day - days(30), body="- [ ] Introduces me to Ben #promised\n"),
        },
        0, 30,
    ),
    "pause-over": Clock(lambda day: {ADA: contact(f"touches: {day - days(60)} email", f"paused: {day}")}, 0, 14),
}  # fmt: skip
"""Every duty that has a day, by the name of its rule."""

UNDATED = ("action-undated", "request-incomplete", "job-asking", "favour-in-thank-you")
"""Duties without a day: what they are about has none."""
