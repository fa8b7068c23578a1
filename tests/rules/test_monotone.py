"""Over vaults made by chance: recording the fact that a duty asks for ends it, and begins no other of its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import event, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rules.vaults import vault

from notes_kit.model.finding import Finding, Kind
from notes_kit.rules.driver import run

TODAY = date(2024, 3, 1)
PEOPLE = ("Ada Okafor", "Ben Li", "Chloe Marsh", "Dana Reyes")
days = st.integers(-120, 20).map(lambda number: TODAY + timedelta(days=number))
past = st.integers(-120, 0).map(lambda number: TODAY + timedelta(days=number))
maybe = st.none() | days
long_ago = st.integers(-60, -15).map(lambda number: TODAY + timedelta(days=number))


@dataclass(frozen=True)
class Person:
    outreach: tuple[date, ...] = ()
    touches: tuple[str, ...] = ()
    facts: tuple[tuple[str, date], ...] = ()
    keep: str = ""
    tasks: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def with_fact(self, name: str) -> Person:
        return replace(self, facts=(*(fact for fact in self.facts if fact[0] != name), (name, TODAY)))

    def text(self) -> str:
        lines = ["---", "type: contact", *self.known, *(f"{name}: {day}" for name, day in self.facts)]
        lines += [f"keep_in_touch: {self.keep}"] if self.keep else []
        lines += ["outreach:", *(f"  - {day} email" for day in self.outreach), "touches:", *(f"  - {line}" for line in self.touches)]
        return "\n".join([*lines, "---", *self.tasks, ""])


@dataclass(frozen=True)
class Talk:
    people: tuple[str, ...]
    day: date
    outcome: str = ""
    confirmed: date | None = None
    thanked: tuple[str, ...] = ()
    referrals: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    notes: bool = False
    meeting: bool = False
    minutes: int = 30
    place: str = ""
    questions: int = 0
    takeaways: bool = False
    steps: bool = False
    asked_none: bool = False
    clock: str = ""

    def text(self) -> str:
        lines = ["---", f"type: {'meeting' if self.meeting else 'interview'}", "contact:", *(f'  - "[[{name}]]"' for name in self.people)]
        lines += [f"date: {self.day}{self.clock}", f"outcome: {self.outcome}", f"confirmed: {self.confirmed or ''}"]
        lines += ["thanked:", *(f"  - {line}" for line in self.thanked), "referrals:", *(f'  - "[[{name}]]"' for name in self.referrals)]
        lines += ["  - none"] if self.asked_none else []
        lines += [f"duration: {self.minutes}", f"place: {self.place}"]
        body = ["## Prep", *["- [ ] Why?"] * self.questions, *(["## Notes", "- Teams merge data and platform work"] if self.notes else [])]
        body += ["## Takeaways", *(["- Begin"] if self.takeaways else []), "## Next steps", *(["- none"] if self.steps else [])]
        return "\n".join([*lines, "---", *body, *self.tasks, ""])


@dataclass(frozen=True)
class Story:
    people: dict[str, Person] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()

    def files(self) -> dict[str, str | bytes | None]:
        out: dict[str, str | bytes | None] = {f"contacts/{name}.md": person.text() for name, person in self.people.items()}
        out |= {f"interviews/{number}.md": talk.text() for number, talk in enumerate(self.talks)}
        return out | {"notes-kit.yaml": "rules: {too-many-in-a-week: {limit: 1}}\n"}

    def duties(self, horizon: int = 0) -> list[Finding]:
        return run(vault(self.files()), TODAY, select=("duties",), horizon=horizon)


names = st.lists(st.sampled_from(PEOPLE), unique=True, max_size=3).map(tuple)
tasks = st.lists(
    st.tuples(st.sampled_from(["Send the paper", "Read the book"]), st.sampled_from(["", "#promised"]), maybe, maybe | long_ago).map(
        lambda task: (
            f"- [{'x' if task[3] else ' '}] {task[0]} {task[1]}" + (f" 📅 {task[2]}" if task[2] else "") + (f" ✅ {task[3]}" if task[3] else "")
        )
    ),
    max_size=2,
).map(tuple)
people = st.builds(
    Person,
    outreach=st.lists(days, max_size=3).map(tuple),
    touches=st.lists(st.builds("{} email{}".format, days, st.sampled_from(["", " ask", " ask", " give", " update"])), max_size=3).map(tuple),
    facts=st.dictionaries(
        st.sampled_from(["replied", "declined", "closed", "paused", "met", "linkedin_connected", "follow_up"]), days, max_size=2
    ).map(lambda facts: tuple(facts.items())),
    keep=st.sampled_from(["", "", "30d", "6w", "never"]),
    tasks=tasks,
    known=st.lists(st.sampled_from(["salutation: Ms", "source: alumni list", 'source: "[[Ben Li]]"', "channel: email"]), unique=True, max_size=2).map(
        tuple
    ),
)
talks = st.builds(
    Talk,
    people=names,
    day=days | st.sampled_from([TODAY + timedelta(days=1), TODAY - timedelta(days=40)]),
    outcome=st.sampled_from(["", "", "held", "held", "cancelled", "no-show", "moved"]),
    confirmed=maybe,
    thanked=st.lists(
        st.tuples(days, st.sampled_from(["", *(f" [[{name}]]" for name in PEOPLE)])).map(lambda one: f"{one[0]}{one[1]}"), max_size=2
    ).map(tuple),
    referrals=names,
    tasks=tasks,
    notes=st.booleans(),
    meeting=st.sampled_from([False, False, False, True]),
    minutes=st.sampled_from([30, 60]),
    place=st.sampled_from(["", "https://meet.example/x"]),
    questions=st.sampled_from([0, 2, 5]),
    takeaways=st.booleans(),
    steps=st.booleans(),
    asked_none=st.booleans(),
    clock=st.sampled_from(["T15:00", "T15:00", "T15:10", "T15:35"]),
)
fresh = st.builds(Person, known=st.just(("salutation: Ms", "source: alumni list", "channel: email")))
"""Somebody of whom nothing is written down but what no duty asks for."""

stories = st.builds(Story, people=st.dictionaries(st.sampled_from(PEOPLE), people | fresh, max_size=3), talks=st.lists(talks, max_size=3).map(tuple))


_HELD = Talk(("Ada Okafor",), TODAY - timedelta(days=60), "held", notes=True, thanked=(f"{TODAY - timedelta(days=59)}",))
RARE = (
    Story({"Ada Okafor": Person(touches=tuple(f"{TODAY - timedelta(days=ago)} email ask" for ago in (50, 40, 20)))}, (_HELD,)),
    Story(
        {"Ada Okafor": Person(), "Ben Li": Person()},
        (replace(_HELD, referrals=("Ben Li",)), replace(_HELD, people=("Ben Li",), day=TODAY - timedelta(days=30))),
    ),
    Story({}, tuple(Talk((name,), TODAY + timedelta(days=1), clock=clock) for name, clock in (("Ada Okafor", "T15:00"), ("Ben Li", "T15:35")))),
    Story({"Ada Okafor": Person()}, (replace(_HELD, tasks=(f"- [x] Read the book ✅ {TODAY - timedelta(days=20)}",)),)),
)
"""Stories for the duties that chance seldom finds: only-ever-asked, referrer-not-told, buffer-short, advice-not-reported."""


def test_the_rare_stories_are_of_those_duties() -> None:
    found = [{finding.rule for finding in story.duties()} for story in RARE]
    for rule, rules in zip(("only-ever-asked", "referrer-not-told", "buffer-short", "advice-not-reported"), found, strict=True):
        assert rule in rules


def rare(test: Callable[[Story], None]) -> Callable[[Story], None]:
    """A property test that looks at the rare stories, too."""
    for story in RARE:
        test = example(story)(test)
    return test


def with_person(story: Story, name: str, change: Callable[[Person], Person]) -> Story:
    return replace(story, people={**story.people, name: change(story.people.get(name, Person()))})


def with_talk(story: Story, finding: Finding, change: Callable[[Talk], Talk]) -> Story:
    number = int(finding.path.removeprefix("interviews/").removesuffix(".md"))
    return replace(story, talks=tuple(change(talk) if place == number else talk for place, talk in enumerate(story.talks)))


def chosen(line: str) -> str:
    """A line that a finding offers, with the day that the person chooses."""
    return line.replace("📅 …", f"📅 {TODAY + timedelta(days=7)}")


def with_line(story: Story, finding: Finding) -> Story:
    """The story with the flagged task replaced by the line that the finding offers."""
    text = story.files()[finding.path]
    assert isinstance(text, str)
    old = text.split("\n")[finding.place.line - 1]

    def swap(tasks: tuple[str, ...]) -> tuple[str, ...]:
        at = tasks.index(old)
        return (*tasks[:at], chosen(finding.close), *tasks[at + 1 :])

    if finding.path.startswith("contacts/"):
        name = finding.path.removeprefix("contacts/").removesuffix(".md")
        return with_person(story, name, lambda person: replace(person, tasks=swap(person.tasks)))
    return with_talk(story, finding, lambda talk: replace(talk, tasks=swap(talk.tasks)))


Answer = Callable[[Story, Finding], Story]


def fact(name: str) -> Answer:
    """A day in the contact's note."""
    return lambda story, finding: with_person(story, finding.contact or "", lambda person: person.with_fact(name))


