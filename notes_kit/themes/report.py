"""The synthesis as a frozen value: everything a report says, each claim with the line that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from notes_kit.model.finding import Finding
from notes_kit.model.sources import Basis
from notes_kit.model.state import Stage
from notes_kit.themes.outlook import Ask, Gave, News, Opposed
from notes_kit.themes.voices import Contrast, Offer, Origin, Said, Sides, Spot, Theme, Unheard, Voice


@dataclass(frozen=True, slots=True)
class Row:
    """One theme or category over the people heard: points and asked questions, in the order of `Coverage.people`."""

    name: str
    points: tuple[int, ...]
    asked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who spoke of what. A one in a theme's row may come from the talk's `themes:` property."""

    people: tuple[Voice, ...]
    themes: tuple[Row, ...]
    categories: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One talk on the way to saturation: the themes that it was the first to raise."""

    path: str
    date: date | None
    people: tuple[Voice, ...]
    new: tuple[str, ...]
    total: int


class Run(NamedTuple):
    """New themes in the talks from number `start` to number `end`, as a share of the base."""

    start: int
    end: int
    new: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """Guest, Namey & Chen 2020 (doi 10.1371/journal.pone.0232076): new themes of a run over those of the first talks.

    `base` is the number of themes in the first `base_size` talks; `reached` the number of the talk
    with which a run of `run_length` talks first brought at most `threshold` of it. `lately` says what
    the last few talks added to which theme.
    """

    base_size: int
    run_length: int
    threshold: float
    steps: tuple[Step, ...]
    base: int
    runs: tuple[Run, ...]
    reached: int | None
    sentence: str
    lately: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """When a theme came up: the numbers of its talks, from 1 in the order of `Saturation.steps`.

    `before` and `after` count those among the first `Trends.split` talks and among the rest.
    """

    name: str
    talks: tuple[int, ...]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trends:
    """The marked themes over the talks, those of most people first; `split` is half the talks, rounded down."""

    split: int
    themes: tuple[Trend, ...]


class Moment(NamedTuple):
    """A day in the story of one person: `kind` is `asked`, `replied`, `talk`, `ahead` (a talk to come) or `touch`."""

    date: date
    kind: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Story:
    """One person's moments in order of their days; `path` is empty without a note."""

    name: str
    path: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A task: mine, or theirs where `promised`. `overdue` holds for an open one past its day."""

    text: str
    path: str
    line: int
    people: tuple[str, ...] = ()
    promised: bool = False
    due: date | None = None
    done: bool = False
    done_on: date | None = None
    recurrence: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that people spoke of (P41). `have` says that the profile lists it; `action` is the task for it, open or done (`parse/skills.py`)."""

    name: str
    people: tuple[Voice, ...]
    points: tuple[Said, ...]
    have: bool = False
    action: Action | None = None

    @property
    def gap(self) -> bool:
        """Named by at least two people and not yet mine."""
        return len(self.people) > 1 and not self.have


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was said on a theme that a goal or an assumption links to."""

    theme: str
    sides: Sides
    points: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Belief:
    """A goal or an assumption of the profile (P1, P40) with the evidence that it links to itself."""

    text: str
    path: str
    line: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Avenue:
    """Somebody, some place or some kind of work heard of and not yet approached (P42): kind `person`, `organization` or `work`."""

    kind: str
    name: str
    path: str
    people: tuple[Voice, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to read, hear or visit, and who named it. `url` is empty for one without an address."""

    text: str
    url: str
    people: tuple[Voice, ...]
    date: date | None
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Referral:
    """Somebody named in a talk; `path` is empty without a note."""

    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Digest:
    """One talk on a card (P38). `key_points` are a few that stand for it, for a talk without takeaways."""

    path: str
    date: date | None
    people: tuple[Voice, ...]
    points: int
    themes: tuple[str, ...]
    takeaways: tuple[Said, ...]
    key_points: tuple[Said, ...]
    open_questions: tuple[Said, ...]
    quotes: tuple[Said, ...]
    referrals: tuple[Referral, ...]
    asked_none: bool
    open_actions: int
    promised: int
    done: int


