"""`list`: rows are typed, complete and found by the names that people use; nothing private is told unasked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from app.opened import TODAY, opened
from rules.vaults import contact, held, talk

from notes_kit.app.query import KINDS, Answer, Query, QueryError, ask, kind_of, matching_paths, saved_query
from notes_kit.app.rows import fields
from notes_kit.app.session import Session
from notes_kit.model.finding import Kind
from notes_kit.model.settings import Settings
from notes_kit.rules.driver import run

ADA, BEN, CAI, TALK = "contacts/Ada Okafor.md", "contacts/Ben Li.md", "contacts/Cai Évora.md", "interviews/Talk.md"


def listed(root: Path, query: Query, files: Mapping[str, str | bytes] | None = None) -> tuple[Answer, list[str]]:
    session, said = opened(root, files)
    return ask(session, query), said


def one(root: Path, kind: str, files: Mapping[str, str | bytes], **more: Any) -> dict[str, object]:
    answer, _ = listed(root, Query(kind, **more), files)
    assert len(answer.rows) == 1, [row["path"] for row in answer.rows]
    return answer.rows[0]


def names(root: Path, where: str, files: Mapping[str, str | bytes], kind: str = "contacts") -> list[object]:
    answer, said = listed(root, Query(kind, where), files)
    assert said == []
    return [row["name"] for row in answer.rows]


def test_properties_have_the_types_of_the_schema(tmp_path: Path) -> None:
    row = one(tmp_path, "contacts", {ADA: contact(
        "role: no", "email: ada@northwind.example, a@b.example", "replied: 2026/03/02", "outreach:", "  - 2026-02-10 email", "  - 2026-02-19",
        "channel: E-Mail", "confidential: no", "tags: ['#alumni', port]", "keep_in_touch: 6w", "met: one day", "Shoe size: 41", "score: [1, 2]",
        "home:", "  city: Lyon", "links:", "  - label: one", "  - label: two",
    )})  # fmt: skip
    assert row["role"] == "no"
    assert row["email"] == ("ada@northwind.example", "a@b.example")
    assert row["replied"] == date(2026, 3, 2)
    assert row["outreach"] == ("2026-02-10 email", date(2026, 2, 19))
    assert row["channel"] == "email"
    assert row["confidential"] is False
    assert row["tags"] == ("alumni", "port")
    assert row["keep_in_touch"] == "6w"
    assert row["keep_in_touch_days"] == 42
    assert row["met"] == "one day", "what is no date stays what was typed"
    assert row["Shoe size"] == "41"
    assert row["score"] == ("1", "2")
    assert row["home.city"] == "Lyon"
    assert row["links.label"] == ("one", "two")
    assert row["phone"] == ()
    assert row["birthday"] is None


def test_an_interview_has_its_moment_minutes_and_people(tmp_path: Path) -> None:
    files = {
        ADA: contact("organization: '[[Northwind]]'", "seniority: senior"),
        BEN: contact("organization: Port"),
        TALK: held("2026-05-04T15:30", "duration: 1h", "thanked: 2026-05-05", "Rating: 5", who='["[[Ada Okafor]]", "[[Ben Li]]"]',
                   body="## Notes\n- one #theme/pay\n- two %% three %%\n\n## Private\n- a secret #theme/secret"),
    }  # fmt: skip
    row = one(tmp_path, "interviews", files)
    assert row["date"] == datetime(2026, 5, 4, 15, 30)  # noqa: DTZ001 - the notes know no zones
    assert row["duration"] == 60
    assert row["people"] == ("Ada Okafor", "Ben Li")
    assert row["organization"] == ("Northwind", "Port")
    assert row["seniority"] == "senior"
    assert row["days"] == 14
    assert (row["held"], row["thanked"], row["note.thanked"]) == (True, True, (date(2026, 5, 5),))
    assert (row["points"], row["themes"]) == (2, ("pay",))
    assert row["Rating"] == "5"
    private = one(tmp_path, "interviews", files, private=True)
    assert (private["points"], private["themes"]) == (3, ("pay", "secret"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_every_field(vault_template: Path, kind: str) -> None:
    answer, said = listed(vault_template, Query(kind))
    assert answer.rows
    assert said == []
    assert [set(fields(kind)) - row.keys() for row in answer.rows if set(fields(kind)) - row.keys()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_default_column_is_a_field(vault_template: Path, kind: str) -> None:
    answer, _ = listed(vault_template, Query(kind))
    assert set(answer.columns) <= set(fields(kind))


def test_no_note_is_missing(vault_template: Path) -> None:
    for kind, folder in (("contacts", "contacts"), ("interviews", "interviews")):
        answer, _ = listed(vault_template, Query(kind))
        assert sorted(str(row["path"]) for row in answer.rows) == sorted(f"{folder}/{path.name}" for path in (vault_template / folder).glob("*.md"))


ORGANIZED = {
    ADA: contact("organization: '[[orgs/Northwind|NW]]'"),
    BEN: contact("company: northwind"),
    CAI: contact("organization: [Elsewhere, '[[NW Group]]']"),
    "contacts/Dee.md": contact("organization: Northwind Rail"),
    "orgs/Northwind.md": "---\ntype: organization\naliases: [NW Group]\n---\n",
}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ('organization == "Northwind"', ["Ada Okafor", "Ben Li", "Cai Évora"]),
        ('organization == "[[Northwind]]"', ["Ada Okafor", "Ben Li", "Cai Évora"]),
        ('company == "Northwind"', ["Ada Okafor", "Ben Li", "Cai Évora"]),
        ('Organisation contains "rail"', ["Dee"]),
        ('"Elsewhere" in organization', ["Cai Évora"]),
        ('name == "cai évora"', ["Cai Évora"]),
    ],
)
def test_a_link_is_the_note_that_it_leads_to(tmp_path: Path, where: str, found: list[str]) -> None:
    assert names(tmp_path, where, ORGANIZED) == found


def test_conditions_on_what_follows_from_the_notes(tmp_path: Path) -> None:
    files = {
        ADA: contact("outreach: 2026-02-10 email", "replied: 2026-02-21", "tags: [spanish]"),
        BEN: contact("outreach: 2026-05-10 email", "replied: 2026-05-11"),
        CAI: contact("outreach: 2026-02-10 email", "paused: 2026-09-01"),
    }
    assert names(tmp_path, 'stage == "replied" and last_touch < today - 30d', files) == ["Ada Okafor"]
    assert names(tmp_path, '"spanish" in tags', files) == ["Ada Okafor"]
    assert names(tmp_path, "days_since_touch < 8 and attempts == 1", files) == ["Ben Li"]
    assert names(tmp_path, "paused and snoozed_until > 2026-08-01", files) == ["Cai Évora"]


def test_a_property_named_like_a_derived_field_is_kept_under_another_name(tmp_path: Path) -> None:
    row = one(tmp_path, "contacts", {ADA: contact("stage: hot", "Path: a road", "paused: 2026-01-01")})
    assert (row["stage"], row["note.stage"]) == ("lead", "hot")
    assert row["Path"] == "a road"
    assert (row["paused"], row["note.paused"]) == (False, date(2026, 1, 1))
    assert names(tmp_path, 'note.stage == "hot"', {}) == ["Ada Okafor"]


def test_spellings_of_one_unknown_property_are_one(tmp_path: Path) -> None:
    files = {ADA: contact("Shoe-Size: 41"), BEN: contact("shoe_size: 38"), CAI: contact()}
    assert names(tmp_path, "`shoe size` > 30", files) == ["Ada Okafor", "Ben Li"]
    answer, _ = listed(tmp_path, Query("contacts", sort="shoe_size", columns="shoe_size"))
    assert [row["shoe_size"] for row in answer.rows] == ["38", "41", None]


def test_a_name_that_nothing_bears_is_told_once_and_no_error(tmp_path: Path) -> None:
    answer, said = listed(tmp_path, Query("contacts", 'stagee == "lead" or empty(zzz)', sort="-stagee", columns="nme"), {ADA: contact()})
    assert len(answer.rows) == 1
    assert said == [
        "no note has a property stagee; did you mean stage?",
        "no note has a property zzz, and contacts have no field of that name",
        "no note has a property nme; did you mean name?",
    ]


def test_a_property_of_the_schema_need_not_occur(tmp_path: Path) -> None:
    assert names(tmp_path, "empty(birthday) and empty(snooze)", {ADA: contact()}) == ["Ada Okafor"]


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("", ["Ada Okafor", "Ben Li", "Cai Évora"]),
        ("-name", ["Cai Évora", "Ben Li", "Ada Okafor"]),
        ("stage", ["Ben Li", "Cai Évora", "Ada Okafor"]),
        ("last_touch", ["Ada Okafor", "Cai Évora", "Ben Li"]),
        ("-last_touch", ["Cai Évora", "Ada Okafor", "Ben Li"]),
        ("industry,-name", ["Cai Évora", "Ben Li", "Ada Okafor"]),
        ("seniority", ["Cai Évora", "Ada Okafor", "Ben Li"]),
    ],
)
def test_order(tmp_path: Path, sort: str, found: list[str]) -> None:
    files = {
        ADA: contact("outreach: 2026-02-10 email", "replied: 2026-02-21", "industry: freight", "seniority: senior"),
        BEN: contact("industry: Énergie"),
        CAI: contact("outreach: 2026-04-10 email", "industry: energie", "seniority: entry"),
    }
    answer, _ = listed(tmp_path, Query("contacts", sort=sort), files)
    assert [row["name"] for row in answer.rows] == found


def test_a_limit_comes_after_the_order(tmp_path: Path) -> None:
    answer, _ = listed(tmp_path, Query("contacts", sort="-name", limit=1), {ADA: contact(), BEN: contact()})
    assert ([row["name"] for row in answer.rows], answer.total) == (["Ben Li"], 2)


def test_due_is_the_earliest_duty_that_lint_knows(vault_template: Path) -> None:
    session, _ = opened(vault_template)
    earliest: dict[str, date] = {}
    for finding in run(session.vault(points=False), TODAY, horizon=1000):
        if finding.kind is Kind.DUTY and finding.due and finding.about:
            earliest[finding.about] = min(finding.due, earliest.get(finding.about, date.max))
    rows = ask(session, Query("contacts")).rows
    assert {row["path"]: row["due"] for row in rows if row["due"]} == earliest
    assert len(earliest) > 10


SECRET = {
    TALK: held("2026-05-04", body="## Notes\n- open\n\n## Private\n- hidden #theme/hidden #hush"),
    "interviews/Other.md": held("2026-05-05", "confidential: true", body="## Notes\n- all of it"),
    ADA: contact(),
}


def test_what_was_said_in_private_is_shown_only_when_asked_for(tmp_path: Path) -> None:
    answer, _ = listed(tmp_path, Query("points"), SECRET)
    assert [(row["text"], row["private"]) for row in answer.rows] == [("open", False)]
    assert answer.hidden == 2
    answer, _ = listed(tmp_path, Query("points", private=True))
    assert [(row["text"], row["private"]) for row in answer.rows] == [("open", False), ("hidden", True), ("all of it", True)]
    assert answer.hidden == 0


@pytest.mark.parametrize("where", ["points == 2", "points > 1", '"hidden" in themes', '"hush" in tags'])
def test_a_report_cannot_be_asked_about_private_passages(tmp_path: Path, where: str) -> None:
    session, _ = opened(tmp_path, SECRET)
    assert matching_paths(session, session.vault(points=True), "interviews", where) == frozenset()


def test_matching_paths(tmp_path: Path) -> None:
    session, _ = opened(tmp_path, SECRET)
    assert matching_paths(session, session.vault(points=True), "interviews", "date == 2026-05-04") == {TALK}


def test_actions_are_as_they_stood_on_the_day(tmp_path: Path) -> None:
    body = (
        "## Next steps\n- [ ] late 📅 2026-05-01\n- [x] done after 📅 2026-05-02 ✅ 2026-06-01\n- [x] done ✅ 2026-05-06\n- [-] given up\n"
        "- [ ] sends the paper #promised 📅 2026-06-01\n- [ ] some day\n"
    )
    answer, _ = listed(tmp_path, Query("actions"), {TALK: held("2026-04-30", body=body), ADA: contact(), "Plain.md": "- [ ] nobody's\n"})
    rows = {row["text"]: row for row in answer.rows}
    assert list(rows) == ["late", "done after", "sends the paper", "some day", "done", "given up"]
    assert [rows[text]["status"] for text in rows] == ["open", "open", "open", "open", "done", "cancelled"]
    assert [text for text, row in rows.items() if row["overdue"]] == ["late", "done after"]
    assert [text for text, row in rows.items() if row["promised"]] == ["sends the paper"]
    assert rows["late"]["contact"] == "Ada Okafor"
    assert (rows["late"]["path"], rows["late"]["line"]) == (TALK, 8)


def test_referrals_tell_who_named_whom_and_what_came_of_it(tmp_path: Path) -> None:
    files = {
        ADA: contact(),
        BEN: contact("source: '[[Ada Okafor]]'", "outreach: 2026-05-02 intro"),
        CAI: contact("source: '[[Ben Li]]'"),
        TALK: held("2026-05-01", "referrals: ['[[Ben Li]]', Chloe Marsh]"),
        "interviews/Ahead.md": talk("2026-06-01", "referrals: [Dee]"),
    }
    answer, _ = listed(tmp_path, Query("referrals"), files)
    shown = [tuple(row[name] for name in ("name", "by", "on", "told_by", "contact", "stage", "path", "line")) for row in answer.rows]
    day = date(2026, 5, 1)
    assert shown == [
        ("Ben Li", "Ada Okafor", day, "referral", BEN, "asked", TALK, 6),
        ("Chloe Marsh", "Ada Okafor", day, "referral", None, None, TALK, 6),
        ("Cai Évora", "Ben Li", None, "source", CAI, "lead", CAI, 3),
    ]


def test_organizations_with_and_without_a_note(tmp_path: Path) -> None:
    answer, _ = listed(tmp_path, Query("organizations"), {**ORGANIZED, TALK: held("2026-05-01")})
    shown = [tuple(row[name] for name in ("name", "note", "people", "contacts", "interviews", "last_touch")) for row in answer.rows]
    assert shown == [
        ("Elsewhere", None, 1, ("Cai Évora",), 0, None),
        ("Northwind", "orgs/Northwind.md", 2, ("Ada Okafor", "Ben Li"), 1, date(2026, 5, 1)),
        ("Northwind Rail", None, 1, ("Dee",), 0, None),
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("contacts", "contacts"),
        ("Contact", "contacts"),
        ("people", "contacts"),
        ("meeting", "interviews"),
        ("companies", "organizations"),
        ("point", "points"),
    ],
)
def test_a_kind_by_another_word(word: str, kind: str) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize(
    ("word", "said"), [("contcts", "did you mean contacts?"), ("theme", "it is one of contacts, interviews"), ("", "it is one of")]
)
def test_no_such_kind(word: str, said: str) -> None:
    with pytest.raises(QueryError, match=said.replace("?", r"\?")):
        kind_of(word)


QUERIES = Settings(queries={"due": "contacts --where 'stage == \"asked\"' --sort name", "open": "contacts --where 'x", "loop": "@due", "none": " "})


def test_a_saved_query_is_split_as_a_shell_would() -> None:
    assert saved_query(QUERIES, "due") == ["contacts", "--where", 'stage == "asked"', "--sort", "name"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("open", "cannot be read"),
        ("loop", "begins with what to list"),
        ("none", "begins with"),
        ("deu", "did you mean @due"),
        ("zzz", "there are @due, @loop"),
    ],
)
def test_a_saved_query_that_is_none(name: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        saved_query(QUERIES, name)


def test_without_saved_queries_it_is_said_where_they_go() -> None:
    with pytest.raises(QueryError, match=r"add it under `queries:` in notes-kit\.yaml"):
        saved_query(Settings(), "due")


def test_the_answer_is_the_same_without_an_index_on_disk(vault_template: Path) -> None:
    for kind in KINDS:
        with_index, _ = listed(vault_template, Query(kind, private=True))
        bare = Session(str(vault_template), TODAY, memory=True)
        assert ask(bare, Query(kind, private=True)) == with_index