def known(line: str) -> Answer:
    """A line that the contact's note lacks."""
    return lambda story, finding: with_person(
        story, finding.contact or "", lambda person: replace(person, known=(*(one for one in person.known if one[:5] != line[:5]), line))
    )


def written(**parts: Any) -> Answer:
    """What the note of a talk lacks."""
    return lambda story, finding: with_talk(story, finding, lambda talk: replace(talk, **parts))


def asked(story: Story, finding: Finding) -> Story:
    return with_person(story, finding.contact or "", lambda person: replace(person, outreach=(*person.outreach, TODAY)))


def touched(story: Story, finding: Finding) -> Story:
    return with_person(story, finding.contact or "", lambda person: replace(person, touches=(*person.touches, f"{TODAY} email")))


def reminded(story: Story, finding: Finding) -> Story:
    return touched(story, finding) if finding.contact in story.people else with_line(story, finding)


def thanked(story: Story, finding: Finding) -> Story:
    return with_talk(story, finding, lambda talk: replace(talk, thanked=(*talk.thanked, f"{TODAY} [[{finding.contact}]]")))


def scheduled(story: Story, finding: Finding) -> Story:
    """A new talk in a week; where nobody is named, the line that the finding offers."""
    if finding.contact is None:
        return with_talk(story, finding, lambda talk: replace(talk, tasks=(*talk.tasks, chosen(finding.close))))
    return replace(story, talks=(*story.talks, Talk((finding.contact,), TODAY + timedelta(days=7))))


