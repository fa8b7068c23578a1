"""The same as in `test_monotone.py` of the duties that chance alone does not bring about: each story here owes its duty, as it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.test_calm_and_stop import GROUP, RUNGS
from rules.test_monotone import ANSWERS, TODAY, Person, Story, Talk, answered, keys, names, people, talks
from rules.vaults import findings

from notes_kit.model.finding import Finding, Kind
from notes_kit.rules import RULES
from notes_kit.rules.base import GROUPS

ADA, BEN = "Ada Okafor", "Ben Li"


def ago(days: int) -> str:
    return str(TODAY - timedelta(days=days))


def met(who: str, days: int, **more: object) -> Talk:
    """A talk that was held, written down and given thanks for."""
    plain = Talk((who,), TODAY - timedelta(days=days), "held", notes=True, thanked=(ago(days - 1),), takeaways=True, steps=True, asked_none=True)
    return replace(plain, **more)  # type: ignore[arg-type]


asked_only = st.builds(
    lambda first, asks, known: Story({ADA: Person(touches=tuple(f"{ago(day)} email ask" for day in asks), known=known)}, (met(ADA, first),)),
    st.integers(61, 300), st.lists(st.integers(0, 60), min_size=3, max_size=6), st.sampled_from([(), ("channel: email",)]),
)  # fmt: skip
untold_referrer = st.builds(
    lambda first, second, source: Story(
        {ADA: Person(), BEN: Person(known=source)}, (met(ADA, first, referrals=(BEN,), asked_none=False), met(BEN, second)),
    ),
    st.integers(91, 300), st.integers(7, 90), st.sampled_from([(), ('source: "[[Ada Okafor]]"',)]),
)  # fmt: skip
close_by = st.builds(
    lambda days, minutes, place: Story(
        {}, tuple(Talk((who,), TODAY + timedelta(days=days), clock=clock, place=place) for who, clock in ((ADA, "T15:00"), (BEN, f"T15:{minutes}")))
    ),
    st.integers(0, 7), st.integers(30, 39), st.sampled_from(["", "here"]),
)  # fmt: skip
done_untold = st.builds(
    lambda first, done: Story({ADA: Person()}, (met(ADA, first, tasks=tuple(f"- [x] Read the book ✅ {ago(day)}" for day in sorted(done))),)),
    st.integers(95, 200), st.sets(st.integers(14, 90), min_size=1, max_size=3),
)  # fmt: skip
pause_ended = st.builds(
    lambda paused, touched, keep: Story({ADA: Person(touches=(f"{ago(touched)} email",), facts=(("paused", TODAY - timedelta(days=paused)),), keep=keep)}),
    st.integers(0, 60), st.integers(61, 300), st.sampled_from(["", "30d", "never"]),
)  # fmt: skip
cold = st.builds(
    lambda talk, gap, keep: Story({ADA: Person(touches=(f"{ago(gap)} email give",), keep=keep)}, (met(ADA, talk),)),
    st.integers(130, 300), st.integers(90, 120), st.sampled_from(["", "30d", "6w"]),
)  # fmt: skip
replied = st.builds(
    lambda first, reply: Story({ADA: Person(outreach=(TODAY - timedelta(days=first),), facts=(("replied", TODAY - timedelta(days=reply)),))}),
    st.integers(30, 100), st.integers(1, 30),
)  # fmt: skip

RARE = {
    "only-ever-asked": asked_only,
    "referrer-not-told": untold_referrer,
    "buffer-short": close_by,
    "advice-not-reported": done_untold,
    "pause-over": pause_ended,
    "gone-cold": cold,
    "reply-unanswered": replied,
}
noise = st.builds(
    Story, people=st.dictionaries(st.sampled_from(["Chloe Marsh", "Dana Reyes"]), people, max_size=2),
    talks=st.lists(st.builds(lambda talk, who: replace(talk, people=tuple(set(who) - {ADA, BEN}), meeting=False, clock=""), talks, names), max_size=2).map(tuple),
)  # fmt: skip


@pytest.mark.parametrize("rule", RARE)
def test_the_fact_asked_for_ends_a_rare_duty_and_begins_no_other(rule: str) -> None:
    @given(RARE[rule], noise)
    @hypothesis_settings(max_examples=25)
    def holds(own: Story, beside: Story) -> None:
        story = Story({**beside.people, **own.people}, own.talks + beside.talks)
        before = story.duties()
        mine = [finding for finding in before if finding.rule == rule and finding.contact in (ADA, BEN)]
        assert mine, "each story is made so that it owes this"
        for finding in mine:
            after = answered(story, finding).duties()
            assert keys(after, rule) == keys(before, rule) - Counter({(finding.path, finding.contact): 1})
            for other in {item.rule for item in after if GROUP[item.rule] == GROUP[rule]} - {rule}:
                assert not keys(after, other) - keys(before, other) or (rule, other) in RUNGS, (finding.message, other)

    holds()


def acts(files: dict[str, str], group: str) -> Counter[tuple[str, str]]:
    """The duties of a group: rule and what is said, without how late it is."""
    return Counter((item.rule, item.message.partition(";")[0]) for item in findings(files, TODAY) if GROUP[item.rule] == group)


def of(files: dict[str, str], rule: str) -> list[Finding]:
    return findings(files, TODAY, rule)


SKILLS, THEMES = ("sql", "writing", "data-modelling"), ("pay", "remote", "on-call")


@st.composite
def minds(draw: st.DrawFn) -> dict[str, str]:
    """A profile with beliefs and skills, and five talks or more in which people named skills and themes."""
    said = st.sampled_from([*(f"#skill/{name}" for name in SKILLS), *(f"#theme/{name}" for name in THEMES[:2]), ""])
    goals = draw(st.lists(st.sampled_from(THEMES), unique=True, min_size=1, max_size=3))
    files = {
        f"interviews/{number}.md": "\n".join([
            "---", "type: interview", f"contact: Person {draw(st.integers(0, 5))}", f"date: {ago(draw(st.integers(7, 200)))}", "outcome: held", "---",
            "## Notes", *(f"- So it is {draw(said)}" for _ in range(2)), "",
        ])
        for number in range(draw(st.integers(5, 7)))
    }  # fmt: skip
    have = draw(st.sampled_from(["", "sql", "writing"]))
    files["Profile.md"] = "\n".join(
        ["---", "type: profile", f"skills: [{have}]", "goals:", *(f'  - "I want it #theme/{name}"' for name in goals), "---", ""]
    )
    return files


@given(minds())
@hypothesis_settings(max_examples=60)
def test_a_plan_ends_a_gap_and_a_word_of_somebody_ends_a_silence(files: dict[str, str]) -> None:
    before = acts(files, "act")
    for finding in of(files, "skill-gap-unplanned"):
        planned = files | {"Profile.md": files["Profile.md"] + finding.close.replace("📅 …", f"📅 {TODAY}") + "\n"}
        assert acts(planned, "act") == before - Counter({(finding.rule, finding.message.partition(";")[0]): 1})
    for finding in of(files, "goal-without-evidence"):
        theme = finding.message.partition("#")[2].partition(",")[0]
        told = files | {"interviews/0.md": files["interviews/0.md"] + f"- That is so #{theme}\n"}
        after = acts(told, "act")
        assert not after - before
        assert all(f"#{theme}," not in words for _, words in after)


def test_those_vaults_owe_both() -> None:
    seen = Counter[str]()

    @given(minds())
    @hypothesis_settings(max_examples=40, derandomize=True, database=None)
    def look(files: dict[str, str]) -> None:
        seen.update(item.rule for item in findings(files, TODAY))

    look()
    assert min(seen["skill-gap-unplanned"], seen["goal-without-evidence"]) > 5


SENTENCES = (
    "My name is Leo, and I make the stock reports at a bakery.", "I am writing to you because you count pallets twice.", "I found you through the alumni list.",
    "May I ask you for a conversation?", "I would like to learn how you began.", "Twenty minutes would be plenty.", "Any day that suits you is fine.",
    "Are there any openings in your team at the moment?", "Thank you for reading, and kind regards,",
)  # fmt: skip
THANKS = ("Nobody has thrown out a join yet.", "Could you have a look at my CV?", "Would you forward my letter?", "The book is on my desk.")


@given(st.lists(st.sampled_from(SENTENCES), unique=True, max_size=6))
@hypothesis_settings(max_examples=60)
def test_every_sentence_that_is_offered_to_a_draft_ends_what_asked_for_it(sentences: list[str]) -> None:
    files = {
        "contacts/Ada Okafor.md": "\n".join(["---", "type: contact", "---", "## Draft: outreach by e-mail", "Dear Ms Okafor,", "", *sentences, ""])
    }
    left = len(SENTENCES) + 9
    while found := of(files, "request-incomplete"):
        before, jobs = found[0].message, keys(of(files, "job-asking"), "job-asking")
        files = {path: f"{text}{found[0].close}\n" for path, text in files.items()}
        now = of(files, "request-incomplete")
        assert not now or len(now[0].message) < len(before), found[0].close
        assert keys(of(files, "job-asking"), "job-asking") == jobs
        left -= 1
        assert left
    for finding in of(files, "job-asking"):
        rows = files[finding.path].split("\n")
        rows[finding.place.line - 1] = finding.close
        files = {finding.path: "\n".join(rows)}
    assert of(files, "job-asking") == of(files, "request-incomplete") == []


@given(st.lists(st.sampled_from(THANKS), unique=True, min_size=1))
@hypothesis_settings(max_examples=30)
def test_thanks_without_the_favour_are_fine(sentences: list[str]) -> None:
    body = ["## Draft: thank-you", "Dear Ada,", "", "Thank you for the half hour on Monday.", *sentences, ""]
    files = {"interviews/0.md": "\n".join(["---", "type: interview", "contact: '[[Ada Okafor]]'", f"date: {ago(1)}", "outcome: held", "---", *body])}
    before = keys(findings(files, TODAY, "after"), "thank-you-missing")
    for finding in of(files, "favour-in-thank-you"):
        rows = files[finding.path].split("\n")
        assert "CV" in rows[finding.place.line - 1] or "letter" in rows[finding.place.line - 1]
        rows[finding.place.line - 1] = finding.close
        files = {finding.path: "\n".join(rows)}
    assert of(files, "favour-in-thank-you") == []
    assert keys(findings(files, TODAY, "after"), "thank-you-missing") == before


def test_every_duty_has_its_fact() -> None:
    """Those without an answer of their own are ended by the line that they offer, here and in `test_monotone.py`."""
    lines = {
        "action-overdue",
        "action-undated",
        "skill-gap-unplanned",
        "goal-without-evidence",
        "request-incomplete",
        "job-asking",
        "favour-in-thank-you",
    }
    assert {rule.name for rule in RULES if rule.kind is Kind.DUTY} == ANSWERS.keys() | lines
    assert not ANSWERS.keys() & lines
    assert set(GROUPS.values()) - {"faults"} == {GROUP[name] for name in ANSWERS.keys() | lines}
