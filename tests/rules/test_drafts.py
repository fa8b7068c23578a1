"""Drafts that are kept in notes: which are judged, until when, and where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from rules.vaults import ADA, TALK, Files, findings, flags

from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.store.codec import pack, unpack_facts

DAY = date(2026, 3, 10)
JOB = "Dear Ada,\n\nMy name is Leo. Are there any openings in your team?\n"
FAVOUR = "Dear Ada,\n\nThank you for the half hour. Could you look over my CV?\n"
RULES = ("request-incomplete", "job-asking", "favour-in-thank-you")


def contact(body: str, *facts: str) -> str:
    return "\n".join(["---", "type: contact", "name: Ada Okafor", *facts, "---", body, ""])


def talk(body: str, *facts: str) -> str:
    return "\n".join(["---", "type: interview", 'contact: "[[Ada Okafor]]"', "date: 2026-03-02", "outcome: held", *facts, "---", body, ""])


def said(files: Files) -> set[str]:
    return {rule for rule in RULES if findings(files, DAY, rule)}


def test_a_section_named_draft_is_read_as_far_as_it_goes() -> None:
    note = read_note(ADA, contact(f"Words.\n## Draft\n{JOB}\n### More\nmine\n## Log\n- 2026-03-01 rang").encode(), Settings())
    assert [(draft.heading, draft.place.line, draft.text.rstrip()) for draft in note.drafts] == [("Draft", 7, f"{JOB}\n### More\nmine")]
    assert [line.words for line in note.log] == ["rang"]


@pytest.mark.parametrize(
    "heading", ["## Draft", "# Drafts", "### DRAFT:", "## Draft: thank-you", "## Draft (LinkedIn)", "## Entwurf", "Draft\n-----"]
)
def test_headings_that_say_draft(heading: str) -> None:
    assert len(read_note(ADA, contact(f"{heading}\n{JOB}").encode(), Settings()).drafts) == 1


@pytest.mark.parametrize("heading", ["## Message", "## Outreach", "## The draft of her book", "Draft"])
def test_headings_that_may_be_something_else(heading: str) -> None:
    assert read_note(ADA, contact(f"{heading}\n{JOB}").encode(), Settings()).drafts == ()


def test_a_draft_is_no_point_no_property_and_survives_the_index() -> None:
    note = read_note(TALK, talk(f"## Notes\n- Said so\n## Draft\n- {JOB}\n> “Quoted”\n\n**Place:** here").encode(), Settings())
    assert [point.text for point in note.points] == ["Said so"]
    assert len(note.drafts) == 1
    assert unpack_facts(pack(note).facts)["drafts"] == note.drafts
    plain = read_note(TALK, talk("## Notes\n- Said so").encode(), Settings())
    assert "drafts" not in pack(plain).facts, "notes without a draft cost nothing"
    assert unpack_facts(pack(plain).facts)["drafts"] == ()


def test_private_drafts_and_passages_are_not_read() -> None:
    assert said({ADA: contact(f"## Private\n### Draft\n{JOB}")}) == set()
    assert said({ADA: contact(f"## Draft\n%%\n{JOB}\n%%")}) == set()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_those_of_the_note(newline: str) -> None:
    text = contact(f"🦜 words\n## Draft\n{JOB}").replace("\n", newline)
    assert flags(findings({ADA: text}, DAY, "job-asking")) == [f"{ADA}:9:27"]
    assert flags(findings({ADA: text}, DAY, "request-incomplete")) == [f"{ADA}:7:1"]


def test_a_request_is_judged_until_it_was_sent() -> None:
    note = f"## Draft\n{JOB}"
    assert said({ADA: contact(note)}) == {"request-incomplete", "job-asking"}
    assert said({ADA: contact(note, "outreach: 2026-03-09 email")}) == set()
    assert said({ADA: contact(note, "outreach: 2026-03-11 email")}) == {"request-incomplete", "job-asking"}, "not sent yet on the day"


def test_a_second_message_is_judged_until_it_was_sent() -> None:
    note = f"## Draft: second message\n{JOB}"
    assert said({ADA: contact(note, "outreach: 2026-03-01 email")}) == {"request-incomplete", "job-asking"}
    assert said({ADA: contact(note, "outreach: [2026-03-01 email, 2026-03-08 email]")}) == set()


def test_thanks_are_judged_until_they_were_sent() -> None:
    files = {ADA: contact("")}
    assert said({**files, TALK: talk(f"## Draft\n{FAVOUR}")}) == {"favour-in-thank-you"}
    assert said({**files, TALK: talk(f"## Draft\n{FAVOUR}", "thanked: 2026-03-03")}) == set()
    assert said({ADA: contact(f"## Draft: thank-you\n{FAVOUR}"), TALK: talk("")}) == {"favour-in-thank-you"}
    assert said({ADA: contact(f"## Draft: thank-you\n{FAVOUR}"), TALK: talk("", "thanked: 2026-03-03")}) == set()


@pytest.mark.parametrize("fact", ["declined: 2026-03-05", "closed: 2026-03-05 moved", "paused: 2026-06-01"])
def test_nobody_who_is_to_be_left_in_peace_is_drafted_to(fact: str) -> None:
    assert said({ADA: contact(f"## Draft\n{JOB}", fact)}) == set()
    assert said({ADA: contact("", fact), TALK: talk(f"## Draft\n{FAVOUR}")}) == set()


def test_what_is_found_names_no_words_of_the_draft() -> None:
    for rule in RULES:
        for finding in findings({ADA: contact(f"## Draft\n{JOB}"), TALK: talk(f"## Draft\n{FAVOUR}")}, DAY, rule):
            assert "CV" not in finding.message + finding.close
            assert "openings" not in finding.message + finding.close
            assert finding.due is None


def test_a_vault_says_it_in_its_own_language() -> None:
    note = {ADA: contact("## Entwurf\nLiebe Ada,\n\nhaben Sie eine Stelle frei?\n")}
    assert said(note) == {"request-incomplete"}
    assert "job-asking" in said({**note, "notes-kit.yaml": "phrases: {job: [eine stelle]}\n"})


def test_phrases_that_cannot_be_read_are_told_and_left_out() -> None:
    settings = "phrases:\n  job: [eine stelle, 'so (nicht']\n  jbo: [x]\n"
    found = findings({"notes-kit.yaml": settings}, DAY, "bad-setting")
    assert [finding.message for finding in found] == [
        "`phrases: job`: “so (nicht” has a bracket that is not closed",
        found[1].message,
    ]
    assert found[1].message.startswith("`phrases` knows who, why")