def put_off(story: Story, finding: Finding) -> Story:
    """Another day, far from every other talk."""
    return with_talk(story, finding, lambda talk: replace(talk, day=TODAY + timedelta(days=100 + 10 * story.talks.index(talk))))


ANSWERS: dict[str, Answer] = {
    "overlap": put_off,
    "buffer-short": put_off,
    "too-many-in-a-week": put_off,
    "outreach-unanswered": asked,
    "outreach-exhausted": fact("closed"),
    "salutation-missing": known("salutation: Ms"),
    "source-missing": known("source: alumni list"),
    "reply-unanswered": scheduled,
    "not-reconfirmed": written(confirmed=TODAY),
    "duration-long": written(minutes=30),
    "place-missing": written(place="https://meet.example/x"),
    "prep-empty": written(questions=5),
    "questions-missing": written(questions=5),
    "past-unsettled": written(outcome="held"),
    "cancelled-without-next-step": scheduled,
    "thank-you-missing": thanked,
    "notes-empty": written(notes=True),
    "takeaways-missing": written(takeaways=True),
    "next-steps-missing": written(steps=True),
    "referrals-not-asked": written(asked_none=True),
    "referral-not-pursued": asked,
    "referrer-not-told": touched,
    "linkedin-not-connected": fact("linkedin_connected"),
    "channel-unknown": known("channel: email"),
    "promise-overdue": reminded,
    "advice-not-reported": touched,
    "gone-cold": touched,
    "only-ever-asked": known(f"touch: {TODAY} email give"),
    "pause-over": touched,
}
"""Rule to what ends its finding: the fact that it asks for, dated today. For all others it is the line that the finding offers."""


def answered(story: Story, finding: Finding) -> Story:
    return ANSWERS.get(finding.rule, with_line)(story, finding)


def keys(found: list[Finding], rule: str) -> Counter[tuple[str, str | None]]:
    return Counter((finding.path, finding.contact) for finding in found if finding.rule == rule)


@given(stories)
@rare
@hypothesis_settings(max_examples=300)
def test_the_fact_asked_for_ends_the_duty_and_begins_no_other_of_its_rule(story: Story) -> None:
    before = story.duties()
    for finding in before:
        event(finding.rule)
        after = run(vault(answered(story, finding).files()), TODAY, select=(finding.rule,))
        left = keys(before, finding.rule)
        left[finding.path, finding.contact] -= 1
        now = keys(after, finding.rule)
        assert now <= left if finding.rule == "promise-overdue" else now == left  # one reminder is enough for all that they promised


@given(stories)
@hypothesis_settings(max_examples=150)
def test_answering_everything_once_comes_to_an_end(story: Story) -> None:
    for _ in range(60):
        found = story.duties()
        if not found:
            return
        story = answered(story, found[0])
    raise AssertionError([finding.message for finding in story.duties()])


@given(stories)
@hypothesis_settings(max_examples=150)
def test_facts_after_the_day_change_nothing_on_it(story: Story) -> None:
    """Closing a duty tomorrow leaves it open today."""
    tomorrow = TODAY + timedelta(days=1)
    found = story.duties()
    later = Story(
        {
            name: replace(person, outreach=(*person.outreach, tomorrow), touches=(*person.touches, f"{tomorrow} email"))
            for name, person in story.people.items()
        },
        tuple(replace(talk, thanked=(*talk.thanked, str(tomorrow)), confirmed=talk.confirmed or tomorrow) for talk in story.talks),
    )
    # a line added above a task or a value moves its place, so what is compared is what is said
    assert sorted(finding.message for finding in later.duties()) == sorted(finding.message for finding in found)


@given(stories)
@hypothesis_settings(max_examples=150)
def test_a_wider_horizon_only_adds_what_is_not_due_yet(story: Story) -> None:
    now, soon = story.duties(), story.duties(horizon=30)
    assert [finding for finding in soon if finding.due is None or finding.due <= TODAY] == now
    assert all(finding.severity == "info" for finding in soon if finding not in now)
    assert all(finding.kind is Kind.DUTY for finding in soon)
