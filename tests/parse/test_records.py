"""Notes to people and talks: every property of the format as a typed fact, and nothing that cannot be read."""

from __future__ import annotations

from datetime import date, time

import pytest

from notes_kit.model.people import Contact, Interview
from notes_kit.model.settings import Settings
from notes_kit.parse.note import read_note
from notes_kit.parse.records import build_vault, contact_of, interview_of

CONTACT = """---
type: contact
name: Ada Okafor              # default: the file's name
aliases: [Ada]
salutation: Dr.
role: Staff data engineer
organization: "[[Northwind]]" # or plain text
industry: logistics
seniority: senior
location: Lisbon
email: ada@northwind.example
phone:
linkedin: https://linkedin.example/in/ada
source: "[[Ben Li]]"
outreach:
  - 2026-02-10 email
  - 2026-02-19 linkedin second message
replied: 2026-02-21
declined:
channel: email
touches:
  - 2026-05-04 email give the paper on lineage
linkedin_connected: 2026-03-04
keep_in_touch: 90d
paused: 2026-06-01
tags: [alumni]
waive:
  - gone-cold until 2026-09-01 on leave
---
Met at #conference/lisbon.
"""

INTERVIEW = """---
type: interview
contact: "[[Ada Okafor]]"
date: 2026-03-02T15:00
duration: 30
actual_duration: 35 min
format: video
place: https://meet.example/ada
confirmed: 2026-02-28
outcome: held
thanked: 2026-03-03
referrals: ["[[Ben Li]]", "Chloe Marsh"]
themes: [hiring, "#theme/pay", "[[degrees]]"]
confidential: false
---
## Notes
- a a
"""


def contact(text: str, path: str = "contacts/Ada Okafor.md") -> Contact:
    return contact_of(read_note(path, text.encode(), Settings()))


def talk(text: str, path: str = "interviews/talk.md") -> Interview:
    return interview_of(read_note(path, text.encode(), Settings()))


def test_a_contact_as_the_format_shows_it() -> None:
    ada = contact(CONTACT)
    assert (ada.name, ada.aliases, ada.salutation, ada.role) == ("Ada Okafor", ("Ada",), "Dr.", "Staff data engineer")
    assert ada.organization is not None
    assert (ada.organization.name, ada.industry, ada.seniority, ada.location) == ("Northwind", "logistics", "senior", "Lisbon")
    assert (ada.email, ada.phone, ada.linkedin) == (("ada@northwind.example",), (), "https://linkedin.example/in/ada")
    assert ada.source is not None
    assert ada.source.target == "Ben Li"
    assert [(event.date, event.channel, event.words) for event in ada.outreach] == [
        (date(2026, 2, 10), "email", ""), (date(2026, 2, 19), "linkedin", "second message"),
    ]  # fmt: skip
    assert ada.replied is not None
    assert ada.replied.date == date(2026, 2, 21)
    assert (ada.declined, ada.channel) == (None, "email")
    assert [(event.channel, event.nature, event.words) for event in ada.touches] == [("email", "give", "the paper on lineage")]
    assert ada.linkedin_connected is not None
    assert (ada.keep_in_touch, ada.keep_in_touch_never) == (90, False)
    assert ada.paused is not None
    assert ada.tags == ("alumni", "conference/lisbon")
    assert [(waiver.rule, waiver.reason) for waiver in ada.waivers] == [("gone-cold", "on leave")]


def test_a_talk_as_the_format_shows_it() -> None:
    one = talk(INTERVIEW)
    assert [person.target for person in one.people] == ["Ada Okafor"]
    assert one.when is not None
    assert (one.when.date, one.when.time) == (date(2026, 3, 2), time(15))
    assert (one.duration, one.actual_duration, one.format, one.location) == (30, 35, "video", "https://meet.example/ada")
    assert one.confirmed is not None
    assert (one.outcome, one.outcome_place.line) == ("held", 10)
    assert [event.date for event in one.thanked] == [date(2026, 3, 3)]
    assert [person.name for person in one.referrals] == ["Ben Li", "Chloe Marsh"]
    assert (one.asked_none, one.themes) == (False, ("hiring", "pay", "degrees"))
    assert one.note.told
    assert not one.note.confidential


def test_nobody_named_is_an_answer() -> None:
    for words in ("none", "nobody", "None", "'-'"):
        one = talk(f"---\nreferrals: {words}\n---\n")
        assert (one.asked_none, one.referrals) == (True, ())
    assert not talk("---\nreferrals:\n---\n").asked_none


