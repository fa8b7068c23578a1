"""Every duty on the day before, on and after each of its thresholds, over the ends of months and years and leap days, in any order of files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from rules.clocks import CLOCKS, STARTS, UNDATED, Clock
from rules.vaults import ADA, BEN, TALK, contact, days, findings, only, talk, vault

from notes_kit.model.days import business_shift
from notes_kit.model.finding import Kind, Severity
from notes_kit.rules import RULES
from notes_kit.rules.driver import run

BY_NAME = {rule.name: rule for rule in RULES}
SEVERITIES = list(Severity)
EDGES = (date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
"""Days on which a threshold is made to fall: a leap day, the ends of a year, and of a February."""

each_clock = pytest.mark.parametrize("name", CLOCKS)


def starts(clock: Clock) -> list[date]:
    """Days on which the clock starts: the ends of things, and such that what is due or late falls on one."""
    shift = (clock.start_of(EDGES[0]) - EDGES[0]).days if clock.start_of(EDGES[0]) > EDGES[0] else 0
    landing = [edge - days(threshold + shift) for edge in EDGES for threshold in (clock.due, clock.late) if threshold is not None]
    return list(dict.fromkeys((*STARTS, *landing)))


def moments(clock: Clock, start: date) -> Iterator[tuple[date, bool]]:
    """The day of each threshold with the days around it, and whether the duty is late on it."""
    due, late = (None if number is None else clock.start_of(start) + days(number) for number in (clock.due, clock.late))
    assert due is not None
    around = {due, due + days(1), *(() if late is None else (late - days(1), late, late + days(1)))}
    yield from ((day, late is not None and day >= late) for day in sorted(around) if day >= due)


def test_every_duty_has_its_clock() -> None:
    duties = {rule.name for rule in RULES if rule.kind is Kind.DUTY}
    assert duties - CLOCKS.keys() == set(UNDATED)
    assert CLOCKS.keys() <= duties
    for name, clock in CLOCKS.items():
        default = BY_NAME[name].default
        assert (abs(clock.due), None if clock.late is None else abs(clock.late)) == (default.due, default.late), name


@each_clock
def test_the_day_before_the_day_and_the_day_after(name: str) -> None:
    clock, plain = CLOCKS[name], BY_NAME[name].severity
    raised = SEVERITIES[plain.rank + 1]
    for start in starts(clock):
        files, due = clock.files(start), clock.start_of(start) + days(clock.due)
        whole = vault(files)
        assert run(whole, due - days(1), select=(name,)) == []
        assert run(whole, start - days(400), select=(name,)) == []
        for today, late in moments(clock, start):
            found = run(whole, today, select=(name,))
            if clock.ends is not None and today > start + days(clock.ends):
                assert found == [], (start, today)
                continue
            finding = only(found)
            late_by = (today - due).days
            assert (finding.due, finding.days_late, finding.severity) == (due, late_by, raised if late else plain), (start, today)
            if late_by <= 45:
                assert finding.message.endswith(f"; {late_by} day{'s' * (late_by != 1)} overdue" if late_by else "; due today")


@each_clock
def test_it_speaks_until_it_is_answered_or_nobody_remembers(name: str) -> None:
    clock, start = CLOCKS[name], STARTS[0]
    whole = vault(clock.files(start))
    if clock.ends is None:
        assert len(run(whole, start + days(400), select=(name,))) == 1
    else:
        assert len(run(whole, start + days(clock.ends), select=(name,))) == 1
        assert run(whole, start + days(clock.ends + 8), select=(name,)) == []


@each_clock
def test_a_horizon_shows_what_is_coming_once_its_clock_has_started(name: str) -> None:
    clock, start = CLOCKS[name], STARTS[0]
    due = clock.start_of(start) + days(clock.due)
    whole = vault(clock.files(start))
    for before in (due - days(1), due - days(5)):
        ahead = (due - before).days
        found = run(whole, before, select=(name,), horizon=ahead)
        if not clock.shown and before < start:
            assert run(whole, before, select=(name,), horizon=3650) == []
            continue
        if name == "past-unsettled":  # a talk is not unsettled before its day is over, and then it is due
            assert found == []
            continue
        finding = only(found)
        assert (finding.due, finding.days_late, finding.severity) == (due, 0, Severity.INFO)
        assert finding.message.endswith("; due tomorrow" if ahead == 1 else f"; due in {ahead} days")
        assert run(whole, before, select=(name,), horizon=ahead - 1) == []


@each_clock
def test_it_does_not_depend_on_the_order_of_files(name: str) -> None:
    clock, start = CLOCKS[name], STARTS[0]
    files, today = clock.files(start), clock.start_of(start) + days(clock.due)
    other = {
        f"contacts/Somebody {number}.md": contact(f"outreach: {start - days(200)} email", f"closed: {start - days(100)} moved") for number in range(3)
    }
    names = sorted({**files, **other})
    first = findings({path: {**files, **other}[path] for path in names}, today, name)
    assert len(first) == 1
    for order in (names[::-1], names[1:] + names[:1], names[::2] + names[1::2]):
        whole = vault({path: {**files, **other}[path] for path in order})
        shuffled = type(whole)({path: whole.notes[path] for path in order}, whole.contacts[::-1], whole.interviews[::-1], whole.settings)
        assert run(shuffled, today, select=(name,)) == first


@each_clock
@pytest.mark.parametrize("start", [date(2026, 3, 6), date(2025, 12, 31), date(2024, 2, 29)], ids=str)
def test_its_days_can_be_those_of_offices(name: str, start: date) -> None:
    clock = CLOCKS[name]
    holidays = (date(2026, 1, 1), date(2026, 1, 2), date(2026, 3, 9), date(2024, 3, 1))
    files = clock.files(start) | {"notes-kit.yaml": f"business_days: true\nholidays: [{', '.join(map(str, holidays))}]\n"}
    due, late = (None if number is None else business_shift(clock.start_of(start), number, holidays) for number in (clock.due, clock.late))
    assert due is not None
    assert findings(files, due - days(1), name) == []
    assert only(findings(files, due, name)).due == due
    if late is not None and (clock.ends is None or late <= start + days(clock.ends)):
        plain = BY_NAME[name].severity
        before = findings(files, late - days(1), name)
        assert [finding.severity for finding in before] == [plain] * (late - days(1) >= due)
        assert only(findings(files, late, name)).severity is SEVERITIES[plain.rank + 1]


@each_clock
def test_its_days_and_its_severity_are_set_in_the_settings(name: str) -> None:
    clock, start = CLOCKS[name], STARTS[0]
    back = -1 if clock.due < 0 else 1
    own = {"due": abs(clock.due) + 3, "late": abs(clock.due) + 3 + 2 * back} if clock.late is not None else {"due": abs(clock.due) + 3}
    due = clock.start_of(start) + days(back * own["due"])
    files = clock.files(start)
    written = f"rules: {{{name}: {{{', '.join(f'{key}: {value}' for key, value in own.items())}}}}}\n"
    changed = files | {"notes-kit.yaml": written}
    assert findings(changed, due - days(1), name) == []
    assert (only(findings(changed, due, name)).due, only(findings(changed, due + days(1), name)).severity) == (due, BY_NAME[name].severity)
    if clock.late is not None:
        assert only(findings(changed, due + days(2), name)).severity is SEVERITIES[BY_NAME[name].severity.rank + 1]
    for severity in Severity:
        fixed = files | {"notes-kit.yaml": f"rules: {{{name}: {{severity: {severity}}}}}\n"}
        for today, _ in moments(clock, start):
            assert {finding.severity for finding in findings(fixed, today, name)} <= {severity}


PERSONAL = [name for name in CLOCKS if BY_NAME[name].personal]


def test_what_concerns_nobody_alone_has_no_days_for_one_contact() -> None:
    assert CLOCKS.keys() - PERSONAL == {"skill-gap-unplanned", "goal-without-evidence"}
    assert not any(BY_NAME[name].personal for name in UNDATED)
    assert not any(rule.personal for rule in RULES if rule.kind is not Kind.DUTY)


@pytest.mark.parametrize("way", ["tag", "interval", "contact", "code"])
@pytest.mark.parametrize("name", PERSONAL)
def test_a_tier_and_a_contact_have_days_of_their_own(name: str, way: str) -> None:
    """A tier by a tag or by the contact's `keep_in_touch`; a contact by the rule's name or code, against what a tier says."""
    clock, start = CLOCKS[name], STARTS[0]
    back = -1 if clock.due < 0 else 1
    number = abs(clock.due) + 3
    plain_due, due = (clock.start_of(start) + days(back * shift) for shift in (abs(clock.due), number))
    others = ["Chloe Marsh", *(f"Person {one}" for one in range(5))]
    files = {ADA: contact(), BEN: contact(), **clock.files(start), **{f"contacts/{who}.md": contact() for who in others}}
    line = {
        "tag": "tags: [vip]",
        "interval": "keep_in_touch: 40d",
        "contact": f"tags: [vip]\nthresholds: [{name} due {number} as they asked]",
        "code": f"thresholds: ['{BY_NAME[name].code}: due {number}']",
    }[way]
    own = {path: text if line in text else text.replace("type: contact", f"type: contact\n{line}") for path, text in files.items()}
    days_of = {"tag": number, "contact": number + 5}.get(way)
    tiers = f"vip: {{{name}: {{due: {days_of}}}}}" if days_of else f"40d: {{{name}: {{due: {number}}}}}" if way == "interval" else ""
    settings = {"notes-kit.yaml": f"tiers: {{{tiers}}}\n"}
    assert findings(own | settings, due - days(1), name) == []
    assert only(findings(own | settings, due, name)).due == due
    if not (way == "interval" and name == "gone-cold"):  # whose clock is that interval
        assert only(findings(files | settings, plain_due, name)).due == plain_due


@pytest.mark.parametrize("name", [name for name in PERSONAL if CLOCKS[name].late is not None])
def test_a_contact_is_late_on_a_day_of_their_own(name: str) -> None:
    clock, start = CLOCKS[name], STARTS[0]
    assert clock.late is not None
    back = -1 if clock.due < 0 else 1
    number = abs(clock.late) + (1 if back > 0 else 0) if clock.late else 1
    late = clock.start_of(start) + days(back * number)
    others = ["Chloe Marsh", *(f"Person {one}" for one in range(5))]
    files = {ADA: contact(), BEN: contact(), **clock.files(start), **{f"contacts/{who}.md": contact() for who in others}}
    own = {path: text.replace("type: contact", f"type: contact\nthresholds: {name} late {number}") for path, text in files.items()}
    plain = BY_NAME[name].severity
    assert [only(findings(own, day, name)).severity for day in (late, late + days(1))] == [SEVERITIES[plain.rank + 1]] * 2
    if late - days(1) >= clock.start_of(start) + days(clock.due):
        assert only(findings(own, late - days(1), name)).severity is plain


@pytest.mark.parametrize("lines", [["  - gone-cold: due 3"], ["  gone-cold: {due: 3}"], ["  gone-cold: due 3"]])
def test_days_that_yaml_takes_for_a_mapping_are_told(lines: list[str]) -> None:
    finding = only(findings({ADA: contact("thresholds:", *lines)}, STARTS[0], "bad-setting"))
    assert finding.message == "`thresholds` is lines of text: write `gone-cold due DAYS late DAYS`, without a colon"
    assert (finding.path, finding.place.line) == (ADA, 4)


@pytest.mark.parametrize(
    ("said", "days_of"),
    [
        ("due 10", (10, 14)),
        ("due 14", (14, 14)),
        ("due 20", (20, 27)),
        ("due 20 late 21", (20, 21)),
        ("due 20 late 4", (20, 4)),
        ("late 4", (7, 4)),
    ],
)
def test_more_time_until_it_is_due_is_more_time_until_it_is_late(said: str, days_of: tuple[int, int]) -> None:
    """The default is due 7 and late 14 days after; what is late before it is due was meant so only where both were said."""
    number = dict(pair.split() for pair in said.replace(" late", ",late").split(","))
    written = f"{{{', '.join(f'{key}: {value}' for key, value in number.items())}}}"
    ways = (
        ("", f"rules: {{outreach-unanswered: {written}}}"),
        ("tags: [vip]", f"tiers: {{vip: {{outreach-unanswered: {written}}}}}"),
        (f"thresholds: [outreach-unanswered {said}]", ""),
    )
    for line, settings in ways:
        files = {ADA: contact(f"outreach: {STARTS[0]} email", *([line] if line else [])), "notes-kit.yaml": f"{settings}\n"}
        due, late = (STARTS[0] + days(one) for one in days_of)
        assert findings(files, due - days(1), "outreach-unanswered") == []
        assert only(findings(files, due, "outreach-unanswered")).severity is (Severity.ERROR if late <= due else Severity.WARNING)
        if late > due:
            assert only(findings(files, late - days(1), "outreach-unanswered")).severity is Severity.WARNING
            assert only(findings(files, late, "outreach-unanswered")).severity is Severity.ERROR


def test_what_counts_back_to_a_talk_stays_late_on_its_day() -> None:
    files = {ADA: contact(), TALK: talk(STARTS[0]), "notes-kit.yaml": "rules: {not-reconfirmed: {due: 5}}\n"}
    wanted = {5: Severity.WARNING, 1: Severity.WARNING, 0: Severity.ERROR}
    assert {ahead: only(findings(files, STARTS[0] - days(ahead), "not-reconfirmed")).severity for ahead in wanted} == wanted


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "gone-cald due 3",
            "`thresholds` names `gone-cald`, and there is no duty of that name that a contact can have days of their own for; did you mean `gone-cold`?",
        ),
        ("skill-gap-unplanned due 3", "`thresholds` names `skill-gap-unplanned`, and there is no duty"),
        ("unknown-key late 3", "`thresholds` names `unknown-key`, and there is no duty"),
        ("nk999 late 3", "`thresholds` names `nk999`, and there is no duty"),
    ],
)
def test_days_of_a_duty_that_there_is_not_are_told(line: str, words: str) -> None:
    finding = only(findings({ADA: contact(f"thresholds: [{line}]")}, STARTS[0], "bad-setting"))
    assert finding.message.startswith(words)
    assert (finding.path, finding.place.line) == (ADA, 3)
    assert findings({ADA: contact("thresholds: [gone-cold due 3, NK306 late 9]")}, STARTS[0]) == []