@dataclass(frozen=True, slots=True)
class Channel:
    """How often people answered on one channel (P5): `low` and `high` bound the rate with 95 % confidence (Wilson).

    `rate` is replied over people asked on it; `median_days` from the attempt that was answered.
    """

    channel: str
    attempts: int
    people: int
    replied: int
    rate: float
    low: float
    high: float
    median_days: float | None
    expected: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Somebody led to somebody (P47). `told_by`: `referral` (named in a talk) or `source` (the contact's property)."""

    giver: str
    giver_path: str
    named: str
    named_path: str
    told_by: tuple[str, ...]
    path: str
    line: int
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Yield:
    """What came of one giver's names, or of one source in words (P3); each count includes the next."""

    name: str
    person: bool
    named: int
    asked: int
    met: int


@dataclass(frozen=True, slots=True)
class Start:
    """A contact to whom no person led; `source` is what did, in the note's words, or empty."""

    name: str
    path: str
    source: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Network:
    """Who led to whom, and which leads led somewhere; `starts` are the contacts with whom a chain begins."""

    edges: tuple[Edge, ...]
    yields: tuple[Yield, ...]
    starts: tuple[Start, ...] = ()


class FunnelStep(NamedTuple):
    """How many contacts came at least this far."""

    stage: Stage
    people: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A talk whose points are in no theme and not unthemed either, and why: nothing is lost without a word."""

    path: str
    why: str
    points: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts without private passages. `own` are the points among `points` that nobody said: my takeaways and open questions.

    `withheld` counts the confidential talks of the period (P35); with a condition on the talks it is 0, for
    whether it holds for a confidential one is nobody's business.
    """

    contacts: int
    interviews: int
    held: int
    people_heard: int
    points: int
    own: int
    withheld: int

    @property
    def said(self) -> int:
        """The points that somebody said."""
        return self.points - self.own


@dataclass(frozen=True, slots=True)
class Report:
    """The synthesis of one vault on one day. `hint` says what to write first where there is little to say.

    `themes` holds the marked ones and, with their origin, the suggested ones; `unthemed` what is in none of them.
    `where` and `theme` are what it was narrowed to, in words; `sources` the notes that it was made from. `redacted` says that names are labels and paths lead nowhere (`notes_kit.themes.redact`).
    """

    today: date
    since: date | None
    until: date | None
    totals: Totals
    people: tuple[Voice, ...]
    themes: tuple[Theme, ...]
    unheard: tuple[Unheard, ...]
    unthemed: tuple[Said, ...]
    contrasts: tuple[Contrast, ...]
    coverage: Coverage
    saturation: Saturation
    skills: tuple[Skill, ...]
    goals: tuple[Belief, ...]
    assumptions: tuple[Belief, ...]
    avenues: tuple[Avenue, ...]
    resources: tuple[Resource, ...]
    actions: tuple[Action, ...]
    digests: tuple[Digest, ...]
    outreach: tuple[Channel, ...]
    network: Network
    funnel: tuple[FunnelStep, ...]
    next: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...]
    hint: str
    offers: tuple[Offer, ...] = ()
    ask: tuple[Ask, ...] = ()
    gave: tuple[Gave, ...] = ()
    opposed: tuple[Opposed, ...] = ()
    news: News | None = None
    where: str = ""
    theme: str = ""
    sources: tuple[Basis, ...] = ()
    redacted: bool = False
    trends: Trends = Trends(0, ())
    stories: tuple[Story, ...] = ()

    @property
    def marked(self) -> tuple[Theme, ...]:
        """The themes that a person wrote into the notes: what is counted exactly."""
        return tuple(theme for theme in self.themes if theme.origin is not Origin.SUGGESTED)

    @property
    def suggested(self) -> tuple[Theme, ...]:
        """The groups that a machine found alike, for a person to judge."""
        return tuple(theme for theme in self.themes if theme.origin is Origin.SUGGESTED)

    @property
    def untagged(self) -> tuple[Said, ...]:
        """What people said under no marked theme, in order: what stands in a suggested one is among it."""
        found = [*(said for said in self.unthemed if not said.own), *(said for theme in self.suggested for said in theme.points)]
        return tuple(sorted(found, key=lambda said: said.order))

    @property
    def single_voice(self) -> tuple[Theme, ...]:
        """Themes that one person alone raised: minor so far, and labelled so (P36)."""
        return tuple(theme for theme in self.marked if len(theme.people) == 1)