def test_what_cannot_be_read_is_left_out() -> None:
    ada = contact(
        "---\nreplied: soon\noutreach: [email, 2026-02-30 email, 2026-02-10 email]\nkeep_in_touch: often\nchannel: pigeon\nseniority: x\nclosed: no\nmet: ²\n---\n"
    )
    assert (ada.replied, ada.keep_in_touch, ada.channel, ada.seniority, ada.closed, ada.met) == (None, None, "", "", None, None)
    assert [event.date for event in ada.outreach] == [date(2026, 2, 10)]
    one = talk("---\ndate: soon\nduration: long\nformat: pigeon\noutcome: x\nthanked: yes\n---\n")
    assert (one.when, one.duration, one.format, one.outcome, one.thanked) == (None, None, "", "", ())


def test_a_wrong_date_is_not_replaced_by_the_files_name() -> None:
    assert talk("---\ndate: soon\n---\n", "interviews/2026-03-02 Ada.md").when is None
    named = talk("---\ndate:\n---\n", "interviews/2026-03-02 Ada.md").when
    assert named is not None
    assert named.date == date(2026, 3, 2)


def test_where_spellings_compete_the_schemas_own_wins_and_lists_are_joined() -> None:
    ada = contact("---\njob: x\nrole: y\nposition: z\nmail: a@x.example\nemail: b@x.example\n---\n")
    assert ada.role == "y"
    assert ada.email == ("b@x.example", "a@x.example")
    role = ada.note.get("role")
    assert role is not None
    assert (role.key, role.values[0].raw) == ("role", "y")
    assert tuple(value.raw for value in ada.note.values("email")) == ada.email
    assert (ada.note.get("phone"), ada.note.values("phone")) == (None, ())


def test_the_last_contact_counts_as_a_touch() -> None:
    ada = contact("---\ntouches: [2026-05-04 email]\nlast_contact: 2026-03-01\n---\n")
    assert [event.date for event in ada.touches] == [date(2026, 3, 1), date(2026, 5, 4)]


def test_never_is_an_interval_of_its_own() -> None:
    assert (contact("---\nkeep_in_touch: never\n---\n").keep_in_touch_never, contact("---\nkeep_in_touch:\n---\n").keep_in_touch_never) == (
        True,
        False,
    )


def test_the_order_of_the_notes_does_not_matter() -> None:
    notes = [
        read_note(path, text.encode(), Settings())
        for path, text in (("contacts/b.md", CONTACT), ("contacts/a.md", CONTACT), ("interviews/x.md", INTERVIEW))
    ]
    one, other = build_vault(notes, Settings()), build_vault(reversed(notes), Settings())
    assert list(one.notes) == list(other.notes)
    assert (one.contacts, one.interviews) == (other.contacts, other.interviews)


def test_of_a_note_that_is_only_named_the_names_are_there_and_nothing_else() -> None:
    notes = [read_note(path, text.encode(), Settings()) for path, text in (("contacts/a.md", CONTACT), ("interviews/x.md", INTERVIEW))]
    vault = build_vault([], Settings(), names=notes)
    (ada,) = vault.contacts
    assert (ada.name, ada.aliases, ada.outreach, ada.organization, ada.waivers) == ("Ada Okafor", ("Ada",), (), None, ())
    assert vault.targets("Ada") == ["contacts/a.md"]
    assert vault.targets("x") == ["interviews/x.md"]
    assert vault.interviews == ()


@pytest.mark.parametrize("me", ["Me", "myself", "iris halloran", "[[Iris Halloran]]", "[[notes/Profile|Iris]]", "Iris"])
def test_i_am_none_of_the_people_met(me: str) -> None:
    profile = "---\ntype: profile\nname: Iris Halloran\nalias: Iris\n---\n"
    talk = f'---\ntype: interview\ncontact: ["[[Ada Okafor]]", "{me}"]\ndate: 2026-03-02\n---\n'
    notes = [read_note(path, text.encode(), Settings()) for path, text in (("Profile.md", profile), ("interviews/x.md", talk))]
    assert [ref.name for ref in build_vault(notes, Settings()).interviews[0].people] == ["Ada Okafor"]


def test_somebody_who_shares_a_part_of_my_name_is_met() -> None:
    profile = "---\ntype: profile\nname: Iris Halloran\n---\n"
    talk = '---\ntype: interview\ncontact: [Iris Murdoch, Meera, "[[contacts/Ian Halloran]]"]\ndate: 2026-03-02\n---\n'
    notes = [read_note(path, text.encode(), Settings()) for path, text in (("Profile.md", profile), ("interviews/x.md", talk))]
    assert len(build_vault(notes, Settings()).interviews[0].people) == 3
