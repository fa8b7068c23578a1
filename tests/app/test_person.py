"""`show`: every dated fact in order, the duties of lint and no others, and what was said, each where it stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from app.opened import TODAY, opened
from rules.vaults import contact, held, talk

from notes_kit.app.lint import duties
from notes_kit.app.person import story
from notes_kit.app.session import NobodyError, Session
from notes_kit.model.finding import Kind
from notes_kit.render.findings import finding_row
from notes_kit.render.person import Story, person_document, person_page
from notes_kit.rules.driver import run

ADA, BEN, TALK = "contacts/Ada Okafor.md", "contacts/Ben Li.md", "interviews/Talk.md"

WHOLE = {
    ADA: contact(
        "aliases: [Countess]", "role: analyst", "organization: '[[Northwind]]'", "source: '[[Ben Li]]'", "met: 2026-01-20", "outreach:",
        "  - 2026-02-10 email", "  - 2026-02-19 linkedin second message", "replied: 2026-02-21", "linkedin_connected: 2026-03-04",
        "touches: 2026-04-02 email give the paper", "follow_up: 2026-06-30", "Shoe size: 41",
        body="A short word %% not this %% on her.\n\n## Log\n- 2026-04-10 called, she moved\n",
    ),
    BEN: contact(),
    TALK: held(
        "2026-03-02T15:00", "duration: 30", "format: video", "confirmed: 2026-02-28", "thanked: 2026-03-03", "referrals: ['[[Dee Wu]]', '[[Ben Li]]']",
        body='## Notes\n### Trends\n- Teams merge (+) #theme/convergence\n  - tools got simple\n- plain\n> "Nobody hired a junior."\n\n'
        "## Private\n- hush (-) #theme/convergence\n\n## Takeaways\n- mine\n\n## Next steps\n- [ ] send the paper 📅 2026-05-01\n"
        "- [ ] introduces me #promised\n- [x] wrote ✅ 2026-03-05\n",
    ),
    "interviews/Next.md": talk("2026-06-01", "place: a café"),
    "interviews/Other.md": held("2026-02-01", "referrals: ['[[Ada Okafor]]']", who="'[[Ben Li]]'"),
    "interviews/Undated.md": "---\ntype: interview\ncontact: '[[Ada Okafor]]'\n---\n",
}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return opened(tmp_path, WHOLE)[0]


def test_the_timeline_holds_every_dated_fact_in_order(session: Session) -> None:
    told = story(session, "ada")
    assert [(str(one.date or ""), one.what, one.words) for one in told.moments] == [
        ("2026-01-20", "met", ""),
        ("2026-02-01", "named", "by Ben Li"),
        ("2026-02-10", "asked", "email"),
        ("2026-02-19", "asked", "linkedin second message"),
        ("2026-02-21", "replied", ""),
        ("2026-02-28", "confirmed", ""),
        ("2026-03-02", "talk", "video, 30 min, named Dee Wu and Ben Li, 5 points"),
        ("2026-03-03", "thanked", ""),
        ("2026-03-04", "LinkedIn", ""),
        ("2026-03-05", "you did", "wrote"),
        ("2026-04-02", "touch", "email give the paper"),
        ("2026-04-10", "log", "called, she moved"),
        ("2026-06-01", "talk", "a café"),
        ("2026-06-30", "follow up", ""),
        ("", "talk", ""),
    ]
    ahead = [moment["date"] for moment in document(told)["timeline"] if moment["ahead"]]
    assert ahead == ["2026-06-01", "2026-06-30"]


def document(told: Story) -> dict[str, list[dict[str, object]]]:
    read: dict[str, list[dict[str, object]]] = json.loads(json.dumps(person_document(told)))
    return read


def test_every_moment_stands_on_a_line_with_its_day(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    seen = 0
    for one in session.vault(points=False).contacts:
        for moment in story(session, one.path).moments:
            if moment.what == "named":
                continue  # it stands where the name does; the day is that of the talk
            line = (vault_template / moment.path).read_text(encoding="utf-8").split("\n")[moment.line - 1]
            assert str(moment.date) in line, (moment, line)
            seen += 1
    assert seen > 100


def test_every_passage_stands_where_it_is_said_to(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    told = story(session, "Tomáš Dvořák")
    passages = [passage for _, group in told.groups for passage in group] + list(told.mine)
    for passage in passages:
        line = (vault_template / passage.said.path).read_text(encoding="utf-8").split("\n")[passage.said.line - 1]
        assert passage.said.text[:25] in line
    assert sum(passage.private for passage in passages) == 1


def test_what_is_due_is_what_lint_finds(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    vault = session.vault(points=False)
    shown = {item for one in vault.contacts for item in story(session, one.path).duties}
    shown |= {item for name in ("Chloe Marsh", "Tendai Moyo") for item in story(session, name).duties}
    found = {item for item in run(vault, TODAY, horizon=7) if item.kind is Kind.DUTY}
    assert found == set(duties(session, 7))
    assert shown == {item for item in found if item.contact}, "what is owed to nobody in particular is in nobody's story"
    assert len(found) > 10
    told = story(session, "Farida")
    assert document(told)["due"] == [finding_row(item) for item in told.duties]


def test_points_stand_under_theme_or_heading_once_each(session: Session) -> None:
    told = story(session, "Countess")
    groups = {name: [(passage.said.text, passage.private) for passage in group] for name, group in told.groups}
    assert groups == {"convergence": [("Teams merge", False), ("hush", True)], "Trends": [("plain", False), ('"Nobody hired a junior."', False)]}
    assert [passage.said.text for passage in told.mine] == ["mine"]
    page = person_page(told, width=100, style=lambda words, _kind: words)
    assert "  − hush (private)" in page
    assert "    ↳ tools got simple" in page
    assert "“Nobody hired a junior.”" in page


def test_what_is_open_on_either_side(session: Session) -> None:
    told = story(session, "ada")
    assert [(deed.text, deed.due, deed.theirs) for deed in told.deeds] == [
        ("send the paper", date(2026, 5, 1), False),
        ("introduces me", None, True),
    ]


def test_who_led_to_whom(session: Session) -> None:
    ada = story(session, "ada")
    assert [(one.name, one.on, one.path, one.line) for one in ada.named_by] == [("Ben Li", date(2026, 2, 1), "interviews/Other.md", 6)]
    assert [(one.name, one.contact, one.stage) for one in ada.led_to] == [("Dee Wu", "", ""), ("Ben Li", BEN, "met")]
    assert [one.name for one in story(session, "ben").led_to] == ["Ada Okafor"]


def test_a_source_without_a_talk_leads_too(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {ADA: contact("source: '[[Ben Li]]'"), BEN: contact()})
    assert [(one.name, one.on, one.path, one.line) for one in story(session, "ada").named_by] == [("Ben Li", None, ADA, 3)]
    assert [(one.name, one.on, one.path, one.line) for one in story(session, "ben").led_to] == [("Ada Okafor", None, ADA, 3)]


def test_somebody_who_was_only_named(session: Session) -> None:
    told = story(session, "dee")
    assert (told.name, told.path, told.row) == ("Dee Wu", "", None)
    assert [(one.what, one.words) for one in told.moments] == [("named", "by Ada Okafor")]
    assert "referral-not-pursued" in [item.rule for item in told.duties]
    assert document(told)["person"] is None
    assert person_page(told, width=80, style=lambda words, _kind: words).startswith("Dee Wu  no note of their own\n")


def test_somebody_met_who_has_no_note(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {TALK: held("2026-03-02", who="Eve Ito", body="## Notes\n- said it\n")})
    told = story(session, "eve ito")
    assert [(one.what, str(one.date)) for one in told.moments] == [("talk", "2026-03-02")]
    assert [passage.said.text for _, group in told.groups for passage in group] == ["said it"]
    assert "thank-you-missing" in [item.rule for item in told.duties]


@pytest.mark.parametrize("name", ["nobody", "", "???"])
def test_nobody_of_that_name(session: Session, name: str) -> None:
    with pytest.raises(NobodyError, match="there is no contact"):
        story(session, name)


def test_two_who_were_only_named_are_not_guessed_between(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {ADA: contact(), TALK: held("2026-03-02", "referrals: [Dee Wu, Dee Poe]")})
    with pytest.raises(NobodyError, match="there is no contact “dee”"):
        story(session, "dee")
    assert story(session, "Dee Poe").name == "Dee Poe"


def test_a_contact_goes_before_somebody_without_a_note(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {ADA: contact(), TALK: held("2026-03-02", "referrals: [Ada Poe]")})
    assert story(session, "ada").path == ADA


def test_the_page_shows_what_the_schema_does_not_know(session: Session) -> None:
    told = story(session, "ada")
    page = person_page(told, width=100, style=lambda words, _kind: words)
    assert "  Shoe size      41\n" in page
    assert "A short word on her." in page
    assert told.row is not None
    assert told.row["stage"] == "kept"


def test_on_an_earlier_day_the_later_facts_lie_ahead(session: Session) -> None:
    before = Session(session.root, date(2026, 2, 20))
    told = story(before, "ada")
    assert (told.row or {})["stage"] == "scheduled"
    assert told.groups == ()
    assert told.led_to == ()
    assert [one.what for one in told.moments if one.date and one.date > before.today][:2] == ["replied", "confirmed"]


def test_the_page_fits_its_width_and_steers_nothing(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, {ADA: contact('role: "a\\e]0;x\\a b"', "Key\x9b: v", body="about \x1b[31m her " + "word " * 60)})
    page = person_page(story(session, "ada"), width=60, style=lambda words, _kind: words)
    assert max(map(len, page.split("\n"))) <= 60
    assert not any(ch in page for ch in "\x1b\x9b\x07")
