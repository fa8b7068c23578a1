"""`due`, `agenda`, `show`, the report's next steps, `lint` and `watch` tell of the same duties: the same days, the same severities.

What each leaves out, by its own rule: `due` looks 7 days ahead unless told otherwise, as `show` and the report do, `watch` one day,
`lint` none; the agenda tells what stands in the notes of the talks ahead; `show` what concerns one person; the report nothing private.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from duty_stories import NAMES, read_story

from notes_kit.app.agenda import agenda
from notes_kit.app.lint import duties, lint
from notes_kit.app.person import story
from notes_kit.app.report import report
from notes_kit.app.session import Session
from notes_kit.app.watch import Hint, watch
from notes_kit.model.finding import Finding, Kind
from notes_kit.model.names import plain_name
from notes_kit.model.sources import hidden_paths
from notes_kit.model.state import is_upcoming, relations
from notes_kit.render.person import person_page

BANK = "".join(f"- {what}? #q/advice\n" for what in ("What next", "Who else", "Where from", "How long", "Why there", "What for"))
"""Questions for the report to put to somebody."""


class Once:
    """Hints for a watch that looks once."""

    stopped = False

    def wait(self, seconds: float) -> Hint | None:
        raise AssertionError(seconds)

    def renew(self) -> bool:
        return False


def owed(found: Iterable[Finding], ahead: date | None = None) -> Counter[Finding]:
    """The duties among findings, those due by a day where one is given."""
    return Counter(item for item in found if item.kind is Kind.DUTY and (ahead is None or item.due is None or item.due <= ahead))


def is_one_truth(session: Session, today: date) -> Counter[Finding]:
    """Compare what every command tells of the duties; those of the next seven days are returned."""
    ahead = {number: today + timedelta(days=number) for number in (0, 1, 7, 14)}
    truth = owed(lint(session, horizon=14).findings)
    soon = owed(truth.elements(), ahead[7])
    assert owed(lint(session).findings) == owed(truth.elements(), today)
    for number, day in ahead.items():
        assert Counter(duties(session, number)) == owed(truth.elements(), day)
    _in_agenda(session, truth, ahead)
    _in_show(session, soon)
    written = report(session, suggest=False)
    told = Counter(written.next)
    assert all(_is_private(session, item) for item in (soon - told).elements()), soon - told
    assert not told - soon
    _stops(session, {person.path for one in written.ask for person in one.people})
    (first,) = watch(lambda _: session, Once(), once=True)
    assert owed(first.new) == owed(truth.elements(), ahead[1])
    return soon


def _in_agenda(session: Session, truth: Counter[Finding], ahead: dict[int, date]) -> None:
    vault = session.vault(points=False)
    for number in (7, 14):
        meetings = agenda(session, number)
        coming = {talk.path for talk in vault.interviews if is_upcoming(talk, session.today) and talk.when and talk.when.date <= ahead[number]}
        assert {meeting.path for meeting in meetings} == coming
        for meeting in meetings:
            assert owed(meeting.findings) == owed((item for item in truth.elements() if item.path == meeting.path), ahead[number])


def _in_show(session: Session, soon: Counter[Finding]) -> None:
    vault = session.vault(points=False)
    people = {contact.path for contact in vault.contacts} | {item.contact for item in soon if item.contact and not item.about}
    told = Counter[Finding]()
    for name in people:
        own = Counter(story(session, name).duties)
        assert own == Counter({item: count for item, count in soon.items() if (item.about or item.contact) == name})
        told += own
    assert told == Counter({item: count for item, count in soon.items() if item.contact})


def _stops(session: Session, named: set[str]) -> None:
    """Neither the report's questions nor a page leads to somebody who said no, or whom two messages did not reach."""
    for path, person in relations(session.vault(points=False), session.today).items():
        if person.quiet or person.exhausted:
            assert path not in named
            assert "in touch by" not in person_page(story(session, path), width=100, style=lambda text, _: text)


def _is_private(session: Session, item: Finding) -> bool:
    """Whether a duty concerns what the report may not tell of: a hidden note, a private task, or a note that names such a person."""
    vault = session.vault(points=False)
    hidden = hidden_paths(vault)
    note = vault.notes[item.path]
    said = {plain_name(vault.display(path)) for path in hidden}
    return (
        item.path in hidden
        or item.about in hidden
        or any(task.private and task.place == item.place for task in note.tasks)
        or any(name in plain_name(item.message) for name in said)
    )


def days_with_much(name: str) -> Iterator[date]:
    """Of each month of a story the day on which most is owed."""
    rows = read_story(name).rows
    for month in sorted({(day.year, day.month) for day in rows}):
        yield max((day for day in rows if (day.year, day.month) == month), key=lambda day: (rows[day].total(), day))


@pytest.mark.parametrize("name", NAMES)
def test_in_a_story(name: str, tmp_path: Path) -> None:
    told = read_story(name)
    for day in days_with_much(name):
        session = opened(tmp_path, {**told.written(day), "Questions.md": BANK}, today=day)[0]
        soon = is_one_truth(session, day)
        session.close()
        assert sum(item.due is None or item.due <= day for item in soon.elements()) == sum(told.rows[day].values())


@pytest.mark.parametrize("shift", [0, -60, 30])
def test_in_the_vault_of_the_examples(vault_template: Path, shift: int) -> None:
    day = TODAY + timedelta(days=shift)
    assert is_one_truth(opened(vault_template, today=day)[0], day)


def test_two_duties_that_differ_in_a_number_are_two(tmp_path: Path) -> None:
    body = "## Next steps\n- [ ] Read chapter 3\n- [ ] Read chapter 4\n- [ ] Read chapter 5\n"
    files = {"contacts/Ada Okafor.md": f"---\ntype: contact\n---\n{body}"}
    assert is_one_truth(opened(tmp_path, files)[0], TODAY).total() == 3
